"""The error tree: what its docstring draws is what there is, and every error survives a worker process."""

from __future__ import annotations

import errno
import pickle
import re

import pytest

from localize import errors
from localize.errors import LocalizeError, OutOfMemory, StoreError, UnknownName, suggest

ALL = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, LocalizeError)]


@pytest.mark.parametrize("kind", ALL, ids=lambda kind: kind.__name__)
def test_survives_pickling(kind: type[LocalizeError]) -> None:
    error = pickle.loads(pickle.dumps(kind("it broke", "mend it")))
    assert (type(error), error.message, error.hint) == (kind, "it broke", "mend it")


def test_the_docstring_draws_the_whole_tree_with_its_exit_codes() -> None:
    assert errors.__doc__ is not None
    drawn = dict(re.findall(r"^    [│├└─ ]*([A-Z]\w+) +(\d*)", errors.__doc__, flags=re.MULTILINE))
    assert {kind.__name__ for kind in ALL} == set(drawn)
    for kind in ALL:
        inherited = getattr(kind.__base__, "exit_code", None)
        assert kind.exit_code == (int(drawn[kind.__name__]) if drawn[kind.__name__] else inherited)


def test_a_message_is_one_line() -> None:
    assert str(LocalizeError("one\n  two", "three")) == "one two (three)"


def test_what_was_meant_is_suggested() -> None:
    assert suggest("wisper", ["faster-whisper", "whisper"]) == "did you mean 'whisper'?"
    assert suggest("zzz", ["a", "b"]) == "known: a, b"
    assert suggest("x", []) == ""
    assert suggest("str", ["ass", "srt", "vtt"]) == "did you mean 'srt'?"
    assert suggest("txt", ["ass", "srt", "vtt"]) == "known: ass, srt, vtt"
    assert "did you mean 'llama'?" in str(UnknownName.of("translator", "lama", ["llama", "openai"]))


def test_a_full_disk_and_a_read_only_one_are_told_apart() -> None:
    full = StoreError.of(OSError(errno.ENOSPC, "No space left on device"), "/x")
    read_only = StoreError.of(OSError(errno.EROFS, "Read-only file system"), "/x")
    assert "full" in full.hint
    assert "read-only" in read_only.hint


@pytest.mark.parametrize(
    "error",
    [
        MemoryError(),
        RuntimeError("mkl_malloc: failed to allocate memory"),
        OSError(errno.ENOMEM, "Cannot allocate memory"),
        ImportError("libx264.so.165: failed to map segment from shared object"),
        RuntimeError("can't start new thread"),
    ],
)
def test_missing_memory_is_known_in_whatever_words(error: Exception) -> None:
    assert OutOfMemory.is_behind(error)


def test_other_errors_are_not_taken_for_it() -> None:
    assert not OutOfMemory.is_behind(
        ImportError("x.so: failed to map segment from shared object: not permitted")
    )
    assert not OutOfMemory.is_behind(RuntimeError("unsupported model"))
