"""The picture of the rooms in docs/design.md is the code's."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from pathlib import Path

import grimp
import pytest

ROOT = Path(__file__).parents[1]
#: Files at the top of the package at most, and folders with modules.
FILES, FOLDERS = 6, 30


@pytest.fixture(scope="module")
def picture() -> dict[str, set[str]]:
    """What each room imports, by the picture, from the top down."""
    text = (ROOT / "docs" / "design.md").read_text(encoding="utf-8")
    drawn = re.search(r"## Rooms\n.*?```text\n(.*?)```", text, re.DOTALL)
    assert drawn is not None
    lines = (line.partition("->") for line in drawn[1].splitlines())
    return {room.strip(): set(imported.split()) for room, _, imported in lines}


def test_arrows_are_the_imports_of_the_code(picture: dict[str, set[str]]) -> None:
    graph = grimp.build_graph("pipeline", exclude_type_checking_imports=True)
    found = defaultdict(set)
    for module in graph.modules:
        for imported in graph.find_modules_directly_imported_by(module):
            rooms = [name.split(".")[1] for name in (module, imported) if "." in name]
            if len(rooms) == 2 and rooms[0] != rooms[1]:
                found[rooms[0]].add(rooms[1])
    found.pop("__main__")
    assert {room: found[room] for room in picture} == picture
    assert found.keys() <= picture.keys()


def test_all_arrows_go_down(picture: dict[str, set[str]]) -> None:
    order = list(picture)
    assert all(order.index(room) < order.index(other) for room in order for other in picture[room])


def test_the_layers_of_the_contract_are_those_of_the_picture(picture: dict[str, set[str]]) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = project["tool"]["importlinter"]["contracts"]
    (layers,) = (contract["layers"] for contract in contracts if contract["type"] == "layers")
    named = [name.strip().removeprefix("pipeline.") for layer in layers for name in layer.split(":")]
    assert set(named) == set(picture)
    assert named[:-2] == list(picture)[:-2]


def test_rooms_are_few() -> None:
    package = ROOT / "pipeline"
    assert len(list(package.glob("*.py"))) <= FILES
    assert len({path.parent for path in package.rglob("*.py")}) <= FOLDERS
