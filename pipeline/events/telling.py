"""Rows of articles as they are compared: who takes part, what their sentence says, and when it was told."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from pipeline.events.words import weights_of
from pipeline.knowledge.folding import fold_name
from pipeline.schemas import Row

Kind = Literal["agreement", "meeting"]
#: Of each kind: its table, the table of who takes part, and the column that links them.
SOURCES: Mapping[Kind, tuple[str, str, str]] = {
    "agreement": ("agreements", "agreement_parties", "agreement_id"),
    "meeting": ("meetings", "meeting_participants", "meeting_id"),
}
_SENTENCE_END = re.compile(r"[.!?…][\"”»)]*\s|\n")


@dataclass(frozen=True, slots=True, eq=False)
class Telling:
    """One row of `agreements` or `meetings`: what its article tells of an event.

    `parties` are the rows of who takes part, `names` their identities: the code of a state, else the folded name.
    `words` are the stems of its sentence with their weights. `day` is the event's own, `told` that of publication.
    """

    kind: Kind
    article_id: str
    row_id: str
    row: Row
    parties: Sequence[Row] = ()
    names: frozenset[str] = frozenset()
    words: Mapping[str, float] = field(default_factory=dict)
    day: dt.date | None = None
    told: dt.date | None = None
    source: str | None = None

    @property
    def order(self) -> tuple[dt.date, str, str, str]:
        """Where it stands: the first told first, those of no day last, so that no order of input matters."""
        return self.told or dt.date.max, self.article_id, self.kind, self.row_id


def tellings_of(tables: Mapping[str, Sequence[Row]]) -> list[Telling]:
    """Return the rows of `agreements` and `meetings` that are told as facts or plans, in order.

    Negated agreements ("no firmaron") tell of no event.
    """
    articles = {row["article_id"]: row for row in tables["articles"]}
    found = [telling for kind in SOURCES for telling in _of_kind(kind, tables, articles)]
    return sorted(found, key=lambda telling: telling.order)


def _of_kind(kind: Kind, tables: Mapping[str, Sequence[Row]], articles: Mapping[str, Row]) -> Iterator[Telling]:
    table, children, link = SOURCES[kind]
    parties: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for child in tables[children]:
        parties[child["article_id"], child[link]].append(child)
    for row in tables[table]:
        if row.get("polarity") == "negated":
            continue
        article, own = articles[row["article_id"]], parties[row["article_id"], row[link]]
        yield Telling(
            kind,
            row["article_id"],
            row[link],
            row,
            own,
            frozenset(map(identity_of, own)),
            weights_of(sentence_around(article["text"], row["start"], row["end"])),
            as_day(row.get("start_date")),
            as_day(article["published"]),
            article.get("source"),
        )


def identity_of(party: Row) -> str:
    """Return what a party is known by in all articles: the code of a state, else its folded name."""
    return str(party["country"]) if party["kind"] == "country" and party["country"] else fold_name(party["name"])


def sentence_around(text: str, start: int, end: int) -> str:
    """Return the sentence of a text that holds the characters `start` to `end`, by full stops and line ends alone."""
    begins = max((match.end() for match in _ends(text, max(0, start - 1_000), start)), default=max(0, start - 1_000))
    ends = next((match.end() for match in _ends(text, end, min(len(text), end + 1_000))), min(len(text), end + 1_000))
    return text[begins:ends]


def _ends(text: str, start: int, end: int) -> Iterable[re.Match[str]]:
    return _SENTENCE_END.finditer(text, start, end)


def as_day(value: object) -> dt.date | None:
    """Return a cell of a column of dates, a date, a time or ISO 8601, as a date; None for an empty one."""
    return dt.date.fromisoformat(str(value)[:10]) if value else None
