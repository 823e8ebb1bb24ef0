"""CSV for a spreadsheet: one row a thing to check, the least sure first, then one row an article.

A verdict says what a row is: `ok`, `corrected` (cells were changed), `wrong`, `missing` (a row that was added), nothing for
not checked; in the row of an article, `complete`. `ok` over a changed cell is refused, because spreadsheets change cells
by themselves. The last column holds what was found.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pipeline.review.judge import describe
from pipeline.review.kinds import BY_LABEL, KINDS, Kind
from pipeline.review.model import Item, Judged, Review, ReviewError, Task, item_of, record_of, text_digest
from pipeline.review.offsets import find_words
from pipeline.review.sheet_cells import guarded, joined, read_cells, split, unguarded, write_cells
from pipeline.review.tasks import in_order
from pipeline.sentence_rules import sentence_spans

_BEFORE = ("verdict", "kind", "confidence", "why", "article_id", "row", "sentence", "text")
_FOUND = "found"
VERDICTS = ("ok", "corrected", "wrong", "missing")


def columns(tables: Sequence[str]) -> list[str]:
    """Column names of a sheet; a field that several tables have is one column."""
    fields = dict.fromkeys(_column(kind, name) for kind in map(KINDS.__getitem__, tables) for name in _names(kind))
    return [*_BEFORE, *fields, _FOUND]


def _names(kind: Kind) -> list[str]:
    return [field.name for field in kind.fields]


def _column(kind: Kind, name: str) -> str:
    """`kind` is a column of every row, so that what kind of place or statement it is has another name."""
    return f"{kind.label}_kind" if name == "kind" else name


def sheet(tasks: Sequence[Task], tables: Sequence[str]) -> bytes:
    """The file."""
    names = columns(tables)
    rows = [_row(task, item) for task, item in in_order(tasks)] + [_article(task) for task in tasks]
    return write_cells([names, *([row.get(name, "") for name in names] for row in rows)])


def _row(task: Task, item: Item) -> dict[str, str]:
    kind = KINDS[item.table]
    start, end = next((s for s in reversed(sentence_spans(task.text)) if s[0] <= item.start), (item.start, item.end))
    return {
        "kind": kind.label,
        "confidence": f"{item.confidence:.2f}",
        "why": guarded(item.why),
        "article_id": guarded(task.article_id),
        "row": guarded(item.key),
        "sentence": guarded(_flat(task.text[start : max(end, item.end)])),
        "text": guarded(_flat(task.text[item.start : item.end])),
        **{_column(kind, name): joined(values) for name, values in item.values.items()},
        _FOUND: json.dumps(record_of(item), ensure_ascii=False),
    }


def _article(task: Task) -> dict[str, str]:
    found = {
        "sha256": text_digest(task.text),
        "tables": list(task.tables),
        "rows": len(task.wanted),
        "of": len(task.items),
    }
    return {
        "kind": "article",
        "article_id": guarded(task.article_id),
        "sentence": guarded(_flat(task.text)[:200]),
        _FOUND: json.dumps(found),
    }


def _flat(text: str) -> str:
    return " ".join(text.split())


def read(data: bytes, name: str, texts: Mapping[str, str]) -> tuple[list[Review], list[str]]:
    """Reviews of a sheet, and remarks. `texts`: texts by article id, to find rows that were added in. Raises ReviewError."""
    rows = list(_records(read_cells(data, name), name))
    articles: dict[str, tuple[str, dict[str, str]]] = {}
    for where, row in rows:
        if row["kind"] == "article" and articles.setdefault(row["article_id"], (where, row))[0] != where:
            raise ReviewError(f"{where}: article '{row['article_id']}' has a row already; remove one")
    groups: dict[str, list[tuple[str, dict[str, str]]]] = {article_id: [] for article_id in articles}
    for where, row in rows:
        if row["article_id"] not in groups:
            raise ReviewError(
                f"{where}: article '{row['article_id']}' has no row of kind 'article' in this file; take article_id and "
                "that row over from the export"
            )
        if row["kind"] != "article":
            groups[row["article_id"]].append((where, row))
    reviews = [_review(*articles[article_id], group, texts) for article_id, group in groups.items()]
    said = [review for review in reviews if review.complete or any(one.checked for one in review.judged)]
    silent = len(reviews) - len(said)
    return said, [f"{silent} articles without any verdict: no gold of them"] * bool(silent)


def _records(rows: Sequence[tuple[int, list[str]]], name: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Rows by column, with their place in the file; identity cells without their apostrophe."""
    head = [cell.strip() for cell in rows[0][1]] if rows else []
    if lost := [column for column in (*_BEFORE, _FOUND) if column not in head]:
        raise ReviewError(
            f"{name}: there is no column {', '.join(lost)}; the first line of the export must stay as it is"
        )
    for line, cells in rows[1:]:
        where = f"{name}: line {line}"
        if any(cell.strip() for cell in cells[len(head) :]):
            raise ReviewError(
                f"{where}: it has {len(cells)} cells for {len(head)} columns; move what is too much, save again"
            )
        row = dict(zip(head, [*cells, *[""] * len(head)], strict=False))
        row |= {key: unguarded(row[key].strip()) for key in ("article_id", "row", "sentence", "text")}
        row |= {key: row[key].strip().casefold() for key in ("kind", "verdict")}
        if row["kind"] != "article" and row["kind"] not in BY_LABEL:
            raise ReviewError(f"{where}: kind '{row['kind']}' is unknown; choose {', '.join((*BY_LABEL, 'article'))}")
        yield where, row


