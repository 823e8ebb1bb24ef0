"""What happened between whom: affirmed agreements and meetings with their sides, for event records and the graph."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

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
_AGREEMENTS = """
    SELECT agreements.*, published, source, agency, url, title, language, NULL AS place, NULL AS country,
        NULL::DATE AS start_date, NULL::DATE AS end_date
    FROM agreements JOIN articles USING (article_id)
    WHERE polarity = 'affirmed' AND plover IS NOT NULL
    ORDER BY article_id, agreement_id
"""
_MEETINGS = """
    SELECT meetings.*, published, source, agency, url, title, language
    FROM meetings JOIN articles USING (article_id)
    WHERE status IS DISTINCT FROM 'cancelled'
    ORDER BY article_id, meeting_id
"""


@dataclass(frozen=True, slots=True)
class Deed:
    """A row of `agreements` or `meetings` with columns of its article, and the rows of its sides."""

    table: str
    row: Row
    sides: tuple[Row, ...]

    @property
    def id(self) -> str:
        """Where the row is found again: ARTICLE:TABLE:ID, as `comunicado explain` takes it."""
        return f"{self.row['article_id']}:{self.table}:{self.row[f'{self.table[:-1]}_id']}"


def deeds(connection: DuckDBPyConnection) -> Iterator[Deed]:
    """Yield the affirmed agreements that have a code, then meetings that were not cancelled, both by key."""
    parties = _sides(connection, _PARTIES, "agreement_id")
    for row in rows_of(connection, _AGREEMENTS):
        yield Deed("agreements", row, parties.get((row["article_id"], row["agreement_id"]), ()))
    participants = _sides(connection, _PARTICIPANTS, "meeting_id")
    for row in rows_of(connection, _MEETINGS):
        yield Deed("meetings", row, participants.get((row["article_id"], row["meeting_id"]), ()))


def _sides(connection: DuckDBPyConnection, sql: str, parent: str) -> Mapping[tuple[str, str], tuple[Row, ...]]:
    found: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows_of(connection, sql):
        found[row["article_id"], row[parent]].append(row)
    return {key: tuple(rows) for key, rows in found.items()}
