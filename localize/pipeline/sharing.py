"""A cue that shows several lines → what of it is whose, before and after a person worked on it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

from localize.domain.language import is_chinese
from localize.domain.memory import ShownCue, ShownLine
from localize.domain.times import Span
from localize.domain.track import Cue
from localize.profiles import shown as shown_alone
from localize.subtitle.seams import joined

# What Chinese rows are shown without at their ends.
_QUIET = "。，、；"


class Shared(NamedTuple):
    """`parts` are what it shows of each line, as if each had a cue of its own; `dash` opens what each of two
    speakers says, or is empty; `language` is that of the texts."""

    parts: tuple[ShownCue, ...]
    dash: str = ""
    language: str = ""

    @property
    def span(self) -> Span:
        return Span(self.parts[0].start_ms, self.parts[-1].end_ms)


def parts(cue: Cue, texts: Mapping[str, str], language: str) -> dict[str, ShownCue]:
    """What a cue shows of each of its lines, by their ids, in times that share out its own; `texts` are those
    of the lines. Marks at the end of what is shown of a Chinese line are left out, as in a cue of its own."""
    own = _as_shown(cue, [joined((texts.get(name, ""),), language) for name in cue.line_ids], language)
    done = list(accumulate((len(text) for text in own), initial=0))
    lasts_ms = cue.end_ms - cue.start_ms
    edges = [cue.start_ms + round(lasts_ms * length / max(1, done[-1])) for length in done]
    return {
        name: ShownCue(text, start, end)
        for name, text, (start, end) in zip(cue.line_ids, own, pairwise(edges), strict=True)
    }


def shared(cues: Sequence[Cue], lines: Sequence[ShownLine], language: str) -> Iterator[Shared]:
    """Those of `cues` that show several lines, with what of `lines` stands in them now."""
    by_id = {line.place.line_id: line.cues for line in lines}
    for cue in cues:
        shown = [by_id.get(name, ()) for name in cue.line_ids]
        if len(shown) > 1 and all(len(one) == 1 and one[0].text for one in shown):
            yield Shared(tuple(one[0] for one in shown), _dash(cue, len(shown)), language)


def parted(read: Sequence[ShownCue], written: Sequence[Shared]) -> list[ShownCue]:
    """The cues of a file, with those that show several lines parted into what is whose.

    One that a person has changed is parted where its dashes are, or where all lines but one stand as they
    were; else it stays whole, and is nobody's.
    """
    left = list(written)
    found: list[ShownCue] = []
    for cue in read:
        for one in left:
            texts = _texts(cue, one)
            if texts:
                found += _timed(cue, one, texts)
                left.remove(one)
                break
        else:
            found.append(cue)
    return found


def _as_shown(cue: Cue, texts: Sequence[str], language: str) -> list[str]:
    """The texts without the marks that the cue's rows lost at their ends."""
    pattern = "".join(rf"(?:[-–—] ?)?({_loosely(text, language, all_marks=True)})" for text in texts)
    found = re.fullmatch(pattern, joined(cue.rows, language))
    return [shown_alone(text, language) for text in (found.groups() if found else texts)]


def _dash(cue: Cue, lines: int) -> str:
    """What all rows begin with that is no letter, where each line has one."""
    opening = re.match(r"[-–—] ?", cue.rows[0])
    dash = opening[0] if opening and len(cue.rows) == lines else ""
    return dash if all(row.startswith(dash) for row in cue.rows) else ""


def _texts(cue: ShownCue, one: Shared) -> Sequence[str]:
    """What stands in the cue of each line; nothing where it is another cue, or nobody can tell."""
    own = [part.text for part in one.parts]
    if re.fullmatch("".join(_loosely(one.dash + text, one.language) for text in own), cue.text):
        return own
    span = Span(cue.start_ms, cue.end_ms)
    if 2 * span.overlap_ms(one.span) <= max(span.duration_ms, one.span.duration_ms):
        return ()
    return _by_dashes(cue.text, one) if one.dash else _by_neighbours(cue.text, own, one.language)


def _by_dashes(text: str, one: Shared) -> Sequence[str]:
    is_spaced = joined(("字", "字"), one.language) != "字字"
    before = "^| " if is_spaced else r"^| |(?<=[^\x00-\x7f])"
    said = re.split(rf"(?:{before}){re.escape(one.dash)}", text)
    texts = [shown_alone(part, one.language) for part in said[1:]]
    return texts if len(texts) == len(one.parts) and all(texts) and not said[0] else ()


def _by_neighbours(text: str, own: Sequence[str], language: str) -> Sequence[str]:
    """Where all but one stand as they were, the one is what is left of the text."""
    for changed in range(len(own)):
        before, after = (
            "".join(_loosely(one, language) for one in some) for some in (own[:changed], own[changed + 1 :])
        )
        match = re.fullmatch(f"{before}(.*){after}", text)
        if match and (said := shown_alone(match[1], language)):
            return [*own[:changed], said, *own[changed + 1 :]]
    return ()


def _loosely(text: str, language: str, *, all_marks: bool = False) -> str:
    """A pattern that takes a text with whatever spaces it has, and in Chinese with or without the marks at
    its end, or with or without `all_marks` that a row may have lost."""
    quiet = _QUIET if is_chinese(language) else ""
    bare = "".join(shown_alone(text, language).split())
    signs = (re.escape(sign) + ("?" if all_marks and sign in quiet else "") for sign in bare)
    return r"\s*" + r"\s*".join(signs) + rf"(?:[{quiet}\s]*)"


def _timed(cue: ShownCue, one: Shared, texts: Sequence[str]) -> Iterator[ShownCue]:
    scale = (cue.end_ms - cue.start_ms) / max(1, one.span.duration_ms)
    for text, part in zip(texts, one.parts, strict=True):
        start, end = (round((ms - one.span.start_ms) * scale) for ms in (part.start_ms, part.end_ms))
        yield ShownCue(text, cue.start_ms + start, cue.start_ms + end)
