"""Which findings keep a package from leaving the house, and which a person has let pass."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from localize.deliver.package.manifest import Certificate, FoundIn, Waived
from localize.deliver.package.numbering import EPISODE_NUMBER, Misnumbered
from localize.domain.finding import BLOCKING, SEVERITIES, Finding, Report
from localize.errors import ChecksFailed, ConfigurationError, UnknownName
from localize.pipeline.delivered import as_text
from localize.subtitle.checks import gravities

# What cannot be told from a converted file: reading the original has dropped or replaced it already.
LOST_IN_READING = frozenset({"lost-character", "times"})
# More nobody reads in one line.
_MOST_TOLD = 20


class Judged(NamedTuple):
    """A file of a package, and what it was found to have."""

    episode: str
    report: Report

    @property
    def blocking(self) -> list[Finding]:
        return [one for one in self.report.findings if one.severity == BLOCKING]


def check_waivers(waivers: Mapping[str, str]) -> None:
    """By check, the reason. Raises UnknownName, and ConfigurationError for a reason that says nothing."""
    known = waivable()
    for check, because in waivers.items():
        if check not in known:
            raise UnknownName.of("check", check, known)
        if not because.strip():
            raise ConfigurationError(f"{check} is waived without a reason", "say why with --because")
        if because != as_text(because):
            raise ConfigurationError(f"the reason for {check} is not UTF-8", "write it in UTF-8")


def waivable() -> frozenset[str]:
    """What can keep a package from leaving, by name."""
    return frozenset({*gravities(), EPISODE_NUMBER})


def refuse_misnumbered(found: Sequence[Misnumbered], waived: Collection[str]) -> None:
    """Raises ChecksFailed."""
    if not found or EPISODE_NUMBER in waived:
        return
    raise ChecksFailed(
        f"nothing was packaged: {_listed([one.message for one in found])}",
        f"make or rename them, or let it pass: --waive {EPISODE_NUMBER} --because …",
    )


def refuse_blocked(judged: Sequence[Judged], waived: Collection[str]) -> None:
    """Raises ChecksFailed, naming what blocks by episode."""
    told, checks = _blocking(judged, waived)
    if not told:
        return
    places = [f"{place}: {', '.join(_counted(found))}" for place, found in told.items()]
    raise ChecksFailed(
        f"nothing was packaged: {_listed(places)}",
        "mend the files (`localize check FILE --fix` mends some), or let it pass: "
        + " ".join(f"--waive {check} --because …" for check in sorted(checks)),
    )


def certificate(
    judged: Sequence[Judged], wrong: Sequence[Misnumbered], waivers: Mapping[str, str]
) -> Certificate:
    """Of waived checks those that found something; `wrong` numbers of episodes are in no file."""
    found: dict[str, list[FoundIn]] = {check: [] for check in sorted(waivers)}
    for number in wrong:
        finding = Finding(EPISODE_NUMBER, BLOCKING, number.message)
        found[EPISODE_NUMBER].append(FoundIn("", number.episode, finding))
    for one in judged:
        for finding in one.blocking:
            found[finding.check].append(FoundIn(one.report.file, one.episode, finding))
    waived = (Waived(check, waivers[check], tuple(those)) for check, those in found.items() if those)
    counts = {severity: sum(one.report.count(severity) for one in judged) for severity in SEVERITIES}
    counts[BLOCKING] += len(wrong)
    return Certificate(counts, tuple(waived))


def _blocking(
    judged: Sequence[Judged], waived: Collection[str]
) -> tuple[dict[str, Counter[str]], frozenset[str]]:
    """By episode and language how often each check blocks it, once for all formats of a track."""
    places: dict[str, set[tuple[str, int, int]]] = {}
    for one in judged:
        open_ones = [finding for finding in one.blocking if finding.check not in waived]
        if open_ones:
            place = places.setdefault(f"{one.episode} in {one.report.language}", set())
            place.update((finding.check, finding.start_ms, finding.cue) for finding in open_ones)
    told = {place: Counter(check for check, _, _ in found) for place, found in places.items()}
    return told, frozenset(check for found in told.values() for check in found)


def _listed(told: Sequence[str]) -> str:
    left = len(told) - _MOST_TOLD
    return "; ".join([*told[:_MOST_TOLD], *([f"and {left} more"] if left > 0 else [])])


def _counted(found: Counter[str]) -> list[str]:
    """`gap (3)`"""
    return [f"{check} ({number})" if number > 1 else check for check, number in sorted(found.items())]
