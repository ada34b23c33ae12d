from __future__ import annotations

from pathlib import Path

import pytest

from localize.errors import ConfigurationError
from localize.scripted import ScriptedOptions
from localize.translate.engines.scripted import ScriptedTranslator
from tests.translate.lines import EPISODE, PORK, YAOMEI, brief, script, setup, stage, transcript


def opened(path: Path) -> ScriptedTranslator:
    return ScriptedTranslator(setup(ScriptedOptions(str(path))))


def test_it_says_what_was_written(tmp_path: Path) -> None:
    made = stage(opened(script(tmp_path / "s.json", EPISODE)), brief(YAOMEI, PORK))
    source = transcript(*EPISODE)
    done = made.join(source, list(made.run(made.split(source))))
    assert [line.text for line in done.lines] == list(EPISODE.values())
    assert [line.flags for line in done.lines] == [()] * 4


def test_a_line_that_nobody_wrote_is_missing(tmp_path: Path) -> None:
    made = stage(opened(script(tmp_path / "s.json", EPISODE)), brief())
    source = transcript("锦江茶铺明天见", *EPISODE)
    done = made.join(source, list(made.run(made.split(source))))
    assert [flag.kind for flag in done.lines[0].flags] == ["missing"]


def test_it_can_misbehave_first(tmp_path: Path) -> None:
    replies = [{"text": "<html>"}, {"text": "", "finish": "refused"}]
    made = stage(opened(script(tmp_path / "s.json", EPISODE, replies)), brief())
    source = transcript("今天好冷哦。")
    done = made.join(source, list(made.run(made.split(source))))
    assert (done.lines[0].text, done.lines[0].asked) == ("It's so cold today.", 3)


def test_another_script_is_another_engine(tmp_path: Path) -> None:
    one, other = (script(tmp_path / name, lines) for name, lines in (("a", EPISODE), ("b", {})))
    assert ScriptedTranslator.fingerprint(ScriptedOptions(str(one))) != ScriptedTranslator.fingerprint(
        ScriptedOptions(str(other))
    )


@pytest.mark.parametrize("content", [b"", b"[]", b'{"lines": {"a": 1}}', b'{"line": {}}', b"\xff"])
def test_a_bad_script_is_told(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "s.json").write_bytes(content)
    with pytest.raises(ConfigurationError, match="not a translator's script"):
        opened(tmp_path / "s.json")


def test_no_script_is_told(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="has no script"):
        ScriptedTranslator.fingerprint(ScriptedOptions())
    with pytest.raises(ConfigurationError, match="cannot read"):
        opened(tmp_path / "none.json")
