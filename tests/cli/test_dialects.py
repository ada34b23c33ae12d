"""`localize dialects`, and a pack of one's own in a job."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from rich.cells import cell_len

from localize.dialects import load_dialect, names
from localize.errors import ConfigurationError
from localize.pipeline.briefing import brief
from localize.pipeline.job import Job, prepare
from localize.weights.catalogue import find_model
from tests.cli.conftest import Run
from tests.dialects.packs import HEADER, ROW, whole_pack, write_pack


def test_list_tells_what_there_is_and_where_from(run: Run, tmp_path: Path) -> None:
    pack = whole_pack(tmp_path)
    out = run("dialects", "list", "--dialect-pack", pack, "--json").out
    rows = {row["name"]: row for row in map(json.loads, out.splitlines())}
    assert set(rows) == {*names(), "test"}
    assert rows["test"]["from"] == [str(pack)]
    assert rows["sichuan"]["from"] == ["localize"]
    assert rows["sichuan"]["words"] == 387


def test_list_breaks_no_name_at_80_columns(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    shipped = run("dialects", "list").out.splitlines()
    assert len(shipped) == 2 * len(names())
    assert max(map(cell_len, shipped)) <= 80
    assert [line.split()[0] for line in shipped[::2]] == names()
    assert "northeastern  zh-x-dongbei  东北话, Northeastern Mandarin  153 words  23 sounds" in shipped
    assert not any("localize" in line for line in shipped)
    own = whole_pack(tmp_path / "a-folder-with-a-long-name" / "and-another-one-within-it" / "of-the-series")
    listed = run("dialects", "list", "--dialect-pack", own).out
    assert listed.endswith(f"\n    x ·\n    {own}\n")


def test_the_help_of_no_command_is_cut(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    for group in ("dialects", "models"):
        commands = run(group, "--help").out.partition("Commands:")[2]
        assert "list" in commands
        assert "..." not in commands


@pytest.mark.parametrize("name", names())
def test_show_holds_every_word(run: Run, name: str) -> None:
    dialect = load_dialect(name)
    assert dialect is not None
    words = [json.loads(line) for line in run("dialects", "show", name, "--json").out.splitlines()]
    assert [word["term"] for word in words] == [word.term for word in dialect.words]
    shown = run("dialects", "show", name)
    assert shown.code == 0
    assert shown.out.startswith(f"{name} ({dialect.tag}): ")
    assert "verb (" in shown.out
    assert "sounds" in shown.out


@pytest.mark.parametrize("name", names())
def test_the_recognizers_of_a_dialect_are_in_the_catalogue(name: str) -> None:
    dialect = load_dialect(name)
    assert dialect is not None
    assert dialect.recognizers
    for recognizer in dialect.recognizers:
        engine, _, model = recognizer.partition(":")
        assert (find_model(model).kind, find_model(model).engine) == ("recognizer", engine)


def test_show_says_how_to_hear_it_better(run: Run, tmp_path: Path) -> None:
    shown = " ".join(run("dialects", "show", "sichuan").out.split())
    assert "best heard by sherpa-onnx:fire-red-asr2-aed, sherpa-onnx:paraformer-sichuan" in shown
    assert "pip install sherpa-onnx; localize models pull fire-red-asr2-aed; " in shown
    assert "--recognizer sherpa-onnx:fire-red-asr2-aed" in shown
    assert "to use it" not in run("dialects", "show", "test", "--dialect-pack", whole_pack(tmp_path)).out


def test_show_of_no_dialect(run: Run) -> None:
    assert run("dialects", "show", "none").code == 2
    assert "did you mean 'henan'?" in run("dialects", "show", "hennan").err


def test_check_tells_every_fault_and_exits_2(run: Run, tmp_path: Path) -> None:
    folder = whole_pack(tmp_path, lexicon=HEADER + ROW.replace("no\t", "n\t") + "巴适\t好\n")
    code, out, err = run("dialects", "check", folder)
    assert code == 2
    first, second = out.splitlines()
    assert first == f"{folder}/lexicon.tsv:2: `ambiguous` is yes or no, not 'n'"
    assert second == f"{folder}/lexicon.tsv:3: 2 cells where there must be 9"
    assert err.startswith(f"error: 2 faults in {folder}")


def test_check_of_a_good_pack(run: Run, tmp_path: Path) -> None:
    folder = whole_pack(tmp_path)
    assert run("dialects", "check", folder) == (0, f"{folder}: no faults\n", "")


def test_try_finds_the_dialect_by_itself(run: Run) -> None:
    out = run("dialects", "try", "哪个晓得爪子嘛").out
    assert "Sichuanese → Mandarin: 谁知道爪子啊" in out
    assert "open: 干什么 or 干嘛 or 爪子 as in Mandarin" in " ".join(out.split())
    assert "Henan Mandarin → Mandarin: 你干什么呢" in run("dialects", "try", "你弄啥嘞").out


def test_try_writes_mandarin_in_the_script_of_the_text(run: Run) -> None:
    told = json.loads(run("dialects", "try", "佢喺邊度", "--dialect", "cantonese", "--json").out)
    assert told["mandarin"] == "他在哪裏"
    assert [(word["start"], word["found"], word["sense"]) for word in told["words"]] == [
        (0, "佢", "他"),
        (1, "喺", "在"),
        (2, "邊度", "哪里"),
    ]


def test_try_of_plain_mandarin(run: Run) -> None:
    assert run("dialects", "try", "我明天去北京").out == "no words of a dialect\n"
    assert run("dialects", "try", "我明天去北京", "--dialect", "henan").out == "no words of Henan Mandarin\n"


def test_a_pack_that_is_named_is_the_dialect(tmp_path: Path) -> None:
    setup = prepare(Job(tmp_path / "E01.mp4", to=("en",), dialect_pack=whole_pack(tmp_path)))
    assert setup.settings.series.dialect == "test"
    assert dict(brief(setup, setup.dialect, "en").glosses) == {"要得": "OK"}


def test_the_words_of_a_pack_reach_the_translator_over_the_shipped_ones(tmp_path: Path) -> None:
    row = "晓得\t明白\tto get it\tneutral\tverb\tno\tdict\t\t\n"
    write_pack(tmp_path, "sichuan", lexicon=HEADER + row)
    (tmp_path / "series.toml").write_text(
        '[series]\ndialect = "sichuan"\ndialect_pack = "sichuan"\n', "utf-8"
    )
    setup = prepare(Job(tmp_path / "E01.mp4", to=("en",)))
    told = brief(setup, setup.dialect, "en").glosses
    assert (told["晓得"], told["要得"]) == ("to get it", "OK; sure; good")


def test_a_word_is_glossed_in_the_target_language_where_the_pack_does(tmp_path: Path) -> None:
    lexicon = HEADER.replace("readings", "es") + ROW.replace("yao4de2", "vale")
    setup = prepare(
        Job(tmp_path / "E01.mp4", to=("es-419",), dialect_pack=whole_pack(tmp_path, lexicon=lexicon))
    )
    assert [brief(setup, setup.dialect, target).glosses["要得"] for target in ("es-419", "th")] == [
        "vale",
        "OK",
    ]


def test_another_dialect_than_that_of_the_series_leaves_its_pack_out(tmp_path: Path) -> None:
    whole_pack(tmp_path)
    (tmp_path / "series.toml").write_text('[series]\ndialect_pack = "test"\n', "utf-8")
    job = Job(tmp_path / "E01.mp4", to=("en",))
    spoken = [prepare(job).dialect, prepare(Job(job.media, to=("en",), dialect="henan")).dialect]
    assert [dialect.name for dialect in spoken if dialect] == ["test", "henan"]
    assert prepare(Job(job.media, to=("en",), dialect="none")).dialect is None


def test_a_pack_that_does_not_fit_the_dialect_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="is one of 'test'"):
        prepare(Job(tmp_path / "E01.mp4", dialect="henan", dialect_pack=whole_pack(tmp_path)))


def test_a_pack_that_is_not_there_is_refused(run: Run, tmp_path: Path) -> None:
    code, _, err = run("translate", tmp_path / "E01.zh.srt", "--to", "en", "--dialect-pack", tmp_path / "no")
    assert code == 2
    assert f"error: {tmp_path / 'no'}: no such folder" in err
