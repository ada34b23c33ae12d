from __future__ import annotations

from pathlib import Path

import pytest

from localize.dialects import Dialect, check, load_dialect, load_dialects, names
from localize.dialects.pack import PACKS
from localize.domain.language import parse_language
from localize.domain.script import in_script
from localize.errors import ConfigurationError, UnknownName
from localize.weights.catalogue import load_catalogue
from tests.dialects.packs import HEAD, HEADER, ROW, SOUND, SOUNDS_HEADER, whole_pack, write_pack


def shipped(name: str) -> Dialect:
    dialect = load_dialect(name)
    assert dialect is not None
    return dialect


def test_four_dialects_ship() -> None:
    assert names() == ["cantonese", "henan", "northeastern", "sichuan"]
    assert len(shipped("sichuan").words) == 387


@pytest.mark.parametrize("name", names())
def test_every_pack_that_ships_is_whole(name: str) -> None:
    assert check(PACKS / name) == []
    dialect = shipped(name)
    assert parse_language(dialect.tag) == dialect.tag
    assert {"zh", "en"} <= set(dialect.title)
    assert dialect.lead.endswith("。")
    assert len(set(dialect.hotwords)) == len(dialect.hotwords)
    assert len(dialect.words) >= 80
    assert dialect.sounds.changes
    assert {one.partition(":")[2] for one in dialect.recognizers} <= set(load_catalogue())


@pytest.mark.parametrize("name", names())
def test_no_word_of_a_pack_is_its_own_mandarin(name: str) -> None:
    """Then it would be none of the dialect's; Sichuan's mahjong rule and a particle are known by another
    use."""
    same = {word.term for word in shipped(name).words if word.term in word.senses}
    assert same <= {"嘛", "血战到底"}


def test_cantonese_is_met_in_both_scripts() -> None:
    dialect = shipped("cantonese")
    for word in dialect.words:
        assert in_script(word.term, "zh") in word.forms
    assert dialect.in_mandarin("佢喺邊度？", "zh-Hant") == "他在哪裏？"
    assert dialect.in_mandarin("佢喺边度？") == "他在哪里？"
    assert all(word.readings for word in dialect.words)


@pytest.mark.parametrize(
    ("name", "text", "mandarin"),
    [
        ("sichuan", "你晓得这个好多钱不？哪个晓得嘛", "你知道这个多少钱吗？谁知道啊"),
        ("sichuan", "第二天他拿了一把锤子", "第二天他拿了一把锤子"),
        ("sichuan", "他沉默了很久，莫怕", "他沉默了很久，别怕"),
        ("cantonese", "呢個系統嘅關係，唔係我做嘅", "这个系統的關係，不是我做的"),
        ("cantonese", "他的食物和仲裁", "他的食物和仲裁"),
        ("northeastern", "我削你信不信，别磨叽", "我揍你信不信，别磨蹭"),
        ("northeastern", "老虎和贼，整整一天", "老虎和贼，整整一天"),
        ("henan", "你弄啥嘞？中！这个方法不中。", "你干什么呢？行！这个方法不行。"),
        ("henan", "中国人的中间", "中国人的中间"),
    ],
)
def test_words_are_put_into_mandarin_by_sense(name: str, text: str, mandarin: str) -> None:
    assert shipped(name).in_mandarin(text) == mandarin


def test_none_is_no_dialect() -> None:
    assert load_dialect("none") is None


def test_a_misspelt_name_is_answered() -> None:
    with pytest.raises(UnknownName, match="did you mean 'sichuan'"):
        load_dialect("sichaun")


def test_words_are_found_longest_first_once_and_never_characters_that_mean_anything() -> None:
    dialect = shipped("sichuan")
    assert [word.term for word in dialect.matching("瓜娃子，不晓得嗦？不晓得就莫说")] == [
        "瓜娃子",
        "不晓得",
        "嗦",
        "莫",
    ]
    assert dialect.matching("") == dialect.matching("起来倒水，哈哈") == ()


def test_where_the_text_does_not_decide_the_sense_is_open() -> None:
    (claw,) = shipped("sichuan").uses("爪子")
    assert (claw.start, claw.end, claw.sense) == (0, 2, None)
    assert claw.word.senses == ("干什么", "干嘛")


def test_a_pack_of_ones_own(tmp_path: Path) -> None:
    folder = whole_pack(tmp_path)
    dialect = load_dialect("test", extra=folder)
    assert dialect is not None
    assert dialect.words[0].asr_variants == ("耀得",)
    assert dialect.sources == (str(folder),)


def test_a_pack_over_a_shipped_one_adds_and_replaces(tmp_path: Path) -> None:
    ours = HEADER + "晓得\t明白\tto get it\tneutral\tverb\tno\tdict\t\t\n" + ROW.replace("要得", "要得起")
    sound = SOUNDS_HEADER + "initial\tn\tl\t0.9\theard\ninitial\tb\tm\t0.1\theard\n"
    folder = write_pack(tmp_path, "sichuan", lexicon=ours, sounds=sound)
    below, dialect = shipped("sichuan"), load_dialect("sichuan", extra=folder)
    assert dialect is not None
    assert dialect.lead == below.lead
    assert len(dialect.words) == len(below.words) + 1
    assert dialect.in_mandarin("晓得") == "明白"
    assert len(dialect.sounds.changes) == len(below.sounds.changes) + 1
    assert dialect.sounds.cost("initial", "n", "l") == pytest.approx(0.05)
    assert dialect.sources == (*below.sources, str(folder))


