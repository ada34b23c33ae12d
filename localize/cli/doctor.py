"""`localize doctor`: everything that a run needs, looked at before it is needed."""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Literal

import click
import msgspec

from localize import plugins
from localize.cli.models import JSON
from localize.cli.streams import write_json
from localize.config import home
from localize.cores import core_count
from localize.dialects import load_dialects
from localize.domain.value import Value
from localize.errors import ConfigurationError, EngineUnavailable, LocalizeError
from localize.installed import version_of
from localize.pipeline.stores import VARIABLE, place_of
from localize.store.files import require_writable
from localize.store.remote import PROBE, Remote, is_remote
from localize.weights.catalogue import Model, load_catalogue
from localize.weights.partial import Fetcher, SourceFailed
from localize.weights.pull import fetchers
from localize.weights.shelf import Shelf

FAILED = 2
COLOURS = {"ok": "green", "warn": "yellow", "fail": "red"}

# Distribution → its module. Each is imported in a process of its own: a broken one may crash, not raise.
LIBRARIES = {
    "av": "av",
    "ctranslate2": "ctranslate2",
    "faster-whisper": "faster_whisper",
    "onnxruntime": "onnxruntime",
    "xllamacpp": "xllamacpp",
}
OPTIONAL = {
    "openai-whisper": "whisper",
    "sherpa-onnx": "sherpa_onnx",
    "rapidocr": "rapidocr",
    "opencv-python-headless": "cv2",
    "torch": "torch",
}
IMPORT_SECONDS = 120

COUNT_GPUS = "import ctranslate2; print(ctranslate2.get_cuda_device_count())"


class Row(Value, frozen=True, omit_defaults=False):
    """`advice` says what to do when the status is not `ok`."""

    what: str
    status: Literal["ok", "warn", "fail"]
    found: str
    advice: str = ""


@click.command()
@click.option(
    "--network",
    is_flag=True,
    help="Ask as well whether the sources of the models answer, and a store on other machines.",
)
@JSON
def doctor(network: bool, as_json: bool) -> None:
    """Check that everything needed is here, and say what to do about what is not.

    Exit code 0, or 2 when something fails. Nothing is sent over the network without --network.
    """
    rows = examine(network)
    for row in rows:
        if as_json:
            write_json(msgspec.to_builtins(row))
        else:
            click.echo(_told(row))
    if any(row.status == "fail" for row in rows):
        click.get_current_context().exit(FAILED)


def examine(network: bool) -> list[Row]:
    """Every check, in the order in which they are shown."""
    rows = [
        *_machine(),
        _terminal(),
        *_home(),
        _store(network),
        *_libraries(),
        _gpus(),
        *_engines(),
        _dialects(),
        *_weights(),
    ]
    return [*rows, *_sources()] if network else rows


# ── the machine ─────────────────────────────────────────────────────────────────────────────────────


def _machine() -> Iterator[Row]:
    yield Row("Python", "ok", f"{platform.python_version()} ({sys.executable})")
    yield Row("system", "ok", platform.platform())
    yield Row("cores", "ok", str(core_count()))
    yield _memory()


def _memory() -> Row:
    """Compared with what the embedded models' files take, for they are held in memory."""
    size, need = _memory_bytes(), max(model.bytes for model in _embedded())
    if size is None:
        return Row("memory", "ok", "unknown on this system")
    if size < need:
        return Row("memory", "warn", _human(size), f"the largest default model alone takes {_human(need)}")
    return Row("memory", "ok", _human(size))


def _memory_bytes() -> int | None:
    """That of the machine, or of the container when it has less."""
    try:
        size = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (AttributeError, ValueError, OSError):
        return None
    with suppress(OSError, ValueError):  # no cgroup, or `max`
        size = min(size, int(Path("/sys/fs/cgroup/memory.max").read_text("ascii")))
    return size


def _terminal() -> Row:
    encoding = sys.stdout.encoding or "unknown"
    try:
        "沉默 ñ".encode(encoding)
    except (LookupError, UnicodeEncodeError):
        advice = "set PYTHONUTF8=1, or a UTF-8 locale, to see Chinese here; files are UTF-8 anyway"
        return Row("terminal", "warn", encoding, advice)
    return Row("terminal", "ok", encoding)


def _home() -> Iterator[Row]:
    """LOCALIZE_HOME and the room on its disk."""
    advice = "set LOCALIZE_HOME to a folder that you may write to"
    try:
        home().mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=home()) as file:
            file.write(b"localize")
        free = shutil.disk_usage(home()).free
    except OSError as error:
        yield Row("home", "fail", f"{home()}: {error.strerror}", advice)
        return
    yield Row("home", "ok", str(home()))
    yield _room(free)


def _room(free: int) -> Row:
    shelf = Shelf(home() / "weights")
    need = sum(model.bytes for model in _embedded() if shelf.state(model) in {"missing", "partial"})
    if free < need:
        advice = f"the default models take {_human(need)} more: free some space, or move LOCALIZE_HOME"
        return Row("free disk", "fail", _human(free), advice)
    return Row("free disk", "ok", _human(free))


