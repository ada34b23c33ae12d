"""An S3 in this process, as far as `moto` is one."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import httpx
from moto.backends import get_backend
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
from werkzeug.serving import make_server

Asked = tuple[str, str]


class S3:
    """`asked` is what it was asked for since `forget`; to the next `refusals` requests by one of the methods
    `refused` it says to come later."""

    def __init__(self) -> None:
        logging.getLogger("werkzeug").setLevel(logging.ERROR)
        self._app = DomainDispatcherApplication(create_backend_app)
        self._server = make_server("127.0.0.1", 0, self._answer, threaded=True)
        self._thread = threading.Thread(target=self._server.serve_forever)
        self._thread.start()
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        self.asked: list[Asked] = []
        self.refusals, self.refused = 0, ("GET", "PUT")

    def close(self) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def forget(self) -> None:
        """Everything: what it holds, and what it was asked."""
        httpx.post(f"{self.url}/moto-api/reset").raise_for_status()
        self.asked.clear()
        self.refusals, self.refused = 0, ("GET", "PUT")

    def make(self, bucket: str) -> None:
        httpx.put(f"{self.url}/{bucket}").raise_for_status()
        self.asked.clear()

    def objects(self, bucket: str) -> dict[str, bytes]:
        return {name: one.value for name, one in sorted(self._keys(bucket).items())}

    def overwrite(self, bucket: str, name: str, data: bytes) -> None:
        self._keys(bucket)[name].value = data

    def remove(self, bucket: str, name: str) -> None:
        self._keys(bucket).pop(name)

    def _keys(self, bucket: str) -> Any:
        return get_backend("s3")["123456789012"]["aws"].buckets[bucket].keys

    @contextmanager
    def knowing_nobody(self) -> Iterator[None]:
        """Every credential is a wrong one."""
        httpx.post(f"{self.url}/moto-api/reset-auth", content=b"0").raise_for_status()
        try:
            yield
        finally:
            httpx.post(f"{self.url}/moto-api/reset-auth", content=b"inf").raise_for_status()

    def _answer(self, environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        if not environ["PATH_INFO"].startswith("/moto-api"):
            self.asked.append((environ["REQUEST_METHOD"], environ["PATH_INFO"]))
            if self.refusals > 0 and environ["REQUEST_METHOD"] in self.refused:
                self.refusals -= 1
                start("503 Slow Down", [("Content-Length", "0")])
                return [b""]
        answer: Iterable[bytes] = self._app(environ, start)
        return answer
