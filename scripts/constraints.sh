#!/bin/sh
# Write constraints/lowest.txt, the lowest versions that pyproject.toml allows, and constraints/newest.txt, those that are
# installed in .venv and that all figures were measured with. Both for Python 3.11. Run by `make constraints`.
set -eu
cd "$(dirname "$0")/.."
python=.venv/bin/python
$python -m pip install --quiet --disable-pip-version-check --root-user-action=ignore uv
compile="$python -m uv pip compile --quiet --python-version 3.11 --no-annotate --no-header pyproject.toml"
$compile --resolution lowest-direct --extra all -o constraints/lowest.txt
$python -m pip freeze --exclude-editable | grep -v '@ file\|^es' >.venv/frozen.txt
$compile --extra dev -c .venv/frozen.txt -o constraints/newest.txt
