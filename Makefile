# Goen: `make` alone lists what can be made. Everything is set up inside this folder, in .venv.
SHELL := /bin/sh
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
# Hundreds of processes read a thousand modules: compiled once, they start in half the time.
unexport PYTHONDONTWRITEBYTECODE

VENV := .venv
BIN := $(VENV)/bin
# One stamp per lock: a second run finds it newer than its lock and installs nothing.
RUNTIME := $(VENV)/runtime.stamp
DEV := $(VENV)/dev.stamp
BENCH := $(VENV)/bench.stamp
LOCKER := $(VENV)/lock.stamp
AUDITOR := $(VENV)/audit.stamp

SAMPLE := goen-sample
# Two workers by default: the analysis engine uses the other cores by itself.
WORKERS ?= 2
# Whole files go to a worker, the long ones first and test by test (tests/conftest.py).
PYTEST := $(BIN)/pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder
# The shop's tests run a second time on PostgreSQL; those of tests/shop/run know both by themselves,
# and of the two that open every address as everybody one is enough there. They run beside the
# others, of which many wait: for a browser, a server, a process to be killed.
TESTS_ON_POSTGRES = $(BIN)/python -m tests.shop.postgres $(PYTEST) -m 'not soak and not browser' \
	--ignore tests/shop/run --ignore tests/shop/staff/test_every_address.py tests/shop
UPGRADE ?=

.PHONY: help start report test check bench soak lock audit

help: ## List these targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-7s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

start: $(RUNTIME) ## Set up and open the whole system: the ledger of customers, in the browser
	@$(BIN)/goen serve

report: $(RUNTIME) ## Make a sample company's sales file, analyse it and say where the report is
	@$(BIN)/goen sample --out $(SAMPLE)
	@$(BIN)/goen analyze $(SAMPLE)/sales.csv --out $(SAMPLE)

test: $(DEV) ## Set up everything and run every check and test
	@scripts/system-parts
	@$(BIN)/python -m tests.shop.postgres --beside \
		scripts/tests "$(TESTS_ON_POSTGRES)" "$(PYTEST)"

check: $(DEV) ## Lint, types and architecture contracts, without the tests
	$(BIN)/ruff check --output-format concise
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(BENCH) ## Speed against the engine's own floor and against peers, as a table
	$(BIN)/python -m bench

soak: $(DEV) ## The long tests: millions of rows, both engines, fifty kills each (GOEN_SEED: others)
	@scripts/system-parts
	$(BIN)/pytest -m soak -rP

audit: $(AUDITOR) ## Ask whether a library that Goen needs has a known weakness
	@BIN=$(BIN) scripts/audit

lock: $(LOCKER) ## Renew the hash locks from pyproject.toml (UPGRADE=1: newest versions)
	@BIN=$(BIN) scripts/lock $(if $(UPGRADE),--upgrade)

$(RUNTIME): requirements/build.txt requirements/runtime.txt pyproject.toml scripts/prepare
	@scripts/prepare $(VENV) runtime

$(DEV): requirements/build.txt requirements/dev.txt pyproject.toml scripts/prepare
	@scripts/prepare $(VENV) dev

$(BENCH): requirements/bench.txt $(DEV)
	@scripts/prepare $(VENV) bench

$(LOCKER): requirements/lock.txt $(RUNTIME)
	@scripts/prepare $(VENV) lock

$(AUDITOR): requirements/audit.txt $(RUNTIME)
	@scripts/prepare $(VENV) audit
