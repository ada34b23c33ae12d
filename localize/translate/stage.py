"""Transcript + glossary → Translation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import cast

import msgspec

from localize.domain.bible import Address, Bible, Character
from localize.domain.seen import CARD
from localize.domain.transcript import Transcript
from localize.domain.translation import TranslatedLine, Translation
from localize.stage import ChatModel, EngineId, Lazy, Part, SequenceTranslator
from localize.translate import prompt, sequence
from localize.translate.asking import Asking
from localize.translate.brief import PIVOT, Brief
from localize.translate.carried import carried
from localize.translate.remembered import owned, with_owned
from localize.translate.result import SceneTranslation, counts
from localize.translate.scenes import Group, Scene, scenes
from localize.translate.verified import verified
from localize.translate.voice import avoided, told


class Translate:
    """A stage whose parts are scenes, independent of each other.

    A part's key holds the scene's lines and their neighbours' texts, without ids, and of the glossary and
    the dialect only what stands in them, and of the bible what concerns who does: a term, or what is told of
    a character, redoes the scenes that hold it, and no others. What all scenes are told, every character's
    name and gender among it, is in the stage's parameters.
    Text on the screen that nobody says has scenes of its own.
    Of the memory a key holds what matches its lines elsewhere. What a person wants for the very lines of the
    scene is in no key: it takes the place of what was made of them when all is joined, and a scene that has
    it for every line is no part at all.
    `kind` is that of the engine's class (`chat` or `sequence`), known without opening it.
    """

    version = 4
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
            "avoid": avoided(brief.bible, brief.target),
            "context_lines": brief.context_lines,
            **({"told": told(brief), "rules": prompt.RULES} if kind == "chat" else {}),
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
        rows = (by_index[index] for index in range(len(source.lines)))
        lines = [
            TranslatedLine(line.id, done.text, done.asked, flags=done.flags, steps=done.steps)
            for line, done in zip(source.lines, rows, strict=True)
        ]
        via = next((result.via for result in results if result.via), "")
        return Translation(self._brief.target, verified(source.lines, lines, self._brief), via)

    def carry(self, was: Scene, now: Scene, done: SceneTranslation) -> SceneTranslation | None:
        """`done`, which was made of the part `was` under another glossary, as a result for the part `now`;
        None where only `run` can tell."""
        return carried(self._brief, was, now, done)

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


def _for_sentences(brief: Brief) -> Brief:
    """What a sequence model makes use of: it gets sentences, and nothing told about them; but what becomes of
    them is held against the bible."""
    known = brief.bible
    forms = tuple(Address(one.speaker, one.to, one.says, one.targets) for one in known.addresses if one.says)
    people = tuple(Character(one.name, one.aliases, one.gender) for one in known.characters)
    return msgspec.structs.replace(
        brief,
        pivot="" if PIVOT in (brief.source, brief.target) else PIVOT,
        title="",
        setting="",
        bible=Bible(people, addresses=forms, markets=known.markets),
        glosses={},
        context_lines=0,
        examples=0,
        genres=(),
        limits=None,
    )


def _is_open(group: Group, texts: Mapping[int, str]) -> bool:
    """Whether any of its lines is left to translate."""
    return any(index not in texts for index in group.indices)


def _part(number: int, group: Group, scene: Scene) -> Part[Scene]:
    what = "cards" if scene.kind == CARD else "scene"
    name = f"{what} {number}, lines {group.indices[0] + 1}–{group.indices[-1] + 1}"
    return Part(name, cast("Mapping[str, object]", msgspec.to_builtins(scene)), scene)
