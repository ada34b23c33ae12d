"""`manifest.json`: what a package holds, what made it and what checking found. Documented in docs/package.md.

It is an interface: without a new FORMAT a field may be added, never changed or taken away.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import msgspec

from localize.domain.finding import Finding, Severity
from localize.domain.value import Value

MANIFEST: Final = "manifest.json"
REPORT: Final = "report.html"
FORMAT: Final = "localize-package/1"


class PackagedFile(Value, frozen=True, omit_defaults=False, forbid_unknown_fields=False):
    """`track` is empty for the usual one, else `forced` or `sdh`. `duration_ms` is that of the video, 0 where
    it was not at hand; `cues` those of the track; `edited` whether a person has changed what was fitted."""

    file: str
    sha256: str
    bytes: int
    format: str
    language: str
    episode: str
    track: str
    duration_ms: int
    cues: int
    edited: bool


class Page(Value, frozen=True, omit_defaults=False, forbid_unknown_fields=False):
    file: str
    sha256: str
    bytes: int


class Model(Value, frozen=True, omit_defaults=False, forbid_unknown_fields=False):
    """Weights that a run used: `digest` is the SHA-256 of what they are made of."""

    name: str
    engine: str
    digest: str
    licence: str = ""


class FoundIn(Value, frozen=True, omit_defaults=False, forbid_unknown_fields=False):
    file: str
    episode: str
    finding: Finding


class Waived(Value, frozen=True, omit_defaults=False, forbid_unknown_fields=False):
    """A check that blocks, what it found, and why it is delivered all the same."""

    check: str
    because: str
    findings: tuple[FoundIn, ...]


class Certificate(Value, frozen=True, omit_defaults=False, forbid_unknown_fields=False):
    """`findings` are counted by severity over all files, the waived ones among them."""

    findings: Mapping[Severity, int]
    waived: tuple[Waived, ...]


class Manifest(Value, frozen=True, omit_defaults=False, forbid_unknown_fields=False):
    """`localize` is the version of the program; files are in the order of episodes."""

    format: str
    localize: str
    series: str
    language: str
    profile: str
    files: tuple[PackagedFile, ...]
    report: Page
    models: tuple[Model, ...]
    certificate: Certificate


def dump_manifest(manifest: Manifest) -> bytes:
    return msgspec.json.format(msgspec.json.encode(manifest), indent=1) + b"\n"


def load_manifest(data: bytes) -> Manifest | None:
    """None for what is no manifest of ours."""
    try:
        manifest = msgspec.json.decode(data, type=Manifest)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None
    return manifest if manifest.format == FORMAT else None
