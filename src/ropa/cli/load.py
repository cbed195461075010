"""``ropa load``: files into a store folder, which later runs open in place of the files."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ropa.cli import given


def load(
    context: typer.Context,
    files: Annotated[list[str], typer.Argument(metavar="FILE...", help="RDF files or folders.")],
    *,
    into: Annotated[Path, typer.Option(metavar="STORE", help="Folder of the store; it is made where it is missing.")],
) -> None:
    """Load files into a store folder."""
    from ropa import workspace

    state = given.of(context)
    given.say(f"loading {len(files)} {'path' if len(files) == 1 else 'paths'} into {into} ...")
    with given.progress() as progress:
        dataset = workspace.load_into(files, into, settings=state.settings(), progress=progress)
    given.report(dataset.notices)
    given.say(f"{len(dataset.quads):,} quads, dataset {dataset.hash}")
