"""What was seen burned into the picture."""

from __future__ import annotations

from typing import Final, Literal, TypeAlias

from localize.domain.times import Span
from localize.domain.value import Value

Kind: TypeAlias = Literal["dialogue", "card"]
DIALOGUE: Final = "dialogue"
CARD: Final = "card"


class Box(Value, frozen=True):
    """Where text stands, in shares of the displayed picture (0 to 1, from its upper left corner)."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def center(self) -> tuple[float, float]:
        """Across and down."""
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2

    def overlap(self, other: Box) -> float:
        """The area that both cover, as a share of the area that either covers (intersection over union)."""
        across = max(0.0, min(self.right, other.right) - max(self.left, other.left))
        down = max(0.0, min(self.bottom, other.bottom) - max(self.top, other.top))
        both = across * down
        either = self.width * self.height + other.width * other.height - both
        return both / either if either > 0 else 0.0

    def covered_by(self, other: Box) -> float:
        """How much of it lies within `other`, as a share of its own area."""
        across = min(self.right, other.right) - max(self.left, other.left)
        down = min(self.bottom, other.bottom) - max(self.top, other.top)
        return across * down / (self.width * self.height) if min(across, down) > 0 else 0.0

    def around(self, other: Box) -> Box:
        """The smallest box that holds both."""
        return Box(
            min(self.left, other.left),
            min(self.top, other.top),
            max(self.right, other.right),
            max(self.bottom, other.bottom),
        )


class Reading(Value, frozen=True):
    """What the reader made of one frame; `confidence` is its own, 0 to 1, and so are `characters`, one for
    each of the text (empty where the reader does not tell)."""

    text: str
    confidence: float
    at_ms: int
    characters: tuple[float, ...] = ()

    @property
    def weakest(self) -> float:
        """The confidence in its least legible character."""
        return min(self.characters, default=self.confidence)


class SeenLine(Value, frozen=True):
    """Text that stood on the screen from its first frame to the first frame without it.

    `kind` is `dialogue` or `card` (a title, a caption, a message, a sign). `text` is Chinese, rows joined
    by a newline; `other` is what stood with it in another script (a bilingual burn). `confidence` is that
    of the text after all `readings` have voted; `speaker` says it, where a subtitle file tells.
    """

    text: str
    start_ms: int
    end_ms: int
    kind: Kind
    box: Box
    confidence: float
    readings: tuple[Reading, ...] = ()
    other: str = ""
    speaker: str = ""

    @property
    def span(self) -> Span:
        return Span(self.start_ms, self.end_ms)


class Mark(Value, frozen=True):
    """A watermark or logo, which is no text to translate; `shown_ms` is how long it stood in all."""

    text: str
    box: Box
    shown_ms: int


class Seen(Value, frozen=True):
    """All that was seen in an episode: lines in order of time, `cuts` the first moments of new shots.

    `region` is where the dialogue stands, None where there is none. `typed`: people wrote the lines, as they
    do a subtitle file, no reader that may slip.
    """

    duration_ms: int
    lines: tuple[SeenLine, ...] = ()
    cuts: tuple[int, ...] = ()
    marks: tuple[Mark, ...] = ()
    region: Box | None = None
    typed: bool = False

    @property
    def dialogue(self) -> tuple[SeenLine, ...]:
        return tuple(line for line in self.lines if line.kind == DIALOGUE)

    @property
    def cards(self) -> tuple[SeenLine, ...]:
        return tuple(line for line in self.lines if line.kind == CARD)
