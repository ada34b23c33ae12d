"""Hugging Face, at a pinned commit. `HF_ENDPOINT`, `HF_TOKEN`, `HF_HUB_OFFLINE` and its cache are honoured.

The client library names the address, the token and the cached file. The bytes come through `web`: the
library's own download (2.4) begins anew after an interruption, since its partial files belong to a process,
and retries for 23 s before it says that a network is closed.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from localize.weights import web
from localize.weights.catalogue import File, HuggingFace, Model
from localize.weights.partial import Partial, SourceFailed

DEFAULT_ENDPOINT = "https://huggingface.co"


@dataclass(frozen=True)
class Hub:
    source: HuggingFace
    model: Model
    spare: int = 0

    @property
    def label(self) -> str:
        return f"Hugging Face {self.source.repo}"

    def fetch(self, partial: Partial) -> None:
        for file in partial.missing():
            cached = self._cached(file)
            if cached is not None:
                web.copy(cached, file, partial)
            else:
                _refuse_offline()
                web.download(self._url(file), file, partial, _headers())

    def probe(self) -> None:
        _refuse_offline()
        web.ask(self._url(self.model.files[0]), _headers())

    def _url(self, file: File) -> str:
        from huggingface_hub import hf_hub_url

        endpoint = (os.environ.get("HF_ENDPOINT") or DEFAULT_ENDPOINT).rstrip("/")
        name = file.remote or file.path
        return hf_hub_url(self.source.repo, name, revision=self.source.revision, endpoint=endpoint)

    def _cached(self, file: File) -> Path | None:
        """The file where other programs have put it already."""
        from huggingface_hub import try_to_load_from_cache

        name = file.remote or file.path
        found = try_to_load_from_cache(self.source.repo, name, revision=self.source.revision)
        return Path(found) if isinstance(found, str) else None


def _headers() -> dict[str, str]:
    from huggingface_hub import get_token

    token = get_token()
    return {"Authorization": f"Bearer {token}"} if token else {}


def _refuse_offline() -> None:
    if os.environ.get("HF_HUB_OFFLINE", "").upper() in {"1", "ON", "YES", "TRUE"}:
        raise SourceFailed("HF_HUB_OFFLINE is set")
