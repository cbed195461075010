"""The loader and the shipped registers: see ``README.md`` in this folder for how to add a case."""
