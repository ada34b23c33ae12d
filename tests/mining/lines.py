"""Lines to mine, and a dictionary of few words."""

from __future__ import annotations

from localize.mining.proposals import Proposal, mine
from localize.mining.season import Spoken

COUNTS = {
    "你好": 700, "建国": 3000, "今年": 9000, "三十": 4000, "锦江": 160, "喝茶": 500, "参加": 30000,
    "高兴": 5400, "满堂红": 21, "一个": 140000, "就是": 90000, "我": 320000, "叫": 30000, "来": 100000,
    "到": 150000, "回锅": 5, "喊": 5000, "明天": 9000, "李": 12000, "国": 70000, "小": 90000, "满": 9600,
    "浩": 950, "周": 17000, "江": 4000, "签字": 600, "法": 9000, "也": 150000, "没": 60000,
}  # fmt: skip


def spoken(*texts: str, episode: str = "E01", **more: tuple[str, ...]) -> list[Spoken]:
    return [Spoken(episode, 1000 * at, text, **more) for at, text in enumerate(texts)]  # type: ignore[arg-type]


def proposed(*texts: str, known: tuple[str, ...] = ()) -> dict[str, str]:
    return kinds(mine(spoken(*texts), known, COUNTS))


def kinds(found: list[Proposal]) -> dict[str, str]:
    return {one.source: one.kind for one in found}
