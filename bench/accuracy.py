"""Character error rate by language, for every recogniser on the same Whisper weights.

    python bench/accuracy.py FOLDER [--recognizer NAME …] [--json FILE]

FOLDER holds index.tsv with the columns `file`, `language` and `transcript`, and the files. Punctuation and
spaces do not count, traditional characters count as simplified, digits are left as they are.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench.engines import NAMES, open_recognizer  # noqa: E402
from localize.domain.episode import Media  # noqa: E402
from localize.listen.recognize import Recognize  # noqa: E402
from localize.listen.suspicion import bare  # noqa: E402
from localize.listen.windows import CutWindows  # noqa: E402
from localize.stage import EngineId, Lazy, RecognizerRequest  # noqa: E402


@dataclass(frozen=True)
class Clip:
    path: Path
    language: str
    transcript: str


@dataclass(frozen=True)
class Result:
    """`errors` are character edits, of `characters` in the transcript."""

    clip: Clip
    text: str
    errors: int
    characters: int


def main(arguments: Sequence[str] | None = None) -> None:
    options = _options(arguments)
    clips = read_index(options.folder)
    with tempfile.TemporaryDirectory() as folder:
        measured = {
            name: list(measure(clips, open_recognizer(name, Path(folder)))) for name in options.recognizer
        }
    print(table(measured))
    if options.json:
        options.json.write_text(
            json.dumps({name: _rows(results) for name, results in measured.items()}, indent=1)
        )


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--recognizer", action="append", choices=NAMES)
    parser.add_argument("--json", type=Path, help="write every text to this file, too")
    options = parser.parse_args(arguments)
    options.recognizer = options.recognizer or NAMES
    return options


def read_index(folder: Path) -> list[Clip]:
    with (folder / "index.tsv").open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [
            Clip(folder / row["file"], row["language"], row["transcript"])
            for row in rows
            if row["transcript"]
        ]


def measure(clips: Sequence[Clip], recognizer: Any) -> Iterator[Result]:
    for clip in clips:
        text = heard_text(clip.path, recognizer)
        expected = comparable(clip.transcript)
        yield Result(clip, text, distance(comparable(text), expected), len(expected))


def heard_text(path: Path, recognizer: Any) -> str:
    media = Media(str(path), "", 0)
    cut = CutWindows()
    soundtrack = cut.join(media, list(cut.run(cut.split(media))))
    stage = Recognize(media, EngineId("bench", 1), Lazy(lambda: recognizer), RecognizerRequest("zh"))
    heard = stage.join(soundtrack, list(stage.run(stage.split(soundtrack))))
    return "".join(line.text for line in heard.lines)


def comparable(text: str) -> str:
    return bare(str(_simplified().convert(text))).lower()


def distance(one: str, other: str) -> int:
    """Levenshtein's."""
    row = list(range(len(other) + 1))
    for at, sign in enumerate(one, 1):
        before, row[0] = row[0], at
        for to, wanted in enumerate(other, 1):
            before, row[to] = row[to], min(row[to] + 1, row[to - 1] + 1, before + (sign != wanted))
    return row[-1]


def table(measured: dict[str, list[Result]]) -> str:
    languages = sorted({result.clip.language for results in measured.values() for result in results})
    rows = [("language", "clips", *measured)]
    for language in [*languages, "all"]:
        groups = [
            [result for result in results if language in {"all", result.clip.language}]
            for results in measured.values()
        ]
        rows.append((language, str(len(groups[0])), *(f"{_rate(group):.3f}" for group in groups)))
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in rows
    )


def _rate(results: Sequence[Result]) -> float:
    return sum(result.errors for result in results) / max(1, sum(result.characters for result in results))


def _rows(results: Sequence[Result]) -> list[dict[str, object]]:
    return [
        {
            "file": result.clip.path.name,
            "language": result.clip.language,
            "transcript": result.clip.transcript,
        }
        | {"text": result.text, "errors": result.errors, "characters": result.characters}
        for result in results
    ]


@lru_cache
def _simplified() -> Any:
    import opencc

    return opencc.OpenCC("t2s")


if __name__ == "__main__":
    main()