def _store(network: bool) -> Row:
    """That of LOCALIZE_STORE; where it is remote, nobody asks for it unasked."""
    try:
        place = place_of()
        if is_remote(place):
            return _remote(Remote(place), network)
        require_writable(Path(place or home() / "store") / PROBE)
    except LocalizeError as error:
        return Row("store", "fail", error.message, error.hint or f"set {VARIABLE} to a folder of yours")
    return Row("store", "ok", place or "in the home")


def _remote(remote: Remote, network: bool) -> Row:
    if not network:
        return Row("store", "ok", f"{remote.url}, not asked: localize doctor --network does")
    remote.probe()
    return Row("store", "ok", f"{remote.url} answers, and can be written")


# ── what is installed ───────────────────────────────────────────────────────────────────────────────


def _libraries() -> list[Row]:
    needed = LIBRARIES | {name: module for name, module in OPTIONAL.items() if version_of(name)}
    absent = [
        Row(name, "ok", "not installed; only what needs it cannot be used")
        for name in OPTIONAL
        if name not in needed
    ]
    with ThreadPoolExecutor(core_count()) as pool:
        return [*pool.map(_library, needed, needed.values()), *absent]


def _library(name: str, module: str) -> Row:
    version = version_of(name)
    if not version:
        return Row(name, "fail", "not installed", f"pip install {name}")
    wrong = _python(f"import {module}")[1]
    if wrong:
        return Row(name, "fail", f"{version}: {wrong}", f"pip install --force-reinstall {name}")
    return Row(name, "ok", version)


def _gpus() -> Row:
    count, wrong = _python(COUNT_GPUS)
    if wrong:
        return Row("GPU", "warn", wrong, "the CPU is used; check the CUDA driver if there is a GPU")
    return Row("GPU", "ok", f"{count} for ctranslate2" if count != "0" else "none; the CPU is used")


def _python(code: str) -> tuple[str, str]:
    """What the code prints, and what went wrong, in one line."""
    command = [sys.executable, "-c", code]
    try:
        run = subprocess.run(
            command, capture_output=True, text=True, errors="replace", timeout=IMPORT_SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        return "", f"no answer in {IMPORT_SECONDS} s"
    if run.returncode < 0:
        return "", f"crashes (signal {-run.returncode})"
    lines = run.stderr.strip().splitlines() or ["fails without a word"]
    return run.stdout.strip(), lines[-1] if run.returncode else ""


def _engines() -> Iterator[Row]:
    for kind in ("recognizer", "reader", "translator", "voice"):
        for name in plugins.names(kind):
            yield _engine(kind, name)


def _engine(kind: str, name: str) -> Row:
    try:
        engine = plugins.load(kind, name)
    except EngineUnavailable as error:
        return Row(f"{kind} {name}", "fail", error.message, "reinstall the package that brings this engine")
    return Row(f"{kind} {name}", "ok", f"{engine.__module__}, version {engine.version}")


def _dialects() -> Row:
    """The packs that are shipped, which `--dialect auto` tells apart."""
    try:
        found = ", ".join(dialect.name for dialect in load_dialects())
    except ConfigurationError as error:
        return Row("dialects", "fail", error.message, "reinstall localize")
    return Row("dialects", "ok", found)


# ── the models ──────────────────────────────────────────────────────────────────────────────────────


def _embedded() -> list[Model]:
    return [model for model in load_catalogue().values() if model.embedded]


def _weights() -> Iterator[Row]:
    """The defaults, and whatever else is here."""
    shelf = Shelf(home() / "weights")
    for model in load_catalogue().values():
        state = shelf.state(model)
        if model.embedded or state != "missing":
            yield _model(model, state)


def _model(model: Model, state: str) -> Row:
    if state == "here":
        found = str(Shelf(home() / "weights").path(model))
        return Row(f"model {model.name}", "ok", found if model.commercial else f"{found}; no commercial use")
    if state == "changed":
        again = f"localize models verify {model.name}, and pull it with --force when it is not right"
        return Row(f"model {model.name}", "warn", "changed since it was verified", again)
    advice = f"localize models pull {model.name} ({_human(model.bytes)}); a run pulls what it lacks"
    return Row(f"model {model.name}", "warn", state, advice)


def _sources() -> Iterator[Row]:
    for model in _embedded():
        for fetcher in fetchers(model):
            yield _source(model, fetcher)


def _source(model: Model, fetcher: Fetcher) -> Row:
    try:
        fetcher.probe()
    except SourceFailed as failure:
        advice = "where none of its sources answers, set LOCALIZE_MIRROR"
        return Row(f"source of {model.name}", "warn", f"{fetcher.label}: {failure}", advice)
    return Row(f"source of {model.name}", "ok", f"{fetcher.label} answers")


def _told(row: Row) -> str:
    status = click.style(f"{row.status:<4}", fg=COLOURS[row.status], bold=row.status == "fail")
    line = f"{status}  {row.what:<28}  {row.found}"
    return f"{line}\n{'':>6}→ {row.advice}" if row.advice else line


def _human(size: int) -> str:
    from rich.filesize import decimal

    return decimal(size)
