"""Models and endpoints that break on purpose: no line may be lost or slip into the place of another, and what
cannot be mended must be flagged."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pytest

from localize.domain.translation import Translation
from localize.errors import EndpointError
from localize.stage import ChatReply
from tests.translate.engines.test_openai import Answer, Endpoint, said
from tests.translate.lines import PORK, YAOMEI, FakeChat, brief, numbers, reply, stage, transcript

SCENE = {
    "幺妹，你今年三十岁了。": "Yaomei, you're thirty now.",
    "你到底去哪儿了？": "Where have you been?",
    "我没有拿你的钱。": "I didn't take your money.",
    "快来吃回锅肉。": "Come eat the twice-cooked pork.",
    "明天五点见。": "See you at five tomorrow.",
    "她是我妈妈。": "She is my mother.",
}
GOOD = dict(enumerate(SCENE.values(), 1))
SPANISH = (
    "Yaomei, ya tienes treinta años.", "¿Dónde has estado todo este tiempo?", "Yo no tomé tu dinero.",
    "Ven a comer el cerdo.", "Nos vemos mañana a las cinco.", "Ella es mi madre.",
)  # fmt: skip

Broken = Callable[[list[int]], ChatReply]


def good(asked: list[int]) -> ChatReply:
    return reply({number: GOOD[number] for number in asked})


def changed(change: Callable[[dict[int, str]], Mapping[int, str]]) -> Broken:
    return lambda asked: reply(change({number: GOOD[number] for number in asked}))


def all_alike(text: str) -> Broken:
    return changed(lambda texts: dict.fromkeys(texts, text))


def swapped(texts: dict[int, str]) -> dict[int, str]:
    """The first two of those that were asked for."""
    one, two, *_ = [*texts, *texts]
    return texts | {one: texts[two], two: texts[one]}


def merged(texts: dict[int, str]) -> dict[int, str]:
    """Two lines in one, and everything after them moved up."""
    if len(texts) < 3:
        return texts
    first, second, third, *rest = texts.values()
    return dict(zip(texts, [first, f"{second} {third}", *rest], strict=False))


def halved(texts: dict[int, str]) -> dict[int, str]:
    return dict(list(texts.items())[: len(texts) // 2])


def cut_off(asked: list[int]) -> ChatReply:
    whole = good(asked).text
    return ChatReply(whole[: len(whole) // 2], "length")


BROKEN: dict[str, Broken] = {
    "refuses": lambda asked: ChatReply("", "refused"),
    "refuses in words": all_alike("I'm sorry, but I can't help with that."),
    "refuses in another language": all_alike("Lo siento, no puedo traducir eso."),
    "cuts off": cut_off,
    "drops ids": changed(lambda texts: {n: text for n, text in texts.items() if n % 2}),
    "invents ids": changed(lambda texts: texts | {7: "And one more thing."}),
    "counts from nought": changed(lambda texts: {n - 1: text for n, text in texts.items()}),
    "swaps two lines": changed(swapped),
    "merges two lines": changed(merged),
    "shifts by one": changed(lambda texts: dict(zip(texts, [*texts.values()][1:], strict=False))),
    "translates half": changed(halved),
    "repeats itself": all_alike("so very cold " * 60),
    "goes round": all_alike("She is the owner of the owner of the owner of the owner."),
    "answers in Spanish": changed(lambda texts: {n: SPANISH[n - 1] for n in texts}),
    "answers in Chinese": changed(lambda texts: {n: [*SCENE][n - 1] for n in texts}),
    "comments": changed(lambda texts: {n: f"{text} (spoken softly)" for n, text in texts.items()}),
    "announces": changed(lambda texts: {n: f"Here is the translation: {text}" for n, text in texts.items()}),
    "says nothing": lambda asked: ChatReply(""),
    "empty object": lambda asked: ChatReply("{}"),
    "empty texts": all_alike(""),
    "the same for all": all_alike("Come on, let's get going."),
    "a page": lambda asked: ChatReply("<html><body><h1>502 Bad Gateway</h1></body></html>"),
    "a list": lambda asked: ChatReply(json.dumps(list(GOOD.values()))),
    "prose": lambda asked: ChatReply("Sure! They talk about dinner, and about money."),
}


def translated(model: Any) -> Translation:
    made, source = stage(model, brief(YAOMEI, PORK)), transcript(*SCENE)
    return made.join(source, list(made.run(made.split(source))))


def first_then(broken: Broken, after: Broken) -> Callable[[list[int]], ChatReply]:
    waiting = iter([broken])
    return lambda asked: next(waiting, after)(asked)


@pytest.fixture
def endpoint(monkeypatch: pytest.MonkeyPatch) -> Iterator[Endpoint]:
    monkeypatch.delenv("LOCALIZE_API_KEY", raising=False)
    made = Endpoint()
    yield made
    made.close()


def by_chat(answer: Callable[[list[int]], ChatReply]) -> Translation:
    return translated(FakeChat(lambda request: answer(numbers(request))))


def by_endpoint(endpoint: Endpoint, answer: Callable[[list[int]], ChatReply]) -> Translation:
    def answered(body: dict[str, Any]) -> Answer:
        asked = [int(number) for number in body["response_format"]["json_schema"]["schema"]["required"]]
        made = answer(asked)
        finish = {"refused": "content_filter"}.get(made.finish, made.finish)
        return said(made.text, finish)

    endpoint.answers = [answered]
    engine = endpoint.open(max_in_flight=1, retries=1)
    try:
        return translated(engine)
    finally:
        engine.close()


def in_their_places(done: Translation) -> bool:
    """As many lines in their order, and at each its own text, or a flag."""
    assert [line.id for line in done.lines] == [line.id for line in transcript(*SCENE).lines]
    return all(
        line.text.startswith(text) or line.flags
        for line, text in zip(done.lines, SCENE.values(), strict=True)
    )


@pytest.mark.parametrize("name", BROKEN)
def test_what_breaks_once_is_mended(name: str, endpoint: Endpoint) -> None:
    for done in (
        by_chat(first_then(BROKEN[name], good)),
        by_endpoint(endpoint, first_then(BROKEN[name], good)),
    ):
        assert [line.text for line in done.lines] == list(SCENE.values())
        assert [line.flags for line in done.lines] == [()] * len(SCENE)


@pytest.mark.parametrize("name", BROKEN)
def test_what_stays_broken_is_flagged_and_nothing_slips(name: str, endpoint: Endpoint) -> None:
    for done in (by_chat(BROKEN[name]), by_endpoint(endpoint, BROKEN[name])):
        assert in_their_places(done)


@pytest.mark.parametrize("text", ["", "<html>502 Bad Gateway</html>", '{"choices": [{"mess'])
def test_an_endpoint_that_never_makes_sense_is_told(text: str, endpoint: Endpoint) -> None:
    endpoint.answers = [Answer(body=text.encode())]
    engine = endpoint.open(retries=1)
    with pytest.raises(EndpointError, match="answers nonsense"):
        translated(engine)
    engine.close()


def test_an_endpoint_that_drips_is_given_up() -> None:
    endpoint = Endpoint()
    endpoint.answers = [Answer(body=b" " * 2_000, slowly=0.02)]
    engine = endpoint.open(timeout_s=0.2, retries=0)
    with pytest.raises(EndpointError, match="does not answer in time"):
        translated(engine)
    engine.close()
    endpoint.close()


def test_swapped_lines_are_asked_for_one_by_one() -> None:
    answer = first_then(changed(swapped), good)
    model = FakeChat(lambda request: answer(numbers(request)))
    done = translated(model)
    assert [line.text for line in done.lines] == list(SCENE.values())
    assert [numbers(request) for request in model.requests[1:]] == [[1], [2]]
    assert ["leak" in line.steps[0].because for line in done.lines[:2]] == [True, True]
