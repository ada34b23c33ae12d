"""What checking a subtitle file found, what was mended in it, and what the file is."""

from __future__ import annotations

from typing import Final, Literal, TypeAlias

from localize.domain.value import Value

Severity: TypeAlias = Literal["blocking", "warning", "note"]
BLOCKING: Final = "blocking"
WARNING: Final = "warning"
NOTE: Final = "note"
SEVERITIES: tuple[Severity, ...] = (BLOCKING, WARNING, NOTE)  # the gravest first
# The one finding of a file that could not be checked: why not, and what to do.
NOT_CHECKED: Final = "not-checked"


class Finding(Value, frozen=True, omit_defaults=False):
    """`check` is its name in docs/checks.md. `cue` is the cue's number in the file from 1, 0 for the file as
    a whole, and `id` what the file calls it. `found` and `limit` are in the unit that `message` names, empty
    where the rule has none; `suggestion` says what would do, or is empty."""

    check: str
    severity: Severity
    message: str
    cue: int = 0
    id: str = ""
    start_ms: int = 0
    found: float | str = ""
    limit: float | str = ""
    suggestion: str = ""


class Mended(Value, frozen=True, omit_defaults=False):
    """What was done to one cue because of a check; `cue` is 0 for the file as a whole."""

    check: str
    cue: int
    what: str


class CheckedCue(Value, frozen=True, omit_defaults=False):
    """A cue as it is seen: `speed` in characters a second as the profile counts them, `gap_ms` to the next
    cue in its place (below 0 where they overlap), None after the last."""

    number: int
    id: str
    start_ms: int
    end_ms: int
    rows: tuple[str, ...]
    place: str
    speed: float
    gap_ms: int | None


class Report(Value, frozen=True, omit_defaults=False):
    """One file against one profile: `findings` the gravest first, then in order of time. `duration_ms` is the
    video's, 0 where none is known; `speed_limit` in characters a second, `gap_limit_ms` the least gap;
    `mended` is what `--fix` did, and the findings are then those of the mended file."""

    file: str
    language: str
    profile: str
    format: str
    duration_ms: int
    speed_limit: float
    gap_limit_ms: int
    cues: tuple[CheckedCue, ...]
    findings: tuple[Finding, ...]
    mended: tuple[Mended, ...] = ()

    def count(self, severity: Severity) -> int:
        return sum(finding.severity == severity for finding in self.findings)
