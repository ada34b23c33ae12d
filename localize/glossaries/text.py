"""A file that somebody else saved → its text."""

from __future__ import annotations

from pathlib import Path

from localize.domain.encoding import decode_text
from localize.errors import BadGlossary


def text_of(file: Path, what: str, wanted: str) -> str:
    """Raises BadGlossary: `what` (`the glossary`) it was to be, and as which format it is `wanted`."""
    try:
        return decode_text(file.read_bytes())
    except OSError as error:
        raise BadGlossary(f"cannot read {what} {file}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise BadGlossary(f"{file}:{line}: not a text that can be read", f"save it as {wanted}") from error
