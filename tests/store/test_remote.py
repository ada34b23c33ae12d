"""Places on other machines: which there are, and what goes wrong there."""

from __future__ import annotations

import fsspec
import pytest

from localize.errors import ConfigurationError, StoreUnreachable
from localize.store.remote import Remote, is_remote
from tests.s3 import S3


@pytest.mark.parametrize(
    ("place", "remote"),
    [
        ("s3://dramas/x", True),
        ("memory://x", True),
        ("/mnt/x", False),
        ("x", False),
        ("file:///mnt/x", False),
    ],
)
def test_a_place_with_a_scheme_is_remote_but_a_file(place: str, remote: bool) -> None:
    assert is_remote(place) == remote


def test_bytes_by_name(s3: S3) -> None:
    remote = Remote("s3://dramas/all [of] them*")
    remote.write_all({"a/one": b"1", "two": b"2"})
    assert remote.read_all(["a/one", "two", "three", "two"]) == {"a/one": b"1", "two": b"2"}
    assert list(s3.objects("dramas")) == ["all [of] them*/a/one", "all [of] them*/two"]


def test_nothing_is_asked_for_nothing(s3: S3) -> None:
    remote = Remote("s3://dramas")
    assert remote.read_all([]) == {}
    remote.write_all({})
    assert s3.asked == []


@pytest.mark.parametrize(
    "url", ["s3://AKIA:secret@dramas/x", "s3://dramas/x?X-Amz-Signature=secret", "s3://dramas/x#secret"]
)
def test_a_url_with_a_secret_is_refused_without_telling_it(url: str) -> None:
    with pytest.raises(ConfigurationError, match="user, a password or a query") as caught:
        Remote(url)
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("s3://", "names no bucket"),
        ("s4://dramas", "nobody knows how to open"),
        ("simplecache::s3://dramas", "nobody knows how to open"),
    ],
)
def test_a_url_that_nobody_can_open_is_a_wrong_setting(url: str, said: str) -> None:
    with pytest.raises(ConfigurationError, match=said):
        Remote(url)


def test_what_is_not_installed_is_told_with_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    def absent(*_: object, **__: object) -> None:
        raise ImportError("Install s3fs to access S3")

    monkeypatch.setattr(fsspec, "filesystem", absent)
    with pytest.raises(ConfigurationError) as caught:
        Remote("s3://dramas")
    assert caught.value.hint == "pip install 'localize[s3]'"


def both(remote: Remote) -> list[str]:
    """What reading and what writing says."""
    with pytest.raises(StoreUnreachable) as reading:
        remote.read_all(["x"])
    with pytest.raises(StoreUnreachable) as writing:
        remote.write_all({"x": b"x"})
    return [str(reading.value), str(writing.value)]


def test_a_bucket_that_is_missing(s3: S3) -> None:
    for said in both(Remote("s3://comedies/x")):
        assert said == "there is no bucket for the store s3://comedies/x (make it, or name another)"


def test_wrong_credentials(s3: S3) -> None:
    with s3.knowing_nobody():
        for said in both(Remote("s3://dramas")):
            assert "the store s3://dramas refuses the credentials: InvalidAccessKeyId" in said
            assert "AKIATEST" not in said
            assert "this-is-secret" not in said


@pytest.mark.parametrize("variable", ["AWS_ACCESS_KEY_ID", "AWS_PROFILE"])
def test_no_credentials(s3: S3, monkeypatch: pytest.MonkeyPatch, variable: str) -> None:
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")
    if variable == "AWS_PROFILE":
        monkeypatch.setenv(variable, "nobody")
    for said in both(Remote("s3://dramas")):
        assert "no credentials for the store s3://dramas" in said
        assert "AWS_PROFILE" in said


def test_credentials_that_may_not(monkeypatch: pytest.MonkeyPatch) -> None:
    remote = Remote("memory://mine")

    def forbidden(*_: object) -> None:
        raise PermissionError("Access Denied for AKIATEST")

    monkeypatch.setattr(remote._files, "cat_file", forbidden)
    monkeypatch.setattr(remote._files, "pipe_file", forbidden)
    for said in both(remote):
        assert "does not let these credentials in" in said
        assert "s3:ListBucket" in said
        assert "AKIATEST" not in said


def test_a_server_that_is_down(s3: S3, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    for said in both(Remote("s3://dramas")):
        assert "the store s3://dramas cannot be reached: EndpointConnectionError" in said
        assert "what is finished is kept here" in said


def test_a_probe_writes_reads_and_asks_for_what_is_not_there(s3: S3) -> None:
    Remote("s3://dramas/x").probe()
    assert [method for method, _ in s3.asked] == ["PUT", "GET", "GET"]
    assert s3.objects("dramas") == {"x/probe": b"localize"}
