# Two commands do everything: make grade, make test.
CHALLENGE ?= 02-multi-stage-builds
PYTHON ?= python3
WORKERS ?= 2
PYTEST_OPTIONS ?=
VENV := .venv
BIN := $(VENV)/bin
MACHINE := $(BIN)/python -m grader.machine

.DEFAULT_GOAL := help
.PHONY: help venv setup grade tools test check verify engines docs format bench hostile clean

help:  ## Show this list
	@sed -n 's/^\([a-z]*\):.*## /  make \1\t/p' $(MAKEFILE_LIST) | expand -t 16

# What learners need, without tools of development.
$(VENV)/.ready: pyproject.toml scripts/venv
	@scripts/venv $(PYTHON) $(VENV) lint,parallel
	@touch $@

$(VENV)/.dev-ready: $(VENV)/.ready
	@scripts/venv $(PYTHON) $(VENV) dev
	@touch $@

venv: $(VENV)/.ready  ## Make the virtual environment only

setup: $(VENV)/.ready  ## Make the virtual environment, find an engine, get all base images
	@$(MACHINE) setup

grade: $(VENV)/.ready  ## Set up what CHALLENGE needs and grade its starter (a starter is meant to fail)
	@$(MACHINE) setup --challenge $(CHALLENGE)
	@$(BIN)/grader grade --challenge $(CHALLENGE) --report report || test $$? -eq 1

tools: $(VENV)/.dev-ready setup
	@scripts/test-tools || echo "Some tests will be skipped."

test: tools  ## Set everything up and run the project's own tests
	@$(MAKE) --no-print-directory pytest

# A file's tests stay together: they share what takes long (--dist loadgroup does not group under pytest 9.2,
# pytest-dev/pytest-xdist#1386). tests/conftest.py says which files begin.
# What classes keep on the engine between two runs goes in the end.
.PHONY: pytest
pytest:
	@$(BIN)/pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder $(PYTEST_OPTIONS); code=$$?; \
	    $(BIN)/grader clean; \
	    exit $$code

check: tools  ## Format, lint, types, tests
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(MAKE) --no-print-directory pytest

verify: setup  ## Prove every challenge: solution, starter, wrong variants
	@$(BIN)/grader verify

engines: tools  ## Prove every challenge on Docker 26, Docker 28 and Podman 5 (takes an hour; root on Debian or Ubuntu)
	@$(BIN)/pytest -s -m engines $(PYTEST_OPTIONS) tests/real

docs: $(VENV)/.ready  ## Write what is made from the code: docs/criteria.md, the JSON Schema
	@$(BIN)/python scripts/generate.py

format: $(VENV)/.dev-ready  ## Format the code
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

bench: setup  ## Compare grading with a plain shell script
	@$(BIN)/python scripts/bench.py

hostile: tools  ## Grade the hostile set (tests/hostile), right and wrong submissions of every sort
	@$(BIN)/python -m tests.hostile $(HOSTILE_OPTIONS)

clean: $(VENV)/.ready  ## Remove what killed runs left on the engine
	@$(BIN)/grader clean
