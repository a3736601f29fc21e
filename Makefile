# Needs make and Python 3.11 or newer, nothing else; `make help` lists the commands.
# Written for GNU make 3.81 (macOS) and any POSIX shell.

SHELL := /bin/sh
.DEFAULT_GOAL := help

VENV := .venv
BIN := $(VENV)/bin/python
# Stamps: newer than the requirements they stand for once those are installed.
INSTALLED := $(VENV)/.installed
INSTALLED_DEV := $(VENV)/.installed-dev
# Stands while packages are being installed and names the process that does it; left behind by an
# installation that was cut off.
INSTALLING := $(VENV)/.installing

# What a caller may set.
PYTHON ?=
TORCH_INDEX ?=
PORT ?=
Q ?=
export Q

CANDIDATES := $(if $(PYTHON),'$(PYTHON)',python3.11 python3.12 python3.13 python3.14 python3 python)

.PHONY: help chat ask test check index eval install install-dev

# A stamp proves nothing when the Python behind .venv has gone or an installation was cut off.
ifneq ($(shell test -x $(BIN) && test ! -e $(INSTALLING) && echo whole),whole)
.PHONY: $(INSTALLED)
endif

help: ## 显示这些命令
	@echo '问策：向中文政策文件提问，每句回答都标出条款出处。'
	@echo
	@echo '用法：make 命令'
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))
	@echo
	@echo '变量：'
	@echo '  PORT=7861                网页的端口（make chat）'
	@echo '  Q="…"                    要问的问题（make ask）'
	@echo '  PYTHON=python3.12        用哪个 Python 建立 .venv'
	@echo '  TORCH_INDEX=网址         从哪里安装 torch，例：https://download.pytorch.org/whl/cpu'

chat: $(INSTALLED) ## 打开问答网页 http://127.0.0.1:7860
	@$(BIN) -m app serve $(if $(PORT),--port '$(PORT)')

ask: $(INSTALLED) ## 在终端问一个问题：make ask Q="钢铁行业由哪些部门负责？"
	@$(BIN) -m app ask -- "$$Q" || test $$? -eq 1

index: $(INSTALLED) ## 建立或更新索引
	@$(BIN) -m index build

eval: $(INSTALLED) ## 用评测集提问并评分
	@$(BIN) -m eval run

test: $(INSTALLED_DEV) ## 运行全部测试
	@$(BIN) -m pytest -n auto --dist loadfile

check: $(INSTALLED_DEV) ## 检查代码：ruff 与 mypy
	@$(BIN) -m ruff check .
	@$(BIN) -m ruff format --check .
	@$(BIN) -m mypy

install: $(INSTALLED) ## 只安装，不运行

install-dev: $(INSTALLED_DEV) ## 安装运行、测试和检查所需的一切

$(INSTALLED): requirements.txt
	@$(make_venv)
	@echo '[2/3] 安装 torch（较大，请稍候）…' >&2
	@torch=$$(grep '^torch==' requirements.txt) && $(PIP) $(if $(TORCH_INDEX),--index-url '$(TORCH_INDEX)') "$$torch" || { $(give_up); }
	@echo '[3/3] 安装 requirements.txt 里的其余软件包…' >&2
	@$(PIP) -r requirements.txt || { $(give_up); }
	@rm -f $(INSTALLING) && touch $@
	@echo '安装完成。' >&2

$(INSTALLED_DEV): requirements-dev.txt $(INSTALLED)
	@echo '安装 requirements-dev.txt 里的测试和检查工具…' >&2
	@echo $$PPID > $(INSTALLING)
	@$(PIP) -r requirements-dev.txt || { $(give_up); }
	@rm -f $(INSTALLING) && touch $@

PIP := $(BIN) -m pip install --quiet --disable-pip-version-check

# After pip itself has said what is wrong: what is on disk is whole, so the next run goes on from it.
give_up = rm -f $(INSTALLING); echo '安装没有完成，原因见上面的 pip 输出。检查网络（可用 PIP_INDEX_URL 指定镜像）后再运行同一条命令即可继续。' >&2; exit 1

# Sets $$python to the first Python that is new enough and can make environments, or says what is
# missing. Debian and Ubuntu split ensurepip off into python3-venv.
define find_python
python=; old=; bare=; \
for name in $(CANDIDATES); do \
  version=$$("$$name" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null) || continue; \
  if ! "$$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then old=$$version; \
  elif ! "$$name" -c 'import ensurepip, venv' 2>/dev/null; then bare=$$version; \
  else python=$$name; break; fi; \
done; \
if [ -z "$$python" ]; then \
  if [ -n "$$bare" ]; then echo "Python $$bare 缺少 venv 模块：请先安装它（Debian/Ubuntu：sudo apt-get install python$$bare-venv），再运行一次。" >&2; \
  elif [ -n "$$old" ]; then echo "Python 版本太旧（$$old）：问策需要 Python 3.11 或更高版本，请安装后再运行，或用 PYTHON=路径 指定。" >&2; \
  else echo "没有找到 Python$(if $(PYTHON),（$(PYTHON)）)：问策需要 Python 3.11 或更高版本，请安装后再运行，或用 PYTHON=路径 指定。" >&2; fi; \
  exit 1; \
fi
endef

# Makes $(VENV), or mends it where an installation was cut off or its Python has gone.
define make_venv
if [ -f $(INSTALLING) ] && kill -0 "$$(cat $(INSTALLING))" 2>/dev/null; then \
  echo '另一个安装正在进行（.venv），请等它完成后再运行。' >&2; exit 1; \
fi; \
if [ -f $(INSTALLING) ] || ! $(BIN) -m pip --version >/dev/null 2>&1; then \
  $(find_python); \
  echo "[1/3] 用 Python $$version 建立 .venv …" >&2; \
  "$$python" -m venv --clear $(VENV) || { echo '虚拟环境 .venv 建立失败，原因见上。' >&2; exit 1; }; \
fi; \
echo $$PPID > $(INSTALLING)
endef
