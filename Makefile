# make run     starts Nudges
# make test    runs the tests, without a display
# make xvfb    runs the tests that need a display, on a virtual one
# make lint    checks style, format and types
# make bench   measures, beside PyTorch and JAX where they are installed; prints the figures and
#              a recording of frames and rates, and writes bench.json
# make clean   removes all that the others made
#
# Everything installed goes into .venv. Another Python: make run PYTHON=python3.12
# Arguments for the program or for pytest: make run ARGS=session.nudges, make test ARGS="-k trainer"

PYTHON ?= python3
VENV ?= .venv
ARGS ?=

VENV_PYTHON := $(VENV)/bin/python
PYTEST := $(VENV_PYTHON) -m pytest
# A file's tests stay in one process. Measuring is left to make bench, which runs alone.
PARALLEL := -n auto --maxprocesses 4 --dist loadfile --benchmark-disable
INSTALL := $(VENV_PYTHON) -m pip install --quiet --disable-pip-version-check -c constraints.txt
# Python's bytecode, so that the first start is as fast as all others, and the training steps.
COMPILE := $(VENV_PYTHON) -m compileall -q main.py core gui && \
  $(VENV_PYTHON) -m core.training.compiled_steps

# The name of this stamp holds the version, so that another Python makes a new environment.
CREATED := $(VENV)/created-$(shell $(PYTHON) -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null)
RUN_READY := $(VENV)/ready-run
DEV_READY := $(VENV)/ready-dev

.PHONY: help run test xvfb lint bench clean system-libraries

help:
	@sed -n 's/^# //p; /^$$/q' Makefile

run: $(RUN_READY) system-libraries
	$(VENV_PYTHON) main.py $(ARGS)

test: $(DEV_READY) system-libraries
	QT_QPA_PLATFORM=offscreen $(PYTEST) $(PARALLEL) $(ARGS)

# pytest's 5 says that no test is marked xvfb.
xvfb: $(DEV_READY) system-libraries
	QT_QPA_PLATFORM=xcb xvfb-run -a -s "-screen 0 1600x1000x24" $(PYTEST) -m xvfb $(ARGS) || [ $$? -eq 5 ]

lint: $(DEV_READY)
	$(VENV_PYTHON) -m ruff check .
	$(VENV_PYTHON) -m ruff format --check .
	$(VENV_PYTHON) -m mypy

bench: $(DEV_READY) system-libraries
	$(PYTEST) tests/benchmarks --timeout=0 -s $(ARGS)

clean:
	rm -rf $(VENV) *.egg-info build bench.json
	rm -rf .benchmarks .hypothesis .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(CREATED):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 10))' || { \
	  echo "Nudges needs Python 3.10 or newer, and $(PYTHON) is $$($(PYTHON) --version 2>&1)." >&2; \
	  echo "Name another one: make PYTHON=python3.12 $(MAKECMDGOALS)" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
	  echo "$(PYTHON) comes without venv and ensurepip; on Debian and Ubuntu install them:" >&2; \
	  echo "  sudo apt-get install python3-venv" >&2; exit 1; }
	$(PYTHON) -m venv --clear $(VENV)
	@touch $@

$(RUN_READY): $(CREATED) pyproject.toml constraints.txt
	@echo "Installing what Nudges needs into $(VENV) ..."
	@$(INSTALL) -e .
	@$(COMPILE)
	@touch $@

$(DEV_READY): $(CREATED) pyproject.toml constraints.txt
	@echo "Installing what Nudges and its tests need into $(VENV) ..."
	@$(INSTALL) -e '.[dev]'
	@$(COMPILE)
	@touch $(RUN_READY) $@

# What Qt's xcb, wayland and offscreen platforms take from a Linux system: library=package of Debian.
QT_LIBRARIES := libEGL.so.1=libegl1 libGL.so.1=libgl1 libX11-xcb.so.1=libx11-xcb1 \
  libdbus-1.so.3=libdbus-1-3 libfontconfig.so.1=libfontconfig1 libglib-2.0.so.0=libglib2.0-0 \
  libxkbcommon-x11.so.0=libxkbcommon-x11-0 libxcb-cursor.so.0=libxcb-cursor0 \
  libxcb-icccm.so.4=libxcb-icccm4 libxcb-keysyms.so.1=libxcb-keysyms1 \
  libxcb-randr.so.0=libxcb-randr0 libxcb-shape.so.0=libxcb-shape0 \
  libxcb-sync.so.1=libxcb-sync1 libxcb-xfixes.so.0=libxcb-xfixes0 \
  libwayland-client.so.0=libwayland-client0 libwayland-cursor.so.0=libwayland-cursor0
APT_INSTALL := apt-get install -y --no-install-recommends

system-libraries:
	@command -v apt-get >/dev/null && [ -x /sbin/ldconfig ] || exit 0; \
	present=$$(/sbin/ldconfig -p); missing=; \
	for pair in $(QT_LIBRARIES); do \
	  case "$$present" in *"$${pair%=*} "*) ;; *) missing="$$missing $${pair#*=}" ;; esac; \
	done; \
	[ -n "$$missing" ] || exit 0; \
	if [ "$$(id -u)" -eq 0 ]; then \
	  apt-get update -qq; DEBIAN_FRONTEND=noninteractive $(APT_INSTALL) -qq $$missing; \
	else \
	  echo "Qt needs libraries that this system lacks. Install them:" >&2; \
	  echo "  sudo $(APT_INSTALL)$$missing" >&2; exit 1; \
	fi
