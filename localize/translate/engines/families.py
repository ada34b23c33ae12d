"""How each family of sequence-to-sequence models is told which languages to cross."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Container, Mapping
from functools import cache
from pathlib import Path
from typing import Protocol

from localize.domain.language import parse_language, primary
from localize.errors import ConfigurationError, UnknownName

END = "</s>"
_PAIR = re.compile(r"(?:^|[/_-])([a-z]{2,3})-([a-z]{2,3})(?:-ctranslate2|-ct2)?/?$")


class Family(Protocol):
    """`lead` are tokens before the source's own, `prefix` those that the target must begin with."""

    def supports(self, source: str, target: str) -> bool: ...

    def lead(self, source: str, target: str) -> list[str]: ...

    def prefix(self, target: str) -> list[str]: ...


class Marian:
    """OPUS-MT: one language to one other; nothing has to be said."""

    def __init__(self, source: str, target: str) -> None:
        self._pair = (source, target)

    @classmethod
    def of(cls, pair: str, model: str) -> Marian:
        """`pair` as in `zh-en`; empty: from the end of the model's name. Raises ConfigurationError."""
        found = _PAIR.search(pair or model)
        if not found:
            hint = 'set the option `pair`, for example "zh-en"'
            raise ConfigurationError(f"which languages does {model or 'the model'} translate?", hint)
        return cls(*map(parse_language, found.groups()))

    def supports(self, source: str, target: str) -> bool:
        return (primary(source), primary(target)) == tuple(map(primary, self._pair))

    def lead(self, source: str, target: str) -> list[str]:  # noqa: ARG002
        return []

    def prefix(self, target: str) -> list[str]:  # noqa: ARG002
        return []


class M2M100:
    """`__zh__` before the source, `__en__` at the beginning of the target."""

    name = "m2m100"
    form = "__{}__"

    def __init__(self, vocabulary: Container[str]) -> None:
        self._vocabulary = vocabulary

    def supports(self, source: str, target: str) -> bool:
        return bool(self._token(source) and self._token(target)) and source != target

    def lead(self, source: str, target: str) -> list[str]:  # noqa: ARG002
        return [self._token(source)]

    def prefix(self, target: str) -> list[str]:
        return [self._token(target)]

    def codes(self, tag: str) -> list[str]:
        """What the language may be called, the best name first."""
        special = table()[self.name]
        return [special.get(tag, ""), special.get(primary(tag), ""), tag.replace("-", "_"), primary(tag)]

    def _token(self, tag: str) -> str:
        """The token of the language, or empty when the model has none."""
        tokens = (self.form.format(code) for code in self.codes(tag) if code)
        return next((token for token in tokens if token in self._vocabulary), "")


class Nllb(M2M100):
    """The same with FLORES-200 codes: `zho_Hans`, `eng_Latn`."""

    name = "nllb"
    form = "{}"

    def codes(self, tag: str) -> list[str]:
        import langcodes

        special, language = table()[self.name], langcodes.get(tag)
        regular = f"{language.to_alpha3()}_{language.maximize().script}"
        return [special.get(tag, ""), special.get(primary(tag), ""), regular]


class Madlad(M2M100):
    """`<2en>` before the source; which language that is, the model sees for itself."""

    name = "madlad"
    form = "<2{}>"

    def lead(self, source: str, target: str) -> list[str]:  # noqa: ARG002
        return [self._token(target)]

    def prefix(self, target: str) -> list[str]:  # noqa: ARG002
        return []


BY_VOCABULARY: Mapping[str, type[M2M100]] = {"__en__": M2M100, "eng_Latn": Nllb, "<2en>": Madlad}
BY_NAME: Mapping[str, type[M2M100]] = {kind.name: kind for kind in BY_VOCABULARY.values()}
NAMES = ("auto", "marian", *BY_NAME)


def family_of(name: str, vocabulary: Container[str], pair: str, model: str) -> Family:
    """`auto` tells the multilingual families by their token for English; what has none is Marian."""
    if name not in NAMES:
        raise UnknownName.of("family", name, NAMES, "options of ctranslate2")
    if name == "auto":
        found = (kind for token, kind in BY_VOCABULARY.items() if token in vocabulary)
        kind = next(found, None)
    else:
        kind = BY_NAME.get(name)
    return kind(vocabulary) if kind else Marian.of(pair, model)


@cache
def table() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads((Path(__file__).parent / "languages.toml").read_text("utf-8"))
