"""No function of the package has more branches than a reader follows at one go.

The complexity of a function is 1, and one more for each `if`, loop, `except`, `case`, conditional expression, `for` and
`if` of a comprehension, and operand of `and` and `or` beyond the first. Functions inside it count with it.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
#: Complexity of a function at most.
MOST = 12
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
_BRANCHES = (ast.If, ast.IfExp, ast.For, ast.While, ast.ExceptHandler, ast.match_case)


def complexity(function: ast.AST) -> int:
    """Return 1 and the number of branches in a function."""
    return 1 + sum(map(branches, ast.walk(function)))


def branches(node: ast.AST) -> int:
    """Return how many branches one node adds, without those of the nodes in it."""
    if isinstance(node, ast.comprehension):
        return 1 + len(node.ifs)
    if isinstance(node, ast.BoolOp):
        return len(node.values) - 1
    return isinstance(node, _BRANCHES)


def functions(node: ast.AST, within: str = "") -> Iterator[tuple[str, ast.AST]]:
    """Yield the functions in a node, also those in classes and functions, with their names: "Reader.links"."""
    for child in ast.iter_child_nodes(node):
        name = within
        if isinstance(child, (*_FUNCTIONS, ast.ClassDef)):
            name = f"{within}.{child.name}" if within else child.name
        if isinstance(child, _FUNCTIONS):
            yield name, child
        yield from functions(child, name)


def too_complex() -> dict[str, int]:
    """Return the complexity of each function of the package that is over the most allowed, by file and name."""
    found = {}
    for path in sorted(ROOT.glob("pipeline/**/*.py")):
        for name, function in functions(ast.parse(path.read_text(encoding="utf-8"))):
            number = complexity(function)
            if number > MOST:
                found[f"{path.relative_to(ROOT).as_posix()}: {name}"] = number
    return found


def test_no_function_is_too_complex() -> None:
    assert too_complex() == {}


MADE = """
class Made:
    async def counted(self, rows, flag):
        for row in rows:                              # 1
            while row and flag and rows:              # 2, and two operands more: 4
                flag = 1 if row else 2                # 5
        try:
            found = [a for r in rows for a in r if a if flag]  # two loops and two ifs: 9
        except ValueError:                            # 10
            pass
        if found or flag:                             # 11, and an operand more: 12
            return found
        elif flag:                                    # 13
            pass
        match flag:
            case 1:                                   # 14
                pass
            case _:                                   # 15
                pass

        def inner(x):
            return x if x else None                   # 16

        with rows:
            return lambda y: not y == flag < 3

    def plain(self):
        return self
"""


def test_branches_are_counted() -> None:
    numbers = {name: complexity(function) for name, function in functions(ast.parse(MADE))}
    assert numbers == {"Made.counted": 1 + 16, "Made.counted.inner": 1 + 1, "Made.plain": 1}
