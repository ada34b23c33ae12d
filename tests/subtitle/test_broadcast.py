from __future__ import annotations

import sys
from pathlib import Path

import pytest

from localize.domain.track import BOTTOM, TOP
from localize.errors import BadSubtitles
from localize.subtitle.read import read_track

SCC = (
    "Scenarist_SCC V1.0\n\n"
    # Load a row at the bottom, "HELLO", show it; three seconds later clear the screen.
    "00:00:01:00\t9420 9420 9470 9470 c845 4c4c 4f80 942f 942f\n\n"
    "00:00:04:00\t942c 942c\n"
)


def stl(*subtitles: tuple[str, str, int, bytes], start: str = "10000000") -> bytes:
    """EBU STL (EBU Tech 3264) of the Latin alphabet at 25 pictures a second."""
    header = bytearray(b" " * 1024)
    for at, text in {
        0: "850", 3: "STL25.01", 11: "1", 12: "00", 14: "09", 224: "261122261122",
        238: f"{len(subtitles):05d}" * 2 + "001", 251: "4023", 255: "1" + start + start, 272: "11",
    }.items():  # fmt: skip
        header[at : at + len(text)] = text.encode()
    return bytes(header) + b"".join(_block(number, *one) for number, one in enumerate(subtitles))


def _block(number: int, start: str, end: str, row: int, text: bytes) -> bytes:
    codes = [bytes(int(code[at : at + 2]) for at in range(0, 8, 2)) for code in (start, end)]
    head = bytes([0]) + number.to_bytes(2, "little") + b"\xff\x00" + b"".join(codes)
    return (head + bytes([row, 2, 0]) + text).ljust(128, b"\x8f")


def test_stl_counts_from_the_start_of_the_programme(tmp_path: Path) -> None:
    """\\x8a ends a row; \\x0d doubles the height; \\xc8u is ü in ISO 6937."""
    path = tmp_path / "e.stl"
    path.write_bytes(
        stl(
            ("10000100", "10000312", 20, b"Wo bist\x8adu, M\xc8uller?"),
            ("10000400", "10000500", 2, b"Drei Jahre"),
        )
    )
    first, second = read_track(path, "de").cues
    assert (first.start_ms, first.end_ms, first.rows) == (1000, 3480, ("Wo bist", "du, Müller?"))
    assert (second.start_ms, second.rows) == (4000, ("Drei Jahre",))
    assert (first.place, second.place) == (BOTTOM, TOP)


def test_scc_is_read(tmp_path: Path) -> None:
    path = tmp_path / "e.scc"
    path.write_text(SCC)
    (cue,) = read_track(path, "en").cues
    assert cue.rows == ("HELLO",)
    assert cue.place == BOTTOM
    assert 1000 <= cue.start_ms <= 1400  # a caption is shown once it is loaded, two bytes a picture
    assert 4000 <= cue.end_ms <= 4100


@pytest.mark.parametrize("data", [b"850STL25.01" + b" " * 40, stl()[:300] + b"\xff" * 900])
def test_a_broken_stl_says_so_in_one_line(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "e.stl"
    path.write_bytes(data)
    with pytest.raises(BadSubtitles, match="not EBU STL") as caught:
        read_track(path, "de")
    assert str(path) in str(caught.value)


def test_without_ttconv_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ttconv.model", None)
    path = tmp_path / "e.stl"
    path.write_bytes(stl())
    with pytest.raises(BadSubtitles, match=r"pip install 'localize\[ttconv\]'"):
        read_track(path, "de")
