"""The documentation's build: MyST pages, and the reference written from the code before they are read.

Every asset is local: no font, script or image comes from another origin.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

import generate  # noqa: E402 -- it lies beside this file, which Sphinx does not put on the path

import ropa  # noqa: E402

if TYPE_CHECKING:
    from sphinx.application import Sphinx

project = "ropa"
author = "The ropa developers"
project_copyright = f"2026, {author}"
release = version = ropa.__version__

extensions = ["myst_parser"]
myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3
exclude_patterns = ["_build"]
nitpicky = True

html_theme = "furo"
html_title = f"ropa {release}"
html_show_sphinx = False
html_copy_source = False


def setup(app: Sphinx) -> None:
    """Write the generated pages when the build begins."""
    app.connect("builder-inited", lambda _: generate.write(HERE / "reference" / "generated"))
