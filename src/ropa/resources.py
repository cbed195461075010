"""Finds the words, checks and facts (``ontology/``, ``shapes/``, ``data/``), in a checkout and in a wheel.

A checkout keeps them at its top level, where lawyers edit them; the wheel carries them inside the package.
Nothing else of the project knows where they lie.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from ropa.errors import NotFoundError

_PACKAGE = Path(__file__).resolve().parent


@cache
def root() -> Path:
    """Return the folder that holds ``ontology/``, ``shapes/`` and ``data/``.

    Raises :class:`~ropa.errors.NotFoundError` where the package was installed without them.
    """
    for candidate in (_PACKAGE / "_files", _PACKAGE.parent.parent):
        if (candidate / "ontology" / "ropa.ttl").is_file():
            return candidate
    raise NotFoundError(
        "the package's ontology, shapes and data are missing",
        remedy="Reinstall ropa-graph from a wheel or a checkout.",
    )


def folder(name: str) -> Path:
    """Return one of the shipped folders, for example ``folder("data/registers")``."""
    return root() / name


def packaged(path: str) -> str:
    """Return the text of a file inside the package: a query, a list of words."""
    return (_PACKAGE / path).read_text(encoding="utf-8")


def packaged_names(folder: str) -> list[str]:
    """Return the names of the files in a folder inside the package, sorted."""
    return sorted(path.name for path in (_PACKAGE / folder).iterdir() if path.is_file())
