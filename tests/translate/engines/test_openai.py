"""Against a small server that misbehaves on purpose. That it works with a real one is in test_contract."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import msgspec
import pytest

from localize.errors import ConfigurationError, EndpointError
from localize.stage import ChatReply, EngineId
from localize.translate.engines import exchange
from localize.translate.engines.openai import OpenAICompatible, Options
from localize.translate.engines.patience import LONGEST_WAIT_S, Patience, seconds
from tests.translate.engines.conftest import question
from tests.translate.lines import YAOMEI, brief, numbers, setup, stage, transcript

KEY = "sk-secret-1234567890"


@dataclass
class Answer:
    """`slowly` is how many seconds pass before each byte of the body."""

    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    slowly: float = 0.0

    @property
    def pieces(self) -> Iterator[bytes]:
        if not self.slowly:
            yield self.body
            return
        for at in range(len(self.body)):
            threading.Event().wait(self.slowly)
            yield self.body[at : at + 1]


def said(text: str = '{"1": "Hello."}', finish: str = "stop", **message: object) -> Answer:
    choice = {"message": {"role": "assistant", "content": text, **message}, "finish_reason": finish}
    usage = {"prompt_tokens": 9, "completion_tokens": 4, "prompt_tokens_details": {"cached_tokens": 5}}
    return Answer(body=json.dumps({"choices": [choice], "usage": usage}).encode())


def refused(status: int, message: str = "no", **headers: str) -> Answer:
    return Answer(status, json.dumps({"error": {"message": message}}).encode(), headers)


class Endpoint:
    """Gives the `answers` in turn, the last one for ever. An answer may be made from the request's body."""

    def __init__(self) -> None:
        self.answers: list[Answer | Callable[[dict[str, Any]], Answer]] = [said()]
        self.bodies: list[dict[str, Any]] = []
        self.keys: list[str | None] = []
        self.slept: list[float] = []
        self._lock = threading.Lock()
        endpoint = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                answer = endpoint._next(body, self.headers.get("Authorization"))
                self.send_response(answer.status)
                for name, value in {**answer.headers, "Content-Length": str(len(answer.body))}.items():
                    self.send_header(name.replace("_", "-"), value)
                with suppress(ConnectionError):  # who asked has given up waiting
                    self.end_headers()
                    for piece in answer.pieces:
                        self.wfile.write(piece)

            def log_message(self, *message: object) -> None:
                """Quiet."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}/v1"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,))
        self._thread.start()

    def open(self, **options: Any) -> OpenAICompatible:
        return OpenAICompatible(setup(Options(base_url=self.url, **options), "m"), self.slept.append)

    def ask(self, **options: Any) -> ChatReply:
        engine = self.open(**options)
        try:
            return next(iter(engine.chat([question()])))
        finally:
            engine.close()

    def close(self) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def _next(self, body: dict[str, Any], key: str | None) -> Answer:
        with self._lock:
            self.bodies.append(body)
            self.keys.append(key)
            answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        return answer if isinstance(answer, Answer) else answer(body)


@pytest.fixture
def endpoint(monkeypatch: pytest.MonkeyPatch) -> Iterator[Endpoint]:
    for name in ("LOCALIZE_API_KEY", "OPENAI_API_KEY", "LOCALIZE_BASE_URL", "OPENAI_BASE_URL"):
        monkeypatch.delenv(name, raising=False)
    made = Endpoint()
    yield made
    made.close()


def test_a_good_answer_is_read(endpoint: Endpoint) -> None:
    assert endpoint.ask() == ChatReply('{"1": "Hello."}', "stop", 9, 5, 4)
    assert endpoint.slept == []


def test_the_request_says_all(endpoint: Endpoint) -> None:
    endpoint.ask()
    (body,) = endpoint.bodies
    assert (body["model"], body["temperature"], body["seed"], body["max_tokens"]) == ("m", 0.0, 0, 24)
    assert [message["role"] for message in body["messages"]] == ["system", "user"]
    assert body["response_format"]["json_schema"]["schema"]["required"] == ["1"]


@pytest.mark.parametrize(
    "trouble",
    [
        refused(429), refused(500), refused(503), refused(408), said(finish="stop", content="{}"), Answer(),
        Answer(body=b"<html>502 Bad Gateway</html>"), Answer(body=b'{"choices": [{"mess'),
        Answer(body=b'{"choices": []}'), Answer(body=b"null"), Answer(body=b"\xff\xfe"),
    ],
)  # fmt: skip
def test_passing_trouble_is_waited_out(endpoint: Endpoint, trouble: Answer) -> None:
    endpoint.answers = [trouble, said("{}") if trouble.body.startswith(b'{"choices": [{"message') else said()]
    assert endpoint.ask().finish == "stop"


@pytest.mark.parametrize(
    ("trouble", "words"),
    [
        (Answer(body=b"<html>hello</html>"), "answers nonsense.*<html>hello</html>"),
        (Answer(body=b'{"choices": [{"mess'), "answers nonsense"),
        (Answer(body=b'{"choices": []}'), "answers nonsense.*no choices"),
        (Answer(), "answers nonsense.*empty body"),
        (refused(500, "boom"), "answers 500.*boom"),
        (refused(429, "slow down"), "answers 429.*slow down"),
    ],
)
def test_trouble_that_stays_is_one_line(endpoint: Endpoint, trouble: Answer, words: str) -> None:
    endpoint.answers = [trouble]
    with pytest.raises(EndpointError, match=rf"{endpoint.url}/chat/completions {words}") as caught:
        endpoint.ask(retries=2)
    assert len(endpoint.bodies) == 3
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(("status", "hint"), [(401, "LOCALIZE_API_KEY"), (403, "key"), (404, "base_url")])
def test_what_will_not_pass_is_not_waited_for(endpoint: Endpoint, status: int, hint: str) -> None:
    endpoint.answers = [refused(status)]
    with pytest.raises(EndpointError, match=f"answers {status}") as caught:
        endpoint.ask()
    assert hint in caught.value.hint
    assert len(endpoint.bodies) == 1


def test_the_wait_grows_and_heeds_the_server(endpoint: Endpoint) -> None:
    endpoint.answers = [refused(429, Retry_After="17"), refused(503), said()]
    endpoint.ask()
    first, second = endpoint.slept
    assert 16 < first <= 17
    assert second > 0


def test_a_wait_is_bounded() -> None:
    slept: list[float] = []
    patience = Patience(12, slept.append)
    for _ in patience.tries():
        patience.heed("86400")
    assert len(slept) == 12
    assert max(slept) <= LONGEST_WAIT_S


@pytest.mark.parametrize("header", ["", "soon", "-3", "Wed, 21 Oct 2015 07:28:00 GMT", "\xff"])
def test_nonsense_in_retry_after_asks_for_nothing(header: str) -> None:
    assert seconds(header) == 0.0


def test_retry_after_may_be_a_date() -> None:
    assert seconds("Fri, 31 Dec 2199 23:59:59 GMT") > 1e9


def test_a_server_that_is_down_is_told(endpoint: Endpoint) -> None:
    engine = OpenAICompatible(
        setup(Options(base_url="http://127.0.0.1:9/v1", retries=2), "m"), endpoint.slept.append
    )
    with pytest.raises(EndpointError, match=r"http://127\.0\.0\.1:9/v1/chat/completions cannot be reached"):
        list(engine.chat([question()]))
    engine.close()
    assert len(endpoint.slept) == 2


def test_a_server_that_is_slow_is_told(endpoint: Endpoint) -> None:
    hold = threading.Event()

    def wait(body: dict[str, Any]) -> Answer:
        hold.wait(20)
        return said()

    endpoint.answers = [wait]
    try:
        with pytest.raises(EndpointError, match="does not answer in time"):
            endpoint.ask(timeout_s=0.05, retries=1)
    finally:
        hold.set()


def test_a_server_that_drips_is_cut_off(endpoint: Endpoint) -> None:
    endpoint.answers = [Answer(body=b" " * 2_000, slowly=0.02)]
    with pytest.raises(EndpointError, match="does not answer in time"):
        endpoint.ask(timeout_s=0.3, retries=1)
    assert len(endpoint.bodies) == 2


def test_an_answer_without_end_is_cut_off(endpoint: Endpoint, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exchange, "LONGEST_BODY", 1000)
    endpoint.answers = [Answer(body=said().body + b" " * 1000)]
    with pytest.raises(EndpointError, match=r"answers nonsense.*over 1000 bytes"):
        endpoint.ask(retries=1)


def test_a_redirect_is_not_followed(endpoint: Endpoint) -> None:
    endpoint.answers = [Answer(307, headers={"Location": "http://elsewhere.example/v1"})]
    with pytest.raises(EndpointError, match=r"307.*to http://elsewhere\.example"):
        endpoint.ask()
    assert len(endpoint.bodies) == 1


@pytest.mark.parametrize(
    "answer",
    [said("", "content_filter"), said("", refusal="I cannot help with that."), said("", "safety")],
)
def test_a_refusal_is_a_reply(endpoint: Endpoint, answer: Answer) -> None:
    endpoint.answers = [answer]
    assert endpoint.ask().finish == "refused"


@pytest.mark.parametrize(
    ("error", "finish"),
    [
        ({"code": "content_filter", "message": "The response was filtered"}, "refused"),
        ({"code": "context_length_exceeded", "message": "too long; lower max_tokens"}, "length"),
    ],
)
def test_a_request_turned_down_for_its_content_is_a_reply_and_changes_no_wording(
    endpoint: Endpoint, error: dict[str, str], finish: str
) -> None:
    endpoint.answers = [Answer(400, json.dumps({"error": error}).encode()), said()]
    model = endpoint.open(max_in_flight=1)
    first, second = model.chat([question(), question()])
    assert (first.finish, second.finish) == (finish, "stop")
    assert endpoint.bodies[0].keys() == endpoint.bodies[1].keys()


def test_a_broken_encoding_is_waited_out(endpoint: Endpoint) -> None:
    endpoint.answers = [Answer(body=b"not gzip", headers={"Content-Encoding": "gzip"}), said()]
    assert endpoint.ask().finish == "stop"


def test_a_key_that_is_no_ascii_is_told(endpoint: Endpoint, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOCALIZE_API_KEY", "ｓｋ-1")
    with pytest.raises(ConfigurationError, match="ASCII"):
        endpoint.open()


def test_a_cut_off_reply_says_so(endpoint: Endpoint) -> None:
    endpoint.answers = [said('{"1": "He', "length")]
    assert endpoint.ask().finish == "length"


def formats(bodies: list[dict[str, Any]]) -> list[str]:
    return [body.get("response_format", {"type": "text"})["type"] for body in bodies]


def test_a_server_without_schemas_is_asked_more_simply(endpoint: Endpoint) -> None:
    def answer(body: dict[str, Any]) -> Answer:
        return refused(400, "response_format is not supported") if "response_format" in body else said()

    endpoint.answers = [answer]
    engine = endpoint.open(max_in_flight=1)
    assert len(list(engine.chat([question(), question()]))) == 2
    engine.close()
    assert formats(endpoint.bodies) == ["json_schema", "json_object", "text", "text"]


def test_parameters_that_are_refused_by_name_are_left_out(endpoint: Endpoint) -> None:
    def answer(body: dict[str, Any]) -> Answer:
        bad = next((name for name in ("max_tokens", "temperature", "seed") if name in body), "")
        return refused(400, f"Unsupported parameter: '{bad}'") if bad else said()

    endpoint.answers = [answer]
    endpoint.ask()
    last = endpoint.bodies[-1]
    assert last["max_completion_tokens"] == 24
    assert last["response_format"]["type"] == "json_schema"


def has_pattern(body: dict[str, Any]) -> bool:
    return "pattern" in json.dumps(body.get("response_format", {}))


@pytest.mark.parametrize("status", [400, 422, 500])
def test_a_server_that_cannot_hold_a_reply_to_a_pattern_is_asked_without(
    endpoint: Endpoint, status: int
) -> None:
    endpoint.answers = [lambda body: refused(status, "bad grammar") if has_pattern(body) else said()]
    plain = question()
    held = msgspec.structs.replace(
        plain, schema={**plain.schema, "properties": {"1": {"type": "string", "pattern": "^(Hello)$"}}}
    )
    engine = endpoint.open(max_in_flight=1, retries=1)
    assert [reply.text for reply in engine.chat([held, held, plain])] == ['{"1": "Hello."}'] * 3
    engine.close()
    tries = 2 if status == 500 else 1
    assert [has_pattern(body) for body in endpoint.bodies] == [True] * tries + [False] * 3
    assert set(formats(endpoint.bodies)) == {"json_schema"}


def test_a_request_that_is_not_understood_in_any_words_is_told(endpoint: Endpoint) -> None:
    endpoint.answers = [refused(400, "context too long")]
    with pytest.raises(EndpointError, match=r"answers 400.*context too long"):
        endpoint.ask()


def test_no_more_are_in_flight_than_allowed(endpoint: Endpoint) -> None:
    now, most, lock = 0, 0, threading.Lock()

    def count(body: dict[str, Any]) -> Answer:
        nonlocal now, most
        with lock:
            now += 1
            most = max(most, now)
        threading.Event().wait(0.02)
        with lock:
            now -= 1
        return said()

    endpoint.answers = [count]
    engine = endpoint.open(max_in_flight=3)
    assert len(list(engine.chat([question()] * 12))) == 12
    engine.close()
    assert 1 < most <= 3


def test_the_key_comes_from_the_environment(endpoint: Endpoint, monkeypatch: pytest.MonkeyPatch) -> None:
    endpoint.ask()
    monkeypatch.setenv("OPENAI_API_KEY", "second")
    endpoint.ask()
    monkeypatch.setenv("LOCALIZE_API_KEY", "first\n")
    endpoint.ask()
    monkeypatch.setenv("MY_KEY", "mine")
    endpoint.ask(api_key_env="MY_KEY")
    assert endpoint.keys == [None, "Bearer second", "Bearer first", "Bearer mine"]
    with pytest.raises(ConfigurationError, match="NO_SUCH_KEY is not set"):
        endpoint.open(api_key_env="NO_SUCH_KEY")


def test_the_key_stands_in_no_message(endpoint: Endpoint, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOCALIZE_API_KEY", KEY)
    endpoint.answers = [refused(401, f"bad key {KEY}")]
    with pytest.raises(EndpointError) as caught:
        endpoint.ask()
    assert KEY not in str(caught.value)
    assert "bad key ***" in str(caught.value)


def test_the_key_makes_no_other_engine_and_the_server_does(
    endpoint: Endpoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    options = Options(base_url=endpoint.url)
    before = OpenAICompatible.fingerprint(options)
    monkeypatch.setenv("LOCALIZE_API_KEY", KEY)
    assert OpenAICompatible.fingerprint(options) == before
    assert OpenAICompatible.fingerprint(Options(base_url="http://other/v1")) != before
    monkeypatch.setenv("LOCALIZE_BASE_URL", endpoint.url)
    assert OpenAICompatible.fingerprint(Options()) == before


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("", "needs the URL"),
        ("localhost:8080", "not the URL"),
        ("ftp://host/v1", "not the URL"),
        ("http://", "not the URL"),
        ("http://user:secret@host/v1", "must not hold a password"),
        ("http://[::1", "bad URL"),
    ],
)
def test_a_bad_url_is_told_without_its_password(endpoint: Endpoint, url: str, words: str) -> None:
    with pytest.raises(ConfigurationError, match=words) as caught:
        OpenAICompatible(setup(Options(base_url=url), "m"))
    assert "secret" not in str(caught.value)


def test_it_needs_a_model(endpoint: Endpoint) -> None:
    with pytest.raises(ConfigurationError, match="needs the name of a model"):
        OpenAICompatible(setup(Options(base_url=endpoint.url)))
    OpenAICompatible(setup(Options(base_url=endpoint.url, model="m"))).close()


def test_wrong_numbers_from_a_server_are_asked_again(endpoint: Endpoint) -> None:
    def right(body: dict[str, Any]) -> Answer:
        asked = body["response_format"]["json_schema"]["schema"]["required"]
        return said(json.dumps({number: f"Yaomei number {number}" for number in asked}))

    endpoint.answers = [said('{"7": "Yaomei"}'), said('{"1": "Yaomei nu', "length"), right]
    source = transcript("幺妹！", "幺妹来了。")
    engine = endpoint.open()
    made = stage(engine, brief(YAOMEI))
    done = made.join(source, list(made.run(made.split(source))))
    engine.close()
    assert [line.text for line in done.lines] == ["Yaomei number 1", "Yaomei number 2"]
    assert made.engine == EngineId("fake", 1)
    assert numbers(question()) == [1]
