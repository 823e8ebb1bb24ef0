"""Checks of the sample articles and of their gold: well-formed, consistent, and the bytes are what they should be.

Nothing here calls the pipeline: a fault found here is a fault of the data.
"""

from __future__ import annotations

import datetime as dt
import difflib
import html
import json
import re
import unicodedata
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[1]
RAW = ROOT / "data" / "raw"
GOLD = ROOT / "tests" / "gold"

NOT_UTF8 = {"espana-visados-kazajistan.txt": "cp1252", "defensa-india-francia.txt": "utf-16"}
THEMES = frozenset(
    [
        "trade",
        "investment_finance",
        "energy",
        "infrastructure_connectivity",
        "technology_digital",
        "security_counterterrorism",
        "defence",
        "migration_visas",
        "culture_education_health",
        "environment_climate",
        "multilateral_coordination",
        "political_support",
        "mechanism_meeting",
        "general_cooperation",
    ]
)
TOPICS = frozenset(
    [
        "trade_goal",
        "free_trade_agreement",
        "belt_and_road",
        "three_evil_forces",
        "un_coordination",
        "sco_coordination",
        "brics_coordination",
        "visa_exemption",
        "one_china",
        "memorandum_signed",
        "summit_preparation",
        "ai",
        "climate",
        "extradition",
    ]
)
AGREEMENT_STATUS = frozenset(["signed", "agreed", "in_force", "proposed", "intended", "reaffirmed", "called_for"])
MEETING_TYPES = frozenset(
    [
        "summit",
        "ministerial",
        "dialogue",
        "visit",
        "bilateral_meeting",
        "call",
        "conference",
        "session",
        "signing",
        "other",
    ]
)
MEETING_STATUS = frozenset(["held", "ongoing", "planned", "proposed", "cancelled"])
PLACE_KINDS = frozenset(["country", "city", "region", "other"])
CHECK_KEYS = frozenset(["table", "where", "like", "near", "parties", "participants"])
TABLES = frozenset(
    [
        "articles",
        "mentions",
        "people",
        "titles",
        "organizations",
        "places",
        "dates",
        "agreements",
        "agreement_parties",
        "meetings",
        "meeting_participants",
        "statements",
        "amounts",
        "failures",
    ]
)
# A day, month, year, week, weekend, half, quarter or season, or a duration; intervals are two of the first kind.
POINT = r"\d{4}(-\d\d(-\d\d)?|-W\d\d(-WE)?|-[HQ]\d|-(SP|SU|FA|WI))?"
TIMEX = re.compile(rf"{POINT}(/{POINT})?|P(T?\d+[YMWDH])+")
SKIPPED_HTML = re.compile(r"<(script|style|head).*?</\1>", re.DOTALL)


def _records(path: Path) -> list[dict[str, Any]]:
    """The good records of a JSONL file; a broken line is left out."""
    records = []
    for line in path.read_text("utf-8").splitlines():
        try:
            records.append(json.loads(line))
        except ValueError:
            continue
    return records


def _text(path: Path) -> str:
    """The text of a sample as a person sees it, page furniture included."""
    text = path.read_bytes().decode(NOT_UTF8.get(path.name, "utf-8-sig")).replace("\r\n", "\n")
    if path.suffix == ".html":
        return html.unescape(re.sub(r"<[^>]+>", "", SKIPPED_HTML.sub("", text))).replace("\xa0", " ")
    return text.split("\n---\n", 1)[1] if text.startswith("---\n") else text


@cache
def _texts() -> dict[str, str]:
    """{article_id: text} of all samples that can be read."""
    texts: dict[str, str] = {}
    for path in sorted(p for p in RAW.rglob("*") if p.is_file()):
        if path.suffix == ".jsonl":
            texts |= {r["id"]: r["text"] for r in _records(path)}
        else:
            texts[path.relative_to(RAW).with_suffix("").as_posix()] = _text(path)
    return texts


def _gold(article_id: str) -> dict[str, Any]:
    gold: dict[str, Any] = json.loads(GOLD_FILES[article_id].read_text("utf-8"))
    return gold


@cache
def _must() -> dict[str, Any]:
    must: dict[str, Any] = yaml.safe_load((GOLD / "must.yaml").read_text("utf-8"))
    return must


def _squash(text: str) -> str:
    return " ".join(text.split())


def _stands_in(surface: str, text: str) -> bool:
    """Whether the surface stands in the text as whole words."""
    return re.search(rf"(?<!\w){re.escape(surface)}(?!\w)", text) is not None


