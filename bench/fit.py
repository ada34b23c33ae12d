"""How long fitting takes, and what timing does about faults: `python bench/fit.py [TRUTH.json …]`.

A season made by a seed (10,000 lines, a cut every three seconds) is fitted in several languages, and timed
at several rates. For truth files ({"cuts": [s], "cues": [{"start": s, "end": s, "en": …}]}) faults are
counted in what each line's own sound would give and after timing.
"""

from __future__ import annotations

import json
import random
import sys
import time
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from localize.domain.screen import Frames, Screen
from localize.domain.times import Span
from localize.domain.transcript import Line, Transcript
from localize.profiles import Limits, load_profile, measured
from localize.subtitle.segments import Piece, segments
from localize.subtitle.timing import schedule

LINES = 10_000
RUNS = 3
RATES = {"23.976": (24000, 1001), "25": (25, 1), "29.97": (30000, 1001), "60": (60, 1)}
WORDS = {
    "en": "you know what I never told her about the money tonight brother",
    "ar": "أنت تعرف ماذا أنا لم أخبرها قط عن المال الليلة يا أخي",
    "ko": "너는 알고 있잖아 나는 그녀에게 한 번도 돈에 대해 말하지 않았어 형님",
    "ja": "あなたが 知って いる 何も 私は 一度も 彼女に お金の ことを 今夜 兄さん 言わない",
    "zh": "你 知道 什么 我 从来没有 告诉 她 关于 那笔 钱 今晚 大哥",
    "th": "คุณ รู้ อะไร ฉัน ไม่เคย บอก เธอ เรื่อง เงิน คืนนี้ พี่ชาย ครับ",
}
UNSPACED = ("ja", "th", "zh")


class Fitted(NamedTuple):
    segments_s: float
    schedule_s: float
    pieces: list[Piece]
    needs: list[float]
    spans: list[Span]


def main(truths: Sequence[str]) -> None:
    print(f"{LINES} lines: seconds for breaks and timing together, breaks alone in brackets")
    print("    ", *(f"{rate:>13}" for rate in [*RATES, "varying"]))
    for language in WORDS:
        print(f"{language:>4}", *(f"{both:6.2f} ({breaks:.2f})" for breaks, both in seconds(language)))
    limits = load_profile("netflix").limits("en")
    lines, cuts = season(random.Random(1))
    screen = Screen(1080, 1920, Frames(25), cuts)
    told("the made season at 25", fitted(lines, limits, screen), limits, screen)
    for path in truths:
        truth = json.loads(Path(path).read_text("utf-8"))
        screen = Screen(1080, 1920, Frames(truth.get("fps", 25)), tuple(ms(at) for at in truth["cuts"]))
        told(Path(path).name, fitted(list(spoken(truth)), limits, screen), limits, screen)


def seconds(language: str) -> Iterator[tuple[float, float]]:
    """Of breaks, and of breaks and timing, at each rate: the least of several runs, since others use the
    machine too."""
    limits = load_profile("netflix").limits(language)
    lines, cuts = season(random.Random(1), language)
    for frames in [*(Frames(*rate) for rate in RATES.values()), varying(random.Random(1), lines[-1].end_ms)]:
        runs = [fitted(lines, limits, Screen(1080, 1920, frames, cuts)) for _ in range(RUNS)]
        yield (
            min(run.segments_s for run in runs),
            min(run.segments_s + run.schedule_s for run in runs),
        )


def varying(chance: random.Random, until_ms: int) -> Frames:
    """Of a telephone: thirty frames a second, of which it drops some."""
    shown_ms = [0]
    while shown_ms[-1] < until_ms:
        shown_ms.append(shown_ms[-1] + chance.choice((33, 33, 33, 34, 34, 67)))
    return Frames.at_moments(shown_ms, 30000, 1001)


