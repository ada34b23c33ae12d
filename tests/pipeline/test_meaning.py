"""Dialect from end to end, with scripted engines: its sense reaches the record, the files, the translator."""

from __future__ import annotations

from pathlib import Path

import pytest

from localize import Job, RunRecord, episode, transcribe, translate_subtitles
from localize.errors import ConfigurationError
from localize.stage import ChatReply, ChatRequest
from localize.translate.engines.scripted import ScriptedTranslator
from tests.cli.series import LINES, write_series

pytestmark = pytest.mark.usefixtures("home")
STANDARD = [
    "苏小满，你一个洗碗的，配进周家的门吗？",
    "妈，我哪里对不起你啊？",
    "别叫我妈，周浩赶快签字离婚！",
]


@pytest.fixture
def clip(tmp_path: Path, sichuan_clip: Path) -> Path:
    return write_series(tmp_path / "series", sichuan_clip)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[ChatRequest]:
    """What the translator is asked from now on."""
    requests: list[ChatRequest] = []
    answer = ScriptedTranslator._answer

    def listen(self: ScriptedTranslator, request: ChatRequest) -> ChatReply:
        requests.append(request)
        return answer(self, request)

    monkeypatch.setattr(ScriptedTranslator, "_answer", listen)
    return requests


def subtitles(clip: Path, label: str) -> str:
    return "".join(clip.with_name(f"E01.{label}.srt").read_text("utf-8").split("\n")[2::4])


def hits(record: RunRecord) -> list[bool]:
    return [part.hit for run in record.stages if run.name == "translate en" for part in run.parts]


def with_pack(clip: Path, term: str, mandarin: str, english: str, register: str) -> Path:
    pack = clip.parent / "sichuan"
    pack.mkdir(exist_ok=True)
    columns = "term\tmandarin\tenglish\tregister\tcategory\tambiguous\tsource"
    row = "\t".join([term, mandarin, english, register, "verb", "no", "dict"])
    (pack / "lexicon.tsv").write_text(f"{columns}\n{row}\n", "utf-8")
    return pack


def test_the_record_and_the_files_tell_what_was_said_and_what_it_means(clip: Path) -> None:
    record = episode(Job(clip, standard=True))
    assert [line.text for line in record.lines] == [line.spoken for line in record.lines] == list(LINES)
    assert [line.standard for line in record.lines] == STANDARD
    assert [word.term for word in record.lines[2].dialect_words] == ["莫", "喊", "搞快"]
    assert [(output.file, output.language) for output in record.outputs] == [
        ("E01.zh.srt", "zh"), ("E01.zh-standard.srt", "zh"), ("E01.en.srt", "en"),
    ]  # fmt: skip
    assert "莫喊我妈" in clip.with_name("E01.zh.srt").read_text("utf-8")
    assert "别叫我妈" in clip.with_name("E01.zh-standard.srt").read_text("utf-8")


def test_the_translator_gets_the_standard_text(clip: Path, asked: list[ChatRequest]) -> None:
    episode(Job(clip))
    assert [request.user.splitlines()[-1] for request in asked] == [f"1. {line}" for line in STANDARD]


def test_the_translator_hears_of_the_colour_unless_it_is_to_be_neutral(
    clip: Path, asked: list[ChatRequest]
) -> None:
    pack = with_pack(clip, "搞快", "赶快", "move it", "rude")
    kept = episode(Job(clip, dialect_pack=pack))
    assert ["赶快 (搞快) = move it; rude" in request.user for request in asked] == [False, False, True]
    asked.clear()
    neutral = episode(Job(clip, dialect_pack=pack, dialect_flavour="neutral"))
    assert hits(neutral) == [True, True, False]  # the others have no colour to leave out
    assert ["move it" in request.user for request in asked] == [False]
    assert (kept.settings.translate.dialect_flavour, neutral.settings.translate.dialect_flavour) == (
        "keep", "neutral",
    )  # fmt: skip


