"""README.md says what is so: the table dictionary, the example, the commands, the dependencies."""

import re
import tomllib
from pathlib import Path

import pytest

from pipeline.evaluation.checkout import GOLDEN
from pipeline.evaluation.readme import example, update_readme
from pipeline.output import read_tables
from pipeline.schemas import table_dictionary

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_table_dictionary_is_current():
    assert table_dictionary() in README, "run 'make accept'"


def test_example_is_that_of_the_golden_tables():
    if not (GOLDEN / "articles.csv").is_file():
        pytest.skip("there are no golden tables yet")
    assert example(read_tables(GOLDEN)) in README, "run 'make accept'"


def test_a_missing_marker_is_named():
    with pytest.raises(ValueError, match="<!-- tables -->"):
        update_readme("# nothing", {})


def test_the_test_command_is_the_one_of_ci():
    command = re.search(r"^(make lint test)\b", README, re.MULTILINE).group(1)
    assert f"exec {command} </dev/null" in (ROOT / ".ci" / "run").read_text()


def test_every_target_named_exists():
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    named = {word for line in re.findall(r"`?make ([a-z][a-z -]*)", README) for word in line.split()[:1]}
    assert named <= targets | {"lint"}


def test_every_dependency_has_its_reason():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    extras = project["optional-dependencies"]
    wanted = project["dependencies"] + extras["cluster"] + extras["s3"]
    names = {re.match(r"[\w-]+", requirement).group() for requirement in wanted}
    table = README.split("## Dependencies")[1].split("\n## ")[0]
    assert set(re.findall(r"`([\w-]+)`", table)) == names


def test_the_notebook_example_runs():
    import pipeline

    code = (
        README.split("```python\n")[1]
        .split("```")[0]
        .replace('"data/raw"', f'"{ROOT}/data/raw/minrel-chile-corea.txt"')
    )
    scope = {}
    exec(code, scope)
    assert len(scope["tables"]["agreements"]) >= 1
    assert scope["docs"][0]._.article["article_id"] == "minrel-chile-corea"
    assert scope["pipeline"] is pipeline
