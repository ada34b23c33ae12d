"""One text on the screen, followed from the frame that it was found in to its first and to its last."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from localize.domain.seen import Box
from localize.stage import Picture
from localize.watch.strokes import Template

if TYPE_CHECKING:
    from localize.stage import Pixels
    from localize.watch.frames import Frame

# In the middle of a fade half of a text's contrast is there. Of another text in the same place less is: 0.08
# in the median, 0.46 at most of 438 pairs of lines (docs/watching.md).
PRESENT = 0.5
# A damaged or doubled frame, or a flash, is no end.
PATIENCE_FRAMES = 2
# A second look at a text comes this long after the first, so that fades are over and the background differs.
SECOND_LOOK_MS = 400
# So many frames make one picture of it.
FRAMES = 8
# Around the found box, in its heights: outlines belong to the text.
MARGIN = 0.12
PARAMETERS = {
    "frames": FRAMES, "present": PRESENT, "patience": PATIENCE_FRAMES, "second_look_ms": SECOND_LOOK_MS,
    "margin": MARGIN,
}  # fmt: skip


class Following:
    """A text with its `box`, its first moment `start_ms` and, once it is `over`, `end_ms`."""

    def __init__(
        self, box: Box, template: Template, frame: Frame, earlier: Iterable[tuple[int, Pixels]]
    ) -> None:
        """`earlier` are the frames before this one, latest first, as far back as they are held."""
        self.box = box
        self._template = template
        self._missing = 0
        self._gone_ms = frame.at_ms
        self.start_ms = frame.at_ms
        self._back(earlier)
        self._looks = [Exposure(box, frame)]

    @property
    def looks(self) -> list[Picture]:
        """What it looked like: first, and some time later if it stood that long."""
        return [look.picture() for look in self._looks]

    @property
    def over(self) -> bool:
        return self._missing > PATIENCE_FRAMES

    @property
    def end_ms(self) -> int:
        """The first moment without it, once it is missing."""
        return self._gone_ms

    @property
    def there(self) -> bool:
        return not self._missing

    def follow(self, frame: Frame) -> None:
        share = self._template.share(frame.luma)
        if share < PRESENT:
            if not self._missing:
                self._gone_ms = frame.at_ms
            self._missing += 1
            return
        self._missing = 0
        if self._looks[-1].wants_more:
            self._looks[-1].add(frame)
        elif len(self._looks) < 2 and frame.at_ms - self._looks[0].at_ms >= SECOND_LOOK_MS:
            self._looks.append(Exposure(self.box, frame))

    def share(self, luma: Pixels) -> float:
        return self._template.share(luma)

    def grow(self, box: Box, template: Template, frame: Frame) -> None:
        """More of it has been written since."""
        self.box, self._template, self._looks = box, template, [Exposure(box, frame)]
        self._missing = 0

    def end_at(self, ms: int) -> None:
        self._gone_ms, self._missing = max(ms, self.start_ms), PATIENCE_FRAMES + 1

    def _back(self, earlier: Iterable[tuple[int, Pixels]]) -> None:
        """Moves the start to the first frame with the text."""
        missing = 0
        for at_ms, luma in earlier:
            if self._template.share(luma) >= PRESENT:
                self.start_ms, missing = at_ms, 0
            else:
                missing += 1
                if missing > PATIENCE_FRAMES:
                    return


class Exposure:
    """One picture out of several frames: what moves behind a text is blurred, the text is not."""

    def __init__(self, box: Box, frame: Frame) -> None:
        margin = MARGIN * min(box.height, box.width)
        self._box = Box(
            max(0.0, box.left - margin),
            max(0.0, box.top - margin),
            min(1.0, box.right + margin),
            min(1.0, box.bottom + margin),
        )
        self.at_ms = frame.at_ms
        self._sum = frame.grey(self._box).astype("float32")
        self._count = 1

    @property
    def wants_more(self) -> bool:
        return self._count < FRAMES

    def add(self, frame: Frame) -> None:
        grey = frame.grey(self._box)
        if grey.shape == self._sum.shape:  # a stream may change its size
            self._sum += grey
            self._count += 1

    def picture(self) -> Picture:
        import numpy as np

        grey = (self._sum / self._count).round().astype(np.uint8)
        return Picture(np.repeat(grey[:, :, None], 3, axis=2), self.at_ms, self._box)
