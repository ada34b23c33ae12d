"""What a profile says of one language: Limits of text and time, and the Layout on the screen."""

from __future__ import annotations

from localize.domain.screen import Frames
from localize.domain.value import Value


class Limits(Value, frozen=True):
    """What subtitles of `language` must keep to.

    `row_width` is in characters; where `wide` is true a half-width character counts 0.5. A cue ends at most
    `linger_ms` after its sound unless `min_duration_ms` asks for more; two cues are `gap_frames` apart, or
    `close_gap_ms` and more.

    Shot changes, in frames at 24 a second, 0 where there is no rule: a cue that would start up to
    `cut_late_frames` after a cut starts on it; one up to `cut_early_frames` before it starts on it too, and
    one between those and `cut_clear_frames` before it is pulled back to `cut_clear_frames` before it; a cue
    that would end up to `cut_hold_frames` before a cut stays until the gap before it.

    `dash` opens what each of two speakers of one cue says, empty where a cue has one speaker; `ellipsis` is
    how it is written; numbers up to `spell_to` are written as words; `glyphs` names the list of characters
    that may stand (profiles/glyphs/), empty where all may; what is heard and not said stands between the two
    `sound_brackets`. `frame_rates` are those that a video may have, empty where it may have any.

    `blocking`, `warnings` and `notes` name checks (docs/checks.md) that are graver, or less grave, than they
    are elsewhere.
    """

    language: str
    rows: int
    row_width: float
    wide: bool
    characters_per_second: float
    min_duration_ms: int
    max_duration_ms: int
    gap_frames: int
    close_gap_ms: int
    linger_ms: int
    cut_late_frames: int = 0
    cut_early_frames: int = 0
    cut_clear_frames: int = 0
    cut_hold_frames: int = 0
    dash: str = ""
    ellipsis: str = "…"
    italics: bool = False
    spell_to: int = 0
    glyphs: str = ""
    sound_brackets: str = "[]"
    frame_rates: tuple[float, ...] = ()
    blocking: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    def gap_ms(self, frames: Frames) -> int:
        """The least time between two cues at a frame rate."""
        return frames.lasting_ms(self.gap_frames)


class Layout(Value, frozen=True):
    """How subtitles of `language` stand in a picture of `width` × `height` pixels, to which other pictures
    are scaled: no text in the margins, letters of `size` pixels with an `outline`, rows `line_height` of
    their size apart."""

    language: str
    width: int
    height: int
    margin_top: int
    margin_bottom: int
    margin_left: int
    margin_right: int
    size: float
    line_height: float
    outline: float

    @property
    def free_width(self) -> int:
        """Between the margins, in pixels."""
        return self.width - self.margin_left - self.margin_right
