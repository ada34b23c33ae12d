"""A web server with the faults of real ones, and what is put on it."""

from __future__ import annotations

import threading
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from localize.weights.catalogue import File, Model, Source


def model_of(contents: Mapping[str, bytes], *sources: Source, name: str = "tiny", **rest: object) -> Model:
    files = tuple(File(path, len(data), sha256(data).hexdigest()) for path, data in contents.items())
    fixed = {
        "title": "Tiny",
        "kind": "recognizer",
        "engine": "scripted",
        "licence": "MIT",
        "commercial": True,
    }
    return Model(name=name, files=files, sources=sources, **{**fixed, **rest})  # type: ignore[arg-type]


def catalogue_of(model: Model) -> str:
    """The model as a user would pin it."""
    files = ", ".join(
        f'{{ path = "{file.path}", bytes = {file.bytes}, sha256 = "{file.sha256}" }}' for file in model.files
    )
    return (
        f'version = 1\n[models."{model.name}"]\ntitle = "{model.title}"\nkind = "{model.kind}"\n'
        f'engine = "{model.engine}"\nlicence = "{model.licence}"\n'
        f"commercial = {str(model.commercial).lower()}\n"
        f"files = [{files}]\nsources = []\n"
    )


def wheel_of(folder: Path, package: str, members: Mapping[str, bytes]) -> Path:
    """A wheel that pip takes, with nothing in it but data."""
    folder.mkdir(parents=True, exist_ok=True)
    module = package.replace("-", "_")
    path = folder / f"{module}-1.0-py3-none-any.whl"
    info = f"{module}-1.0.dist-info"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for member, data in members.items():
            archive.writestr(member, data)
        archive.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\nName: {package}\nVersion: 1.0\n")
        archive.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        archive.writestr(f"{info}/RECORD", "")
    return path


@dataclass
class Served:
    """`drops` cuts the next answers off after so many bytes; `stall_after` holds every answer there until
    `resume` is set; `statuses` answers a path with an error."""

    files: dict[str, bytes]
    address: str = ""
    ranges: bool = True
    drops: list[int] = field(default_factory=list)
    statuses: dict[str, int] = field(default_factory=dict)
    redirects: dict[str, str] = field(default_factory=dict)
    stall_after: int | None = None
    stall_only: str = ""
    resume: threading.Event = field(default_factory=threading.Event)
    asked: list[tuple[str, str]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)


@contextmanager
def serving(files: Mapping[str, bytes]) -> Iterator[Served]:
    """`files` by path without the first slash. What was asked, and for which range, stands in `asked`."""
    served = Served(dict(files))
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"served": served}))
    served.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield served
    finally:
        served.resume.set()
        server.shutdown()
        thread.join()
        server.server_close()


class _Handler(BaseHTTPRequestHandler):
    served: Served

    def do_HEAD(self) -> None:
        self._answer(body=False)

    def do_GET(self) -> None:
        self._answer(body=True)

    def log_message(self, *arguments: object) -> None:
        pass

    def _answer(self, *, body: bool) -> None:
        path, asked_range = self.path.lstrip("/").partition("?")[0], self.headers.get("Range", "")
        self.served.asked.append((path, asked_range))
        self.served.headers.append(dict(self.headers))
        if path in self.served.redirects:
            self.send_response(302)
            self.send_header("Location", self.served.redirects[path])
            self.end_headers()
            return
        status = self.served.statuses.get(path, 200 if path in self.served.files else 404)
        if status != 200:
            self.send_error(status)
            return
        self._send(path, self.served.files[path], asked_range, body)

    def _send(self, path: str, data: bytes, asked_range: str, body: bool) -> None:
        start = 0
        if asked_range and self.served.ranges:
            start = int(asked_range.removeprefix("bytes=").rstrip("-"))
        self.send_response(206 if start else 200)
        if start:
            self.send_header("Content-Range", f"bytes {start}-{len(data) - 1}/{len(data)}")
        self.send_header("Content-Length", str(len(data) - start))
        self.send_header("Content-Type", "text/html" if path.endswith("/") else "application/octet-stream")
        self.end_headers()
        if body:
            self._write(path, data[start:])

    def _write(self, path: str, data: bytes) -> None:
        if self.served.drops:
            self.wfile.write(data[: self.served.drops.pop(0)])
            return
        stall = self.served.stall_after
        if stall is not None and path.endswith(self.served.stall_only):
            self.wfile.write(data[:stall])
            self.wfile.flush()
            self.served.resume.wait()
            data = data[stall:]
        try:
            self.wfile.write(data)
        except (BrokenPipeError, ConnectionResetError):
            return
