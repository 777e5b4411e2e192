# 有据. Two commands matter: `make run` talks, `make test` checks. `make help` lists the others.
# Everything lands in .venv; nothing is installed elsewhere and nothing is asked of the administrator.

# The first of these that is new enough; `make run PYTHON=...` names another.
PYTHONS := python3 python3.14 python3.13 python3.12 python3.11 python
PYTHON = $(shell for python in $(PYTHONS); do \
  $$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$python && break; done)
VENV ?= .venv
SHARED ?= $(or $(YOUJU_SHARED),../shared)
QUESTIONS ?= $(SHARED)/questions/articles.jsonl $(sort $(wildcard tests/gold/articles_*.jsonl tests/gold/beyond_*.jsonl))
# Sets of questions with a folder of their own articles beside them.
TOWNS ?= $(sort $(wildcard tests/gold/towns_*.jsonl))
WORKERS ?= 2

PY := $(VENV)/bin/python
PIP := $(PY) -m pip --disable-pip-version-check --no-input --quiet --quiet --retries 8 --timeout 30
EMULATOR := tests/bot/emulator

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help run install test check emulator eval eval-reading train bench kill-test readme wheel clean

help:
	@echo "make run           在终端里问答；设了 YOUJU_TELEGRAM_TOKEN（或 _FILE）就运行 Telegram 机器人"
	@echo "make test          代码检查与全部测试"
	@echo "make eval          用问题文件量一量随附的两篇文章和另写的几篇：QUESTIONS=… TOWNS=…"
	@echo "make eval-reading  在公开的阅读理解题上量一量（$(SHARED)/reading）"
	@echo "make train         重新训练排序和把握的权重"
	@echo "make bench         速度"
	@echo "make kill-test     随机杀进程，看资料库丢不丢东西"
	@echo "make readme        把 README 里的对话和表格按现在的程序重写"
	@echo "make wheel         打包到 dist/"
	@echo "make clean         删掉 .venv、缓存和打包的产物"

comma := ,

# Each stamp says which extras its environment holds. Installing speaks to standard error only, and reads nothing:
# standard input and output belong to the conversation.
$(PY):
	@[ -n "$(PYTHON)" ] || { echo "需要 Python 3.11 或更新的版本：make run PYTHON=/path/to/python3.12" >&2; exit 1; }
	@$(PYTHON) -m venv --clear $(VENV) </dev/null >&2

define install
	@echo "正在准备 $(VENV)（$(1)；只在第一次，或 pyproject.toml 变了之后）……" >&2
	@$(PY) -m pip --version >/dev/null 2>&1 || $(PY) -m ensurepip </dev/null >&2
	@$(PIP) install --prefer-binary --only-binary rjieba --editable '.[$(1),fast]' </dev/null >&2 || \
	  { echo "rjieba 在这里没有现成的包，用 jieba：回答一样，读文章慢一些" >&2; \
	    $(PIP) install --prefer-binary --editable '.[$(1)]' </dev/null >&2; }
	@touch $@ $(VENV)/.ready-run
endef

$(VENV)/.ready-run: pyproject.toml | $(PY)
	$(call install,formats)

$(VENV)/.ready-test: pyproject.toml | $(PY)
	$(call install,formats$(comma)charts$(comma)test)

$(VENV)/.ready-train: pyproject.toml | $(PY)
	$(call install,formats$(comma)train)

install: $(VENV)/.ready-run

run: $(VENV)/.ready-run
	@if [ -n "$$YOUJU_TELEGRAM_TOKEN$$YOUJU_TELEGRAM_TOKEN_FILE" ]; \
	then exec $(VENV)/bin/youju bot; else exec $(VENV)/bin/youju chat; fi

test: $(VENV)/.ready-test emulator check
	@$(PY) -m pytest --numprocesses $(WORKERS) --dist loadfile -r s --cov --cov-report=term:skip-covered

check: $(VENV)/.ready-test
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .
	@$(PY) -m mypy

# Without node, or without a network for npm, the tests that need the emulator say that they were skipped and why.
emulator:
	@if [ ! -f $(EMULATOR)/package-lock.json ]; then :; \
	elif ! command -v node >/dev/null || ! command -v npm >/dev/null; then \
	  echo "没有 node 和 npm：跳过 Telegram 模拟器的测试" >&2; \
	elif [ $(EMULATOR)/node_modules/.package-lock.json -nt $(EMULATOR)/package-lock.json ]; then :; \
	else (cd $(EMULATOR) && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error </dev/null >&2) || \
	  echo "npm 没能装上 Telegram 模拟器：跳过它的测试" >&2; fi

# Measured over the shipped library alone, whatever the user's own base holds.
eval: $(VENV)/.ready-run
	@mkdir -p .cache && rm -rf .cache/eval.sqlite3*
	@$(VENV)/bin/youju add knowledge/library --base .cache/eval.sqlite3 >&2
	@for questions in $(wildcard $(QUESTIONS)); do \
	  echo "$$questions"; \
	  $(VENV)/bin/youju eval $$questions --base .cache/eval.sqlite3 \
	    --failures .cache/failures-$$(basename $$questions) || exit 1; done
	@for questions in $(wildcard $(TOWNS)); do \
	  echo "$$questions"; rm -rf .cache/towns.sqlite3*; \
	  $(VENV)/bin/youju add $${questions%.jsonl} --base .cache/towns.sqlite3 >&2; \
	  $(VENV)/bin/youju eval $$questions --base .cache/towns.sqlite3 \
	    --failures .cache/failures-$$(basename $$questions) || exit 1; done
	@for questions in $(wildcard $(SHARED)/questions/articles.jsonl); do \
	  echo "$$questions, typed carelessly"; \
	  $(PY) -m knowledge.evaluation.disturbing $$questions .cache/eval.sqlite3 || exit 1; done

eval-reading: $(VENV)/.ready-train
	@$(PY) -m knowledge.evaluation.reading

train: $(VENV)/.ready-train
	@$(PY) -m knowledge.ranking.train
	@$(PY) -m knowledge.evaluation.calibrating $(SHARED)
	@$(PY) -m knowledge.evaluation.calibrating_texts $(SHARED)

bench: $(VENV)/.ready-test
	@$(PY) -m pytest $(wildcard tests/benchmarks/*.py) -s -p no:xdist

kill-test: $(VENV)/.ready-test
	@YOUJU_TEST_KILLS=50 $(PY) -m pytest tests/storage/test_kill.py -s -p no:xdist

readme: $(VENV)/.ready-test
	@YOUJU_WRITE_PAGES=1 $(PY) -m pytest tests/test_readme.py -p no:xdist

wheel: $(VENV)/.ready-test
	@$(PY) -m build --wheel --outdir dist . >&2
	@ls dist/*.whl

clean:
	rm -rf $(VENV) .cache build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis .coverage* htmlcov
	rm -rf $(EMULATOR)/node_modules
	find knowledge bot tests -name __pycache__ -type d -prune -exec rm -rf {} +
