# Needs Python 3.11 or newer with venv, make and coreutils; brings everything else itself.

PYTHON ?= python3
VENV := .venv/bin
SHELL := /bin/sh
# Only `make lock` uses it, from a place of its own.
UV := 0.13.9

.DEFAULT_GOAL := help
.PHONY: help setup setup-dev demo compose-env demo-down demo-logs demo-status test check sbom format docs pictures bench bench-factory bench-page bench-minute lock python installed

help: ## Show what make can do
	@while IFS= read -r line; do \
		case $$line in \
			[a-z]*:*" ## "*) printf '  make %-12s %s\n' "$${line%%:*}" "$${line##*## }" ;; \
		esac; \
	done < Makefile

setup: python ## Install what runs exports and the demo into .venv, as pinned in requirements.lock
	@$(PYTHON) -m demo.installation requirements.lock

setup-dev: python ## The same with everything that tests and checks need (requirements-dev.lock)
	@$(PYTHON) -m demo.installation requirements-dev.lock

demo: setup ## Start Postgres, an SFTP server and Airflow, and deliver a first export
	@$(VENV)/python -m demo up

compose-env: setup ## Write the passwords and keys that docker-compose.yaml needs, once
	@$(VENV)/python -m deploy.compose_env $(ARGS)

demo-down: installed ## Stop the demo; its data stay
	@$(VENV)/python -m demo down

demo-status: installed ## Show which parts of the demo run, and where
	@$(VENV)/python -m demo status

demo-logs: installed ## Follow the logs of the demo
	@$(VENV)/python -m demo logs

test: setup-dev ## Run the whole test suite
	@$(VENV)/python -m pytest -n 2 --no-loadscope-reorder $(ARGS)

check: setup-dev ## Check style, types, which package may import which, and known vulnerabilities
	@$(VENV)/ruff check
	@$(VENV)/ruff format --check
	@$(VENV)/mypy
	@$(VENV)/lint-imports
	@$(VENV)/python -m deploy.audit

SBOM := build/sbom.cdx.json

sbom: setup-dev ## Write the bill of materials of a deployment, build/sbom.cdx.json (CycloneDX)
	@mkdir -p $(dir $(SBOM))
	@$(VENV)/python -W ignore -m cyclonedx_py requirements --pyproject pyproject.toml \
		--output-reproducible --output-file $(SBOM) requirements-cluster.lock

format: setup-dev ## Format the code
	@$(VENV)/ruff check --fix
	@$(VENV)/ruff format

docs: setup-dev ## Write the generated pages and the JSON schema of configurations anew
	@$(VENV)/python -m antavo_export.catalog.pages docs/models
	@$(VENV)/python -m antavo_export.config.reference_page docs/configuration.md
	@$(VENV)/antavo-export schema > docs/export.schema.json.new
	@mv docs/export.schema.json.new docs/export.schema.json

pictures: setup-dev ## Take the pictures of the documentation anew, by the tests in a browser
	@UPDATE_IMAGES=1 $(VENV)/python -m pytest \
		tests/e2e/test_page.py tests/e2e/test_create.py tests/e2e/test_looks.py \
		tests/airflow/test_mail_picture.py

bench: setup-dev ## Measure against psql and other tools; BENCH_ROWS=500000 for less (see bench/run.py)
	@$(VENV)/python -m venv .cache/bench/venv
	@$(VENV)/python -c "import sysconfig; print(sysconfig.get_path('purelib'))" \
		> .cache/bench/project.pth
	@cp .cache/bench/project.pth \
		"$$(.cache/bench/venv/bin/python -c "import sysconfig; print(sysconfig.get_path('purelib'))")"
	@.cache/bench/venv/bin/python -m pip install --quiet --no-deps -r bench/requirements.txt
	@PYTHONPATH=plugins .cache/bench/venv/bin/python -m bench.run

bench-factory: setup-dev ## Measure what many configurations cost Airflow, beside dag-factory
	@PYTHONPATH=plugins $(VENV)/python -m bench.factory

bench-page: setup-dev ## Measure the page's list with 100,000 runs
	@PYTHONPATH=plugins $(VENV)/python -m bench.page

bench-minute: setup-dev ## Measure the minute in which 200 exports are due
	@PYTHONPATH=plugins $(VENV)/python -m bench.minute

LOCK = .cache/lock/bin/uv pip compile --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --no-header --no-annotate --quiet --group build

lock: python ## Write the lock files anew from pyproject.toml; UPGRADE=--upgrade takes newer versions
	@$(PYTHON) -m venv --clear .cache/lock
	@.cache/lock/bin/python -m pip install --quiet --disable-pip-version-check uv==$(UV)
	@$(LOCK) $(UPGRADE) --extra demo -o requirements.lock pyproject.toml
	@$(LOCK) $(UPGRADE) --extra accounts --extra s3 --extra celery --extra lineage \
		-c requirements.lock -o requirements-cluster.lock pyproject.toml
	@$(LOCK) $(UPGRADE) --all-extras -c requirements.lock -c requirements-cluster.lock \
		-o requirements-dev.lock pyproject.toml

python:
	@$(PYTHON) -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
		echo "This needs Python 3.11 or newer with its venv module, and '$(PYTHON)' is not that." >&2; \
		echo "Install it (on Debian and Ubuntu: python3 and python3-venv), or name another one:" >&2; \
		echo "  make PYTHON=python3.12 ..." >&2; exit 1; }

installed:
	@test -x $(VENV)/python || { echo "Nothing is installed yet: make demo installs and starts it." >&2; exit 1; }
