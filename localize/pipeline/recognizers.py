"""Who listens: one recogniser, or several whose hearings are merged."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import msgspec

from localize import plugins
from localize.config import RecognizerTable, RecognizeTable
from localize.errors import ConfigurationError, UnknownName
from localize.events import Listener
from localize.pipeline.engines import Chosen
from localize.pipeline.workshop import Workshop
from localize.stage import EngineId

# A plus parts two recognisers where a name follows; within the path of a model it mostly does not.
_BETWEEN = re.compile(r"\+(?=[\w-]+(?:[:+]|$))")
_A_PATH = "(a path with a plus goes into [recognize] model in series.toml)"


def overridden(table: RecognizeTable, asked: str | None) -> RecognizeTable:
    """The table with `ENGINE[:MODEL][+ENGINE[:MODEL]…]` in place of its recognisers.

    An engine that the series names keeps its options, and its model unless another is asked for. Raises
    UnknownName for an engine after a plus that there is not.
    """
    if asked is None:
        return table
    first, *others = (_asked(part, table.recognizers) for part in _BETWEEN.split(asked))
    for other in others:
        _check_after_plus(other.engine)
    return msgspec.structs.replace(
        table, engine=first.engine, model=first.model, options=first.options, also=tuple(others)
    )


def _check_after_plus(engine: str) -> None:
    try:
        plugins.check("recognizer", engine)
    except UnknownName as error:
        raise UnknownName(error.message, f"{error.hint} {_A_PATH}") from None


def check(table: RecognizeTable) -> None:
    """Raises UnknownName for an engine that there is not, ConfigurationError for two in one setting; imports
    nothing."""
    if len(_BETWEEN.split(table.engine)) > 1:
        raise ConfigurationError(
            f"[recognize] engine is {table.engine!r}, but can be one alone",
            'name the others as also = [{ engine = "…" }]',
        )
    for recognizer in table.recognizers:
        plugins.check("recognizer", recognizer.engine)


def choose_recognizers(table: RecognizeTable, workshop: Workshop, listener: Listener) -> tuple[Chosen, ...]:
    """In the order of their names. Raises ConfigurationError, also where two are the same."""
    chosen = tuple(
        workshop.choose("recognizer", one.engine, one.model, one.options, listener)
        for one in table.recognizers
    )
    for at, one in enumerate(chosen):
        if any(_hears_the_same(one.id, other.id) for other in chosen[:at]):
            raise ConfigurationError(
                f"the recognizer {_with_model(one)} is named twice",
                "there is something to merge only where engines, models or options differ",
            )
    return chosen


def distinct_names(chosen: Sequence[Chosen]) -> Iterator[str]:
    """The engine's, with the model or a number only where that is needed to tell two apart."""
    engines = [one.id.name for one in chosen]
    names = [one.id.name if engines.count(one.id.name) == 1 else _with_model(one) for one in chosen]
    for at, name in enumerate(names):
        before = names[:at].count(name)
        yield f"{name} ({before + 1})" if before else name


def _asked(part: str, known: Sequence[RecognizerTable]) -> RecognizerTable:
    engine, _, model = part.partition(":")
    same = [one for one in known if one.engine == engine]
    best = next((one for one in same if one.model == model), same[0] if same else RecognizerTable(engine))
    return msgspec.structs.replace(best, model=model or best.model)


def _hears_the_same(one: EngineId, other: EngineId) -> bool:
    """The same weights may go by two names: a catalogue's, and a path."""
    return one == other or (bool(one.digest) and one == msgspec.structs.replace(other, model=one.model))


def _with_model(chosen: Chosen) -> str:
    return f"{chosen.id.name}:{chosen.id.model}" if chosen.id.model else chosen.id.name
