"""Texts of the parts → texts of the episode: what goes on from one part into the next is one text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec

from localize.domain.times import Span
from localize.watch.strokes import strokes

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from localize.watch.texts import Text, TextLook

# A text that is lost for so long and found again in its place has not been away: its highlight or its
# background has changed.
LOST_MS = 160
SAME_PLACE = 0.6
# Correlation of two pictures of one text before different backgrounds. Of 219 pairs of different lines
# (docs/watching.md) the most alike had 0.45.
SAME_LOOK = 0.5
_SIZE = (192, 32)
# The finder frames the same text now wider, now narrower.
_SHIFT = (4, 10)


def joined_texts(found: Sequence[Text]) -> list[Text]:
    """In order of their first frame."""
    texts: list[Text] = []
    open_ones: list[int] = []
    for text in sorted(found, key=lambda one: (one.start_ms, one.box.top)):
        open_ones = [at for at in open_ones if texts[at].end_ms >= text.start_ms - LOST_MS]
        at = next((at for at in reversed(open_ones) if _is_same(texts[at], text)), None)
        if at is None:
            open_ones.append(len(texts))
            texts.append(text)
        else:
            texts[at] = _merged(texts[at], text)
    return texts


def _merged(text: Text, later: Text) -> Text:
    looks = (*text.looks, *later.looks)[:2]
    return msgspec.structs.replace(text, end_ms=max(text.end_ms, later.end_ms), looks=looks)


def _is_same(text: Text, later: Text) -> bool:
    """In one place at one time stands one text, however it looked to two parts."""
    if text.box.overlap(later.box) < SAME_PLACE:
        return False
    at_once = Span(text.start_ms, text.end_ms).overlap_ms(Span(later.start_ms, later.end_ms))
    return at_once > LOST_MS or alike(text.looks[-1], later.looks[0]) >= SAME_LOOK


def alike(one: TextLook, other: TextLook) -> float:
    """Correlation of the strokes of two pictures where they fit best: about 1 for the same text."""
    import cv2

    down, across = _SHIFT
    inner = _strokes(one)[down:-down, across:-across]
    return float(cv2.matchTemplate(_strokes(other), inner, cv2.TM_CCORR_NORMED).max())


def _strokes(look: TextLook) -> npt.NDArray[np.float32]:
    import cv2
    import numpy as np

    grey = cv2.imdecode(np.frombuffer(look.jpeg, np.uint8), cv2.IMREAD_GRAYSCALE)
    return strokes(cv2.resize(grey, _SIZE, interpolation=cv2.INTER_AREA)).astype(np.float32)
