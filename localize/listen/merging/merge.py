"""What several recognisers heard in the same windows → one Heard."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby, islice

import msgspec

from localize.domain.heard import Dropped, Heard, HeardLine, Window
from localize.domain.times import Span
from localize.listen import suspicion
from localize.listen.merging.network import Like, network
from localize.listen.merging.owning import Owner, owners
from localize.listen.merging.units import Unit, units_of
from localize.listen.merging.voting import Choice, Vote, alone, places
from localize.listen.merging.wordless import with_wordless
from localize.listen.merging.writing import in_order, written


@dataclass(frozen=True)
class Hearing:
    """`name` is the recogniser's, as people know it."""

    name: str
    heard: Heard


def merged(hearings: Sequence[Hearing], windows: Sequence[Window], like: Like) -> Heard:
    """One text by a vote on every character. All must have listened to the same `windows`.

    Lines and their marks are those of the first hearing, and of the others where it heard nothing. One that
    some heard otherwise says so in its notes; one without words is not voted on. What is outvoted as a whole
    is among the dropped, and so is what looks invented now that others have not heard it; what one dropped
    and others surely heard is not.
    """
    first = hearings[0].heard
    vote = Vote([hearing.heard for hearing in hearings])
    by_window = zip(*(_by_window(hearing.heard, windows) for hearing in hearings), strict=True)
    told = [
        one
        for window, lines in zip(windows, by_window, strict=True)
        for one in _Merging(hearings, window, vote, like).told(lines)
    ]
    voted = [(owner, one) for owner, one in told if isinstance(one, HeardLine)]
    lines = in_order(with_wordless([hearing.heard for hearing in hearings], voted))
    dropped = [*_still_dropped(hearings, lines), *(one for _, one in told if isinstance(one, Dropped))]
    return msgspec.structs.replace(first, lines=tuple(lines), dropped=tuple(dropped))


@dataclass(frozen=True)
class _Merging:
    """Of one window."""

    hearings: Sequence[Hearing]
    window: Window
    vote: Vote
    like: Like

    def told(self, lines: Sequence[Sequence[int]]) -> Iterator[tuple[Owner, HeardLine | Dropped]]:
        """Each with whose line it is; `lines` are the indices of those in this window, by hearing."""
        found = list(places(network([self._units(at, own) for at, own in enumerate(lines)], self.like)))
        choices = [self.vote.choice(place) for place in found]
        owned = zip(owners(found), choices, strict=True)
        for owner, group in groupby(owned, key=lambda one: one[0]):
            for line in self._lines(owner, [choice for _, choice in group]):
                yield owner, line

    def _units(self, hearing: int, lines: Sequence[int]) -> list[Unit]:
        heard = self.hearings[hearing].heard
        return [unit for line in lines for unit in units_of(heard.lines[line], line)]

    def _lines(self, owner: Owner, choices: Sequence[Choice]) -> Iterator[HeardLine | Dropped]:
        """The line as it was voted for. Where that looks invented it is dropped, and the first that heard
        something else there is believed."""
        made = self._line(owner, choices)
        yield made
        if isinstance(made, Dropped):
            yield from islice(self._others(owner, choices, made.text), 1)

    def _others(self, owner: Owner, choices: Sequence[Choice], doubted: str) -> Iterator[HeardLine]:
        for hearing in range(len(self.hearings)):
            text = suspicion.bare(_text(_heard_by(hearing, choices)))
            if text and text != suspicion.bare(doubted):
                line = self._line(owner, [alone(choice, hearing) for choice in choices])
                if isinstance(line, HeardLine):
                    yield line

    def _line(self, owner: Owner, choices: Sequence[Choice]) -> HeardLine | Dropped:
        """Judged anew where it is less sure than the recogniser was, or reads otherwise."""
        hearing, index = owner
        source = self.hearings[hearing].heard.lines[index]
        made = written(source, choices, hearing)
        if made is None:
            return _outvoted(_heard_by(hearing, choices), self.hearings[hearing].name)
        made = msgspec.structs.replace(made, notes=(*source.notes, *self._notes(choices)))
        reason = suspicion.invented(made, self.window.speech) if made.words != source.words else ""
        return Dropped(made.text, made.start_ms, made.end_ms, reason) if reason else made

    def _notes(self, choices: Sequence[Choice]) -> Iterator[str]:
        """What each heard that is not what was taken."""
        taken = [unit.text for choice in choices for unit in choice.units]
        for at, hearing in enumerate(self.hearings):
            units = _heard_by(at, choices)
            if [unit.text for unit in units] != taken:
                yield f"{hearing.name} heard {_text(units) or 'nothing'}"


def _by_window(heard: Heard, windows: Sequence[Window]) -> list[list[int]]:
    """The indices of a hearing's lines; windows may overlap in the silence between them."""
    starts = [window.start_ms for window in windows]
    middles = ((line.start_ms + line.end_ms) // 2 for line in heard.lines)
    found: list[list[int]] = [[] for _ in windows]
    for line, at in enumerate(accumulate((bisect_right(starts, ms) - 1 for ms in middles), max)):
        found[max(0, at)].append(line)
    return found


def _heard_by(hearing: int, choices: Sequence[Choice]) -> list[Unit]:
    return [unit for choice in choices for unit in choice.place[hearing]]


def _outvoted(units: Sequence[Unit], name: str) -> Dropped:
    return Dropped(
        _text(units), units[0].span.start_ms, units[-1].span.end_ms, f"outvoted: {name} heard it, unsurely"
    )


def _text(units: Sequence[Unit]) -> str:
    return "".join(unit.text + unit.after for unit in units).strip()


def _still_dropped(hearings: Sequence[Hearing], lines: Iterable[HeardLine]) -> list[Dropped]:
    """What all have dropped, each text once, but for what is said after all."""
    known = {(line.text, line.start_ms) for line in hearings[0].heard.lines}
    new = [line for line in lines if (line.text, line.start_ms) not in known]
    kept: list[Dropped] = []
    for hearing in hearings:
        others = tuple(kept)
        for dropped in hearing.heard.dropped:
            said = any(_is_in(dropped, line.text, line.span) for line in new)
            twice = any(_is_in(dropped, one.text, Span(one.start_ms, one.end_ms)) for one in others)
            if not said and not twice:
                kept.append(dropped)
    return kept


def _is_in(dropped: Dropped, text: str, span: Span) -> bool:
    together = Span(dropped.start_ms, dropped.end_ms).overlap_ms(span) > 0
    return together and suspicion.bare(dropped.text) in suspicion.bare(text)
