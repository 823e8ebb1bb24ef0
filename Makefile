# comunicado: `make` lists the targets. Variables: INPUT, OUT, ARGS, JOBS (of the tests), PYTHON (3.11 or newer).
PYTHON ?= python3
INPUT ?= data/raw
OUT ?= data/out
ARGS ?=
JOBS ?= 2

BIN := .venv/bin
READY := .venv/.ready
LOWEST := .venv-lowest/.ready
LOWEST_TESTS := $(addprefix tests/,test_cli.py test_golden.py test_interchange.py test_own_lexicon.py test_querying.py \
	test_read.py test_tables.py test_views.py test_write.py batch/test_merge.py differences exports report/test_report.py)
export OMP_NUM_THREADS ?= 1

.DEFAULT_GOAL := help
.PHONY: help setup extract report test test-lowest constraints lint evaluate accept bench bench-large bench-merge fuzz fuzz-new crash \
	mutants audit train reader

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' Makefile

setup: $(READY) ## Make .venv with the package and a Spanish base model (needs the network, once)

$(READY): pyproject.toml scripts/setup.sh scripts/install_model.py
	@PYTHON="$(PYTHON)" sh scripts/setup.sh
	@touch $@

extract: $(READY) ## Turn the articles of INPUT (data/raw) into tables in OUT (data/out)
	@$(BIN)/python -m pipeline extract $(INPUT) --out $(OUT) $(ARGS)

report: $(READY) ## Write OUT/report.html (data/out): figures, charts and tables in one file; ARGS="--language es"
	@$(BIN)/python -m pipeline report $(OUT) $(ARGS)

test: $(READY) ## Run the tests; ARGS go to pytest, as in ARGS="-k dates"
	@$(BIN)/python -m pytest -n $(JOBS) --dist loadfile $(ARGS)

test-lowest: $(LOWEST) ## Run the tests that libraries matter for with the lowest versions of these
	@.venv-lowest/bin/python -m pytest -q -n $(JOBS) --dist loadfile $(LOWEST_TESTS) $(ARGS)

$(LOWEST): pyproject.toml constraints/lowest.txt scripts/lowest.sh scripts/install_model.py
	@PYTHON="$(PYTHON)" sh scripts/lowest.sh
	@touch $@

constraints: $(READY) ## Write constraints/ anew from pyproject.toml and .venv (needs the network)
	@sh scripts/constraints.sh

lint: $(READY) ## Check style, types, which module may import which, dependencies and the lexicons
	@$(BIN)/ruff check --output-format concise .
	@$(BIN)/ruff format --check --output-format concise . || { echo "some files are not formatted: ruff format ."; exit 1; }
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo
	@$(BIN)/deptry --no-ansi .
	@$(BIN)/python scripts/audit.py
	@$(BIN)/python -m evaluation lexicons

evaluate: $(READY) ## Score the tables on the sample articles, and on ../shared/gold where it exists
	@$(BIN)/python -m evaluation evaluate $(ARGS)

accept: $(READY) ## Pin the present scores as floors and the tables as golden files
	@$(BIN)/python -m evaluation accept $(ARGS)

bench: $(READY) ## Measure speed, start-up, workers, reruns and memory, as ratios (a quarter of an hour)
	@$(BIN)/python -m benchmarks $(ARGS)

bench-large: $(READY) ## Run and check a large corpus into benchmarks/RESULTS.md: ../shared/raw, or as in ARGS="200000x400 --runs 4"
	@$(BIN)/python -m benchmarks.large $(ARGS)

bench-merge: $(READY) ## Measure time and memory of the merge of a run, over many texts and long ones (ten minutes)
	@$(BIN)/python -m benchmarks.merging $(ARGS)

fuzz: $(READY) ## Put broken documents through the whole job, as in ARGS="--inputs 20000 --seed 1"
	@$(BIN)/python -m fuzzing $(ARGS)

fuzz-new: $(READY) ## Look for inputs that reach new code (atheris), as in ARGS="dates --seconds 3600"; readers, dates or article
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --root-user-action=ignore -e '.[fuzz]'
	@$(BIN)/python -m fuzzing.coverage $(ARGS)

crash: $(READY) ## Kill runs before every change of their folder and 300 times at random, as in ARGS="--seed 1" (half an hour)
	@$(BIN)/python -m crashing $(ARGS)

mutants: $(READY) ## Change conditions of the stages and list what no test notices, as in ARGS="pipeline/stages/dates --share 0.1"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --root-user-action=ignore -e '.[mutants]'
	@$(BIN)/python scripts/mutants.py $(ARGS)

audit: $(READY) ## Ask the package index for known vulnerabilities of what is installed (needs the network)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --root-user-action=ignore -e '.[audit]' \
		|| echo "audit: pip-audit could not be installed"
	@$(BIN)/python scripts/audit.py holes

train: $(READY) ## Make the name recogniser anew from the corpora in ../shared (about twenty minutes)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --root-user-action=ignore -e '.[train]'
	@$(BIN)/python -m training $(ARGS)

reader: $(READY) ## Make the reader anew from annotated articles, also those in ../shared (takes hours)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --root-user-action=ignore -e '.[train]'
	@$(BIN)/python -m training.reader begin crossvalidate train export $(ARGS)
