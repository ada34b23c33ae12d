from __future__ import annotations

import pytest

from localize.domain.language import COMMON
from localize.translate.engines.families import M2M100, Madlad, Marian, Nllb, family_of


@pytest.mark.parametrize(
    ("tag", "m2m100", "nllb", "madlad"),
    [
        ("zh", "__zh__", "zho_Hans", "<2zh>"),
        ("zh-Hant", "__zh__", "zho_Hant", "<2zh>"),
        ("en-GB", "__en__", "eng_Latn", "<2en>"),
        ("es-419", "__es__", "spa_Latn", "<2es>"),
        ("pt-BR", "__pt__", "por_Latn", "<2pt>"),
        ("ar", "__ar__", "arb_Arab", "<2ar>"),
        ("ko", "__ko__", "kor_Hang", "<2ko>"),
        ("fil", "__tl__", "tgl_Latn", "<2fil>"),
        ("th", "__th__", "tha_Thai", "<2th>"),
        ("ja", "__ja__", "jpn_Jpan", "<2ja>"),
        ("hi", "__hi__", "hin_Deva", "<2hi>"),
        ("ms", "__ms__", "zsm_Latn", "<2ms>"),
    ],
)
def test_a_language_has_its_name_in_every_family(tag: str, m2m100: str, nllb: str, madlad: str) -> None:
    assert M2M100({m2m100}).prefix(tag) == [m2m100]
    assert Nllb({nllb}).prefix(tag) == [nllb]
    assert Madlad({madlad}).lead("zh", tag) == [madlad]


def test_a_regional_variant_is_preferred_where_there_is_one() -> None:
    assert Madlad({"<2zh>", "<2zh_Hant>"}).lead("en", "zh-Hant") == ["<2zh_Hant>"]


def test_families_say_the_languages_where_they_want_them() -> None:
    m2m100 = M2M100({"__zh__", "__en__"})
    assert (m2m100.lead("zh", "en"), m2m100.prefix("en")) == (["__zh__"], ["__en__"])
    madlad = Madlad({"<2zh>", "<2en>"})
    assert (madlad.lead("zh", "en"), madlad.prefix("en")) == (["<2en>"], [])
    marian = Marian("zh", "en")
    assert (marian.lead("zh", "en"), marian.prefix("en")) == ([], [])


def test_only_what_stands_in_the_vocabulary_is_known() -> None:
    assert not M2M100({"__zh__"}).supports("zh", "en")
    assert not Marian("zh", "en").supports("en", "zh")


@pytest.mark.parametrize(
    ("token", "kind"), [("__en__", M2M100), ("eng_Latn", Nllb), ("<2en>", Madlad), ("▁the", Marian)]
)
def test_a_family_is_known_by_its_vocabulary(token: str, kind: type) -> None:
    assert isinstance(family_of("auto", {token}, "", "opus-mt-zh-en"), kind)


@pytest.mark.parametrize(
    ("model", "source", "target"),
    [
        ("opus-mt-zh-en", "zh", "en"),
        ("Helsinki-NLP/opus-mt-tc-big-zh-ja", "zh", "ja"),
        ("/home/me/opus-mt-en-es-ctranslate2", "en", "es"),
    ],
)
def test_a_marian_model_is_named_after_its_pair(model: str, source: str, target: str) -> None:
    assert Marian.of("", model).supports(source, target)


def test_every_common_language_has_a_flores_code_of_the_right_form() -> None:
    class Everything:
        def __contains__(self, token: object) -> bool:
            return isinstance(token, str) and len(token) == 8 and token[3] == "_"

    assert all(Nllb(Everything()).prefix(tag) for tag in COMMON)
