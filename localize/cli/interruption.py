"""Ctrl-C: the first lets the run put away what it has, the second ends it where it stands.

Imports next to nothing, so that it is there before all else.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from types import FrameType, TracebackType
from typing import NoReturn, Self

SAID = "interrupted; what was finished is kept: run the same command again"
EXIT_CODE = 130
AGAIN_S = 0.2
_SHOW_CURSOR = "\x1b[?25h"  # a bar that is cut off has hidden it


class Interruption:
    """`asked` is whether Ctrl-C was pressed while the context lasted. Leaving it then ends the process: what
    still runs in native code would be waited for, or pulled apart under its own threads.

    Outside the main thread, and where Ctrl-C is ignored or taken by somebody else, nothing is changed.
    """

    def __init__(self) -> None:
        self.asked = self._told = self._watches = False

    def told(self) -> None:
        """Whoever pressed it knows; it need not be said on leaving."""
        self._told = True

    def __enter__(self) -> Self:
        ours = signal.getsignal(signal.SIGINT) is signal.default_int_handler
        if os.name == "posix" and ours and threading.current_thread() is threading.main_thread():
            self._watch()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.asked:
            leave("" if self._told else SAID)
        if self._watches:
            self._rest()

    def _watch(self) -> None:
        """Python runs its handlers between two steps of the main thread, and a batch in native code is one
        step; the wake-up descriptor is written to at once, so a thread that reads it sees the second."""
        self._watches = True
        reading, self._writing = os.pipe()
        os.set_blocking(self._writing, False)
        signal.set_wakeup_fd(self._writing, warn_on_full_buffer=False)
        signal.signal(signal.SIGINT, self._first)
        threading.Thread(target=_leave_at_the_second, args=(reading,), name="Ctrl-C", daemon=True).start()

    def _rest(self) -> None:
        signal.signal(signal.SIGINT, signal.default_int_handler)
        signal.set_wakeup_fd(-1)
        os.close(self._writing)

    def _first(self, number: int, frame: FrameType | None) -> NoReturn:  # noqa: ARG002
        self.asked = True
        signal.signal(signal.SIGALRM, self._again)
        signal.setitimer(signal.ITIMER_REAL, AGAIN_S, AGAIN_S)
        raise KeyboardInterrupt

    def _again(self, number: int, frame: FrameType | None) -> None:  # noqa: ARG002
        """Native libraries lose an exception that comes up inside them (PyAV 18 half of the time): it is
        raised once more, unless one is on its way out."""
        if sys.exc_info()[0] is None and not self._told:
            raise KeyboardInterrupt


def leave(said: str = "") -> NoReturn:
    """Ends the process at once; what is finished is on the disk."""
    if said:
        shown = _SHOW_CURSOR if os.isatty(2) else ""
        os.write(2, f"{shown}error: {said}\n".encode())
    os._exit(EXIT_CODE)


def _leave_at_the_second(reading: int) -> None:
    pressed = 0
    with open(reading, "rb", buffering=0) as told:
        while number := told.read(1):
            pressed += number[0] == signal.SIGINT
            if pressed == 2:
                leave(SAID)
