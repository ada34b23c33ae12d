from __future__ import annotations

from pathlib import Path

import pytest

from localize.dialects import load_dialect, names
from localize.domain.language import parse_language
from localize.errors import ConfigurationError, UnknownName

HEAD = 'tag = "zh-x-test"\nregion = "x"\nlead = "要得。"\nhotwords = ["要得"]\ntitle = {en = "Test"}\n'
HEADER = "term\tmandarin\tenglish\tregister\tcategory\tambiguous\tsource\tasr_variants\tchengdu_pinyin\n"
ROW = "要得\t好\tOK\tneutral\tmodal\tno\tdict\t耀得\tyao4de2\n"


@pytest.mark.parametrize("name", names())
def test_every_pack_that_ships_is_whole(name: str) -> None:
    dialect = load_dialect(name)
    assert dialect is not None
    assert parse_language(dialect.tag) == dialect.tag
    assert {"zh", "en"} <= set(dialect.title)
    assert dialect.lead.endswith("。")
    assert set(dialect.hotwords) <= {word.term for word in dialect.words}
    assert len(set(dialect.hotwords)) == len(dialect.hotwords)


def test_none_is_no_dialect() -> None:
    assert load_dialect("none") is None


def test_a_misspelt_name_is_answered() -> None:
    with pytest.raises(UnknownName, match="did you mean 'sichuan'"):
        load_dialect("sichaun")


def test_words_are_found_longest_first_once_and_never_single_characters() -> None:
    dialect = load_dialect("sichuan")
    assert dialect is not None
    assert [word.term for word in dialect.matching("瓜娃子，不晓得嗦？不晓得就莫说")] == ["瓜娃子", "不晓得"]
    assert dialect.matching("") == ()
    assert all(len(word.term) > 1 for word in dialect.hints)


def test_ambiguous_words_say_so() -> None:
    dialect = load_dialect("sichuan")
    assert dialect is not None
    (claw,) = dialect.matching("你在整爪子")
    assert claw.ambiguous
    assert claw.mandarin == "干什么；干嘛"


def pack(folder: Path, head: str = HEAD, lexicon: str = HEADER + ROW) -> Path:
    (folder / "test").mkdir()
    (folder / "test" / "dialect.toml").write_text(head, "utf-8")
    (folder / "test" / "lexicon.tsv").write_text(lexicon, "utf-8")
    return folder


def test_a_pack_of_ones_own(tmp_path: Path) -> None:
    dialect = load_dialect("test", pack(tmp_path))
    assert dialect is not None
    assert dialect.words[0].asr_variants == ("耀得",)


BAD = {
    "unknown key": ({"head": HEAD + "lede = 1\n"}, "dialect.toml: Object contains unknown field `lede`"),
    "no toml": ({"head": "tag = \n"}, "dialect.toml: Invalid value"),
    "columns": ({"lexicon": "term\tenglish\n"}, "lexicon.tsv:1: the columns must be"),
    "empty": ({"lexicon": ""}, "lexicon.tsv:1: the columns must be"),
    "short row": ({"lexicon": HEADER + ROW + "巴适\t好\n"}, "lexicon.tsv:3: 2 cells where there must be 9"),
    "empty cell": ({"lexicon": HEADER + ROW.replace("OK", "")}, "lexicon.tsv:2: `english` is empty"),
    "not yes or no": ({"lexicon": HEADER + ROW.replace("no\t", "n\t")}, "lexicon.tsv:2: `ambiguous`"),
    "twice": ({"lexicon": HEADER + ROW + ROW}, "lexicon.tsv:3: '要得' stands here twice"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_pack_says_where(tmp_path: Path, name: str) -> None:
    files, message = BAD[name]
    with pytest.raises(ConfigurationError) as caught:
        load_dialect("test", pack(tmp_path, **files))
    assert message in str(caught.value)


def test_a_pack_without_words_says_which_file(tmp_path: Path) -> None:
    (pack(tmp_path) / "test" / "lexicon.tsv").unlink()
    with pytest.raises(ConfigurationError, match=r"lexicon\.tsv"):
        load_dialect("test", tmp_path)
