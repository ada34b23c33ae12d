"""Any endpoint that speaks OpenAI's chat completions: Ollama, vLLM, llama-server, DeepSeek, OpenAI …

The text of the series leaves this machine for the URL that is set, and goes nowhere else: redirects are
not followed. The key is read from the environment only, and stands in no record, cache key or message.
"""

from __future__ import annotations

import hashlib
import os
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Annotated, Any, ClassVar

import httpx
from msgspec import Meta

from localize.domain.value import Value, settle
from localize.errors import ConfigurationError, EndpointError
from localize.flight import in_order
from localize.stage import ChatReply, ChatRequest, EngineSetup
from localize.translate.engines.completion import decode_completion, decode_refusal
from localize.translate.engines.exchange import Answer, post
from localize.translate.engines.patience import Patience
from localize.translate.engines.wording import Wording

URL_VARIABLES = ("LOCALIZE_BASE_URL", "OPENAI_BASE_URL")
KEY_VARIABLES = ("LOCALIZE_API_KEY", "OPENAI_API_KEY")
# Worth another try: time-outs, rate limits, and what servers say while they start or are overloaded.
PASSING = frozenset({408, 409, 425, 429, 500, 502, 503, 504, 529})
# What a server answers to a parameter that it does not know (RFC 9110, 15.5.1 and 15.5.21).
NOT_UNDERSTOOD = frozenset({400, 422})
HINTS = {
    401: "set the key in LOCALIZE_API_KEY",
    403: "check the key in LOCALIZE_API_KEY and what it may use",
    404: "check `base_url` (it usually ends in /v1) and the model's name",
}


class Options(Value, frozen=True):
    """`base_url` ends before `/chat/completions` (usually in `/v1`); empty: from LOCALIZE_BASE_URL, else
    OPENAI_BASE_URL. `model` is for settings without one beside the engine's name. `api_key_env` names the
    variable that holds the key; empty: LOCALIZE_API_KEY, else OPENAI_API_KEY. `timeout_s` is for a whole
    answer, to its last byte."""

    base_url: str = ""
    model: str = ""
    api_key_env: str = ""
    timeout_s: Annotated[float, Meta(gt=0, le=86_400)] = 120.0
    retries: Annotated[int, Meta(ge=0)] = 5
    max_in_flight: Annotated[int, Meta(ge=1)] = 4


