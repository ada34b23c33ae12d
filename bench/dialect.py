"""Character error rate of dialect speech without the picture, plain, prompted, repaired; what repairs did.

    python bench/dialect.py SEASON CLIPS [--dialect sichuan] [--cache FOLDER] [--repairs]

SEASON holds episodes with a `.truth.json` beside each, CLIPS an index.tsv with the columns `file`,
`language`, `speech` (human, synthetic) and `transcript`. The season is heard and repaired with its glossary,
the clips with none. A repair is right when it alone, made in what was heard, leaves fewer errors, wrong when
it leaves more, and harmless else.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import msgspec  # noqa: E402

from bench.accuracy import comparable, distance  # noqa: E402
from bench.engines import open_recognizer  # noqa: E402
from localize.dialects import load_dialect  # noqa: E402
from localize.domain.episode import Media  # noqa: E402
from localize.domain.glossary import Glossary, Term  # noqa: E402
from localize.domain.heard import Heard  # noqa: E402
from localize.listen.recognize import Recognize  # noqa: E402
from localize.listen.windows import CutWindows  # noqa: E402
from localize.reconcile.phonetic import Repair, Repaired, Repairer  # noqa: E402
from localize.stage import EngineId, Lazy, RecognizerRequest  # noqa: E402

PLAIN = RecognizerRequest("zh")
VERDICTS = ("right", "harmless", "wrong")


@dataclass(frozen=True)
class Sample:
    """`split` is what the weights may be chosen on (`dev`) or not (`test`)."""

    path: Path
    group: str
    truth: str
    names: tuple[str, ...] = ()


@dataclass
class Tally:
    """Errors by stage, of `characters`; repairs by verdict."""

    clips: int = 0
    characters: int = 0
    plain: int = 0
    prompted: int = 0
    repaired: int = 0
    verdicts: Counter[str] = field(default_factory=Counter)

    def count(self, sample: Sample, plain: Heard, prompted: Heard, repaired: Sequence[Repaired]) -> None:
        self.clips += 1
        self.characters += len(comparable(sample.truth))
        self.plain += errors_of([line.text for line in plain.lines], sample.truth)
        self.prompted += errors_of([line.text for line in prompted.lines], sample.truth)
        self.repaired += errors_of([one.line.text for one in repaired], sample.truth)


def main(arguments: Sequence[str] | None = None) -> None:
    options = _options(arguments)
    dialect = load_dialect(options.dialect)
    samples = read_samples(options.season, options.clips, dialect.title["en"])
    listener = Listener(options.cache)
    tallies: dict[str, Tally] = {}
    shown: list[str] = []
    seconds = 0.0
    for sample in samples:
        tally = tallies.setdefault(sample.group, Tally())
        plain = listener.heard(sample.path, "plain", PLAIN)
        request = RecognizerRequest("zh", lead=dialect.lead, words=sample.names)
        prompted = listener.heard(sample.path, "prompted", request)
        repairer = Repairer(dialect.sounds, Glossary(tuple(map(Term, sample.names))))
        start = time.process_time()
        repaired = [repairer.repaired(line) for line in prompted.lines]
        seconds += time.process_time() - start
        tally.count(sample, plain, prompted, repaired)
        for at, repair in _all_repairs(repaired):
            verdict = _verdict(prompted, at, repair, sample.truth)
            tally.verdicts[verdict] += 1
            shown.append(f"{verdict:9}{sample.group}: {repair.note}")
    print(_table(tallies))
    print(f"\nrepair took {seconds:.1f} s of processor time for {len(samples)} files")
    if options.repairs:
        print("\n".join(shown))


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = parser_of(__doc__)
    parser.add_argument("--repairs", action="store_true", help="print every repair")
    return parser.parse_args(arguments)


def parser_of(description: str | None) -> argparse.ArgumentParser:
    """What all who listen to the season and the clips are asked."""
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("season", type=Path)
    parser.add_argument("clips", type=Path)
    parser.add_argument("--dialect", default="sichuan")
    parser.add_argument("--cache", type=Path, default=Path(tempfile.gettempdir()) / "localize-bench-heard")
    return parser


def read_samples(season: Path, clips: Path, dialect: str) -> list[Sample]:
    return [*_season(season), *_clips(clips, dialect)]


def _season(folder: Path) -> Iterator[Sample]:
    for path in sorted(folder.glob("*.mp4")):
        truth = json.loads(path.with_suffix(".truth.json").read_text("utf-8"))
        names = tuple(term["zh"] for term in truth["glossary"])
        yield Sample(path, "season", "".join(cue["zh"] for cue in truth["cues"]), names)


def _clips(folder: Path, dialect: str) -> Iterator[Sample]:
    """Clips of the dialect and of Mandarin, these in turn for choosing weights (dev) and for testing."""
    mandarin = 0
    with (folder / "index.tsv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            if row["language"] == "Mandarin":
                group = ("Mandarin, dev", "Mandarin, test")[mandarin % 2]
                mandarin += 1
            elif dialect.startswith(row["language"].split(" ")[0]):
                group = f"{dialect}, {row['speech']}"
            else:
                continue
            yield Sample(folder / row["file"], group, row["transcript"])


class Listener:
    """Hears a file once for each request, by localize's own stages, and keeps it in `cache`.

    What another engine, or one with options, hears must be asked for under other names."""

    def __init__(self, cache: Path, engine: str = "faster-whisper", **engine_options: object) -> None:
        cache.mkdir(parents=True, exist_ok=True)
        self._cache = cache
        self._recognizer: Lazy[Any] = Lazy(lambda: open_recognizer(engine, cache, **engine_options))

    def heard(self, path: Path, name: str, request: RecognizerRequest) -> Heard:
        kept = self._cache / f"{path.name}.{name}.json"
        if not kept.exists():
            kept.write_bytes(msgspec.json.encode(self._listen(path, request)))
        return msgspec.json.decode(kept.read_bytes(), type=Heard)

    def _listen(self, path: Path, request: RecognizerRequest) -> Heard:
        media, cut = Media(str(path), "", 0), CutWindows()
        soundtrack = cut.join(media, list(cut.run(cut.split(media))))
        stage = Recognize(media, EngineId("bench", 1), self._recognizer, request)
        return stage.join(soundtrack, list(stage.run(stage.split(soundtrack))))


def errors_of(lines: Sequence[str], truth: str) -> int:
    return distance(comparable("".join(lines)), comparable(truth))


def _all_repairs(repaired: Sequence[Repaired]) -> Iterator[tuple[int, Repair]]:
    return ((at, repair) for at, one in enumerate(repaired) for repair in one.repairs)


def _verdict(heard: Heard, at: int, repair: Repair, truth: str) -> str:
    texts = [line.text for line in heard.lines]
    before = errors_of(texts, truth)
    line = texts[at]
    texts[at] = line[: repair.start] + repair.now + line[repair.start + len(repair.was) :]
    after = errors_of(texts, truth)
    return VERDICTS[0] if after < before else VERDICTS[1] if after == before else VERDICTS[2]


def _table(tallies: dict[str, Tally]) -> str:
    lines = [
        f"| | clips | characters | plain | prompted | repaired | {' | '.join(VERDICTS)} |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for name, tally in tallies.items():
        rates = [f"{one / tally.characters:.3f}" for one in (tally.plain, tally.prompted, tally.repaired)]
        counts = [str(tally.verdicts[verdict]) for verdict in VERDICTS]
        lines.append(f"| {' | '.join([name, str(tally.clips), str(tally.characters), *rates, *counts])} |")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
