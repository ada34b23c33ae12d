"""Hit or miss, part by part, and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import msgspec

from localize.pipeline.record import PartRun, RunRecord
from localize.stage import Part, Stage, is_whole
from localize.store.keys import canonical, digest, part_material
from localize.store.parts import Store

# What tells the items of a list apart, whatever their order: terms, people, words of a dialect.
_NAMING = ("source", "name", "term")
# Of a line, what is asked for has the renderings of its terms in it: that they change is told by the terms.
_PUT_IN, _TERMS, _REQUIRED = "asked", "terms", "required"

Content = TypeVar("Content")
Result = TypeVar("Result")


@dataclass(frozen=True)
class Planned(Generic[Content, Result]):
    """A part with its key; `result` is what the store holds for it, None for a miss."""

    part: Part[Content]
    key: str
    material: Mapping[str, object]
    result: Result | None


@dataclass(frozen=True)
class StagePlan:
    """What a run would do. `waits_for` names the stage whose missing result hides this one's parts."""

    stage: str
    parts: int = 0
    hits: int = 0
    misses: tuple[tuple[str, str], ...] = ()
    waits_for: str = ""


def look_up(
    stage: Stage[Any, Content, Result, Any], parts: Sequence[Part[Content]], store: Store
) -> list[Planned[Content, Result]]:
    """Every part with what is known of it."""
    materials = [part_material(stage, part) for part in parts]
    keys = [digest(canonical(material)) for material in materials]
    held = store.get_all(keys, stage.result_type)
    whole = {key: result for key, result in held.items() if is_whole(result)}
    return [
        Planned(part, key, material, whole.get(key))
        for part, key, material in zip(parts, keys, materials, strict=True)
    ]


def explain(
    stage: str, planned: Sequence[Planned[Any, Any]], store: Store, before: RunRecord | None
) -> StagePlan:
    """`before` is the record of the last run, which tells what has changed since."""
    misses = tuple((one.part.name, _why(stage, one, store, before)) for one in planned if one.result is None)
    return StagePlan(stage, len(planned), len(planned) - len(misses), misses)


def forced(stage: str, planned: Sequence[Planned[Any, Any]]) -> StagePlan:
    return StagePlan(stage, len(planned), 0, tuple((one.part.name, "forced") for one in planned))


def _why(stage: str, missed: Planned[Any, Any], store: Store, before: RunRecord | None) -> str:
    parts = {part.name: part for part in _earlier_parts(stage, before)}
    if not parts:
        return "not run before"
    same = next((part for part in parts.values() if part.key == missed.key), None)
    if same is not None:
        gone = "its result is gone from the store, or damaged"
        return gone if same.whole else "the last run had no result for all of it"
    named = parts.get(missed.part.name)
    earlier = store.record(named.key) if named else None
    if earlier is None:
        return "a new part"
    now = msgspec.json.decode(canonical(missed.material))
    return "; ".join(_changes("", earlier.material, now)) or "changed"


def _earlier_parts(stage: str, before: RunRecord | None) -> list[PartRun]:
    runs = [run for run in before.stages if run.name == stage] if before else []
    return [part for run in runs for part in run.parts]


def _changes(path: str, old: Any, new: Any) -> Iterator[str]:
    """Where two JSON values differ: `engine.model: whisper-base → whisper-small`."""
    if isinstance(old, dict) and isinstance(new, dict):
        for key in dict.fromkeys([*old, *new]):
            if key != _PUT_IN or old.get(_TERMS) == new.get(_TERMS):
                yield from _changes(f"{path}.{key}" if path else key, old.get(key), new.get(key))
    elif (was := _by_name(old)) is not None and (now := _by_name(new)) is not None and was | now:
        for name in dict.fromkeys([*was, *now]):
            yield from _changes(f"{path}[{name}]", was.get(name), now.get(name))
    elif isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        for index, (one, other) in enumerate(zip(old, new, strict=True), 1):
            yield from _changes(f"{path}[{index}]", one, other)
    elif old != new:
        yield f"{path}: {_short(old)} → {_short(new)}"


def _by_name(items: Any) -> dict[str, Any] | None:
    """Of a list of terms, of people …; None for all else. Where there is none now or before, it is empty."""
    if items is None:
        return {}
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        return None
    named = {str(item[key]): item for item in items for key in _NAMING if key in item}
    return named if len(named) == len(items) else None


def _short(value: Any) -> str:
    if isinstance(value, dict) and _REQUIRED in value:
        value = value[_REQUIRED]
    text = value if isinstance(value, str) else canonical(value).decode()
    return text if len(text) <= 40 else f"{text[:36]} …"
