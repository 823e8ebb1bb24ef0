#!/bin/sh
# Make .venv-lowest with the lowest versions that pyproject.toml allows and the tools of the tests. Run by `make test-lowest`.
set -eu
cd "$(dirname "$0")/.."
python=.venv-lowest/bin/python

if ! $python -c 'import pip' >/dev/null 2>&1; then
    "${PYTHON:-python3}" -m venv --clear .venv-lowest
fi
echo "lowest: installing constraints/lowest.txt into .venv-lowest (a minute or two)"
if ! $python -m pip install --disable-pip-version-check --root-user-action=ignore -c constraints/lowest.txt -e '.[all]' \
    frictionless hypothesis markdown-it-py openpyxl pytest pytest-xdist >.venv-lowest/pip.log 2>&1; then
    cat .venv-lowest/pip.log >&2
    echo "lowest: pip could not install them; its reason stands above (the network is needed once)" >&2
    exit 1
fi
$python scripts/install_model.py