class OpenAICompatible:
    """Raises ConfigurationError without a URL or a model, EndpointError when the server is down, slow,
    refuses the key, or answers nonsense again and again."""

    version: ClassVar[int] = 1
    default_model: ClassVar[str] = ""
    kind: ClassVar[str] = "chat"
    Options: ClassVar[type[Value]] = Options
    operational: ClassVar[frozenset[str]] = frozenset(
        {"base_url", "api_key_env", "timeout_s", "retries", "max_in_flight"}  # the URL is the fingerprint
    )
    weight_files: ClassVar[tuple[str, ...]] = ()
    packages: ClassVar[Mapping[str, str]] = {}

    def __init__(self, setup: EngineSetup, sleep: Callable[[float], object] | None = None) -> None:
        options = setup.options
        self.slots: int = options.max_in_flight
        self._closing = threading.Event()
        self._patience = Patience(options.retries, sleep or self._closing.wait)
        self._wording = Wording(_model(setup))
        self._url = _base_url(options) + "/chat/completions"
        self._key = _key(options)
        headers = {"Authorization": f"Bearer {self._key}"} if self._key else {}
        self._client, self._limit_s = httpx.Client(headers=headers), options.timeout_s
        settle()
        self._threads = ThreadPoolExecutor(self.slots, "openai")

    @classmethod
    def fingerprint(cls, options: Any) -> str:
        """Another server is another engine, also where the environment names it."""
        return hashlib.sha256(_base_url(options).encode()).hexdigest()

    def chat(self, requests: Sequence[ChatRequest]) -> Iterator[ChatReply]:
        yield from in_order(self._answer, requests, self._threads, self.slots)

    def close(self) -> None:
        self._closing.set()
        self._threads.shutdown(wait=False, cancel_futures=True)
        self._client.close()

    def _answer(self, request: ChatRequest) -> ChatReply:
        trouble, words = "", self._wording.now()
        for _ in self._patience.tries():
            try:
                answer = self._post(request)
            except httpx.RequestError as error:
                trouble = _transport_trouble(error)
                continue
            if answer.status in PASSING:
                trouble = self._said(answer)
                self._patience.heed(answer.headers.get("Retry-After"))
                continue
            if answer.status in NOT_UNDERSTOOD and (reply := decode_refusal(answer.text)):
                return reply
            if answer.status != 200:
                raise self._error(self._said(answer), HINTS.get(answer.status, ""))
            try:
                return decode_completion(answer.body)
            except ValueError as error:
                trouble = f"answers nonsense ({error})"
        if self._wording.without_patterns(words, request):
            return self._answer(request)
        raise self._error(trouble, "check that the server is up and speaks chat completions")

    def _post(self, request: ChatRequest) -> Answer:
        """Says it in other words, as long as the server does not understand and there are others."""
        while True:
            words = self._wording.now()
            answer = post(self._client, self._url, words.body(request), self._limit_s)
            if answer.status not in NOT_UNDERSTOOD or decode_refusal(answer.text):
                return answer
            if not self._wording.simpler(words, answer.text, request):
                return answer

    def _said(self, answer: Answer) -> str:
        text = " ".join(answer.text.split())[:200]
        if self._key:
            text = text.replace(self._key, "***")
        moved = answer.headers.get("Location")
        return f"answers {answer.phrase}{f' to {moved}' if moved else ''}: {text}"

    def _error(self, trouble: str, hint: str) -> EndpointError:
        return EndpointError(f"{self._url} {trouble}", hint)


def _transport_trouble(error: httpx.RequestError) -> str:
    if isinstance(error, httpx.TimeoutException):
        return f"does not answer in time ({type(error).__name__})"
    if isinstance(error, httpx.DecodingError):
        return f"answers nonsense ({error})"
    return f"cannot be reached ({error or type(error).__name__})"


def _model(setup: EngineSetup) -> str:
    model: str = setup.model or setup.options.model
    if not model:
        raise ConfigurationError("openai needs the name of a model", "give it with --translator openai:MODEL")
    return model


def _base_url(options: Any) -> str:
    """Raises ConfigurationError when there is none, or it holds a password."""
    url = options.base_url or _first(URL_VARIABLES)
    hint = f"set the option `base_url` or {URL_VARIABLES[0]}, for example http://localhost:11434/v1"
    if not url:
        raise ConfigurationError("openai needs the URL of an endpoint", hint)
    try:
        parsed = httpx.URL(url)
    except httpx.InvalidURL as error:
        raise ConfigurationError(f"bad URL of an endpoint: {error}", hint) from error
    if parsed.scheme not in ("http", "https") or not parsed.host:
        raise ConfigurationError(f"not the URL of an endpoint: {url!r}", hint)
    if parsed.userinfo:
        raise ConfigurationError("the URL of an endpoint must not hold a password", f"use {KEY_VARIABLES[0]}")
    return str(url).rstrip("/")


def _key(options: Any) -> str:
    if options.api_key_env and options.api_key_env not in os.environ:
        raise ConfigurationError(f"the variable {options.api_key_env} is not set", "it should hold the key")
    key = _first((options.api_key_env,) if options.api_key_env else KEY_VARIABLES)
    if not key.isascii():
        raise ConfigurationError("the key for the endpoint is not plain ASCII", "copy it again")
    return key


def _first(variables: Sequence[str]) -> str:
    environment: Mapping[str, str] = os.environ
    return next((environment[name].strip() for name in variables if environment.get(name)), "")
