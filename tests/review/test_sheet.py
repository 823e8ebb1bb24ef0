"""CSV for a spreadsheet: what Excel and LibreOffice do to a file is undone, or refused with the reason."""

from __future__ import annotations

import csv
import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.gold import read_gold, read_partial
from pipeline.output.folder import read_tables
from pipeline.output.review.model import ReviewError
from pipeline.output.review.run import import_file
from pipeline.output.review.sheet_cells import guard, join_cell, read_cells, split_cell, unguard
from tests.review.tools import Tool, some_tables

ARTICLE = "xinhua-china-uzbekistan"


@pytest.fixture(scope="module")
def tables(tmp_path_factory):
    return some_tables(tmp_path_factory.mktemp("review") / "out", ARTICLE, "afp-angola-gas")


@pytest.fixture
def sheet(tables, tmp_path):
    return Tool.open("csv", tables, tmp_path / "sheet")


def with_deadline(sheet):
    """The agreement of the article with a time limit: engineers are trained "antes de 2027"."""
    rows = [r for r in sheet.rows if (r["article_id"], r["kind"]) == (ARTICLE, "agreement") and r["deadline"]]
    (row,) = (r for r in rows if "formar" in r.values())
    return row


def imported(file, tables, to):
    import_file(file, tables, to)
    return {path.name: path.read_bytes() for path in sorted(to.glob("*.json"))}


@pytest.mark.parametrize(
    ("delimiter", "encoding", "end"),
    [(",", "utf-8", "\n"), (";", "utf-8-sig", "\r\n"), ("\t", "utf-16", "\r\n"), (",", "utf-8-sig", "\r\n")],
)
def test_however_it_is_saved_it_says_the_same(delimiter, encoding, end, sheet, tables, tmp_path):
    sheet.complete(ARTICLE)
    plain = imported(sheet.save(",", "utf-8", "\n"), tables, tmp_path / "plain")
    assert imported(sheet.save(delimiter, encoding, end), tables, tmp_path / "saved") == plain


def test_cut_and_added_cells_empty_lines_and_a_sep_line_are_no_harm(sheet, tables, tmp_path):
    sheet.complete(ARTICLE)
    sheet.add(ARTICLE, "", "agradeció")
    text = sheet.save().read_text(encoding="utf-8-sig").replace("\r\n", "\n")
    whole = imported(sheet.file, tables, tmp_path / "whole")
    # rows end at their last cell that is not empty, and the header has empty cells after it
    lines = [re.sub(";+$", "", line) for line in text.split("\n")]
    damaged = "sep=;\n" + "\n;;;;\n".join([lines[0] + ";;", *lines[1:]])
    sheet.file.write_text(damaged, encoding="utf-8")
    assert imported(sheet.file, tables, tmp_path / "damaged") == whole


def test_numbers_that_a_spreadsheet_writes_in_its_own_way_are_not_read(sheet, tables, tmp_path):
    for row in sheet.rows:
        row["confidence"] = row["confidence"].replace(".", ",").rstrip("0")
    sheet.complete(ARTICLE)
    assert imported(sheet.save(), tables, tmp_path / "gold")


def test_what_looks_like_a_number_a_date_or_a_formula_is_kept_from_the_spreadsheet(sheet):
    cells = [cell for row in sheet.rows for name, cell in row.items() if cell and name not in ("confidence", "found")]
    assert not [cell for cell in cells if cell[0].isdigit() or cell[0] in "=+-@"]
    assert with_deadline(sheet)["deadline"] == "'2027"


@given(st.lists(st.text(alphabet="aá1|'=-+@\\ 2025;,\"", min_size=1).map(str.strip).filter(bool), max_size=4))
def test_values_come_back_from_their_cell(values):
    assert split_cell(join_cell(values)) == tuple(values)
    assert [unguard(guard(value)) for value in values] == values


def test_a_verdict_ok_over_a_changed_cell_is_refused(sheet, tables, tmp_path):
    # what Excel makes of a date that has no apostrophe
    row = with_deadline(sheet)
    row.update(deadline="ene-27", verdict="ok")
    with pytest.raises(
        ReviewError,
        match=rf"line \d+: agreement {row['row']} .*deadline was '2027' and is 'ene-27', and the verdict",
    ):
        import_file(sheet.save(), tables, tmp_path / "gold")
    row["verdict"] = "corrected"
    with pytest.raises(ReviewError, match="deadline 'ene-27' is not a TIMEX3 value"):
        import_file(sheet.save(), tables, tmp_path / "gold")


def test_a_corrected_text_is_looked_for_in_its_sentence(sheet, tables, tmp_path):
    row = sheet.row(ARTICLE, "date", "d003")
    assert row["text"] == "hoy jueves"
    row.update(text="jueves", verdict="corrected")
    import_file(sheet.save(), tables, tmp_path / "gold")
    gold = read_partial(tmp_path / "gold")[ARTICLE]
    assert gold["dates"] == [{"mention": "jueves", "value": "2024-09-12"}]
    # the same day, so that both are right by the scorer, and yet it was not that
    assert gold["rejected"]["dates"] == [{"mention": "hoy jueves", "value": "2024-09-12"}]


def test_a_person_may_be_added_by_words_alone(sheet, tables, tmp_path):
    cells = {"verdict": "missing", "kind": "person", "article_id": ARTICLE, "text": "Administración General de Aduanas"}
    sheet.rows.append(dict.fromkeys(sheet.head, "") | cells | {"titles": "ministra | portavoz"})
    sheet.complete(ARTICLE)
    import_file(sheet.save(), tables, tmp_path / "gold")
    added = read_gold(tmp_path / "gold")[ARTICLE]["people"][-1]
    assert (added["name"], added["titles"]) == ("Administración General de Aduanas", ["ministra", "portavoz"])


