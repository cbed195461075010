# Everything from a fresh machine that has Python (3.11 or newer) with pip and venv, and make.
# `make run` serves on http://127.0.0.1:8000, `make test` runs everything that CI runs.

PYTHON ?= python3
UV_VERSION := 0.13.9
VENV := .venv
BIN := $(VENV)/bin
UV := $(BIN)/uv
LOCK := pyproject.toml uv.lock

# The environment is the one beside this file, whatever the caller has active; no Python is ever downloaded.
unexport VIRTUAL_ENV
export UV_PROJECT_ENVIRONMENT := $(VENV)
export UV_PYTHON_DOWNLOADS := never
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help run test lint docs lock bench clean

help: ## list what can be made
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/make \1\t\2/p' Makefile | expand -t 12

run: $(VENV)/.installed ## install and serve on http://127.0.0.1:8000 (more options in ARGS)
	@$(BIN)/ropa serve $(ARGS)

test: lint docs ## install what tests need and run everything (options of pytest in ARGS)
	@echo "== pytest"
	@$(BIN)/python -m pytest $(ARGS)

lint: $(VENV)/.installed-dev ## ruff and mypy
	@echo "== ruff check"
	@$(BIN)/ruff check
	@echo "== ruff format"
	@$(BIN)/ruff format --check
	@echo "== mypy"
	@$(BIN)/mypy --strict

docs: $(VENV)/.installed-dev ## the documentation into docs/_build/html; a warning is an error
	@echo "== docs"
	@$(BIN)/python -m sphinx --fail-on-warning --keep-going --fresh-env -q -b html docs docs/_build/html
	@echo "docs/_build/html/index.html"

bench: $(VENV)/.installed-dev ## how long commands and loading take
	-@$(BIN)/python benchmarks/commands.py $(ARGS)
	@$(BIN)/python benchmarks/loading.py $(ARGS)

lock: $(UV) ## write uv.lock anew with the newest versions that fit
	@$(UV) lock --upgrade --default-index https://pypi.org/simple

clean: ## remove what was built, the environment included
	@rm -rf $(VENV) docs/_build docs/reference/generated dist build .mypy_cache .pytest_cache .ruff_cache .hypothesis

$(UV):
	@$(PYTHON) -c 'import sys; v = sys.version_info; sys.exit(0 if v >= (3, 11) else f"make: {sys.executable} is Python {v[0]}.{v[1]}. Say which is newer than 3.10, for example: make PYTHON=python3.12")'
	@echo "== creating $(VENV)"
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet uv==$(UV_VERSION)

# The run-time packages alone; what tests have installed beside them stays.
$(VENV)/.installed: $(LOCK) | $(UV)
	@echo "== installing"
	@$(UV) sync --frozen --inexact --no-default-groups
	@touch $@

# Exactly what is locked, with the groups for tests, linters and docs.
$(VENV)/.installed-dev: $(LOCK) | $(UV)
	@echo "== installing with the tools for tests and docs"
	@$(UV) sync --frozen --group dev
	@touch $(VENV)/.installed $@
