"""Small transcripts, briefs and models for the tests of this room."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, ClassVar

import msgspec

from localize.domain.glossary import Glossary, Term
from localize.domain.matching import Matcher
from localize.domain.transcript import DialectWord, Line, Transcript
from localize.domain.value import Value
from localize.stage import Candidate, ChatReply, ChatRequest, EngineId, EngineSetup, Lazy
from localize.translate.brief import Brief
from localize.translate.scenes import Scene
from localize.translate.stage import Translate

YAOMEI = Term("幺妹", {"en": "Yaomei", "es-419": "Yaomei"}, kind="person")
PORK = Term(
    "回锅肉", {"en": "twice-cooked pork", "es-419": "cerdo recocido"}, forbidden={"en": ("Sichuan pork",)}
)
# term → standard Mandarin (empty: open), what it means in English, how it is used
WORDS = {
    "咋个": ("怎么", "how", "neutral"),
    "莫得": ("没有", "not have", "Chengdu; neutral"),
    "瓜娃子": ("傻瓜", "fool", "insult, can be affectionate; standard = nothing"),
    "爪子": ("", "what are you doing", "neutral; standard = claw"),
}

EPISODE = {
    "幺妹，你咋个才回来？": "Yaomei, why are you so late?",
    "我莫得事，爸。": "I'm fine, Dad.",
    "快来吃回锅肉。": "Come eat the twice-cooked pork.",
    "今天好冷哦。": "It's so cold today.",
}


def transcript(*texts: str, gaps_ms: Sequence[int] = (), language: str = "zh") -> Transcript:
    """Lines of one second each, 200 ms apart unless `gaps_ms` says otherwise."""
    lines, at = [], 0
    for number, text in enumerate(texts):
        lines.append(meant(Line(f"L{number + 1:03}", text, at, at + 1000)))
        at += 1000 + (gaps_ms[number] if number < len(gaps_ms) else 200)
    return Transcript(language, tuple(lines))


def meant(line: Line) -> Line:
    """With the words of `WORDS` marked, and put into standard Mandarin."""
    words, standard = [], line.text
    for match in Matcher((term, term) for term in WORDS).find(line.text):
        meaning, _, register = WORDS[match.owner]
        words.append(DialectWord(match.start, match.found, match.owner, meaning, register))
        standard = standard.replace(match.found, meaning or match.found)
    if not words:
        return line
    return msgspec.structs.replace(line, spoken=line.text, standard=standard, dialect_words=tuple(words))


def brief(*terms: Term, target: str = "en", **more: Any) -> Brief:
    glosses = {term: gloss for term, (_, gloss, _) in WORDS.items()}
    return Brief(**{"source": "zh", "target": target, "glossary": Glossary(terms), "glosses": glosses} | more)


def scene(*texts: str, about: Brief | None = None) -> Scene:
    from localize.translate.scenes import scenes

    ((_, found),) = scenes(transcript(*texts).lines, about or brief(YAOMEI, PORK))
    return found


def numbers(request: ChatRequest) -> list[int]:
    return [int(number) for number in request.schema["properties"]]


def reply(texts: Mapping[int, str], **more: Any) -> ChatReply:
    return ChatReply(json.dumps({str(number): text for number, text in texts.items()}), **more)


class FakeChat:
    """Answers every request through `answer`, and remembers it."""

    version: ClassVar[int] = 1
    default_model: ClassVar[str] = ""
    Options: ClassVar[type[Value]] = Value
    operational: ClassVar[frozenset[str]] = frozenset()
    kind: ClassVar[str] = "chat"
    slots = 2

    def __init__(self, answer: Callable[[ChatRequest], ChatReply]) -> None:
        self.answer, self.requests = answer, list[ChatRequest]()

    @classmethod
    def fingerprint(cls, options: Any) -> str:
        return ""

    def chat(self, requests: Sequence[ChatRequest]) -> Iterator[ChatReply]:
        for request in requests:
            self.requests.append(request)
            yield self.answer(request)

    def close(self) -> None:
        pass


class FakeSequence:
    """Knows the pairs of `books`, each a mapping from text to its candidates; else says `Hm.`

    Of the candidates it gives those that hold nothing of `avoiding`; `varied` ones are what stands behind a
    `|`. It goes on from a beginning as the first candidate under the text does that begins so, else not.
    """

    version: ClassVar[int] = 1
    default_model: ClassVar[str] = ""
    Options: ClassVar[type[Value]] = Value
    operational: ClassVar[frozenset[str]] = frozenset()
    kind: ClassVar[str] = "sequence"

    def __init__(
        self, books: Mapping[tuple[str, str], Mapping[str, Sequence[str]]], separator: str = ""
    ) -> None:
        self.books, self.separator, self.asked = books, separator, list[tuple[str, str, str]]()

    @classmethod
    def fingerprint(cls, options: Any) -> str:
        return ""

    def supports(self, source: str, target: str) -> bool:
        return (source, target) in self.books

    def translate(
        self,
        texts: Sequence[str],
        source: str,
        target: str,
        best: int = 1,
        *,
        varied: bool = False,
        avoiding: Sequence[str] = (),
    ) -> list[tuple[Candidate, ...]]:
        self.asked += [(source, target, text) for text in texts]
        known = [self._known(text, source, target, varied=varied) for text in texts]
        allowed = [[one for one in some if not any(form in one for form in avoiding)] for some in known]
        return [
            tuple(Candidate(one, -float(rank)) for rank, one in enumerate(some[:best], 1)) for some in allowed
        ]

    def go_on(
        self, texts: Sequence[str], source: str, target: str, beginnings: Sequence[str]
    ) -> list[Candidate]:
        pairs = zip(texts, beginnings, strict=True)
        return [self._begun(self._known(text, source, target, varied=True), head) for text, head in pairs]

    def _known(self, text: str, source: str, target: str, *, varied: bool) -> list[str]:
        found = self.books[source, target].get(text, ["Hm."])
        return [one.removeprefix("|") for one in found if varied or not one.startswith("|")]

    def _begun(self, known: Sequence[str], head: str) -> Candidate:
        whole = next((one for one in known if one.startswith(head)), "")
        return Candidate(whole, -0.5) if whole else Candidate(head, -9.0)

    def close(self) -> None:
        pass


def stage(model: Any, about: Brief) -> Translate:
    return Translate(EngineId("fake", 1), Lazy(lambda: model), model.kind, about)


def script(path: Path, lines: Mapping[str, str], replies: Sequence[Mapping[str, Any]] = ()) -> Path:
    path.write_text(json.dumps({"lines": lines, "replies": list(replies)}, ensure_ascii=False), "utf-8")
    return path


def setup(options: Value, model: str = "", weights: Path | None = None) -> EngineSetup:
    return EngineSetup(model, weights, options)
