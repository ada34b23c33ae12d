from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.pipeline.test_packaging import TEXTS, overlong, series, track, write_episode

__all__ = ["series"]


def test_it_prints_what_it_wrote(run: Run, series: Path) -> None:
    code, out, err = run("package", series, "--to", "en,es-419", "--profile", "netflix")
    places = [series / "packages" / f"回锅千金_{language}_netflix" for language in ("en", "es-419")]
    assert (code, out.splitlines()) == (0, list(map(str, places)))
    assert "package en: done" in err
    assert (places[1] / "回锅千金_E10_es-419.ttml").is_file()


def test_what_blocks_exits_with_7_until_it_is_waived(run: Run, series: Path, tmp_path: Path) -> None:
    overlong(series)
    words = ("package", series, "--to", "en", "--zip", "--out", tmp_path / "out", "--json")
    code, out, _ = run(*words)
    assert code == 7
    told = json.loads(out.splitlines()[-1])
    assert (told["kind"], told["message"]) == ("ChecksFailed", "nothing was packaged: E9 in en: row-width")
    assert not (tmp_path / "out").exists()

    code, out, _ = run(*words, "--waive", "row-width", "--because", "agreed")
    assert code == 0
    assert json.loads(out.splitlines()[-1])["path"].endswith("回锅千金_en_vertical.zip")


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("--waive", "row-wdth", "--because", "x"), 2, "hint: did you mean 'row-width'?"),
        (("--waive", "gap"), 2, "error: 1 --waive and 0 --because"),
        (("--waive", "gap", "--because", "x") * 2, 2, "error: a check is waived twice"),
        (("--profile", "netflics"), 2, "hint: did you mean 'netflix'?"),
        (("--to", "fr"), 3, "error: there are no subtitles of E8 in fr; E9 in fr; E10 in fr"),
    ],
)
def test_what_cannot_be_packaged_is_told_in_a_line(
    run: Run, series: Path, words: tuple[str, ...], code: int, told: str
) -> None:
    outcome = run("package", series, *words)
    assert outcome.code == code
    assert told in outcome.err
    assert "Traceback" not in outcome.err


def test_a_season_is_packaged_in_its_order(run: Run, series: Path) -> None:
    for number in range(11, 21):
        write_episode(series, f"E{number}", {"en": track("en", TEXTS["en"])})
    assert run("package", series, "--to", "en", "--quiet").code == 0
    manifest = json.loads((series / "packages" / "回锅千金_en_vertical" / "manifest.json").read_text("utf-8"))
    episodes = list(dict.fromkeys(one["episode"] for one in manifest["files"]))
    assert episodes == ["E8", "E9", *(f"E{number}" for number in range(10, 21))]
