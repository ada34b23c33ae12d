"""A chat model's reply → texts by line number, whatever the model made of what it was asked."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence

from localize.domain.review import Flag
from localize.stage import ChatReply

# One complete pair of a JSON object, whole even where the object is not.
_PAIR = re.compile(r'"(\d{1,6})"\s*:\s*("(?:[^"\\]|\\.)*")', re.S)
# `1. text`, for endpoints that cannot be held to JSON.
_ROW = re.compile(r"^\s*(\d{1,6})\s*[.:：)、]\s*(\S.*)$", re.M)
_THOUGHT = re.compile(r"<think>.*?(</think>|$)", re.S)


def read(reply: ChatReply, numbers: Sequence[int]) -> tuple[dict[int, str], dict[int, Flag]]:
    """The texts that came for `numbers`, and a fault for each number without one.

    A reply with a number that was not asked for may have moved every line: nothing of it is taken.
    """
    if reply.finish == "refused":
        return {}, dict.fromkeys(numbers, Flag("refused", "the model refused"))
    pairs, whole = _pairs(reply.text)
    invented = sorted(set(pairs) - set(numbers))
    if invented:
        detail = f"there is no line {invented[0]} among those asked for"
        return {}, dict.fromkeys(numbers, Flag("missing", detail))
    cut_off = reply.finish == "length" or not whole
    lost = Flag("truncated", "the reply was cut off") if cut_off else Flag("missing", "no translation")
    texts = {number: clean(pairs[number], number) for number in numbers if number in pairs}
    return texts, {number: lost for number in numbers if number not in pairs}


def _pairs(text: str) -> tuple[Mapping[int, str], bool]:
    """Numbers and texts, and whether the reply was whole."""
    text = _THOUGHT.sub("", text)
    start, end = text.find("{"), text.rfind("}")
    if start < 0:
        rows = {int(number): row for number, row in _ROW.findall(text)}
        return rows, bool(rows) or not text.strip()
    try:
        found = json.loads(text[start : end + 1])
    except (ValueError, RecursionError):
        return {int(number): _string(value) for number, value in _PAIR.findall(text)}, False
    return {int(key): value for key, value in found.items() if _is_pair(key, value)}, True


def _is_pair(key: str, value: object) -> bool:
    return isinstance(value, str) and re.fullmatch(r"[0-9]{1,6}", key) is not None


def _string(literal: str) -> str:
    try:
        return str(json.loads(literal, strict=False))
    except ValueError:  # a bad escape
        return literal[1:-1]


def clean(text: str, number: int) -> str:
    """One line, without the number that some models repeat and without characters that no font shows."""
    text = "".join(character if character.isprintable() else " " for character in text)
    return " ".join(re.sub(rf"^\s*{number}[.:)]\s", "", text).split())
