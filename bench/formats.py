"""The same cues written by us, and by pysubs2, ttconv and ffmpeg alone, before the same judges.

`python -m bench.formats` prints the table of docs/formats.md. pysubs2 gets the cues as values; ttconv and
ffmpeg, which convert files, get our WebVTT, in which nothing is ambiguous. It needs what `make setup-dev`
installs, and imageio-ffmpeg for its ffmpeg.
"""

from __future__ import annotations

import io
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from localize.domain.track import TOP, Cue, Track
from localize.profiles import load_profile
from localize.subtitle.formats import find_format
from localize.subtitle.text import WORD_JOINER
from tests.judges.javascript import Document, Judge, Shown, Verdict, judged
from tests.subtitle.lines import nasty_track
from tests.subtitle.tracks import shown_rows

LAYOUT = load_profile("netflix").layout_of("en")
JUDGES: dict[str, Judge] = {"srt": "srt", "vtt": "vtt", "ttml": "ttml"}
# What srt-validator leaves in the text.
_SRT_MARKUP = re.compile(r"\{\\an\d\}|</?i>")


def ordinary() -> Track:
    """Dialogue, a card at the top, a thought, two speakers: nothing that a writer could stumble over."""
    rows = [("Where are you?",), ("I'm at home,", "waiting for you."), ("- Yes.", "- No."), ("三年后",)]
    cues = [Cue(f"L{n}", 1000 + n * 3000, 3000 + n * 3000, rows[n % 4]) for n in range(16)]
    placed = [Cue(f"C{n}", 50_000 + n * 3000, 52_000 + n * 3000, ("Chengdu",), place=TOP) for n in range(4)]
    slanted = [Cue(f"T{n}", 70_000 + n * 3000, 72_000 + n * 3000, ("Why?",), italic=True) for n in range(4)]
    return Track("en", (*cues, *placed, *slanted))


class Score(NamedTuple):
    """Of one file: whether its judge takes it, how many cues are shown as they are, and of those at the top
    or in italics how many are there, or are so."""

    accepted: str
    shown: str
    top: str
    italic: str


# ── writers ──────────────────────────────────────────────────────────────────────────────────────────


def ours(track: Track, name: str) -> str:
    text = io.StringIO()
    find_format(name).dumps(track, text, LAYOUT)
    return text.getvalue()


def by_pysubs2(track: Track, name: str) -> str:
    import pysubs2

    subs = pysubs2.SSAFile()
    for cue in track.cues:
        marks = (r"{\an8}" if cue.place == TOP else "") + (r"{\i1}" if cue.italic else "")
        text = marks + r"\N".join(cue.rows)
        subs.append(pysubs2.SSAEvent(cue.start_ms, cue.end_ms, text))
    return subs.to_string(name)


def by_ttconv(track: Track, name: str) -> str:
    from ttconv.imsc.writer import from_model as to_ttml
    from ttconv.srt.writer import from_model as to_srt
    from ttconv.vtt.reader import to_model
    from ttconv.vtt.writer import from_model as to_vtt

    model = to_model(io.StringIO(ours(track, "vtt")))
    if name == "ttml":
        document = io.BytesIO()
        to_ttml(model).write(document, "utf-8")
        return document.getvalue().decode()
    return str(to_srt(model) if name == "srt" else to_vtt(model))


def by_ffmpeg(track: Track, name: str) -> str:
    import imageio_ffmpeg

    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder, "in.vtt"), Path(folder, f"out.{name}")
        source.write_text(ours(track, "vtt"), "utf-8")
        program = imageio_ffmpeg.get_ffmpeg_exe()
        command = [program, "-v", "error", "-i", str(source), str(target)]
        subprocess.run(command, check=True, stdin=subprocess.DEVNULL)
        return target.read_text("utf-8")


WRITERS: dict[str, Callable[[Track, str], str]] = {
    "localize": ours,
    "pysubs2": by_pysubs2,
    "ttconv": by_ttconv,
    "ffmpeg": by_ffmpeg,
}


# ── judging ──────────────────────────────────────────────────────────────────────────────────────────


def scored(track: Track, name: str, verdict: Verdict) -> Score:
    cues = [(cue, _shown(cue, name, verdict)) for cue in track.cues if shown_rows(cue)]
    found = [(cue, shown) for cue, shown in cues if shown is not None]
    tops = [(cue, shown) for cue, shown in cues if cue.place == TOP]
    slanted = [(cue, shown) for cue, shown in cues if cue.italic]
    return Score(
        "yes" if not verdict.complaints else f"no: {verdict.complaints[0][:60]}",
        f"{len(found)} of {len(cues)}",
        _count([shown is not None and _is_top(shown, name) for _, shown in tops]),
        _count([shown is not None and _is_italic(shown, name) for _, shown in slanted]),
    )


def _shown(cue: Cue, name: str, verdict: Verdict) -> Shown | None:
    """What is on the screen in the middle of its time, if it is the cue and nothing but it."""
    middle = (cue.start_ms + cue.end_ms) / 2000
    wanted = "\n".join(shown_rows(cue))
    at = (one for one in verdict.cues if one.start <= middle < one.end)
    return next((one for one in at if _plain(one.text, name) == wanted), None)


def _plain(text: str, name: str) -> str:
    """Markup that SubRip's readers take for none is text."""
    return (_SRT_MARKUP.sub("", text) if name == "srt" else text).replace(WORD_JOINER, "").strip()


def _is_top(shown: Shown, name: str) -> bool:
    if name == "srt":
        return r"{\an8}" in shown.text
    if name == "vtt":
        return isinstance(shown.more["line"], int | float) and 0 <= shown.more["line"] < 50
    return bool(shown.more["box"][3] < 0.5)


def _is_italic(shown: Shown, name: str) -> bool:
    return "<i>" in shown.text if name == "srt" else bool(shown.more["italic"])


def _count(holds: list[bool]) -> str:
    return f"{sum(holds)} of {len(holds)}" if holds else "–"


def rows() -> Iterator[tuple[str, str, str, Score]]:
    tracks = {"ordinary": ordinary(), "nasty": nasty_track()}
    asked = [(kind, name, writer) for kind in tracks for name in JUDGES for writer in WRITERS]
    texts = [WRITERS[writer](tracks[kind], name) for kind, name, writer in asked]
    verdicts = judged([Document(JUDGES[name], text) for (_, name, _), text in zip(asked, texts, strict=True)])
    for (kind, name, writer), verdict in zip(asked, verdicts, strict=True):
        yield kind, name, writer, scored(tracks[kind], name, verdict)


def main() -> None:
    print("| cues | format | writer | judge takes it | shown as they are | at the top | italic |")
    print("|---|---|---|---|---|---|---|")
    for kind, name, writer, score in rows():
        print(f"| {kind} | {name} | {writer} | {' | '.join(score)} |")


if __name__ == "__main__":
    sys.exit(main())
