# Every target sets up what it needs: a virtual environment with exactly the locked packages.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.DEFAULT_GOAL := help
.PHONY: help setup demo test check format bench model messages lock clean

help: ## show the targets
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | sort | expand -t 12

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit("duiding needs Python 3.11 or newer; set PYTHON=python3.11 (or newer)" if sys.version_info < (3, 11) else 0)'
	@echo "Setting up $(VENV): the locked packages are fetched once (about two minutes) ..."
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

setup: $(READY) ## the virtual environment with duiding in it

demo: $(READY) ## the main job on the example study, from transcripts to Word
	$(BIN)/duiding demo

test: $(READY) ## all tests
	$(BIN)/python -m pytest

check: $(READY) ## format, lint, strict types, import contracts
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(READY) ## put the code in shape
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(READY) ## measure speed and memory
	$(BIN)/python -m bench

DATA ?= ../shared/data/dutch-nlp
model: $(READY) ## the Dutch pipeline from treebanks: prepare, train (two hours), package, evaluate
	$(BIN)/python language-model/build.py $(DATA)

messages: $(READY) ## take new texts into the Dutch catalogue and compile it
	$(BIN)/python tools/messages.py sync

lock: ## lock the newest allowed packages, with hashes (needs uv)
	uv pip compile --universal --python-version 3.11 --generate-hashes --group dev --no-header --quiet pyproject.toml -o requirements.lock

clean: ## remove what the targets made
	rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache .hypothesis
