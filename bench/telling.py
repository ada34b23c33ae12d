"""Which dialect was told against which is spoken: clips by ear and with their text, episodes made of them.

    python bench/telling.py CLIPS SEASON [--cache FOLDER] [--clips]

CLIPS and SEASON are those of bench/dialect.py. All is heard as with `--dialect none`: a Mandarin sentence as
prompt, the season with its glossary. The weights of localize/reconcile/variety were chosen on the odd clips
of each language (the first, third …), the first episode of the season and the example. Episodes are made of
the lines of many clips: by language, and of an episode of the season with more and more lines of Mandarin
between its own.
"""

from __future__ import annotations

import argparse
import csv
import math
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import msgspec  # noqa: E402

from bench.dialect import Listener, _season  # noqa: E402
from localize.dialects import load_dialects  # noqa: E402
from localize.domain.glossary import Glossary, Term  # noqa: E402
from localize.domain.heard import Heard, HeardLine  # noqa: E402
from localize.domain.seen import DIALOGUE, Box, Seen, SeenLine  # noqa: E402
from localize.domain.variety import MANDARIN, UNKNOWN, Telling  # noqa: E402
from localize.pipeline.recipe import PLAIN_LEADS  # noqa: E402
from localize.pipeline.told import CLEAR  # noqa: E402
from localize.reconcile.variety import DialectTeller  # noqa: E402
from localize.stage import RecognizerRequest  # noqa: E402

# Of the index's languages those that there are packs of; the others are UNKNOWN.
VARIETIES = {
    "Mandarin": MANDARIN, "Sichuan": "sichuan", "Cantonese": "cantonese", "Zhongyuan": "henan"
}  # fmt: skip
PACKS = load_dialects()
BOX = Box(0.1, 0.7, 0.9, 0.8)
PAUSE_MS = 500


@dataclass(frozen=True)
class Clip:
    """`is_dev`: the weights were chosen on it."""

    path: Path
    language: str
    text: str
    is_dev: bool
    names: tuple[str, ...] = ()

    @property
    def variety(self) -> str:
        return VARIETIES.get(self.language.split(" ")[0], UNKNOWN)


def main(arguments: Sequence[str] | None = None) -> None:
    options = _options(arguments)
    clips, season = list(_clips(options.index)), list(_season_clips(options.season))
    listener = Listener(options.cache)
    heard = {clip.path: listener.heard(clip.path, "mandarin", _request(clip)) for clip in [*clips, *season]}
    start = time.process_time()
    by_ear = {clip.path: told(heard[clip.path], (), clip.names) for clip in [*clips, *season]}
    seconds = time.process_time() - start
    with_text = {clip.path: told(heard[clip.path], [_burned(clip, heard[clip.path])]) for clip in clips}
    for title, which in (("by ear", by_ear), ("with the text", with_text)):
        print(f"\n{title}\n{confusion(clips, which)}")
        for name, is_dev in (("chosen on", True), ("not chosen on", False)):
            half = [clip for clip in clips if clip.is_dev == is_dev]
            print(f"{name}: {calibration(half, which)}")
    if options.clips:
        for clip in clips:
            print(_row(clip.path.name, by_ear[clip.path]), "|", _row("", with_text[clip.path]))
    print("\nepisodes")
    for clip in season:
        print(_row(clip.path.name, by_ear[clip.path]), _lines(by_ear[clip.path]))
    for name, one in _made(clips, heard).items():
        print(_row(name, told(one)))
    print("\nmixed")
    for row in _mixed(season[0], clips, heard):
        print(row)
    print(f"\ntelling took {seconds:.1f} s of processor time for {len(by_ear)} files")


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("index", type=Path, metavar="CLIPS")
    parser.add_argument("season", type=Path)
    parser.add_argument("--cache", type=Path, default=Path(tempfile.gettempdir()) / "localize-bench-heard")
    parser.add_argument("--clips", action="store_true", help="print every clip")
    return parser.parse_args(arguments)


