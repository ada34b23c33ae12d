"""Plain prompting against the whole system: the same model, the same scenes, one run.

    python bench/translation.py FOLDER:SERIES … [--to LANG …] [--rounds N] [--no-ladder] [--out FOLDER]

FOLDER holds NAME.truth.json files, whose true Chinese is translated; SERIES holds the series.toml, the
glossary and the bible. The peer gets what peers ask: the task, the whole glossary and the numbered lines of a
scene, and whatever comes is taken. Where the truth has a reference in the target, chrF2 and BLEU (sacrebleu)
are told for both. With --out all texts are written side by side, to be read, and the steps by which each
came about (`✗`: not taken). With --no-ladder nothing is mended: what a run costs where nothing needs it.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import msgspec  # noqa: E402
from sacrebleu.metrics import BLEU, CHRF  # noqa: E402

from bench.truth import Episode, read_episodes  # noqa: E402
from localize.domain.language import language_name  # noqa: E402
from localize.domain.transcript import Line, Transcript  # noqa: E402
from localize.domain.translation import Step, TranslatedLine, Translation  # noqa: E402
from localize.events import ignore  # noqa: E402
from localize.pipeline.briefing import brief as brief_for  # noqa: E402
from localize.pipeline.engines import Chosen, choose  # noqa: E402
from localize.pipeline.job import Job, Setup, prepare  # noqa: E402
from localize.reconcile.meaning import with_meaning  # noqa: E402
from localize.stage import ChatModel, ChatRequest, Lazy  # noqa: E402
from localize.subtitle.fit import fit  # noqa: E402
from localize.translate import asking, replies, scripts  # noqa: E402
from localize.translate.brief import Brief  # noqa: E402
from localize.translate.result import Usage  # noqa: E402
from localize.translate.scenes import groups  # noqa: E402
from localize.translate.stage import Translate  # noqa: E402
from localize.translate.verified import verified  # noqa: E402

PLAIN = """\
You are a professional subtitle translator. Translate the numbered {source} lines into {target}. \
Reply with a JSON object that has the translation of each line under its number.
Use this glossary:
{glossary}"""


@dataclass
class Account:
    """What one system made of everything in one language. `before` is what it first said."""

    texts: list[str] = field(default_factory=list)
    before: list[str] = field(default_factory=list)
    references: list[str] = field(default_factory=list)
    required: int = 0
    met_before: int = 0
    met: int = 0
    forbidden: int = 0
    chinese: int = 0
    empty: int = 0
    cues: int = 0
    fast_before: int = 0
    fast: int = 0
    steps: list[tuple[str, ...]] = field(default_factory=list)
    flags: dict[str, int] = field(default_factory=dict)
    usage: Usage = field(default_factory=Usage)
    seconds: float = 0.0

    def add(
        self, transcript: Transcript, done: Translation, first: Translation, setup: Setup, target: str
    ) -> None:
        for after, before in zip(done.lines, first.lines, strict=True):
            self.required += sum(bool(check.required) for check in after.terms)
            self.met += sum(check.met for check in after.terms if check.required)
            self.met_before += sum(check.met for check in before.terms if check.required)
            self.forbidden += sum(bool(check.forbidden) for check in after.terms)
            self.chinese += scripts.has_chinese_left(after.text, target)
            self.empty += not after.text
            self.texts.append(after.text)
            self.before.append(before.text)
            self.steps.append(
                tuple(f"{step.rung}{'' if step.kept else ' ✗'}: {step.after}" for step in after.steps)
            )
            for flag in after.flags:
                self.flags[flag.kind] = self.flags.get(flag.kind, 0) + 1
        self.cues += len(done.lines)
        self.fast += _too_fast(transcript, done, setup, target)
        self.fast_before += _too_fast(transcript, first, setup, target)


def main(arguments: Sequence[str] | None = None) -> None:
    options = _options(arguments)
    if options.no_ladder:
        asking.LADDER = ()
    chosen = choose("translator", "llama", "", {}, ignore)
    model: ChatModel = chosen.engine.get()
    next(iter(model.chat([ChatRequest("Say yes.", "Now.", max_tokens=2)])))  # the weights are read now
    for target in options.to:
        plain, whole = Account(), Account()
        for number in range(options.rounds):
            first_round = number == 0
            for episode, series in options.work:
                _measure(model, chosen, episode, series, target, plain, whole, count=first_round)
        print(_row(target, "plain", plain, options.rounds))
        print(_row(target, "localize", whole, options.rounds), flush=True)
        if options.out:
            _write(options.out, target, plain, whole)


def _measure(
    model: ChatModel, chosen: Chosen, episode: Episode, series: Path, target: str,
    plain: Account, whole: Account, *, count: bool,
) -> None:  # fmt: skip
    setup = prepare(Job(episode.path, to=(target,), series=series))
    brief = brief_for(setup, setup.dialect, target)
    transcript = with_meaning(_transcript(episode), setup.dialect, setup.glossary)

    began = time.monotonic()
    texts, usage = _plain(model, transcript, brief)
    plain.seconds += time.monotonic() - began
    began = time.monotonic()
    stage = Translate(chosen.id, Lazy(lambda: model), "chat", brief)
    results = list(stage.run(stage.split(transcript)))
    whole.seconds += time.monotonic() - began
    if not count:
        return
    bare = [TranslatedLine(line.id, text) for line, text in zip(transcript.lines, texts, strict=True)]
    made = Translation(target, verified(transcript.lines, bare, brief))
    plain.add(transcript, made, made, setup, target)
    plain.usage = _sum(plain.usage, usage)
    done = stage.join(transcript, results)
    said_first = [_as_first_said(line) for line in done.lines]
    first = msgspec.structs.replace(done, lines=verified(transcript.lines, said_first, brief))
    whole.add(transcript, done, first, setup, target)
    for result in results:
        whole.usage = _sum(whole.usage, result.usage)
    references = _references(episode, target)
    plain.references += references
    whole.references += references


def _plain(model: ChatModel, transcript: Transcript, brief: Brief) -> tuple[list[str], Usage]:
    """By index; what does not come is empty."""
    glossary = "\n".join(
        f"{term.source} = {rendering}"
        for term in brief.glossary.terms
        if (rendering := term.rendering(brief.target))
    )
    system = PLAIN.format(source=language_name("zh"), target=language_name(brief.target), glossary=glossary)
    scenes = [group.indices for group in groups(transcript.lines, brief)]
    requests = [_request(system, [transcript.lines[index].text for index in scene]) for scene in scenes]
    texts, usage = [""] * len(transcript.lines), Usage()
    for scene, reply in zip(scenes, model.chat(requests), strict=True):
        usage = usage.with_reply(reply)
        read, _ = replies.read(reply, range(1, len(scene) + 1))
        for number, text in read.items():
            texts[scene[number - 1]] = text
    return texts, usage


def _request(system: str, lines: Sequence[str]) -> ChatRequest:
    numbers = [str(number) for number in range(1, len(lines) + 1)]
    schema: dict[str, Any] = {
        "type": "object",
        "properties": {number: {"type": "string"} for number in numbers},
        "required": numbers,
        "additionalProperties": False,
    }
    user = "\n".join(f"{number}. {line}" for number, line in zip(numbers, lines, strict=True))
    return ChatRequest(system, user, schema, max_tokens=100 * len(lines))


def _transcript(episode: Episode) -> Transcript:
    lines = [
        Line(f"L{number:04d}", said.text, said.span.start_ms, said.span.end_ms)
        for number, said in enumerate(episode.whole, 1)
    ]
    return Transcript("zh", tuple(lines), cuts=tuple(episode.cuts))


def _references(episode: Episode, target: str) -> list[str]:
    key = target.split("-", 1)[0]
    return [cue.get(key, "") for cue in sorted(episode.raw["cues"], key=lambda cue: cue["start"])]


def _as_first_said(line: TranslatedLine) -> TranslatedLine:
    return msgspec.structs.replace(line, text=line.steps[0].before if line.steps else line.text)


def _told(step: Step) -> str:
    return f"{step.rung}{'' if step.kept else ' ✗'}: {step.after}"


def _too_fast(transcript: Transcript, done: Translation, setup: Setup, target: str) -> int:
    track = fit(transcript, done, setup.profile.limits(target))
    fast = {cue.line_ids[0] for cue in track.cues if any(flag.kind == "too-fast" for flag in cue.flags)}
    return len(fast)


def _sum(one: Usage, other: Usage) -> Usage:
    names = Usage.__struct_fields__
    return Usage(**{name: getattr(one, name) + getattr(other, name) for name in names})


def _row(target: str, system: str, account: Account, rounds: int) -> str:
    usage, lines = account.usage, account.cues
    cells = [
        target,
        system,
        f"{lines} lines",
        f"terms {account.met_before} → {account.met}/{account.required}, forbidden {account.forbidden}",
        f"Chinese left {account.chinese}",
        f"empty {account.empty}",
        f"too fast {account.fast_before} → {account.fast}",
        f"{100 * account.seconds / rounds / lines:.0f} s per 100 lines",
        f"asks {usage.asks}, tokens in {usage.prompt_tokens} ({usage.cached_tokens} reused), "
        f"out {usage.completion_tokens}",
        _quality(account),
        " ".join(f"{kind} {count}" for kind, count in sorted(account.flags.items())),
    ]
    return " | ".join(filter(None, cells))


def _quality(account: Account) -> str:
    pairs = [
        (text, reference)
        for text, reference in zip(account.texts, account.references, strict=True)
        if reference
    ]
    if not pairs:
        return ""
    texts, references = [text for text, _ in pairs], [[reference for _, reference in pairs]]
    chrf, bleu = CHRF().corpus_score(texts, references).score, BLEU().corpus_score(texts, references).score
    return f"chrF2 {chrf:.1f}, BLEU {bleu:.1f} ({len(pairs)} lines)"


def _write(folder: Path, target: str, plain: Account, whole: Account) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    rows = zip(whole.references, plain.texts, whole.before, whole.texts, strict=True)
    names = ("reference", "plain", "first", "localize")
    blocks = [
        "\n".join([*map("{:9} {}".format, names, row), *(f"  {step}" for step in steps)])
        for row, steps in zip(rows, whole.steps, strict=True)
    ]
    (folder / f"{target}.txt").write_text("\n\n".join(blocks) + "\n", "utf-8")


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("work", nargs="+", metavar="FOLDER:SERIES")
    parser.add_argument("--to", nargs="+", default=["en"])
    parser.add_argument("--rounds", type=int, default=1, help="repeat for steadier times")
    parser.add_argument("--no-ladder", action="store_true", help="take what comes, as the peer does")
    parser.add_argument("--out", type=Path)
    options = parser.parse_args(arguments)
    options.work = list(_work(options.work))
    return options


def _work(pairs: Sequence[str]) -> Iterator[tuple[Episode, Path]]:
    for pair in pairs:
        folder, _, series = pair.partition(":")
        yield from ((episode, Path(series)) for episode in read_episodes([Path(folder)]))


if __name__ == "__main__":
    main()
