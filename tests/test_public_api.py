"""What is promised outside: names, the record's fields, and that nothing heavy is imported too early."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

import localize
from localize.domain.transcript import Evidence
from localize.domain.translation import TermCheck
from localize.pipeline.record import LineRecord, Output, PartRun, RunRecord, StageRun, Totals

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


def test_the_pipeline_imports_no_heavy_library() -> None:
    code = f"import sys, localize.pipeline.jobs; print([n for n in {HEAVY!r} if n in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