def _clips(folder: Path) -> Iterator[Clip]:
    met: Counter[str] = Counter()
    with (folder / "index.tsv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            language = row["language"]
            met[language] += 1
            yield Clip(folder / row["file"], language, row["transcript"], met[language] % 2 == 1)


def _season_clips(folder: Path) -> Iterator[Clip]:
    for sample in _season(folder):
        yield Clip(sample.path, "Sichuan", sample.truth, False, sample.names)


def _request(clip: Clip) -> RecognizerRequest:
    return RecognizerRequest("zh", lead=PLAIN_LEADS["zh"], words=clip.names)


def told(heard: Heard, seen: Sequence[Seen] = (), names: Sequence[str] = ()) -> Telling:
    telling = DialectTeller(PACKS, Glossary(tuple(map(Term, names)))).tell(heard, seen)
    assert telling is not None  # something is said in all of them
    return telling


def _burned(clip: Clip, heard: Heard) -> Seen:
    line = SeenLine(clip.text, 0, heard.duration_ms, DIALOGUE, BOX, 1.0)
    return Seen(heard.duration_ms, (line,))


def confusion(clips: Sequence[Clip], which: dict[Path, Telling]) -> str:
    """A row for each language, a column for what was told."""
    columns = [MANDARIN, *(pack.name for pack in PACKS), UNKNOWN]
    rows: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for clip in clips:
        rows[clip.language][which[clip.path].episode.variety] += 1
    lines = [f"| spoken | {' | '.join(columns)} |", f"|---{'|---' * len(columns)}|"]
    for language, counts in rows.items():
        lines.append(f"| {language} | {' | '.join(str(counts[name] or '') for name in columns)} |")
    return "\n".join(lines)


def calibration(clips: Sequence[Clip], which: dict[Path, Telling]) -> str:
    told_of = [(clip, which[clip.path].episode) for clip in clips]
    right = sum(one.variety == clip.variety for clip, one in told_of)
    mean = sum(one.confidence for _, one in told_of) / len(told_of)
    loss = -sum(math.log(one.scores[clip.variety]) for clip, one in told_of) / len(told_of)
    clear = [(clip, one) for clip, one in told_of if one.confidence >= CLEAR]
    wrong = sum(one.variety != clip.variety for clip, one in clear)
    return (
        f"{right} of {len(told_of)} right, mean confidence {mean:.2f}, log loss {loss:.3f}; "
        f"of {len(clear)} told with {CLEAR:.0%} and more, {wrong} wrong"
    )


def _row(name: str, telling: Telling) -> str:
    scores = telling.episode.scores
    likeliest = sorted(scores, key=lambda one: -scores[one])[:3]
    return f"{name[:34]:34} " + ", ".join(f"{one} {scores[one]:.2f}" for one in likeliest)


def _lines(telling: Telling) -> str:
    return " ".join(f"{line.told.variety[:4]} {line.told.confidence:.2f}" for line in telling.lines)


def _made(clips: Sequence[Clip], heard: dict[Path, Heard]) -> dict[str, Heard]:
    """An episode of each language that has two clips and more; of Mandarin one for each dozen."""
    groups: defaultdict[str, list[HeardLine]] = defaultdict(list)
    met: Counter[str] = Counter()
    for clip in clips:
        met[clip.language] += 1
        number = f" {1 + met[clip.language] // 12}" if clip.variety == MANDARIN else ""
        groups[f"{clip.language}{number}"] += heard[clip.path].lines
    return {name: _one_after_the_other(lines) for name, lines in groups.items() if met[name] != 1}


def _mixed(episode: Clip, clips: Sequence[Clip], heard: dict[Path, Heard]) -> Iterator[str]:
    mandarin = [line for clip in clips if clip.variety == MANDARIN for line in heard[clip.path].lines]
    own = heard[episode.path].lines
    for times in (1, 2, 4, 8):
        others = mandarin[: times * len(own)]
        runs = [[line, *others[at * times : (at + 1) * times]] for at, line in enumerate(own)]
        telling = told(_one_after_the_other([line for run in runs for line in run]), (), episode.names)
        varieties = [line.told.variety for line in telling.lines]
        is_own = [at == 0 for run in runs for at in range(len(run))]
        kept = sum(name == "sichuan" for name, own_line in zip(varieties, is_own, strict=True) if own_line)
        left = sum(name == MANDARIN for name, own_line in zip(varieties, is_own, strict=True) if not own_line)
        yield (
            f"{_row(f'{len(own)} lines of it, {len(others)} of Mandarin', telling)}; "
            f"told right {kept} of {len(own)} and {left} of {len(others)}"
        )


def _one_after_the_other(lines: Sequence[HeardLine]) -> Heard:
    placed, at = [], 0
    for line in lines:
        end = at + line.end_ms - line.start_ms
        placed.append(msgspec.structs.replace(line, start_ms=at, end_ms=end))
        at = end + PAUSE_MS
    return Heard("zh", at, tuple(placed))


if __name__ == "__main__":
    main()
