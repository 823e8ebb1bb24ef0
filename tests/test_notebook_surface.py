import importlib
import subprocess
import sys

import pytest

import pipeline
from pipeline.text.attributes import STAGES


def run(code):
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip()


def test_importing_the_package_loads_nothing_heavy():
    code = "import sys, pipeline; print(sorted({'spacy', 'pandas', 'pyarrow', 'typer', 'rich'} & set(sys.modules)))"
    assert run(code) == "[]"


def test_the_command_line_starts_without_spacy_and_pandas():
    code = "import sys, pipeline.cli; print(sorted({'spacy', 'pandas', 'pyarrow'} & set(sys.modules)))"
    assert run(code) == "[]"


@pytest.mark.parametrize("name", pipeline.__all__)
def test_every_public_name_is_there_and_documented(name):
    function = getattr(pipeline, name)
    assert callable(function)
    assert function.__doc__


def test_every_stage_has_its_find_function():
    assert {f"find_{stage}" for stage in STAGES} <= set(pipeline.__all__)


def test_dir_lists_the_public_names():
    assert set(pipeline.__all__) <= set(dir(pipeline))


def test_unknown_name():
    with pytest.raises(AttributeError, match="no attribute 'find_nothing'"):
        pipeline.find_nothing  # noqa: B018


def test_extract_of_a_text_gives_every_table():
    text = (
        "LIMA, 3 may (Agencia).- El presidente de Chile, Ramón Sotelo, y su homólogo peruano firmaron este martes en "
        "Lima un acuerdo de libre comercio. Los dos países se comprometieron a abrir la frontera antes de 2030."
    )
    tables = pipeline.extract(text)
    assert tables["articles"]["article_id"].str.startswith("text-").all()
    assert len(tables["failures"]) == 0
    assert "Chile" in tables["places"]["name"].tolist()


def test_extract_of_records_keeps_their_ids_and_reports_failures():
    tables = pipeline.extract(
        [
            {"id": "uno", "text": "Los cancilleres de Chile y del Perú acordaron hoy abrir un nuevo paso fronterizo."},
            {"id": "dos", "text": ""},
        ]
    )
    assert tables["articles"]["article_id"].tolist() == ["uno"]
    assert tables["failures"]["article_id"].tolist() == ["dos"]


@pytest.mark.parametrize("stage", ["agreements", "dates", "meetings", "organizations", "statements", "titles"])
def test_a_function_of_a_stage_is_in_its_package_too(stage):
    package = importlib.import_module(f"pipeline.stages.{stage}")
    assert getattr(package, f"find_{stage}") is getattr(pipeline, f"find_{stage}")
    with pytest.raises(AttributeError, match=f"module 'pipeline.stages.{stage}' has no attribute 'nothing'"):
        _ = package.nothing


def test_a_notebook_keeps_its_garbage_collector():
    code = "import gc, pipeline; pipeline.extract('Hola.'); print(gc.get_freeze_count(), gc.isenabled())"
    assert run(code) == "0 True"
