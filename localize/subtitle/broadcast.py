"""Subtitles as broadcasters keep them, EBU STL and Scenarist SCC, read through ttconv (an extra)."""

from __future__ import annotations

import io
import logging
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from localize.domain.track import Track
from localize.errors import BadSubtitles
from localize.subtitle.formats import ttml

if TYPE_CHECKING:
    from ttconv.model import ContentDocument

# The disk format code, from the fourth byte on (EBU Tech 3264), and the first line.
_STL = b"STL"
_STL_AT = 3
SCC = "Scenarist_SCC"
# The time code at which the programme starts, often 10:00:00:00, stands in the file's own header.
_OWN_START = "TCP"


def is_stl(data: bytes) -> bool:
    return data[_STL_AT : _STL_AT + len(_STL)] == _STL


def read_stl(data: bytes, language: str) -> Track:
    """Times count from the start of the programme. Raises BadSubtitles."""
    with _through_ttconv("EBU STL"):
        from ttconv.stl.config import STLReaderConfiguration
        from ttconv.stl.reader import to_model

        model = to_model(io.BytesIO(data), STLReaderConfiguration(program_start_tc=_OWN_START))
        return _track(model, language)


def read_scc(text: str, language: str) -> Track:
    """Captions of CEA-608 have the time codes of the tape. Raises BadSubtitles."""
    with _through_ttconv("SCC"):
        from ttconv.scc.reader import to_model

        return _track(to_model(text), language)


def _track(model: ContentDocument, language: str) -> Track:
    """Written as IMSC by ttconv, and read as any other."""
    from ttconv.imsc.writer import from_model

    document = io.BytesIO()
    from_model(model).write(document, "utf-8")
    return ttml.loads(io.StringIO(document.getvalue().decode("utf-8")), language)


@contextmanager
def _through_ttconv(what: str) -> Iterator[None]:
    """What ttconv raises or logs of a bad file becomes one error."""
    try:
        import ttconv.model  # noqa: F401
    except ImportError:
        hint = "install it: pip install 'localize[ttconv]'"
        raise BadSubtitles(f"{what} is read through ttconv, which is not installed", hint) from None
    logging.getLogger("ttconv").setLevel(logging.CRITICAL)
    try:
        yield
    except (ValueError, LookupError, TypeError, AttributeError, ArithmeticError, struct.error) as error:
        raise BadSubtitles(f"not {what}: {error or type(error).__name__}") from error
