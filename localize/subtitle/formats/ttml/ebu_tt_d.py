"""EBU-TT-D (EBU Tech 3380), what European broadcasters stream: no outlines, no named colours."""

from __future__ import annotations

from typing import TextIO

from localize.domain.track import Track
from localize.profiles import Layout
from localize.subtitle.formats.ttml.document import Dialect, write
from localize.subtitle.formats.ttml.names import ebuttm, ebutts, ttp, tts


def dumps(track: Track, stream: TextIO, layout: Layout) -> None:
    dialect = Dialect(
        root={ttp("timeBase"): "media"},
        text={ebutts("linePadding"): "0.5c", ebutts("multiRowAlign"): "center"},
        slant={tts("fontStyle"): "italic"},
        metadata=(
            (ebuttm("documentMetadata"), ""),
            (ebuttm("conformsToStandard"), "urn:ebu:tt:distribution:2018-04"),
            (ebuttm("documentOriginatingSystem"), "localize"),
        ),
        hollow=False,
    )
    write(track, stream, layout, dialect)
