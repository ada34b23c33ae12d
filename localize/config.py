"""`series.toml` → frozen settings. A key that nobody reads is an error that says what was meant."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Final, Literal, TypeVar, get_args, get_origin, get_type_hints

import msgspec
import platformdirs

from localize.domain.track import ABOVE, ADULT, MERGED, Audience, Forced, Over
from localize.domain.translation import KEEP, Flavour
from localize.domain.value import Value
from localize.errors import ConfigurationError, UnknownName

SETTINGS_FILE = "series.toml"
# By what a value is to be, how TOML has it.
_WRITTEN: Final = {
    "str": "text stands in quotes",
    "int": "a whole number stands without quotes",
    "float": "a number stands without quotes",
    "bool": "it is true or false, without quotes",
    "array": "a list stands in brackets: [ … ]",
    "object": "a table stands under its [name], or in braces: { … }",
}
_OTHER_KIND = re.compile(r"^Expected `(\w+)`, got ")


class SeriesTable(Value, frozen=True):
    """`setting` tells the translator where, when and who; `glossary` is a path beside the file.

    `dialect` is the name of a pack, `auto` to tell it from each episode, or `none`; `dialect_pack` the folder
    of one, a path beside the file.
    """

    title: str = ""
    language: str = "zh"
    dialect: str = "none"
    dialect_pack: str = ""
    targets: tuple[str, ...] = ()
    setting: str = ""
    glossary: str = ""


class Character(Value, frozen=True):
    name: str
    gender: str = ""
    note: str = ""


class RecognizerTable(Value, frozen=True):
    """`model` is a catalogue name, empty for the engine's default; `options` are the engine's own."""

    engine: str
    model: str = ""
    options: Mapping[str, Any] = {}


class RecognizeTable(Value, frozen=True):
    """`model` is a catalogue name, empty for the engine's default; `options` are the engine's own. Every beam
    takes memory and time; beyond ten or so none was ever seen to help. `also` are further recognisers, whose
    hearings are merged with that of the first."""

    engine: str = "faster-whisper"
    model: str = ""
    beam_size: Annotated[int, msgspec.Meta(ge=1, le=100)] = 5
    options: Mapping[str, Any] = {}
    also: tuple[RecognizerTable, ...] = ()

    @property
    def recognizers(self) -> tuple[RecognizerTable, ...]:
        """All of them, the one that wins ties first."""
        return (RecognizerTable(self.engine, self.model, self.options), *self.also)


class WatchTable(Value, frozen=True):
    """`mode` is `auto` (look at some frames, and watch on when text is burned in), `on` or `off`.

    `region` says where the dialogue stands, as shares of the picture's height from its top: `[0.7, 0.85]`.
    Empty: it is learned from the episode.
    """

    mode: Literal["auto", "on", "off"] = "auto"
    region: tuple[float, ...] = ()
    engine: str = "rapidocr"
    options: Mapping[str, Any] = {}


class VoicesTable(Value, frozen=True):
    """What tells the voices of a cast apart; `model` is a catalogue name, empty for the engine's default."""

    engine: str = "ge2e"
    model: str = ""
    options: Mapping[str, Any] = {}


class TranslateTable(Value, frozen=True):
    """Scenes end at silences of `scene_gap_ms` and hold at most `scene_lines`; `context_lines` of each
    neighbour are shown read-only. `dialect_flavour` is how much of a dialect's colour a translation keeps:
    `keep` what can be kept, or `neutral`, the plain sense. `genres` lend the series their tone; `polish`: the
    whole episode is read a second time, and corrected with a reason. With `strict` a run that leaves a
    violation of the glossary or of the bible open fails once everything is written."""

    engine: str = "llama"
    model: str = ""
    scene_gap_ms: Annotated[int, msgspec.Meta(ge=0)] = 3000
    scene_lines: Annotated[int, msgspec.Meta(ge=1)] = 8
    context_lines: Annotated[int, msgspec.Meta(ge=0)] = 2
    dialect_flavour: Flavour = KEEP
    genres: tuple[str, ...] = ()
    polish: bool = False
    strict: bool = False
    options: Mapping[str, Any] = {}


