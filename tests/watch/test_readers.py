"""What every reader promises, and what the real one reads."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from inspect import get_annotations
from pathlib import Path

import numpy as np
import pytest

from localize import plugins
from localize.domain.seen import Box, Reading
from localize.errors import ConfigurationError, EngineUnavailable
from localize.scripted import ScriptedOptions
from localize.stage import Engine, EngineSetup, Picture, Reader
from localize.watch.engines.rapidocr import Options, RapidOcr
from localize.watch.engines.scripted import ScriptedReader
from localize.watch.frames import WHOLE
from tests.watch.films import LOW, Image, write

TEXT = "你咋个瘦成这样"
Open = Callable[[Path], Reader]


def open_scripted(folder: Path) -> Reader:
    box = {"left": LOW.left, "top": LOW.top, "right": LOW.right, "bottom": LOW.bottom}
    script = folder / "seen.json"
    script.write_text(
        json.dumps({"lines": [{"text": TEXT, "start_ms": 0, "end_ms": 2000, "box": box}]}), "utf-8"
    )
    return ScriptedReader(EngineSetup("", None, ScriptedOptions(str(script))))


def open_rapidocr(folder: Path) -> Reader:
    return RapidOcr(EngineSetup("", None, Options()))


@pytest.fixture(params=[open_scripted, open_rapidocr], ids=["scripted", "rapidocr"])
def reader(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Reader]:
    engine: Reader = request.param(tmp_path)
    yield engine
    engine.close()


def picture(text: str = TEXT, at_ms: int = 400) -> Picture:
    pixels: Image = np.full((640, 360, 3), 90, np.uint8)
    if text:
        write(pixels, text, LOW)
    return Picture(pixels, at_ms, WHOLE)


def part(whole: Picture, box: Box) -> Picture:
    height, width = whole.pixels.shape[:2]
    rows = slice(round(box.top * height), round(box.bottom * height))
    columns = slice(round(box.left * width), round(box.right * width))
    return Picture(whole.pixels[rows, columns], whole.at_ms, box)


def test_every_installed_reader_is_tested_here() -> None:
    assert plugins.names("reader") == ["rapidocr", "scripted"]


@pytest.mark.parametrize("name", plugins.names("reader"))
def test_a_reader_says_what_every_engine_says(name: str) -> None:
    engine = plugins.load("reader", name)
    assert {said for said in get_annotations(Engine) if not hasattr(engine, said)} == set()
    assert engine.version >= 1
    assert engine.default_model == "" or engine.weight_files
    assert engine.operational <= set(engine.Options.__struct_fields__)


def test_text_is_found_where_it_stands(reader: Reader) -> None:
    (found,) = reader.find(picture())
    assert found.box.overlap(LOW) > 0.4
    assert 0 < found.score <= 1


def test_boxes_of_a_part_count_in_the_whole_picture(reader: Reader) -> None:
    band = Box(0.0, 0.6, 1.0, 0.9)
    (found,) = reader.find(part(picture(), band))
    assert found.box.overlap(LOW) > 0.4


def test_nothing_is_found_where_nothing_stands(reader: Reader) -> None:
    assert reader.find(picture("", at_ms=5000)) == []


def test_a_row_is_read(reader: Reader) -> None:
    (reading,) = reader.read([part(picture(), LOW)])
    assert reading.text == TEXT
    assert reading.at_ms == 400
    assert 0.8 < reading.confidence <= 1
    assert not reading.characters or len(reading.characters) == len(TEXT)
    assert reading.weakest <= 1


def test_many_rows_are_read_in_their_order(reader: Reader) -> None:
    readings = reader.read([part(picture(at_ms=at), LOW) for at in (1200, 80, 640)])
    assert [(one.text, one.at_ms) for one in readings] == [(TEXT, 1200), (TEXT, 80), (TEXT, 640)]


def test_what_is_not_legible_has_no_text(reader: Reader) -> None:
    blank = Picture(np.full((30, 200, 3), 90, np.uint8), 5000, Box(0.1, 0.1, 0.5, 0.15))
    sliver = Picture(np.full((1, 1, 3), 90, np.uint8), 5000, Box(0.1, 0.1, 0.1, 0.1))
    assert [one.text for one in reader.read([blank, sliver])] == ["", ""]
    assert reader.read([]) == []


def test_what_is_read_does_not_depend_on_what_is_read_beside_it(reader: Reader) -> None:
    """Else a run that was interrupted would keep other readings than one that was not."""
    row, wide = part(picture(), LOW), part(picture(), Box(0.0, LOW.top, 1.0, LOW.bottom))
    assert reader.read([row]) == reader.read([wide, row, wide, wide])[1:2]


def test_the_real_one_reads_a_column() -> None:
    reader = open_rapidocr(Path())
    pixels: Image = np.full((640, 360, 3), 90, np.uint8)
    for number, sign in enumerate("财务总监"):
        top = 0.2 + 0.05 * number
        write(pixels, sign, Box(0.1, top, 0.2, top + 0.05))
    column = part(Picture(pixels, 0, WHOLE), Box(0.1, 0.2, 0.2, 0.41))
    assert reader.read([column]) == [
        Reading("财务总监", pytest.approx(1, abs=0.2), 0, pytest.approx((1,) * 4, abs=0.5))  # type: ignore[arg-type]
    ]


def test_its_weights_are_part_of_what_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patched:
        patched.setitem(sys.modules, "rapidocr", None)
        assert RapidOcr.fingerprint(Options()) == ""
    assert len(RapidOcr.fingerprint(Options())) == 64


@pytest.mark.parametrize("missing", ["rapidocr", "cv2"])
def test_without_its_package_it_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch, missing: str) -> None:
    monkeypatch.setitem(sys.modules, missing, None)
    with pytest.raises(EngineUnavailable, match="pip install rapidocr"):
        open_rapidocr(Path())


@pytest.mark.parametrize("data", ["", "{}", '{"lines": [{"text": 1}]}'])
def test_a_script_that_is_none_is_told(tmp_path: Path, data: str) -> None:
    script = tmp_path / "seen.json"
    script.write_text(data, "utf-8")
    with pytest.raises(ConfigurationError, match=r"seen\.json"):
        ScriptedReader(EngineSetup("", None, ScriptedOptions(str(script))))
