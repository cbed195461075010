"""Every setting, once: name, default, range, meaning. Environment, command line and docs are fed from this table.

The setting ``query_max_depth`` is the environment variable ``ROPA_QUERY_MAX_DEPTH``. Errors that a limit causes
name its variable, so that whoever meets one can raise it. A dataclass and not pydantic-settings: that takes
0.57 s to import, half of what ``ropa query`` may take in all.
"""

from __future__ import annotations

import os
from dataclasses import Field, dataclass, field, fields
from typing import TYPE_CHECKING, Any, Self

from ropa.errors import UsageError, Where

if TYPE_CHECKING:
    from collections.abc import Mapping

MIB = 1024 * 1024
LANGUAGES = ("en", "nb", "sv")


def _setting(default: Any, meaning: str, *, among: tuple[str, ...] = (), least: float | None = None) -> Any:
    return field(default=default, metadata={"meaning": meaning, "among": among, "least": least})


@dataclass(frozen=True, kw_only=True)
class Settings:
    """The settings of one run. Sizes are in bytes, times in seconds."""

    register: str = _setting(
        "",
        "Registers to open instead of the five that come with the project: files, folders, a store folder or "
        "the URL of a SPARQL service, one a line or separated by the system's path separator.",
    )
    lang: str = _setting("en", "Language of labels; errors are in English.", among=LANGUAGES)
    bare: bool = _setting(default=False, meaning="Leave the shipped organisations out.")
    host: str = _setting("127.0.0.1", "Address that the server listens on.")
    port: int = _setting(8000, "Port that the server listens on.", least=0)
    file_max_bytes: int = _setting(64 * MIB, "Largest RDF file that is read, in bytes.", least=1)
    load_max_triples: int = _setting(2_000_000, "Most triples that are loaded into one dataset.", least=1)
    query_max_bytes: int = _setting(64 * 1024, "Longest SPARQL query, in bytes of UTF-8.", least=1)
    query_max_depth: int = _setting(64, "Deepest nesting of brackets in a SPARQL query.", least=1)
    query_max_operators: int = _setting(512, "Most operators and patterns in a SPARQL query.", least=1)
    query_max_blocks: int = _setting(24, "Most EXISTS, OPTIONAL, MINUS and sub-SELECT in a SPARQL query.", least=1)
    query_max_running: int = _setting(4, "Most queries that the endpoint runs at once.", least=1)
    result_max_bytes: int = _setting(16 * MIB, "Largest answer of the SPARQL endpoint, in bytes.", least=1)
    remote_connect_seconds: float = _setting(
        3.0, "How long to wait for a connection to a remote SPARQL service, in seconds.", least=0.001
    )
    remote_seconds: float = _setting(
        30.0, "How long one request to a remote SPARQL service may take in all, in seconds.", least=0.001
    )
    remote_max_bytes: int = _setting(64 * MIB, "Largest answer taken from a remote SPARQL service, in bytes.", least=1)

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None, **given: Any) -> Self:
        """Read the environment; arguments that are not ``None`` win over it.

        Raises :class:`~ropa.errors.UsageError` that names the variable whose value cannot be.
        """
        source = os.environ if environment is None else environment
        values = {
            one.name: _read(one, source[variable(one.name)])
            for one in fields(cls)
            if source.get(variable(one.name), "") != ""
        }
        values.update((name, value) for name, value in given.items() if value is not None)
        return cls(**values)


def variable(name: str) -> str:
    """Return the environment variable of a setting: ``variable("port")`` is ``ROPA_PORT``."""
    return f"ROPA_{name.upper()}"


def _read(one: Field[Any], text: str) -> Any:
    among, least = one.metadata["among"], one.metadata["least"]
    try:
        value = _parse(type(one.default), text)
    except (KeyError, ValueError) as error:
        raise _wrong(one, text) from error
    if (among and value not in among) or (least is not None and value < least):
        raise _wrong(one, text)
    return value


def _parse(kind: type, text: str) -> Any:
    if kind is bool:
        return {"1": True, "true": True, "yes": True, "0": False, "false": False, "no": False}[text.lower()]
    return kind(text)


def _wrong(one: Field[Any], text: str) -> UsageError:
    among, least, kind = one.metadata["among"], one.metadata["least"], type(one.default)
    allowed = " or ".join(among)
    if kind is bool:
        allowed = "true or false"
    elif not among:
        allowed = f"a number{'' if least is None else f' of at least {least}'}"
    return UsageError(f"'{text}' is no value for it", where=Where(variable(one.name)), remedy=f"Give {allowed}.")
