# `make` alone lists what it can do.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/pip --disable-pip-version-check --quiet
PACKAGES := app bot web matching reminders policy_faq jobs_feed service_ledger labourers messaging storage
CODE := $(PACKAGES) tests benchmarks
NPM_PEERS := tests/peers/telegram tests/peers/smpp tests/peers/wechat tests/peers/axe

.DEFAULT_GOAL := help
.PHONY: help run test check format lock translations docs clean

help: ## List the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-14s %s\n", $$1, $$2}'

run: $(VENV)/.installed ## Start everything with the demo county: web, worker, SQLite
	@$(BIN)/gangxin demo
	@$(BIN)/gangxin run

test: $(VENV)/.tested ## Run all tests; lists what it had to skip and how to enable it
	$(BIN)/python -m pytest -n 3 --dist loadgroup

check: $(VENV)/.tested ## Check format, lint, types and import rules
	$(BIN)/ruff format --check $(CODE)
	$(BIN)/ruff check $(CODE)
	$(BIN)/mypy $(addprefix -p ,$(PACKAGES))
	$(BIN)/lint-imports

format: $(VENV)/.tested ## Format the code
	$(BIN)/ruff format $(CODE)
	$(BIN)/ruff check --fix $(CODE)

lock: $(VENV)/.tested ## Pin all dependencies anew (hashes, no host)
	$(BIN)/uv pip compile -q --universal --generate-hashes --no-emit-index-url --no-header \
	  --python-version 3.11 pyproject.toml --group build -o requirements.lock
	$(BIN)/uv pip compile -q --universal --generate-hashes --no-emit-index-url --no-header \
	  --python-version 3.11 pyproject.toml --group build --extra aliyun --extra tencent \
	  -c requirements.lock -o requirements-sms.lock
	$(BIN)/uv pip compile -q --universal --generate-hashes --no-emit-index-url --no-header \
	  --python-version 3.11 pyproject.toml --group build --group dev --group bench -c requirements.lock \
	  -o requirements-dev.lock

translations: $(VENV)/.tested ## Collect the texts of the pages into the English catalogue
	$(BIN)/python web/translations/renew.py

docs: $(VENV)/.tested ## Renew the table of settings in the README
	$(BIN)/python -c "from pathlib import Path; from app.reference import renewed; \
	  readme = Path('README.md'); readme.write_text(renewed(readme.read_text()))"

clean: ## Remove the environment and what was built (never the data folder)
	rm -rf $(VENV) build *.egg-info .mypy_cache .ruff_cache .pytest_cache .import_linter_cache

$(VENV)/.installed: requirements.lock pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) || \
	  { echo "请先安装: apt-get install python3.11-venv (install python3.11-venv first)"; exit 1; }
	@echo "正在安装依赖 (installing)…"
	@$(PIP) install --require-hashes -r requirements.lock
	@$(PIP) install --no-deps --no-build-isolation -e .
	@echo "正在准备政策问答和岗位匹配 (compiling once)…"
	@$(BIN)/python -m policy_faq
	@$(BIN)/python -m matching
	@touch $@

$(VENV)/.tested: $(VENV)/.installed requirements-dev.lock $(NPM_PEERS:=/package-lock.json)
	@$(PIP) install --require-hashes -r requirements-dev.lock
	@command -v npm >/dev/null && for peer in $(NPM_PEERS); do \
	  npm ci --silent --no-audit --no-fund --prefix $$peer || exit 1; done \
	  || echo "no npm: the tests with $(NPM_PEERS) will be skipped"
	@touch $@
