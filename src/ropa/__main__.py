"""``python -m ropa``: the same as the command ``ropa``."""

from ropa.cli import main

main()
