# Everything a person or CI does with this repository. `make` prints this list.

PYTHON  ?= $(shell command -v python3.11 || command -v python3)
VENV    := .venv
BIN     := $(VENV)/bin
UV      := $(BIN)/uv
NOTICES ?= examples/notices
PORT    ?= 7860
# One store a folder of notices, so that the samples and one's own never mix.
STORE   := .yaodian/$(shell printf '%s' "$(abspath $(NOTICES))" | cksum | cut -d' ' -f1)

.DEFAULT_GOAL := help
.PHONY: help install run test slow check lint types floors format eval gate clean

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-9s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

install: $(VENV)/.installed ## Build .venv with everything, and .venv/bin/yaodian

$(VENV)/.installed: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Python 3.11 or newer is needed (PYTHON=/path/to/python3.11)"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	$(UV) pip install --quiet --python $(BIN)/python -r requirements.lock
	$(UV) pip install --quiet --python $(BIN)/python --no-deps -e .
	@touch $@

run: install ## Open the chat on the sample notices (NOTICES=/path/to/folder PORT=8000 for your own)
	@YAODIAN_DATA_DIR="$(STORE)" $(BIN)/yaodian serve --notices "$(NOTICES)" --port $(PORT)

# A worker a core, each with whole files: what a file sets up is set up once.
test: install check ## Lint, types, floors and every test
	$(BIN)/python -m pytest -n auto --dist loadfile

slow: install ## The tests that take long: scans, kills, a shared Chroma server
	$(BIN)/python -m pytest -m slow

check: lint types floors ## Lint, types and floors

lint: install
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: install
	$(BIN)/mypy

floors: install
	$(BIN)/lint-imports

format: install ## Put the code in form
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

eval: install ## Run the sample question set over the sample notices
	$(BIN)/yaodian eval run examples/questions.jsonl --corpus examples/notices

gate: install ## Fail when answers got worse than the committed baselines (real notices too, where they are)
	$(BIN)/yaodian eval gate eval/baselines/samples.jsonl
	@if [ -d ../shared/notices ]; then $(BIN)/yaodian eval gate eval/baselines/notices.jsonl --corpus ../shared/notices; fi

clean: ## Remove the environment and the stores that `make run` made
	rm -rf $(VENV) .yaodian
