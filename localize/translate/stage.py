"""Transcript + glossary → Translation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import cast

import msgspec

from localize.domain.seen import CARD
from localize.domain.transcript import Line, Transcript
from localize.domain.translation import TranslatedLine, Translation
from localize.stage import ChatModel, EngineId, Lazy, Part, SequenceTranslator
from localize.translate import prompt, sequence, terms
from localize.translate.asking import Asking
from localize.translate.brief import PIVOT, Brief
from localize.translate.consistency import one_voice
from localize.translate.remembered import owned, with_owned
from localize.translate.result import SceneLine, SceneTranslation, counts
from localize.translate.said import rendered_terms, term_uses
from localize.translate.scenes import Group, Scene, scenes, surroundings
from localize.translate.terms import Rendered


class Translate:
    """A stage whose parts are scenes, independent of each other.

    A part's key holds the scene's lines and their neighbours' texts, without ids, and of the glossary and
    the dialect only what stands in them: one changed term redoes the scenes that hold it, and no others.
    Text on the screen that nobody says has scenes of its own.
    Of the memory a key holds what matches its lines elsewhere. What a person wants for the very lines of the
    scene is in no key: it takes the place of what was made of them when all is joined, and a scene that has
    it for every line is no part at all.
    `kind` is that of the engine's class (`chat` or `sequence`), known without opening it.
    """

    version = 3
    result_type = SceneTranslation

    def __init__(
        self,
        engine: EngineId,
        translator: Lazy[ChatModel] | Lazy[SequenceTranslator],
        kind: str,
        brief: Brief,
    ) -> None:
        brief = brief if kind == "chat" else _for_sentences(brief)
        self.name = f"translate {brief.target}"
        self.engine: EngineId | None = engine
        self.parameters: Mapping[str, object] = {
            "source": brief.source,
            "target": brief.target,
            "title": brief.title,
            "setting": brief.setting,
            "bible": msgspec.to_builtins(brief.bible),
            "context_lines": brief.context_lines,
            "rules": prompt.RULES if kind == "chat" else "",
        }
        self._translator, self._brief = translator, brief
        self._run = {"chat": self._chat, "sequence": self._sequence}[kind]

    def split(self, source: Transcript) -> Sequence[Part[Scene]]:
        found = enumerate(scenes(source.lines, self._brief), 1)
        texts = owned(source.lines, self._brief)
        return [_part(number, group, scene) for number, (group, scene) in found if _is_open(group, texts)]

    def run(self, parts: Sequence[Part[Scene]]) -> Iterator[SceneTranslation]:
        """Raises EngineError, or ConfigurationError when the model does not know the languages."""
        return self._run([part.content for part in parts])

    def join(self, source: Transcript, results: Sequence[SceneTranslation]) -> Translation:
        found, texts = scenes(source.lines, self._brief), owned(source.lines, self._brief)
        indices = [index for group, _ in found if _is_open(group, texts) for index in group.indices]
        translated = [line for result in results for line in result.lines]
        made = dict(zip(indices, translated, strict=True))
        by_index = dict(with_owned(self._brief, found, made, texts))
        wanted = [*self._wanted(source.lines)]
        lines = [
            self._checked(line, asked, by_index[index])
            for index, (line, asked) in enumerate(zip(source.lines, wanted, strict=True))
        ]
        via = next((result.via for result in results if result.via), "")
        return Translation(self._brief.target, one_voice(lines, wanted, self._brief), via)

    def counts(self, results: Sequence[SceneTranslation]) -> Mapping[str, int]:
        return counts(results)

    def _chat(self, scenes: Sequence[Scene]) -> Iterator[SceneTranslation]:
        model = cast("ChatModel", self._translator.get())
        askings = [Asking(self._brief, scene) for scene in scenes]
        replies = model.chat([first for asking in askings if (first := asking.first())])
        for asking in askings:
            if asking.attempts:
                asking.hear(list(asking.attempts), next(replies))
            yield asking.finish(model)

    def _sequence(self, scenes: Sequence[Scene]) -> Iterator[SceneTranslation]:
        model = cast("SequenceTranslator", self._translator.get())
        yield from sequence.translate(model, self._brief, scenes)

    def _wanted(self, lines: Sequence[Line]) -> Iterator[tuple[Rendered, ...]]:
        """What the terms of each line ask for: the whole glossary decides, also over what was made before it
        changed."""
        around = surroundings(lines, self._brief)
        for index, line in enumerate(lines):
            yield rendered_terms(term_uses(line, self._brief, around[index]), self._brief)

    def _checked(self, line: Line, wanted: Sequence[Rendered], done: SceneLine) -> TranslatedLine:
        checks = terms.check(wanted, done.text, self._brief.target)
        missed = terms.flags(checks) if done.text else ()
        return TranslatedLine(line.id, done.text, done.asked, checks, (*done.flags, *missed), done.steps)


def _for_sentences(brief: Brief) -> Brief:
    """What a sequence model makes use of: it gets sentences, and nothing told about them. The bible is for
    the guards."""
    pivot = "" if PIVOT in (brief.source, brief.target) else PIVOT
    return msgspec.structs.replace(
        brief, pivot=pivot, title="", setting="", glosses={}, context_lines=0, examples=0
    )


def _is_open(group: Group, texts: Mapping[int, str]) -> bool:
    """Whether any of its lines is left to translate."""
    return any(index not in texts for index in group.indices)


def _part(number: int, group: Group, scene: Scene) -> Part[Scene]:
    what = "cards" if scene.kind == CARD else "scene"
    name = f"{what} {number}, lines {group.indices[0] + 1}–{group.indices[-1] + 1}"
    return Part(name, cast("Mapping[str, object]", msgspec.to_builtins(scene)), scene)
