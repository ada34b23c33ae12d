"""Character error rate of several recognisers, and of what is made of them by merging.

    python bench/merging.py SEASON CLIPS [--dialect NAME] [--cache FOLDER] [--without NAME …] [--only GROUP …]

SEASON and CLIPS are those of bench/dialect.py. All hear under the prompt of the dialect; the first of a
merge is the one that wins ties. *Oracle*: the fewest errors that any choice of what one of them has, place
by place, could leave. *Repaired*: the text, repaired by its sounds. The second table tells how often what was
taken is right, where all agree and where they do not, and how sure of it the merged text is.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench.accuracy import comparable  # noqa: E402
from bench.dialect import Listener, Sample, errors_of, parser_of, read_samples  # noqa: E402
from localize.dialects import Dialect, load_dialect  # noqa: E402
from localize.dialects.likeness import Likeness  # noqa: E402
from localize.domain.glossary import Glossary, Term  # noqa: E402
from localize.domain.heard import Heard, Window  # noqa: E402
from localize.domain.times import Span  # noqa: E402
from localize.listen.merging import Hearing, merged  # noqa: E402
from localize.listen.merging.network import network  # noqa: E402
from localize.listen.merging.units import units_of  # noqa: E402
from localize.listen.merging.voting import Choice, Place, Vote, places  # noqa: E402
from localize.reconcile.phonetic import Repairer  # noqa: E402
from localize.stage import RecognizerRequest  # noqa: E402


@dataclass(frozen=True)
class Recognizer:
    """`kept` is what its hearings are called in the cache."""

    engine: str
    kept: str
    options: Mapping[str, object]
    beam_size: int = 5


RECOGNIZERS = {
    "8 bit": Recognizer("faster-whisper", "prompted", {}),
    "32 bit": Recognizer("faster-whisper", "float32.prompted", {"compute_type": "float32"}),
    "beam 1": Recognizer("faster-whisper", "beam1.prompted", {}, beam_size=1),
    "openai-whisper": Recognizer("openai-whisper", "openai.prompted", {}),
}
MERGES = (
    ("8 bit", "32 bit"), ("32 bit", "8 bit"), ("8 bit", "beam 1"), ("8 bit", "openai-whisper"),
    ("openai-whisper", "8 bit"), ("8 bit", "32 bit", "beam 1"), ("8 bit", "beam 1", "openai-whisper"),
)  # fmt: skip
Hearings = Mapping[str, Heard]


def main(arguments: Sequence[str] | None = None) -> None:
    options = _options(arguments)
    dialect = load_dialect(options.dialect)
    samples = [
        sample
        for sample in read_samples(options.season, options.clips, dialect.title["en"])
        if not options.only or any(part in sample.group for part in options.only)
    ]
    names = [name for name in RECOGNIZERS if name not in options.without]
    merges = [merge for merge in MERGES if set(merge) <= set(names)]
    hearings = dict(
        zip(names, (_heard(name, samples, dialect, options.cache) for name in names), strict=True)
    )
    by_sample = [{name: hearings[name][at] for name in names} for at in range(len(samples))]
    bench = Bench(dialect, samples, by_sample)
    print("\n".join(bench.error_rates(names, merges)), end="\n\n")
    print("\n".join(bench.agreement(merges)))


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = parser_of(__doc__)
    parser.add_argument("--without", action="append", default=[], choices=list(RECOGNIZERS))
    parser.add_argument("--only", action="append", default=[], help="part of a group's name")
    return parser.parse_args(arguments)


def _heard(name: str, samples: Sequence[Sample], dialect: Dialect, cache: Path) -> list[Heard]:
    one = RECOGNIZERS[name]
    listener = Listener(cache, one.engine, **one.options)
    return [
        listener.heard(
            sample.path,
            one.kept,
            RecognizerRequest("zh", lead=dialect.lead, words=sample.names, beam_size=one.beam_size),
        )
        for sample in samples
    ]


class Bench:
    def __init__(self, dialect: Dialect, samples: Sequence[Sample], hearings: Sequence[Hearings]) -> None:
        self._samples, self._hearings = samples, hearings
        self._sounds = dialect.sounds
        self._like = Likeness(dialect.sounds)

    def error_rates(self, names: Sequence[str], merges: Sequence[Sequence[str]]) -> Iterator[str]:
        groups = list(dict.fromkeys(sample.group for sample in self._samples))
        yield f"| | {' | '.join([*groups, 'all'])} |"
        yield "|---" * (len(groups) + 2) + "|"
        for name in names:
            yield from self._rows(name, [one[name] for one in self._hearings])
        for merge in merges:
            title = " + ".join(merge)
            yield from self._rows(title, [self._merged(one, merge) for one in self._hearings])
            yield self._row("… oracle", [self._oracle(one, merge, sample) for one, sample in self._pairs()])

    def agreement(self, merges: Sequence[Sequence[str]]) -> Iterator[str]:
        yield "| | all agree | right | as sure | they differ | right | as sure |"
        yield "|---|---|---|---|---|---|---|"
        for merge in merges:
            told = [one for pair in self._pairs() for one in self._judged(*pair, merge)]
            cells = [
                cell for agree in (True, False) for cell in _told([one for one in told if one[0] is agree])
            ]
            yield f"| {' + '.join(merge)} | {' | '.join(cells)} |"

    def _pairs(self) -> Iterator[tuple[Hearings, Sample]]:
        return zip(self._hearings, self._samples, strict=True)

    def _rows(self, title: str, made: Sequence[Heard]) -> Iterator[str]:
        pairs = list(zip(made, self._samples, strict=True))
        yield self._row(title, [_errors(*pair) for pair in pairs])
        yield self._row("… repaired", [self._repaired(*pair) for pair in pairs])

    def _row(self, title: str, errors: Sequence[int]) -> str:
        counts: dict[str, list[int]] = {}
        for sample, wrong in zip(self._samples, errors, strict=True):
            for group in (sample.group, "all"):
                sums = counts.setdefault(group, [0, 0])
                sums[0] += wrong
                sums[1] += len(comparable(sample.truth))
        order = [*(group for group in counts if group != "all"), "all"]
        rates = [counts[group][0] / counts[group][1] for group in order]
        return f"| {title} | {' | '.join(f'{rate:.3f}' for rate in rates)} |"

    def _merged(self, hearings: Hearings, names: Sequence[str]) -> Heard:
        return merged([Hearing(name, hearings[name]) for name in names], _whole(hearings), self._like)

    def _repaired(self, made: Heard, sample: Sample) -> int:
        repairer = Repairer(self._sounds, Glossary(tuple(map(Term, sample.names))))
        return errors_of([repairer.repaired(line).line.text for line in made.lines], sample.truth)

    def _places(self, hearings: Hearings, names: Sequence[str]) -> list[Place]:
        runs = [
            [unit for at, line in enumerate(hearings[name].lines) for unit in units_of(line, at)]
            for name in names
        ]
        return list(places(network(runs, self._like)))

    def _oracle(self, hearings: Hearings, names: Sequence[str], sample: Sample) -> int:
        """The cheapest way through all that is offered, by Levenshtein's rows."""
        truth = comparable(sample.truth)
        row = list(range(len(truth) + 1))
        for place in self._places(hearings, names):
            offers = {comparable("".join(unit.text for unit in units)) for units in place}
            row = [min(costs) for costs in zip(*(_after(row, offer, truth) for offer in offers), strict=True)]
        return row[-1]

    def _judged(
        self, hearings: Hearings, sample: Sample, names: Sequence[str]
    ) -> Iterator[tuple[bool, bool, float]]:
        """For each character that was taken: whether all have it, whether it is right, how sure it is."""
        vote = Vote([hearings[name] for name in names])
        choices = [vote.choice(place) for place in self._places(hearings, names)]
        signs = [
            (choice, sign) for choice in choices for unit in choice.units for sign in comparable(unit.text)
        ]
        right = _right("".join(sign for _, sign in signs), comparable(sample.truth))
        for at, (choice, _) in enumerate(signs):
            yield _is_agreed(choice), at in right, choice.probability


