"""The options that every command shares, and the list of commands.

Global options stand before the command, as in ``ropa --register my.ttl query``, and reach it as
:class:`~ropa.cli.given.Given`. A command is a function in a file of its own name and is listed here once.
"""

from __future__ import annotations

from typing import Annotated

import typer

import ropa
from ropa.cli.evidence import evidence
from ropa.cli.explain import explain
from ropa.cli.given import Given
from ropa.cli.load import load
from ropa.cli.query import query
from ropa.cli.serve import serve
from ropa.settings import LANGUAGES

COMMANDS = (serve, query, load, evidence, explain)


def build() -> typer.Typer:
    """Return the command line with all its commands."""
    app = typer.Typer(
        name="ropa",
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(_globals)
    for command in COMMANDS:
        app.command()(command)
    return app


def _version(wanted: bool) -> None:  # noqa: FBT001 -- typer calls it with the flag in first place
    if wanted:
        typer.echo(f"ropa {ropa.__version__}")
        raise typer.Exit


def _globals(
    context: typer.Context,
    *,
    register: Annotated[
        list[str] | None,
        typer.Option(
            metavar="PATH|URL",
            help="A register to open instead of those that come with the project: an RDF file, a folder, "
            "a store folder or the URL of a SPARQL service. May be given several times.",
        ),
    ] = None,
    lang: Annotated[
        str | None, typer.Option(metavar="|".join(LANGUAGES), help="Language of labels; errors are in English.")
    ] = None,
    bare: Annotated[bool | None, typer.Option("--bare", help="Leave the shipped organisations out.")] = None,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and leave.")
    ] = False,
) -> None:
    """Ask a GDPR Article 30 record who gets which personal data, and where that is said."""
    del version  # its callback has done its work
    context.obj = Given(tuple(register or ()), lang, bare)
