"""A line and a memory → what is remembered for it, whatever the order in which it was learned."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from localize.domain.memory import ASKING, Entry, Example, Memory, Place, Recall, matching

# The least likeness at which an earlier line is shown, in percent: what translation memories are set to
# (`Minimum match value` in RWS Trados Studio's help), and at which one of four characters may differ.
LIKENESS = 70
# What a line of fewer letters means is up to those around it (走, 什么, 好的): it is reused only beside a
# line that stood beside it before.
TELLING = 4


def own(memory: Memory, place: Place) -> Entry | None:
    """What a person wants for this very line, as long as it says the same.

    Ids are given anew when lines are split or put in before it: of several lines of the episode that say the
    same, it is the one with the most alike surroundings, and only among equals the one with its id.
    """
    if not place.episode or not place.line_id:
        return None
    known = memory.by_source.get(matching(place.source), ())
    same = [one for one in known if one.place.episode == place.episode and one.place.line_id]
    if not any(_has_id_of(one, place) for one in same):
        return None
    return max(same, key=lambda one: (_around(one.place, place), _has_id_of(one, place)))


def _has_id_of(entry: Entry, place: Place) -> bool:
    return entry.place.line_id == place.line_id


def recall(memory: Memory, place: Place, examples: int) -> Recall | None:
    """The text of the same line elsewhere, or at most so many `examples`; None where there is neither.

    A line of somebody else is not the same. Among several texts the one counts whose speaker is known to be
    the same, then the one with the most alike surroundings; where that does not tell them apart, none does.
    """
    source = matching(place.source)
    if not source:
        return None
    same = [one for one in memory.by_source.get(source, ()) if _may_say(one.place, place)]
    texts = _best_texts([one for one in same if _means_the_same(source, one.place, place)], place)
    if len(texts) == 1:
        return Recall(texts[0])
    found = tuple(_examples(memory, source, place, examples))
    return Recall(examples=found) if found else None


def _may_say(one: Place, other: Place) -> bool:
    return not one.speaker or not other.speaker or one.speaker == other.speaker


def _means_the_same(source: str, one: Place, other: Place) -> bool:
    return len(source.replace(ASKING, "")) >= TELLING or _around(one, other) > 0


def _best_texts(entries: Sequence[Entry], place: Place) -> list[str]:
    ranks = [_rank(one, place) for one in entries]
    best = max(ranks, default=None)
    return list(dict.fromkeys(one.text for one, rank in zip(entries, ranks, strict=True) if rank == best))


def _rank(entry: Entry, place: Place) -> tuple[bool, int]:
    return bool(place.speaker) and entry.place.speaker == place.speaker, _around(entry.place, place)


def _around(one: Place, other: Place) -> int:
    """How many of the neighbours are alike, each compared with the one at its own distance."""
    pairs = [
        *zip(reversed(one.before), reversed(other.before), strict=False),
        *zip(one.after, other.after, strict=False),
    ]
    return sum(_likeness(matching(mine), matching(theirs)) >= LIKENESS for mine, theirs in pairs)


def _likeness(one: str, other: str) -> float:
    """In percent; nothing is like nothing."""
    from rapidfuzz import fuzz

    return fuzz.ratio(one, other) if one and other else 0.0


def _examples(memory: Memory, source: str, place: Place, limit: int) -> Iterator[Example]:
    """The likest first; two that say the same are one."""
    if not limit:
        return
    near = ((like, one) for like, source in _near(memory, source) for one in memory.by_source[source])
    ordered = sorted(near, key=lambda pair: (-pair[0], *_order(pair[1], place)))
    examples = dict.fromkeys(Example(one.place.source, one.text) for _, one in ordered)
    yield from list(examples)[:limit]


def _near(memory: Memory, source: str) -> list[tuple[float, str]]:
    from rapidfuzz import fuzz, process

    found = process.extract(
        source, list(memory.by_source), scorer=fuzz.ratio, score_cutoff=LIKENESS, limit=None, processor=None
    )
    return [(like, text) for text, like, _ in found]


def _order(entry: Entry, place: Place) -> tuple[bool, int, str, str]:
    """Among equals the best rank first, then by what they say."""
    same_speaker, around = _rank(entry, place)
    return not same_speaker, -around, entry.place.source, entry.text
