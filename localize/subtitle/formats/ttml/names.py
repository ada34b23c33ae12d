"""The namespaces of TTML and of its dialects, and names in them as lxml writes them."""

from __future__ import annotations

TT = "http://www.w3.org/ns/ttml"
XML = "http://www.w3.org/XML/1998/namespace"
SPACES = {
    None: TT,
    "ttp": f"{TT}#parameter",
    "tts": f"{TT}#styling",
    "ttm": f"{TT}#metadata",
    "itts": f"{TT}/profile/imsc1#styling",
    "ebutts": "urn:ebu:tt:style",
    "ebuttm": "urn:ebu:tt:metadata",
}
XML_ID = f"{{{XML}}}id"
XML_LANG = f"{{{XML}}}lang"


def tt(name: str) -> str:
    return f"{{{TT}}}{name}"


def ttp(name: str) -> str:
    return f"{{{SPACES['ttp']}}}{name}"


def tts(name: str) -> str:
    return f"{{{SPACES['tts']}}}{name}"


def ttm(name: str) -> str:
    return f"{{{SPACES['ttm']}}}{name}"


def itts(name: str) -> str:
    return f"{{{SPACES['itts']}}}{name}"


def ebutts(name: str) -> str:
    return f"{{{SPACES['ebutts']}}}{name}"


def ebuttm(name: str) -> str:
    return f"{{{SPACES['ebuttm']}}}{name}"
