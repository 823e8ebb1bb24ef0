"""CSV files in the hands of other programs: with the types that `datapackage.json` declares, every cell is the same."""

import csv
import json
import re
from datetime import date

import duckdb
import frictionless
import pandas as pd
import pytest

from pipeline.output.write import write_tables
from pipeline.schemas import TABLES


@pytest.fixture(scope="module")
def resources(only):
    """Resources of the package by name, cells as they are."""
    package = json.loads((only["exact"] / "datapackage.json").read_text(encoding="utf-8"))
    assert package["csv_cells"] == "exact"
    return {resource["name"]: resource for resource in package["resources"]}


def fields(resource):
    return {field["name"]: field["type"] for field in resource["schema"]["fields"]}


def wanted(tables, resource):
    return [[row.get(name) for name in fields(resource)] for row in tables[resource["name"]]]


PANDAS = {"string": "str", "integer": "Int64", "number": "float64", "date": "str"}


@pytest.mark.parametrize("name", TABLES)
def test_pandas(only, tables_of_samples, resources, name):
    types = fields(resources[name])
    frame = pd.read_csv(
        only["exact"] / f"{name}.csv",
        dtype={
            n: {"string": "str", "integer": "Int64", "number": "float64", "date": "str"}[t] for n, t in types.items()
        },
        keep_default_na=False,
        na_values={n: [""] for n in types},
        lineterminator="\n",
    )
    for column, kind in types.items():
        if kind == "date":
            frame[column] = pd.to_datetime(frame[column], format="%Y-%m-%d").dt.strftime("%Y-%m-%d")
    found = frame.astype(object).where(frame.notna(), None).to_numpy().tolist()
    assert found == wanted(tables_of_samples, resources[name])


def test_pandas_as_the_readme_says(only):
    people = pd.read_csv(only["exact"] / "people.csv", keep_default_na=False)
    assert list(people[people["country"] == "NA"]["name"]) == ["Netumbo Nandi-Ndaitwah"]


@pytest.mark.parametrize("name", TABLES)
def test_duckdb_with_the_declared_types(only, tables_of_samples, resources, name):
    kinds = {"string": "VARCHAR", "integer": "BIGINT", "number": "DOUBLE", "date": "DATE"}
    columns = ", ".join(f"'{n}': '{kinds[t]}'" for n, t in fields(resources[name]).items())
    sql = f"SELECT * FROM read_csv('{only['exact'] / f'{name}.csv'}', header = true, columns = {{{columns}}})"
    found = [
        [cell.isoformat() if isinstance(cell, date) else cell for cell in row]
        for row in duckdb.connect().execute(sql).fetchall()
    ]
    assert found == wanted(tables_of_samples, resources[name])


@pytest.mark.parametrize("name", TABLES)
def test_duckdb_by_itself(only, tables_of_samples, name):
    relation = duckdb.connect().execute(f"SELECT * FROM read_csv('{only['exact'] / f'{name}.csv'}')")
    assert [column[0] for column in relation.description] == list(TABLES[name].column_names)
    found = relation.fetchall()
    assert len(found) == len(tables_of_samples[name])
    if "country" in TABLES[name].column_names:
        at = TABLES[name].column_names.index("country")
        assert [row[at] for row in found] == [row["country"] for row in tables_of_samples[name]]


#: What readr's and data.table's strict column types take.
STRICT = {
    "string": re.compile(r"(?s).+"),
    "integer": re.compile(r"-?\d{1,9}"),  # R's integers have 32 bits
    "number": re.compile(r"-?\d+(?:\.\d+)?(?:e[+-]?\d+)?"),
    "date": re.compile(r"\d{4}-\d\d-\d\d"),
}


@pytest.mark.parametrize("name", TABLES)
def test_every_cell_fits_a_strict_reader(only, resources, name):
    types = fields(resources[name])
    with (only["exact"] / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        reader = csv.reader(file, strict=True)
        assert next(reader) == list(types)
        for row in reader:
            assert len(row) == len(types)
            for cell, kind in zip(row, types.values(), strict=True):
                assert cell == "" or STRICT[kind].fullmatch(cell), (name, cell)


@pytest.mark.parametrize("name", TABLES)
def test_lines_end_alike_and_nothing_stands_before_the_header(only, name):
    data = (only["exact"] / f"{name}.csv").read_bytes()
    assert data.startswith(TABLES[name].column_names[0].encode())
    assert data.endswith(b"\n")


@pytest.fixture
def one(tables_of_samples):
    """The tables of one article."""
    found = {
        name: [row for row in rows if row.get("article_id") == "xinhua-china-uzbekistan"]
        for name, rows in tables_of_samples.items()
    }
    told = {row["event_id"] for row in found["event_articles"]}
    return found | {"events": [row for row in tables_of_samples["events"] if row["event_id"] in told]}


def problems(tables, folder):
    write_tables(tables, folder, formats=["csv"])
    report = frictionless.validate(str(folder / "datapackage.json"))
    return {(task.name, error.type) for task in report.tasks for error in task.errors}


def test_frictionless_finds_nothing_in_what_is_right(one, tmp_path):
    assert problems(one, tmp_path) == set()


@pytest.mark.parametrize(
    ("table", "fault", "found"),
    [
        ("people", {"role": "kaiser"}, "constraint-error"),
        ("agreements", {"predicate": None}, "constraint-error"),
        ("agreement_parties", {"agreement_id": "a999"}, "foreign-key"),
        ("titles", {"person_id": "nobody"}, "foreign-key"),
        ("places", {"place_id": "CN"}, "primary-key"),
    ],
)
def test_frictionless_finds_each_kind_of_fault(one, tmp_path, table, fault, found):
    one[table] = [{**row, **fault} if number in (0, 1) else row for number, row in enumerate(one[table])]
    assert (table, found) in problems(one, tmp_path)


def test_frictionless_finds_a_wrong_type(one, tmp_path):
    write_tables(one, tmp_path, formats=["csv"])
    text = (tmp_path / "dates.csv").read_text(encoding="utf-8")
    start, end = re.search(r",(\d+),(\d+),\d+,[a-z.]+\n", text).span(1)
    (tmp_path / "dates.csv").write_text(f"{text[:start]}zwei{text[end:]}", encoding="utf-8")
    report = frictionless.validate(str(tmp_path / "datapackage.json"))
    assert {(task.name, error.type) for task in report.tasks for error in task.errors} == {("dates", "type-error")}
