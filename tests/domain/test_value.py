"""Values that travel between processes."""

from __future__ import annotations

import pickle
import subprocess
import sys
from collections.abc import Mapping

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from localize.domain.value import Value


class Inner(Value, frozen=True):
    name: str = "not an identifier"
    number: int = 1_000_000


class Outer(Value, frozen=True):
    must: str
    kind: str = "auto"
    share: float = 0.25
    inner: Inner = Inner()
    words: tuple[str, ...] = ()
    table: Mapping[str, int] = {}
    maybe: Inner | None = None


inners = st.builds(Inner) | st.builds(Inner, st.text(), st.integers())
outers = st.builds(Outer, st.text()) | st.builds(
    Outer, st.text(), st.text(), st.floats(), inners, st.tuples(st.text()), st.just({"a": 1}), inners
)


def encoded(value: Value) -> bytes:
    return msgspec.json.encode(value, order="sorted")


@given(outers)
def test_a_value_is_encoded_the_same_after_a_journey(value: Outer) -> None:
    arrived = pickle.loads(pickle.dumps(value))
    assert type(arrived) is Outer
    assert encoded(arrived) == encoded(value)


def test_defaults_are_left_out_after_a_journey() -> None:
    assert encoded(pickle.loads(pickle.dumps(Outer("word")))) == b'{"must":"word"}'


def test_what_is_told_although_it_is_the_default_is_told_again() -> None:
    """As msgspec does it: what was decoded from a file is another object than the default."""
    told = msgspec.json.decode(b'{"must":"","kind":"auto"}', type=Outer)
    assert encoded(pickle.loads(pickle.dumps(told))) == encoded(told)


# Without `settle` it ends by a segmentation fault.
RACE = """
import sys, threading
import msgspec
from localize.domain.value import Value, settle

def kind(name, fields):
    return type(Value)(name, (Value,), {"__annotations__": fields}, frozen=True)

names = {f"field{at}": "dict[str, tuple[str, ...]]" for at in range(20)}
sys.setswitchinterval(1e-6)
told = {f"field{at}": {"a": ["b"]} for at in range(20)}
told["inner"] = dict(told)
for number in range(100):
    outer = kind(f"Outer{number}", {**names, "inner": kind(f"Inner{number}", names)})
    settle()
    begin = threading.Barrier(2)
    decode = lambda: (begin.wait(), msgspec.convert(told, outer))
    threads = [threading.Thread(target=decode) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
"""


def test_threads_may_decode_what_is_settled() -> None:
    done = subprocess.run([sys.executable, "-c", RACE], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
