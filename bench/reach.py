"""How much of a dialect could be repaired by its sound at all, if the truth were known.

    python bench/reach.py SEASON CLIPS [--dialect sichuan] [--cache FOLDER]

SEASON, CLIPS and the cache are those of bench/dialect.py, of whose prompted hearing this tells the share of
characters that are wrong, that are wrong in their syllable, and that no sound change of the pack explains.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench.accuracy import comparable  # noqa: E402
from bench.dialect import Listener, parser_of, read_samples  # noqa: E402
from localize.dialects import load_dialect  # noqa: E402
from localize.domain.syllables import pinyin  # noqa: E402
from localize.reconcile.phonetic.channel import Channel  # noqa: E402
from localize.reconcile.phonetic.general import general_words  # noqa: E402
from localize.stage import RecognizerRequest  # noqa: E402

Same = Callable[[str, str], bool]


def main(arguments: Sequence[str] | None = None) -> None:
    options = parser_of(__doc__).parse_args(arguments)
    dialect = load_dialect(options.dialect)
    channel = Channel(dialect.sounds, general_words().syllables)
    listener = Listener(options.cache)
    totals: dict[str, list[int]] = {}
    for sample in read_samples(options.season, options.clips, dialect.title["en"]):
        request = RecognizerRequest("zh", lead=dialect.lead, words=sample.names)
        heard = listener.heard(sample.path, "prompted", request)
        written, truth = comparable("".join(line.text for line in heard.lines)), comparable(sample.truth)
        sounds = pinyin(written), pinyin(truth)
        wrong = (
            _distance(written, truth, str.__eq__),
            _distance(*sounds, str.__eq__),
            _distance(*sounds, lambda one, said: said in channel.said(one)),
        )
        total = totals.setdefault(sample.group, [0, 0, 0, 0])
        total[:] = map(sum, zip(total, (len(truth), *wrong), strict=True))
    print("| | characters | syllables | sounds |\n|---|---|---|---|")
    for group, (of, *wrong_in_all) in totals.items():
        print(f"| {group} | {' | '.join(f'{one / of:.3f}' for one in wrong_in_all)} |")


def _distance(one: Sequence[str], other: Sequence[str], same: Same) -> int:
    """Levenshtein's, where what is the `same` costs nothing."""
    row = list(range(len(other) + 1))
    for at, sign in enumerate(one, 1):
        before, row[0] = row[0], at
        for to, wanted in enumerate(other, 1):
            changed = before + (not same(sign, wanted))
            before, row[to] = row[to], min(row[to] + 1, row[to - 1] + 1, changed)
    return row[-1]


if __name__ == "__main__":
    main()
