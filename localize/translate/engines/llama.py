"""A GGUF model in this process, through llama.cpp.

`xllamacpp` is used because it ships wheels and the whole of llama.cpp's server as a library: parallel slots,
continuous batching, prompt reuse and grammar-constrained JSON. `llama-cpp-python` must be compiled by the
user (its registry release has no wheels) and answers one request at a time.

llama.cpp rounds otherwise when it evaluates a prompt in other pieces, or beside another request, and then
writes another word: of 8 requests, 4 replies hung on what had been asked before. Here a reply hangs on its
request alone, whatever the order and the number of threads; only more `slots` than one give that up.
"""

from __future__ import annotations

import secrets
import threading
from collections import OrderedDict
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, ClassVar

from msgspec import Meta

from localize.cores import free_cores
from localize.domain.value import Value, settle
from localize.errors import EngineError, EngineUnavailable, OutOfMemory, WeightsCorrupt, WeightsMissing
from localize.flight import in_order
from localize.stage import ChatReply, ChatRequest, EngineSetup

if TYPE_CHECKING:
    from xllamacpp import CommonParams, Server

# llama.cpp's log levels begin at 0 (its output); below it nothing is written to stdout or stderr.
SILENT = -1
# One request at a time, yet a slot for each kind of instructions that alternate: drafts, and what mends them.
INSTRUCTIONS = 2
# Answered without a look at the answer. No request of ours begins like it.
NOTHING = "."
GET_AGAIN = "get it again; `localize models verify` checks those of the catalogue"


class Options(Value, frozen=True):
    """`context` is the tokens that one request and its reply may take together; `slots` requests are worked
    on at once, each with a context of its own: with more than one, which a GPU needs to be busy, replies are
    no longer the same every time. `gpu_layers` -1 puts on the GPU, where there is one, as many layers as
    fit."""

    context: Annotated[int, Meta(ge=256, le=10_000_000)] = 4096
    slots: Annotated[int, Meta(ge=1)] = 1
    gpu_layers: int = -1


class Llama:
    """`weights` is a *.gguf file, or a folder with one.

    Raises WeightsMissing, WeightsCorrupt (llama.cpp cannot load it), OutOfMemory.
    """

    version: ClassVar[int] = 2
    default_model: ClassVar[str] = "qwen2.5-coder-1.5b"
    kind: ClassVar[str] = "chat"
    Options: ClassVar[type[Value]] = Options
    operational: ClassVar[frozenset[str]] = frozenset({"slots", "gpu_layers"})
    weight_files: ClassVar[tuple[str, ...]] = ("*.gguf",)
    packages: ClassVar[Mapping[str, str]] = {}

    def __init__(self, setup: EngineSetup) -> None:
        self.slots: int = setup.options.slots
        self._stopping = threading.Event()
        self._server: Server = _open(_gguf(setup.weights), setup.options, setup.threads)
        settle()
        self._threads = ThreadPoolExecutor(self.slots, "llama")
        # The instructions that each slot begins with, those asked for last at the end.
        self._instructions = OrderedDict[int, str].fromkeys(range(INSTRUCTIONS), "")

    @classmethod
    def fingerprint(cls, options: Any) -> str:  # noqa: ARG003
        return ""

    def chat(self, requests: Sequence[ChatRequest]) -> Iterator[ChatReply]:
        yield from in_order(self._answer, requests, self._threads, self.slots)

    def close(self) -> None:
        """What is being written stops at its next token."""
        self._stopping.set()
        self._threads.shutdown(cancel_futures=True)
        del self._server

    def _answer(self, request: ChatRequest) -> ChatReply:
        if self.slots == 1:
            return _reply(self._ask(_body(request) | {"id_slot": self._slot_after(request.system)}))
        return _reply(self._ask(_body(request)))

    def _slot_after(self, instructions: str) -> int:
        """The slot that goes on right behind these instructions, which were evaluated by themselves.

        After a request a slot also holds what was said in it, and the next one would go on from wherever the
        two part. A question about nothing sets it back.
        """
        held = {text: slot for slot, text in self._instructions.items()}
        slot = held.get(instructions, next(iter(self._instructions)))
        request = ChatRequest(instructions, NOTHING, max_tokens=1)
        self._ask(_body(request) | {"id_slot": slot, "cache_prompt": instructions in held})
        self._instructions[slot] = instructions
        self._instructions.move_to_end(slot)
        return slot

    def _ask(self, body: dict[str, Any]) -> list[dict[str, Any]]:
        pieces: list[dict[str, Any]] = []

        def hear(piece: dict[str, Any]) -> bool:
            pieces.append(piece)
            return self._stopping.is_set()

        try:
            self._server.handle_chat_completions(body, hear)
        except ValueError as error:  # what llama.cpp refuses before it begins
            raise EngineError(f"llama.cpp: {error}") from error
        return pieces


