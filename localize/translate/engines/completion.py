"""The body of a chat completion → ChatReply."""

from __future__ import annotations

import msgspec

from localize.stage import ChatReply

# OpenAI's, Azure's and others' words for a reply that was held back.
REFUSED = frozenset({"content_filter", "safety", "refusal", "sensitive"})


# What servers call a prompt that is too long: OpenAI and vLLM, llama-server, and in plain words.
TOO_LONG = ("context_length_exceeded", "exceed_context_size", "maximum context length", "context size")


class _PromptDetails(msgspec.Struct):
    cached_tokens: int | None = None


class _Usage(msgspec.Struct):
    prompt_tokens: int = 0
    completion_tokens: int = 0
    prompt_tokens_details: _PromptDetails | None = None


class _Message(msgspec.Struct):
    content: str | None = None
    refusal: str | None = None


class _Choice(msgspec.Struct):
    message: _Message
    finish_reason: str | None = None


class _Completion(msgspec.Struct):
    choices: list[_Choice]
    usage: _Usage | None = None


def decode_completion(body: bytes) -> ChatReply:
    """Raises ValueError, saying what came, when it is no chat completion or has no choices."""
    try:
        completion = msgspec.json.decode(body, type=_Completion)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise ValueError(f"{error}: {_beginning(body)}") from error
    if not completion.choices:
        raise ValueError("no choices")
    choice, usage = completion.choices[0], completion.usage or _Usage()
    details = usage.prompt_tokens_details or _PromptDetails()
    return ChatReply(
        text=choice.message.content or "",
        finish=_finish(choice),
        prompt_tokens=usage.prompt_tokens,
        cached_tokens=details.cached_tokens or 0,
        completion_tokens=usage.completion_tokens,
    )


def decode_refusal(complaint: str) -> ChatReply | None:
    """A request that was turned down for what it says, not for how: as the reply that it stands for."""
    lowered = complaint.lower()
    if any(word in lowered for word in TOO_LONG):
        return ChatReply("", finish="length")
    if any(f'"{word}"' in lowered for word in REFUSED):
        return ChatReply("", finish="refused")
    return None


def _finish(choice: _Choice) -> str:
    if choice.message.refusal or choice.finish_reason in REFUSED:
        return "refused"
    return "length" if choice.finish_reason == "length" else "stop"


def _beginning(body: bytes) -> str:
    text = " ".join(body.decode("utf-8", "replace").split())
    return repr(text[:80]) if text else "an empty body"
