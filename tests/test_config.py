"""series.toml: strict, and helpful about it."""

from __future__ import annotations

from pathlib import Path

import pytest

from localize.config import Settings, decode, home, load_settings, settings_in
from localize.domain.value import Value
from localize.errors import ConfigurationError, UnknownName


def write(folder: Path, text: str) -> Path:
    (folder / "series.toml").write_text(text, "utf-8")
    return folder


def test_everything_has_a_default(tmp_path: Path) -> None:
    assert load_settings(write(tmp_path, "")) == Settings()


def test_all_tables_are_read(tmp_path: Path) -> None:
    settings = load_settings(
        write(
            tmp_path,
            """
            [series]
            title = "幺妹回家"
            targets = ["en", "es-419"]
            [[characters]]
            name = "幺妹"
            gender = "female"
            [recognize]
            beam_size = 1
            [recognize.options]
            batch_size = 4
            [translate]
            engine = "scripted"
            [subtitle]
            formats = ["srt", "vtt"]
            [subtitle.limits]
            row_width = 20
            [subtitle.limits.th]
            rows = 1
            """,
        )
    )
    assert settings.series.title == "幺妹回家"
    assert settings.characters[0].gender == "female"
    assert settings.recognize.options == {"batch_size": 4}
    assert settings.subtitle.formats == ("srt", "vtt")
    assert settings.subtitle.limits == {"row_width": 20, "th": {"rows": 1}}


@pytest.mark.parametrize(
    ("text", "key", "meant"),
    [
        ("[serie]", "serie", "series"),
        ("[series]\ntitel = 'x'", "titel", "title"),
        ("[[characters]]\nname = 'x'\ngendre = 'f'", "gendre", "gender"),
    ],
)
def test_an_unknown_key_says_what_was_meant(tmp_path: Path, text: str, key: str, meant: str) -> None:
    with pytest.raises(UnknownName) as caught:
        load_settings(write(tmp_path, text))
    assert repr(key) in str(caught.value)
    assert repr(meant) in caught.value.hint
    assert "series.toml" in str(caught.value)


@pytest.mark.parametrize(
    "text",
    [
        "[series]\ntargets = 'en'",
        "[recognize]\nbeam_size = '5'",
        "[series",
        "a = 1\na = 2",
        "[recognize]\nbeam_size = 100000",
        "[subtitle]\nformats = []",
    ],
)
def test_what_is_wrong_is_a_configuration_error_naming_the_file(tmp_path: Path, text: str) -> None:
    with pytest.raises(ConfigurationError, match=r"series\.toml"):
        load_settings(write(tmp_path, text))


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("[voices]\nengine = 3", "text stands in quotes"),
        ("[recognize]\nbeam_size = '5'", "a whole number stands without quotes"),
        ("[translate]\npolish = 'yes'", "it is true or false, without quotes"),
        ("[series]\ntargets = 'en'", "a list stands in brackets: [ … ]"),
        ("voices = 'ge2e'", "a table stands under its [name], or in braces: { … }"),
        ("[recognize]\nbeam_size = 100000", ""),
    ],
)
def test_a_value_of_another_kind_says_how_it_is_written(tmp_path: Path, text: str, hint: str) -> None:
    with pytest.raises(ConfigurationError) as caught:
        load_settings(write(tmp_path, text))
    assert caught.value.hint == hint


def test_a_key_where_there_are_none() -> None:
    class Nothing(Value, frozen=True):
        """No options."""

    with pytest.raises(UnknownName, match=r"options of ge2e: unknown key 'device' \(there are none"):
        decode(Nothing, {"device": "cuda"}, "options of ge2e")


def test_a_folder_may_hold_no_series(tmp_path: Path) -> None:
    assert settings_in(tmp_path) == Settings()
    write(tmp_path, '[series]\ntitle = "幺妹"')
    assert settings_in(tmp_path).series.title == "幺妹"


def test_no_file_and_no_utf8(tmp_path: Path) -> None:
    (tmp_path / "E01.mp4").touch()
    for folder in (tmp_path, tmp_path / "E01.mp4"):
        with pytest.raises(ConfigurationError, match=r"no series\.toml in .*localize init"):
            load_settings(folder)
    (tmp_path / "series.toml").write_bytes("[series]\ntitle = '幺妹'".encode("gb18030"))
    with pytest.raises(ConfigurationError, match=r"series\.toml"):
        load_settings(tmp_path)


def test_home_is_the_users_to_choose(home: Path) -> None:
    from localize import config

    assert config.home() == home


def test_home_expands_the_tilde(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOCALIZE_HOME", "~/x")
    assert home() == Path.home() / "x"
    monkeypatch.setenv("LOCALIZE_HOME", "~no-such-user/x")
    with pytest.raises(ConfigurationError, match="no such user"):
        home()
