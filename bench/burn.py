"""What burning in costs: `localize burn` against plain ffmpeg with the same settings and no subtitles.

    python bench/burn.py [VIDEO] [--language th] [--rounds 3]

Times are the best of the rounds; the ratio is what drawing, and starting up, add to encoding.
"""

from __future__ import annotations

import argparse
import io
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from localize.deliver.burning import Burning, burn
from localize.deliver.encoders import encoder_options
from localize.deliver.ffmpeg import program
from localize.deliver.picture import picture_of
from localize.domain.track import Cue, Track
from localize.events import ignore
from localize.fonts import FontRuler
from localize.pipeline.lettering import drawn_on, typeface_of
from localize.profiles import load_profile
from localize.subtitle.formats import FORMATS

EXAMPLE = Path(__file__).parents[1] / "examples" / "huiguo" / "E01.mp4"
ROWS = {"en": ("You wash dishes. You think", "you belong here?"), "th": ("เธอก็แค่คนล้างจาน", "คิดว่าคู่ควรหรือ")}
CUE_MS = 2000
MEASURED = 10_000


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("video", nargs="?", type=Path, default=EXAMPLE)
    arguments.add_argument("--language", choices=ROWS, default="th")
    arguments.add_argument("--rounds", type=int, default=3)
    asked = arguments.parse_args()
    burning = prepared(asked.video, asked.language)
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "out.mp4"
        plain = best(asked.rounds, lambda: encode(burning, out))
        drawn = best(asked.rounds, lambda: burn(burning, out, "burn", ignore))
    seconds = burning.picture.duration_ms / 1000
    print(f"{seconds:.1f} s of {burning.picture.width}×{burning.picture.height}, {asked.language}")
    print(f"ffmpeg alone {plain:.2f} s, with subtitles {drawn:.2f} s: {drawn / plain:.2f} times as long")
    print(f"{MEASURED} rows measured in {measured(burning, asked.language):.2f} s")


def prepared(video: Path, language: str) -> Burning:
    """A cue every two seconds, so that there is always something to draw."""
    picture, typeface = picture_of(video), typeface_of(language, ignore)
    layout = load_profile("vertical").layout_of(language)
    starts = range(0, picture.duration_ms, CUE_MS)
    cues = (Cue(str(at), at, at + CUE_MS - 100, ROWS[language]) for at in starts)
    script = io.StringIO()
    shown = drawn_on(layout, typeface, picture.width, picture.height)
    FORMATS["ass"].dumps(Track(language, tuple(cues)), script, shown)
    return Burning(video, picture, script.getvalue(), typeface, "none", (), encoder_options("libx264"))


def encode(burning: Burning, out: Path) -> None:
    command = [program(), "-v", "error", "-nostdin", "-y", "-i", str(burning.video)]
    stream = ["-map", f"0:{burning.picture.stream}", "-map", "0:a?", "-c:a", "copy", "-pix_fmt", "yuv420p"]
    subprocess.run([*command, *stream, *burning.encoder, str(out)], check=True)


def measured(burning: Burning, language: str) -> float:
    """Rows that were never measured before."""
    layout = load_profile("vertical").layout_of(language)
    ruler = FontRuler(burning.typeface, layout.size, layout.free_width, layout.outline)
    began = time.perf_counter()
    for number in range(MEASURED):
        ruler.share(f"{ROWS[language][0]} {number}")
    return time.perf_counter() - began


def best(rounds: int, work: Callable[[], None]) -> float:
    times = []
    for _ in range(rounds):
        began = time.perf_counter()
        work()
        times.append(time.perf_counter() - began)
    return min(times)


if __name__ == "__main__":
    main()
