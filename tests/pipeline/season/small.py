"""A series of silent films that hold subtitles: a part for each line, scripted engines, no weights."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import av
import numpy as np
import numpy.typing as npt

from tests.subtitle.containers import TextTrack, write

# By episode; a scene holds one line. No two are the same part, and one line is said in two of them.
SAID: Mapping[str, Sequence[str]] = {
    "E01": ("臣刚来了没有？", "苏小满，你坐倒起。", "走嘛，回去了。"),
    "E02": ("苏小满哭了一晚上。", "莫要哄我。", "走嘛，回去了！"),
    "E03": ("我在火锅店等你。", "臣刚走了。", "天要黑了。"),
}
SPEAKERS = {"臣刚来了没有？": "苏小满", "莫要哄我。": "苏小满", "我在火锅店等你。": "臣刚"}
RENDERED = {
    "臣刚来了没有？": "Is Chen Gang here yet?",
    "苏小满，你坐倒起。": "Su Xiaoman, sit down.",
    "走嘛，回去了。": "Come on, let's go home.",
    "走嘛，回去了！": "Come on, let's go home.",
    "苏小满哭了一晚上。": "Su Xiaoman cried all night.",
    "莫要哄我。": "Don't lie to me.",
    "我在火锅店等你。": "I'm waiting at the hotpot place.",
    "臣刚走了。": "Chen Gang has left.",
    "天要黑了。": "It's getting dark.",
}
# Whose voice they have, by its pitch: that of 臣刚, of another; all others are silent.
LOW, HIGH = 220, 440
PITCHES = {
    "苏小满，你坐倒起。": LOW,
    "莫要哄我。": LOW,
    "臣刚走了。": LOW,
    "走嘛，回去了。": HIGH,
    "走嘛，回去了！": HIGH,
    "我在火锅店等你。": HIGH,
}
SETTINGS = """
[series]
title = "回锅千金"
targets = ["en"]
glossary = "glossary.csv"
dialect_pack = "sichuan"

[recognize]
engine = "scripted"
options = {{ script = "{folder}/heard.json" }}

[watch]
mode = "off"

[voices]
engine = "scripted"
options = {{ script = "{folder}/voices.json" }}

[translate]
engine = "scripted"
scene_lines = 1
context_lines = 0
options = {{ script = "{folder}/translated.json" }}

[subtitle]
profile = "netflix"
formats = ["srt"]
"""
GLOSSARY = "source,en,es,kind\n臣刚,Chen Gang,Chen Gang,person\n苏小满,Su Xiaoman,Su Xiaoman,person\n"
BIBLE = """
[[characters]]
name = "臣刚"
gender = "male"

[[characters]]
name = "苏小满"
gender = "female"
"""
# A word of the series' own, laid over the shipped pack.
PACK = (
    "term\tmandarin\tenglish\tregister\tcategory\tambiguous\tsource\n"
    "哄我\t骗我\tlie to me\tneutral\tverb\tno\tgeneral\n"
)


def small_series(folder: Path, said: Mapping[str, Sequence[str]] = SAID) -> Path:
    """Returns the folder."""
    (folder / "sichuan").mkdir(parents=True)
    for name, lines in said.items():
        film(folder / f"{name}.mkv", lines)
    for name, text in {
        "series.toml": SETTINGS.format(folder=folder),
        "glossary.csv": GLOSSARY,
        "bible.toml": BIBLE,
        "sichuan/lexicon.tsv": PACK,
        "heard.json": json.dumps({"lines": []}),
        "voices.json": json.dumps({"voices": [{"hz": LOW, "print": [1, 0]}, {"hz": HIGH, "print": [0, 1]}]}),
        "translated.json": json.dumps({"lines": RENDERED}, ensure_ascii=False),
    }.items():
        (folder / name).write_text(text, "utf-8")
    return folder


def film(path: Path, lines: Sequence[str]) -> Path:
    """Four seconds for each line, which stands in the middle of them; what is heard is no speech."""
    events = [(4000 * at + 1000, 4000 * at + 3000, line) for at, line in enumerate(lines)]
    mute = write(
        path.with_name(f".mute-{path.name}"),
        TextTrack(events, codec="ass", names=[SPEAKERS.get(line, "") for line in lines]),
    )
    with av.open(str(mute)) as source, av.open(str(path), "w") as target:
        streams = {stream.index: target.add_stream_from_template(stream) for stream in source.streams}
        sound = target.add_stream("pcm_s16le", rate=16_000, layout="mono")
        hum = av.AudioFrame.from_ndarray(
            np.concatenate([_hum(PITCHES.get(line, 0)) for line in lines])[None], "s16", "mono"
        )
        hum.sample_rate = 16_000
        for packet in source.demux():
            if packet.dts is not None:
                packet.stream = streams[packet.stream.index]
                target.mux(packet)
        target.mux(sound.encode(hum))
        target.mux(sound.encode())
    mute.unlink()
    return path


def _hum(hz: int) -> npt.NDArray[np.int16]:
    """Of four seconds; it swells and fades, for what begins at once is taken for speech."""
    swings = np.sin(2 * np.pi * hz * np.arange(4 * 16_000) / 16_000)
    return (3000 * np.hanning(len(swings)) * swings).astype(np.int16)
