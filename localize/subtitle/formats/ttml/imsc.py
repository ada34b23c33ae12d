"""IMSC 1.1, text profile: TTML2 as streaming services read it."""

from __future__ import annotations

from typing import TextIO

from localize.domain.language import primary
from localize.domain.track import Track
from localize.profiles import Layout
from localize.subtitle.formats.ttml.document import Dialect, write
from localize.subtitle.formats.ttml.names import ebutts, itts, ttm, ttp, tts
from localize.subtitle.formats.ttml.outlines import outline

_PROFILE = "http://www.w3.org/ns/ttml/profile/imsc1.1/text"
# Netflix's Japanese guide: characters have no italics, they are sheared by this much.
_SHEAR = "16.67%"


def dumps(track: Track, stream: TextIO, layout: Layout) -> None:
    japanese = primary(track.language) == "ja"
    dialect = Dialect(
        root={ttp("timeBase"): "media", ttp("contentProfiles"): _PROFILE},
        text={
            tts("textOutline"): outline(layout),
            ebutts("linePadding"): "0.5c",
            itts("fillLineGap"): "true",
        },
        slant={tts("shear"): _SHEAR} if japanese else {tts("fontStyle"): "italic"},
        card={ttm("role"): "title", itts("forcedDisplay"): "true"},
    )
    write(track, stream, layout, dialect)
