"""What a person said, checked: words, values, and which of the things found each one is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from pipeline.output.folder import text_digest
from pipeline.output.review.kinds import KINDS, Field
from pipeline.output.review.model import Item, Judged, Review, ReviewError

_FORMS = {
    "country": (re.compile(r"[A-Z]{2}"), "an ISO 3166-1 alpha-2 code such as MX"),
    "value": (re.compile(r"[A-Z0-9][A-Z0-9:+./_-]*"), "a TIMEX3 value such as 2025-05, P2W or 2025-01-01/2025-01-03"),
}


def match_items(found: Sequence[Item], now: Sequence[Item]) -> list[tuple[Item | None, Item | None]]:
    """Return the pairs of what was found and what it is now: by key, else by place, else by overlap.

    What has no counterpart is paired with None.

    An item that is now elsewhere and has no key any more is the one it overlaps most.
    """
    pairs: list[tuple[Item | None, Item | None]] = []
    left, new = list(found), list(now)
    for rank in (_same_key, _same_all, _same_span, _overlap):
        for item in list(new):
            best = max((old for old in left if old.table == item.table), key=lambda old: rank(old, item), default=None)
            if best is not None and rank(best, item) > 0:
                pairs.append((best, replace(item, key=best.key)))
                left.remove(best)
                new.remove(item)
    return [*pairs, *((item, None) for item in left), *((None, replace(item, key="")) for item in new)]


def _same_key(old: Item, now: Item) -> int:
    return int(bool(now.key) and old.key == now.key)


def _same_all(old: Item, now: Item) -> int:
    return int(_same_span(old, now) and dict(old.values) == dict(now.values))


def _same_span(old: Item, now: Item) -> int:
    return int((old.start, old.end) == (now.start, now.end))


def _overlap(old: Item, now: Item) -> int:
    return min(old.end, now.end) - max(old.start, now.start)


def judge_items(found: Sequence[Item], now: Sequence[Item], *, complete: bool) -> tuple[Judged, ...]:
    """Return what a person said of each item.

    All are judged when the article is complete, else those changed or with a verdict.

    What was deleted, corrected or added has been checked, said or not; what was added and is wrong is nothing.
    """
    result = []
    for old, new in match_items(found, now):
        verdict = new.verdict if new else ""
        if verdict != "wrong":
            result.append(Judged(old, new, complete or bool(verdict) or old != new))
        elif old:
            result.append(Judged(old, None, True))
    return tuple(result)


def check_review(review: Review, texts: Mapping[str, str]) -> Review:
    """Return the review with the text of the tables. Raises ReviewError for another text, or a value that cannot be."""
    text = check_text(review.article_id, review.sha256, review.where, texts)
    if review.text not in (None, text):
        raise ReviewError(
            f"{review.where}: the tool changed the text of '{review.article_id}'; export and import it anew"
        )
    for one in review.judged:
        if one.now is not None and one.checked:
            check_item(one.now, text, review)
    _check_twice([one.now for one in review.judged if one.now is not None and one.checked], text, review)
    return replace(review, text=text)


def check_text(article_id: str, sha256: str, where: str, texts: Mapping[str, str]) -> str:
    """Return the text of an article in the tables.

    Raises ReviewError where there is none, or another one than exported.
    """
    text = texts.get(article_id)
    if text is None:
        raise ReviewError(
            f"{where}: there is no article '{article_id}' in the tables; name with --in the folder that the file was "
            "exported from"
        )
    if text_digest(text) != sha256:
        raise ReviewError(
            f"{where}: the text of '{article_id}' is not that of the tables, so that no place in it means the same; "
            "export it again from these tables, or name with --in those it came from"
        )
    return text


def check_item(item: Item, text: str, review: Review) -> None:
    """Raise ReviewError when the item is outside the text or a value is not allowed."""
    where = f"{review.where}: {describe(item, text)}"
    if item.table not in review.tables:
        raise ReviewError(
            f"{where}: the export was of {', '.join(review.tables)}; export {item.table} too, or remove it"
        )
    if not 0 <= item.start < item.end <= len(text):
        raise ReviewError(
            f"{where}: [{item.start}:{item.end}] is not within the text of {len(text)} characters; mark it anew"
        )
    kind = KINDS[item.table]
    for field in kind.fields:
        values = item.values.get(field.name, ())
        if field.required and not values:
            raise ReviewError(f"{where}: {field.name} is empty; say {_allowed_words(field)}")
        if len(values) > 1 and not field.many:
            raise ReviewError(f"{where}: {field.name} has {len(values)} values ({', '.join(values)}); leave one")
        for value in values:
            _check_value(field, value, where)


def _check_value(field: Field, value: str, where: str) -> None:
    if field.choices and value not in field.choices:
        raise ReviewError(f"{where}: {field.name} '{value}' is unknown; choose {_allowed_words(field)}")
    if field.form and not _FORMS[field.form][0].fullmatch(value):
        raise ReviewError(f"{where}: {field.name} '{value}' is not {_FORMS[field.form][1]}")


def _allowed_words(field: Field) -> str:
    return f"one of {', '.join(field.choices)}" if field.choices else f"what the {field.name} is"


def _check_twice(items: Iterable[Item], text: str, review: Review) -> None:
    seen: list[tuple[str, int, int, dict[str, tuple[str, ...]]]] = []
    for item in items:
        same = (item.table, item.start, item.end, dict(item.values))
        if same in seen:
            raise ReviewError(f"{review.where}: {describe(item, text)} is there twice with the same values; remove one")
        seen.append(same)


def describe(item: Item, text: str) -> str:
    """Return an item for a message: its kind, key and first words."""
    words = " ".join(text[max(0, item.start) : max(0, item.end)].split())
    name = f"{KINDS[item.table].label} {item.key}".strip() if item.table in KINDS else item.table
    return f"{name} '{words[:40]}{'…' if len(words) > 40 else ''}'"
