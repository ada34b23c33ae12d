from __future__ import annotations

import json
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from localize.domain.glossary import Term
from localize.domain.translation import TranslatedLine
from localize.errors import ConfigurationError, UnknownName, WeightsCorrupt, WeightsMissing
from localize.stage import Candidate
from localize.translate.engines.ctranslate2 import Options, SequenceModel
from localize.translate.sequence.marks import STYLES, surviving
from localize.translate.sequence.route import Route
from tests.translate.engines.marian import FLOAT, PAIRS, SEPARATOR, SPARE
from tests.translate.lines import FakeSequence, brief, setup, stage, transcript

TEXTS = list(PAIRS)


def opened(folder: Path, model: str = "opus-mt-zh-en", **options: object) -> SequenceModel:
    chosen = {"compute_type": FLOAT, **options}
    return SequenceModel(setup(Options(**chosen), model, folder))  # type: ignore[arg-type]


def test_it_translates_what_it_was_taught(marian: Path) -> None:
    found = opened(marian).translate(TEXTS, "zh", "en")
    assert [one[0].text for one in found] == list(PAIRS.values())


@pytest.mark.parametrize(
    "options", [{"beam_size": 1}, {"beam_size": 6}, {"batch_tokens": 16}, {"separator": SEPARATOR}]
)
def test_every_way_of_decoding_agrees_on_it(marian: Path, options: Mapping[str, object]) -> None:
    found = opened(marian, **options).translate(TEXTS, "zh", "en")
    assert [one[0].text for one in found] == list(PAIRS.values())


def test_arithmetic_in_bytes_changes_little(marian: Path) -> None:
    found = opened(marian, compute_type="auto").translate(TEXTS, "zh", "en")
    pairs = zip(found, PAIRS.values(), strict=True)
    assert sum(one[0].text == text for one, text in pairs) > len(TEXTS) / 2


def test_more_candidates_than_beams_widen_the_beam(marian: Path) -> None:
    (found,) = opened(marian, beam_size=1).translate(TEXTS[:1], "zh", "en", 5)
    assert len({one.text for one in found}) == 5


def test_the_pair_comes_from_the_option_or_the_name(marian: Path) -> None:
    assert opened(marian, "/weights/mine", pair="fr-de").supports("fr", "de")
    assert opened(marian, "Helsinki-NLP/opus-mt-zh-en").supports("zh-Hant", "en-GB")
    with pytest.raises(ConfigurationError, match=r"which languages.*pair"):
        opened(marian, "/weights/mine")
    with pytest.raises(UnknownName, match="did you mean 'marian'"):
        opened(marian, family="marain")


def test_a_series_is_translated_through_the_stage(marian: Path) -> None:
    source = transcript("我莫得事。", "……", "明天见。")
    made = stage(opened(marian), brief(Term("明天", {"en": "tomorrow"})))
    done = made.join(source, list(made.run(made.split(source))))
    assert [line.text for line in done.lines] == ["I'm fine.", "……", "See you tomorrow."]
    assert [check.met for check in done.lines[2].terms] == [True]


def climbed(model: SequenceModel, *texts: str, terms: Sequence[Term] = ()) -> list[TranslatedLine]:
    source, made = transcript(*texts), stage(model, brief(*terms))
    return list(made.join(source, list(made.run(made.split(source)))).lines)


def test_a_rendering_that_it_can_spell_stands_in_the_source(marian: Path) -> None:
    term = Term("幺妹", {"en": "Yaomei"}, forbidden={"en": ("little sister",)})
    (line,) = climbed(opened(marian), "幺妹，快来吃饭。", terms=[term])
    assert (line.text, line.terms[0].met) == ("Yaomei, come and eat.", True)
    assert [(step.rung, step.kept) for step in line.steps] == [("codeswitched", True)]
    assert line.steps[0].before.startswith("Little sister")


def test_a_rendering_that_it_cannot_spell_takes_the_place_of_a_mark(marian: Path) -> None:
    (line,) = climbed(opened(marian), "幺妹，快来吃饭。", terms=[Term("幺妹", {"en": "Dafu"})])
    assert (line.text, line.flags) == ("Dafu, come and eat.", ())
    assert [(step.rung, step.kept) for step in line.steps] == [
        ("codeswitched", False), ("again", False), ("placeholders", True)
    ]  # fmt: skip


def test_it_copies_the_marks_that_it_was_taught_and_no_others(marian: Path) -> None:
    kept = surviving(Route(opened(marian), brief()))
    assert kept[0] == STYLES[0]
    assert not any(style[0].startswith(("__", "<")) for style in kept)


def test_two_terms_of_a_line_have_two_marks(marian: Path) -> None:
    terms = [Term("幺妹", {"en": "Dafu"}), Term("老汉儿", {"en": "Boss Wu"})]
    (line,) = climbed(opened(marian), "幺妹在等老汉儿。", terms=terms)
    assert line.text == "Dafu is waiting for Boss Wu."


def test_a_banned_rendering_is_not_said_again(marian: Path) -> None:
    (found,) = opened(marian).translate(["幺妹回来了。"], "zh", "en", 4, avoiding=["little sister"])
    assert not any("little sister" in one.text.lower() for one in found)


