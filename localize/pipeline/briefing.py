"""What the engines are told before they begin: a recogniser its prompt, a translator its brief."""

from __future__ import annotations

from localize.dialects import Dialect
from localize.domain.language import primary
from localize.listen.prompt import first_that_fit
from localize.pipeline.job import Setup
from localize.pipeline.remembering import NO_MEMORY, Remembered
from localize.stage import RecognizerRequest
from localize.translate.brief import Brief
from localize.translate.genres import load_genres

# A Chinese character takes one to two of the 223 tokens that a Whisper prompt may hold, and the lead some 40.
PROMPT_CHARACTERS = 120
# Whisper continues in the style of what came before; after nothing, it leaves Chinese without punctuation.
PLAIN_LEADS = {"zh": "以下是普通话的句子。"}


def recognizer_request(setup: Setup, dialect: Dialect | None) -> RecognizerRequest:
    """Names first, then the words of the dialect, as many as a prompt can hold: a term beyond them changes
    no key."""
    names = [term.source for term in setup.glossary.terms]
    hotwords = dialect.hotwords if dialect else ()
    words = list(dict.fromkeys([*names, *hotwords]))
    return RecognizerRequest(
        language=setup.source,
        lead=dialect.lead if dialect else PLAIN_LEADS.get(primary(setup.source), ""),
        words=tuple(first_that_fit(words, PROMPT_CHARACTERS)),
        beam_size=setup.settings.recognize.beam_size,
    )


def brief(setup: Setup, dialect: Dialect | None, target: str, remembered: Remembered = NO_MEMORY) -> Brief:
    """What the translator is told about the series."""
    settings = setup.settings
    words = dialect.words if dialect else ()
    return Brief(
        source=setup.source,
        target=target,
        title=settings.series.title,
        setting=settings.series.setting,
        bible=setup.bible,
        glossary=setup.glossary,
        glosses={word.term: word.gloss(target) for word in words},
        flavour=settings.translate.dialect_flavour,
        scene_gap_ms=settings.translate.scene_gap_ms,
        scene_lines=settings.translate.scene_lines,
        context_lines=settings.translate.context_lines,
        memory=remembered.memory.into(target),
        episode=remembered.episode,
        genres=load_genres(settings.translate.genres),
        limits=setup.profile.limits(target),
    )
