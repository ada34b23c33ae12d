"""Frames in, texts out: when to search for text, and where it was before it was found."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from typing import TYPE_CHECKING

from localize.domain.seen import Box
from localize.stage import Reader
from localize.watch.following import PRESENT, Following
from localize.watch.frames import WHOLE
from localize.watch.rows import joined_rows
from localize.watch.strokes import Template, area_of, is_bold, steady, strokes

if TYPE_CHECKING:
    from localize.stage import Pixels
    from localize.watch.frames import Frame
    from localize.watch.strokes import Mask, Strokes

# How often the picture is compared with itself: a subtitle stands for 400 ms at the very least.
PROBE_MS = 120
# How far back a text is followed. The whole picture is searched at least this often while it changes.
MEMORY_MS = 2400
# Strokes that came and stayed: about one character of a subtitle, in pixels of the grey picture. Faint type
# is told from texture by its amount.
NEWS = 110
FAINT_NEWS = 300
# A picture that moves slowly looks like news again and again: after a search in vain, wait longer.
PAUSE_IN_BAND_MS = (240, 960)
PAUSE_ELSEWHERE_MS = (480, 1920)
PAUSE_FAINT_MS = (3840, 3840)
RETRIES = 2
# While a text fades in, its strokes still grow.
STILL_GROWS = 1.12
# The short side of the searched picture: as much as the finder needs to find what it then frames in full.
SEARCH_BAND = 360
SEARCH_WHOLE = 256
# Fewer pixels are no type.
LEAST_TYPE = 40
# Two texts in one place share a third of their strokes.
WHOLE_TYPE = 0.7
# Fewer than this share of the strokes in a box cannot be all of a text.
OWN_STROKES = 0.3
# A found box is a followed text when it covers this much of it, and more of the same one when it is larger.
SAME_PLACE = 0.5
WITHIN = 0.8
GROWN = 1.2
PARAMETERS = {
    "probe_ms": PROBE_MS, "memory_ms": MEMORY_MS, "news": (NEWS, FAINT_NEWS),
    "pauses_ms": (PAUSE_IN_BAND_MS, PAUSE_ELSEWHERE_MS, PAUSE_FAINT_MS), "retries": RETRIES,
    "grows": STILL_GROWS, "search": (SEARCH_BAND, SEARCH_WHOLE), "least_type": LEAST_TYPE,
    "whole": WHOLE_TYPE, "own": OWN_STROKES, "same_place": SAME_PLACE, "within": WITHIN, "grown": GROWN,
}  # fmt: skip


class _Pause:
    """When the next search may be: soon after one that found something, ever later after those in vain."""

    def __init__(self, bounds: tuple[int, int]) -> None:
        self._shortest, self._longest = bounds
        self._length, self._until, self._retries = bounds[0], 0, 0

    def may_retry(self) -> bool:
        """Whether the next probe may search again for what is not all there yet; what never is moves."""
        self._retries += 1
        return self._retries <= RETRIES

    def is_over(self, at_ms: int) -> bool:
        return at_ms >= self._until

    def begin(self, at_ms: int, *, found: bool) -> None:
        self._retries = 0
        self._length = self._shortest if found else min(self._length * 2, self._longest)
        self._until = at_ms + self._length

    def end(self) -> None:
        self._until = 0


class Tracker:
    """`add` every frame in order, then `finish`; `texts` are those that are over.

    Frames before the first may be given to `remember`, so that what is found later can be followed back into
    them, and frames after the last to `follow`.

    `band` is where dialogue is expected; it is searched sooner and closer than the rest.
    """

    def __init__(self, reader: Reader, band: Box) -> None:
        self.texts: list[Following] = []
        self.searches = 0
        self._reader, self._band = reader, band
        self._now: list[Following] = []
        self._memory: deque[tuple[int, Pixels]] = deque()
        self._probed_ms: int | None = None
        self._before: Strokes | None = None
        self._known: Mask | None = None
        self._band_pause = _Pause(PAUSE_IN_BAND_MS)
        self._whole_pause = _Pause(PAUSE_ELSEWHERE_MS)
        self._faint_pause = _Pause(PAUSE_FAINT_MS)

    @property
    def follows_any(self) -> bool:
        return bool(self._now)

    def add(self, frame: Frame) -> None:
        self.follow(frame)
        if self._probed_ms is None or frame.at_ms - self._probed_ms >= PROBE_MS:
            self._probe(frame)
            self._probed_ms = frame.at_ms
        self.remember(frame)

    def remember(self, frame: Frame) -> None:
        self._memory.append((frame.at_ms, frame.luma))
        while self._memory[0][0] < frame.at_ms - MEMORY_MS:
            self._memory.popleft()

    def finish(self, end_ms: int) -> None:
        """What is still there then ends at `end_ms`."""
        for text in self._now:
            if text.there:
                text.end_at(end_ms)
        self.texts += self._now

    def follow(self, frame: Frame) -> None:
        for text in self._now:
            text.follow(frame)
        over = [text for text in self._now if text.over]
        if over:
            self.texts += over
            self._now = [text for text in self._now if not text.over]
            self._band_pause.end()  # most subtitles are followed by the next one
            for text in over:
                self._forget(text.box)

    def _probe(self, frame: Frame) -> None:
        now, before = strokes(frame.luma), self._before
        self._before = now
        if before is None or self._known is None or before.shape != now.shape:
            self._known = now != now  # a mask of nothing
            return
        stay = steady(now, before)
        self._known &= _widened(stay)
        news = stay & ~self._known
        if _grows(now, before, news):
            return
        bold = news & is_bold(now)
        in_band = int(bold[area_of(self._band, news.shape)].sum())
        elsewhere = int(bold.sum()) - in_band
        if elsewhere >= NEWS and self._whole_pause.is_over(frame.at_ms):
            self._search(frame, WHOLE, SEARCH_WHOLE, stay, news, self._whole_pause)
        elif int(news.sum()) >= FAINT_NEWS and self._faint_pause.is_over(frame.at_ms):
            self._search(frame, WHOLE, SEARCH_WHOLE, stay, news, self._faint_pause)
        if in_band >= NEWS and self._band_pause.is_over(frame.at_ms):
            self._search(frame, self._band, SEARCH_BAND, stay, news, self._band_pause)

    def _search(
        self, frame: Frame, where: Box, short_side: int, stay: Mask, news: Mask, pause: _Pause
    ) -> None:
        assert self._known is not None and self._before is not None
        self.searches += 1
        rows = joined_rows(self._reader.find(frame.picture(where, short_side)), frame.aspect)
        new = [row for row in rows if not self._is_followed(row.box, frame)]
        templates = [self._template(row.box, stay, news) for row in new]
        area = area_of(where, stay.shape)
        self._known[area] |= _widened(stay)[area]
        pairs = list(zip(new, templates, strict=True))
        taken = [self._take(row.box, template, frame) for row, template in pairs if template]
        found = any(taken)
        unripe = [row for row, template in pairs if template is None]
        for row in unripe:
            self._forget(row.box)
        if unripe and not found and pause.may_retry():
            return
        pause.begin(frame.at_ms, found=found)

    def _template(self, box: Box, stay: Mask, news: Mask) -> Template | None:
        """None for a text that has not been all there a moment ago."""
        assert self._before is not None
        area = area_of(box, stay.shape)
        if not _is_whole(self._before[area], stay[area]):
            return None
        where = _of_the_text(stay[area], news[area])
        return Template(area, self._before[area], where, stay.shape)

    def _is_followed(self, box: Box, frame: Frame) -> bool:
        """Whether it is no more than a text that is followed already, and still there."""
        return any(
            box.width * box.height <= GROWN * text.box.width * text.box.height
            and text.share(frame.luma) >= PRESENT
            for text in self._now
            if text.box.covered_by(box) >= SAME_PLACE or box.covered_by(text.box) >= WITHIN
        )

    def _take(self, box: Box, template: Template, frame: Frame) -> bool:
        """Whether it is followed from now on."""
        if template.size < LEAST_TYPE:
            return False
        for text in self._in_place(box):
            if text.share(frame.luma) >= PRESENT and template.share(frame.luma) >= PRESENT:
                text.grow(box, template, frame)
                return True
        new = Following(box, template, frame, reversed(self._memory))
        for text in self._in_place(box):
            text.end_at(new.start_ms if text.there else min(text.end_ms, new.start_ms))
        self._now.append(new)
        return True

    def _forget(self, box: Box) -> None:
        """What comes where a text stood is news, also in the strokes that both share."""
        if self._known is not None:
            self._known[area_of(box, self._known.shape)] = False

    def _in_place(self, box: Box) -> Iterator[Following]:
        return (text for text in self._now if text.box.covered_by(box) >= SAME_PLACE)


def _is_whole(now: Strokes, stay: Mask) -> bool:
    """Whether the type was there a moment ago: of a text that has just taken another's place, only those
    strokes stay that both have."""
    bold = is_bold(now)
    return int((bold & stay).sum()) >= WHOLE_TYPE * int(bold.sum())


def _of_the_text(stay: Mask, news: Mask) -> Mask:
    """The strokes that came with it, where they can be told from those that were there before (a lattice, the
    text before it)."""
    enough = max(LEAST_TYPE, OWN_STROKES * int(stay.sum()))
    return news if int(news.sum()) >= enough else stay


def _grows(now: Strokes, before: Strokes, where: Mask) -> bool:
    import numpy as np

    if not where.any():
        return False
    return float(np.abs(now[where]).mean()) > STILL_GROWS * float(np.abs(before[where]).mean())


def _widened(mask: Mask) -> Mask:
    """Type is not cut sharply: a stroke's edge may shift by a pixel from frame to frame."""
    import cv2
    import numpy as np

    wide = cv2.dilate(mask.view(np.uint8), np.ones((3, 3), np.uint8))
    result: Mask = wide.astype(bool)
    return result
