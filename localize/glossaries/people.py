"""What `bible.toml` says → Bible, and every fault of it with its line."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, TypeVar

import msgspec

from localize.domain.bible import FEMALE, MALE, Address, Bible, Character, Market, Named, Style
from localize.domain.language import parse_language
from localize.domain.value import Value
from localize.errors import UnknownName, suggest
from localize.glossaries import toml_lines
from localize.glossaries.faults import Faults

GENDERS: Final = (FEMALE, MALE)
PROFANITY: Final = ("none", "mild", "strong")
# What the file calls each list, and what it holds.
LISTS: Final[Mapping[str, type[Value]]] = {
    "characters": Character,
    "address": Address,
    "places": Named,
    "organisations": Named,
    "jokes": Named,
    "markets": Market,
}
STYLE: Final = "style"
_KINDS: Final = {
    "str": "a text",
    "array": "a list",
    "object": "a table",
    "int": "a number",
    "bool": "true or false",
}

Kind = TypeVar("Kind", bound=Value)
Path = toml_lines.Path


@dataclass(frozen=True)
class _Item:
    """A table of the file, where it stands, and what was made of it."""

    path: Path
    value: Any


@dataclass(frozen=True)
class Reading:
    """`lines` tells where each value stands; `known` are people told of elsewhere."""

    faults: Faults
    lines: Mapping[Path, int]
    known: Collection[str] = ()

    def bible(self, table: Mapping[str, Any]) -> Bible:
        """What of the table is right."""
        self._tell_unknown(table, [*LISTS, STYLE], ())
        people = self._people(self._items(table, "characters"))
        characters = tuple(item.value for item in people)
        named = {name: self._named(self._items(table, name)) for name in ("places", "organisations", "jokes")}
        return Bible(
            characters=characters,
            addresses=self._addresses(self._items(table, "address"), characters),
            markets=self._markets(self._items(table, "markets")),
            styles=self._styles(table.get(STYLE, {})),
            **named,
        )

    # ── each kind ────────────────────────────────────────────────────────────────────────────────────

    def _people(self, items: Iterator[_Item]) -> list[_Item]:
        """Those whose forms are their own."""
        owners: dict[str, _Item] = {}
        kept = []
        for item in items:
            person = self._person(item)
            taken = [form for form in person.forms if form in owners]
            for form in taken:
                other = owners[form]
                where = f"{other.value.name!r} (line {self._line(other.path)})"
                self._tell(item.path, f"{form!r} of {person.name!r} is also a form of {where}")
            if person.name and not taken:
                kept.append(_Item(item.path, person))
                owners.update(dict.fromkeys(person.forms, kept[-1]))
        return kept

    def _person(self, item: _Item) -> Character:
        person: Character = item.value
        self._require_text(item, "name", "aliases")
        self._one_of(item, "gender", GENDERS)
        aliases = (alias for alias in dict.fromkeys(person.aliases) if alias != person.name)
        return msgspec.structs.replace(person, aliases=tuple(aliases))

    def _addresses(self, items: Iterator[_Item], people: Collection[Character]) -> tuple[Address, ...]:
        names = {form: person.name for person in people for form in person.forms}
        names = {name: name for name in self.known} | names
        found: dict[tuple[str, str, str], _Item] = {}
        for item in items:
            address = self._address(item, names)
            key = (address.speaker, address.to, address.says)
            if key in found:
                says = f" ({address.says})" if address.says else ""
                who = f"{address.speaker} to {address.to}{says}"
                self._tell(item.path, f"{who} stands in line {self._line(found[key].path)} already")
            found.setdefault(key, _Item(item.path, address))
        return tuple(item.value for item in found.values())

    def _address(self, item: _Item, names: Mapping[str, str]) -> Address:
        """With both by the name of a character, whichever of its forms the file has."""
        address: Address = item.value
        for key in ("speaker", "to"):
            who = getattr(address, key)
            if who not in names:
                hint = suggest(who, names) or "tell who it is under [[characters]]"
                self._tell((*item.path, key), f"`{key}`: {who!r} is no character", hint)
        return msgspec.structs.replace(
            address,
            speaker=names.get(address.speaker, address.speaker),
            to=names.get(address.to, address.to),
            targets=self._by_language(address.targets, (*item.path, "targets")),
            pronouns=self._by_language(address.pronouns, (*item.path, "pronouns")),
        )

    def _named(self, items: Iterator[_Item]) -> tuple[Named, ...]:
        found: dict[str, _Item] = {}
        for item in items:
            self._require_text(item, "name")
            name = item.value.name
            if name in found:
                self._tell(item.path, f"{name!r} stands in line {self._line(found[name].path)} already")
            found.setdefault(name, item)
        return tuple(item.value for item in found.values())

    def _markets(self, items: Iterator[_Item]) -> tuple[Market, ...]:
        return tuple(self._market(item) for item in items)

    def _market(self, item: _Item) -> Market:
        self._require_text(item, "avoid")
        path = (*item.path, "languages")
        if not item.value.languages:
            self._tell(path, "`languages` is empty", 'name those that it holds for: languages = ["ar"]')
        tags = (self._language(tag, path) for tag in item.value.languages)
        market: Market = item.value
        return msgspec.structs.replace(market, languages=tuple(dict.fromkeys(filter(None, tags))))

    def _styles(self, table: object) -> Mapping[str, Style]:
        if not isinstance(table, dict):
            self._tell((STYLE,), "`style` must be tables by language: [style.en]")
            return {}
        found = {}
        for tag, inner in self._by_language(table, (STYLE,)).items():
            path = next((STYLE, key) for key in table if table[key] is inner)
            style = self._converted(inner, Style, path)
            if style is not None:
                self._one_of(_Item(path, style), "profanity", PROFANITY)
                found[tag] = style
        return found

    # ── what is the same for all ─────────────────────────────────────────────────────────────────────

    def _items(self, table: Mapping[str, Any], name: str) -> Iterator[_Item]:
        """The tables of a list that are of its kind."""
        listed = table.get(name, [])
        if not isinstance(listed, list):
            self._tell((name,), f"`{name}` must be a list of tables, each under [[{name}]]")
            return
        for at, inner in enumerate(listed):
            value = self._converted(inner, LISTS[name], (name, at))
            if value is not None:
                yield _Item((name, at), value)

    def _converted(self, table: object, kind: type[Kind], path: Path) -> Kind | None:
        if not isinstance(table, dict):
            self._tell(path, f"`{path[0]}` must hold tables")
            return None
        fields = {field.name: field for field in msgspec.structs.fields(kind)}
        self._tell_unknown(table, fields, path)
        right = {key: value for key, value in table.items() if key in fields}
        for key, field in fields.items():
            if key in right:
                self._tell_wrong_kind(right, key, field.type, path)
            elif field.required:
                self._tell(path, f"no `{key}`", f"every table of `{path[0]}` needs one")
        complete = all(key in right for key, field in fields.items() if field.required)
        return msgspec.convert(right, kind) if complete else None

    def _tell_wrong_kind(self, right: dict[str, Any], key: str, kind: Any, path: Path) -> None:
        """And leaves it out."""
        try:
            msgspec.convert(right[key], kind)
        except msgspec.ValidationError as error:
            self._tell((*path, key), f"`{key}`: {_plain(error)}")
            del right[key]

    def _by_language(self, table: Mapping[str, Any], path: Path) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for tag, value in table.items():
            language = self._language(tag, (*path, tag))
            if language in found:
                self._tell((*path, tag), f"two entries for {language}")
            elif language:
                found[language] = value
        return found

    def _language(self, tag: str, path: Path) -> str:
        try:
            return parse_language(tag)
        except UnknownName as error:
            self._tell(path, error.message, error.hint)
            return ""

    def _require_text(self, item: _Item, *keys: str) -> None:
        for key in keys:
            value = getattr(item.value, key)
            if not all(text.strip() for text in ([value] if isinstance(value, str) else value)):
                self._tell((*item.path, key), f"`{key}` is empty")

    def _one_of(self, item: _Item, key: str, known: Collection[str]) -> None:
        value = getattr(item.value, key)
        if value and value not in known:
            self._tell((*item.path, key), f"unknown {key} {value!r}", suggest(value, known))

    def _tell_unknown(self, table: Mapping[str, Any], known: Collection[str], path: Path) -> None:
        for key in table:
            if key not in known:
                self._tell((*path, key), f"unknown key {key!r}", suggest(key, known))

    def _tell(self, path: Path, what: str, hint: str = "") -> None:
        self.faults.add(self._line(path), what, hint)

    def _line(self, path: Path) -> int:
        return toml_lines.line_of(path, self.lines)


def _plain(error: msgspec.ValidationError) -> str:
    """``Expected `str`, got `int` - at `$[0]` `` → `must be a text, not a number`."""
    said = str(error).partition(" - at")[0].split("`")
    if len(said) < 4:
        return str(error)
    return f"must be {_KINDS.get(said[1], said[1])}, not {_KINDS.get(said[3], said[3])}"
