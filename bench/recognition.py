"""How many times faster than real time: ours, and Whisper's other implementations on the same weights.

    python bench/recognition.py [MEDIA…] [--seconds 200] [--repeat 3] [--without NAME …]

Every contender turns the same sound file into text with word times: beam 5, two threads, Whisper base, 8-bit
weights where it has them. The sound is the given media (else the example episode) in turn until it is long
enough. Repetitions are interleaved, so that a busy machine is busy for all; medians are reported. Opening a
model is not counted, decoding the file and finding its speech is.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
import time
import wave
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

THREADS = 2
os.environ["OMP_NUM_THREADS"] = str(THREADS)
ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import numpy as np  # noqa: E402

from bench.engines import open_recognizer, openai_checkpoint, whisper_base  # noqa: E402
from localize.domain.episode import Media  # noqa: E402
from localize.listen.decode import sound_blocks  # noqa: E402
from localize.listen.recognize import Recognize  # noqa: E402
from localize.listen.windows import CutWindows  # noqa: E402
from localize.stage import EngineId, Lazy, RecognizerRequest  # noqa: E402

OURS = "localize"
BATCHED = "faster-whisper batched"
Contender = Callable[[Path], str]


def main(arguments: Sequence[str] | None = None) -> None:
    options = _options(arguments)
    with tempfile.TemporaryDirectory() as folder:
        sound, seconds = write_sound(options.media, options.seconds, Path(folder) / "sound.wav")
        contenders = {
            name: make(Path(folder)) for name, make in CONTENDERS.items() if name not in options.without
        }
        walls, cpus, texts = measure(contenders, sound, options.repeat)
    print(f"{seconds:.0f} s of sound, {THREADS} threads, {options.repeat} interleaved repetitions, medians\n")
    print(table(walls, cpus, texts, seconds))


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("media", nargs="*", type=Path)
    parser.add_argument("--seconds", type=float, default=200.0)
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--without", action="append", default=[], choices=list(CONTENDERS))
    options = parser.parse_args(arguments)
    options.media = options.media or sorted((ROOT / "examples").glob("*/E01.mp4"))
    return options


def write_sound(media: Sequence[Path], seconds: float, target: Path) -> tuple[Path, float]:
    samples: list[Any] = []
    missing = int(seconds * 16_000)
    while missing > 0:
        for path in media:
            sound = np.concatenate(list(sound_blocks(path)))[: max(0, missing)]
            samples.append(sound)
            missing -= len(sound)
    whole = np.concatenate(samples)
    with wave.open(str(target), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(16_000)
        file.writeframes((np.clip(whole, -1, 1) * 32767).astype("<i2").tobytes())
    return target, len(whole) / 16_000


# ── contenders: each opens its model and returns what turns a file into text ─────────────────────────


def localize(folder: Path) -> Contender:
    recognizer = open_recognizer("faster-whisper", folder)

    def run(sound: Path) -> str:
        media = Media(str(sound), "", 0)
        cut = CutWindows()
        soundtrack = cut.join(media, list(cut.run(cut.split(media))))
        stage = Recognize(media, EngineId(OURS, 1), Lazy(lambda: recognizer), RecognizerRequest("zh"))
        heard = stage.join(soundtrack, list(stage.run(stage.split(soundtrack))))
        return "".join(line.text for line in heard.lines)

    return run


def sequential(folder: Path) -> Contender:  # noqa: ARG001
    model = _whisper_model()

    def run(sound: Path) -> str:
        segments, _ = model.transcribe(
            str(sound), language="zh", beam_size=5, word_timestamps=True, vad_filter=True
        )
        return "".join(segment.text for segment in segments)

    return run


def batched(folder: Path) -> Contender:  # noqa: ARG001
    from faster_whisper import BatchedInferencePipeline

    pipeline = BatchedInferencePipeline(_whisper_model())

    def run(sound: Path) -> str:
        segments, _ = pipeline.transcribe(
            str(sound), language="zh", beam_size=5, word_timestamps=True, batch_size=8
        )
        return "".join(segment.text for segment in segments)

    return run


def reference(folder: Path) -> Contender:
    import torch
    import whisper

    torch.set_num_threads(THREADS)
    model = whisper.load_model(str(openai_checkpoint(folder)), device="cpu")

    def run(sound: Path) -> str:
        samples = np.concatenate(list(sound_blocks(sound)))
        answer = model.transcribe(samples, language="zh", beam_size=5, word_timestamps=True, fp16=False)
        return str(answer["text"])

    return run


def _whisper_model() -> Any:
    from faster_whisper import WhisperModel

    return WhisperModel(str(whisper_base()), device="cpu", compute_type="int8", cpu_threads=THREADS)


CONTENDERS: dict[str, Callable[[Path], Contender]] = {
    OURS: localize,
    BATCHED: batched,
    "faster-whisper sequential": sequential,
    "openai-whisper": reference,
}

# ── measuring ────────────────────────────────────────────────────────────────────────────────────────

Times = dict[str, list[float]]


def measure(
    contenders: dict[str, Contender], sound: Path, repeat: int
) -> tuple[Times, Times, dict[str, str]]:
    walls: Times = {name: [] for name in contenders}
    cpus: Times = {name: [] for name in contenders}
    texts: dict[str, str] = {}
    for name, wall, cpu, text in _runs(contenders, sound, repeat):
        walls[name].append(wall)
        cpus[name].append(cpu)
        texts[name] = text
        print(f"{name}: {wall:.1f} s", file=sys.stderr, flush=True)
    return walls, cpus, texts


def _runs(
    contenders: dict[str, Contender], sound: Path, repeat: int
) -> Iterator[tuple[str, float, float, str]]:
    for _ in range(repeat):
        for name, run in contenders.items():
            wall, cpu = time.perf_counter(), time.process_time()
            text = run(sound)
            yield name, time.perf_counter() - wall, time.process_time() - cpu, text


def table(walls: Times, cpus: Times, texts: dict[str, str], seconds: float) -> str:
    medians = {name: statistics.median(times) for name, times in walls.items()}
    base = medians.get(BATCHED)
    rows = [("", "seconds", "processor s", "× real time", "against batched", "characters")]
    for name, median in medians.items():
        ratio = f"{base / median:.2f}" if base else "–"
        cpu = statistics.median(cpus[name])
        rows.append(
            (name, f"{median:.1f}", f"{cpu:.1f}", f"{seconds / median:.1f}", ratio, str(len(texts[name])))
        )
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in rows
    )


if __name__ == "__main__":
    main()
