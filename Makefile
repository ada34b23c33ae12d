# `make demo` and `make test` do everything on a fresh machine; the rest is for those who work here.
PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin
PIP    := $(BIN)/python -m pip install --quiet --disable-pip-version-check
# The reference engine needs PyTorch. This release is the one the tests run on; its CPU build is enough.
TORCH  ?= torch==2.13.0
SERIES := examples/huiguo
OUT    := out/demo

.PHONY: setup setup-dev demo test lint format bench clean

setup: $(VENV)/.setup

demo: setup
	$(BIN)/localize episode $(SERIES)/E01.mp4 --out $(OUT)
	$(BIN)/localize show $(OUT)/E01.record.json

test: setup-dev lint
	$(BIN)/pytest --numprocesses 2 --dist loadfile

lint: setup-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: setup-dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: setup-dev
	$(BIN)/python bench/recognition.py
	$(BIN)/python bench/fit.py

setup-dev: $(VENV)/.setup-dev

$(VENV)/.python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "localize needs Python 3.11 or newer; say which with make PYTHON=/path/to/python"; exit 1; }
	@$(PYTHON) -m venv $(VENV) \
	  || { echo "no virtual environment could be made; on Debian and Ubuntu: apt install python3-venv"; exit 1; }
	@touch $@

$(VENV)/.setup: pyproject.toml | $(VENV)/.python
	@echo "installing localize into $(VENV) …"
	@$(PIP) -e '.[watch,deliver]'
	@touch $@

$(VENV)/.setup-dev: pyproject.toml tests/judges/package-lock.json | $(VENV)/.python
	@echo "installing localize and what its tests need into $(VENV) …"
	@$(PIP) '$(TORCH)'
	@$(PIP) -e '.[deliver,openai-whisper,ray,s3,sherpa-onnx,ttconv,voices,watch,dev]'
	@$(BIN)/python -m tests.judges.install
	@touch $@ $(VENV)/.setup

clean:
	rm -rf $(VENV) tests/judges/node_modules out build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
