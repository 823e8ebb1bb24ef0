"""Publication dates: which source wins, and how a year is found for a day-month."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import pytest

from pipeline.reading.clean import clean_text
from pipeline.reading.datelines import find_dateline
from pipeline.reading.published import day_in_name, find_days, parse_day, resolve_published
from pipeline.reading.read import Article, read_articles

SHARED = Path(__file__).parents[2] / "shared"
REST = "El canciller se reunió con su homólogo para hablar de comercio y de visados."
Date = datetime.date


def article(text: str, **fields: Any) -> Article:
    return Article(
        **{"article_id": "a", "source": "a.txt", "input": "a.txt", "sha256": "0", "raw_text": text, **fields}
    )


def resolve(text: str, **fields: Any) -> tuple[str | None, str, str | None]:
    found = resolve_published(article(text, **fields), text, find_dateline(text))
    day, origin, dateline_day = found
    return day and day.isoformat(), origin, dateline_day and dateline_day.isoformat()


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2025-04-25", Date(2025, 4, 25)),
        ("20250425", Date(2025, 4, 25)),
        ("2025-04-25T10:00:00Z", Date(2025, 4, 25)),
        ("2025-04-25T23:59:59.123-05:00", Date(2025, 4, 25)),
        ("2025-04-25 10:00:00 +0200", Date(2025, 4, 25)),
        ("2025/04/25", Date(2025, 4, 25)),
        ("25/04/2025", Date(2025, 4, 25)),
        ("25-04-2025", Date(2025, 4, 25)),
        ("25.4.2025", Date(2025, 4, 25)),
        ("25 de abril de 2025", Date(2025, 4, 25)),
        ("25 de abril del 2025", Date(2025, 4, 25)),
        ("25 abr 2025", Date(2025, 4, 25)),
        ("25 abr. 2025", Date(2025, 4, 25)),
        ("1.º de mayo de 2025", Date(2025, 5, 1)),
        ("Viernes, 25 de Abril de 2025", Date(2025, 4, 25)),
        ("abril 25, 2025", Date(2025, 4, 25)),
        ("25 de setiembre de 2025, 10:30", Date(2025, 9, 25)),
        ("  25  de abril  de 2025 ", Date(2025, 4, 25)),
        ("Fri, 25 Apr 2025 10:00:00 +0000", Date(2025, 4, 25)),
        (Date(2025, 4, 25), Date(2025, 4, 25)),
        (datetime.datetime(2025, 4, 25, 9, 0), Date(2025, 4, 25)),
        ("31-dic-2025", Date(2025, 12, 31)),
        ("31-DIC-2025", Date(2025, 12, 31)),
        ("31/dic./2025 18:30", Date(2025, 12, 31)),
        ("1-ene-99", Date(1999, 1, 1)),
        ("1-ene-26", Date(2026, 1, 1)),
        ("31/12/2025", Date(2025, 12, 31)),
        ("12/31/2025", Date(2025, 12, 31)),
        ("04/25/2025 2:30 PM", Date(2025, 4, 25)),
        ("03/04/2025", Date(2025, 4, 3)),
        ("2025-12-31T23:30:00-05:00", Date(2025, 12, 31)),
        ("2025-12-31 23:30:00 UTC", Date(2025, 12, 31)),
        # a spreadsheet's day 46022, with and without a time
        (46022, Date(2025, 12, 31)),
        (46022.75, Date(2025, 12, 31)),
        ("46022", Date(2025, 12, 31)),
        ("46022.5", Date(2025, 12, 31)),
        (20000, Date(1954, 10, 3)),
        (60000, Date(2064, 4, 8)),
        # seconds and milliseconds since 1970, in UTC
        (1745539200, Date(2025, 4, 25)),
        (1745539199, Date(2025, 4, 24)),
        (1745539200.0, Date(2025, 4, 25)),
        ("1745539200", Date(2025, 4, 25)),
        (1745539200000, Date(2025, 4, 25)),
        ("1745539200000", Date(2025, 4, 25)),
        ("1712121212123", Date(2024, 4, 3)),
        (20250425, Date(2025, 4, 25)),
        ("20250425183000", Date(2025, 4, 25)),
        ("31-xyz-2025", None),
        ("30-feb-2025", None),
        ("13/31/2025", None),
        (True, None),
        (19999, None),
        (60001, None),
        (2025, None),
        (-46022, None),
        (1e308, None),
        (float("inf"), None),
        (20251340, None),
        ("123456", None),
        ("2025-02-30", None),
        ("31/04/2025", None),
        ("30 de febrero de 2025", None),
        ("abril de 2025", None),
        ("2025", None),
        ("ayer", None),
        ("del 3 al 25 de abril de 2025", None),
        ("25 de abril de 2025 y 26 de abril de 2025", None),
        (None, None),
    ],
)
def test_parse_day(value: Any, day: Date | None) -> None:
    assert parse_day(value) == day


def test_find_days_by_position() -> None:
    text = "El 3/5/2024, el 31 de junio de 2024 y el 4 de mayo de 2024 (2024-05-05)."
    assert [(text[d.start : d.end], d.day.isoformat()) for d in find_days(text)] == [
        ("3/5/2024", "2024-05-03"),
        ("4 de mayo de 2024", "2024-05-04"),
        ("2024-05-05", "2024-05-05"),
    ]


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("2025-04-25-acuerdo", Date(2025, 4, 25)),
        ("nota_20250425", Date(2025, 4, 25)),
        ("20250425T1030_nota", Date(2025, 4, 25)),
        ("https://e.example/2025/04/25/acuerdo", Date(2025, 4, 25)),
        ("https://spanish.e.example/2025-04/25/c_1.htm", Date(2025, 4, 25)),
        ("https://e.example/20250425/abc/c.html", Date(2025, 4, 25)),
        ("25-04-2025_nota", Date(2025, 4, 25)),
        ("2025_4_5", Date(2025, 4, 5)),
        ("nota-123456789012", None),
        ("20251399", None),
        ("2025-04", None),
        ("acuerdo", None),
        ("0c1d86c61138dfca", None),
    ],
)
def test_day_in_name(name: str, day: Date | None) -> None:
    assert day_in_name(name) == day


@pytest.mark.parametrize(
    ("text", "fields", "expected"),
    [
        # the record wins, and closes the dateline's year
        (f"Quito, 3 may (EFE).- {REST}", {"date": "2024-05-04"}, ("2024-05-04", "record", "2024-05-03")),
        (f"Quito, 31 dic (EFE).- {REST}", {"date": "2024-01-01"}, ("2024-01-01", "record", "2023-12-31")),
        (f"Quito. {REST}", {"date": "2024-05-04"}, ("2024-05-04", "record", None)),
        # the dateline, with its own year
        (f"Lima, 3 de marzo de 2021.- {REST}", {}, ("2021-03-03", "dateline", "2021-03-03")),
        # the dateline, its year from the caption, the URL, the file name, a near day
        (
            f"Los cancilleres en Quito, el 3 de mayo de 2024.\nQUITO, 3 may (Xinhua) -- {REST}",
            {},
            ("2024-05-03", "dateline", "2024-05-03"),
        ),
        (
            f"Quito, 3 may (EFE).- {REST}",
            {"url": "https://e.example/2024/05/04/nota"},
            ("2024-05-03", "dateline", "2024-05-03"),
        ),
        (f"Quito, 31 dic (EFE).- {REST}", {"input": "20240101.txt"}, ("2023-12-31", "dateline", "2023-12-31")),
        (f"Quito, 3 may (EFE).- {REST} Viajará el 9 de mayo de 2024.", {}, ("2024-05-03", "dateline", "2024-05-03")),
        (f"Quito, 3 may (EFE).- {REST} Viajó el 28 de abril de 2024.", {}, ("2024-05-03", "dateline", "2024-05-03")),
        (f"Quito, 31 dic (EFE).- {REST} Viajará el 9 de enero de 2025.", {}, ("2024-12-31", "dateline", "2024-12-31")),
        (f"Quito, 3 may (EFE).- {REST}", {"input": "2024/quito.txt"}, ("2024-05-03", "dateline", "2024-05-03")),
        (
            f"Actualizado 2024-05-03 10:30:00 | Mundo\nQUITO, 3 may (Xinhua) -- {REST}",
            {},
            ("2024-05-03", "dateline", "2024-05-03"),
        ),
        # a day-month that nothing closes stays open
        (f"Quito, 3 may (EFE).- {REST}", {}, (None, "none", None)),
        (f"Quito, 3 may (EFE).- {REST} Viajó en 1998 y en 2004.", {}, (None, "none", None)),
        (
            f"Quito, 3 may (EFE).- {REST} Los pactos del 1 de enero de 1998 y del 9 de octubre de 2004 siguen.",
            {},
            (None, "none", None),
        ),
        (f"Quito, 29 feb (EFE).- {REST}", {"input": "2024/quito.txt"}, ("2024-02-29", "dateline", "2024-02-29")),
        # the text's own date
        (f"Fecha de publicación: 3 de mayo de 2024\n{REST}", {}, ("2024-05-03", "text", None)),
        (f"Publicado el viernes 3 de mayo de 2024 | Mundo\n{REST}", {}, ("2024-05-03", "text", None)),
        (f"Titular\n3 de mayo de 2024 - 06:15 a. m.\n{REST}", {}, ("2024-05-03", "text", None)),
        (f"Titular\nViernes, 3 de mayo de 2024\n{REST}", {}, ("2024-05-03", "text", None)),
        (
            f"Comunicado\n{REST}\n{REST}\n{REST}\n{REST}\n{REST}\nLima, 3 de mayo de 2024",
            {},
            ("2024-05-03", "text", None),
        ),
        (f"La firma en Lima, el 3 de mayo de 2024. (Xinhua/Lu Jian)\n{REST}", {}, ("2024-05-03", "text", None)),
        # a date of the story is no publication date
        (f"{REST} El acuerdo se firmó el 3 de mayo de 2024 en Lima.", {}, (None, "none", None)),
        # the file name
        (REST, {"input": "2024-05-03-acuerdo.txt"}, ("2024-05-03", "filename", None)),
        (REST, {"article_id": "nota-20240503"}, ("2024-05-03", "filename", None)),
        (REST, {"url": "https://e.example/2024/05/03/x"}, ("2024-05-03", "filename", None)),
        (f"Quito. {REST}", {"input": "2024-05-03.txt"}, ("2024-05-03", "filename", None)),
        (REST, {}, (None, "none", None)),
    ],
)
def test_sources(text: str, fields: dict[str, Any], expected: tuple[str | None, str, str | None]) -> None:
    assert resolve(text, **fields) == expected


def test_without_an_article() -> None:
    text = f"Lima, 3 de marzo de 2021.- {REST}"
    assert resolve_published(None, text, find_dateline(text)).day == Date(2021, 3, 3)
    assert resolve_published(None, REST, None) == (None, "none", None)


def test_model_article() -> None:
    path = SHARED / "gold" / "seed" / "000_0c1d86c61138dfca.txt"
    if not path.exists():
        pytest.skip("../shared is not there")
    (found,) = read_articles(path)
    assert isinstance(found, Article)
    text = clean_text(found.raw_text).text
    published = resolve_published(found, text, find_dateline(text))
    assert (published.day, published.origin) == (Date(2025, 4, 25), "dateline")