def _json(row: Mapping[str, str], where: str) -> Any:
    try:
        return json.loads(row[_FOUND])
    except ValueError as error:
        raise ReviewError(
            f"{where}: its column '{_FOUND}' is broken; take it over from the export, or, for a row of yours, empty it and "
            "give the verdict 'missing'"
        ) from error


def _review(
    where: str, article: Mapping[str, str], rows: Sequence[tuple[str, dict[str, str]]], texts: Mapping[str, str]
) -> Review:
    facts = _json(article, where)
    try:
        sha256, tables, exported, of = facts["sha256"], tuple(facts["tables"]), int(facts["rows"]), int(facts["of"])
    except (KeyError, TypeError, ValueError) as error:
        raise ReviewError(f"{where}: its column '{_FOUND}' is broken; take it over from the export") from error
    if article["verdict"] not in ("", "complete"):
        raise ReviewError(
            f"{where}: verdict '{article['verdict']}' is unknown for an article; write complete or nothing"
        )
    complete = article["verdict"] == "complete"
    text = texts.get(article["article_id"], "")
    known = [w for w, row in rows if row[_FOUND].strip()]
    if len(known) != exported:
        raise ReviewError(
            f"{where}: {exported} rows of '{article['article_id']}' were exported and {len(known)} are here; give a row the "
            "verdict wrong instead of deleting it, and copy none"
        )
    if complete and exported < of:
        raise ReviewError(
            f"{where}: only {exported} of the {of} rows of '{article['article_id']}' are in this file, so that nobody can "
            "say it is complete; export it with --article, without --below and --limit"
        )
    judged = tuple(_judged(w, row, text, complete) for w, row in rows)
    if twice := [i for i, n in Counter(one.found.id for one in judged if one.found).items() if n > 1]:
        raise ReviewError(f"{where}: {' '.join(twice[0])} is there twice; remove the copy, or empty its '{_FOUND}'")
    return Review(article["article_id"], None, sha256, tables, complete, judged, where)


def _judged(where: str, row: Mapping[str, str], text: str, complete: bool) -> Judged:
    verdict = row["verdict"]
    if verdict not in ("", *VERDICTS):
        raise ReviewError(f"{where}: verdict '{verdict}' is unknown; choose {', '.join(VERDICTS)} or nothing")
    added = not row[_FOUND].strip()
    if added != (verdict == "missing"):
        raise ReviewError(
            f"{where}: "
            + ("a row that was added needs the verdict missing" if added else "missing is for rows that were added")
        )
    kind = BY_LABEL[row["kind"]]
    if added:
        return Judged(None, _now(kind, row, None, text, where), True)
    found = item_of(_json(row, where), where)
    now = _now(kind, row, found, text, where)
    if verdict == "wrong":
        return Judged(found, None, True)
    if now != found and verdict != "corrected":
        raise ReviewError(
            f"{where}: {describe(found, text)}: {_difference(found, now)}, and the verdict is '{verdict}'; write "
            "'corrected' if that is meant, else put the cell back"
        )
    return Judged(found, now, complete or bool(verdict))


def _difference(found: Item, now: Item) -> str:
    for name in dict.fromkeys((*found.values, *now.values)):
        if found.values.get(name) != now.values.get(name):
            was, is_ = (" | ".join(item.values.get(name, ())) or "nothing" for item in (found, now))
            return f"{name} was '{was}' and is '{is_}'"
    return "the text is another one"


def _now(kind: Kind, row: Mapping[str, str], found: Item | None, text: str, where: str) -> Item:
    values = {}
    for field in kind.fields:
        cell = row.get(_column(kind, field.name), "")
        given = split(cell) if field.many else tuple(filter(None, (unguarded(cell.strip()).replace("\\|", "|"),)))
        if given:
            values[field.name] = given
    span = _span(row, found, text, where)
    if kind.table == "people":
        values = {"name": (text[slice(*span)],), **values}
    return Item(kind.table, found.key if found else "", *span, values)


def _span(row: Mapping[str, str], found: Item | None, text: str, where: str) -> tuple[int, int]:
    """Where the words of the column `text` are: where they were found, else in the sentence given, else anywhere, once."""
    words = _flat(row["text"])
    if found and words == _flat(text[found.start : found.end]):
        return found.start, found.end
    sentence = find_words(text, row["sentence"], 0, len(text)) if row["sentence"] else None
    within = sentence or (0, len(text))
    inside = text[slice(*within)]
    at = find_words(inside, words, 0, len(inside)) if words else None
    if at is None:
        raise ReviewError(
            f"{where}: '{words[:60]}' is not in the {'sentence' if sentence else 'article'}; copy its words exactly"
        )
    if find_words(inside[at[1] :], words, 0, len(inside)):
        raise ReviewError(f"{where}: '{words[:60]}' is there more than once; say more words, or copy its sentence too")
    return within[0] + at[0], within[0] + at[1]