# floors.json holds the pinned scores, not the gold of an article.
GOLD_FILES = {p.stem: p for p in sorted(GOLD.rglob("*.json")) if p.name != "floors.json"}
GOLD_IDS = list(GOLD_FILES)
MUST_IDS = sorted(k for k in _must() if k != "*")


# --------------------------------------------------------------------------- the raw files
def test_there_are_enough_articles_with_distinct_ids() -> None:
    files = [p.relative_to(RAW).with_suffix("").as_posix() for p in RAW.rglob("*") if p.is_file()]
    assert len(files) == len(set(files))
    assert sum(1 for text in _texts().values() if text.strip()) >= 26
    assert len(GOLD_IDS) >= 14
    assert len(MUST_IDS) >= 20


def test_the_formats_are_all_there() -> None:
    suffixes = [p.suffix for p in RAW.rglob("*") if p.is_file()]
    assert suffixes.count(".html") == 3
    assert suffixes.count(".jsonl") == 2
    assert {".txt", ".md"} <= set(suffixes)


@pytest.mark.parametrize("article_id", sorted(_texts()))
def test_texts_are_nfc_and_whole(article_id: str) -> None:
    text = _texts()[article_id]
    assert unicodedata.is_normalized("NFC", text)
    assert "\ufffd" not in text
    if article_id != "vacio":
        assert 100 <= len(re.findall(r"\w+", text)) <= 700


def test_windows_1252_file_is_not_utf8_and_has_what_latin_1_lacks() -> None:
    data = (RAW / "espana-visados-kazajistan.txt").read_bytes()
    with pytest.raises(UnicodeDecodeError):
        data.decode("utf-8")
    assert b"\x80" in data  # the euro sign
    assert b"\x93" in data and b"\x94" in data  # curly quotation marks
    assert data.count(b"\r\n") == data.count(b"\n")


def test_byte_order_marks() -> None:
    assert (RAW / "afp-angola-gas.txt").read_bytes().startswith(b"\xef\xbb\xbfLuanda")
    assert (RAW / "defensa-india-francia.txt").read_bytes().startswith(b"\xff\xfeN\x00")


def test_the_empty_file_is_empty() -> None:
    assert (RAW / "vacio.txt").read_bytes() == b""


def test_the_broken_feed_has_one_bad_line_between_two_good_ones() -> None:
    first, second, third = (RAW / "teletipo-roto.jsonl").read_text("utf-8").splitlines()
    assert json.loads(first)["id"] == "teletipo-01"
    assert json.loads(third)["id"] == "teletipo-03"
    with pytest.raises(json.JSONDecodeError):
        json.loads(second)


def test_the_good_feed_has_four_full_records() -> None:
    records = _records(RAW / "boletin-exterior.jsonl")
    assert [r["id"] for r in records] == [f"boletin-2018-{n}" for n in (101, 102, 103, 104)]
    for record in records:
        assert set(record) == {"id", "title", "date", "url", "source", "text"}
        dt.date.fromisoformat(record["date"])


def test_the_near_duplicates_are_near_but_not_equal() -> None:
    one, two = _texts()["agencia-panama-costa-rica"], _texts()["diario-panama-costa-rica"]
    ratio = difflib.SequenceMatcher(None, one.split(), two.split(), autojunk=False).ratio()
    assert 0.85 < ratio < 1


def test_the_wire_repeats_its_caption() -> None:
    lines = [line for line in _texts()["xinhua-china-uzbekistan"].split("\n") if line]
    assert lines[0] == lines[-1]
    assert lines[0].endswith("(Xinhua/Zhao Mengqi)")


@pytest.mark.parametrize("path", sorted(RAW.rglob("*.html")), ids=lambda p: p.name)
def test_pages_have_furniture_around_the_article(path: Path) -> None:
    page = path.read_text("utf-8")
    assert page.count("<a ") >= 4  # a menu
    assert page.count("<p") >= 6
    assert re.search(r"footer|pie", page)


# --------------------------------------------------------------------------- the gold
@pytest.mark.parametrize("article_id", GOLD_IDS)
def test_every_surface_of_the_gold_stands_in_the_article(article_id: str) -> None:
    gold, text = _gold(article_id), _texts()[article_id]
    surfaces = [m for p in gold["people"] for m in (*p["mentions"], *p["titles"])]
    surfaces += [p["mention"] for p in gold["places"]] + [d["mention"] for d in gold["dates"]]
    surfaces += [*gold["organizations"], *gold["bylines"]] + [s["verb"] for s in gold["statements"]]
    surfaces += [a[k] for a in gold["agreements"] for k in ("instrument", "amount") if a[k]]
    assert [s for s in surfaces if not _stands_in(s, text) and s not in text] == []
    assert [p["name"] for p in gold["people"] if p["name"] not in p["mentions"]] == []


