"""What is promised outside: names, the record's fields, and that nothing heavy is imported too early."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

import localize
from localize.domain.transcript import Evidence
from localize.domain.translation import TermCheck
from localize.pipeline.record import LineRecord, Output, PartRun, RunRecord, StageRun, Totals
from localize.translate import faults

DOCS = Path(__file__).parent.parent / "docs"
HEAVY = ("torch", "whisper", "ctranslate2", "faster_whisper", "onnxruntime", "xllamacpp", "av", "numpy")


def test_the_public_names_are_pinned() -> None:
    assert localize.__all__ == [
        "Job", "LocalizeError", "RunRecord", "episode", "plan", "transcribe", "translate_subtitles",
    ]  # fmt: skip
    for name in localize.__all__:
        assert getattr(localize, name).__doc__
    with pytest.raises(AttributeError):
        _ = localize.nothing


@pytest.mark.parametrize(
    "kind",
    [RunRecord, StageRun, PartRun, LineRecord, Output, Totals, Evidence, TermCheck],
    ids=lambda k: k.__name__,
)
def test_every_field_of_the_record_is_documented(kind: type[msgspec.Struct]) -> None:
    text = (DOCS / "record.md").read_text("utf-8")
    missing = [field for field in kind.__struct_fields__ if f"`{field}`" not in text]
    assert missing == []


def test_every_kind_of_flag_is_documented() -> None:
    text = (DOCS / "record.md").read_text("utf-8")
    raised = {
        kind
        for path in (DOCS.parent / "localize").rglob("*.py")
        for kind in re.findall(r'Flag\(\s*"([a-z-]+)"', path.read_text("utf-8"))
    }
    assert len(raised) > 5
    assert [kind for kind in sorted({*raised, *faults.KINDS}) if f"| `{kind}` |" not in text] == []


def test_every_link_of_the_documents_leads_somewhere() -> None:
    for page in [DOCS.parent / "README.md", *DOCS.glob("*.md")]:
        links = re.findall(r"\]\(([^)#]+)\)", page.read_text("utf-8"))
        assert [link for link in links if "://" not in link and not (page.parent / link).exists()] == []


def test_the_pipeline_imports_no_heavy_library() -> None:
    code = f"import sys, localize.pipeline.jobs; print([n for n in {HEAVY!r} if n in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
