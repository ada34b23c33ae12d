"""A file that another program writes: under another name until it is whole."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from localize.deliver.abandoned import beside, sweep
from localize.deliver.ffmpeg import FfmpegFailed
from localize.errors import InputError, StoreError

_NO_ROOM = "No space left on device"


@contextmanager
def draft_of(out: Path, source: Path) -> Iterator[Path]:
    """Where to write what becomes `out` at the end of the context, or is removed if that ends badly. What an
    earlier process was killed over is removed too.

    In the same folder, so that it can be renamed. Raises StoreError, and InputError for what ffmpeg could not
    make of `source`.
    """
    draft = beside(out, "new")
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        sweep(out, "new")
        yield draft
        _sync(draft)
        draft.replace(out)
    except FfmpegFailed as failure:
        if _NO_ROOM in str(failure):
            raise StoreError.of(OSError(errno.ENOSPC, _NO_ROOM), out) from failure
        if failure.is_too_large:
            raise StoreError.of(OSError(errno.EFBIG, os.strerror(errno.EFBIG)), out) from failure
        raise InputError(
            f"{source}: ffmpeg says: {failure}", "check the file with another player"
        ) from failure
    except OSError as error:
        raise StoreError.of(error, out) from error
    finally:
        draft.unlink(missing_ok=True)


def _sync(draft: Path) -> None:
    """Else a power cut after the renaming could leave the name without what it names."""
    with draft.open("r+b") as file:
        os.fsync(file.fileno())
