"""Files over HTTP that carry on where they stopped, and out of folders, which need no carrying on."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from localize.weights.catalogue import File, Model, Url
from localize.weights.partial import CHUNK, Partial, SourceFailed, WrongContent

if TYPE_CHECKING:
    import httpx

CONNECT_SECONDS = 4.0  # a closed network shall cost seconds, not minutes
READ_SECONDS = 30.0
DROPS = 3  # in a row, without one byte more, before we give up
PAUSE_SECONDS = 0.5


@dataclass(frozen=True)
class Web:
    """The one file of a `url` source."""

    source: Url
    model: Model
    spare: int = 0

    @property
    def label(self) -> str:
        return host_of(self.source.url)

    def fetch(self, partial: Partial) -> None:
        for file in partial.missing():
            download(self.source.url, file, partial)

    def probe(self) -> None:
        ask(self.source.url)


def host_of(url: str) -> str:
    return url.partition("://")[2].partition("/")[0]


def download(url: str, file: File, partial: Partial, headers: Mapping[str, str] | None = None) -> None:
    """From `url` into `partial`, through dropped connections. Raises SourceFailed, OSError (our disk)."""
    import httpx

    drops = 0
    with _client(headers) as client:
        while (have := partial.size(file)) < file.bytes:
            try:
                _continue(client, url, file, partial, have)
            except (httpx.HTTPError, httpx.InvalidURL) as error:
                drops = 1 if partial.size(file) > have else drops + 1
                if drops >= DROPS or not _worth_another_try(error, have):
                    raise SourceFailed(_reason(error, url)) from error
                time.sleep(PAUSE_SECONDS)
    partial.finish(file)


def copy(origin: Path, file: File, partial: Partial) -> None:
    """From a folder, a share or a disk. Raises SourceFailed, OSError (our disk)."""
    partial.write(file, _read(origin), 0)
    if partial.size(file) < file.bytes:
        partial.discard(file)
        raise WrongContent(f"{origin} is shorter than the catalogue's {file.bytes} bytes: refused")
    partial.finish(file)


def ask(url: str, headers: Mapping[str, str] | None = None) -> None:
    """Whether the address answers for this file. Raises SourceFailed."""
    import httpx

    with _client(headers) as client:
        try:
            client.head(url).raise_for_status()
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise SourceFailed(_reason(error, url)) from error


def _client(headers: Mapping[str, str] | None) -> httpx.Client:
    import httpx

    timeout = httpx.Timeout(READ_SECONDS, connect=CONNECT_SECONDS)
    # Without `identity` a proxy may compress, and then neither sizes nor ranges mean the file's bytes.
    plain = {"Accept-Encoding": "identity", "User-Agent": "localize"}
    try:
        return httpx.Client(headers={**plain, **(headers or {})}, timeout=timeout, follow_redirects=True)
    except (ImportError, ValueError, httpx.InvalidURL) as error:  # a proxy that is no URL, or SOCKS
        raise SourceFailed(f"the proxy settings cannot be used: {error}") from error


def _continue(client: httpx.Client, url: str, file: File, partial: Partial, have: int) -> None:
    import httpx

    with client.stream("GET", url, headers={"Range": f"bytes={have}-"} if have else {}) as response:
        response.raise_for_status()
        start = _start(response)
        if start > have:
            raise SourceFailed(f"{url} sent bytes from {start}, asked for {have}")
        _refuse_other_length(response, file, start)
        partial.write(file, response.iter_raw(), start)
    if partial.size(file) < file.bytes:
        raise httpx.ReadError("the connection ended early", request=response.request)


def _start(response: httpx.Response) -> int:
    """Where the body begins: servers that know no ranges answer 200 and begin at the beginning."""
    if response.status_code != 206:
        return 0
    first = response.headers.get("Content-Range", "").removeprefix("bytes ").partition("-")[0]
    return int(first) if first.isdecimal() else 0


def _refuse_other_length(response: httpx.Response, file: File, start: int) -> None:
    """A login page or another version is seen by its length, before gigabytes of it are fetched."""
    length = response.headers.get("Content-Length", "")
    if length.isdecimal() and start + int(length) != file.bytes:
        told = start + int(length)
        raise WrongContent(f"{response.url} has {told} bytes, not the catalogue's {file.bytes}: refused")


def _worth_another_try(error: Exception, have: int) -> bool:
    """Who does not answer at all is not asked again, unless he did before."""
    import httpx

    if isinstance(error, httpx.HTTPStatusError | httpx.InvalidURL):
        return False
    return have > 0 or not isinstance(error, httpx.ConnectError | httpx.ConnectTimeout)


def _reason(error: Exception, url: str) -> str:
    import httpx

    host, name = host_of(url), url.rpartition("/")[2]
    if isinstance(error, httpx.HTTPStatusError):
        return f"{host} answers HTTP {error.response.status_code} for {name}"
    return f"{host} cannot be reached: {str(error) or type(error).__name__}"


def _read(origin: Path) -> Iterator[bytes]:
    try:
        with origin.open("rb") as file:
            while chunk := file.read(CHUNK):
                yield chunk
    except OSError as error:
        raise SourceFailed(f"cannot read {origin}: {error.strerror}") from error