@pytest.mark.parametrize("article_id", GOLD_IDS)
def test_sentences_and_predicates_of_the_gold_are_found(article_id: str) -> None:
    gold, text = _gold(article_id), _texts()[article_id]
    paragraphs = [_squash(line) for line in text.split("\n")]
    for record in gold["agreements"]:
        start = record["sentence_start"]
        assert len(start) <= 60
        home = [p for p in paragraphs if start in p]
        assert home, start
        assert all(any(_stands_in(word, p) for p in home) for word in record["predicate"].split()), record["predicate"]


@pytest.mark.parametrize("article_id", GOLD_IDS)
def test_codes_of_the_gold_are_allowed(article_id: str) -> None:
    gold = _gold(article_id)
    assert {p["kind"] for p in gold["places"]} <= PLACE_KINDS
    for record in gold["agreements"]:
        assert record["category"] in THEMES
        assert record["status"] in AGREEMENT_STATUS
        assert set(record["topics"]) <= TOPICS
        assert record["parties"]
    for meeting in gold["meetings"]:
        assert meeting["type"] in MEETING_TYPES
        assert meeting["status"] in MEETING_STATUS
    assert {s["kind"] for s in gold["statements"]} <= {"direct", "indirect"}


@pytest.mark.parametrize("article_id", GOLD_IDS)
def test_dates_of_the_gold_are_valid(article_id: str) -> None:
    gold = _gold(article_id)
    dt.date.fromisoformat(gold["published"])
    values = [d["value"] for d in gold["dates"]] + [m["date_value"] for m in gold["meetings"]]
    values += [a["deadline"] for a in gold["agreements"]]
    for value in filter(None, values):
        assert TIMEX.fullmatch(value), value
        for point in value.split("/"):
            if re.fullmatch(r"\d{4}-\d\d-\d\d", point):
                dt.date.fromisoformat(point)


@pytest.mark.parametrize("article_id", GOLD_IDS)
def test_actors_of_the_gold_are_known(article_id: str) -> None:
    gold, text = _gold(article_id), _texts()[article_id]
    names = {p["name"] for p in gold["people"]}
    actors = [p for m in gold["meetings"] for p in m["participants"]] + [s["speaker"] for s in gold["statements"]]
    actors += [p for a in gold["agreements"] for p in a["parties"] if not re.fullmatch("[A-Z]{2}", p)]
    assert [a for a in actors if a not in names and a not in text] == []


# --------------------------------------------------------------------------- must.yaml
def test_there_are_enough_checks() -> None:
    checks = [c for entry in _must().values() for side in entry.values() for c in side]
    assert len(checks) >= 150


@pytest.mark.parametrize("article_id", sorted(_must()))
def test_checks_are_well_formed(article_id: str) -> None:
    entry = _must()[article_id]
    assert set(entry) <= {"must", "must_not"}
    for check in (c for side in entry.values() for c in side):
        assert set(check) <= CHECK_KEYS, check
        assert check["table"] in TABLES, check
        assert "parties" not in check or check["table"] == "agreements", check
        assert "participants" not in check or check["table"] == "meetings", check
        # Unquoted, 2019-06-30 would be a date, NO a boolean and 800 a number: cells are text.
        cells = [*check.get("where", {}).values(), *check.get("like", {}).values()]
        assert all(v is None or isinstance(v, str) for v in cells), check
        assert all(isinstance(p, str) for p in check.get("parties", []) + check.get("participants", [])), check


@pytest.mark.parametrize("article_id", MUST_IDS)
def test_the_places_that_checks_point_at_exist(article_id: str) -> None:
    paragraphs = [_squash(line) for line in _texts()[article_id].split("\n")]
    entry = _must()[article_id]
    for check in (c for side in entry.values() for c in side):
        assert "near" not in check or any(check["near"] in p for p in paragraphs), check
    for check in entry.get("must", []):
        where = check.get("where", {})
        if check["table"] == "people" and "name" in where:
            assert any(where["name"] in p for p in paragraphs), check
        if check["table"] == "statements" and "verb" in where:
            assert any(_stands_in(where["verb"], p) for p in paragraphs), check
        if check["table"] == "agreements" and "theme" in where:
            assert where["theme"] in THEMES, check
        if check["table"] == "agreements" and "status" in where:
            assert where["status"] in AGREEMENT_STATUS, check
