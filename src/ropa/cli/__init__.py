"""The command ``ropa``: a file per command, and here what all of them share from start to exit code.

Data goes to standard output; notices, progress and errors go to standard error, an error as one line that
says what, where and what to do. Exit codes: 0 fine, 2 could not do it (1 is kept for findings). Whatever is
heavy is imported inside a command's own function, so that ``ropa --help`` stays under half a second.
"""

from __future__ import annotations

import os
import sys
import traceback
from typing import TYPE_CHECKING

import typer

from ropa.cli import app
from ropa.errors import RopaError

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["main", "run"]

_COULD_NOT = 2
_INTERRUPTED = 130  # 128 + SIGINT, as shells report it


def main() -> None:
    """Run the command line of this process and leave with its exit code."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code; what went wrong is one line on standard error."""
    try:
        code = app.build()(args=list(arguments) or ["--help"], prog_name="ropa", standalone_mode=False)
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader (head, less) has gone: nobody is left to tell, and Python must not try once more at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except (RopaError, typer.TyperException, OSError) as error:
        return _fail(_line(error), _COULD_NOT)
    except (KeyboardInterrupt, typer.Abort):
        return _INTERRUPTED
    except Exception:  # noqa: BLE001 - a fault of ours must not leave with 1, which says that there are findings
        traceback.print_exc()
        return _fail("internal error. Please report it with the lines above.", _COULD_NOT)
    return code if isinstance(code, int) else 0


def _line(error: RopaError | typer.TyperException | OSError) -> str:
    if isinstance(error, RopaError):
        return str(error)
    if isinstance(error, OSError):
        place = f"{error.filename}: " if error.filename else ""
        return f"{place}{error.strerror or error}. Check that it is there, may be written and has room."
    return f"{error.format_message().rstrip('.')}. See ropa --help."


def _fail(line: str, code: int) -> int:
    typer.echo(f"ropa: {' '.join(line.split())}", err=True)
    return code
