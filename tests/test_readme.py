"""The READMEs say what is so: the table dictionary, the example, the commands, the dependencies; and say the same."""

import re
import tomllib
from pathlib import Path

import pytest

from evaluation.checkout import DICTIONARIES, GOLDEN, READMES
from evaluation.readme import example, with_dictionary
from pipeline.output.folder import read_tables
from pipeline.schemas import table_dictionary

ROOT = Path(__file__).parents[1]
README = READMES["en"].read_text(encoding="utf-8")
#: Names of files and folders of examples that are translated.
TRANSLATED = frozenset(
    (
        '`make extract INPUT=my/articles OUT=my/tables ARGS="--workers 2"`',
        '`make extract INPUT=mis/articulos OUT=mis/tablas ARGS="--workers 2"`',
        "`comunicado extract s3://archive/2024 --out s3://tables/2024`",
        "`comunicado extract s3://archivo/2024 --out s3://tablas/2024`",
    )
)
#: Pages in English, their Spanish twins, and the headings of these in the order of the English ones.
TWINS = {
    "README.md": (
        "README.es.md",
        {
            "Two commands": "Dos órdenes",
            "What goes in": "Qué entra",
            "What comes out": "Qué sale",
            "In a notebook": "En un cuaderno",
            "Accuracy": "Exactitud",
            "Speed": "Velocidad",
            "Limits": "Límites",
            "Dependencies": "Dependencias",
            "Licence": "Licencia",
        },
    ),
    "docs/guide.md": (
        "docs/es/guide.md",
        {
            "What goes in": "Qué entra",
            "What comes out": "Qué sale",
            "Command line": "Línea de órdenes",
            "A report to look at": "Un informe para mirar",
            "Working with the tables": "Trabajar con las tablas",
            "Correcting": "Corregir",
            "A large corpus": "Un corpus grande",
            "In a notebook": "En un cuaderno",
            "How it works": "Cómo funciona",
        },
    ),
    "docs/accuracy.md": ("docs/es/accuracy.md", {"Accuracy": "Exactitud", "Speed": "Velocidad"}),
    "docs/dates.md": ("docs/es/dates.md", {}),
}
SECTIONS = [(page, heading) for page, (_, headings) in TWINS.items() for heading in headings]


@pytest.mark.parametrize("language", DICTIONARIES)
def test_table_dictionary_is_current(language):
    page = DICTIONARIES[language].read_text(encoding="utf-8")
    assert table_dictionary(language=language) in page, "run 'make accept'"


@pytest.mark.parametrize("language", READMES)
def test_example_is_that_of_the_golden_tables(language):
    readme = READMES[language].read_text(encoding="utf-8")
    assert example(read_tables(GOLDEN)) in readme, "run 'make accept'"


def text_of(page):
    return (ROOT / page).read_text(encoding="utf-8")


@pytest.mark.parametrize("page", TWINS)
def test_both_have_the_same_sections(page):
    twin, headings = TWINS[page]
    assert re.findall(r"^## (.+)$", text_of(page), re.MULTILINE) == list(headings)
    assert re.findall(r"^## (.+)$", text_of(twin), re.MULTILINE) == list(headings.values())


def section(page, heading):
    return page.split(f"## {heading}\n")[1].split("\n## ")[0]


def section_and_twin(page, heading):
    twin, headings = TWINS[page]
    return section(text_of(page), heading), section(text_of(twin), headings[heading])


@pytest.mark.parametrize(("page", "heading"), SECTIONS)
def test_both_give_the_same_figures(page, heading):
    """Of tables, rows and other figures: what one page claims, its twin claims too."""
    pattern = r"(?<![\w.])\.?\d[\d.,]*(?<![.,])"
    english, spanish = section_and_twin(page, heading)
    thousands = [re.sub(r"\.(?=\d{3}$)", ",", figure) for figure in re.findall(pattern, spanish)]
    assert sorted(thousands) == sorted(re.findall(pattern, english))


@pytest.mark.parametrize(("page", "heading"), SECTIONS)
def test_both_name_the_same_commands_columns_and_packages(page, heading):
    pattern = r"`(?:[^`\n]|\n(?!\n))+`"

    def named(text):
        text = re.sub(r"^```.*?^```$", "", text, flags=re.DOTALL | re.MULTILINE)
        return sorted({" ".join(word.split()) for word in re.findall(pattern, text)} - TRANSLATED)

    english, spanish = section_and_twin(page, heading)
    assert named(english) == named(spanish)


@pytest.mark.parametrize("language", READMES)
def test_a_readme_can_be_read_at_one_go(language):
    assert len(READMES[language].read_text(encoding="utf-8").splitlines()) <= 250


def test_a_missing_marker_is_named():
    with pytest.raises(ValueError, match="<!-- tables -->"):
        with_dictionary("# nothing", "en")


def test_the_test_command_is_the_one_of_ci():
    command = re.search(r"^(make lint test)\b", README, re.MULTILINE).group(1)
    assert f"\n{command} </dev/null\n" in (ROOT / ".ci" / "run").read_text()


def test_every_target_named_exists():
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    named = {word for line in re.findall(r"`?make ([a-z][a-z -]*)", README) for word in line.split()[:1]}
    assert named <= targets | {"lint"}


def test_every_dependency_has_its_reason():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    extras = project["optional-dependencies"]
    optional = [name for extra in ("cluster", "export", "report", "s3") for name in extras[extra]]
    wanted = project["dependencies"] + optional
    names = {re.match(r"[\w.-]+", requirement).group() for requirement in wanted}
    assert set(re.findall(r"`([\w.-]+)`", section(README, "Dependencies"))) == names


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