def _gguf(weights: Path | None) -> Path:
    if weights is None:
        raise WeightsMissing("llama needs a model", "name one with --translator llama:NAME")
    found = [weights] if weights.is_file() else sorted(weights.glob(*Llama.weight_files))
    if found:
        return found[0]
    raise WeightsMissing(f"no .gguf file in {weights}", GET_AGAIN)


def _open(path: Path, options: Options, threads: int) -> Server:
    """llama.cpp says only that it failed. With hardly any context and no GPU it needs little memory: if the
    file loads then, memory was missing, else the file is bad."""
    try:
        import xllamacpp  # noqa: F401
    except ImportError as error:
        if OutOfMemory.is_behind(error):
            raise
        raise EngineUnavailable(f"xllamacpp cannot be loaded: {error}", "pip install xllamacpp") from error
    try:
        return _start(_parameters(path, options, threads))
    except RuntimeError as error:
        _check(path, threads, error)
        raise OutOfMemory(
            f"not enough memory for {path.name} with {_slots(options)} × {options.context} tokens of context",
            "lower the options `slots`, `context` or `gpu_layers`, or take a smaller model",
        ) from error


def _check(path: Path, threads: int, cause: RuntimeError) -> None:
    """Raises WeightsCorrupt when not even the smallest use of the file works."""
    try:
        _start(_parameters(path, Options(context=256, slots=1, gpu_layers=0), threads))
    except RuntimeError:
        raise WeightsCorrupt(f"llama.cpp cannot load {path}", GET_AGAIN) from cause


def _start(parameters: CommonParams) -> Server:
    from xllamacpp import Server

    server = Server(parameters)
    # Its loop starts after this returns; a server that is closed before that would wait for it for ever.
    # Metrics are answered by the loop.
    server.handle_metrics()
    return server


def _slots(options: Options) -> int:
    """Those that llama.cpp keeps, each with a context of its own."""
    return options.slots if options.slots > 1 else INSTRUCTIONS


def _parameters(path: Path, options: Options, threads: int) -> CommonParams:
    from xllamacpp import CommonParams

    parameters = CommonParams()
    parameters.model.path = str(path)
    slots = _slots(options)
    parameters.n_ctx = options.context * slots
    parameters.n_parallel = slots
    parameters.cache_ram_mib = 0  # no copies of what slots held: 8 GiB of them by default
    parameters.n_gpu_layers = options.gpu_layers
    parameters.verbosity = SILENT
    parameters.warmup = False
    parameters.endpoint_metrics = True
    for cores in (parameters.cpuparams, parameters.cpuparams_batch):
        cores.n_threads = threads or free_cores()
        cores.poll = 0  # waiting threads sleep: spinning ones slow down everything else on the machine
    # It also listens on a local port, which nobody here uses: a key that nobody knows closes it.
    parameters.api_keys = [secrets.token_hex()]
    parameters.ui = False
    return parameters


def _body(request: ChatRequest) -> dict[str, Any]:
    body: dict[str, Any] = {
        "messages": [
            {"role": "system", "content": request.system},
            {"role": "user", "content": request.user},
        ],
        "max_tokens": request.max_tokens,
        "temperature": request.temperature,
        "seed": request.seed,
        "cache_prompt": True,
        "chat_template_kwargs": {"enable_thinking": False},
        "stream": True,
        "stream_options": {"include_usage": True},
    }
    if request.schema:
        schema = {"name": "reply", "strict": True, "schema": request.schema}
        body["response_format"] = {"type": "json_schema", "json_schema": schema}
    return body


def _reply(pieces: Sequence[dict[str, Any]]) -> ChatReply:
    text: list[str] = []
    finish, usage = "length", dict[str, Any]()
    for piece in pieces:
        if "error" in piece:
            return _refusal(piece["error"])
        usage = piece.get("usage") or usage
        for choice in piece.get("choices", ()):
            text.append(choice["delta"].get("content") or "")
            finish = choice["finish_reason"] or finish
    return ChatReply(
        text="".join(text),
        finish=finish,
        prompt_tokens=usage.get("prompt_tokens", 0),
        cached_tokens=usage.get("prompt_tokens_details", {}).get("cached_tokens", 0),
        completion_tokens=usage.get("completion_tokens", 0),
    )


def _refusal(error: dict[str, Any]) -> ChatReply:
    """A request longer than the context is a reply that was cut off: the scene is split, and a line that is
    too long by itself is flagged. Raises EngineError for all else."""
    if error.get("type") == "exceed_context_size_error":
        return ChatReply("", finish="length")
    raise EngineError(f"llama.cpp: {error.get('message', error)}")
