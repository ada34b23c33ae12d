from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from localize.flight import in_order


def test_several_are_on_their_way_at_once() -> None:
    meeting = threading.Barrier(3, timeout=30)

    def ask(number: int) -> int:
        meeting.wait()
        return number * 2

    with ThreadPoolExecutor(3) as threads:
        assert list(in_order(ask, range(6), threads, 3)) == [0, 2, 4, 6, 8, 10]


def test_no_more_are_begun_than_allowed() -> None:
    begun: list[int] = []
    with ThreadPoolExecutor(8) as threads:
        replies = in_order(lambda number: begun.append(number), range(9), threads, 2)
        next(replies)
        replies.close()
    assert len(begun) <= 2


def test_an_error_comes_where_its_reply_would_have() -> None:
    def ask(number: int) -> int:
        if number == 1:
            raise ValueError("one")
        return number

    with ThreadPoolExecutor(2) as threads:
        replies = in_order(ask, range(5), threads, 2)
        assert next(replies) == 0
        with pytest.raises(ValueError, match="one"):
            next(replies)