def _errors(heard: Heard, sample: Sample) -> int:
    return errors_of([line.text for line in heard.lines], sample.truth)


def _whole(hearings: Hearings) -> list[Window]:
    """One window over all: no clip is longer than one, and of the season's the lines lie far apart."""
    end_ms = 1 + max((line.end_ms for heard in hearings.values() for line in heard.lines), default=0)
    return [Window(0, end_ms, (Span(0, end_ms),), "")]


def _is_agreed(choice: Choice) -> bool:
    return len({"".join(unit.text for unit in units) for units in choice.place}) == 1


def _told(judged: Sequence[tuple[bool, bool, float]]) -> list[str]:
    if not judged:
        return ["0", "", ""]
    right, sure = fmean(one[1] for one in judged), fmean(one[2] for one in judged)
    return [str(len(judged)), f"{right:.2f}", f"{sure:.2f}"]


def _after(row: Sequence[int], offer: str, truth: str) -> list[int]:
    for sign in offer:
        new = [row[0] + 1]
        for at, wanted in enumerate(truth, 1):
            new.append(min(new[-1] + 1, row[at] + 1, row[at - 1] + (sign != wanted)))
        row = new
    return list(row)


def _right(text: str, truth: str) -> set[int]:
    """The places in `text` that one cheapest way of turning it into the truth leaves as they are."""
    rows = [list(range(len(truth) + 1))]
    for sign in text:
        rows.append(_after(rows[-1], sign, truth))
    at, to, right = len(text), len(truth), set()
    while at and to:
        if rows[at][to] == rows[at - 1][to - 1] + (text[at - 1] != truth[to - 1]):
            at, to = at - 1, to - 1
            if text[at] == truth[to]:
                right.add(at)
        elif rows[at][to] == rows[at - 1][to] + 1:
            at -= 1
        else:
            to -= 1
    return right


if __name__ == "__main__":
    main()
