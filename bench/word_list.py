"""jieba's dictionary → the word list of phonetic repair.

    pip download jieba==0.42.1 --no-deps && tar xf jieba-0.42.1.tar.gz
    python bench/word_list.py jieba-0.42.1/jieba/dict.txt localize/reconcile/phonetic/words.tsv.gz

Kept are words of Chinese characters alone, of one character or at least LEAST counts. Rows are `reading`,
`word` and `count` in turn, between tabs, by reading; the first row holds the sum of the counts.
"""

from __future__ import annotations

import gzip
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from localize.domain.syllables import all_sounds, pinyin  # noqa: E402

HAN = re.compile(r"[\u4e00-\u9fff]+")
LEAST = 10
LONGEST = 6
# How many of a character's uses are supposed to have one of its rarer readings: about one in e².
RARER = 7


def main(source: Path, target: Path) -> None:
    counts = dict(_kept(source))
    rows: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for word, count in counts.items():
        for reading, share in _readings(word):
            rows[reading].append((max(1, count // share), word))
    lines = [str(sum(counts.values())), *(_row(reading, rows[reading]) for reading in sorted(rows))]
    # Without the time of day in its header, the same list is the same file.
    target.write_bytes(gzip.compress("\n".join(lines).encode(), 9, mtime=0))
    print(f"{len(counts)} words, {len(rows)} readings, {target.stat().st_size:,} bytes")


def _kept(source: Path) -> Iterator[tuple[str, int]]:
    for line in source.read_text("utf-8").splitlines():
        word, count, _ = line.split(" ")
        if HAN.fullmatch(word) and len(word) <= LONGEST and (len(word) == 1 or int(count) >= LEAST):
            yield word, int(count)


def _readings(word: str) -> Iterator[tuple[str, int]]:
    """With the number by which its count is to be divided there."""
    usual = " ".join(pinyin(word))
    yield usual, 1
    if len(word) == 1:
        yield from ((reading, RARER) for reading in sorted({*all_sounds(word)} - {usual}))


def _row(reading: str, words: list[tuple[int, str]]) -> str:
    cells = (f"{word}\t{count}" for count, word in sorted(words, key=lambda one: (-one[0], one[1])))
    return "\t".join([reading, *cells])


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
