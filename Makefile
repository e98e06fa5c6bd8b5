# Set-up and main jobs. Python 3.11 or newer and make are all that is needed beforehand.
# On Windows, README.md has the same steps as plain commands.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export NO_MKDOCS_2_WARNING := 1

.PHONY: site serve check test lint lock schema clean

site: $(VENV)/built ## build the handbook into site/
	$(BIN)/handbook build

serve: $(VENV)/built ## show the handbook while you write: http://127.0.0.1:8000
	$(BIN)/mkdocs serve

check: $(VENV)/built ## read the playbooks and report every mistake
	$(BIN)/handbook check

test: $(VENV)/tested lint ## everything that CI runs
	$(BIN)/pytest

lint: $(VENV)/tested
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

schema: $(VENV)/built ## write the JSON Schemas that editors use
	$(BIN)/handbook schema playbooks
	$(BIN)/handbook schema examples/restaurant/playbooks

# What is installed is written down with hashes; pip refuses anything else.
$(VENV)/built: requirements/build.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/build.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

$(VENV)/tested: $(VENV)/built requirements/test.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/test.lock
	touch $@

lock: ## resolve the dependencies anew (needs uv)
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate \
	  pyproject.toml requirements/build.in -o requirements/build.lock
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate \
	  --group dev -c requirements/build.lock pyproject.toml requirements/build.in -o requirements/test.lock

clean:
	rm -rf $(VENV) site build *.egg-info
