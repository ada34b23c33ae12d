"""Text is followed through films that the tests make; what it says is scripted."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import msgspec
import pytest

from localize.domain.episode import Media
from localize.domain.seen import Box, Seen
from localize.scripted import ScriptedOptions
from localize.stage import EngineId, EngineSetup, Lazy, Reader
from localize.watch.engines.scripted import ScriptedReader, ScriptedText
from localize.watch.follow import Follow, Followed
from localize.watch.look import Glimpse, Look
from localize.watch.reading import ReadTexts
from localize.watch.seeing import seen_of
from tests.watch.films import LOW, Draw, Image, film, moving, subtitled, texture, write

ENGINE = EngineId("scripted", 1)


class Run:
    """All of `watch` over a film, by hand."""

    def __init__(self, path: Path, lines: Sequence[ScriptedText], tmp_path: Path) -> None:
        script = tmp_path / "script.json"
        script.write_text(json.dumps({"lines": msgspec.to_builtins(lines)}), "utf-8")
        engine: Reader = ScriptedReader(EngineSetup("", None, ScriptedOptions(str(script))))
        self.reader = Lazy(lambda: engine)
        self.media = Media(str(path), "digest", 0)
        look = Look(ENGINE, self.reader)
        self.glimpse: Glimpse = next(look.run(look.split(self.media)))

    def see(self, band: Box | None = None, region: Box | None = None) -> Seen:
        follow = Follow(self.media, ENGINE, self.reader, band or self.glimpse.band)
        self.followed: Sequence[Followed] = list(follow.run(follow.split(self.glimpse)))
        strip = follow.join(self.glimpse, self.followed)
        read = ReadTexts(ENGINE, self.reader)
        self.reads = list(read.run(read.split(strip)))
        return seen_of(self.glimpse, strip, read.join(strip, self.reads), region)


def spoken(*times: tuple[int, int], box: Box = LOW) -> list[ScriptedText]:
    names = ["幺妹回来了", "你莫笑我嘛", "要得明天来", "老汉儿同意", "瓜娃子走嘛", "巴适得很哦"]
    return [ScriptedText(names[at % len(names)], start, end, box) for at, (start, end) in enumerate(times)]


@pytest.fixture(scope="module")
def street() -> Draw:
    return moving(texture())


def watch(
    tmp_path: Path, lines: Sequence[ScriptedText], draw: Draw, name: str = "film.mp4", **made: object
) -> tuple[Run, Seen]:
    duration_ms = max(line.end_ms for line in lines) + 600
    path = film(tmp_path / name, draw, **({"duration_ms": duration_ms} | made))  # type: ignore[arg-type]
    run = Run(path, lines, tmp_path)
    return run, run.see()


@pytest.mark.parametrize("fps", [15, 25, 30, 60])
def test_lines_are_seen_from_their_first_frame_to_their_last(tmp_path: Path, street: Draw, fps: int) -> None:
    lines = spoken((400, 2000), (2000, 2800), (3200, 4400))
    _, seen = watch(tmp_path, lines, subtitled(lines, street), fps=fps)
    frame = 1000 / fps
    assert [line.text for line in seen.dialogue] == [line.text for line in lines]
    for got, line in zip(seen.dialogue, lines, strict=True):
        assert 0 <= got.start_ms - line.start_ms <= frame
        assert 0 <= got.end_ms - line.end_ms <= frame


def test_each_line_is_read_once(tmp_path: Path, street: Draw) -> None:
    lines = spoken((400, 2000), (2000, 2800), (3200, 4400))
    run, _ = watch(tmp_path, lines, subtitled(lines, street))
    assert sum(len(read.readings) for read in run.reads) == len(lines)


def test_a_line_on_the_edge_of_two_parts_is_one_line(tmp_path: Path, street: Draw) -> None:
    lines = spoken((400, 2000), (14_000, 16_200), (20_000, 22_000))
    run, seen = watch(tmp_path, lines, subtitled(lines, street))
    assert len(run.followed) > 1
    assert [(line.start_ms, line.end_ms) for line in seen.dialogue] == [
        (line.start_ms, line.end_ms) for line in lines
    ]


@pytest.mark.parametrize("offset", [-200, -80, -40, 0, 40, 120])
def test_a_line_that_begins_or_ends_near_the_edge_keeps_its_times(
    tmp_path: Path, street: Draw, offset: int
) -> None:
    lines = spoken((14_000, 15_000 + offset), (15_000 + offset, 16_000), (22_000, 22_800))
    _, seen = watch(tmp_path, lines, subtitled(lines, street))
    assert [(line.text, line.start_ms, line.end_ms) for line in seen.dialogue] == [
        (line.text, line.start_ms, line.end_ms) for line in lines
    ]


def test_a_fade_is_cut_in_its_middle(tmp_path: Path, street: Draw) -> None:
    lines = spoken((400, 2400), (3000, 4600))
    _, seen = watch(tmp_path, lines, subtitled(lines, street, fade_ms=240))
    for got, line in zip(seen.dialogue, lines, strict=True):
        assert abs(got.start_ms - line.start_ms - 120) <= 80
        assert abs(got.end_ms - line.end_ms + 120) <= 80


def test_lines_over_a_bright_still_picture(tmp_path: Path) -> None:
    def wall(pixels: object, at_ms: int) -> None:
        pixels[:] = 235  # type: ignore[index]
        pixels[:, ::24] = 120  # type: ignore[index]

    lines = spoken((400, 2000), (2400, 3600))
    _, seen = watch(tmp_path, lines, subtitled(lines, wall))
    assert [(line.start_ms, line.end_ms) for line in seen.dialogue] == [(400, 2000), (2400, 3600)]


def test_a_cut_behind_a_line_does_not_cut_the_line(tmp_path: Path) -> None:
    first, second = moving(texture(1)), moving(texture(2) // 3)

    def draw(pixels: object, at_ms: int) -> None:
        (first if at_ms < 1200 else second)(pixels, at_ms)  # type: ignore[arg-type]

    lines = spoken((400, 2000), (2400, 3600))
    _, seen = watch(tmp_path, lines, subtitled(lines, draw))
    assert [(line.start_ms, line.end_ms) for line in seen.dialogue] == [(400, 2000), (2400, 3600)]
    assert seen.cuts == (1200,)


def test_a_flash_is_no_cut(tmp_path: Path, street: Draw) -> None:
    def draw(pixels: object, at_ms: int) -> None:
        street(pixels, at_ms)  # type: ignore[arg-type]
        if at_ms == 1000:
            pixels[:] = 255  # type: ignore[index]

    lines = spoken((400, 2000))
    _, seen = watch(tmp_path, lines, subtitled(lines, draw))
    assert seen.cuts == ()
    assert [(line.start_ms, line.end_ms) for line in seen.dialogue] == [(400, 2000)]


def test_a_watermark_is_remembered_and_no_line(tmp_path: Path, street: Draw) -> None:
    mark = ScriptedText("红果短剧", 0, 60_000, Box(0.72, 0.02, 0.98, 0.06))
    lines = spoken((400, 2000), (4000, 6000), (8000, 9000), (13_000, 14_000))
    _, seen = watch(tmp_path, [mark, *lines], subtitled([mark, *lines], street), duration_ms=16_000)
    assert [one.text for one in seen.marks] == ["红果短剧"]
    assert [line.text for line in seen.lines] == [line.text for line in lines]


def test_a_card_stands_apart_from_dialogue(tmp_path: Path, street: Draw) -> None:
    card = ScriptedText("三天后", 900, 3000, Box(0.3, 0.3, 0.7, 0.4))
    lines = spoken((400, 2000), (2400, 3600), (4000, 5000))
    _, seen = watch(tmp_path, [*lines, card], subtitled([*lines, card], street))
    assert [line.text for line in seen.cards] == ["三天后"]
    assert [line.text for line in seen.dialogue] == [line.text for line in lines]
    assert seen.cards[0].start_ms == 920  # the first frame at or after 900
    assert seen.cards[0].end_ms == 3000


def test_dialogue_that_dodges_a_face_stays_dialogue(tmp_path: Path, street: Draw) -> None:
    high = Box(0.2, 0.3, 0.8, 0.35)
    lines = [*spoken((400, 1400), (1800, 2800)), *spoken((3200, 4400), box=high)]
    lines[2] = msgspec.structs.replace(lines[2], text="换个地方说")
    _, seen = watch(tmp_path, lines, subtitled(lines, street))
    assert [line.text for line in seen.dialogue] == [line.text for line in lines]


def test_two_rows_that_come_and_go_together_are_one_line(tmp_path: Path, street: Draw) -> None:
    upper, lower = Box(0.2, 0.67, 0.8, 0.72), Box(0.2, 0.725, 0.8, 0.775)
    lines = [
        ScriptedText("老汉儿我没有事", 400, 2000, upper),
        ScriptedText("就是加班有点凶", 400, 2000, lower),
        *spoken((2400, 3600)),
    ]
    _, seen = watch(tmp_path, lines, subtitled(lines, street))
    assert [line.text for line in seen.dialogue] == ["老汉儿我没有事\n就是加班有点凶", "幺妹回来了"]


def test_the_chinese_row_of_two_languages_is_the_text(tmp_path: Path, street: Draw) -> None:
    upper, lower = Box(0.2, 0.67, 0.8, 0.72), Box(0.2, 0.725, 0.8, 0.775)
    lines = [
        ScriptedText("你回来了", 400, 2000, upper),
        ScriptedText("You are back", 400, 2000, lower),
    ]
    _, seen = watch(tmp_path, lines, subtitled(lines, street))
    assert [(line.text, line.other) for line in seen.lines] == [("你回来了", "You are back")]


def test_nothing_but_latin_gives_no_lines(tmp_path: Path, street: Draw) -> None:
    lines = [ScriptedText("You are back", 400, 2000, LOW), ScriptedText("See you", 2400, 3600, LOW)]
    _, seen = watch(tmp_path, lines, subtitled(lines, street))
    assert seen.lines == ()


def test_a_region_that_the_user_names_decides_what_dialogue_is(tmp_path: Path, street: Draw) -> None:
    high = Box(0.2, 0.2, 0.8, 0.25)
    lines = [*spoken((400, 1400), (1800, 2800)), ScriptedText("楼上的话", 400, 1400, high)]
    path = film(tmp_path / "film.mp4", subtitled(lines, street), duration_ms=3400)
    run = Run(path, lines, tmp_path)
    region = Box(0.0, 0.15, 1.0, 0.3)
    seen = run.see(region, region)
    assert [line.text for line in seen.dialogue] == ["楼上的话"]
    assert {line.text for line in seen.cards} == {"幺妹回来了", "你莫笑我嘛"}


def test_a_flash_of_text_for_one_frame_harms_nothing(tmp_path: Path, street: Draw) -> None:
    lines = [*spoken((400, 2000)), ScriptedText("一闪", 2400, 2440, LOW), *spoken((3000, 4000))[:1]]
    _, seen = watch(tmp_path, lines, subtitled(lines, street))
    assert [line.text for line in seen.dialogue if line.text != "一闪"] == ["幺妹回来了", "幺妹回来了"]


def test_a_text_that_stands_on_and_on_is_one_text(tmp_path: Path, street: Draw) -> None:
    line = ScriptedText("一直在这里", 0, 99_000, LOW)
    run, seen = watch(tmp_path, [line], subtitled([line], street), duration_ms=40_000, fps=10)
    assert len(run.reads) == 1
    assert seen.lines == ()
    assert [(mark.text, mark.shown_ms) for mark in seen.marks] == [("一直在这里", 40_000)]


def test_a_picture_without_text_is_known_by_a_glimpse(tmp_path: Path, street: Draw) -> None:
    run = Run(film(tmp_path / "film.mp4", street, duration_ms=3000), [], tmp_path)
    assert run.glimpse.has_picture
    assert not run.glimpse.has_text
    assert run.see().lines == ()


def test_a_film_of_one_frame(tmp_path: Path, street: Draw) -> None:
    run = Run(film(tmp_path / "film.mp4", street, duration_ms=40), [], tmp_path)
    assert run.see() == Seen(duration_ms=run.glimpse.duration_ms)


@pytest.mark.parametrize("name", ["film.mkv", "film.ts", "film.flv"])
def test_every_container_can_be_watched_in_parts(tmp_path: Path, street: Draw, name: str) -> None:
    """With one key frame in ten seconds, where most parts do not begin."""
    lines = spoken((400, 2000), (15_400, 17_000), (18_000, 19_000))
    options = {"g": "250", "sc_threshold": "0"}
    _, seen = watch(tmp_path, lines, subtitled(lines, street), name, options=options, duration_ms=24_000)
    assert [line.text for line in seen.dialogue] == [line.text for line in lines]
    for got, line in zip(seen.dialogue, lines, strict=True):
        assert abs(got.start_ms - line.start_ms) <= 40
        assert abs(got.end_ms - line.end_ms) <= 40


def test_a_recording_that_was_never_closed_is_watched_to_its_end(tmp_path: Path, street: Draw) -> None:
    lines = spoken((6400, 8000), (14_000, 15_800))
    path = film(tmp_path / "live.mkv", subtitled(lines, street), duration_ms=17_000, container={"live": "1"})
    run = Run(path, lines, tmp_path)
    assert abs(run.glimpse.duration_ms - 17_000) < 100
    assert run.glimpse.has_text
    assert [line.text for line in run.see().dialogue] == [line.text for line in lines]


def test_a_text_that_always_moves_hides_no_other(tmp_path: Path, street: Draw) -> None:
    """A news ticker in the very band of the subtitles."""
    lines = spoken((400, 2000), (2400, 3600))
    ticker = ScriptedText("滚动新闻", 0, 4000, Box(0.1, 0.79, 0.9, 0.83))

    def draw(pixels: Image, at_ms: int) -> None:
        subtitled(lines, street)(pixels, at_ms)
        left = 0.9 - at_ms / 4000 % 1
        write(pixels, "滚动新闻不停地滚动", Box(left - 0.4, 0.79, left + 0.4, 0.83))

    run, seen = watch(tmp_path, [*lines, ticker], draw)
    assert [line.text for line in seen.dialogue if line.text != ticker.text] == [line.text for line in lines]
    assert sum(part.searches for part in run.followed) < 30


def test_a_stream_that_changes_its_shape_is_watched_on(tmp_path: Path, street: Draw) -> None:
    """As broadcasts do before an advertisement."""
    first = film(tmp_path / "a.ts", subtitled(spoken((400, 1800)), street), duration_ms=2000)
    second = film(tmp_path / "b.ts", street, size=(640, 360), duration_ms=2000)
    both = tmp_path / "both.ts"
    both.write_bytes(first.read_bytes() + second.read_bytes())
    _, seen = Run(both, spoken((400, 1800)), tmp_path), Run(both, spoken((400, 1800)), tmp_path).see()
    assert [line.text for line in seen.dialogue] == ["幺妹回来了"]


def test_a_variable_frame_rate_is_followed_by_its_times(tmp_path: Path, street: Draw) -> None:
    lines = spoken((400, 2000), (2000, 3000))
    times = sorted({*range(0, 1000, 33), *range(1000, 2500, 50), *range(2500, 3600, 17)})
    _, seen = watch(tmp_path, lines, subtitled(lines, street), times_ms=times)
    expected = [
        (min(t for t in times if t >= a), min(t for t in times if t >= b))
        for a, b in [(400, 2000), (2000, 3000)]
    ]
    assert [(line.start_ms, line.end_ms) for line in seen.dialogue] == expected


def test_parts_do_not_depend_on_each_other(tmp_path: Path, street: Draw) -> None:
    """Each part alone gives what it gives among others: only then may it be kept."""
    lines = spoken((400, 2000), (14_000, 16_200), (20_000, 22_000))
    run, _ = watch(tmp_path, lines, subtitled(lines, street))
    follow = Follow(run.media, ENGINE, run.reader, run.glimpse.band)
    alone = [next(follow.run([part])) for part in follow.split(run.glimpse)]
    assert msgspec.json.encode(alone) == msgspec.json.encode(run.followed)


def test_a_picture_that_ends_before_its_part_ends_its_last_line(tmp_path: Path, street: Draw) -> None:
    """The file announces more than its picture has: of its sound, or before it was cut."""
    lines = spoken((400, 2000), (2400, 99_000))
    path = film(tmp_path / "film.mp4", subtitled(lines, street), duration_ms=4000)
    run = Run(path, lines, tmp_path)
    run.glimpse = msgspec.structs.replace(run.glimpse, duration_ms=40_000)
    assert [(line.start_ms, line.end_ms) for line in run.see().dialogue] == [(400, 2000), (2400, 4000)]
