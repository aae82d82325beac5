# Everything happens in .venv, which is made from whatever Python 3.11 or newer is found.
PYTHON ?= python3
BIN := .venv/bin
INSTALLED := .venv/installed

.DEFAULT_GOAL := help
.PHONY: help install demo test check bench clean

help: ## Say what there is to make
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1\t/' | expand -t 18

$(INSTALLED): pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit("lbpp needs Python 3.11 or newer; this is " + sys.version.split()[0] + ". Try: make PYTHON=python3.12" if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@

install: $(INSTALLED) ## Set up .venv with the program and what its tests need

demo: $(INSTALLED) ## Evaluate the sample from the Rules and Procedures
	$(BIN)/lbpp evaluate sample_bids/reference_chart.xlsx

test: $(INSTALLED) ## Run the tests
	$(BIN)/python -m pytest -n auto

check: $(INSTALLED) ## Lint, format and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: $(INSTALLED) ## Measure speed, as ratios within one run
	$(BIN)/python tests/bench.py
	$(BIN)/python tests/bench_batch.py
	$(BIN)/python tests/bench_outreach.py

clean: ## Remove what was made
	rm -rf .venv dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
