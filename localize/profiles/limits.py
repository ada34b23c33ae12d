"""What a profile says of one language: Limits of text and time, Layout on the screen, Delivery of files."""

from __future__ import annotations

from typing import Annotated, TypeAlias

import msgspec
from msgspec import Meta

from localize.domain.screen import Frames
from localize.domain.value import Value

# Beside what is possible, the unit in which `localize profiles show` tells a rule.
UNIT = "unit"

Count: TypeAlias = Annotated[int, Meta(ge=0)]
Characters: TypeAlias = Annotated[float, Meta(gt=0, extra={UNIT: "char"})]
Speed: TypeAlias = Annotated[float, Meta(gt=0, extra={UNIT: "char/s"})]
NoSpeed: TypeAlias = Annotated[float, Meta(ge=0, extra={UNIT: "char/s"})]
Milliseconds: TypeAlias = Annotated[int, Meta(ge=0, extra={UNIT: "ms"})]
Duration: TypeAlias = Annotated[int, Meta(ge=1, extra={UNIT: "ms"})]
FrameCount: TypeAlias = Annotated[int, Meta(ge=0, extra={UNIT: "frames"})]
Rates: TypeAlias = Annotated[tuple[Annotated[float, Meta(gt=0)], ...], Meta(extra={UNIT: "fps"})]
Brackets: TypeAlias = Annotated[str, Meta(pattern="^(..)?$")]
Pairs: TypeAlias = Annotated[str, Meta(pattern="^(..)*$")]
Side: TypeAlias = Annotated[int, Meta(ge=1, extra={UNIT: "px"})]
Margin: TypeAlias = Annotated[int, Meta(ge=0, extra={UNIT: "px"})]
Size: TypeAlias = Annotated[float, Meta(gt=0, extra={UNIT: "px"})]
Outline: TypeAlias = Annotated[float, Meta(ge=0, extra={UNIT: "px"})]
Sizes: TypeAlias = Annotated[float, Meta(gt=0, extra={UNIT: "× size"})]


class Limits(Value, frozen=True):
    """What subtitles of `language` must keep to.

    `row_width` is in characters; where `wide` is true a half-width character counts 0.5. A cue ends at most
    `linger_ms` after its sound unless `min_duration_ms` asks for more; two cues are `gap_frames` apart, or
    `close_gap_ms` and more. `child_speed` takes the place of `characters_per_second` in a series for
    children, 0 where nobody says.

    Shot changes, in frames at 24 a second, 0 where there is no rule: a cue that would start up to
    `cut_late_frames` after a cut starts on it; one up to `cut_early_frames` before it starts on it too, and
    one between those and `cut_clear_frames` before it is pulled back to `cut_clear_frames` before it; a cue
    that would end up to `cut_hold_frames` before a cut stays until the gap before it, and one that outlives a
    cut does so by `cut_past_frames` and more.

    `dash` opens what each of two speakers of one cue says, empty where a cue has one speaker; `ellipsis` is
    how it is written; numbers up to `spell_to` are written as words; `glyphs` names the list of characters
    that may stand (profiles/glyphs/), empty where all may; what is heard and not said stands between the two
    `sound_brackets`; `marks` are pairs, a mark of Latin script and the one that the language writes instead.
    `frame_rates` are those that a video may have, empty where it may have any.

    `blocking`, `warnings` and `notes` name checks (docs/checks.md) that are graver, or less grave, than they
    are elsewhere.
    """

    language: str
    rows: Annotated[int, Meta(ge=1)]
    row_width: Characters
    wide: bool
    characters_per_second: Speed
    min_duration_ms: Duration
    max_duration_ms: Duration
    gap_frames: FrameCount
    close_gap_ms: Milliseconds
    linger_ms: Milliseconds
    cut_late_frames: FrameCount = 0
    cut_early_frames: FrameCount = 0
    cut_clear_frames: FrameCount = 0
    cut_hold_frames: FrameCount = 0
    cut_past_frames: FrameCount = 0
    dash: str = ""
    ellipsis: str = "…"
    italics: bool = False
    spell_to: Count = 0
    glyphs: str = ""
    child_speed: NoSpeed = 0
    sound_brackets: Brackets = "[]"
    marks: Pairs = ""
    frame_rates: Rates = ()
    blocking: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    def gap_ms(self, frames: Frames) -> int:
        """The least time between two cues at a frame rate."""
        return frames.lasting_ms(self.gap_frames)


class Layout(Value, frozen=True):
    """How subtitles of `language` stand in a picture of `width` × `height` pixels, to which other pictures
    are scaled: no text in the margins, the last row on the lower one. Letters are of `size` pixels from
    ascent to descent, as SubStation Alpha counts: an em of Noto Sans is 0.734 of it, one of Noto Sans CJK
    0.69. They have an `outline`; rows are `line_height` of their size apart. `vertical`: columns from right
    to left (Japanese), in formats that can."""

    language: str
    width: Side
    height: Side
    margin_top: Margin
    margin_bottom: Margin
    margin_left: Margin
    margin_right: Margin
    size: Size
    line_height: Sizes
    outline: Outline
    vertical: bool = False

    @property
    def free_width(self) -> int:
        """Between the margins, in pixels."""
        return self.width - self.margin_left - self.margin_right

    def for_picture(self, width: int, height: int) -> Layout:
        """The same in a picture of another shape: margins keep their share of it, and letters become smaller
        with the side that does by more. Pictures of this shape, and one that nobody knows (0 × 0), are
        scaled as they are."""
        if width * self.height == height * self.width:
            return self
        across, down = width / self.width, height / self.height
        return msgspec.structs.replace(
            self,
            width=width,
            height=height,
            margin_top=round(self.margin_top * down),
            margin_bottom=round(self.margin_bottom * down),
            margin_left=round(self.margin_left * across),
            margin_right=round(self.margin_right * across),
            size=round(self.size * min(across, down), 1),
            outline=round(self.outline * min(across, down), 1),
        )


class Delivery(Value, frozen=True):
    """What files of `language` a recipient takes: their `formats`, best first, and their `file_name` without
    the ending, in which `{series}`, `{episode}` and `{language}` are filled in."""

    language: str
    formats: Annotated[tuple[str, ...], Meta(min_length=1)]
    file_name: str
    encoding: str
