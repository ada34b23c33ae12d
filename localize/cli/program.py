"""The words of the command line → the command, and what the process is to exit with."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import NoReturn

from localize.cli.failures import Teller
from localize.cli.interruption import Interruption
from localize.cli.root import PROGRAM, root
from localize.cli.streams import accept_any_text

COMPLETE = "_LOCALIZE_COMPLETE"


def run(words: Sequence[str], interruption: Interruption) -> int:
    accept_any_text()
    teller = Teller("--json" in words, "--debug" in words, interruption)
    return teller.exit_code_of(lambda: _invoke(list(words), teller))


def _invoke(words: list[str], teller: Teller) -> None:
    if asked := os.environ.get(COMPLETE):
        _complete(asked)
    with root.make_context(PROGRAM, words, obj=teller) as context:
        root.invoke(context)


def _complete(asked: str) -> NoReturn:
    """`asked` is click's: `bash_source`, `zsh_complete` …"""
    from click.shell_completion import shell_complete

    sys.exit(shell_complete(root, {}, PROGRAM, COMPLETE, asked))
