"""Every way in which a command can end other than well: one line, a hint, an exit code."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field

import click

from localize.cli.interruption import SAID, Interruption
from localize.cli.streams import discard_stdout, say, write_json
from localize.errors import ConfigurationError, Interrupted, LocalizeError

READER_GONE = 141  # what a shell says of a program that SIGPIPE ended


@dataclass(frozen=True)
class Teller:
    """How this command line wants to be told what goes wrong."""

    as_json: bool
    debug: bool
    interruption: Interruption = field(default_factory=Interruption)

    def exit_code_of(self, run: Callable[[], None]) -> int:
        """Runs, tells an error that comes out of it, and what the process is to exit with."""
        try:
            run()
            sys.stdout.flush()
            return 0
        except click.exceptions.Exit as end:
            return end.exit_code
        except click.exceptions.NoArgsIsHelpError as asked:
            asked.show()
            return asked.exit_code
        except BrokenPipeError:
            discard_stdout()
            return READER_GONE
        except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001 - the outermost frame: tells even a bug
            return self.tell(error)

    def trace(self, where: str, error: BaseException) -> None:
        """What befell a part of the work that goes on without it."""
        if self.debug:
            say(f"{where}:\n{''.join(traceback.format_exception(error))}")

    def tell(self, error: BaseException, file: str = "") -> int:
        """Like the function, and before it the traceback where that was asked for.

        What comes up after Ctrl-C comes of it: libraries make other errors of it while they are imported.
        """
        if self.debug:
            traceback.print_exception(error)
        if not self.interruption.asked:
            return tell(as_localize_error(error), as_json=self.as_json, file=file)
        self.interruption.told()
        return tell(Interrupted(SAID), as_json=self.as_json)


def teller() -> Teller:
    """Of the command that runs."""
    found = click.get_current_context().find_object(Teller)
    assert found is not None  # `localize.cli.main` put it there
    return found


def tell(error: LocalizeError, *, as_json: bool, file: str = "") -> int:
    """Says it: to people on stderr, to programs as a line on stdout. Returns the error's exit code.

    `file` is the one of several that it befell.
    """
    if as_json:
        _tell_programs(error, file)
    else:
        _tell_people(error, file)
    return error.exit_code


def as_localize_error(error: BaseException) -> LocalizeError:
    """The error of our own tree that stands for `error`."""
    if isinstance(error, LocalizeError):
        return error
    if isinstance(error, click.ClickException):
        return _of_the_words(error)
    if isinstance(error, KeyboardInterrupt | click.Abort):
        return Interrupted(SAID)
    return LocalizeError.behind(error)


def _tell_people(error: LocalizeError, file: str) -> None:
    said = f"{file}: {error.message}" if file and file not in error.message else error.message
    say(f"error: {said}")
    if error.hint:
        say(f"hint: {error.hint}")


def _tell_programs(error: LocalizeError, file: str) -> None:
    line = {"event": "error", "kind": type(error).__name__, "message": error.message, "hint": error.hint}
    try:
        write_json(line | ({"file": file} if file else {}) | {"exit_code": error.exit_code})
    except OSError:
        # stdout is what failed.
        discard_stdout()
        _tell_people(error, file)


def _of_the_words(error: click.ClickException) -> ConfigurationError:
    """What click says, in the tone of the other errors."""
    context = getattr(error, "ctx", None)
    near = getattr(error, "possibilities", None)
    hint = f"see `{context.command_path if context else 'localize'} --help`"
    if near:
        hint = f"did you mean {' or '.join(map(repr, near))}?"
    said = error.message if near else error.format_message()
    return ConfigurationError(said[:1].lower() + said[1:].removesuffix("."), hint)
