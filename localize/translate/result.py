"""What a scene's translation is: the texts, and what they cost."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from localize.domain.review import Flag
from localize.domain.translation import Step
from localize.domain.value import Value
from localize.stage import ChatReply


class Usage(Value, frozen=True):
    """`asks` are requests to a chat model, or sentences given to a sequence model. Tokens are 0 where the
    engine does not tell; `cached_tokens` are those of the prompt that it did not have to read again."""

    asks: int = 0
    prompt_tokens: int = 0
    cached_tokens: int = 0
    completion_tokens: int = 0

    def with_reply(self, reply: ChatReply) -> Usage:
        return self + Usage(1, reply.prompt_tokens, reply.cached_tokens, reply.completion_tokens)

    def __add__(self, other: Usage) -> Usage:
        names = Usage.__struct_fields__
        return Usage(**{name: getattr(self, name) + getattr(other, name) for name in names})


class SceneLine(Value, frozen=True):
    """`text` is empty when nothing usable came; then `flags` say why. `asked` counts the requests,
    `steps` are what was done to mend it."""

    text: str
    asked: int = 1
    flags: tuple[Flag, ...] = ()
    steps: tuple[Step, ...] = ()


class SceneTranslation(Value, frozen=True):
    """One line for each of the scene's. `via` is the language it went through, or empty.

    The flags on terms are left out: `join` checks them against the whole glossary.
    """

    lines: tuple[SceneLine, ...]
    usage: Usage = Usage()
    via: str = ""

    @property
    def whole(self) -> bool:
        """Whether every line that was asked for has a text."""
        return all(line.text or not line.asked for line in self.lines)


def counts(results: Iterable[SceneTranslation]) -> Mapping[str, int]:
    """The usage of all results together: asks, prompt_tokens, cached_tokens, completion_tokens."""
    return total(result.usage for result in results)


def total(usages: Iterable[Usage]) -> Mapping[str, int]:
    whole = sum(usages, Usage())
    return {name: getattr(whole, name) for name in Usage.__struct_fields__}
