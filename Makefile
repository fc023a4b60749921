# Everything a newcomer needs: `make demo` to see it, `make test` to check it.
# Wants Python 3.11 or newer, make and git; PYTHON=python3.12 chooses another interpreter.

PYTHON ?= python3
VENV   := .venv
PY     := $(VENV)/bin/python
UV     := uv==0.13.9

RUNTIME := $(VENV)/.runtime
DEV     := $(VENV)/.dev
PEERS   := .venv-peers

.DEFAULT_GOAL := help
.PHONY: help demo test lint docs bench format reference lock messages clean
.DELETE_ON_ERROR:

help: ## List the targets
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' Makefile | expand -t 12

demo: $(RUNTIME) ## Compare the proposal with the present organisation of the example town
	@$(VENV)/bin/orgshift compare scenarios/town.yaml

test: lint docs ## Check everything: style, types, imports, documentation, tests
	$(PY) -m pytest --numprocesses auto --dist worksteal

lint: $(DEV) ## Check style, types and the direction of imports
	$(PY) -m ruff check
	$(PY) -m ruff format --check
	$(PY) -m mypy
	$(VENV)/bin/lint-imports --no-logo

docs: $(DEV) ## Build the documentation into site/
	NO_MKDOCS_2_WARNING=1 $(PY) -m mkdocs build --strict --site-dir site

bench: $(DEV) $(PEERS)/.ready ## Measure speed and solution quality, and write docs/benchmarks.md
	$(PY) -m tests.benchmarks docs/benchmarks.md

format: $(DEV) ## Put every Python file into the agreed form
	$(PY) -m ruff check --fix-only
	$(PY) -m ruff format

reference: $(DEV) ## Write the generated pages and the schema anew
	$(PY) -m tests.golden.regenerate schema reference
	$(PY) -m tests.simulator.checks.reference_page
	$(PY) -m tests.reference

messages: $(DEV) ## Collect sentences to translate and compile the English ones
	$(PY) -m tests.contracts.messages

lock: $(DEV) ## Choose dependency versions anew
	$(PY) -m pip install --quiet "$(UV)"
	$(VENV)/bin/uv pip compile pyproject.toml --group build \
	  --universal --fork-strategy fewest --python-version 3.11 --generate-hashes --no-annotate --no-header --upgrade --quiet \
	  --output-file requirements.lock
	$(VENV)/bin/uv pip compile pyproject.toml --group build --group dev --constraint requirements.lock \
	  --universal --fork-strategy fewest --python-version 3.11 --generate-hashes --no-annotate --no-header --upgrade --quiet \
	  --output-file requirements-dev.lock

clean: ## Remove everything that make has made
	rm -rf $(VENV) $(PEERS) site dist .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# ------------------------------------------------------------------------------------- set-up

# The development set-up holds the same versions as the plain one and a few tools more, so either
# may come first.

$(RUNTIME): requirements.lock pyproject.toml | $(PY)
	@echo "Setting up $(VENV) (once) ..."
	@$(PY) -m pip install --quiet --require-hashes --requirement requirements.lock
	@$(PY) -m pip install --quiet --no-build-isolation --no-deps --editable .
	@$(PY) -m compileall -q simulator solver
	@touch $@

$(DEV): requirements-dev.lock $(RUNTIME)
	@echo "Adding the development tools (once) ..."
	@$(PY) -m pip install --quiet --require-hashes --requirement requirements-dev.lock
	@touch $@

# The engines that we are measured against live by themselves: two of them cannot be loaded in one
# process.

$(PEERS)/.ready: tests/benchmarks/requirements-peers.txt | $(PY)
	@echo "Setting up $(PEERS) (once) ..."
	@$(PY) -m venv $(PEERS)
	@$(PEERS)/bin/python -m pip install --quiet --requirement $<
	@touch $@

$(PY):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || \
	  { echo "orgshift needs Python 3.11 or newer, and '$(PYTHON)' is not: try make PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); exit 1; }
