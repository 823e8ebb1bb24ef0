"""Checked articles to gold files, the format of `evaluation.gold`.

An article that its checker calls complete is `<id>.json`. One that is not is `partial/<id>.json`: its lists hold what
was confirmed, corrected or added, and `rejected`, with the same lists, what was said to be wrong; rows that are in
neither were not checked, so that only the precision of checked rows can be told.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path
from typing import Any

from pipeline.output.folder import text_digest
from pipeline.output.review.kinds import KINDS
from pipeline.output.review.model import Item, Review, ReviewError
from pipeline.output.write import json_bytes, write_error, write_together
from pipeline.reading.sentences import sentence_spans

_SENTENCE_START = 60
#: Lists of surfaces; the others have a record for each thing, alike or not.
_SURFACES = ("places", "organizations")


def gold_of(review: Review) -> dict[str, Any]:
    """Return the gold of one article; `review.text` is given."""
    text = review.text or ""
    checked = [one for one in review.judged if one.checked]
    right = [one.now for one in checked if one.now is not None]
    gold: dict[str, Any] = {
        "tables": list(review.tables),
        "complete": review.complete,
        "text_sha256": text_digest(text),
        **_lists(right, text),
    }
    if not review.complete:
        # what was corrected so far that it is another thing now was wrong as it was
        wrong = [one.found for one in checked if one.found and (one.now is None or _differs(one.found, one.now))]
        gold["rejected"] = _lists(wrong, text)
    return gold


def _differs(found: Item, now: Item) -> bool:
    names = {"agreements": ("predicate", "polarity"), "meetings": ("type", "name", "participants", "place")}
    names |= {"statements": ("speaker", "verb"), "people": ("name",)}
    same = all(found.values.get(name) == now.values.get(name) for name in names.get(found.table, ()))
    return not same or (found.start, found.end) != (now.start, now.end)


def _lists(items: Sequence[Item], text: str) -> dict[str, list[Any]]:
    lists: dict[str, list[Any]] = {table: [] for table in KINDS}
    for item in sorted(items, key=lambda i: (i.start, i.end, i.key)):
        if item.table == "agreements" and item.one("polarity") == "negated":
            continue  # what was not agreed is no agreement
        record = _RECORDS[item.table](item, text)
        if item.table in _SURFACES and record in lists[item.table]:
            continue  # once, however often it is in the text
        lists[item.table].append(record)
    return lists


def _agreement(item: Item, text: str) -> dict[str, Any]:
    start = next((s for s, e in reversed(sentence_spans(text)) if s <= item.start), item.start)
    return {
        "sentence_start": " ".join(text[start : start + _SENTENCE_START].split()),
        "start": item.start,
        "predicate": item.one("predicate"),
        "category": item.one("theme"),
        "topics": list(item.values.get("topics", ())),
        "status": item.one("status"),
        "parties": list(item.values.get("parties", ())),
        "instrument": item.one("instrument"),
        "amount": item.one("amount"),
        "deadline": item.one("deadline"),
    }


def _meeting(item: Item, text: str) -> dict[str, Any]:
    return {
        "type": item.one("type"),
        "name": item.one("name"),
        "participants": list(item.values.get("participants", ())),
        "place": item.one("place"),
        "date_value": item.one("date"),
        "status": item.one("status"),
    }


def _person(item: Item, text: str) -> dict[str, Any]:
    mentions = item.values.get("mentions", (text[item.start : item.end],))
    titles = list(item.values.get("titles", ()))
    return {"name": item.one("name"), "mentions": list(mentions), "titles": titles, "country": item.one("country")}


_RECORDS: Mapping[str, Callable[[Item, str], Any]] = {
    "agreements": _agreement,
    "meetings": _meeting,
    "statements": lambda item, text: {name: item.one(name) for name in ("speaker", "verb", "kind")},
    "people": _person,
    "places": lambda item, text: {
        "mention": text[item.start : item.end], "kind": item.one("kind"), "iso2": item.one("country"),
    },
    "organizations": lambda item, text: text[item.start : item.end],
    "dates": lambda item, text: {"mention": text[item.start : item.end], "value": item.one("value")},
}  # fmt: skip


def _check_names(folder: Path, names: Collection[str], *, replace: bool) -> None:
    """Raise ReviewError for two files of one name, and for gold that is there and is not to be replaced."""
    there = sorted(name for name in names for sub in ("", "partial") if (folder / sub / name).is_file())
    if there and not replace:
        some = ", ".join(there[:3]) + (" …" if len(there) > 3 else "")
        raise ReviewError(
            f"{folder}: there is gold of {len(there)} of these articles already ({some}); "
            "choose another folder with --to, or --replace it"
        )
    if len(set(names)) < len(names):
        raise ReviewError(
            f"{folder}: two article ids give one file name ('/' is written '__'); import them into two folders"
        )


def write_gold(reviews: Sequence[Review], folder: Path, *, replace: bool = False) -> list[Path]:
    """Write the gold of all articles, or nothing; the files.

    Raises ReviewError where an article has gold in `folder` already and `replace` is not given, or two articles would
    have one file; OutputError when the folder cannot be written.
    """
    names = {review.article_id: review.article_id.replace("/", "__") + ".json" for review in reviews}
    places = {r.article_id: Path("" if r.complete else "partial") / names[r.article_id] for r in reviews}
    _check_names(folder, names.values(), replace=replace)
    try:
        write_together({folder / places[review.article_id]: json_bytes(gold_of(review)) for review in reviews})
        for review in reviews:  # an article has one gold: what was partial may be complete now
            other = Path("partial" if review.complete else "") / names[review.article_id]
            (folder / other).unlink(missing_ok=True)
    except OSError as error:
        raise write_error(folder, error) from error
    return [folder / place for place in places.values()]