class SubtitleTable(Value, frozen=True):
    """`profile` is the name of one, or `auto` for `vertical` where the picture is at least as high as wide or
    nobody knows it, and else `netflix`; `limits` are rules of the series' own over those of the profile, for
    all languages, and in tables named by tag for one. `audience` is `adult`, or `child`: the profile's
    `child_speed` then counts in place of its `characters_per_second`. `standard`: beside a transcript in
    dialect, the same in standard Mandarin.

    `over` says what happens where burned-in text stands in the way: `above` it, over it with a `box`, or
    `none`. `bilingual` is a second language, which stands below the rows of each target in a track more, or
    `bilingual_above` them. `forced` says where text on the screen goes that nobody says: `merged` with the
    dialogue, `separate`, or `both`. `hearing_impaired`: a track more that tells who speaks.
    `rtl_marks`: rows from right to left are marked as such in SubRip."""

    profile: str = "auto"
    limits: Mapping[str, Any] = {}
    audience: Audience = ADULT
    formats: Annotated[tuple[str, ...], msgspec.Meta(min_length=1)] = ("srt",)
    standard: bool = False
    over: Over = ABOVE
    bilingual: str = ""
    bilingual_above: bool = False
    forced: Forced = MERGED
    hearing_impaired: bool = False
    rtl_marks: bool = False


class RunTable(Value, frozen=True):
    """How a season is worked on; nothing here changes a result. `workers` are processes (0: by the machine's
    cores), `memory` is what they may take together (`12 GiB`; empty: what the machine has). By `order`
    `episode` the first episodes are finished first; by `stage` each model is used for all of them in turn.
    `store` is where finished parts are kept: a path beside the file, or a URL such as `s3://bucket/prefix`;
    empty for the user's own. `cluster` is the address of a Ray cluster, or `auto` for the one that runs here,
    which is started if there is none; empty for this machine's processes."""

    workers: Annotated[int, msgspec.Meta(ge=0, le=1024)] = 0
    memory: str = ""
    order: Literal["episode", "stage"] = "episode"
    store: str = ""
    cluster: str = ""


class Settings(Value, frozen=True):
    """Everything a series sets; the defaults are those of a run without `series.toml`."""

    series: SeriesTable = SeriesTable()
    characters: tuple[Character, ...] = ()
    recognize: RecognizeTable = RecognizeTable()
    watch: WatchTable = WatchTable()
    voices: VoicesTable = VoicesTable()
    translate: TranslateTable = TranslateTable()
    subtitle: SubtitleTable = SubtitleTable()
    run: RunTable = RunTable()


ValueT = TypeVar("ValueT", bound=Value)


def load_settings(folder: Path) -> Settings:
    """The settings of the series in `folder`. Raises ConfigurationError, with the file and the key."""
    path = folder / SETTINGS_FILE
    try:
        table = tomllib.loads(path.read_text("utf-8-sig"))
    except (FileNotFoundError, NotADirectoryError):
        raise ConfigurationError(f"no {SETTINGS_FILE} in {folder}", "make one with `localize init`") from None
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigurationError(f"{path}: {error}") from error
    return decode(Settings, table, str(path))


def settings_in(folder: Path) -> Settings:
    """As `load_settings`; the defaults where the folder holds no series."""
    return load_settings(folder) if (folder / SETTINGS_FILE).exists() else Settings()


def decode(kind: type[ValueT], table: Mapping[str, Any], where: str) -> ValueT:
    """A table read from TOML as a `kind`. Raises ConfigurationError naming the key and what was meant."""
    _refuse_unknown(kind, table, where)
    try:
        return msgspec.convert(table, kind)
    except msgspec.ValidationError as error:
        raise ConfigurationError(f"{where}: {error}", _how_written(str(error))) from error


def home() -> Path:
    """Where weights and finished parts live, shared by all series: `LOCALIZE_HOME`, else the user's cache.

    Raises ConfigurationError when it is under the home of somebody who is not there.
    """
    set_by_user = os.environ.get("LOCALIZE_HOME")
    if not set_by_user:
        return platformdirs.user_cache_path("localize")
    try:
        return Path(set_by_user).expanduser()
    except RuntimeError as error:
        raise ConfigurationError(f"LOCALIZE_HOME is {set_by_user}: there is no such user") from error


def _how_written(said: str) -> str:
    """Empty where it is of the right kind, and wrong for another reason."""
    other = _OTHER_KIND.match(said)
    return _WRITTEN.get(other[1], "") if other else ""


def _refuse_unknown(kind: type[Value], table: Mapping[str, Any], where: str) -> None:
    hints = get_type_hints(kind)
    for key, value in table.items():
        if not hints:
            raise UnknownName(f"{where}: unknown key {key!r}", "there are none: leave it out")
        if key not in hints:
            raise UnknownName.of("key", key, hints, where)
        for inner, item in _tables(hints[key], value):
            _refuse_unknown(inner, item, f"{where}: [{key}]")


def _tables(hint: Any, value: Any) -> list[tuple[type[Value], Mapping[str, Any]]]:
    """The tables inside `value` that have a settings class of their own."""
    if isinstance(value, dict) and isinstance(hint, type) and issubclass(hint, Value):
        return [(hint, value)]
    if isinstance(value, list) and get_origin(hint) is tuple:
        return [pair for item in value for pair in _tables(get_args(hint)[0], item)]
    return []
