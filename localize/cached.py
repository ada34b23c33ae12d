"""What is worked out once for an object, by several threads of which each waits for its own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar

T = TypeVar("T")


class cached(Generic[T]):  # noqa: N801  # used as a decorator, like property
    """As `functools.cached_property` is from Python 3.12 on: in 3.11 all objects of a class share one lock
    while the value is worked out, so that one episode would hold up every other while its stages run."""

    def __init__(self, work_out: Callable[[Any], T]) -> None:
        self._work_out, self.__doc__ = work_out, work_out.__doc__

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    def __get__(self, instance: Any, owner: type | None = None) -> T:
        value: T = self._work_out(instance)
        # Found there from now on: an attribute of the object comes before this descriptor.
        vars(instance)[self._name] = value
        return value
