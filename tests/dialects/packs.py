"""A small pack to break."""

from __future__ import annotations

from pathlib import Path

HEAD = 'tag = "zh-x-test"\nregion = "x"\nlead = "要得。"\nhotwords = ["要得"]\ntitle = {en = "Test"}\n'
HEADER = "term\tmandarin\tenglish\tregister\tcategory\tambiguous\tsource\tasr_variants\treadings\n"
ROW = "要得\t好\tOK\tneutral\tmodal\tno\tdict\t耀得\tyao4de2\n"
SOUNDS_HEADER = "kind\tstandard\tdialect\tshare\tsource\n"
SOUND = "initial\tzh\tz\t0.9\ta table\n"


def write_pack(folder: Path, name: str = "test", **files: str) -> Path:
    """`files` by the names `head`, `lexicon` and `sounds`; the folder of the pack is returned."""
    pack = folder / name
    pack.mkdir(parents=True)
    places = {"head": "dialect.toml", "lexicon": "lexicon.tsv", "sounds": "sounds.tsv"}
    for key, text in files.items():
        (pack / places[key]).write_text(text, "utf-8")
    return pack


def whole_pack(folder: Path, head: str = HEAD, lexicon: str = HEADER + ROW, **more: str) -> Path:
    return write_pack(folder, head=head, lexicon=lexicon, **more)
