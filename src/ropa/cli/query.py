"""``ropa query``: a SPARQL query from a file, standard input or an argument.

It passes the same scan as a query sent to the endpoint and leaves in the engine's own serialisation; only the
table is drawn here, by :mod:`ropa.cli.tables`.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from ropa.cli import given
from ropa.errors import NotFoundError, RopaError, UnreadableError, UsageError, Where

if TYPE_CHECKING:
    from ropa.settings import Settings
    from ropa.store import Form
    from ropa.workspace import Workspace

#: Names of ``--format`` for rows (SELECT and ASK) and for graphs (CONSTRUCT and DESCRIBE).
ROWS: Final = ("table", "json", "csv", "tsv", "xml")
GRAPHS: Final = ("turtle", "ntriples", "rdfxml", "jsonld", "trig", "nquads")


def query(
    context: typer.Context,
    file: Annotated[str, typer.Argument(metavar="FILE|-", help="File with the query; - is standard input.")] = "-",
    *,
    expression: Annotated[
        str | None,
        typer.Option("--expression", "-e", metavar="TEXT", help="The query itself, instead of a file."),
    ] = None,
    format_: Annotated[
        str | None,
        typer.Option(
            "--format",
            metavar="|".join(ROWS + GRAPHS),
            help="For rows table (default on a terminal), json (default elsewhere), csv, tsv or xml; for "
            "graphs turtle (default) and the others. ASK prints true or false unless a format is given.",
        ),
    ] = None,
) -> None:
    """Ask the registers a SPARQL query."""
    state = given.of(context)
    settings = state.settings()
    name, text = _text(file, expression, settings)
    try:
        _answer(state, settings, text, format_)
    except RopaError as error:
        raise _placed(error, name) from None


def _answer(state: given.Given, settings: Settings, text: str, wanted: str | None) -> None:
    from ropa.store import scan

    form = scan(text, settings).form
    chosen = _choose(form, wanted)
    with state.ask_in_place(settings) as workspace:
        if chosen != "table":
            sys.stdout.buffer.write(_serialised(workspace, text, chosen))
        elif form == "ASK":
            typer.echo("true" if workspace.ask(text) else "false")
        else:
            from ropa.cli.tables import show

            show(workspace.select(text))


def _choose(form: Form, wanted: str | None) -> str:
    fitting = ROWS if form in {"SELECT", "ASK"} else GRAPHS
    if wanted is None:
        in_table = form == "ASK" or (form == "SELECT" and sys.stdout.isatty())
        return "table" if in_table else ("json" if form == "SELECT" else "turtle")
    if wanted not in fitting:
        kind = "rows" if fitting is ROWS else "a graph"
        raise UsageError(
            f"the query gives {kind}, which '{wanted}' cannot hold",
            where=Where("--format"),
            remedy=f"Give {', '.join(fitting[:-1])} or {fitting[-1]}.",
        )
    return wanted


def _serialised(workspace: Workspace, text: str, chosen: str) -> bytes:
    from ropa.store import Format

    rows = Format(chosen if chosen in ROWS else "json")
    graph = Format(chosen if chosen in GRAPHS else "turtle")
    return workspace.query(text, rows=rows, graph=graph).body


def _text(file: str, expression: str | None, settings: Settings) -> tuple[str, str]:
    """Return the name of the query's source and its text; no more is read than a query may be long."""
    if expression is not None:
        if file != "-":
            raise UsageError("a query was given twice", remedy="Leave FILE or --expression out.")
        return "--expression", expression
    most = settings.query_max_bytes + 4  # a byte order mark, and one byte too many for the scan to refuse
    if file == "-":
        return _decoded("standard input", sys.stdin.buffer.read(most))
    try:
        with Path(file).open("rb") as stream:
            return _decoded(file, stream.read(most))
    except OSError as error:
        raise NotFoundError(
            f"the query cannot be read ({error.strerror})",
            where=Where(file),
            remedy="Check the path, or give the query itself with --expression.",
        ) from error


def _decoded(name: str, data: bytes) -> tuple[str, str]:
    try:
        return name, data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise UnreadableError(
            f"byte 0x{data[error.start]:02X} is no UTF-8",
            where=Where(name, line),
            remedy="Save the query as UTF-8.",
        ) from error


def _placed(error: RopaError, name: str) -> RopaError:
    """Return an error about the query with the name of its file, which neither scan nor engine knows."""
    from ropa.store.guard import SOURCE

    if error.where is None or error.where.source != SOURCE:
        return error
    return type(error)(error.what, where=replace(error.where, source=name), remedy=error.remedy)
