"""How a chat model is asked for shorter subtitles, and which of its answers are taken."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from localize.domain.language import language_name, primary
from localize.profiles import Limits, measured
from localize.stage import ChatRequest
from localize.translate import prompt
from localize.translate.brief import Brief
from localize.translate.budget import is_over, needed
from localize.translate.faults import limit
from localize.translate.genres import in_both
from localize.translate.said import Said
from localize.translate.scenes import Scene

# A small model that is shown its own subtitle gives it back as it is; asked for the line anew, with lines of
# such brevity before it, it found shorter ones for 5 of 7.
RULES = """\
You write very short {target} subtitles for a drama spoken in {source}: the meaning in as few words as can be.
Names and terms that already stand in {target} are final.{examples}
Reply with a JSON object, {form}: the number of each line and its {target} subtitle."""
TASK = "Say these lines in {target}, very briefly"
# A text that is still over is taken if it is shorter by this share: less is no help to the reader.
WORTH = 0.1
# With fewer characters for one of Chinese not even the tersest of our own lines says what its source does.
LEAN = 1.5
# So many words before a piece of the longer text may be all that a person says: *I won't sign, and …*
CLAUSE_WORDS = 3
# So much of a text's groups of three letters must stand in what it replaces. Of 20 shorter texts (13 of a
# model, 7 of ours) the 14 that kept the sense had 0.47 and more, the 6 that did not 0.22 at most.
KIN = 1 / 3

_ENDS = re.compile(r"[.!?…。！？؟]\W*$")
_ASKS = re.compile(r"[?？؟]\W*$")
_WORD = re.compile(r"\w+")


def request(brief: Brief, scene: Scene, numbers: Sequence[int], temperature: float = 0.0) -> ChatRequest:
    """Asks for the lines `numbers`, from 1, in fewer words."""
    return ChatRequest(
        system=system(brief),
        user=user(brief, scene, numbers),
        schema=prompt.schema(scene, numbers),
        max_tokens=64 + sum(16 + limit(scene.line(number).text) for number in numbers),
        temperature=temperature,
    )


def system(brief: Brief) -> str:
    shown = in_both(_lines(), brief.source, brief.target)
    return RULES.format(
        source=language_name(primary(brief.source)),
        target=language_name(brief.target),
        examples="\n".join(["\n\nExamples:", *map(str, shown), ""]) if shown else "",
        form=prompt.FORM,
    )


def user(brief: Brief, scene: Scene, numbers: Sequence[int]) -> str:
    task = TASK.format(target=language_name(brief.target))
    return prompt.sectioned(
        ("Before", prompt.around(scene, numbers[0] - 1, brief.context_lines, before=True)),
        ("At most", [f"{number}: {scene.line(number).budget} characters" for number in numbers]),
        (task, prompt.numbered(scene, numbers)),
    )


def is_better(before: str, after: str, said: Said, limits: Limits) -> bool:
    """Whether `after` says the same in fewer characters, as far as can be seen: a whole sentence, kin to
    `before` and not just a piece of it, within the budget or nearer to it by a good deal."""
    old, new = measured(before, limits), measured(after, limits)
    nearer = new <= (1 - WORTH) * old if is_over(after, said.budget, limits) else new < old
    lean = new < needed(said.text, LEAN, limits)
    strays = _turns(before, after, said) or _kinship(before, after) < KIN
    return nearer and not (lean or strays or _is_cut(before, after, said))


def _is_cut(before: str, after: str, said: Said) -> bool:
    lost_end = bool(_ENDS.search(before)) and not _ENDS.search(after)
    trails = _trails_off(after) and not (_trails_off(before) or _trails_off(said.text))
    return lost_end or trails or _is_piece(after, before)


def _turns(before: str, after: str, said: Said) -> bool:
    """Whether it asks what was said, or says what was asked, against the source."""
    asked, asks = (bool(_ASKS.search(text)) for text in (before, after))
    return asks != asked and asks != bool(_ASKS.search(said.text))


def _kinship(before: str, after: str) -> float:
    known, new = _groups(before), _groups(after)
    return len(known & new) / len(new)


def _groups(text: str) -> set[str]:
    """Of three letters each; marks that sit on letters are letters."""
    letters = "".join(one for one in text.casefold() if unicodedata.category(one)[0] in "LMN")
    return {letters[at : at + 3] for at in range(max(1, len(letters) - 2))}


def _trails_off(text: str) -> bool:
    return "…" in text or "..." in text


def _is_piece(after: str, before: str) -> bool:
    """Whether it is the beginning of `before`, or what stands in it behind a whole clause: an address or an
    interjection may go, what is said may not."""
    piece, whole = _WORD.findall(after.casefold()), _WORD.findall(before.casefold())
    if len(piece) >= len(whole):
        return False
    starts = [at for at in range(len(whole) - len(piece) + 1) if whole[at : at + len(piece)] == piece]
    return any(at == 0 or at >= CLAUSE_WORDS for at in starts)


@cache
def _lines() -> Sequence[Mapping[str, str]]:
    path = Path(__file__).with_name("shorter.toml")
    found: Sequence[Mapping[str, str]] = tomllib.loads(path.read_text("utf-8"))["lines"]
    return found
