"""The command line: one file a command; rich for people, JSON lines for programs.

stdout is data; progress and messages go to stderr. Exit codes are those of `localize.errors`.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import NoReturn

from localize.cli.failures import Teller
from localize.cli.root import PROGRAM, root
from localize.cli.streams import accept_any_text

COMPLETE = "_LOCALIZE_COMPLETE"


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """The program. Always ends in SystemExit."""
    accept_any_text()
    words = list(sys.argv[1:] if arguments is None else arguments)
    teller = Teller(as_json="--json" in words, debug="--debug" in words)
    sys.exit(teller.exit_code_of(lambda: _run(words, teller)))


def _run(words: list[str], teller: Teller) -> None:
    if asked := os.environ.get(COMPLETE):
        _complete(asked)
    with root.make_context(PROGRAM, words, obj=teller) as context:
        root.invoke(context)


def _complete(asked: str) -> NoReturn:
    """`asked` is click's: `bash_source`, `zsh_complete` …"""
    from click.shell_completion import shell_complete

    sys.exit(shell_complete(root, {}, PROGRAM, COMPLETE, asked))