def test_varied_candidates_go_in_no_circles(marian: Path) -> None:
    usual, varied = (
        opened(marian).translate(["哈哈哈哈哈哈。"], "zh", "en", 4, varied=one)[0] for one in (False, True)
    )
    assert usual[0].text == "Ha ha ha ha ha ha."
    assert usual[0].text not in [one.text for one in varied]


def test_it_goes_on_behind_a_rendering_likelier_where_that_belongs(marian: Path) -> None:
    places = ["Yaomei", "Little sister, come Yaomei"]
    first, last = opened(marian).go_on(["幺妹，快来吃饭。"] * 2, "zh", "en", places)
    assert first.text == "Yaomei, come and eat."
    assert last.text.startswith("Little sister, come Yaomei")
    assert first.score > last.score


def test_a_model_of_running_text_hears_whom_it_is_about(marian: Path) -> None:
    lines = ["我妈妈呢？", "回来了。"]
    alone = climbed(opened(marian), *lines)
    together = climbed(opened(marian, separator=SEPARATOR), *lines)
    assert [line.text for line in alone] == ["Where is Mom?", "He is back."]
    assert [line.text for line in together] == ["Where is Mom?", "She is back."]


class ZhEnEs(FakeSequence):
    """The trained model for Chinese to English, a book for English to Spanish."""

    def __init__(self, model: SequenceModel) -> None:
        super().__init__({("en", "es-419"): {"Come and eat.": ["Ven a comer."]}})
        self._model = model

    def supports(self, source: str, target: str) -> bool:
        return super().supports(source, target) or self._model.supports(source, target)

    def translate(
        self, texts: Sequence[str], source: str, target: str, best: int = 1, **more: Any
    ) -> list[tuple[Candidate, ...]]:
        leg = self._model if source == "zh" else super()
        return leg.translate(texts, source, target, best, **more)


def test_it_is_the_first_leg_through_english(marian: Path) -> None:
    source = transcript("快来吃饭。")
    made = stage(ZhEnEs(opened(marian)), brief(target="es-419"))
    done = made.join(source, list(made.run(made.split(source))))
    assert (done.lines[0].text, done.via) == ("Ven a comer.", "en")


def test_a_changed_rendering_in_english_is_another_spanish_scene() -> None:
    def key(english: str) -> object:
        about = brief(Term("明天", {"en": english, "es-419": "mañana"}), target="es-419")
        (part,) = stage(FakeSequence({}), about).split(transcript("明天见。"))
        return part.key

    assert key("tomorrow") != key("the morrow")


@pytest.fixture
def copy(marian: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(marian, tmp_path / "model"))


@pytest.mark.parametrize(
    ("chinese", "english", "pieces"),
    [
        ("__zh__", "__en__", "sentencepiece.bpe.model"),
        ("zho_Hans", "eng_Latn", "sentencepiece.bpe.model"),
        ("<2zh>", "<2en>", "spiece.model"),
    ],
)
def test_multilingual_models_are_told_apart_and_told_the_language(
    copy: Path, chinese: str, english: str, pieces: str
) -> None:
    """The same network with two of its tokens renamed: what it says is nonsense, in the right form."""
    vocabulary = json.loads((copy / "shared_vocabulary.json").read_text("utf-8"))
    renamed = dict(zip(SPARE, (chinese, english), strict=True))
    vocabulary = [renamed.get(token, token) for token in vocabulary]
    (copy / "shared_vocabulary.json").write_text(json.dumps(vocabulary), "utf-8")
    (copy / "target.spm").unlink()
    (copy / "source.spm").rename(copy / pieces)
    model = opened(copy, "any")
    assert model.supports("zh", "en") and not model.supports("zh", "es") and not model.supports("en", "en")
    (found,) = model.translate(["你好。"], "zh", "en", 2)
    assert len(found) == 2
    assert not any(one.text.startswith(english) for one in found)


@pytest.mark.parametrize("name", ["model.bin", "shared_vocabulary.json", "source.spm", "target.spm"])
def test_a_file_that_is_not_there_is_missing(copy: Path, name: str) -> None:
    (copy / name).unlink()
    with pytest.raises(WeightsMissing, match=name.split(".")[0]):
        opened(copy)


@pytest.mark.parametrize("name", ["model.bin", "shared_vocabulary.json", "source.spm", "config.json"])
def test_a_file_that_was_cut_off_is_corrupt(copy: Path, name: str) -> None:
    (copy / name).write_bytes((copy / name).read_bytes()[:20])
    with pytest.raises(WeightsCorrupt, match="ctranslate2"):
        opened(copy)


def test_no_folder_is_missing() -> None:
    with pytest.raises(WeightsMissing):
        SequenceModel(setup(Options(), "opus-mt-zh-en"))


@pytest.mark.parametrize("options", [{"device": "tpu"}, {"compute_type": "float8"}])
def test_a_device_that_is_not_there_is_no_fault_of_the_weights(marian: Path, options: dict[str, str]) -> None:
    with pytest.raises(ConfigurationError, match="ctranslate2: "):
        opened(marian, **options)
