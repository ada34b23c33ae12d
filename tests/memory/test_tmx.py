"""TMX: what we write comes back, and what other tools write is read."""

from __future__ import annotations

import io
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from localize.domain.memory import APPROVED, CORRECTED, Entry, Place
from localize.errors import InputError
from localize.memory.tmx import Read, dumps, loads

# What our own entries hold: rows joined by single spaces, without control characters.
WORDS = st.text(st.characters(exclude_categories=("C", "Z")), min_size=1, max_size=6)
ROWS = st.lists(WORDS, min_size=1, max_size=3).map(" ".join)
WHEN = st.datetimes(datetime(1970, 1, 1), timezones=st.just(UTC)).map(
    lambda when: when.isoformat(timespec="seconds")
)
ENTRIES = st.builds(
    Entry,
    st.builds(
        Place,
        ROWS,
        st.lists(ROWS, max_size=2).map(tuple),
        st.lists(ROWS, max_size=2).map(tuple),
        ROWS | st.just(""),
        ROWS | st.just(""),
        ROWS | st.just(""),
    ),
    st.sampled_from(["en", "es-419", "th"]),
    ROWS,
    st.sampled_from([APPROVED, CORRECTED]),
    WHEN | st.just(""),
    ROWS | st.just(""),
)


def read(text: str | bytes, source: str = "zh", targets: tuple[str, ...] = ()) -> Read:
    data = text if isinstance(text, bytes) else text.encode()
    return loads(io.BytesIO(data), "in.tmx", source, targets)


def unit(*variants: tuple[str, str], **stamps: str) -> str:
    """With `lang` as its attribute, the segment as XML."""
    attributes = "".join(f' {name}="{value}"' for name, value in stamps.items())
    texts = "".join(f'<tuv xml:lang="{lang}"><seg>{text}</seg></tuv>' for lang, text in variants)
    return f"<tu{attributes}>{texts}</tu>"


def document(*units: str, head: str = "") -> str:
    return f'{head}<tmx version="1.4"><header srclang="zh-CN"/><body>{"".join(units)}</body></tmx>'


@settings(deadline=None)  # the first one loads a library
@given(st.lists(ENTRIES, max_size=4))
def test_what_is_written_comes_back(entries: list[Entry]) -> None:
    stream = io.BytesIO()
    dumps(entries, stream, "zh", "1")
    assert read(stream.getvalue()) == Read(tuple(entries), 0)


def test_what_xml_cannot_hold_is_left_out() -> None:
    stream = io.BytesIO()
    dumps([Entry(Place("走\x00"), "en", "G\x1bo\ufffe")], stream, "zh", "1")
    (entry,) = read(stream.getvalue()).entries
    assert (entry.place.source, entry.text) == ("走", "Go")


def test_inline_markup_of_other_formats_is_flattened() -> None:
    source = '你<bpt i="1">&lt;b&gt;</bpt>好<ept i="1">&lt;/b&gt;</ept>，<hi>妈<ph>{1}</ph></hi><ut>x</ut>！'
    target = 'Hi<!-- no --> <it pos="begin">{<sub>alt</sub>}</it>there,\n  <hi type="x">Mom</hi>!'
    (entry,) = read(document(unit(("zh", source), ("en", target)))).entries
    assert (entry.place.source, entry.text) == ("你好，妈！", "Hi there, Mom!")


def test_languages_are_read_as_other_tools_write_them() -> None:
    texts = ("ZH-CN", "走"), ("en_us", "Go"), ("ES", "Vete"), ("pt-PT", "Vai"), ("klingon!", "?"), ("fr", " ")
    found = read(document(unit(*texts)), targets=("en", "es-419", "pt-BR")).entries
    assert {one.target: one.text for one in found} == {"en": "Go", "es-419": "Vete", "pt-PT": "Vai"}


def test_old_files_write_lang_and_some_have_a_namespace() -> None:
    old = unit(("zh", "走"), ("en", "Go")).replace("xml:lang", "lang")
    named = document(unit(("zh", "来"), ("en", "Come"))).replace(
        "<tmx ", '<tmx xmlns="http://www.lisa.org/tmx14" '
    )
    assert [one.text for text in (document(old), named) for one in read(text).entries] == ["Go", "Come"]


def test_who_and_when_are_kept_and_a_bad_date_is_none() -> None:
    good = unit(("zh", "走"), ("en", "Go"), creationid="Ana", creationdate="20240102T030405Z")
    bad = unit(("zh", "来"), ("en", "Come"), changedate="yesterday", changeid="Bo")
    told = [(one.by, one.when, one.status) for one in read(document(good, bad)).entries]
    assert told == [("Ana", "2024-01-02T03:04:05+00:00", APPROVED), ("Bo", "", APPROVED)]


def test_units_without_a_pair_are_counted() -> None:
    units = unit(("zh", "走")), unit(("fr", "Va"), ("en", "Go")), "<tu/>", unit(("zh", "来"), ("en", "Come"))
    found = read(document(*units))
    assert ([one.text for one in found.entries], found.passed_over) == (["Come"], 3)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "gb18030"])
def test_any_declared_encoding_is_read(encoding: str) -> None:
    head = (
        f'<?xml version="1.0" encoding="{encoding.removesuffix("-sig")}"?><!DOCTYPE tmx SYSTEM "tmx14.dtd">'
    )
    assert (
        read(document(unit(("zh", "走"), ("en", "Go")), head=head).encode(encoding)).entries[0].text == "Go"
    )


LAUGHS = "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(9))


@pytest.mark.parametrize(
    "head",
    [
        f'<!DOCTYPE tmx [<!ENTITY l0 "ha">{LAUGHS}]>',
        '<!DOCTYPE tmx [<!ENTITY l9 SYSTEM "file:///etc/hostname">]>',
        '<!DOCTYPE tmx [<!ENTITY % more SYSTEM "file:///etc/hostname"> %more;]>',
    ],
)
def test_entities_are_refused(head: str) -> None:
    with pytest.raises(InputError, match="declares entities"):
        read(document(unit(("zh", "&l9;"), ("en", "&l9;")), head=head))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "in.tmx:1: no TMX"),
        ("source,en", "in.tmx:1: no TMX"),
        ("<tbx/>", "in.tmx is no TMX: it begins with <tbx>"),
        ("<tmx>\n<body>\n<tu>", "in.tmx:3: no TMX"),
        ("<tmx>" + "<body>" * 5000, "in.tmx:1: no TMX"),
    ],
)
def test_what_is_no_tmx_is_told_with_its_line(text: str, said: str) -> None:
    with pytest.raises(InputError) as raised:
        read(text)
    assert str(raised.value).startswith(said)
