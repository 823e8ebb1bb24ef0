#!/bin/sh
# Make .venv with the package, the development tools and a Spanish base model. Run by `make setup`.
set -eu
cd "$(dirname "$0")/.."
python=${PYTHON:-python3}

if ! command -v "$python" >/dev/null 2>&1; then
    echo "setup: there is no '$python'; install Python 3.11 or newer, or name it: make setup PYTHON=python3.12" >&2
    exit 1
fi
if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
    echo "setup: $("$python" --version 2>&1) is too old; 3.11 or newer is needed: make setup PYTHON=python3.12" >&2
    exit 1
fi

# A half-made environment (no pip, or a Python that is gone) is made again.
if ! .venv/bin/python -c 'import pip' >/dev/null 2>&1; then
    echo "setup: making .venv with $("$python" --version 2>&1)"
    "$python" -m venv --clear .venv || {
        echo "setup: the environment could not be made; on Debian and Ubuntu: apt install python3-venv" >&2
        exit 1
    }
fi
echo "setup: installing the package and its tools into .venv (a minute or two)"
# What pip says is shown when it fails: its build back end prints warnings that mean nothing to anybody else.
if ! .venv/bin/python -m pip install --disable-pip-version-check --root-user-action=ignore -e '.[dev]' >.venv/pip.log 2>&1; then
    cat .venv/pip.log >&2
    echo "setup: pip could not install the package; its reason stands above (the network is needed once)" >&2
    exit 1
fi
.venv/bin/python scripts/install_model.py
echo "setup: done"