def test_a_head_over_a_shipped_one_changes_the_keys_that_it_names(tmp_path: Path) -> None:
    dialect = load_dialect("sichuan", extra=write_pack(tmp_path, "sichuan", head='lead = "要得。"\n'))
    assert dialect is not None
    assert (dialect.lead, dialect.tag) == ("要得。", "zh-x-sichuan")


def test_a_spelling_that_the_upper_pack_claims_is_taken_from_the_word_below(tmp_path: Path) -> None:
    row = "痴線\t疯\tmad\trude\tinsult\tno\tgeneral\t\t\n"
    dialect = load_dialect("cantonese", extra=write_pack(tmp_path, "cantonese", lexicon=HEADER + row))
    assert dialect is not None
    assert [use.sense for use in dialect.uses("痴線，黐線")] == ["疯", "神经病"]


def test_a_pack_of_another_dialect_than_the_one_that_is_spoken(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="is one of 'test', and the dialect is 'sichuan'"):
        load_dialect("sichuan", extra=whole_pack(tmp_path))


def test_all_dialects_with_ones_own_among_them(tmp_path: Path) -> None:
    row = HEADER + ROW.replace("要得", "要得起")
    laid_over = load_dialects(extra=write_pack(tmp_path, "sichuan", lexicon=row))
    added = load_dialects(extra=whole_pack(tmp_path))
    assert [dialect.name for dialect in laid_over] == names()
    assert laid_over[-1].uses("要得起")
    assert [dialect.name for dialect in added] == [*names(), "test"]


@pytest.mark.parametrize("name", ["auto", "mandarin", "unknown"])
def test_a_dialect_cannot_have_the_name_of_what_stands_in_its_place(tmp_path: Path, name: str) -> None:
    folder = write_pack(tmp_path, name, head=HEAD, lexicon=HEADER + ROW)
    with pytest.raises(ConfigurationError, match=f"no dialect can be named '{name}'"):
        load_dialect(name, extra=folder)
    assert check(folder)


