"""Amount and topics of an agreement."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pipeline.knowledge.lexicon import word_list
from pipeline.reader.themes import topics_in
from pipeline.text.attributes import Row

#: What the reader needs for an amount.
SURE_AMOUNT = 0.5


def find_amount(amounts: Mapping[str, Row], told: Iterable[Row], clause: tuple[int, int]) -> Row | None:
    """Return the amount that the reader points to, else the first money of the clause (a range of characters).

    `told` are the reader's rows, the likeliest first. A count of sides ("189 países") is none.
    """
    sides = word_list("commitment_words", "counted_sides")
    for found in told:
        row = amounts.get(found["row"])
        if row is not None and found["sure"] >= SURE_AMOUNT and row["unit"] not in sides:
            return row
    inside = [a for a in amounts.values() if clause[0] <= a["start"] and a["end"] <= clause[1]]
    return next((a for a in inside if a["kind"] == "money"), None)


def amount_columns(text: str, amount: Row | None) -> dict[str, Any]:
    """Return the columns of an amount in a row of agreements, all None for none."""
    if amount is None:
        return dict.fromkeys(("amount", "amount_value", "amount_unit"))
    words = text[amount["start"] : amount["end"]]
    return {"amount": words, "amount_value": amount["value"], "amount_unit": amount["unit"]}


def topics_of(about: str, instrument_topic: str, status: str, theme: str, parties: Sequence[Row]) -> tuple[str, ...]:
    """Return the topics by the words of the object and the kind of instrument; a memorandum is one only once signed.

    "El Consejo de Seguridad de la ONU adoptó": of coordination the parties tell whose it is.
    """
    topics = list(topics_in(about))
    if theme == "multilateral_coordination":
        topics += topics_in(" ; ".join(str(p["name"]) for p in parties))
    if instrument_topic and (instrument_topic != "memorandum_signed" or status == "signed"):
        topics.append(instrument_topic)
    return tuple(dict.fromkeys(topics))
