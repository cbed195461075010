"""Store folders: opening one, and saying in words why it cannot be opened.

RocksDB, which Oxigraph keeps its data in, would make a store in any folder, and lets readers in beside a writer
although what they then read is undefined. Both are refused here.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from ropa.errors import StoreError, Where

#: The file in which RocksDB names its manifest, and the one that a writer locks.
_SIGN: Final = "CURRENT"
_LOCK: Final = "LOCK"
_LOCKS_OF_LINUX: Final = Path("/proc/locks")
_LOAD: Final = "'ropa load FILE --into STORE'"


def opened(path: Path, *, read_only: bool) -> ox.Store:
    """Open the store in a folder, made there unless ``read_only``; :class:`~ropa.errors.StoreError` where it cannot."""
    is_store = (path / _SIGN).is_file()
    if read_only and not is_store:
        raise _error(path, "there is no store", f"Make one with {_LOAD}.")
    if not is_store and path.exists() and (not path.is_dir() or any(path.iterdir())):
        raise _error(path, "this is no store and not empty", "Name a new folder, or one that holds a store.")
    if read_only and _is_written(path):
        raise _in_use(path)
    try:
        return ox.Store.read_only(str(path)) if read_only else ox.Store(str(path))
    except (OSError, RuntimeError) as error:
        raise _unopened(path, error) from error


def _unopened(path: Path, error: Exception) -> StoreError:
    said = str(error)
    if "lock" in said.lower() and ("unavailable" in said or "lock hold" in said):
        return _in_use(path)
    if isinstance(error, PermissionError) or "Permission denied" in said or "Read-only file system" in said:
        return _error(path, f"the store may not be opened ({said})", "Ask for the right to read and write the folder.")
    return _error(
        path, f"the store is damaged or of another kind ({said})", f"Remove the folder and make it anew with {_LOAD}."
    )


def _in_use(path: Path) -> StoreError:
    return _error(path, "the store is in use by another process", "Wait until it is done, or stop it.")


def _error(path: Path, what: str, remedy: str) -> StoreError:
    return StoreError(what, where=Where(str(path)), remedy=remedy)


def _is_written(path: Path) -> bool:
    """Whether some process holds the writer's lock; always false where only trying to lock would tell.

    Trying is no way: closing the file would drop a lock that this very process holds.
    """
    try:
        lock = (path / _LOCK).stat()
        held = _LOCKS_OF_LINUX.read_text(encoding="ascii")
    except OSError:
        return False
    return f"{os.major(lock.st_dev):02x}:{os.minor(lock.st_dev):02x}:{lock.st_ino}" in held.split()