def add_row(sheet, **cells):
    new = {"verdict": "missing", "kind": "place", "article_id": ARTICLE, "place_kind": "city"}
    sheet.rows.append(dict.fromkeys(sheet.head, "") | new | cells)


def spoil_deleted(sheet):
    sheet.rows.remove(sheet.row(ARTICLE, "agreement", "a002"))


def spoil_copied(sheet):
    sheet.rows.remove(sheet.row(ARTICLE, "agreement", "a002"))
    sheet.rows.append(dict(sheet.row(ARTICLE, "agreement", "a001")))


def spoil_verdict(sheet):
    sheet.row(ARTICLE, "agreement", "a002")["verdict"] = "perhaps"


def spoil_article_verdict(sheet):
    sheet.row(ARTICLE, "article")["verdict"] = "ok"


def spoil_article_gone(sheet):
    sheet.rows.remove(sheet.row(ARTICLE, "article"))


def spoil_found(sheet):
    sheet.row(ARTICLE, "agreement", "a002")["found"] = "{"


def spoil_unmarked(sheet):
    add_row(sheet, text="Tashkent", verdict="")


def spoil_kind(sheet):
    add_row(sheet, text="Tashkent", kind="town")


def spoil_absent(sheet):
    add_row(sheet, text="Bujará")


def spoil_often(sheet):
    add_row(sheet, text="China")


def spoil_header(sheet):
    sheet.head = ["veredicto", *sheet.head[1:]]


def spoil_columns(sheet):
    sheet.rows[0]["extra"] = "x"
    sheet.head = [*sheet.head, ""]
    sheet.rows[0][""] = "left over"


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (
            spoil_deleted,
            r"line \d+: \d+ rows of 'xinhua-china-uzbekistan' were exported and \d+ are here; .*verdict wrong",
        ),
        (spoil_copied, r"line \d+: agreements a001 is there twice"),
        (spoil_verdict, r"line \d+: verdict 'perhaps' is unknown; choose ok, corrected, wrong, missing"),
        (spoil_article_verdict, r"line \d+: verdict 'ok' is unknown for an article; write complete"),
        (spoil_article_gone, r"line \d+: article 'xinhua-china-uzbekistan' has no row of kind 'article'"),
        (spoil_found, r"line \d+: its column 'found' is broken"),
        (spoil_unmarked, r"line \d+: a row of yours needs the verdict missing"),
        (spoil_kind, r"line \d+: kind 'town' is unknown; choose agreement"),
        (spoil_absent, r"line \d+: 'Bujará' is not in the article; copy its words exactly"),
        (spoil_often, r"line \d+: 'China' is there more than once; say more words, or copy its sentence too"),
        (spoil_header, r"there is no column verdict; the first line"),
        (spoil_columns, r"line 2: it has \d+ cells for \d+ columns"),
    ],
)
def test_a_mistake_is_named_with_its_line_and_nothing_is_written(spoil, message, sheet, tables, tmp_path):
    spoil(sheet)
    with pytest.raises(ReviewError, match=message):
        import_file(sheet.save(), tables, tmp_path / "gold")
    assert not (tmp_path / "gold").exists()


def test_the_line_in_a_message_is_that_of_the_file(sheet, tables, tmp_path):
    sheet.rows[0]["why"] = "a cell\nwith a line end"
    sheet.rows[4]["verdict"] = "perhaps"
    lines = sheet.save().read_text(encoding="utf-8-sig").replace("\r\n", "\n").split("\n")
    with pytest.raises(ReviewError) as raised:
        import_file(sheet.file, tables, tmp_path / "gold")
    number = int(re.search(r"line (\d+)", str(raised.value)).group(1))
    assert lines[number - 1].startswith("perhaps;")


def test_windows_1252_is_refused_with_what_to_do(sheet, tables, tmp_path):
    with pytest.raises(ReviewError, match="it is not UTF-8; save the sheet again as 'CSV UTF-8'"):
        import_file(sheet.save(encoding="cp1252"), tables, tmp_path / "gold")


def test_an_article_with_rows_left_out_cannot_be_complete(tables, tmp_path):
    tool = Tool.open("csv", tables, tmp_path / "sheet", limit=3)
    assert len([row for row in tool.rows if row["kind"] != "article"]) == 3
    for row in tool.rows:
        if row["kind"] == "article":
            row["verdict"] = "complete"
    with pytest.raises(ReviewError, match=r"only \d of the \d+ rows of '.*' are in this file, so that nobody can say"):
        import_file(tool.save(), tables, tmp_path / "gold")


def test_the_least_sure_rows_come_first_and_articles_last(sheet, tables):
    things = [float(row["confidence"]) for row in sheet.rows if row["kind"] != "article"]
    assert things == sorted(things)
    assert [row["kind"] for row in sheet.rows[len(things) :]] == ["article", "article"]
    assert len(things) > len(read_tables(tables)["agreements"])


def test_a_sheet_is_read_without_a_field_size_limit():
    rows = read_cells(b"a;b\n" + b"x" * 200_000 + b";1\n", "f.csv")
    assert [line for line, _ in rows] == [1, 2]
    assert len(rows[1][1][0]) == 200_000


def test_a_broken_quote_names_the_line():
    buffer = io.StringIO()
    csv.writer(buffer).writerow(["a", "b"])
    with pytest.raises(ReviewError, match=r"f.csv: line 2: it is no valid CSV"):
        read_cells((buffer.getvalue() + '"x"y,1\n').encode(), "f.csv")
