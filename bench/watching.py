"""The second witness, measured: what is heard, what is seen, and what both give together.

    python bench/watching.py FOLDER… [--without naive|cuts …] [--json FILE]

FOLDER holds NAME.mp4 with NAME.truth.json (bench/truth.py says what is in it). Every episode goes through the
program's own stages with Whisper base and RapidOCR, the dialect pack that fits its accent and its glossary;
nothing is taken from the store. Beside it, in the same run: OCR of one frame a second (bench/naive.py), and
other finders of cuts (bench/cut_finders.py).

Character error rates leave out punctuation and spaces and take traditional characters for simplified ones.
`heard` is held against what is said, `seen` and `naive` against what is burned in, `both` against what is
burned in or, where nothing is, said; how lines are paired with the truth stands in bench/scores.py. Times
are held against the frames on which a text appears and vanishes (`seen`, `naive`), and against the speech
(`heard`, `both`; songs and other lines that nobody says are left out).
"""

from __future__ import annotations

import argparse
import json
import math
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench import naive  # noqa: E402
from bench.cut_finders import cut_finders  # noqa: E402
from bench.scores import CLOSE_MS, Cuts, Score, cuts_scored, scored, total, typical  # noqa: E402
from bench.truth import Episode, Said, read_episodes  # noqa: E402
from bench.witnesses import Cost, Witnesses, engines, witnessed  # noqa: E402

WATCH = ("look", "follow", "read")
OURS, NAIVE = "localize", "naive"


@dataclass(frozen=True)
class Measured:
    """`scores` are by witness, `cuts` by finder, `costs` by stage; `calls` count searches and reads."""

    episode: Episode
    scores: Mapping[str, Score]
    cards: Score
    cuts: Mapping[str, Cuts]
    costs: Mapping[str, Cost]
    calls: Mapping[str, tuple[int, int]] = field(default_factory=dict)

    @property
    def texts(self) -> int:
        """Burned-in lines and cards."""
        return len(self.episode.burned) + len(self.episode.cards)


def main(arguments: Sequence[str] | None = None) -> None:
    options = _options(arguments)
    measured = list(measure(read_episodes(options.folder), options.without))
    tables = [make(measured) for make in (text_table, time_table, work_table, call_table, cut_table)]
    print("\n\n".join([*tables, "\n".join(line for one in measured for line in wrong(one))]))
    if options.json:
        text = json.dumps(list(map(as_json, measured)), ensure_ascii=False, indent=1)
        options.json.write_text(text, "utf-8")


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="+")
    parser.add_argument("--without", action="append", choices=("naive", "cuts"), default=[])
    parser.add_argument("--json", type=Path, help="write every pair of lines to this file, too")
    return parser.parse_args(arguments)


def measure(episodes: Sequence[Episode], without: Sequence[str]) -> Iterator[Measured]:
    recognizer, reader = engines()
    plain = None if NAIVE in without else naive.open_reader()
    finders = {} if "cuts" in without else cut_finders()
    for episode in episodes:
        print(f"{episode.name} …", file=sys.stderr)
        ours = witnessed(episode, recognizer, reader)
        scores, costs = _scores(episode, ours), dict(ours.costs)
        calls = {OURS: (ours.finds, ours.reads)}
        if plain is not None:
            other = naive.watched(episode.path, plain)
            scores[NAIVE] = scored(episode.burned, other.lines)
            costs[NAIVE], calls[NAIVE] = other.cost, (other.calls, other.rows)
        cuts = {OURS: cuts_scored(episode.cuts, ours.transcript.cuts)} if ours.seen else {}
        cuts |= {name: cuts_scored(episode.cuts, find(episode.path)) for name, find in finders.items()}
        yield Measured(episode, scores, scored(episode.cards, ours.card_lines), cuts, costs, calls)


def _scores(episode: Episode, ours: Witnesses) -> dict[str, Score]:
    return {
        "heard": scored(episode.spoken, ours.heard_lines),
        "seen": scored(episode.burned, ours.seen_lines),
        "both": scored(episode.whole, ours.reconciled_lines),
    }


