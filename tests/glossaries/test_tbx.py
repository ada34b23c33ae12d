"""TBX-Basic: ours against the published structure, and what other people's tools write."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from lxml import etree

from localize.domain.glossary import Term
from localize.errors import BadGlossary
from localize.glossaries.files import read, read_rows, written

# The core structure of ISO 30042:2008 as far as TBX-Basic uses it: order, nesting, required attributes. The
# content models of termEntry, langSet and tig are those of the published TBXBasiccoreStructV02.dtd.
CORE = """
<!ENTITY % auxInfo "(descrip | descripGrp | admin | transacGrp | note | ref | xref)*">
<!ELEMENT martif (martifHeader, text)>
<!ATTLIST martif type CDATA #REQUIRED xml:lang CDATA #REQUIRED>
<!ELEMENT martifHeader (fileDesc, encodingDesc?, revisionDesc?)>
<!ELEMENT fileDesc (titleStmt?, publicationStmt?, sourceDesc+)>
<!ELEMENT titleStmt (title, note*)>
<!ELEMENT title (#PCDATA)>
<!ELEMENT publicationStmt (p+)>
<!ELEMENT sourceDesc (p+)>
<!ELEMENT encodingDesc (p+)>
<!ELEMENT revisionDesc (change+)>
<!ELEMENT change (p+)>
<!ELEMENT p (#PCDATA)>
<!ATTLIST p type (XCSURI | XCSContent | DCSName) #IMPLIED>
<!ELEMENT text (body, back?)>
<!ELEMENT body (termEntry+)>
<!ELEMENT back EMPTY>
<!ELEMENT termEntry (%auxInfo;, langSet+)>
<!ATTLIST termEntry id ID #IMPLIED>
<!ELEMENT langSet (%auxInfo;, tig+)>
<!ATTLIST langSet id ID #IMPLIED xml:lang CDATA #REQUIRED>
<!ELEMENT tig (term, termNote*, %auxInfo;)>
<!ATTLIST tig id ID #IMPLIED>
<!ELEMENT term (#PCDATA)>
<!ELEMENT termNote (#PCDATA)>
<!ATTLIST termNote type CDATA #REQUIRED>
<!ELEMENT descrip (#PCDATA)>
<!ATTLIST descrip type CDATA #REQUIRED>
<!ELEMENT descripGrp (descrip, note*)>
<!ELEMENT admin (#PCDATA)>
<!ELEMENT transacGrp EMPTY>
<!ELEMENT note (#PCDATA)>
<!ELEMENT ref (#PCDATA)>
<!ELEMENT xref (#PCDATA)>
"""
STATUSES = {"preferredTerm-admn-sts", "admittedTerm-admn-sts", "deprecatedTerm-admn-sts"}
EVERYTHING = Term(
    source="老板",
    targets={"en": "boss", "es-419": "jefe"},
    kind="kinship",
    aliases=("老细",),
    note="whoever one works for",
    forbidden={"en": ("Boss Man",), "*": ("laoban",)},
    variants={"en": ("chief",), "th": ("นาย",)},
    exact=("en",),
    unless=("老板娘",),
    when=("公司", "上班"),
)

FOREIGN = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE martif SYSTEM "TBXBasiccoreStructV02.dtd">
<martif type="TBX-Basic" xml:lang="en-US">
<martifHeader><fileDesc><sourceDesc><p>Somebody's tool</p></sourceDesc></fileDesc></martifHeader>
<text><body>
<!-- an entry as such tools write them -->
<termEntry id="c1">
  <descripGrp><descrip type="definition">A form of
     address.</descrip><admin type="source">us</admin></descripGrp>
  <langSet xml:lang="en-US">
    <ntig><termGrp><term>Auntie</term><termNote type="partOfSpeech">noun</termNote></termGrp></ntig>
    <ntig><termGrp><term>Aunt</term></termGrp></ntig>
    <ntig><termGrp><term>empress</term>
      <termNote type="administrativeStatus">supersededTerm-admn-sts</termNote></termGrp></ntig>
  </langSet>
  <langSet xml:lang="zh-tw"><tig><term>孃孃</term><note>seldom</note></tig></langSet>
  <langSet xml:lang="zh-CN"><tig><term><hi>嬢</hi>嬢</term>
    <termNote type="administrativeStatus">preferredTerm-admn-sts</termNote></tig></langSet>
</termEntry>
<termEntry id="c2"><langSet xml:lang="de"><tig><term>Tante</term></tig></langSet></termEntry>
</body></text></martif>
"""


def foreign(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "terms.tbx"
    path.write_text(text, "utf-8")
    return path


def test_what_is_written_has_the_published_structure() -> None:
    root = etree.fromstring(written([EVERYTHING, Term("李")], "tbx", (), "zh"))
    core = etree.DTD(io.StringIO(CORE))
    assert core.validate(root), core.error_log
    assert root.get("type") == "TBX-Basic"
    assert root.find("martifHeader/fileDesc/sourceDesc/p") is not None
    (where,) = root.findall("martifHeader/encodingDesc/p[@type='XCSURI']")
    assert where.text.endswith("TBXBasicXCSV02.xcs")
    notes = root.iter("termNote")
    assert {(note.get("type"), note.text) for note in notes} == {
        ("administrativeStatus", status) for status in STATUSES
    }
    assert {one.get("type") for one in root.iter("descrip")} == {"definition", "subjectField"}


def test_the_structure_that_it_is_held_to_is_strict() -> None:
    core = etree.DTD(io.StringIO(CORE))
    good = written([EVERYTHING], "tbx", (), "zh")
    for broken in (b' type="TBX-Basic"', b' xml:lang="zh"', b"<p>A glossary of localize</p>"):
        assert not core.validate(etree.fromstring(good.replace(broken, b"")))
    late = good.replace(b"</langSet>\n      </termEntry>", b"</langSet><note>x</note></termEntry>")
    assert late != good
    assert not core.validate(etree.fromstring(late))


def test_forms_stand_where_other_tools_look_for_them() -> None:
    root = etree.fromstring(written([EVERYTHING], "tbx", (), "zh"))
    lang = "{http://www.w3.org/XML/1998/namespace}lang"
    told = {
        language.get(lang): {tig.findtext("term"): tig.findtext("termNote") for tig in language}
        for language in root.iter("langSet")
    }
    assert told == {
        "zh": {"老板": "preferredTerm-admn-sts", "老细": "admittedTerm-admn-sts"},
        "en": {
            "boss": "preferredTerm-admn-sts",
            "chief": "admittedTerm-admn-sts",
            "Boss Man": "deprecatedTerm-admn-sts",
        },
        "es-419": {"jefe": "preferredTerm-admn-sts"},
        "th": {"นาย": "admittedTerm-admn-sts"},
    }


def test_a_foreign_file(tmp_path: Path) -> None:
    sheet = read(foreign(tmp_path, FOREIGN), "zh")
    assert sheet.faults == []
    ((line, term),) = sheet.entries
    assert line == 7
    assert term == Term(
        source="嬢嬢",
        targets={"en-US": "Auntie"},
        aliases=("孃孃",),
        note="A form of address.; seldom",
        variants={"en-US": ("Aunt",)},
        forbidden={"en-US": ("empress",)},
    )
    assert [(one.line, one.what) for one in sheet.left_out] == [(20, "no term in zh: it has de")]


def test_another_language_may_be_the_source(tmp_path: Path) -> None:
    ((_, term), (_, other)) = read_rows(foreign(tmp_path, FOREIGN.replace('"de"', '"en-US"')), "en").entries
    assert (term.source, term.aliases, term.targets) == (
        "Auntie",
        ("Aunt", "empress"),
        {"zh-TW": "孃孃", "zh-CN": "嬢嬢"},
    )
    assert other.source == "Tante"


def test_a_description_without_a_kind_is_a_note(tmp_path: Path) -> None:
    text = """<martif><text><body><termEntry><langSet xml:lang="zh"><tig><term>李</term></tig></langSet>
    <descrip>a name</descrip><descrip type="sampleImage">li.png</descrip></termEntry></body></text>
    </martif>"""
    assert read(foreign(tmp_path, text)).glossary.terms == (Term("李", note="a name"),)


def test_version_3_names_its_elements_otherwise(tmp_path: Path) -> None:
    text = """<tbx xmlns="urn:iso:std:iso:30042:ed-2" type="TBX-Basic" style="dca" xml:lang="en"><text><body>
    <conceptEntry id="1"><langSec xml:lang="zh"><termSec><term>李</term></termSec></langSec>
    <langSec xml:lang="en"><termSec><term>Li</term></termSec></langSec></conceptEntry></body></text></tbx>"""
    assert read(foreign(tmp_path, text)).glossary.terms == (Term("李", {"en": "Li"}),)


ENTITY = (
    '<!DOCTYPE martif [<!ENTITY x SYSTEM "{secret}">]><martif><text><body><termEntry><langSet xml:lang="zh">'
)
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("<martif><text>", "terms.tbx:1: not XML"),
        ("not XML", "terms.tbx:1: not XML"),
        ("<html/>", "no TBX file: it begins with <html>"),
        ("<martif/>", "no `termEntry` in it"),
        ('<martif><termEntry><langSet xml:lang="de"><tig><term>x</term></tig></langSet></termEntry></martif>',
         "terms.tbx:1: no term in zh: it has de (--from names"),
        ("<martif><termEntry>\n<langSet><tig><term>x</term></tig></langSet></termEntry></martif>",
         "terms.tbx:2: a `langSet` without `xml:lang`"),
        ('<martif><termEntry>\n<langSet xml:lang="xx-nothing-xx"/></termEntry></martif>',
         "terms.tbx:2: unknown language 'xx-nothing-xx'"),
        (f'<!DOCTYPE martif [<!ENTITY l0 "ha">{LAUGHS}]><martif>&l11;</martif>',
         "terms.tbx:1: not XML: Maximum entity amplification"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_says_why(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(BadGlossary) as caught:
        read(foreign(tmp_path, text)).faults.refuse()
    assert message in str(caught.value)


def test_nothing_outside_the_file_is_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("hunter2", "utf-8")
    closing = "<tig><term>&x;</term></tig></langSet></termEntry></body></text></martif>"
    with pytest.raises(BadGlossary, match="entities are not put in") as caught:
        read(foreign(tmp_path, ENTITY.format(secret=secret.as_uri()) + closing))
    assert "hunter2" not in str(caught.value)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(BadGlossary, match="No such file"):
        read(tmp_path / "none.tbx")
