"""`localize check`"""

from __future__ import annotations

import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from localize.cli import complete
from localize.cli.failures import teller
from localize.cli.options import named
from localize.cli.streams import say, write_json, write_line

if TYPE_CHECKING:
    from localize.domain.finding import Report
    from localize.errors import LocalizeError
    from localize.pipeline.quality import Checked

# What is said of a track in two languages.
_IN_TWO = "is in two languages: such tracks are not held to a profile"
_PATH = click.Path(path_type=Path)


class Asked(NamedTuple):
    profile: str | None
    lang: str | None
    video: Path | None
    cuts: bool
    fix: bool
    out: Path | None
    as_json: bool


@click.command()
@click.argument("places", metavar="FILE|DIR...", nargs=-1, required=True, type=_PATH)
@named(
    "--profile",
    choices=complete.profiles,
    metavar="NAME",
    help="Limits to hold it to.  [default: that of the series, else of the picture]",
)
@named(
    "--lang",
    choices=complete.languages,
    metavar="LANG",
    help="Language of the subtitles.  [default: as the file's name says: E01.es-419.srt]",
)
@click.option("--video", type=_PATH, metavar="FILE", help="The video: its length, frames and pictures.")
@click.option("--cuts", is_flag=True, help="Look for shot changes in the video; reads all of it.")
@click.option("--fix", is_flag=True, help="Mend what is safe to; the file as it was is kept as FILE.bak.")
@click.option(
    "--out",
    type=_PATH,
    metavar="DIR",
    help="Folder for mended files; right ones are copied.  [default: in place]",
)
@click.option("--report", type=_PATH, metavar="FILE.html", help="Write a page with charts and pictures.")
@click.option("--json", "as_json", is_flag=True, help="Write a JSON line for each file.")
def check(
    places: tuple[Path, ...],
    profile: str | None,
    lang: str | None,
    video: Path | None,
    cuts: bool,
    fix: bool,
    out: Path | None,
    report: Path | None,
    as_json: bool,
) -> None:
    """Check subtitle files, ours or not, against a profile.

    Shot changes come from the record of the episode beside the file, where there is one. docs/checks.md tells
    what each check looks at. The exit code is 7 where one that blocks a delivery fails, and 6 where some of
    several files could not be checked, whatever the others hold.
    """
    from localize.pipeline.quality import report_page
    from localize.store.files import write_atomic

    asked = Asked(profile, _tag(lang), video, cuts, fix, out, as_json)
    _refuse_what_does_not_fit(asked, report)
    files = _in_one_language(_files(places), as_json)
    _refuse_two_of_a_name(files, out)
    done, failed = _check_all(files, asked)
    if report is not None and done:
        write_atomic(report, report_page(done).encode("utf-8", "replace"))
        _name(report, as_json)
    _refuse([one.report for one in done], failed, fix=fix)


def _check_all(files: list[Path], asked: Asked) -> tuple[list[Checked], int]:
    """What was found in each file, and how many failed: each said where it comes up, and raised where there
    is one file alone."""
    from localize.errors import LocalizeError

    done, failed = [], 0
    for file in files:
        try:
            done.append(_check(file, asked))
        except LocalizeError as error:
            if len(files) == 1:
                raise
            failed += 1
            teller().tell(error, file=str(file))
            done.append(_as_it_is(file, asked, error))
        _tell(done[-1].report, asked.as_json)
    return done, failed


def _as_it_is(file: Path, asked: Asked, error: LocalizeError) -> Checked:
    """What cannot be mended may still be checked; else the error is what was found."""
    from localize.errors import LocalizeError
    from localize.pipeline.quality import not_checked

    if asked.fix:
        with suppress(LocalizeError):
            return _check(file, asked._replace(fix=False))
    return not_checked(file, error)


def _check(file: Path, asked: Asked) -> Checked:
    from localize.pipeline.footage import footage_of
    from localize.pipeline.lettering import ruler_at_hand
    from localize.pipeline.quality import (
        Checked,
        check_file,
        language_of,
        mend_file,
        profile_for,
        refuse_what_holds_none,
    )

    refuse_what_holds_none(file)
    language = asked.lang or language_of(file)
    footage = footage_of(file, asked.video, find_cuts=asked.cuts)
    profile = profile_for(file, asked.profile, footage)
    ruler = ruler_at_hand(language, profile.layout_of(language))
    if asked.fix:
        report = mend_file(file, profile, language, footage, ruler, out=asked.out)
    else:
        report = check_file(file, profile, language, footage, ruler)
    return Checked(report, footage, profile)


