"""What people see in the terminal: an article with its spans and rows, the summary of a run. Uses `rich`.

Nothing of an input reaches the terminal unfiltered: an article could hold escape sequences that move the cursor,
rename the window or, with bidirectional overrides, show another text than it has.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from rich import box
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table as RichTable
from rich.text import Text

from pipeline.schemas import Row

if TYPE_CHECKING:
    from pipeline.running.batch.run import Summary

#: Style of each kind of mention; the evidence of an agreement is underlined.
STYLES = {
    "person": "bold cyan",
    "title": "magenta",
    "organization": "yellow",
    "place": "green",
    "date": "blue",
    "amount": "red",
}
EVIDENCE = "underline"
#: Failures listed in the summary; the others are in failures.csv.
MAX_FAILURES = 10
_LONGEST = 160
_MIN_FOR_RATE = 20
#: Characters that a column of a query's result needs at least.
_NARROWEST = 12

#: A row in two lines: what carries it, what it is about, and its codes.
_Entry = tuple[str, str | None, list[str | None]]


def printable(text: str) -> str:
    """Return `text` with each control, format and unassigned character shown as a mark; tabs and line feeds stay.

    Character for character, so that offsets still hold.
    """
    return "".join(c if c in "\n\t" or unicodedata.category(c)[0] != "C" else "\ufffd" for c in text)


def article_view(tables: Mapping[str, Sequence[Row]]) -> RenderableType:
    """Return the terminal view of one article: head, text with spans by colour, and the rows that came from them.

    `tables` are the rows of one article by table, as of `read_tables` or `doc_rows`.
    """
    article = tables["articles"][0]
    parts: list[RenderableType] = [_head(article), "", _highlight(article, tables), "", _legend()]
    for table in (_people(tables), _titles(tables)):
        if table.row_count:
            parts += ["", table]
    for title, entries in (
        ("agreements", _agreements(tables)),
        ("meetings", _meetings(tables)),
        ("statements", _statements(tables)),
    ):
        if entries:
            parts += ["", Text(title, style="bold"), *map(_entry, entries)]
    return Group(*parts)


def _head(article: Row) -> Text:
    title = article.get("title") or article["article_id"]
    facts = [article["article_id"], article.get("agency"), article.get("dateline_place"), article.get("published")]
    line = " · ".join(dict.fromkeys(printable(str(fact)) for fact in facts if fact))
    return Text.assemble((printable(str(title)), "bold"), "\n", (line, "dim"))


def _highlight(article: Row, tables: Mapping[str, Sequence[Row]]) -> Text:
    text = Text(printable(str(article["text"])))
    for row in tables.get("agreements", ()):
        text.stylize(EVIDENCE, row["start"], row["end"])
    # The longest first, so that a country shows inside the title that holds it.
    for row in sorted(tables.get("mentions", ()), key=lambda m: m["start"] - m["end"]):
        text.stylize(STYLES.get(str(row["kind"]), ""), row["start"], row["end"])
    return text


def _legend() -> Text:
    entries = [(kind, style) for kind, style in STYLES.items()] + [("agreement", EVIDENCE)]
    legend = Text("colours: ", style="dim")
    for number, (kind, style) in enumerate(entries):
        legend.append("  " if number else "").append(kind, style=style)
    return legend


def _table(title: str, *columns: str) -> RichTable:
    table = RichTable(title=title, title_justify="left", title_style="bold", box=box.SIMPLE_HEAD, pad_edge=False)
    for column in columns:
        table.add_column(column, overflow="fold")
    return table


def _add(table: RichTable, *cells: object) -> None:
    # Text and not str: rich would read [brackets] of a str as its markup.
    table.add_row(*(Text(_short(printable(str(cell)))) if cell is not None else Text("") for cell in cells))


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"


def _people(tables: Mapping[str, Sequence[Row]]) -> RichTable:
    table = _table("people", "id", "name", "role", "country", "mentions")
    for row in tables.get("people", ()):
        _add(table, row["person_id"], row["name"], row["role"], row["country"], row["n_mentions"])
    return table


def _titles(tables: Mapping[str, Sequence[Row]]) -> RichTable:
    table = _table("titles", "person", "title", "role", "country", "rule")
    for row in tables.get("titles", ()):
        _add(table, row["person"], row["text"], row["role"], row["country"], row["rule"])
    return table


def _agreements(tables: Mapping[str, Sequence[Row]]) -> list[_Entry]:
    entries = []
    for row in tables.get("agreements", ()):
        negated = "not: " if row["polarity"] == "negated" else ""
        parties = _names(tables.get("agreement_parties", ()), "agreement_id", row)
        facts = [row["status"], row["theme"], parties, row["instrument"], row["amount"], row["deadline"], row["rule"]]
        entries.append((negated + row["predicate"], row["object"], facts))
    return entries


def _meetings(tables: Mapping[str, Sequence[Row]]) -> list[_Entry]:
    entries = []
    for row in tables.get("meetings", ()):
        days = "/".join(dict.fromkeys(str(row[name]) for name in ("start_date", "end_date") if row[name]))
        who = _names(tables.get("meeting_participants", ()), "meeting_id", row)
        entries.append((row["type"], row["name"], [row["status"], row["place"], days, who, row["rule"]]))
    return entries


def _statements(tables: Mapping[str, Sequence[Row]]) -> list[_Entry]:
    return [
        (f"{row['speaker']} {row['verb']}", row["content"], [row["kind"], row["rule"]])
        for row in tables.get("statements", ())
    ]


def _entry(entry: _Entry) -> RenderableType:
    """Return two lines, which wrap better than a table with long cells: what it is about, and the codes under it."""
    head, content, facts = entry
    text = Text.assemble("• ", (_short(printable(head)), "bold"), "  ", _short(printable(content or "")), "\n")
    text.append(" · ".join(printable(str(fact)) for fact in facts if fact), style="dim")
    return Padding(text, (0, 0, 0, 2), expand=False)


def _names(children: Iterable[Row], link: str, parent: Row) -> str:
    mine = [row for row in children if row[link] == parent[link]]
    return ", ".join(f"{row['name']} ({row['country']})" if row["country"] else str(row["name"]) for row in mine)


def summary_view(summary: Summary, *, out: str) -> RenderableType:
    """Return what a run did: rows a table, failures with their reasons, time, and that the tables are in `out`."""
    table = _table("", "table", "rows")
    table.columns[1].justify = "right"
    for name, number in summary.rows.items():
        _add(table, name, number)
    parts: list[RenderableType] = [table, *_failures(summary)]
    before = _done_before(summary.articles + summary.failures, summary.processed)
    # With few articles the time is that of loading the models.
    rate = f" ({summary.processed / summary.seconds:.1f} a second)" if summary.processed >= _MIN_FOR_RATE else ""
    articles = _counted(summary.articles, "article")
    parts.append(Text(f"{articles}{before} in {_duration(summary.seconds)}{rate}; tables in {printable(out)}"))
    return Group(*parts)


def _failures(summary: Summary) -> Iterator[Text]:
    """Yield lines on documents and stages that failed, if any did."""
    rows, documents = summary.rows["failures"], summary.articles + summary.failures
    counts = [f"{summary.failures} of {documents} documents failed"] if summary.failures else []
    if summary.incomplete:
        counts.append(f"{_counted(summary.incomplete, 'article')} without the rows of a stage that failed")
    if counts:
        yield Text("; ".join(counts) + ":")
    for message in summary.messages[:MAX_FAILURES]:
        yield Text(f"  {printable(message)}")
    if rows > MAX_FAILURES:
        yield Text(f"  and {rows - MAX_FAILURES} more, in the table 'failures'")


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _done_before(documents: int, processed: int) -> str:
    if not processed:
        return ", nothing new"
    return f", {documents - processed} of them done before" if documents > processed else ""


def rows_view(columns: Sequence[str], rows: Sequence[Row], *, more: bool, width: int) -> RenderableType:
    """Return the rows of a query as a table, with a line on what was cut.

    That is `more` rows, columns beyond `width` and cells.
    """
    fitting = max(1, width // _NARROWEST)
    shown, hidden = columns[:fitting], columns[fitting:]
    table = _table("", *shown)
    for column in table.columns:
        column.min_width = min(len(str(column.header)), _NARROWEST - 2)
    for row in rows:
        _add(table, *(row[name] for name in shown))
    short = any(len(str(row[name] or "")) > _LONGEST for row in rows for name in shown)
    return Group(table, Text("; ".join(_what_was_cut(len(rows), hidden, more=more, short=short)), style="dim"))


def _what_was_cut(count: int, hidden: Sequence[str], *, more: bool, short: bool) -> Iterator[str]:
    """Yield how many rows are shown, and what of a result is not."""
    noun = "row" if count == 1 else "rows"
    yield f"the first {count} {noun}, there are more (--limit N)" if more else f"{count} {noun}"
    if hidden:
        yield f"{len(hidden)} more columns, not shown: {printable(', '.join(hidden))}"
    if short:
        yield f"cells cut at {_LONGEST} characters"
    if more or hidden or short:
        yield "everything: --to FILE.csv"


def _duration(seconds: float) -> str:
    if seconds < 60:
        return f"{seconds:.1f} s"
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest} s"
