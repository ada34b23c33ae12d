"""The command line: one file a command; rich for people, JSON lines for programs.

stdout is data; progress and messages go to stderr. Exit codes are those of `localize.errors`.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import NoReturn

from localize.cli.interruption import Interruption


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """The program. Always ends in SystemExit, or with the process when Ctrl-C was pressed."""
    with Interruption() as interruption:
        from localize.cli.program import run  # Ctrl-C may come while all of it is imported

        code = run(sys.argv[1:] if arguments is None else arguments, interruption)
    sys.exit(code)
