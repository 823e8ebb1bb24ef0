"""What happened between whom: agreements and meetings with their sides, each once, for event records and the graph."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.output.exports.errors import ExportError
from pipeline.output.views import rows_of
from pipeline.schemas import Row

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_PARTIES = """
    SELECT party.*, people.role, organizations.kind AS organization_kind
    FROM agreement_parties AS party
    LEFT JOIN people USING (article_id, person_id)
    LEFT JOIN organizations USING (article_id, organization_id)
    ORDER BY party.article_id, agreement_id, party_id
"""
# Participants have no organization_id: a body is known by its name, or by what the article calls it.
_PARTICIPANTS = """
    SELECT party.*, people.role, bodies.kind AS organization_kind, bodies.organization_id
    FROM meeting_participants AS party
    LEFT JOIN people USING (article_id, person_id)
    LEFT JOIN (
        SELECT article_id, name, min(organization_id) AS organization_id, min(kind) AS kind FROM (
            SELECT article_id, name, organization_id, kind FROM organizations
            UNION ALL
            SELECT article_id, mentions.text, organization_id, organizations.kind
            FROM mentions JOIN organizations USING (article_id)
            WHERE mentions.kind = 'organization' AND mentions.entity_id = organization_id
        ) GROUP BY article_id, name
    ) AS bodies ON party.article_id = bodies.article_id AND party.name = bodies.name AND party.kind = 'organization'
    ORDER BY party.article_id, meeting_id, participant_id
"""
# Of each event the row that is the first to tell of its strongest status, with what is known of the event.
_ROWS = """
    SELECT {table}.* {without}, told.published, told.source, agency, url, title, language,
        events.event_id, events.place, events.country, events.latitude, events.longitude, events.start_date,
        events.end_date, first_told, last_told, n_articles, n_sources
    FROM {table}
    JOIN articles AS told USING (article_id)
    JOIN event_articles ON event_articles.article_id = {table}.article_id AND row_id = {key}
    JOIN events USING (event_id)
    WHERE events.kind = '{kind}' AND {condition}
    QUALIFY row_number() OVER (
        PARTITION BY events.event_id
        ORDER BY ({table}.status IS NOT DISTINCT FROM events.status) DESC, told.published, {table}.confidence DESC,
            {table}.article_id, {key}
    ) = 1
    ORDER BY {table}.article_id, {key}
"""
_AGREEMENTS = _ROWS.format(
    table="agreements",
    without="",
    key="agreement_id",
    kind="agreement",
    condition="polarity = 'affirmed' AND agreements.plover IS NOT NULL",
)
_MEETINGS = _ROWS.format(
    table="meetings",
    without="EXCLUDE (place, country, start_date, end_date)",
    key="meeting_id",
    kind="meeting",
    condition="events.status IS DISTINCT FROM 'cancelled'",
)


@dataclass(frozen=True, slots=True)
class Deed:
    """A row of `agreements` or `meetings` with columns of its article and its event, and the rows of its sides."""

    table: str
    row: Row
    sides: tuple[Row, ...]

    @property
    def id(self) -> str:
        """Where the row is found again: ARTICLE:TABLE:ID, as `comunicado explain` takes it."""
        return f"{self.row['article_id']}:{self.table}:{self.row[f'{self.table[:-1]}_id']}"


def deeds(connection: DuckDBPyConnection) -> Iterator[Deed]:
    """Yield the affirmed agreements that have a code, then meetings that were not cancelled, both by key.

    Of each event the row that is the first to tell of its strongest status. Raises ExportError for tables without
    events.
    """
    _check_events(connection)
    parties = _sides(connection, _PARTIES, "agreement_id")
    for row in rows_of(connection, _AGREEMENTS):
        yield Deed("agreements", row, parties.get((row["article_id"], row["agreement_id"]), ()))
    participants = _sides(connection, _PARTICIPANTS, "meeting_id")
    for row in rows_of(connection, _MEETINGS):
        yield Deed("meetings", row, participants.get((row["article_id"], row["meeting_id"]), ()))


def _check_events(connection: DuckDBPyConnection) -> None:
    """Raise ExportError where rows tell of agreements or meetings, and there are no events."""
    counts = "(SELECT count(*) FROM agreements), (SELECT count(*) FROM meetings), (SELECT count(*) FROM events)"
    agreements, meetings, events = connection.sql(f"SELECT {counts}").fetchall()[0]
    if agreements + meetings and not events:
        advice = "make the folder anew with: comunicado extract --fresh"
        raise ExportError(f"there is no table of events, as an older version left it out; {advice}")


def _sides(connection: DuckDBPyConnection, sql: str, parent: str) -> Mapping[tuple[str, str], tuple[Row, ...]]:
    found: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows_of(connection, sql):
        found[row["article_id"], row[parent]].append(row)
    return {key: tuple(rows) for key, rows in found.items()}
