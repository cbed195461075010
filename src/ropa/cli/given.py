"""What was given before the command (registers, language), and the registers opened from it.

Settings come from the environment, and options win over them. What the loader has to remark is reported on
standard error, never among the data.
"""

from __future__ import annotations

import gc
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import typer

from ropa.errors import UsageError, Where
from ropa.settings import LANGUAGES, Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from ropa.register import Notice
    from ropa.workspace import Workspace

_WIPE = "\x1b[K"  # ECMA-48: erase to the end of the line


@dataclass(frozen=True)
class Given:
    """The global options of one run; ``None`` and ``()`` leave a setting to the environment."""

    registers: tuple[str, ...] = ()
    lang: str | None = None
    bare: bool | None = None

    def settings(self, **more: Any) -> Settings:
        """Return the settings of this run; :class:`~ropa.errors.UsageError` for a value that cannot be."""
        if self.lang is not None and self.lang not in LANGUAGES:
            raise UsageError(
                f"'{self.lang}' is no language of ours",
                where=Where("--lang"),
                remedy=f"Give {' or '.join(LANGUAGES)}.",
            )
        return Settings.from_environment(lang=self.lang, bare=self.bare, **more)

    def open(self, settings: Settings) -> Workspace:
        """Return the registers that were given, or those that come with the project, ready to be asked.

        Raises :class:`~ropa.errors.RopaError` where one cannot be read.
        """
        from ropa import workspace

        with progress() as told, unwatched():
            opened = workspace.open(list(self.registers) or None, settings=settings, progress=told)
        report(opened.notices)
        return opened

    def ask_in_place(self, settings: Settings) -> Workspace:
        """Return the same, but ask a remote service as it is, whatever it holds: for queries of users."""
        from ropa import workspace

        places = list(self.registers) or settings.register.splitlines()
        if len(places) == 1 and places[0].startswith(("http://", "https://")):
            return workspace.open_service(places[0], settings)
        return self.open(settings)


@contextmanager
def unwatched() -> Iterator[None]:
    """Leave the garbage collector aside while a register is loaded, and what was loaded out of its sight.

    Loading makes hundreds of thousands of objects and no garbage; looking for it takes a tenth of the time.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


def of(context: typer.Context) -> Given:
    """Return what was given before the command of this context."""
    given = context.find_object(Given)
    if given is None:
        raise UsageError("the command was started without its global options", remedy="Run it as ropa COMMAND.")
    return given


def report(notices: Iterable[Notice]) -> None:
    """Write warnings of the loader to standard error, one a line: where, what, what to do."""
    for one in notices:
        say(f"warning: {one}")


@contextmanager
def progress() -> Iterator[Callable[[str, int, int], None]]:
    """Give a function that shows how far loading is, on a terminal and there alone; wipe the line at the end."""
    shown = sys.stderr.isatty()

    def tell(what: str, done: int, of: int) -> None:
        if shown:
            sys.stderr.write(f"\r{_WIPE}ropa: {what} {done} of {of}")
            sys.stderr.flush()

    try:
        yield tell
    finally:
        if shown:
            sys.stderr.write(f"\r{_WIPE}")


def say(line: str) -> None:
    """Write a line for people to standard error."""
    typer.echo(f"ropa: {' '.join(line.split())}", err=True)
