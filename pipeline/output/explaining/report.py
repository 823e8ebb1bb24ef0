"""An explanation in lines: the row, its sentence, its rule part by part, and how to change it."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from pipeline.output.explaining.address import Address
from pipeline.output.explaining.entries import Located
from pipeline.output.explaining.parts import Part, explain_rule
from pipeline.reading.sentences import sentence_spans
from pipeline.schemas import Row

#: What stands around the span in its sentence.
OPENING, CLOSING = "[[", "]]"
#: Tables of entities, by the kind of their mentions; a child table's rule is that of its parent.
_ENTITIES = {"people": "person", "organizations": "organization", "places": "place"}
_PARENTS = {"agreement_parties": ("agreements", "agreement_id"), "meeting_participants": ("meetings", "meeting_id")}
_LONGEST = 300


def explanation(found: Address) -> Iterator[str]:
    """Yield why a row is there, in lines of text."""
    yield found.text
    yield from _field_lines(found.table.name, found.row)
    ruled = _row_with_rule(found)
    if ruled is None:
        yield "\nA row of this table has no rule: it tells of the document as a whole."
        yield from _correction_lines(found)
        return
    table, row, about = ruled
    if about:
        yield f"\n{about}"
    yield from _sentence_lines(found.article, row)
    yield f"\nrule  {row['rule']}"
    parts = explain_rule(table, row)
    for part in parts:
        yield from _part_lines(part)
    if any(part.guess for part in parts):
        yield "\nThis row is guesswork in part: what is marked GUESS above is not said in the text."
    if table == "agreements":
        yield from _party_lines(found, row)
    yield from _confidence_lines(row)
    yield from _change_lines(parts)
    yield from _correction_lines(found)


def _field_lines(table: str, row: Row) -> Iterator[str]:
    known = {name: value for name, value in row.items() if value is not None and name != "article_id"}
    width = max(map(len, known))
    for name, value in known.items():
        text = " ".join(str(value).split())
        yield f"  {name:<{width}}  {text if len(text) <= _LONGEST else text[:_LONGEST] + '…'}"


def _row_with_rule(found: Address) -> tuple[str, Row, str] | None:
    """Return (table, row, why that one) of the row whose rule explains the one asked for."""
    name, row = found.table.name, found.row
    if "rule" in row:
        return name, row, ""
    if name in _ENTITIES:
        key = found.table.key[-1]
        mentions = found.others("mentions", kind=_ENTITIES[name], entity_id=row[key])
        first = next((m for m in mentions if m["start"] == row["start"]), mentions[0] if mentions else None)
        if first is None:
            return None
        more = f", the fullest of {len(mentions)}" if len(mentions) > 1 else ""
        return "mentions", first, f"It comes from mention {first['mention_id']}{more}:"
    if name in _PARENTS:
        parent, key = _PARENTS[name]
        above = found.others(parent, **{key: row[key]})
        words = f", by the words '{row['resolved_from']}'" if row.get("resolved_from") else ""
        return (parent, above[0], f"It belongs to {parent} {row[key]}{words}:") if above else None
    return None


def _sentence_lines(article: Row, row: Row) -> Iterator[str]:
    text, start, end = str(article["text"]), row["start"], row["end"]
    spans = sentence_spans(text)
    # a folder of another version may count its sentences otherwise
    first, last = spans[row["sentence"]] if row["sentence"] < len(spans) else (start, end)
    first, last = min(first, start), max(last, end)
    marked = f"{text[first:start]}{OPENING}{text[start:end]}{CLOSING}{text[end:last]}"
    yield ""
    yield f"sentence {row['sentence']}, characters {start} to {end}"
    yield from textwrap.wrap(" ".join(marked.split()), 100, initial_indent="  ", subsequent_indent="  ")


def _part_lines(part: Part) -> Iterator[str]:
    mark = "GUESS  " if part.guess else ""
    yield f"  {part.text}"
    yield f"      {mark}{part.meaning or 'unknown: the row may come from another version of the rules'}"
    for entry in part.entries:
        yield f"      {entry.place}: {_cells(entry)}"
    if not part.entries and part.lexicons:
        yield f"      lexicons/{', '.join(f'{name}.csv' for name in part.lexicons)}"


def _cells(entry: Located) -> str:
    text = "; ".join(f"{name}={value}" for name, value in entry.cells.items() if value)
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "…"


def _party_lines(found: Address, row: Row) -> Iterator[str]:
    parties = found.others("agreement_parties", agreement_id=row["agreement_id"])
    yield "\nparties" + ("" if parties else "  none was found")
    for party in parties:
        words = f", by the words '{party['resolved_from']}'" if party["resolved_from"] else ""
        yield f"  {party['party_id']}  {party['name']} ({party['country'] or party['kind']}){words}"


def _confidence_lines(row: Row) -> Iterator[str]:
    if row.get("confidence") is None:
        return
    yield f"\nconfidence  {row['confidence']:g}"
    yield "  How often rows like this one are right: how sure the reader is of the words, of the sentence, of who takes"
    yield "  part and that the article is about foreign affairs, weighed on annotated news. It says nothing of theme"
    yield "  and status; how often rows of each confidence are right is in reader/MODEL_CARD.md."


def _change_lines(parts: list[Part]) -> Iterator[str]:
    entries = list(dict.fromkeys((entry.lexicon, entry.cells["id"]) for part in parts for entry in part.entries))
    lists = [name for part in parts if not part.entries for name in part.lexicons]
    files = list(dict.fromkeys([*(lexicon for lexicon, _ in entries), *lists]))
    yield "\nHow to change it"
    if not files:
        yield "  Nothing of this is in a lexicon: it is decided by the code, and by models for what is marked so."
        return
    yield "  Make a folder with a file of the same name and header line, and run: comunicado extract --lexicon FOLDER"
    for lexicon, id_ in entries:
        yield f"  {lexicon}.csv: a line with the id {id_} replaces this entry, one with -{id_} takes it away"
    for lexicon in files:
        if lexicon in lists:
            yield f"  {lexicon}.csv: see its entries; a line with a new id adds one"
    yield "  See what else that changes with: comunicado diff OLD NEW"


def _correction_lines(found: Address) -> Iterator[str]:
    yield "\nHow to send a correction"
    yield "  Send those who maintain the package the lines above, from the address to the rule, with what the row"
    yield "  should say, or that it should not be there. The sentence is enough; the whole article is not needed."