def _files(places: tuple[Path, ...]) -> list[Path]:
    from localize.pipeline.quality import subtitle_files

    found = (file for place in places for file in subtitle_files(place))
    return list({file.resolve(): file for file in found}.values())


def _in_one_language(files: list[Path], as_json: bool) -> list[Path]:
    """Without the tracks in two, each of which is said. Raises BadSubtitles where nothing else is there: who
    waits for the exit code must not take that for a pass."""
    from localize.errors import BadSubtitles
    from localize.pipeline.quality import is_in_two_languages

    apart = [file for file in files if is_in_two_languages(file)]
    if apart and len(apart) == len(files):
        raise BadSubtitles(f"{apart[0]} {_IN_TWO}", "check the tracks in one language instead")
    for file in apart:
        _skip(file, as_json)
    return [file for file in files if file not in apart]


def _skip(file: Path, as_json: bool) -> None:
    if as_json:
        write_json({"event": "skipped", "file": str(file), "message": _IN_TWO})
    else:
        say(f"skipped {file}: it {_IN_TWO}")


def _tag(lang: str | None) -> str | None:
    from localize.domain.language import parse_language

    return parse_language(lang) if lang else None


def _refuse_what_does_not_fit(asked: Asked, report: Path | None) -> None:
    from localize.errors import ConfigurationError

    if asked.cuts and asked.video is None:
        raise ConfigurationError("--cuts looks into a video, and none was named", "add --video FILE")
    if asked.out is not None and not asked.fix:
        raise ConfigurationError("--out is for mended files", "add --fix")
    if report is not None and report.suffix.lower() not in {".html", ".htm"}:
        raise ConfigurationError(f"--report {report} is no name for a page", "name a .html file")


def _refuse_two_of_a_name(files: list[Path], out: Path | None) -> None:
    """In one folder the second would take the place of the first."""
    from localize.errors import ConfigurationError

    named: dict[str, Path] = {}
    for file in files if out is not None else ():
        if (other := named.setdefault(file.name.casefold(), file)) is not file:
            raise ConfigurationError(
                f"--out {out} cannot hold both {other} and {file}", "mend each folder into one of its own"
            )


def _tell(report: Report, as_json: bool) -> None:
    """Of what could not be checked people were told why."""
    import msgspec

    unchecked = _is_unchecked(report)
    if as_json:
        write_json({"event": "unchecked" if unchecked else "checked"} | msgspec.to_builtins(report))
    if as_json or unchecked:
        return
    from localize.cli.check_tables import findings_table, mended_lines, summary_of
    from localize.cli.tables import console_on

    for line in mended_lines(report):
        write_line(line)
    if report.findings:
        console_on(sys.stdout).print(findings_table(report))
    write_line(summary_of(report))


def _name(path: Path, as_json: bool) -> None:
    if as_json:
        write_json({"event": "report", "path": str(path)})
    else:
        say(f"wrote {path}")


def _refuse(reports: list[Report], failed: int, *, fix: bool) -> None:
    """SeasonIncomplete comes first: who mends what is blocked has not mended all."""
    from localize.errors import ChecksFailed, SeasonIncomplete

    blocked = _blocked([report for report in reports if not _is_unchecked(report)], len(reports))
    if failed:
        said = f"{failed} of {len(reports)} files could not be {'mended' if fix else 'checked'}"
        raise SeasonIncomplete(f"{said}; {blocked}" if blocked else said, "see above for each")
    if blocked:
        raise ChecksFailed(blocked, "docs/checks.md says what each check wants; --fix mends some")


def _is_unchecked(report: Report) -> bool:
    from localize.domain.finding import NOT_CHECKED

    return any(finding.check == NOT_CHECKED for finding in report.findings)


def _blocked(reports: list[Report], count: int) -> str:
    """`3 blocking findings in E02.en.srt`, empty where there are none."""
    from localize.domain.finding import BLOCKING

    blocked = [report for report in reports if report.count(BLOCKING)]
    if not blocked:
        return ""
    number = sum(report.count(BLOCKING) for report in blocked)
    what = f"{number} blocking {'finding' if number == 1 else 'findings'}"
    return f"{what} in {blocked[0].file if len(blocked) == 1 else f'{len(blocked)} of {count} files'}"
