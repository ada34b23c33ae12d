"""What ffmpeg does to the picture, as a graph of its filters. File names in it are ours and plain."""

from __future__ import annotations

from collections.abc import Sequence

from localize.deliver.covering import Cover, Covered
from localize.deliver.picture import PictureStream

SUBTITLES = "subtitles.ass"
RESULT = "[drawn]"
_BLUR = "boxblur=luma_radius=min(w\\,h)/3:luma_power=3:chroma_radius=min(cw\\,ch)/3:chroma_power=3"


def graph(picture: PictureStream, cover: Cover, hidden: Sequence[Covered]) -> str:
    """The upright picture, what is hidden in it, the subtitles over it."""
    steps = [_blurred(at, one) if cover == "blur" else _boxed(at, one) for at, one in enumerate(hidden)]
    last = f"[p{len(steps)}]"
    begin = f"[0:{picture.stream}]null[p0]"
    return ";".join([begin, *steps, f"{last}{','.join(_drawn(picture))}{RESULT}"])


def _drawn(picture: PictureStream) -> list[str]:
    # `original_size` is the displayed one: letters keep their shape where pixels are no squares.
    size = f"{picture.width}x{picture.height}"
    ass = f"ass={SUBTITLES}:fontsdir=fonts:original_size={size}:shaping=complex"
    # Half the colours go with even sizes only.
    return [ass, "pad=ceil(iw/2)*2:ceil(ih/2)*2", "format=yuv420p"]


def _boxed(at: int, one: Covered) -> str:
    where = f"x={one.left}:y={one.top}:w={one.width}:h={one.height}"
    return f"[p{at}]drawbox={where}:color=black:t=fill:enable={_when(one)}[p{at + 1}]"


def _blurred(at: int, one: Covered) -> str:
    part = f"crop={one.width}:{one.height}:{one.left}:{one.top}:exact=1"
    over = f"overlay={one.left}:{one.top}:enable={_when(one)}"
    return f"[p{at}]split[a{at}][b{at}];[b{at}]{part},{_BLUR}[c{at}];[a{at}][c{at}]{over}[p{at + 1}]"


def _when(one: Covered) -> str:
    times = (f"between(t\\,{span.start_ms / 1000:.3f}\\,{span.end_ms / 1000:.3f})" for span in one.spans)
    return "+".join(times)
