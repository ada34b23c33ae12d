"""A folder on another machine or in an object store, through fsspec: bytes by name, many at once.

Putting an object is atomic there: who reads sees the old one or the new one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, nullcontext
from typing import Any, TypeAlias
from urllib.parse import urlsplit

from localize.errors import ConfigurationError, StoreUnreachable

Away: TypeAlias = Callable[[], AbstractContextManager[None]]

# The parts of a stage go in a round or two. S3 takes 3,500 writes a second below one prefix.
AT_ONCE = 32
# A server that cannot be reached is asked for less than a minute, with growing pauses, before the run ends.
_S3: Mapping[str, Any] = {
    "config_kwargs": {
        "connect_timeout": 5,
        "read_timeout": 15,
        "retries": {"total_max_attempts": 4, "mode": "standard"},
        "max_pool_connections": AT_ONCE,
        # Digests of our own tell what is damaged; not every server that speaks S3 knows these.
        "request_checksum_calculation": "when_required",
        "response_checksum_validation": "when_required",
    },
    "max_concurrency": 1,  # with more, s3fs asks for the size of every object before it gets it
}
_NOT_WHO = {
    "InvalidAccessKeyId",
    "SignatureDoesNotMatch",
    "ExpiredToken",
    "InvalidToken",
    "RequestTimeTooSkewed",
}
PROBE = "probe"  # an object that says nothing
_KEPT = "what is finished is kept here, and shared by the next run that reaches it"


class Remote:
    """The folder at `url`. Raises ConfigurationError for a URL that nobody can open; all else that goes wrong
    is StoreUnreachable. Each wait for it is within an `away`, in which others may use this thread's turn."""

    def __init__(self, url: str, away: Away = nullcontext) -> None:
        self._away = away
        self.url = refuse_secrets(url).rstrip("/")
        self._files = _file_system(self.url)
        self._root = self._files._strip_protocol(self.url)

    def read_all(self, names: Iterable[str]) -> dict[str, bytes]:
        """Those that are there."""
        found = self._each(self._read, list(dict.fromkeys(names)))
        return {name: data for name, data in found.items() if data is not None}

    def write_all(self, blobs: Mapping[str, bytes]) -> None:
        self._each(lambda name: self._write(name, blobs[name]), list(blobs))

    def probe(self) -> None:
        """Does all that a run does: writes (8 bytes, which stay: nothing else takes leave to delete), reads,
        and asks for what is not there, which S3 tells those alone who may list."""
        self.write_all({PROBE: b"localize"})
        self.read_all([PROBE, f"{PROBE}/nothing"])

    def _each(self, ask: Any, names: list[str]) -> dict[str, Any]:
        if not names:
            return {}
        with self._away(), ThreadPoolExecutor(min(AT_ONCE, len(names)), "store") as threads:
            return dict(zip(names, threads.map(ask, names), strict=True))

    def _read(self, name: str) -> bytes | None:
        try:
            data: bytes = self._ask(self._files.cat_file, name)
        except FileNotFoundError:
            return None
        return data

    def _write(self, name: str, data: bytes) -> None:
        try:
            self._ask(self._files.pipe_file, name, data)
        except FileNotFoundError as error:
            raise _unreachable(self.url, error) from error

    def _ask(self, what: Any, name: str, *more: bytes) -> Any:
        """Raises FileNotFoundError for what is not there in a bucket that is."""
        try:
            return what(f"{self._root}/{name}", *more)
        except Exception as error:  # every file system has errors of its own, and few are OSError
            if isinstance(error, FileNotFoundError) and _code(error) != "NoSuchBucket":
                raise
            raise _unreachable(self.url, error) from error


def is_remote(place: str) -> bool:
    return "://" in place and not place.startswith("file://")


def refuse_secrets(url: str) -> str:
    """The URL, which is shown and kept in records. Raises ConfigurationError, without a word of it, when it
    holds more than a place."""
    parts = urlsplit(url)
    if "@" in parts.netloc or parts.query or parts.fragment:
        raise ConfigurationError(
            "the URL of the store holds a user, a password or a query",
            "leave them out: credentials come from the environment, for S3 AWS_ACCESS_KEY_ID and others",
        )
    if not parts.netloc and not parts.path.strip("/"):
        raise ConfigurationError(f"the store {url} names no bucket", "for example s3://bucket/prefix")
    return url


def _file_system(url: str) -> Any:
    protocol = url.partition("://")[0]
    try:
        import fsspec

        options = _S3 if protocol in ("s3", "s3a") else {}
        files = fsspec.filesystem(protocol, skip_instance_cache=True, **options)
    except ImportError as error:
        wanted = "pip install 'localize[s3]'" if protocol.startswith("s3") else str(error)
        raise ConfigurationError(f"what opens the store {url} is not installed", wanted) from error
    except ValueError as error:
        raise ConfigurationError(f"nobody knows how to open the store {url}", "try s3://…") from error
    if hasattr(files, "retries"):
        files.retries = 1  # those of s3fs are around those of its library, and multiply them
    return files


def _unreachable(url: str, error: Exception) -> StoreUnreachable:
    """In words of our own: those of libraries may hold addresses with secrets."""
    code, kind = _code(error), type(error).__name__
    if code == "NoSuchBucket" or isinstance(error, FileNotFoundError):
        return StoreUnreachable(f"there is no bucket for the store {url}", "make it, or name another")
    if code in _NOT_WHO:
        return StoreUnreachable(f"the store {url} refuses the credentials: {code}", f"renew them; {_KEPT}")
    if "Credential" in kind or "Token" in kind or "Profile" in kind:
        return StoreUnreachable(
            f"no credentials for the store {url}: {kind}",
            "for S3 set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY",
        )
    if isinstance(error, PermissionError):
        needs = "on S3 they need s3:GetObject, s3:PutObject and s3:ListBucket"
        return StoreUnreachable(f"the store {url} does not let these credentials in", needs)
    return StoreUnreachable(
        f"the store {url} cannot be reached: {code or kind}",
        f"check the network, for S3 AWS_ENDPOINT_URL; {_KEPT}",
    )


def _code(error: BaseException) -> str:
    """What S3 says in one word, where it was S3: behind the error of Python that s3fs makes of it."""
    said = getattr(error.__cause__ or error, "response", None)
    return str(said.get("Error", {}).get("Code", "")) if isinstance(said, dict) else ""
