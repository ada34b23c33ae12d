"""Files that are missing, from the first source that gives them."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

from rich.filesize import decimal

from localize.errors import StoreError, WeightsMissing
from localize.events import Listener, PullDone, PullStarted, Warned
from localize.weights import mirror
from localize.weights.archive import Unpacking
from localize.weights.catalogue import Archive, File, HuggingFace, Model, Source, Url
from localize.weights.hub import Hub
from localize.weights.mirror import Mirror
from localize.weights.partial import Fetcher, Partial, SourceFailed, WrongContent
from localize.weights.registry import Registry
from localize.weights.web import Web


def pull(model: Model, folder: Path, wanted: Sequence[File], listener: Listener) -> None:
    """Brings the files `wanted` into `folder`; each takes its name when its hash is right.

    What an earlier pull left behind is carried on with. Raises WeightsMissing, with every source's reason;
    StoreError when the disk has no room or refuses.
    """
    partial = Partial(model, folder, wanted, listener)
    if not model.commercial:
        listener(Warned(f"{model.name}: its licence, {model.licence}, forbids commercial use"))
    try:
        partial.root.mkdir(parents=True, exist_ok=True)
        _from_any(fetchers(model), partial)
        partial.clear()
    except WeightsMissing:
        partial.tidy()
        raise
    except OSError as error:
        raise StoreError.of(error, folder) from error
    listener(PullDone(model.name, str(folder)))


def fetchers(model: Model) -> list[Fetcher]:
    """The sources in the order in which they are asked: the user's mirror, then the catalogue's."""
    base = mirror.of_user()
    own: list[Fetcher] = [Mirror(base, model)] if base else []
    return own + [_fetcher(source, model) for source in model.sources]


def _fetcher(source: Source, model: Model) -> Fetcher:
    if isinstance(source, HuggingFace):
        return Hub(source, model)
    if isinstance(source, Url):
        return Web(source, model)
    if isinstance(source, Archive):
        return Unpacking(source, model)
    return Registry(source, model)


def _from_any(sources: Sequence[Fetcher], partial: Partial) -> None:
    reasons: list[str] = []
    for fetcher in sources:
        if reasons:  # the last one is told by the error
            partial.listener(Warned(f"{partial.model.name}: {reasons[-1]}"))
        try:
            _from_one(fetcher, partial)
            return
        except SourceFailed as failure:
            reasons.append(_reason(fetcher, failure))
    raise _missing(partial, reasons)


def _reason(fetcher: Fetcher, failure: SourceFailed) -> str:
    """The source is named once."""
    told = str(failure)
    return told if told.startswith(fetcher.label) else f"{fetcher.label}: {told}"


def _from_one(fetcher: Fetcher, partial: Partial) -> None:
    _require_room(fetcher, partial)
    model = partial.model
    resumed = any(partial.size(file) for file in partial.missing())
    partial.listener(PullStarted(model.name, fetcher.label, model.bytes))
    try:
        fetcher.fetch(partial)
    except WrongContent:
        # The wrong bytes may be those that lay there from another time or another source.
        if not resumed:
            raise
        fetcher.fetch(partial)


def _require_room(fetcher: Fetcher, partial: Partial) -> None:
    need = partial.left() + fetcher.spare
    free = shutil.disk_usage(partial.folder).free
    if free < need:
        raise StoreError(
            f"{partial.model.name} needs {decimal(need)} more on the disk of {partial.folder}, "
            f"{decimal(free)} are free",
            "free some space, or set LOCALIZE_HOME to a folder on a larger disk",
        )


def _missing(partial: Partial, reasons: Sequence[str]) -> WeightsMissing:
    name = partial.model.name
    files = ", ".join(_told(file) for file in partial.missing())
    places = [source.url for source in partial.model.sources if isinstance(source, Url | Archive)]
    origin = f", from {' or '.join(places)}" if places else ""
    return WeightsMissing(
        f"{name} is not here and no source could give it: {'; '.join(reasons) or 'it has none'}",
        f"set {mirror.VARIABLE} to a folder or address that holds {name}/, "
        f"or copy into {partial.folder}: {files}{origin}",
    )


def _told(file: File) -> str:
    elsewhere = f", at the source {file.remote}" if file.remote else ""
    return f"{file.path} ({decimal(file.bytes)}{elsewhere})"
