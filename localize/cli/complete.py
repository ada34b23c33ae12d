"""What the shell offers after Tab. Asked only then, so imports stand inside."""

from __future__ import annotations

from collections.abc import Iterable

from click.shell_completion import CompletionItem


def one_of(names: Iterable[str], typed: str) -> list[CompletionItem]:
    return [CompletionItem(name) for name in names if name.startswith(typed)]


def last_of_list(names: Iterable[str], typed: str, between: str = ",") -> list[CompletionItem]:
    """`en,es` → `en,es-419`: names that are in the list already are not offered again."""
    before, mark, last = typed.rpartition(between)
    offered = [name for name in names if name not in before.split(between)]
    return [CompletionItem(before + mark + item.value) for item in one_of(offered, last)]


def languages() -> Iterable[str]:
    from localize.domain.language import COMMON

    return COMMON


def dialects() -> Iterable[str]:
    return ["auto", "none", *packs()]


def packs() -> Iterable[str]:
    from localize.dialects import names

    return names()


def flavours() -> Iterable[str]:
    from localize.pipeline.job import FLAVOURS

    return FLAVOURS


def places() -> Iterable[str]:
    from localize.pipeline.job import OVER

    return OVER


def forced() -> Iterable[str]:
    from localize.pipeline.job import FORCED

    return FORCED


def audiences() -> Iterable[str]:
    from localize.pipeline.job import AUDIENCES

    return AUDIENCES


def profiles() -> Iterable[str]:
    from localize.profiles import names

    return ["auto", *names()]


def formats() -> Iterable[str]:
    from localize.subtitle.formats import NAMES

    return NAMES


def checks() -> Iterable[str]:
    from localize.pipeline.certifying import waivable

    return sorted(waivable())


def covers() -> Iterable[str]:
    from localize.deliver.covering import COVERS

    return COVERS


def encoders() -> Iterable[str]:
    from localize.deliver.encoders import ENCODERS

    return ENCODERS


def containers() -> Iterable[str]:
    from localize.deliver.muxing import CONTAINERS

    return CONTAINERS


def recognizers() -> Iterable[str]:
    return _engines("recognizer")


def translators() -> Iterable[str]:
    return _engines("translator")


def _engines(kind: str) -> Iterable[str]:
    from localize import plugins

    return plugins.names(kind)
