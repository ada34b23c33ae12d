"""Names that nobody has listed: what stands in the source, and in pinyin with capitals in its translation."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from localize.consistency.names import SYLLABLES, windows
from localize.consistency.sounds import letters
from localize.domain.syllables import all_sounds, is_han

# Once, a word of the language may sound like it by chance (`Made` for 妈的); and so may a short one twice.
LINES, LETTERS = 2, 5


def names_by_sound(pairs: Iterable[tuple[str, str]]) -> set[str]:
    """Of lines with their translations, in a language that writes in Latin letters: the source forms. Of
    several, one inside another, the longest counts in its line."""
    counts = Counter(form for source, text in pairs for form in _in_line(source, text))
    return {form for form, count in counts.items() if count >= LINES}


def _in_line(source: str, text: str) -> set[str]:
    sounds = {sound for _, sound in windows(text) if len(sound) >= LETTERS}
    found = {form for sound in sounds for form in _spelled(sound, source)}
    return {form for form in found if not any(form in other and form != other for other in found)}


def _spelled(sound: str, source: str) -> Iterator[str]:
    """The runs of characters that may be read so."""
    read = _read(source)
    for start, sounds in enumerate(read):
        if sound.startswith(sounds):
            for end in _ends(sound, read, start):
                # 哈哈哈 is nobody.
                if end - start >= SYLLABLES and len(set(source[start:end])) > 1:
                    yield source[start:end]


def _ends(sound: str, read: Sequence[tuple[str, ...]], start: int) -> Iterator[int]:
    """Where characters from `start` on have used up the `sound`."""
    for one in read[start] if start < len(read) else ():
        if one == sound:
            yield start + 1
        elif sound.startswith(one):
            yield from _ends(sound.removeprefix(one), read, start + 1)


@lru_cache(maxsize=8192)
def _read(source: str) -> tuple[tuple[str, ...], ...]:
    """Every way in which each character may be read; none for a mark."""
    return tuple(_sounds(character) for character in source)


@lru_cache(maxsize=8192)
def _sounds(character: str) -> tuple[str, ...]:
    return tuple({*map(letters, all_sounds(character))}) if is_han(character) else ()
