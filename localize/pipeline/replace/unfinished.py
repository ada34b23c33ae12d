"""What stood in the subtitles before a replacement began: kept until all of it is done, so that one which was
killed, and is begun again, tells every cue that it changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TypeAlias

import msgspec

from localize.config import home
from localize.errors import StoreError
from localize.pipeline.replace.asked import Wanted
from localize.pipeline.replace.cues import Stood
from localize.store.files import write_atomic
from localize.store.keys import canonical, digest

# By episode, and by the labels of its tracks.
Before: TypeAlias = Mapping[str, Mapping[str, Stood]]


class Unfinished:
    """That of one replacement in one folder; a file among what is kept of all series."""

    def __init__(self, folder: Path, wanted: Sequence[Wanted]) -> None:
        what = [(one.term.source, one.term.when, one.target, one.text) for one in wanted]
        name = digest(canonical((str(folder.resolve()), sorted(what))))
        self._path = home() / "replacements" / f"{name}.json"

    @property
    def before(self) -> Before:
        """Empty where nothing was begun, or what is kept of it cannot be read."""
        try:
            return msgspec.json.decode(self._path.read_bytes(), type=dict[str, dict[str, Stood]])
        except (OSError, msgspec.DecodeError, UnicodeDecodeError):
            return {}

    def begin(self, before: Before) -> None:
        """What is known of an episode already is older, and stays. Raises StoreError."""
        write_atomic(self._path, canonical({**before, **self.before}))

    def end(self) -> None:
        with suppress(FileNotFoundError):
            try:
                self._path.unlink()
            except PermissionError as error:
                raise StoreError.of(error, self._path) from error