BAD = {
    "unknown key": (
        {"head": HEAD + "lede = 1\n"},
        "dialect.toml:6: unknown key 'lede' (did you mean 'lead'?)",
    ),
    "no toml": ({"head": "tag = \n"}, "dialect.toml:1: Invalid value"),
    "no language": (
        {"head": HEAD.replace("zh-x-test", "sichuan")},
        "dialect.toml:1: unknown language 'sichuan",
    ),
    "no name": ({"head": HEAD.replace("en =", "de =")}, "dialect.toml:5: `title` has no name in English"),
    "nothing in it": (
        {"head": ""},
        'dialect.toml: no key `region`: where it is spoken, as "Sichuan and Chongqing"',
    ),
    "key of another kind": (
        {"head": HEAD.replace('"要得。"', "3")},
        "dialect.toml:3: `lead` must be a sentence in the dialect, as ",
    ),
    "title in a table of another kind": (
        {"head": HEAD.replace('title = {en = "Test"}', "[title]\nen = 3")},
        "dialect.toml:5: `title` must be the name by language",
    ),
    "recognizer": (
        {"head": HEAD + 'recognizers = [\n  "sherpa-onnx:x",\n  "whisper"]\n'},
        "dialect.toml:6: the recognizer 'whisper' is no ENGINE:MODEL",
    ),
    "hotword": ({"head": HEAD.replace('"要得"]', '"巴适"]')}, "the hotword '巴适' is not in lexicon.tsv"),
    "columns": ({"lexicon": "term\tenglish\n"}, "lexicon.tsv:1: the columns must be"),
    "unknown column": ({"lexicon": HEADER.replace("readings", "reading")}, "did you mean 'readings'?"),
    "column twice": ({"lexicon": HEADER.replace("readings", "term")}, "lexicon.tsv:1: two columns 'term'"),
    "header left out": ({"lexicon": ROW}, "lexicon.tsv:1: the columns must be"),
    "source": (
        {"lexicon": HEADER + ROW.replace("dict", "dictionary")},
        "lexicon.tsv:2: `source` is dict, dict-text, corpus or general, not 'dictionary'",
    ),
    "empty": ({"lexicon": ""}, "lexicon.tsv:1: the columns must be"),
    "short row": ({"lexicon": HEADER + ROW + "巴适\t好\n"}, "lexicon.tsv:3: 2 cells where there must be 9"),
    "empty cell": ({"lexicon": HEADER + ROW.replace("OK", "")}, "lexicon.tsv:2: `english` is empty"),
    "not yes or no": ({"lexicon": HEADER + ROW.replace("no\t", "n\t")}, "lexicon.tsv:2: `ambiguous`"),
    "twice": ({"lexicon": HEADER + ROW + ROW}, "lexicon.tsv:3: '要得' stands here twice, first in"),
    "no Chinese": ({"lexicon": HEADER + ROW.replace("要得", "yaode")}, "'yaode' has no Chinese character"),
    "sounds": ({"sounds": SOUNDS_HEADER + SOUND + SOUND}, "sounds.tsv:3: initial zh z stands here twice"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_pack_says_where(tmp_path: Path, name: str) -> None:
    files, message = BAD[name]
    folder = whole_pack(tmp_path, **files)
    with pytest.raises(ConfigurationError) as caught:
        load_dialect("test", extra=folder)
    faults = check(folder)
    assert message in (str(caught.value) if len(faults) == 1 else "\n".join(faults))


def told(folder: Path) -> list[str]:
    return [fault.removeprefix(f"{folder}/") for fault in check(folder)]


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    lexicon = HEADER + ROW.replace("no\t", "n\t") + "巴适\t好\n" + ROW.replace("OK", "")
    folder = whole_pack(tmp_path, head=HEAD + "lede = 1\n", lexicon=lexicon)
    places = [fault.partition(": ")[0] for fault in told(folder)]
    assert places == ["lexicon.tsv:2", "lexicon.tsv:3", *["lexicon.tsv:4"] * 2, "dialect.toml:6"]
    with pytest.raises(ConfigurationError, match="and 4 more faults"):
        load_dialect("test", extra=folder)


def test_all_faults_of_the_head_are_told_at_once(tmp_path: Path) -> None:
    head = 'titel = { en = "Test" }\ntag = "sichuan"\nlead = 1\nhotwords = ["巴适"]\nrecognizers = ["x:"]\n'
    assert [fault.partition(" (languages")[0] for fault in told(whole_pack(tmp_path, head=head))] == [
        "dialect.toml:1: unknown key 'titel' (did you mean 'title'?)",
        "dialect.toml:2: unknown language 'sichuan'",
        'dialect.toml: no key `title`: the name by language, as { zh = "四川话", en = "Sichuanese" }',
        'dialect.toml: no key `region`: where it is spoken, as "Sichuan and Chongqing"',
        'dialect.toml:3: `lead` must be a sentence in the dialect, as "莫得事，我晓得。"',
        "dialect.toml:4: the hotword '巴适' is not in lexicon.tsv",
        "dialect.toml:5: the recognizer 'x:' is no ENGINE:MODEL",
    ]


@pytest.mark.parametrize("column", ["term", "mandarin", "source"])
def test_a_missing_column_hides_no_fault_of_the_rows(tmp_path: Path, column: str) -> None:
    lexicon = HEADER.replace(column, "remark") + ROW.replace("no\t", "n\t") + "巴适\t好\n"
    missing, unknown, *of_rows = told(whole_pack(tmp_path, lexicon=lexicon))
    assert missing.startswith("lexicon.tsv:1: the columns must be term, mandarin, ")
    assert missing.endswith(f"; no {column}")
    assert unknown.startswith("lexicon.tsv:1: unknown column 'remark'")
    assert of_rows == [
        "lexicon.tsv:2: `ambiguous` is yes or no, not 'n'",
        "lexicon.tsv:3: 2 cells where there must be 9",
    ]


def test_a_fault_of_the_lexicon_is_none_of_the_hotwords(tmp_path: Path) -> None:
    """The word that a hotword names may be the one that could not be read."""
    lexicon = HEADER + ROW.replace("OK", "")
    assert told(whole_pack(tmp_path, lexicon=lexicon)) == ["lexicon.tsv:2: `english` is empty"]


@pytest.mark.parametrize(
    "lexicon",
    [HEADER + ROW.replace("\tno\t", "\t\t"), HEADER.replace("ambiguous\t", "") + ROW.replace("\tno\t", "\t")],
)
def test_what_is_not_said_to_be_ambiguous_is_not(tmp_path: Path, lexicon: str) -> None:
    dialect = load_dialect("test", extra=whole_pack(tmp_path, lexicon=lexicon))
    assert dialect is not None
    assert [word.ambiguous for word in dialect.words] == [False]
    assert dialect.in_mandarin("要得") == "好"


def test_a_pack_without_words_says_which_file(tmp_path: Path) -> None:
    folder = write_pack(tmp_path, head=HEAD)
    with pytest.raises(ConfigurationError, match=r"lexicon\.tsv"):
        load_dialect("test", extra=folder)


def test_a_folder_that_is_no_pack_says_so(tmp_path: Path) -> None:
    (tmp_path / "test").mkdir()
    assert check(tmp_path / "nowhere") == [f"{tmp_path / 'nowhere'}: no such folder"]
    assert check(tmp_path / "test")[0].startswith(f"{tmp_path / 'test'}: holds no dialect.toml")


def test_a_table_that_is_not_text_says_where(tmp_path: Path) -> None:
    folder = whole_pack(tmp_path)
    (folder / "lexicon.tsv").write_bytes((HEADER + ROW).encode() + b"\xff\xfe")
    assert f"{folder / 'lexicon.tsv'}:3: not UTF-8" in check(folder)
