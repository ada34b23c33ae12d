"""Where finished parts are kept: in the user's home, in a folder that was named, or on other machines too."""

from __future__ import annotations

import os
from contextlib import nullcontext
from pathlib import Path

from localize.config import home
from localize.errors import ConfigurationError
from localize.events import Listener, Warned, ignore
from localize.store.parts import Store
from localize.store.remote import Away, Remote, is_remote
from localize.store.shared import SharedStore

VARIABLE = "LOCALIZE_STORE"


def place_of(named: str = "", folder: Path | None = None) -> str:
    """`LOCALIZE_STORE`, else what a series names (`[run] store`, a path beside its file in `folder`): a URL
    or an absolute path, empty for the store in the home. Raises ConfigurationError."""
    by_user = os.environ.get(VARIABLE, "")
    place = by_user or named
    if not place or is_remote(place):
        return place
    path = Path(place.removeprefix("file://"))
    try:
        path = path.expanduser()
    except RuntimeError as error:
        raise ConfigurationError(f"the store is {place}: there is no such user") from error
    return str((path if by_user else (folder or Path()) / path).absolute())


def open_store(place: str, listener: Listener = ignore, away: Away = nullcontext) -> Store:
    """The store at what `place_of` gave; of one that is shared, the listener hears where texts go, and what
    waits for it does so within `away`. Raises ConfigurationError."""
    if not is_remote(place):
        return Store(Path(place) if place else home() / "store")
    remote = Remote(place, away)
    listener(
        Warned(f"finished parts go to {remote.url} too, with all that is said and written in the episodes")
    )
    return SharedStore(home() / "store", remote)
