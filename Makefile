# `make run` starts the desk, `make test` proves it, `make help` lists the rest. Needs Python 3.11 and make, nothing else.

HOST ?= 127.0.0.1
PORT ?= 7860
# The knowledge base and what it is made from, as the program's own settings have it.
DATA := $(or $(POLICYDESK_DATA),data)
CORPUS := $(or $(POLICYDESK_CORPUS),corpus)

VENV := .venv
PY := $(VENV)/bin/python
# What ingest's result depends on, beside the documents.
INGEST_CODE := policy language ingest index kb
# In a log, pip's progress is noise.
PIP := $(PY) -m pip --disable-pip-version-check install $(if $(MAKE_TERMOUT),,--quiet) --constraint constraints.txt

.DEFAULT_GOAL := help
.PHONY: help run ingest test lint eval eval-fresh bench constraints clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-12s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

run: ingest ## install, bring corpus/ in, serve the desk on HOST:PORT (127.0.0.1:7860)
	@exec $(PY) app.py serve --host "$(HOST)" --port "$(PORT)"

ingest: $(VENV)/installed ## bring corpus/ into the knowledge base, where something has changed
	@stamp="$(DATA)/ingested"; model="$(POLICYDESK_EMBEDDING_MODEL)"; \
	if [ -z "$(POLICYDESK_CONFIG)" ] && [ -e "$(DATA)/catalogue.sqlite" ] && [ -e "$$stamp" ] \
	  && [ "$$(cat "$$stamp")" = "$$model" ] \
	  && [ -z "$$(find "$(CORPUS)" $(VENV)/installed -newer "$$stamp"; find $(INGEST_CODE) -name '*.py' -newer "$$stamp")" ]; \
	then exit 0; fi; \
	mkdir -p "$(DATA)" && printf '%s' "$$model" > "$$stamp.new" && \
	if $(PY) app.py ingest; then mv "$$stamp.new" "$$stamp"; \
	else code=$$?; rm -f "$$stamp.new" "$$stamp"; \
	  [ $$code = 2 ] && [ -e "$(DATA)/catalogue.sqlite" ] || exit $$code; \
	  echo "Going on with what could be read." >&2; fi

test: lint ## check everything: style, types, import directions, then the tests
	@$(PY) -m pytest

lint: $(VENV)/installed-dev ## style, types, import directions
	@$(PY) -m ruff check .
	@$(PY) -m mypy
	@$(PY) -c 'import sys; from importlinter.cli import lint_imports_command; sys.exit(lint_imports_command())'

eval: $(VENV)/installed-dev ingest ## evaluate on the questions to work with, beside the baselines, with a report to look at
	@$(PY) app.py eval --dataset work dialogues --ablations

eval-fresh: $(VENV)/installed-dev ingest ## the same on the questions kept for reporting
	@$(PY) app.py eval --dataset fresh

bench: $(VENV)/installed-dev ## speed and memory
	@$(PY) -m benchmarks.bench

# -- the environment -------------------------------------------------------------------------------------------

# pip takes a package that was written by half for installed. So an installation that was cut short leaves `installing`
# behind, and the next one begins in a new environment.
define install
	@[ ! -e $(VENV)/installing ] || $(MAKE) --no-print-directory --always-make $(VENV)/made
	@touch $(VENV)/installing
	@$(PIP) torch==2.13.0 setuptools
	@$(PIP) --no-build-isolation --editable '$(1)'
	@rm $(VENV)/installing
	@touch $@
endef

$(VENV)/made:
	@for python in $(PYTHON) python3.11 python3 python; do \
	  if "$$python" -c 'import ensurepip, sys, venv; sys.exit(sys.version_info[:2] != (3, 11))' 2>/dev/null; then \
	    "$$python" -m venv --clear $(VENV) && touch $@; exit; fi; done; \
	echo "PolicyDesk needs Python 3.11 with venv and pip, and found none." \
	  "Install it, or name it: make PYTHON=/path/to/python3.11 $(MAKECMDGOALS)" >&2; exit 1

$(VENV)/installed: pyproject.toml constraints.txt | $(VENV)/made
	@echo "Installing into $(VENV): the first time takes a few minutes and about 2 GB." >&2
	$(call install,.)

$(VENV)/installed-dev: $(VENV)/installed
	@echo "Installing the development tools." >&2
	$(call install,.[dev])

constraints: ## pin the newest packages that pyproject.toml allows
	@rm -rf $(VENV)-pins && $(MAKE) --no-print-directory VENV=$(VENV)-pins $(VENV)-pins/made
	@$(VENV)-pins/bin/python -m pip install --quiet torch==2.13.0 setuptools
	@$(VENV)-pins/bin/python -m pip install --quiet --no-build-isolation --editable '.[dev]'
	@sed -n '/^#/p' constraints.txt > $(VENV)-pins/constraints.txt
	@$(VENV)-pins/bin/python -m pip freeze --all --exclude policydesk --exclude pip --exclude wheel \
	  | sed 's/+[A-Za-z0-9.]*$$//' >> $(VENV)-pins/constraints.txt
	@mv $(VENV)-pins/constraints.txt constraints.txt && rm -rf $(VENV)-pins

clean: ## remove the environment and caches; data/ and evals/out/ stay
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache build *.egg-info
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
