"""The user's own source, asked first: `LOCALIZE_MIRROR`, an address or a folder.

It holds `<model>/<file>`, as a shelf does: the `weights` folder of another machine is a mirror.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlsplit
from urllib.request import url2pathname

from localize.weights import web
from localize.weights.catalogue import File, Model
from localize.weights.partial import Partial, SourceFailed

VARIABLE = "LOCALIZE_MIRROR"


@dataclass(frozen=True)
class Mirror:
    base: str
    model: Model
    spare: int = 0

    @property
    def label(self) -> str:
        return f"mirror {self.base}"

    def fetch(self, partial: Partial) -> None:
        for file in partial.missing():
            place = self._place(file)
            if isinstance(place, Path):
                web.copy(place, file, partial)
            else:
                web.download(place, file, partial)

    def probe(self) -> None:
        place = self._place(self.model.files[0])
        if isinstance(place, str):
            web.ask(place)
        elif not place.is_file():
            raise SourceFailed(f"no file {place}")

    def _place(self, file: File) -> Path | str:
        if self.base.startswith(("http://", "https://")):
            return f"{self.base.rstrip('/')}/{self.model.name}/{quote(file.path)}"
        folder = url2pathname(urlsplit(self.base).path) if self.base.startswith("file://") else self.base
        return Path(folder).expanduser() / self.model.name / file.path


def of_user() -> str:
    """The mirror's address or folder; empty when none is set."""
    return os.environ.get(VARIABLE, "").strip()
