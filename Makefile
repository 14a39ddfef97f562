# The tasks of this repository; `make` alone lists them.
PYTHON ?= .venv/bin/python
ARGS ?= --docs docs/benchmarks.md

.PHONY: help venv bundle test check format tables wheel fuzz bench

help: ## list the tasks
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

venv: ## make .venv with everything for development
	python3 -m venv .venv && .venv/bin/pip install -q -e '.[dev]'

bundle: ## compile policies/assistant into build/
	$(PYTHON) -m specdsl compile policies/assistant

test: ## run the tests
	$(PYTHON) -m pytest -n auto

check: ## lint, types, layers, and our own policies: what CI checks beside the tests
	$(PYTHON) -m ruff check .
	$(PYTHON) -m ruff format --check .
	$(PYTHON) -m mypy
	$(dir $(PYTHON))lint-imports
	$(PYTHON) -m specdsl fmt --check policies/*
	$(PYTHON) -m specdsl lint --fail-on info policies/assistant policies/starter

format: ## format code and policies
	$(PYTHON) -m ruff check --fix-only .
	$(PYTHON) -m ruff format .
	$(PYTHON) -m specdsl fmt policies/*

tables: ## write the parser's tables and the templates' code anew after a change of the grammar or a template
	$(PYTHON) -m specdsl.syntax.tables
	$(PYTHON) -m specdsl.compiler.ready

wheel: ## build the wheel and run the tests against it
	scripts/test-wheel $(PYTHON)

bench: ## measure specdsl beside other tools, in an environment of its own (ARGS=--help says how)
	python3 -m venv .venv-bench && .venv-bench/bin/pip install -q -e '.[all]' -r benchmarks/requirements.txt
	.venv-bench/bin/python -m benchmarks $(ARGS)

fuzz: ## feed the parser what no author would write, for a minute (needs the extra `fuzz`)
	$(PYTHON) tests/fuzz/fuzz_parse.py -max_total_time=60
