"""Real weights, the example episode, and a home of its own for every test that wants one."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from localize import config
from localize.weights.catalogue import find_model
from localize.weights.shelf import Shelf

if TYPE_CHECKING:
    from tests.s3 import S3

ROOT = Path(__file__).parent.parent

# How long making an example takes says what else the machine does, nothing of the code. What CI tries is the
# same each time, as by Hypothesis' own profile for it; at home every run tries something else.
hypothesis_settings.register_profile(
    "any machine",
    deadline=None,
    derandomize="CI" in os.environ,
    suppress_health_check=[HealthCheck.too_slow],
)
hypothesis_settings.load_profile("any machine")

# A suite that a script starts in the background inherits an ignored SIGINT, and its children from it: the
# tests that press Ctrl-C would wait for ever.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


# pytest-xdist tells its workers how wide its own terminal is; what the tests start is to find none.
os.environ.pop("COLUMNS", None)


@pytest.fixture(scope="session")
def shelf() -> Shelf:
    """The user's own shelf: weights are pulled once for all runs of the suite."""
    return Shelf(config.home() / "weights")


@pytest.fixture(scope="session")
def whisper_base(shelf: Shelf) -> Path:
    return shelf.ensure(find_model("whisper-base"))


@pytest.fixture(scope="session")
def qwen(shelf: Shelf) -> Path:
    return shelf.ensure(find_model("qwen2.5-coder-1.5b"))


@pytest.fixture(scope="session")
def fonts(shelf: Shelf) -> Path:
    """A folder with the fonts that the tests draw with, as users get them."""
    for name in ("noto-sans", "noto-sans-arabic", "noto-sans-cjk", "noto-sans-devanagari", "noto-sans-thai"):
        shelf.ensure(find_model(name))
    return shelf.root


@pytest.fixture(scope="session")
def example() -> Path:
    """The example series' folder."""
    return next((ROOT / "examples").glob("*/series.toml")).parent


@pytest.fixture(scope="session")
def sichuan_clip(example: Path) -> Path:
    return example / "E01.mp4"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty LOCALIZE_HOME."""
    path = tmp_path / "home"
    monkeypatch.setenv("LOCALIZE_HOME", str(path))
    return path


@pytest.fixture(scope="session")
def s3_server() -> Iterator[S3]:
    from tests.s3 import S3

    server = S3()
    yield server
    server.close()


@pytest.fixture
def s3(s3_server: S3, monkeypatch: pytest.MonkeyPatch) -> S3:
    """An S3 with an empty bucket, `dramas`, and credentials for it in the environment."""
    for name, value in {
        "AWS_ENDPOINT_URL": s3_server.url,
        "AWS_ACCESS_KEY_ID": "AKIATEST",
        "AWS_SECRET_ACCESS_KEY": "this-is-secret",
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_CONFIG_FILE": "/nowhere",
        "AWS_SHARED_CREDENTIALS_FILE": "/nowhere",
        "AWS_EC2_METADATA_DISABLED": "true",
    }.items():
        monkeypatch.setenv(name, value)
    s3_server.forget()
    s3_server.make("dramas")
    return s3_server


@pytest.fixture
def shelf_only_home(shelf: Shelf, home: Path) -> Path:
    """A LOCALIZE_HOME with the user's weights and nothing that was finished before."""
    home.mkdir()
    (home / "weights").symlink_to(shelf.root)
    return home
