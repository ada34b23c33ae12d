"""The lines of a season that a person should see first."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence
from math import ceil
from typing import NamedTuple

from localize.deliver.report.season import RiskyLine, Said, Why
from localize.domain.language import language_name
from localize.domain.times import clock
from localize.pipeline.record import RECORD_ENDING, LineRecord, RunRecord
from localize.pipeline.season.risks import Reason, reasons, risks, score
from localize.pipeline.season.state import SeasonState

# Of all lines of a season, and of a small one so many: fewer tell nothing.
SHARE = 0.05
LEAST = 10
# A page with more is slow to open, and nobody reads it to its end.
MOST = 300
# So many translations are shown whatever is found in them.
_SHOWN = 2


class Told(NamedTuple):
    """An episode that is done, with its record; `link` is where on the page it is told."""

    name: str
    link: str
    record: RunRecord


class _Judged(NamedTuple):
    score: float
    told: Told
    line: LineRecord
    reasons: Sequence[Reason]


def riskiest(episodes: Sequence[Told], state: SeasonState) -> list[RiskyLine]:
    """Those against which most speaks, of equal ones the earlier first; none against which nothing does."""
    judged = [one for told in episodes for one in _judged(told, state)]
    wanted = min(MOST, max(LEAST, ceil(SHARE * lines_in(episodes))))
    return [_risky(one, state) for one in sorted(judged, key=lambda one: -one.score)[:wanted]]


def lines_in(episodes: Sequence[Told]) -> int:
    return sum(len(told.record.lines) for told in episodes)


def _judged(told: Told, state: SeasonState) -> Iterator[_Judged]:
    for line in told.record.lines:
        found = reasons(line, state.targets)
        if found:
            yield _Judged(score(found), told, line, found)


def _risky(one: _Judged, state: SeasonState) -> RiskyLine:
    line, told = one.line, one.told
    shown = _shown(one, state.targets)
    how, command = _mend(one, state)
    language = told.record.settings.series.language
    return RiskyLine(
        episode=told.name,
        link=told.link,
        time=clock(line.start_ms),
        score=one.score,
        grade=risks().grade(one.score),
        kind=line.kind,
        source=_said(language, line.text),
        standard=line.standard if line.standard != line.text else "",
        translations=[_said(target, line.translations[target].text) for target in shown],
        left_out=len([target for target in state.targets if target in line.translations]) - len(shown),
        reasons=[Why(why.kind, why.where, why.why, risks().grade(why.wrong)) for why in one.reasons],
        show=show_command(told.name),
        how=how,
        command=command,
    )


def _shown(one: _Judged, targets: Sequence[str]) -> list[str]:
    """Those in which something is found, and of the others the first."""
    there = [target for target in targets if target in one.line.translations]
    bad = {reason.where for reason in one.reasons}
    few = there[:_SHOWN]
    return [target for target in there if target in bad or target in few]


def _said(language: str, text: str) -> Said:
    return Said(language, language_name(language), text)


def show_command(episode: str) -> str:
    return shlex.join(["localize", "show", f"{episode}{RECORD_ENDING}", "--flagged"])


def _mend(one: _Judged, state: SeasonState) -> tuple[str, str]:
    """What is to be done about the gravest of its reasons."""
    gravest, record = one.reasons[0], one.told.record
    source = record.settings.series.language
    mend = risks().mend(gravest.cause)
    names = {
        "source": _file(one.told, source),
        "target": _file(one.told, gravest.where or source),
    }
    return mend.how.format(**names), mend.command.format(season=season_command(state))


def season_command(state: SeasonState, *options: str) -> str:
    """What runs the season once more, in the folder of its subtitles."""
    place = [state.series, "--out", "."] if state.out else ["."]
    return shlex.join(["localize", "season", *place, "--to", ",".join(state.targets), *options])


def _file(told: Told, language: str) -> str:
    """Of its subtitles in that language."""
    start = f"{told.name}.{language}."
    written = [output.file for output in told.record.outputs if output.file.startswith(start)]
    return written[0] if written else f"{start}srt"