def text_table(measured: Sequence[Measured]) -> str:
    """Character error rates, then lines lost/invented."""
    names = list(measured[0].scores)
    heads = [*(f"CER {name}" for name in names), *(f"−/+ {name}" for name in (*names, "cards"))]
    rows = [["episode", "s", "lines", *heads], *(_text_row(one.episode.name, [one]) for one in measured)]
    burned = [one for one in measured if one.episode.burned]
    return table([*rows, _text_row("all", measured), _text_row("all with burns", burned)])


def _text_row(label: str, measured: Sequence[Measured]) -> list[str]:
    seconds = sum(one.episode.duration_ms for one in measured) / 1000
    lines = sum(len(one.episode.whole) for one in measured)
    sums = [total(one.scores[name] for one in measured) for name in measured[0].scores]
    rates = [_number(score.error_rate, ".4f") for score in sums]
    both = [*sums, total(one.cards for one in measured)]
    return [label, f"{seconds:.0f}", str(lines), *rates, *(f"{len(s.lost)}/{len(s.invented)}" for s in both)]


def time_table(measured: Sequence[Measured]) -> str:
    """Errors of starts and of ends in ms, all episodes together and each."""
    rows = [["episode", "witness"]]
    rows[0] += [f"{edge} {what}" for edge in ("start", "end") for what in ("median", "95th", "≤ 200 ms")]
    for one in measured:
        rows += [[one.episode.name, *_time_cells(name, score)] for name, score in one.scores.items()]
    for name in measured[0].scores:
        rows.append(["all", *_time_cells(name, total(one.scores[name] for one in measured))])
    return table(rows)


def _time_cells(name: str, score: Score) -> list[str]:
    cells = [name]
    for errors in (score.starts, score.ends):
        middle, most, close = typical(errors)
        cells += [_number(middle, ".0f"), _number(most, ".0f"), _number(close, ".0%")]
    return cells


def work_table(measured: Sequence[Measured]) -> str:
    """Multiples of real time, by the clock and by the processor; `watch` is look, follow and read."""
    parts = {"watch": WATCH} | {name: (name,) for name in (*WATCH, "recognize", "reconcile", NAIVE)}
    parts = {name: stages for name, stages in parts.items() if _costs(measured, stages)}
    heads = ["episode", *(f"{name}{which}" for name in parts for which in (" ×", " cpu ×"))]
    rows = [(one.episode.name, [one]) for one in measured]
    return table(
        [
            heads,
            *([label, *_work_cells(some, parts.values())] for label, some in (*rows, ("all", measured))),
        ]
    )


def _work_cells(measured: Sequence[Measured], parts: Iterable[Sequence[str]]) -> Iterator[str]:
    for stages in parts:
        costs = _costs(measured, stages)
        seconds = sum(one.episode.duration_ms / 1000 for one in measured if set(stages) & set(one.costs))
        yield _ratio(seconds, sum(cost.wall for cost in costs), ".1f")
        yield _ratio(seconds, sum(cost.cpu for cost in costs), ".1f")


def _costs(measured: Sequence[Measured], stages: Sequence[str]) -> list[Cost]:
    return [one.costs[name] for one in measured for name in stages if name in one.costs]


def call_table(measured: Sequence[Measured]) -> str:
    """Calls of the reader. A text is a burned-in line or a card; its rows are read one by one."""
    heads = ["episode", "texts", "rows", "finds", "reads", "finds/text", "reads/text", "reads/row"]
    heads += [f"{who} {what}" for who in measured[0].calls if who != OURS for what in ("finds", "reads")]
    rows = [(one.episode.name, [one]) for one in measured]
    return table([heads, *([label, *_call_cells(some)] for label, some in (*rows, ("all", measured)))])


