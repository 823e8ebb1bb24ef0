"""The notebook runs from its first cell to its last, and what its `assert`s say is so; it is kept without outputs."""

from __future__ import annotations

import json
from pathlib import Path

import nbformat
import pytest
from jupyter_client.kernelspec import KernelSpecManager
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError
from running import environment

ROOT = Path(__file__).parents[1]
NOTEBOOK = ROOT / "notebooks" / "quickstart.ipynb"


def run(notebook: nbformat.NotebookNode, folder: Path, monkeypatch: pytest.MonkeyPatch) -> nbformat.NotebookNode:
    """The notebook with its outputs, run in `folder` by this interpreter and this copy of the package."""
    for name, value in environment(folder).items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("IPYTHONDIR", str(folder / "ipython"))
    client = NotebookClient(notebook, timeout=300, kernel_name="python3", resources={"metadata": {"path": str(folder)}})
    return client.execute()


def test_it_runs_and_its_assertions_hold(tmp_path, monkeypatch):
    done = run(nbformat.read(NOTEBOOK, as_version=4), tmp_path, monkeypatch)
    cells = [cell for cell in done.cells if cell.cell_type == "code"]
    assert all(cell.execution_count for cell in cells)
    asserting = [cell for cell in cells if "assert " in cell.source]
    assert len(asserting) >= 5
    charts = [o for cell in cells for o in cell.outputs if "vega" in json.dumps(o.get("data", {}))]
    assert len(charts) == 1


def test_a_wrong_assertion_is_seen(tmp_path, monkeypatch):
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("assert 1 == 2")])
    with pytest.raises(CellExecutionError):
        run(notebook, tmp_path, monkeypatch)


def test_it_is_valid_and_kept_without_outputs():
    content = json.loads(NOTEBOOK.read_text(encoding="utf-8"))
    nbformat.validate(content)
    cells = [cell for cell in content["cells"] if cell["cell_type"] == "code"]
    assert [cell["source"] for cell in cells if cell["outputs"] or cell["execution_count"]] == []
    assert "python3" in KernelSpecManager().find_kernel_specs()
