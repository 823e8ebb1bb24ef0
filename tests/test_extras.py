"""What is installed with which extra: the core runs without any, and what needs one says which. No model."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from pipeline import config
from pipeline.config import EXTRAS, MissingExtraError, require
from pipeline.output.exports import export
from pipeline.reading.model import Problem
from pipeline.reading.remote import file_system
from pipeline.running.batch.executors import open_pool

ROOT = Path(__file__).parents[1]
GOLDEN = ROOT / "tests" / "golden"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
OPTIONAL = PROJECT["optional-dependencies"]
#: Names on the package index of libraries that are imported under another.
ON_INDEX = {"vl_convert": "vl-convert-python"}
#: Runs the command line where the libraries of the extras are not installed; jinja2 comes with spaCy.
WITHOUT = f"""
import importlib.util, sys
gone = {[name for names in EXTRAS.values() for name in names if name != "jinja2"]}
find = importlib.util.find_spec
class Gone:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in gone:
            raise ModuleNotFoundError(name)
sys.meta_path.insert(0, Gone())
importlib.util.find_spec = lambda name: None if name in gone else find(name)
from pipeline.cli import main
main()
"""


def names(requirements: list[str]) -> list[str]:
    return [re.match(r"[\w-]+", requirement).group() for requirement in requirements]  # type: ignore[union-attr]


@pytest.fixture
def nothing_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    """No library is found."""
    monkeypatch.setattr(config, "find_spec", lambda name: None)


@pytest.mark.parametrize("extra", EXTRAS)
def test_the_libraries_of_an_extra_are_those_of_the_package(extra: str) -> None:
    assert {ON_INDEX.get(name, name) for name in EXTRAS[extra]} == {*names(OPTIONAL[extra])} - {"s3fs"}
    assert not {*names(OPTIONAL[extra])} & {*names(PROJECT["dependencies"])}
    require(extra, "nothing")


def run_without(*arguments: str | Path, folder: Path) -> subprocess.CompletedProcess[str]:
    """The command line in `folder`, without any extra."""
    command = [sys.executable, "-c", WITHOUT, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=folder)


def test_the_core_runs_without_any_extra(tmp_path: Path) -> None:
    sample = ROOT / "data" / "raw" / "minrel-chile-corea.txt"
    done = run_without("extract", sample, "--model", "blank:es", "--out", tmp_path, folder=tmp_path)
    assert done.returncode == 0, done.stderr
    assert {"agreements.csv", "agreements.parquet", "run.json"} <= {path.name for path in tmp_path.iterdir()}


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("report", GOLDEN), "the report needs altair and vl_convert: pip install 'comunicado[report]'"),
        (
            ("export", "--format", "xlsx", "--in", GOLDEN),
            "the format xlsx needs networkx and xlsxwriter: pip install 'comunicado[export]'",
        ),
    ],
)
def test_a_command_names_the_extra_that_it_needs(arguments: list[str], message: str, tmp_path: Path) -> None:
    done = run_without(*arguments, folder=tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (1, "", f"comunicado: {message}\n")
    assert not list(tmp_path.iterdir())


@pytest.mark.usefixtures("nothing_installed")
def test_messages_of_functions(tmp_path: Path) -> None:
    with pytest.raises(MissingExtraError, match=r"the format graphml needs networkx .*comunicado\[export\]"):
        export(GOLDEN, "graphml", tmp_path / "a.graphml")
    with pytest.raises(MissingExtraError, match=r"--cluster needs distributed: pip install 'comunicado\[cluster\]'"):
        open_pool(1, "tcp://127.0.0.1:1").__enter__()
    with pytest.raises(Problem, match=r"an address needs fsspec: pip install 'comunicado\[s3\]'"):
        file_system("memory://a")
    export(GOLDEN, "sqlite", tmp_path / "a.sqlite")
    assert [path.name for path in tmp_path.iterdir()] == ["a.sqlite"]


def test_every_requirement_has_an_upper_bound() -> None:
    everything = [*PROJECT["dependencies"], *(name for names in OPTIONAL.values() for name in names)]
    assert [name for name in everything if "<" not in name and not name.startswith("comunicado[")] == []


def test_the_lowest_versions_are_those_that_are_tested() -> None:
    """`constraints/lowest.txt` is as `make constraints` writes it: each library in the version of its lower bound."""
    lines = (ROOT / "constraints" / "lowest.txt").read_text(encoding="utf-8").splitlines()
    pinned = dict(line.split("==") for line in lines)
    wanted = [*PROJECT["dependencies"], *(name for extra in EXTRAS for name in OPTIONAL[extra])]
    bounds = dict(re.match(r"([\w.-]+)>=([\d.]+)", name).groups() for name in wanted)  # type: ignore[union-attr]
    bounds = {name.replace(".", "-"): bound for name, bound in bounds.items()}
    assert {name for name, bound in bounds.items() if not f"{pinned[name]}.".startswith(f"{bound}.")} == set()
