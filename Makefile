# The five things one does here. Each sets up what it needs by itself; only Python 3.11, git and make must be there.
PYTHON ?= python3.11
BIN := .venv/bin
READY := .venv/.ready

# State stays in ignored folders; nothing reports home.
export DAGSTER_HOME ?= $(CURDIR)/.dagster
export DAGSTER_DISABLE_TELEMETRY := 1
export DO_NOT_TRACK := 1

.PHONY: run test ui bench lint
.DEFAULT_GOAL := run

$(READY): requirements.lock pyproject.toml
	$(PYTHON) -m venv --clear .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	$(BIN)/python -m pipelines.defs.dbt_run
	touch $@

run: $(READY) ## build the warehouse from raw/ and say what to ask it
	$(BIN)/chengyu build
	@$(BIN)/chengyu examples

test: $(READY) ## every test
	$(BIN)/python -m pytest

ui: $(READY) ## the Dagster UI with the schedule and the sensor running
	$(BIN)/chengyu ui

bench: $(READY) ## times of a build, beside the bare floor
	$(BIN)/python -m benchmarks.build

lint: $(READY) ## style, types and SQL
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/sqlfluff lint --processes 1 dbt_project
