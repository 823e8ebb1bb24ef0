"""Confusion tables: fields of matched records, value by value."""

from __future__ import annotations

from typing import Any

from evaluation.confusion import confusion, show_confusion

TEXT = "Perú y Chile firmaron un convenio. Chile ofreció crédito a Perú."


def record(**fields: Any) -> dict[str, Any]:
    base = {"instrument": None, "amount": None, "deadline": None, "topics": []}
    return base | fields


def row(number: int, start: int, **fields: Any) -> dict[str, Any]:
    base = {"article_id": "a", "agreement_id": f"a00{number}", "start": start, "polarity": "affirmed"}
    return base | {"instrument": None, "amount": None, "deadline": None} | fields


def tables() -> dict[str, list[dict[str, Any]]]:
    agreements = [
        row(1, 0, predicate="firmaron", lemma="firmar", theme="trade", status="signed", instrument="convenio"),
        row(2, 35, predicate="ofreció", lemma="ofrecer", theme="trade", status="intended"),
    ]
    parties = [
        {"article_id": "a", "agreement_id": "a001", "kind": "country", "country": code, "name": code}
        for code in ("PE", "CL")
    ]
    parties.append({"article_id": "a", "agreement_id": "a002", "kind": "country", "country": "CL", "name": "CL"})
    names = ("meetings", "meeting_participants", "statements")
    return {
        "articles": [{"article_id": "a", "text": TEXT}],
        "agreements": agreements,
        "agreement_parties": parties,
        **{name: [] for name in names},
    }


GOLD = {
    "a": {
        "meetings": [],
        "statements": [],
        "agreements": [
            record(
                sentence_start="Perú y Chile firmaron",
                predicate="firmaron",
                category="trade",
                status="signed",
                parties=["PE", "CL"],
                instrument="convenio",
            ),
            record(
                sentence_start="Chile ofreció",
                predicate="ofreció",
                category="investment_finance",
                status="proposed",
                parties=["CL", "PE"],
            ),
        ],
    }
}


def test_values_are_counted_against_the_gold() -> None:
    found = confusion(GOLD, tables())
    assert found["agreements.status"] == {("signed", "signed"): 1, ("proposed", "intended"): 1}
    assert found["agreements.theme"] == {("trade", "trade"): 1, ("investment_finance", "trade"): 1}
    assert found["agreements.instrument"] == {("given", "same"): 1, ("none", "same"): 1}
    assert found["agreements.parties"] == {("two parties", "same"): 1, ("two parties", "fewer"): 1}


def test_the_table_tells_what_came_out_for_each_value() -> None:
    lines = show_confusion(confusion(GOLD, tables())).splitlines()
    assert "agreements.status: 1 of 2 right" in lines
    assert "  proposed                   intended 1" in lines
