# Two commands are enough: `make run` and `make test`. Python 3.11+ and make are all they need.

PYTHON ?= python3
PORT ?= 8000
HOST ?= 127.0.0.1
VENV := .venv
BIN := $(VENV)/bin
WORKERS ?= auto

.PHONY: run test bench lint types messages lock clean

run: $(VENV)/.run ## Start the product on embedded defaults with the demonstration data
	@PORT=$(PORT) HOST=$(HOST) DEMO=1 $(BIN)/python manage.py start

test: $(VENV)/.dev ## Run the whole suite; REQUIRE_ALL=1 lets nothing be skipped
	@$(BIN)/pytest -n $(WORKERS) --dist loadfile $(ARGS)

bench: $(VENV)/.dev ## How long scoring and the results sheet take, as ratios within the run
	@DJANGO_SETTINGS_MODULE=emulation.settings $(BIN)/python -m tests.bench

lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/djlint templates --check --lint

types: $(VENV)/.dev
	$(BIN)/mypy

messages: $(VENV)/.dev ## Collect the texts to be translated and compile the catalogue (needs gettext)
	$(BIN)/python manage.py makemessages -l vi --no-location --no-wrap --ignore .venv --ignore var --ignore tests
	@sed -i -f locale/unmark.sed locale/vi/LC_MESSAGES/django.po
	$(BIN)/python manage.py compilemessages -l vi --ignore .venv

COMPILE := $(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header \
	--no-emit-index-url --no-emit-find-links

lock: $(VENV)/.pip ## Pin what pyproject.toml asks for, with hashes
	$(COMPILE) pyproject.toml -o requirements.txt
	$(COMPILE) --group dev -c requirements.txt -o requirements-dev.txt

$(VENV)/.pip:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed; set PYTHON=…" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "Python's venv module is missing; on Debian: apt-get install python3-venv" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check uv || echo "uv is not to be had; installing with pip, which takes longer" >&2
	@touch $@

$(VENV)/.run: $(VENV)/.pip requirements.txt
	@echo "Installing what the product runs on …"
	@if [ -x $(BIN)/uv ]; then $(BIN)/uv pip install --quiet --compile-bytecode --require-hashes -r requirements.txt; \
	else $(BIN)/python -m pip install --quiet --require-hashes -r requirements.txt; fi
	@touch $@

$(VENV)/.dev: $(VENV)/.run requirements-dev.txt
	@echo "Installing what the tests need …"
	@if [ -x $(BIN)/uv ]; then $(BIN)/uv pip install --quiet --compile-bytecode --require-hashes -r requirements-dev.txt; \
	else $(BIN)/python -m pip install --quiet --require-hashes -r requirements-dev.txt; fi
	@touch $@

clean:
	rm -rf $(VENV) var .pytest_cache .mypy_cache .ruff_cache
