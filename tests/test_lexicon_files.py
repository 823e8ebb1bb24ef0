"""Every lexicon of the package is valid."""

import re
import unicodedata
from pathlib import Path

import pytest

import pipeline.knowledge
from pipeline.knowledge.entries import lexicon_files
from pipeline.knowledge.lexicon import read_lexicon

FILES = dict(lexicon_files())
CSV = sorted(name.removesuffix(".csv") for name in FILES if name.endswith(".csv"))
README = Path(pipeline.knowledge.__file__).with_name("lexicons") / "README.md"


def test_there_are_lexicons():
    assert CSV


@pytest.mark.parametrize("name", CSV)
def test_lexicon_is_valid(name):
    # read_lexicon refuses an empty file, a repeated or empty id, cells too many or too few and text that is not NFC
    assert read_lexicon(name)


def test_the_readme_tells_of_every_lexicon_and_of_no_other():
    assert sorted(set(re.findall(r"`(\w+)\.csv`", README.read_text(encoding="utf-8")))) == CSV


@pytest.mark.parametrize("name", sorted(FILES))
def test_file_is_utf_8_with_lf(name):
    text = FILES[name].decode("utf-8")
    assert not text.startswith("\ufeff")
    assert "\r" not in text
    assert text == unicodedata.normalize("NFC", text)
    assert text.endswith("\n")
    assert "\ufffd" not in text


# two weights may be equal, and two columns mean the same
@pytest.mark.parametrize("name", [name for name in CSV if name != "columns"])
def test_no_row_is_there_twice(name):
    rows = [tuple(v for k, v in entry.items() if k != "id") for entry in read_lexicon(name)]
    twice = sorted({row for row in rows if rows.count(row) > 1}) if len(set(rows)) < len(rows) else []
    assert twice == []


def test_the_registries_are_large_enough_to_tell_who_is_who():
    heads = [
        e for e in read_lexicon("people") if e["role"] in ("head_of_state", "head_of_government", "foreign_minister")
    ]
    assert len(heads) >= 600
    assert {"KZ", "CN", "MX", "ET", "TO"} <= {e["country"] for e in heads}
    bodies = [e for e in read_lexicon("organizations") if e["kind"] == "igo"]
    assert len(bodies) >= 250
    assert {"OCS", "CELAC", "OPEP", "CEDEAO"} <= {e["acronym"] for e in bodies}
