"""Rows of articles as they are compared: who takes part, what their sentence says, and when it was told."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from sys import intern
from typing import Literal, NamedTuple

from pipeline.events.words import weights_of
from pipeline.knowledge.folding import fold_name
from pipeline.schemas import Row

Kind = Literal["agreement", "meeting"]
#: Of each kind: its table, the table of who takes part, and the column that links them.
SOURCES: Mapping[Kind, tuple[str, str, str]] = {
    "agreement": ("agreements", "agreement_parties", "agreement_id"),
    "meeting": ("meetings", "meeting_participants", "meeting_id"),
}
_PARTY = ("article_id", "name", "kind", "country")
#: Tables that events are made of, with the columns that are read.
NEEDED: Mapping[str, Sequence[str]] = {
    "articles": ("article_id", "text", "published", "source"),
    "places": ("article_id", "name", "latitude", "longitude"),
    "meetings": (
        *("article_id", "meeting_id", "type", "name", "status", "place", "country", "start_date", "end_date"),
        *("plover", "start", "end", "confidence"),
    ),
    "meeting_participants": ("meeting_id", *_PARTY),
    "agreements": (
        *("article_id", "agreement_id", "theme", "status", "polarity", "scope", "instrument", "amount_value"),
        *("plover", "start", "end", "confidence"),
    ),
    "agreement_parties": ("agreement_id", *_PARTY),
}
_SENTENCE_END = re.compile(r"[.!?…][\"”»)]*\s|\n")


class Scene(NamedTuple):
    """Where and when an event is, as far as its article tells."""

    place: str | None = None
    country: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    first: dt.date | None = None
    last: dt.date | None = None


#: What is not told.
NOWHERE = Scene()


@dataclass(frozen=True, slots=True, eq=False)
class Telling:
    """One row of `agreements` or `meetings`: what its article tells of an event.

    `parties` are the names of who takes part by their identities. `words` are the stems of its sentence with their
    weights. `told` is the day of publication.
    """

    kind: Kind
    article_id: str
    row_id: str
    start: int
    end: int
    status: str | None
    #: The scope of an agreement, the type of a meeting.
    type: str | None
    #: What the document or the meeting is called.
    name: str | None
    theme: str | None
    amount: float | None
    plover: str | None
    confidence: float
    parties: Mapping[str, str] = field(default_factory=dict)
    names: frozenset[str] = frozenset()
    words: Mapping[str, float] = field(default_factory=dict)
    scene: Scene = NOWHERE
    told: dt.date | None = None
    source: str | None = None

    @property
    def day(self) -> dt.date | None:
        """The first day of the event itself."""
        return self.scene.first

    @property
    def order(self) -> tuple[dt.date, str, str, str]:
        """Where it stands: the first told first, those of no day last, so that no order of input matters."""
        return self.told or dt.date.max, self.article_id, self.kind, self.row_id


def tellings_of(tables: Mapping[str, Sequence[Row]]) -> list[Telling]:
    """Return the rows of `agreements` and `meetings` that are told as facts or plans, in order.

    `tables` are those of NEEDED, of whole articles. Negated agreements ("no firmaron") tell of no event.
    """
    by_article = {name: _by_article(tables[name]) for name in NEEDED if name != "articles"}
    found: list[Telling] = []
    for article in tables["articles"]:
        found += _of_article(article, {name: rows[article["article_id"]] for name, rows in by_article.items()})
    return sorted(found, key=lambda telling: telling.order)


def _by_article(rows: Iterable[Row]) -> Mapping[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row["article_id"]].append(row)
    return found


def _of_article(article: Row, tables: Mapping[str, Sequence[Row]]) -> Iterator[Telling]:
    meetings = list(_of_kind("meeting", article, tables, partial(_scene_of_meeting, tables["places"])))
    yield from meetings
    yield from _of_kind("agreement", article, tables, partial(_scene_of_agreement, meetings, article["text"]))


def _of_kind(
    kind: Kind, article: Row, tables: Mapping[str, Sequence[Row]], scene_of: Callable[[Row, frozenset[str]], Scene]
) -> Iterator[Telling]:
    table, children, link = SOURCES[kind]
    for row in tables[table]:
        if row.get("polarity") == "negated":
            continue
        parties = {identity_of(party): party["name"] for party in tables[children] if party[link] == row[link]}
        yield Telling(
            kind=kind,
            article_id=row["article_id"],
            row_id=row[link],
            start=row["start"],
            end=row["end"],
            status=row["status"],
            type=row["type" if kind == "meeting" else "scope"],
            name=row["name" if kind == "meeting" else "instrument"],
            theme=row.get("theme"),
            amount=row.get("amount_value"),
            plover=row["plover"],
            confidence=row["confidence"] or 0.0,
            parties=parties,
            names=frozenset(parties),
            words=weights_of(sentence_around(article["text"], row["start"], row["end"])),
            scene=scene_of(row, frozenset(parties)),
            told=as_day(article["published"]),
            source=article.get("source"),
        )


def _scene_of_meeting(places: Sequence[Row], row: Row, names: frozenset[str]) -> Scene:
    found: Row = next((place for place in places if place["name"] == row["place"]), {})
    coordinates = found.get("latitude"), found.get("longitude")
    return Scene(row["place"], row["country"], *coordinates, as_day(row["start_date"]), as_day(row["end_date"]))


def _scene_of_agreement(meetings: Sequence[Telling], text: str, row: Row, names: frozenset[str]) -> Scene:
    """Return the scene of the one meeting in its sentence that has a party in common: it was agreed there."""
    sentence = sentence_around(text, row["start"], row["end"])
    scenes = {
        meeting.scene
        for meeting in meetings
        if meeting.names & names and sentence_around(text, meeting.start, meeting.end) == sentence
    }
    return scenes.pop() if len(scenes) == 1 else NOWHERE


def identity_of(party: Row) -> str:
    """Return what a party is known by in all articles: the code of a state, else its folded name."""
    is_state = party["kind"] == "country" and party["country"]
    return intern(str(party["country"]) if is_state else fold_name(party["name"]))


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
