# Two commands do everything: make grade, make test.
CHALLENGE ?= 02-multi-stage-builds
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.DEFAULT_GOAL := help
.PHONY: help setup tools grade test check verify docs format bench clean

help:  ## Show this list
	@sed -n 's/^\([a-z]*\):.*## /  make \1\t/p' $(MAKEFILE_LIST) | expand -t 16

$(VENV)/.ready: pyproject.toml scripts/venv
	@scripts/venv $(PYTHON) $(VENV)

setup: $(VENV)/.ready
	@scripts/engine up || echo "No engine: only what needs none can be graded."
	@if scripts/engine status >/dev/null 2>&1; then scripts/base-images; fi

grade: setup  ## Set everything up and grade CHALLENGE's starter (a starter is meant to fail)
	@$(BIN)/grader grade --challenge $(CHALLENGE) --report report || test $$? -eq 1

tools: setup
	@scripts/test-tools || echo "Some tests will be skipped."

test: tools  ## Set everything up and run the project's own tests
	@$(BIN)/pytest

check: tools  ## Format, lint, types, tests
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/pytest

verify: setup  ## Prove every challenge: solution, starter, wrong variants
	@$(BIN)/grader verify

docs: $(VENV)/.ready  ## Write what is made from the code: docs/criteria.md, the JSON Schema
	@$(BIN)/python scripts/generate.py

format: $(VENV)/.ready  ## Format the code
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

bench: setup  ## Compare grading with a plain shell script
	@$(BIN)/python scripts/bench.py

clean: $(VENV)/.ready  ## Remove what killed runs left on the engine
	@$(BIN)/grader clean
