"""What of a picture could be type: fine strokes that differ from what is around them, and stay."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from localize.domain.seen import Box

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from localize.stage import Pixels

    Strokes: TypeAlias = npt.NDArray[np.int16]
    Mask: TypeAlias = npt.NDArray[np.bool_]

# In pixels and grey levels of the grey picture (frames.SHORT_SIDE). A stroke is a part of a character some
# 20 pixels high: what is larger than the neighbourhood is no stroke.
NEIGHBOURHOOD = 13
# Type on video is meant to stand out: white on black outlines differs by 100 and more, texture rarely by 40.
CONTRAST = 22
BOLD = 45
# Beyond it contrast says nothing more, and a brighter background would only weigh more.
LIMIT = 72
PARAMETERS = {"neighbourhood": NEIGHBOURHOOD, "contrast": CONTRAST, "bold": BOLD, "limit": LIMIT}

Area: TypeAlias = tuple[slice, slice]


def strokes(luma: Pixels) -> Strokes:
    """Grey levels above (or below) the neighbourhood's mean, within ±LIMIT; the same shape."""
    import cv2
    import numpy as np

    mean = cv2.blur(luma, (NEIGHBOURHOOD, NEIGHBOURHOOD))
    difference = cv2.subtract(luma, mean, dtype=cv2.CV_16S)
    limited: Strokes = np.clip(difference, -LIMIT, LIMIT, out=difference)
    return limited


def strokes_in(luma: Pixels, area: Area) -> Strokes:
    """Those of one area, as they would be in the whole picture."""
    rows, columns = area
    margin = NEIGHBOURHOOD // 2 + 1
    top, left = max(0, rows.start - margin), max(0, columns.start - margin)
    around = luma[top : rows.stop + margin, left : columns.stop + margin]
    inner = (slice(rows.start - top, rows.stop - top), slice(columns.start - left, columns.stop - left))
    return strokes(around)[inner]


def area_of(box: Box, shape: tuple[int, ...]) -> Area:
    """The pixels of a box in a picture of this shape; at least one."""
    height, width = shape[:2]
    top, left = int(max(box.top, 0) * height), int(max(box.left, 0) * width)
    bottom = min(height, max(int(box.bottom * height + 0.999), top + 1))
    right = min(width, max(int(box.right * width + 0.999), left + 1))
    return slice(min(top, height - 1), bottom), slice(min(left, width - 1), right)


def steady(now: Strokes, before: Strokes) -> Mask:
    """Where a stroke of the same kind stands in both: type does, a moving texture hardly ever."""
    import numpy as np

    strong = (np.abs(now) > CONTRAST) & (np.abs(before) > CONTRAST)
    mask: Mask = strong & ((now > 0) == (before > 0))
    return mask


def is_bold(now: Strokes) -> Mask:
    """Where strokes stand out as type on a moving picture must."""
    import numpy as np

    mask: Mask = np.abs(now) > BOLD
    return mask


class Template:
    """The strokes of one text, to be looked for in other frames."""

    def __init__(self, area: Area, now: Strokes, where: Mask, shape: tuple[int, ...]) -> None:
        """`now` and `where` are those of `area` in a picture of `shape`; only strokes in `where` count."""
        import numpy as np

        self.area, self._shape = area, shape
        self._where = np.flatnonzero(where)
        self._values = now.reshape(-1)[self._where].astype(np.float32)
        self.energy = float(self._values @ self._values)

    @property
    def size(self) -> int:
        """How many pixels it is made of."""
        return len(self._where)

    def share(self, luma: Pixels) -> float:
        """How much of the text is there: about 1 for all, 0 for none, between them while it fades. A stream
        that changes its shape shows other texts."""
        if not self.energy or luma.shape != self._shape:
            return 0.0
        now = strokes_in(luma, self.area).reshape(-1)[self._where]
        return float(self._values @ now) / self.energy


def template_of(luma: Pixels, area: Area) -> Template:
    """All strokes of an area in one picture, whether they stay or not."""
    import numpy as np

    now = strokes_in(luma, area)
    return Template(area, now, np.abs(now) > CONTRAST, luma.shape)
