from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from localize import plugins
from localize.errors import ConfigurationError, UnknownName
from localize.weights.catalogue import (
    File,
    HuggingFace,
    Pypi,
    Url,
    digest_of,
    find_model,
    load_catalogue,
    locate,
)
from tests.weights.served import catalogue_of, model_of

ROOT = Path(__file__).parents[2]
SHA = "0" * 64


def test_every_model_is_pinned_and_has_an_engine_that_exists() -> None:
    kinds = ("recognizer", "voice", "translator")
    engines = {*(name for kind in kinds for name in plugins.names(kind)), "libass"}  # it draws fonts
    for name, model in load_catalogue().items():
        assert model.name == name
        assert model.engine in engines
        assert model.sources
        assert model.licence


def test_the_defaults_can_be_had_from_the_python_registry() -> None:
    embedded = [model for model in load_catalogue().values() if model.embedded]
    assert {model.kind for model in embedded} == {"recognizer", "chat"}
    for model in embedded:
        assert model.run_here
        assert isinstance(model.sources[-1], Pypi)


def test_sources_are_told_apart_by_their_type() -> None:
    assert isinstance(find_model("whisper-base").sources[0], HuggingFace)
    assert isinstance(find_model("openai-whisper-base").sources[0], Url)


def test_licences_that_forbid_commercial_use_say_so() -> None:
    forbidding = {"CC-BY-NC-4.0", "TeleSpeech"}
    for model in load_catalogue().values():
        assert model.commercial == (model.licence not in forbidding)
        assert model.commercial != ("NOT for commercial use" in model.note)


def test_unknown_name_suggests_the_nearest() -> None:
    with pytest.raises(UnknownName, match="did you mean 'whisper-base'"):
        find_model("wisper-base")


def test_digest_depends_on_every_file_and_not_on_their_order() -> None:
    pairs = [("a", "1" * 64), ("b", "2" * 64)]
    assert digest_of(pairs) == digest_of(reversed(pairs))
    assert digest_of(pairs) != digest_of([("a", "1" * 64), ("b", "3" * 64)])
    assert digest_of(pairs) != digest_of([("a", "1" * 64), ("c", "2" * 64)])


def test_digest_is_pinned() -> None:
    """Keys of finished work hold it: were it computed otherwise, all of it would be redone."""
    digest = "35e4a691629cac16251f84044fbaa98f08842e3dfa368cf43d4905c94fc84565"
    assert find_model("whisper-base").digest == digest


def test_own_pins_come_on_top(home: Path) -> None:
    home.mkdir()
    own = model_of({"model.bin": b"own"}, name="whisper-base", licence="ours")
    (home / "catalogue.toml").write_text(catalogue_of(own), "utf-8")
    assert find_model("whisper-base") == own
    assert find_model("whisper-small").licence == "MIT"


WRONG = {
    'licens = "MIT"': "did you mean 'licence'",
    'kind = "recogniser"': "Invalid enum value",
    'files = [{ path = "../x", bytes = 1, sha256 = "%s" }]': "not a path inside",
    'files = [{ path = "x", bytes = 1, sha256 = "abc" }]': "sha256",
    "files = []": "length >= 1",
    'sources = [{ type = "ftp" }]': "ftp",
    'sources = [{ type = "huggingface", repo = "a/b", revision = "main" }]': "revision",
    'sources = [{ type = "pypi", packages = ["a>=1"], members = { x = ["m"] } }]': "packages",
    'sources = [{ type = "pypi", packages = ["a==1"], members = { y = ["m"] } }]': "members",
}


@pytest.mark.parametrize(("line", "told"), WRONG.items())
def test_a_wrong_entry_is_refused_with_file_and_model(home: Path, line: str, told: str) -> None:
    home.mkdir()
    right = {
        "title": '"T"',
        "kind": '"chat"',
        "engine": '"llama"',
        "licence": '"MIT"',
        "commercial": "true",
        "files": f'[{{ path = "x", bytes = 1, sha256 = "{SHA}" }}]',
        "sources": "[]",
    }
    key, _, value = line.replace("%s", SHA).partition(" = ")
    entry = "\n".join(f"{key} = {value}" for key, value in {**right, key: value}.items())
    (home / "catalogue.toml").write_text(f"version = 1\n[models.mine]\n{entry}\n", "utf-8")
    with pytest.raises(ConfigurationError) as caught:
        load_catalogue()
    assert told in str(caught.value)
    assert "catalogue.toml: [models.mine]" in str(caught.value)


def test_a_catalogue_that_is_no_toml_is_refused(home: Path) -> None:
    home.mkdir()
    (home / "catalogue.toml").write_text("version = ", "utf-8")
    with pytest.raises(ConfigurationError, match=r"catalogue\.toml"):
        load_catalogue()


def test_files_are_listed_once() -> None:
    model = model_of({"a": b"1"})
    with pytest.raises(ValueError, match="listed twice"):
        msgspec.structs.replace(model, files=(*model.files, File("a", 2, SHA)))


def test_a_url_gives_one_file() -> None:
    with pytest.raises(ValueError, match="one file"):
        model_of({"a": b"1", "b": b"2"}, Url("http://localhost/a"))


@given(
    st.lists(st.text("abc", min_size=1), unique=True, min_size=1).flatmap(
        lambda paths: st.fixed_dictionaries({path: st.binary(min_size=1) for path in paths})
    )
)
def test_models_survive_json(contents: dict[str, bytes]) -> None:
    model = model_of(contents, HuggingFace("a/b", "0" * 40))
    assert msgspec.json.decode(msgspec.json.encode(model), type=type(model)) == model


def test_in_the_repository_the_catalogue_stands_at_the_top() -> None:
    assert locate(ROOT / "localize" / "weights") == ROOT / "models" / "catalogue.toml"


def test_the_wheel_carries_the_catalogue(tmp_path: Path) -> None:
    """Built and read for real, as zip as well as unpacked."""
    pip = [sys.executable, "-m", "pip", "-q", "--disable-pip-version-check", "wheel", "--no-deps"]
    subprocess.run([*pip, "--wheel-dir", tmp_path, ROOT], check=True, capture_output=True)
    wheel = next(tmp_path.glob("localize-*.whl"))
    code = (
        f"import sys; sys.path.insert(0, {str(wheel)!r}); import localize.weights.catalogue as c; "
        "assert '.whl' in c.__file__, c.__file__; print(len(c.load_catalogue()))"
    )
    run = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert int(run.stdout) == len(load_catalogue())