def _call_cells(measured: Sequence[Measured]) -> list[str]:
    texts, rows = sum(one.texts for one in measured), sum(one.episode.rows for one in measured)
    calls = {who: [sum(one.calls[who][at] for one in measured) for at in (0, 1)] for who in measured[0].calls}
    finds, reads = calls.pop(OURS)
    ratios = [_ratio(finds, texts), _ratio(reads, texts), _ratio(reads, rows)]
    return [
        *map(str, (texts, rows, finds, reads)),
        *ratios,
        *(str(n) for both in calls.values() for n in both),
    ]


def cut_table(measured: Sequence[Measured]) -> str:
    """An episode in which nothing is burned in is not watched, and its cuts are not looked for."""
    names = list(dict.fromkeys(name for one in measured for name in one.cuts))
    rows = [(one.episode.name, [one]) for one in measured]
    return table(
        [
            ["episode", *names],
            *(
                [label, *(_cut_cell(some, name) for name in names)]
                for label, some in (*rows, ("all", measured))
            ),
        ]
    )


def _cut_cell(measured: Sequence[Measured], name: str) -> str:
    all_cuts = [one.cuts[name] for one in measured if name in one.cuts]
    found, missed = sum(cuts.found for cuts in all_cuts), sum(len(cuts.missed) for cuts in all_cuts)
    false = sum(len(cuts.false) for cuts in all_cuts)
    return f"{found} of {found + missed}, {false} false" if all_cuts else "–"


def wrong(one: Measured) -> Iterator[str]:
    """What a person should look into."""
    for name in ("seen", "both", "cards") if one.episode.burned else ():
        score = one.cards if name == "cards" else one.scores[name]
        edits = [scored([pair.true], [pair.made]).edits for pair in score.pairs]
        for pair, count in zip(score.pairs, edits, strict=True):
            if count:
                yield f"{one.episode.name} {name}: {_shown(pair.true)} became {_shown(pair.made)}"
            if pair.true.is_timed and max(abs(pair.start_error), abs(pair.end_error)) > CLOSE_MS:
                off = f"{pair.start_error:+}, {pair.end_error:+}"
                yield f"{one.episode.name} {name}: {_shown(pair.true)} off by {off}"
        yield from (f"{one.episode.name} {name}: lost {_shown(line)}" for line in score.lost)
        yield from (f"{one.episode.name} {name}: invented {_shown(line)}" for line in score.invented)
    cuts = one.cuts.get(OURS)
    if cuts and (cuts.missed or cuts.false):
        yield f"{one.episode.name} cuts: missed {cuts.missed}, false {cuts.false}"


def _shown(line: Said) -> str:
    text = line.text.replace("\n", " ")
    return f"{line.span.start_ms}–{line.span.end_ms} {text}"


def table(rows: Sequence[Sequence[str]]) -> str:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = [zip(row, widths, strict=True) for row in rows]
    return "\n".join("  ".join(cell.rjust(width) for cell, width in line) for line in lines)


def _ratio(one: float, other: float, form: str = ".2f") -> str:
    return format(one / other, form) if other else "–"


def _number(value: float, form: str) -> str:
    return "–" if math.isnan(value) else format(value, form)


def as_json(one: Measured) -> dict[str, object]:
    return {
        "episode": one.episode.name,
        "seconds": one.episode.duration_ms / 1000,
        "scores": {name: _score_json(score) for name, score in (*one.scores.items(), ("cards", one.cards))},
        "cuts": {name: vars(cuts) for name, cuts in one.cuts.items()},
        "costs": {name: vars(cost) for name, cost in one.costs.items()},
        "calls": one.calls,
    }


def _score_json(score: Score) -> dict[str, object]:
    return {
        "edits": score.edits,
        "characters": score.characters,
        "pairs": [[_line_json(pair.true), _line_json(pair.made)] for pair in score.pairs],
        "lost": list(map(_line_json, score.lost)),
        "invented": list(map(_line_json, score.invented)),
    }


def _line_json(line: Said) -> list[object]:
    return [line.text, line.span.start_ms, line.span.end_ms, line.is_timed]


if __name__ == "__main__":
    main()
