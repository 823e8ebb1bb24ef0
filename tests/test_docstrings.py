"""Docstrings of the notebook surface tell what goes in and what comes out, and every one what is raised."""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import pipeline
from pipeline.reading.read import read_articles
from pipeline.schemas import TABLES

ROOT = Path(__file__).parents[1]
SAMPLE = ROOT / "data" / "raw" / "sre-mexico-canada-trabajadores.txt"
FIND = [name for name in pipeline.__all__ if name.startswith("find_")]
#: These give no rows of a table: a single one from a text, and spans.
_NO_ROWS = ("find_dateline", "find_names")


def words(name: str) -> set[str]:
    """Words of the docstring of a public name."""
    return set(re.findall(r"\w+", inspect.getdoc(getattr(pipeline, name)) or ""))


@pytest.mark.parametrize("name", pipeline.__all__)
def test_every_argument_is_named(name):
    text = inspect.getdoc(getattr(pipeline, name)) or ""
    assert [p for p in inspect.signature(getattr(pipeline, name)).parameters if f"`{p}`" not in text] == []


@pytest.fixture(scope="module")
def doc(nlp):
    """A sample that every stage finds something in."""
    (only,) = pipeline.parse(read_articles(SAMPLE), nlp)
    return only


@pytest.mark.parametrize("name", [name for name in FIND if name not in _NO_ROWS])
def test_every_field_of_a_row_is_described(name, doc):
    """By its name, or with the table whose columns a row has."""
    found = getattr(pipeline, name)(doc)
    rows = found[0] if isinstance(found, tuple) else found
    table = name.removeprefix("find_")
    described = words(name)
    if f"`{table}` table" in (inspect.getdoc(getattr(pipeline, name)) or ""):
        described |= set(TABLES[table].column_names)
    assert rows
    assert {key for row in rows for key in row} <= described


@pytest.mark.parametrize("name", FIND)
def test_units_of_offsets_are_told(name):
    assert "characters" in words(name) or "Spans" in words(name) or "character" in words(name)


@pytest.mark.parametrize("name", [name for name in pipeline.__all__ if name.endswith("_table")])
def test_a_table_function_names_shape_and_key(name):
    table = TABLES[name.removesuffix("_table")]
    assert {"DataFrame", "row", table.name, *table.key} <= words(name)


def public_functions(tree: ast.AST) -> Iterator[ast.FunctionDef]:
    """Functions and methods without underscore in a module and its public classes."""
    for node in ast.iter_child_nodes(tree):
        public = isinstance(node, (ast.ClassDef, ast.FunctionDef)) and not node.name.startswith("_")
        if public and isinstance(node, ast.ClassDef):
            yield from public_functions(node)
        elif public:
            yield node


def raised(node: ast.AST) -> Iterator[str]:
    """Names of the exceptions that a function raises itself, but those within a `try` that may be for it."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Raise) and child.exc is not None:
            made = child.exc.func if isinstance(child.exc, ast.Call) else child.exc
            if isinstance(made, ast.Name) and made.id[0].isupper():
                yield made.id
        elif isinstance(child, ast.Try):
            for part in (*child.handlers, *child.orelse, *child.finalbody):
                yield from raised(part)
        elif not isinstance(child, (ast.FunctionDef, ast.Lambda)):
            yield from raised(child)


def unexplained(source: str) -> list[str]:
    """Public functions, each with an exception that it raises and does not name."""
    return [
        f"{function.name}: {name}"
        for function in public_functions(ast.parse(source))
        for name in raised(function)
        if name not in (ast.get_docstring(function) or "")
    ]


def test_what_is_raised_is_told():
    found = {str(path): unexplained(path.read_text(encoding="utf-8")) for path in (ROOT / "pipeline").rglob("*.py")}
    assert {name: functions for name, functions in found.items() if functions} == {}


def test_an_untold_exception_is_seen():
    assert unexplained('def f(x):\n    """Doubles."""\n    if x:\n        raise ValueError("no")\n') == [
        "f: ValueError"
    ]


#: Folders and modules whose functions say with a verb what they return or do.
IN_THE_IMPERATIVE = ("pipeline", "evaluation", "training")
VERBS = frozenset(
    word.capitalize()
    for word in re.findall(
        r"\w+",
        """
        add answer ask attach change check clean close compare complete count decide declare define do drop end
        explain fill find forget give hand hold join keep lay leave let list look make mark match move note open pin
        print process put raise read remember remove rename replace return run say score send set show speed start
        stop take tell train turn use write yield
        """,
    )
)
#: A predicate begins with it in place of a verb: "Whether a line is empty."
PREDICATE = "Whether"
DOCUMENTED = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)


def modules(*folders: str) -> Iterator[Path]:
    """Modules that have been gone through, in folders or each by its name."""
    found = (path for name in folders for path in (ROOT / name, *(ROOT / name).rglob("*.py")) if path.suffix == ".py")
    yield from sorted(found)


def beginning_with_an_example(source: str) -> list[str]:
    """Modules, classes and functions whose docstring begins with a quotation, a name in code or a figure."""
    nodes = [node for node in ast.walk(ast.parse(source)) if isinstance(node, DOCUMENTED)]
    return [
        getattr(node, "name", "module")
        for node in nodes
        if not (ast.get_docstring(node) or "None").lstrip()[:1].isalpha()
    ]


def beginning_without_a_verb(source: str) -> list[str]:
    """Public functions, but for properties and overloads, whose docstring begins with none of VERBS or PREDICATE."""
    return [
        function.name
        for function in public_functions(ast.parse(source))
        if not any(re.search("property|overload", ast.unparse(each)) for each in function.decorator_list)
        and re.split(r"\W", ast.get_docstring(function) or "None", maxsplit=1)[0] not in {*VERBS, PREDICATE}
    ]


def test_a_docstring_says_what_is_returned_before_it_gives_an_example():
    paths = list(modules("pipeline", "evaluation", "training"))
    found = {str(path): beginning_with_an_example(path.read_text(encoding="utf-8")) for path in paths}
    assert {name: functions for name, functions in found.items() if functions} == {}


@pytest.mark.parametrize("folder", IN_THE_IMPERATIVE)
def test_a_function_says_what_it_does_with_a_verb(folder):
    paths = list(modules(folder))
    found = {str(path): beginning_without_a_verb(path.read_text(encoding="utf-8")) for path in paths}
    assert paths
    assert {name: functions for name, functions in found.items() if functions} == {}


def test_a_docstring_without_a_verb_is_seen():
    assert beginning_without_a_verb("def f(x):\n    'The half of x.'\n") == ["f"]
    assert beginning_without_a_verb("def f(x):\n    return x\n") == ["f"]
    assert beginning_without_a_verb("class F:\n    @property\n    def f(x):\n        'The half.'\n") == []
    assert beginning_without_a_verb("def f(x):\n    'Return the half of x.'\n") == []
    assert beginning_without_a_verb("def f(x):\n    'Whether x is even.'\n") == []


@pytest.mark.parametrize(
    "start", ['"el lunes" is', "`text` without", "«Iremos»:", "“Iremos”:", "'98 is", "25/04/2013 is", "(start"]
)
def test_an_example_in_front_is_seen(start):
    assert beginning_with_an_example(f"def f(x):\n    ''' {start} …'''\n") == ["f"]
    assert beginning_with_an_example(f"class F:\n    def f(x):\n        '''Day: {start} …'''\n") == []
