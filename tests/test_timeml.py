"""TimeML out and in: well-formed, the text unchanged, offsets exact."""

from __future__ import annotations

import datetime as dt
import xml.etree.ElementTree as ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.reading.read import Article, Failure, read_articles
from pipeline.reading.timeml import timeml_document, timeml_text, xml_text
from pipeline.stages.dates.spans import annotate

REFERENCE = dt.date(2019, 12, 20)


def document(text: str, reference: dt.date | None = REFERENCE) -> str:
    return timeml_document(text, annotate(text, reference), doc_id="a", reference=reference)


def timexes(source: str) -> list[dict[str, str]]:
    return [{**timex.attrib, "text": timex.text or ""} for timex in ElementTree.fromstring(source).iter("TIMEX3")]


def test_document_has_the_day_of_publication_and_what_is_counted_from_it() -> None:
    dct, yesterday, april = timexes(document("Llegó ayer; firmó el 3 de abril de 2019."))
    assert (dct["tid"], dct["value"], dct["functionInDocument"]) == ("t0", "2019-12-20", "CREATION_TIME")
    assert (yesterday["value"], yesterday["anchorTimeID"], yesterday["text"]) == ("2019-12-19", "t0", "ayer")
    assert april["value"] == "2019-04-03"
    assert "anchorTimeID" not in april


def test_mod_is_written() -> None:
    (_, start, more) = timexes(document("A principios de mayo esperó más de dos días."))
    assert (start["mod"], start["value"]) == ("START", "2019-05")
    assert (more["mod"], more["value"], more["text"]) == ("MORE_THAN", "P2D", "más de dos días")


def test_a_window_begins_or_ends_with_the_day_of_publication() -> None:
    _, ahead, back, plain = timexes(document("En los próximos tres días, en los últimos dos años, durante dos horas."))
    assert (ahead["value"], ahead["beginPoint"]) == ("P3D", "t0")
    assert (back["value"], back["endPoint"]) == ("P2Y", "t0")
    assert {"beginPoint", "endPoint"}.isdisjoint(plain)


def test_without_a_day_the_value_is_empty_and_the_reason_said() -> None:
    (only,) = timexes(document("Llegó ayer.", None))
    assert (only["value"], only["comment"]) == ("", "deictic: no reference date")


def test_markup_in_the_text_is_escaped() -> None:
    text = "Si a < b & c, <b>ayer</b>."
    source = document(text)
    assert "".join(ElementTree.fromstring(source).find("TEXT").itertext()) == text  # type: ignore[union-attr]


@given(st.text(max_size=80))
def test_any_text_comes_back(text: str) -> None:
    clean = xml_text(text)
    assert len(clean) == len(text)
    read, day = timeml_text(document(clean))
    # XML knows one line end
    assert read == clean.replace("\r\n", "\n").replace("\r", "\n")
    assert day == "2019-12-20"


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("<TimeML><TEXT>a</TimeML>", "no well-formed XML"),
        ("<TimeML><BODY>a</BODY></TimeML>", "no TEXT element"),
        ('<!DOCTYPE a [<!ENTITY b "c">]><TimeML><TEXT>&b;</TEXT></TimeML>', "document type declaration"),
    ],
)
def test_what_is_no_timeml_is_refused(source: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        timeml_text(source)


def test_tml_files_are_read_as_articles(tmp_path) -> None:
    (tmp_path / "a.tml").write_text(document("El canciller llegó ayer."), encoding="utf-8")
    (tmp_path / "b.tml").write_text("<TimeML>", encoding="utf-8")
    good, bad = read_articles([tmp_path])
    assert isinstance(good, Article)
    assert (good.raw_text, good.date) == ("El canciller llegó ayer.", "2019-12-20")
    assert isinstance(bad, Failure)
    assert bad.error == "broken_timeml"
    assert "b.tml" in bad.message
