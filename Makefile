# `make help` lists the targets. Everything installs itself on first use: see .ci/setup.
PYTHON ?= python3
BIN := .venv/bin
PYTEST := QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest
PYTEST_OF_CONSUMERS := QT_QPA_PLATFORM=offscreen .venv-consumers/bin/python -m pytest
ARGS ?=

.PHONY: help run test test-slow test-slow-writer test-consumers check bench mutants pictures format clean
.DEFAULT_GOAL := help

help:  ## this list
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 18

run: .venv/.set-up-run  ## build the sample project in demo/ and open the window on it
	$(BIN)/annotator demo --dir demo

test: .venv/.set-up-dev  ## the tests, without the slow ones (ARGS="tests/domain -k dates" for some)
	$(PYTEST) $(ARGS)

test-slow: .venv/.set-up-dev  ## the slow tests: packaging, large projects
	$(PYTEST) -m slow $(ARGS)

test-slow-writer: .venv/.set-up-dev  ## the tests of the window on a disk that takes 200 ms for each change
	$(PYTEST) --slow-writer=200 tests/qt tests/journeys $(ARGS)

test-consumers: .venv-consumers/.set-up  ## each format with its real consumer, in an environment of its own (1.5 GB)
	$(PYTEST_OF_CONSUMERS) -rs tests/consumers tests/writing tests/reading $(ARGS)

check: .venv/.set-up-dev  ## format, lint, types, import rules
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: .venv/.set-up-dev  ## the benchmarks, with their figures
	$(PYTEST) -m benchmark -n 0 -s tests/benchmarks $(ARGS)

mutants: .venv/.set-up-dev  ## changes the code at random and sees whether tests notice (ARGS="200 1", an hour)
	$(BIN)/python -m tests.mutants $(ARGS)

pictures: .venv/.set-up-dev  ## the pictures of the documentation, from the sample project
	$(BIN)/python docs/pictures.py

format: .venv/.set-up-dev  ## put the code into the common form
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

clean:  ## remove what was made, .venv included; demo/ stays, somebody may have worked in it
	rm -rf .venv .venv-consumers .venv-doccano build dist .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

.venv/.set-up-%: pyproject.toml .ci/setup
	PYTHON="$(PYTHON)" .ci/setup $*

.venv-consumers/.set-up: pyproject.toml .ci/setup
	PYTHON="$(PYTHON)" .ci/setup consumers
