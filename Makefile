# Ledestjernen. `make` alone lists what can be made.
.DEFAULT_GOAL := help
.PHONY: help demo test test-quick packages test-long mutants check crash bench load machines pythons messages screenshots lock sbom kept release

PORT ?= 8000
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do $$p -c "import sys; sys.exit(sys.version_info < (3, 11))" 2>/dev/null && echo $$p && break; done)
BIN := .venv/bin

# What a municipality's server says; `make check` judges the settings by it.
PRODUCTION := DEBUG=off HTTPS=on SECRET_KEY=$$($(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(50))') \
	ALLOWED_HOSTS=ledestjernen.example.dk WAS_URL=https://was.example.dk EMAIL_URL=smtp://mail.example.dk:25
# For every platform, and for Python 3.11 and newer; no address of a registry gets in.
LOCK := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
	--no-emit-index-url
.SHELLFLAGS := -eu -c

export AT_ONCE

help: ## List what can be made
	@awk -F ': .*## ' '/^[a-z]+: .*## /{printf "  make %-11s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

# On another day: make demo DAY=2027-01-01T00:30. What tells the program so comes with the tests.
ifdef DAY
demo: export TEST_DAY := $(DAY)
demo: .venv/installed-dev
RUN := $(BIN)/python -m tests.clock
else
RUN := $(BIN)/python
endif

demo: .venv/installed .env ## Fill a database with the demo and show it on http://127.0.0.1:8000 (PORT=, DAY=)
	@$(RUN) manage.py migrate --verbosity 0
	@$(RUN) manage.py load_reference
	@$(RUN) manage.py demo_data --force
	@$(RUN) manage.py collectstatic --no-input --verbosity 0
	@echo "Ledestjernen is on http://127.0.0.1:$(PORT)/ - Ctrl-C stops it."
	@exec $(RUN) -m gunicorn config.wsgi --config config/demo_server.py --bind 127.0.0.1:$(PORT)

test: .venv/installed-dev packages ## Run the tests on SQLite and PostgreSQL, and in Chromium where it is installed
	@$(BIN)/python -m tests

test-quick: .venv/installed-dev packages ## Run the tests that need neither PostgreSQL, a browser nor much time
	@$(BIN)/python -m pytest -q -n auto --dist=loadfile -m "not browser and not thorough"

test-long: .venv/installed-dev ## Run what is long by nature, and the quick tests on a dozen odd days
	@$(BIN)/python -m tests.long

pythons: .venv/installed-dev ## Run the quick tests on Python 3.11, 3.12 and 3.13, and on the next Django (ONLY=)
	@$(BIN)/python -m tests.pythons $(ONLY)

mutants: .venv/installed-dev ## Put faults into what must hold, and see whether the tests find them (ONLY=, AT_ONCE=)
	@$(BIN)/python -m tests.mutants $(ONLY)

check: export DEBUG := on
check: .venv/installed-dev ## Check style, types, floors, migrations, deployment, catalogues and dependencies
	$(BIN)/ruff check --output-format concise .
	$(BIN)/ruff format --check --quiet .
	$(BIN)/djangofmt --quiet --check templates
	$(BIN)/djade --check $$(find templates -name '*.html')
	$(BIN)/mypy
	$(BIN)/complexipy
	$(BIN)/lint-imports --no-logo
	$(BIN)/python manage.py makemigrations --check --dry-run
	env $(PRODUCTION) $(BIN)/python manage.py check --deploy --fail-level WARNING
	$(BIN)/python -m tests.catalogues --check
	$(BIN)/python -m tests.safe_text
	$(BIN)/reuse lint --quiet
	$(BIN)/python .ci/audit

crash: .venv/installed-dev ## Kill imports at random moments, 100 on each database, and see what is left
	@$(BIN)/python -m tests.crash

bench: .venv/installed-dev ## Measure what docs/performance.md promises
	@$(BIN)/python -m bench

machines: .venv/installed-dev ## Lose a machine and the database while people write, and count what is lost (needs haproxy, pgbouncer)
	@$(BIN)/python -m bench.machines

load: .venv/installed-dev ## Let a hundred people and more work in a town of 500 institutions, and measure it (LOAD=)
	@$(BIN)/python -m bench.load $(LOAD)

messages: export DEBUG := on
messages: .venv/installed-dev ## Gather new strings into the Danish catalogues, and compile them (needs gettext)
	@$(BIN)/python -m tests.catalogues

screenshots: .venv/installed-dev ## Take the pictures of docs/screenshots and of the guides from the demo (needs Chromium)
	@$(BIN)/python docs/screenshots.py
	@PICTURES=on $(BIN)/python -m pytest -q tests/test_in_the_browser_guides.py

lock: .venv/installed-dev ## Write the locks anew from requirements*.txt: every package with the hashes of its files
	@$(LOCK) -o requirements.lock requirements.txt
	@$(LOCK) -o requirements-redis.lock requirements-redis.txt
	@$(LOCK) -o requirements-saml.lock requirements-saml.txt
	@$(LOCK) -o requirements-sentry.lock requirements-sentry.txt
	@$(LOCK) -o requirements-dev.lock requirements-dev.txt

sbom: .venv/installed-dev ## Write var/sbom.json: what the running application is made of (CycloneDX)
	@mkdir -p var
	@$(BIN)/cyclonedx-py requirements --output-reproducible --pyproject pyproject.toml --of JSON -o var/sbom.json \
		requirements.lock 2>/dev/null
	@echo "var/sbom.json"

kept: .venv/installed-dev ## Keep the demo of this version on both databases, for the tests of later upgrades (VERSION=)
	@KEEP=$(VERSION) $(BIN)/python -m tests -n 0 \
		tests/test_released.py::test_what_this_version_leaves_is_upgraded_and_read

release: .venv/installed-dev ## Check, tag and pack a version, with sums and their signature (VERSION=, URL=, KEY=)
	@$(BIN)/python deploy/release.py $(VERSION) $(if $(URL),--url $(URL)) $(if $(KEY),--key $(KEY))

# Made once, and again when the locks change.
.venv/installed: requirements.lock
	@echo "Installing into .venv ..."
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $@

.venv/installed-dev: requirements-dev.lock
	@echo "Installing into .venv ..."
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@ .venv/installed

# What the tests bring from npm: a certified provider that the municipality's login is tried against, and the rules by which
# public pages are judged. Without npm they are left out, which CI does not let pass.
PACKAGES := $(patsubst %/package-lock.json,%/node_modules/installed,$(wildcard tests/*/package-lock.json))
packages:
	@if command -v npm >/dev/null; then $(MAKE) -s $(PACKAGES) || true; fi

tests/%/node_modules/installed: tests/%/package-lock.json
	@npm ci --prefix tests/$* --ignore-scripts --no-audit --no-fund --silent
	@touch $@

# The demo's settings: plain http on this machine only, and a key of its own.
.env:
	@umask 077; $(PYTHON) -c "import secrets; print('SECRET_KEY=' + secrets.token_urlsafe(50))" > $@
	@printf 'HTTPS=off\nALLOWED_HOSTS=127.0.0.1,localhost\nEMAIL_URL=consolemail://\nSECURITY_CONTACT=sikkerhed@example.com\n' >> $@
