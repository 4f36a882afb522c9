# Cluster Atlas. `make run` and `make test` set up what they need, on Debian and macOS with Python 3.11 or newer.
# From the environment or the command line: PORT, HOST, DATABASE_URL (see README.md), PYTHON, WORKERS, ATLAS_EXAMPLES.

PY = .venv/bin/python
WORKERS ?= 2

.PHONY: help run test soak bench check schemas lint lock clean

help: ## what can be made
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/make \1	\2/p' Makefile

run: ## set up, load the data, serve the pages on http://127.0.0.1:8050
	@.ci/setup requirements.txt
	@$(PY) app.py serve

test: ## set up, find or install a browser, run the whole test suite
	@.ci/setup requirements-test.txt
	@browser="$$($(PY) tests/chromium.py)" && ATLAS_BROWSER="$$browser" $(PY) -m pytest -n $(WORKERS)

soak: ## the tests that hold full counts, with all of them (an hour at most)
	@.ci/setup requirements-test.txt
	@browser="$$($(PY) tests/chromium.py)" && ATLAS_BROWSER="$$browser" ATLAS_SOAK=1 \
		ATLAS_EXAMPLES="$${ATLAS_EXAMPLES:-2000}" $(PY) -m pytest -n $(WORKERS) -m soak

bench: ## every measure of speed beside its floor and its goal
	@.ci/setup requirements-test.txt
	@browser="$$($(PY) tests/chromium.py)" && ATLAS_BROWSER="$$browser" PYTHONPATH=.:tests $(PY) -W ignore -m bench

check: ## check the data without storing anything
	@.ci/setup requirements.txt
	@$(PY) app.py check

schemas: ## write data/schemas, which help an editor while typing
	@.ci/setup requirements.txt
	@$(PY) app.py schemas

lint: ## check the style of the code
	@.ci/setup requirements-test.txt
	@$(PY) -m ruff check .

LOCK = uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-annotate --no-header --quiet

lock: ## write both locks anew from pyproject.toml (needs uv)
	@command -v uv >/dev/null || { echo "Install uv first: python3 -m pip install uv"; exit 1; }
	$(LOCK) --upgrade -o requirements.txt
	$(LOCK) --upgrade --extra test -c requirements.txt -o requirements-test.txt

clean: ## delete .venv and caches; build/, which holds your releases, stays
	rm -rf .venv .pytest_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
