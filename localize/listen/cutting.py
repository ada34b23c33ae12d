"""The samples of windows and of lines, cut from a file that is decoded once more, as far as they go."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from localize.domain.heard import Window
from localize.domain.times import Span
from localize.errors import InputError
from localize.listen.decode import sound_blocks
from localize.listen.tape import Tape, sound_digest

if TYPE_CHECKING:
    from localize.stage import Samples


def window_sounds(path: Path, windows: Sequence[Window]) -> Iterator[Samples]:
    """One array a window; `windows` are in order. Holds no more than one window and a block.

    Raises NotMedia, and InputError when the file is not the one that the windows were cut from.
    """
    blocks = sound_blocks(path)
    with closing(blocks):  # type: ignore[type-var]
        for window, sound in zip(windows, _cut(blocks, windows), strict=True):
            if sound_digest(sound) != window.digest:
                raise InputError(f"{path} changed while it was being worked on", "run again")
            yield sound


def span_sounds(path: Path, spans: Sequence[Span]) -> Iterator[Samples]:
    """One array a span, shorter where the sound ends before it; `spans` are in order. Raises NotMedia."""
    blocks = sound_blocks(path)
    with closing(blocks):  # type: ignore[type-var]
        yield from _cut(blocks, spans)


def _cut(blocks: Iterable[Samples], windows: Sequence[Window | Span]) -> Iterator[Samples]:
    tape = Tape()
    source = iter(blocks)
    for window in windows:
        tape.forget_before(window.start_ms)
        while tape.end_ms < window.end_ms and (block := next(source, None)) is not None:
            tape.add(block)
            tape.forget_before(window.start_ms)
        yield tape.read(window.start_ms, window.end_ms)
