"""What the rooms promise each other: stages, and the engines inside them.

A stage is `split → run → join`. A part is the unit of cache, retry, dispatch and progress; `run` is only
called with the parts that the store does not hold, so an engine is opened only when there is work for it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Generic, Protocol, TypeAlias, TypeVar, runtime_checkable

from localize.domain.heard import Segment
from localize.domain.seen import Box, Reading
from localize.domain.value import Value

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Samples: TypeAlias = npt.NDArray[np.float32]  # mono, 16 kHz, -1 to 1
    Pixels: TypeAlias = npt.NDArray[np.uint8]

SAMPLE_RATE = 16_000

Source = TypeVar("Source", contravariant=True)
Content = TypeVar("Content")
Result = TypeVar("Result")
Out = TypeVar("Out", covariant=True)


@dataclass(frozen=True)
class Part(Generic[Content]):
    """`name` is for people; `key` holds, as JSON-able values, all of this part that changes its result."""

    name: str
    key: Mapping[str, object]
    content: Content


class Stage(Protocol[Source, Content, Result, Out]):
    """`version` rises whenever the same key would give another result.

    `parameters` is JSON-able and goes into every part's key beside the part's own; `engine` likewise, when
    the stage needs one. `run` yields one result a part, in their order, each as soon as it is there.
    """

    @property
    def name(self) -> str: ...

    @property
    def version(self) -> int: ...

    @property
    def result_type(self) -> type[Result]: ...

    @property
    def parameters(self) -> Mapping[str, object]: ...

    @property
    def engine(self) -> EngineId | None: ...

    def split(self, source: Source) -> Sequence[Part[Content]]: ...

    def run(self, parts: Sequence[Part[Content]]) -> Iterator[Result]: ...

    def join(self, source: Source, results: Sequence[Result]) -> Out: ...

    def counts(self, results: Sequence[Result]) -> Mapping[str, int]:
        """What is worth counting in the record: windows decoded twice, tokens, requests."""
        ...


@runtime_checkable
class Partial(Protocol):
    """A result that may lack something. One that is not `whole` serves the run that made it and is not kept:
    the next run asks again."""

    @property
    def whole(self) -> bool: ...


def is_whole(result: object) -> bool:
    """All results are but those that say otherwise."""
    return not isinstance(result, Partial) or result.whole


# ── engines ──────────────────────────────────────────────────────────────────────────────────────────


class EngineId(Value, frozen=True):
    """Which engine gave a result; part of the key of everything it makes.

    `digest` is that of its weights (or of its script); `options` are those that change results.
    """

    name: str
    version: int
    model: str = ""
    digest: str = ""
    options: Mapping[str, Any] = {}


@dataclass(frozen=True)
class EngineSetup:
    """All that an engine is opened with. `weights` is the model's folder, or its file where the user named
    one; None when it has none."""

    model: str
    weights: Path | None
    options: Any  # an instance of the engine's own `Options`
    threads: int = 0  # 0: as many as there are cores


class Engine(Protocol):
    """What every engine class states before it is opened; importing its module imports no heavy library.

    `default_model` is a catalogue name, or empty for an engine without weights. `Options` is a frozen
    Value with defaults; those named in `operational` (time-outs, threads …) do not change results and stay
    out of keys. `weight_files` are patterns: a folder of weights has a file for each, and where there is one
    pattern a model is one file; engines without weights have none. `packages` are the modules that it needs
    and localize does not bring, each with the package that holds it: they are looked for before weights are
    pulled, and their versions are put on record. `fingerprint` digests what an engine reads besides weights
    and options, or is empty.
    """

    version: ClassVar[int]
    default_model: ClassVar[str]
    Options: ClassVar[type[Value]]
    operational: ClassVar[frozenset[str]]
    weight_files: ClassVar[tuple[str, ...]]
    packages: ClassVar[Mapping[str, str]]

    @classmethod
    def fingerprint(cls, options: Any) -> str: ...

    def __init__(self, setup: EngineSetup) -> None: ...

    def close(self) -> None: ...


class RecognizerRequest(Value, frozen=True):
    """`language` is a BCP-47 tag. `lead` and then `words`, most important first, go into the prompt,
    as many as its limit takes. `temperature` 0 asks for the likeliest text, above it for one
    that is searched or sampled more freely."""

    language: str
    lead: str = ""
    words: tuple[str, ...] = ()
    beam_size: int = 5
    temperature: float = 0.0


class Recognizer(Engine, Protocol):
    """Speech to text. `batch` is how many windows it likes at once."""

    batch: int

    def recognize(self, sounds: Sequence[Samples], request: RecognizerRequest) -> list[tuple[Segment, ...]]:
        """Each sound at most 30 s long; the segments of each, times in ms from its start.

        Raises EngineError.
        """
        ...


class VoiceEncoder(Engine, Protocol):
    """Speech to whose voice it is."""

    def encode(self, sounds: Sequence[Samples]) -> list[Samples | None]:
        """For each sound, of any length, a vector of length 1: the higher the cosine of two, the more alike
        the voices. None for silence. The same bits whatever else is encoded with it, and with how many
        threads. Raises EngineError."""
        ...


@dataclass(frozen=True)
class Picture:
    """A frame or a part of one: `pixels` are height × width × 3 (blue, green, red, 0 to 255), at its moment.
    `box` says which part of the displayed picture it shows."""

    pixels: Pixels
    at_ms: int
    box: Box


class FoundText(Value, frozen=True):
    """A row (or a column) of text in a picture, in shares of the displayed picture; `score` is 0 to 1."""

    box: Box
    score: float


class Reader(Engine, Protocol):
    """Burned-in text to text; both calls may come from several threads at once. Raises EngineError."""

    def find(self, picture: Picture) -> list[FoundText]:
        """Where text stands in it, from top to bottom."""
        ...

    def read(self, rows: Sequence[Picture]) -> list[Reading]:
        """What each says; a picture holds one row, upright, and `text` is empty where nothing is legible."""
        ...


class ChatRequest(Value, frozen=True):
    """`system` is the part that many requests share, so that an engine can reuse its state.
    `schema` is a JSON schema that the reply must fit."""

    system: str
    user: str
    schema: Mapping[str, Any] = {}
    max_tokens: int = 1024
    temperature: float = 0.0
    seed: int = 0


class ChatReply(Value, frozen=True):
    """`finish` is `stop`, `length` (cut off) or `refused`. Token counts are 0 where not told."""

    text: str
    finish: str = "stop"
    prompt_tokens: int = 0
    cached_tokens: int = 0
    completion_tokens: int = 0


class ChatModel(Engine, Protocol):
    """A language model that answers; `slots` is how many requests it works on at once."""

    kind: ClassVar[str] = "chat"
    slots: int

    def chat(self, requests: Sequence[ChatRequest]) -> Iterator[ChatReply]:
        """One reply a request, in their order. Raises EngineError; what was yielded before stands."""
        ...


class Candidate(Value, frozen=True):
    """`score` is the mean log-probability a token."""

    text: str
    score: float


class SequenceTranslator(Engine, Protocol):
    """A sequence-to-sequence model: sentences in, sentences out.

    `separator` is what one that was trained on running text has between a line and the next, in what it takes
    and in what it gives; empty for all others.
    """

    kind: ClassVar[str] = "sequence"
    separator: str

    def supports(self, source: str, target: str) -> bool: ...

    def translate(
        self,
        texts: Sequence[str],
        source: str,
        target: str,
        best: int = 1,
        *,
        varied: bool = False,
        avoiding: Sequence[str] = (),
    ) -> list[tuple[Candidate, ...]]:
        """For each text its `best` candidates, likeliest first, without the words of `avoiding`. Those that
        are `varied` differ from their first word on, and none goes in circles. Raises EngineError."""
        ...

    def go_on(
        self, texts: Sequence[str], source: str, target: str, beginnings: Sequence[str]
    ) -> list[Candidate]:
        """The likeliest translation of each text that begins with its beginning; the score is that of all of
        it. Raises EngineError."""
        ...


EngineT = TypeVar("EngineT", bound=Engine)


@runtime_checkable
class Opening(Protocol):
    """How an engine is opened, in this process or, once it is `fetched` and pickled, in another; once it is
    `sent`, on another machine.

    Those of one engine have one `key`; `identity` is that in the stages which need it. `size` is that of its
    weights, in bytes; `can_use_gpu` says whether it works on a GPU where there is one.
    """

    @property
    def key(self) -> str: ...

    @property
    def identity(self) -> EngineId: ...

    @property
    def size(self) -> int: ...

    @property
    def can_use_gpu(self) -> bool: ...

    def sent(self) -> Opening:
        """As it travels to a machine that keeps weights of its own, and pulls what it lacks."""
        ...

    def fetched(self) -> Opening:
        """With its weights on this machine: they are pulled if they are not. Raises WeightsMissing …"""
        ...

    def __call__(self) -> Engine: ...


@dataclass
class Lazy(Generic[EngineT]):
    """An engine that is opened when first asked for."""

    open: Callable[[], EngineT]
    _engine: EngineT | None = field(default=None, init=False)

    def get(self) -> EngineT:
        if self._engine is None:
            self._engine = self.open()
        return self._engine

    @property
    def is_open(self) -> bool:
        return self._engine is not None

    def close(self) -> None:
        if self._engine is not None:
            self._engine.close()
            self._engine = None
