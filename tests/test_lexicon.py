import pytest

from pipeline.knowledge.entries import LexiconError, lexicon_files, parse_lexicon, split_cell
from pipeline.knowledge.lexicon import Lexicon, read_lexicon


def test_entries_are_mappings_of_column_to_text():
    entries = parse_lexicon("id,verb\nv1,firmar\nv2,\n", name="x.csv")
    assert entries == ({"id": "v1", "verb": "firmar"}, {"id": "v2", "verb": ""})


def test_quoted_cells_may_hold_commas():
    assert parse_lexicon('id,forms\na,"uno, dos"\n', name="x.csv")[0]["forms"] == "uno, dos"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "x.csv line 1: no column 'id'"),
        ("verb\nfirmar\n", "x.csv line 1: no column 'id'"),
        ("id,verb\n", "x.csv: no entries"),
        ("id,verb\na,b\na,c\n", "x.csv line 3: id 'a' is on line 2 too"),
        ("id,verb\n,b\n", "x.csv line 2: empty id"),
        ("id,verb\na\n", "x.csv line 2: 1 cells, the header has 2"),
        ("id,verb\na,b,c\n", "x.csv line 2: 3 cells, the header has 2"),
        ("id,verb\na,acordo\u0301\n", "is not NFC"),
        ("id,verb\na, firmar\n", "space around ' firmar'"),
    ],
)
def test_broken_lexicon_names_file_line_and_mistake(text, message):
    with pytest.raises(LexiconError, match=message.replace("(", r"\(")):
        parse_lexicon(text, name="x.csv")


def test_unknown_lexicon():
    with pytest.raises(LexiconError, match=r"lexicons/none\.csv: no such lexicon"):
        read_lexicon("none")


@pytest.mark.parametrize(("cell", "parts"), [("a;b", ("a", "b")), (" a ; ;b", ("a", "b")), ("", ()), ("uno", ("uno",))])
def test_split_cell(cell, parts):
    assert split_cell(cell) == parts


def test_digest_is_that_of_the_files():
    assert len(Lexicon.of().digest()) == 64
    assert Lexicon({}).digest() == Lexicon.of().digest()
    assert [name for name, _ in lexicon_files()] == sorted(name for name, _ in lexicon_files())
