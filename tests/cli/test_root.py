"""The program as a whole: its commands, its help, and what that help costs."""

from __future__ import annotations

import sys
from importlib import import_module

import click
import pytest

from localize import __version__
from localize.cli.root import COMMANDS
from tests.cli.conftest import Run, finish, spawn

# What README and the issue promise; an option is added here when it is added there.
OPTIONS = {
    "episode": "--to --from --series --glossary --dialect --dialect-pack --dialect-flavour --standard "
    "--source-subtitles --watch --profile --audience --format --over --bilingual --forced "
    "--hearing-impaired --out --recognizer --translator --polish --strict --force --plan --json --quiet",
    "transcribe": "--from --series --glossary --dialect --dialect-pack --standard --source-subtitles --watch "
    "--profile --audience --format --over --hearing-impaired --out --recognizer --force --json --quiet",
    "translate": "--to --from --series --glossary --dialect --dialect-pack --dialect-flavour --standard "
    "--profile --audience --format --over --bilingual --forced --hearing-impaired --out --translator "
    "--polish --strict --force --json --quiet",
    "convert": "--format --lang --profile --video --fps --to-fps --shift --mpegts --out --force "
    "--json --quiet",
    "check": "--profile --lang --video --cuts --fix --out --report --json",
    "package": "--to --profile --out --zip --waive --because --force --json --quiet",
    "replace": "--term --with --to --terms --out --changes --dry-run --yes --json --quiet",
    "cast": "--out --json",
    "show": "--lang --flagged --steps",
    "init": "--title --from --dialect --to",
}

IMPORTED = """
import sys
from localize.cli import main
try:
    main(sys.argv[1:])
except SystemExit:
    print(*sorted({name.partition(".")[0] for name in sys.modules}))
"""


def command(name: str) -> click.Command:
    found = getattr(import_module(f"localize.cli.{name}"), name)
    assert isinstance(found, click.Command)
    return found


def test_help_names_every_command(run: Run) -> None:
    outcome = run("--help")
    assert outcome.code == 0
    for name, summary in COMMANDS.items():
        assert f"  {name} " in outcome.out
        assert summary in outcome.out


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_begins_its_help_with_its_summary(name: str) -> None:
    said = " ".join((command(name).help or "").split())
    assert said.startswith(COMMANDS[name].removesuffix("."))


@pytest.mark.parametrize("name", OPTIONS)
def test_a_command_has_the_options_that_are_promised(name: str) -> None:
    options = {
        word
        for parameter in command(name).params
        for word in parameter.opts
        if isinstance(parameter, click.Option)
    }
    assert options - {"-q", "-y", "--debug"} == set(OPTIONS[name].split())


@pytest.mark.parametrize("name", OPTIONS)
def test_every_option_says_what_it_is_for(name: str) -> None:
    options = [parameter for parameter in command(name).params if isinstance(parameter, click.Option)]
    assert all(option.help for option in options)


@pytest.mark.parametrize("words", [["--help"], ["--version"], ["episode", "--help"], ["init", "--help"]])
def test_help_imports_nothing_heavy(words: list[str]) -> None:
    outcome = finish(spawn(*words, program=(sys.executable, "-c", IMPORTED)))
    imported = set(outcome.out.splitlines()[-1].split())
    assert "click" in imported
    assert not imported & {
        "av",
        "ctranslate2",
        "faster_whisper",
        "httpx",
        "langcodes",
        "msgspec",
        "numpy",
        "onnxruntime",
        "opencc",
        "pysubs2",
        "rich",
        "torch",
        "whisper",
        "xllamacpp",
    }


def test_version(run: Run) -> None:
    assert run("--version") == (0, f"localize {__version__}\n", "")


def test_without_a_command_it_shows_its_help(run: Run) -> None:
    outcome = run()
    assert (outcome.code, outcome.out) == (2, "")
    assert "Commands:" in outcome.err


@pytest.mark.parametrize(
    ("words", "message", "hint"),
    [
        (["epsode", "E01.mp4"], "unknown command 'epsode'", "did you mean 'episode'?"),
        (
            ["quux"],
            "unknown command 'quux'",
            "known: burn, cast, check, consistency, convert, dialects, doctor,",
        ),
        (["episode", "E01.mp4", "--tranlator", "x"], "no such option '--tranlator'", "'--translator'"),
        (["episode", "E01.mp4", "--to"], "option '--to' requires an argument", "see `localize --help`"),
        (
            ["episode", "E01.mp4", "--to", "en,"],
            "invalid value for '--to': a name is missing",
            "see `localize",
        ),
        (["episode"], "missing argument 'EPISODE'", "see `localize episode --help`"),
        (["episode", "E01.mp4", "E02.mp4"], "got unexpected extra argument", "see `localize episode --help`"),
        (["transcribe"], "missing argument 'MEDIA...'", "see `localize transcribe --help`"),
        (["models", "lst"], "no such command 'lst'", "did you mean 'list'?"),
    ],
)
def test_wrong_words_get_one_line_and_a_hint(run: Run, words: list[str], message: str, hint: str) -> None:
    code, out, err = run(*words)
    assert (code, out) == (2, "")
    first, second = err.splitlines()
    assert first.startswith(f"error: {message}")
    assert second.startswith("hint: ")
    assert hint in second


def test_commands_of_commands_take_debug_too(run: Run) -> None:
    assert "--debug" in run("models", "list", "--help").out


@pytest.mark.parametrize("words", [["--debug", "show", "nowhere.json"], ["show", "nowhere.json", "--debug"]])
def test_debug_shows_the_traceback(run: Run, words: list[str]) -> None:
    code, _, err = run(*words)
    assert code == 3
    assert "Traceback (most recent call last)" in err
    assert err.splitlines()[-2] == "error: no file nowhere.json"