def test_a_changed_gloss_redoes_the_scenes_that_are_told_of_it(clip: Path) -> None:
    episode(Job(clip, dialect_pack=with_pack(clip, "搞快", "赶快", "move it", "rude")))
    assert hits(episode(Job(clip, dialect_pack=with_pack(clip, "搞快", "赶快", "get going", "rude")))) == [
        True, True, False,
    ]  # fmt: skip
    assert hits(episode(Job(clip, dialect_pack=with_pack(clip, "锤子", "屁", "nothing", "rude")))) == [
        True, True, False,
    ]  # fmt: skip
    assert all(hits(episode(Job(clip, dialect_pack=with_pack(clip, "铲铲", "鬼", "heck", "rude")))))


def test_standard_mandarin_in_every_format_states_a_language_that_there_is(clip: Path) -> None:
    transcribe(Job(clip, standard=True, formats=("ttml", "vtt")))
    assert 'xml:lang="zh"' in clip.with_name("E01.zh-standard.ttml").read_text("utf-8")
    assert clip.with_name("E01.zh-standard.vtt").exists()


def test_a_series_may_ask_for_standard_mandarin_and_a_job_decline_it(clip: Path) -> None:
    settings = clip.with_name("series.toml")
    settings.write_text(settings.read_text("utf-8") + "\n[subtitle]\nstandard = true\n", "utf-8")
    assert len(transcribe(Job(clip)).outputs) == 2
    clip.with_name("E01.zh-standard.srt").unlink()
    assert len(transcribe(Job(clip, standard=False)).outputs) == 1
    assert len(transcribe(Job(clip, dialect="none")).outputs) == 1  # what is no dialect is standard already


def test_standard_mandarin_of_no_dialect_is_refused(clip: Path) -> None:
    with pytest.raises(ConfigurationError, match="no dialect is set"):
        transcribe(Job(clip, standard=True, dialect="none"))


def test_a_misspelt_flavour_is_answered(clip: Path) -> None:
    with pytest.raises(ConfigurationError, match="did you mean 'neutral'"):
        episode(Job(clip, dialect_flavour="netral"))


def test_our_standard_mandarin_is_translated_as_what_it_was_made_from(clip: Path) -> None:
    episode(Job(clip, standard=True))
    record = translate_subtitles(Job(clip.with_name("E01.zh-standard.srt")))
    assert hits(record) == [True, True, True]
    assert [line.text for line in record.lines] == list(LINES)
    assert [output.file for output in record.outputs] == ["E01.en.srt"]


def test_both_our_transcripts_can_be_translated_in_turn(clip: Path) -> None:
    episode(Job(clip, standard=True))
    for label in ("zh-standard", "zh", "zh-standard"):
        record = translate_subtitles(Job(clip.with_name(f"E01.{label}.srt")))
        assert [line.text for line in record.lines] == list(LINES)


def test_a_corrected_line_of_standard_mandarin_is_translated_as_it_stands(clip: Path) -> None:
    settings = clip.with_name("series.toml")
    text = settings.read_text("utf-8").replace("scene_lines = 1", "scene_lines = 1\ncontext_lines = 0")
    settings.write_text(text, "utf-8")
    episode(Job(clip, standard=True))
    standard = clip.with_name("E01.zh-standard.srt")
    standard.write_text(standard.read_text("utf-8").replace("哪里对不起你", "什么时候对不起你"), "utf-8")
    record = translate_subtitles(Job(standard))
    assert hits(record) == [True, False, True]
    assert record.lines[1].text.startswith("妈，我什么时候对不起你")
    episode(Job(clip, standard=True))
    assert "什么时候" in standard.read_text("utf-8")
    assert clip.with_name("E01.zh-standard.new.srt").exists()


def test_a_corrected_transcript_means_something_else(clip: Path) -> None:
    episode(Job(clip, standard=True))
    source = clip.with_name("E01.zh.srt")
    source.write_text(source.read_text("utf-8").replace("哪点儿", "啥子"), "utf-8")
    record = translate_subtitles(Job(source, standard=True))
    assert record.lines[1].standard.startswith("妈，我什么对不起你")
    assert record.lines[2].standard == STANDARD[2]
    written = clip.with_name("E01.zh-standard.srt").read_text("utf-8")
    assert "别叫我妈" in written
    assert "哪里" not in written
