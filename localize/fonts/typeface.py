"""The faces that a text is drawn with: what the first one lacks comes from the next."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from itertools import groupby

from localize.domain.value import Value
from localize.fonts.face import Face
from localize.fonts.families import em_share


class Typeface(Value, frozen=True):
    """`faces` in order of preference, the language's own first."""

    language: str
    faces: tuple[Face, ...]

    @property
    def name(self) -> str:
        return self.faces[0].name

    @property
    def files(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(face.file for face in self.faces))

    def em(self, size: float) -> float:
        """The em in pixels of letters that a profile wants of that size."""
        return size * em_share(self.faces[0].family)

    def style_size(self, size: float) -> float:
        """What an ASS style must say for it: there the room above and below the letters counts too, and every
        font asks for another one."""
        return self.em(size) * self.faces[0].height

    def lacking(self, texts: Iterable[str]) -> str:
        """The characters, each once, that no face can draw."""
        drawn = frozenset().union(*(face.letters for face in self.faces))
        seen = dict.fromkeys(character for text in texts for character in text)
        return "".join(one for one in seen if ord(one) not in drawn and not _is_invisible(one))

    def runs(self, text: str) -> Iterator[tuple[Face, str]]:
        """The pieces of a text with the face that draws them; marks stay with their letters."""
        chosen = self.faces[0]
        if text and chosen.letters.issuperset(
            map(ord, text)
        ):  # most rows, and the rest takes ten times as long
            yield chosen, text
            return
        of: list[Face] = []
        for character in text:
            if not (_is_joined(character) and ord(character) in chosen.letters):
                chosen = self._face_for(character)
            of.append(chosen)
        at = 0
        for face, group in groupby(of):
            length = len(list(group))
            yield face, text[at : at + length]
            at += length

    def _face_for(self, character: str) -> Face:
        able = (face for face in self.faces if ord(character) in face.letters)
        return next(able, self.faces[0])


def _is_joined(character: str) -> bool:
    return character == " " or unicodedata.category(character) in ("Mn", "Mc", "Me", "Cf")


def _is_invisible(character: str) -> bool:
    """Spaces and signs of direction need no glyph."""
    return character.isspace() or unicodedata.category(character) in ("Cf", "Cc")
