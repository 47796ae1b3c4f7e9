# One command each; `make` alone lists them. Works with GNU make on Linux and macOS
# (on Windows install the package with pip and use the `certpress` command).

SHELL := /bin/sh
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

VENV   := .venv
BIN    := $(VENV)/bin
PYTHON := $(BIN)/python
SERVE  ?= 1
PIP    := $(PYTHON) -m pip --disable-pip-version-check --quiet install
PYTEST := $(PYTHON) -m pytest
REFERENCE := tests/bench/reference

.PHONY: help demo test check format bench campaign lock clean assets node browser reference

help: ## list the commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: $(VENV)/.package assets ## the demonstration body from decisions to a served site (SERVE=0: do not serve)
	@$(BIN)/certpress demo . $(if $(filter 0 no false,$(SERVE)),--no-serve)

test: $(VENV)/.package $(VENV)/.dev assets browser reference ## all tests
	@$(PYTEST) -n 2 tests

check: $(VENV)/.dev assets ## format, lint, types; Python and TypeScript
	@$(PYTHON) -m ruff format --check .
	@$(PYTHON) -m ruff check .
	@$(PYTHON) -m mypy
	@cd verifier && npm run --silent check

format: $(VENV)/.dev ## rewrite the Python files in the one format
	@$(PYTHON) -m ruff format .
	@$(PYTHON) -m ruff check --fix .

bench: $(VENV)/.package $(VENV)/.dev assets browser ## times, memory and sizes; prints the tables of docs/
	@$(PYTHON) -m tests.bench

campaign: $(VENV)/.package $(VENV)/.dev assets browser reference ## the full size of every sampled test
	@CERTPRESS_CAMPAIGN=1 $(PYTEST) -n 2 tests

lock: ## resolve all dependencies again and write the lock files
	@sh requirements/lock.sh

clean: ## remove what the build made, never the register or the keys
	rm -rf $(VENV) builder/certpress/_built builder/assets/node_modules verifier/node_modules \
	  verifier/dist verifier/dist-node $(REFERENCE)/node_modules dist site .mypy_cache .pytest_cache .ruff_cache .hypothesis

# ---- the environment -----------------------------------------------------------------------------

$(VENV)/bin/python:
	@found=$$(for name in python3.13 python3.12 python3.11 python3 python; do \
	  "$$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	    && command -v "$$name" && break; done); \
	if [ -z "$$found" ]; then \
	  echo "Python 3.11 or newer was not found (python3.13 ... python3, python)." >&2; \
	  echo "hint: install it and run make again" >&2; exit 1; fi; \
	echo "making $(VENV) with $$found"; "$$found" -m venv $(VENV)

$(VENV)/.runtime: requirements/runtime.txt requirements/build.txt | $(VENV)/bin/python
	@echo "installing the locked packages"
	@$(PIP) --require-hashes -r requirements/runtime.txt -r requirements/build.txt
	@touch $@

$(VENV)/.dev: requirements/dev.txt $(VENV)/.runtime
	@echo "installing what tests and checks need"
	@$(PIP) --require-hashes -r requirements/dev.txt
	@touch $@

$(VENV)/.package: pyproject.toml hatch_build.py $(VENV)/.runtime | assets
	@$(PIP) --no-deps --no-build-isolation -e .
	@touch $@

assets: $(VENV)/.runtime node
	@$(PYTHON) builder/build_assets.py

node:
	@node -e 'process.exit(parseInt(process.versions.node) < 20 ? 1 : 0)' 2>/dev/null && npm --version >/dev/null 2>&1 || { \
	  echo "Node 20 or newer with npm was not found." >&2; \
	  echo "hint: install it and run make again" >&2; exit 1; }

browser:
	@sh tests/install-browser.sh


reference: $(REFERENCE)/node_modules/.package-lock.json

$(REFERENCE)/node_modules/.package-lock.json: $(REFERENCE)/package-lock.json | node
	@echo "installing the public libraries that tests compare with"
	@npm ci --silent --ignore-scripts --prefix $(REFERENCE)
	@touch $@