def season(chance: random.Random, language: str = "en") -> tuple[list[Line], tuple[int, ...]]:
    """Lines of a quarrel and of a talk, and cuts about every three seconds."""
    words, space = WORDS[language].split(), "" if language in UNSPACED else " "
    lines, at = [], 1000
    for number in range(LINES):
        lasting = chance.choice((400, 700, 1200, 1800, 2500, 3200)) * chance.uniform(0.8, 1.2)
        text = space.join(chance.choices(words, k=max(1, round(lasting / 280 * chance.uniform(0.6, 1.4)))))
        lines.append(Line(f"L{number}", text + ".", at, round(at + lasting)))
        at = round(at + lasting + chance.choice((0, 80, 200, 350, 500, 900, 2500)))
    cuts = list(range(0, at, 3000))
    return lines, tuple(cut + chance.randrange(2000) for cut in cuts)


def spoken(truth: dict[str, list[dict[str, object]]]) -> Iterator[Line]:
    for number, cue in enumerate(truth["cues"]):
        if cue.get("kind", "dialogue") == "dialogue" and cue.get("en"):
            yield Line(f"L{number}", str(cue["en"]), ms(cue["start"]), ms(cue["end"]))


def ms(seconds: object) -> int:
    return round(1000 * float(str(seconds)))


def fitted(lines: list[Line], limits: Limits, screen: Screen) -> Fitted:
    began = time.process_time()
    pieces = segments(
        Transcript(limits.language, tuple(lines)), {line.id: line.text for line in lines}, limits
    )
    between = time.process_time()
    needs = [1000 * measured(piece.text, limits) / limits.characters_per_second for piece in pieces]
    spans = schedule([piece.sound for piece in pieces], needs, limits, screen)
    return Fitted(between - began, time.process_time() - between, pieces, needs, spans)


def told(name: str, done: Fitted, limits: Limits, screen: Screen) -> None:
    before = faults([piece.sound for piece in done.pieces], done.needs, limits, screen)
    after = faults(done.spans, done.needs, limits, screen)
    print(f"{name}: {len(done.spans)} cues; faults before → after")
    for fault in sorted({*before, *after}):
        print(f"  {fault:<12} {before[fault]:6} → {after[fault]}")
    late = [span.start_ms - piece.sound.start_ms for span, piece in zip(done.spans, done.pieces, strict=True)]
    near = sum(abs(one) <= 84 for one in late)
    print(f"  starts within 84 ms of the voice: {near}")
    print(f"  more than half a second late: {sum(one > 500 for one in late)}")


def faults(spans: Sequence[Span], needs: Sequence[float], limits: Limits, screen: Screen) -> Counter[str]:
    """As another program would count them: in frames, without the table of costs."""
    found: Counter[str] = Counter()
    frames, half = screen.frames, round(screen.frames.rate / 2)
    cuts = [frames.index(cut) for cut in screen.cuts]
    for span, need in zip(spans, needs, strict=True):
        start, end = frames.index(span.start_ms), frames.index(span.end_ms)
        found["too short"] += span.duration_ms < limits.min_duration_ms
        found["too long"] += span.duration_ms > limits.max_duration_ms
        found["too fast"] += span.duration_ms < need
        found["start at cut"] += any(0 < abs(start - cut) < half for cut in near(cuts, start))
        found["end at cut"] += any(
            -half < end - cut < half and end - cut != -limits.gap_frames for cut in near(cuts, end)
        )
    for one, two in pairwise(spans):
        gap = frames.index(two.start_ms) - frames.index(one.end_ms)
        found["overlap"] += gap < 0
        found["gap"] += 0 <= gap < limits.gap_frames
        found["open gap"] += limits.gap_frames < gap < half
    return found


def near(cuts: Sequence[int], at: int) -> Sequence[int]:
    number = bisect_left(cuts, at)
    return cuts[max(0, number - 1) : number + 1]


if __name__ == "__main__":
    main(sys.argv[1:])
