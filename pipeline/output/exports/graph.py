"""Countries and bodies as nodes, what they agreed and when they met as edges: GraphML, as Gephi and igraph read it.

Nodes and edges are in the order of their ids: the same tables give the same bytes.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING

import networkx as nx

from pipeline.knowledge.gazetteer.countries import country_name
from pipeline.output.exports.deeds import Deed, deeds
from pipeline.schemas import Row

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


@dataclass
class _Edge:
    """What is between two nodes."""

    agreements: int = 0
    meetings: int = 0
    themes: Counter[str] = field(default_factory=Counter)
    statuses: Counter[str] = field(default_factory=Counter)
    first: str | None = None
    last: str | None = None

    def add(self, deed: Deed) -> None:
        if deed.table == "agreements":
            self.agreements += 1
            self.themes[deed.row["theme"]] += 1
        else:
            self.meetings += 1
        self.statuses[deed.row["status"] or "unknown"] += 1
        self.first = min(filter(None, (self.first, deed.row["first_told"])), default=None)
        self.last = max(filter(None, (self.last, deed.row["last_told"])), default=None)

    def attributes(self) -> dict[str, str | int]:
        """Return the attributes as GraphML has them: numbers and texts, without those that are not known."""
        known: dict[str, str | int] = {
            "weight": self.agreements + self.meetings,
            "agreements": self.agreements,
            "meetings": self.meetings,
            "themes": _counts(self.themes),
            "statuses": _counts(self.statuses),
        }
        return known | ({"first": self.first, "last": self.last} if self.first and self.last else {})


def write_graph(connection: DuckDBPyConnection, path: Path) -> list[str]:
    """Write a GraphML file at `path` and return notes: undirected, one edge between two sides that agreed or met."""
    nodes: dict[str, Row] = {}
    edges: dict[tuple[str, str], _Edge] = {}
    for deed in deeds(connection):
        sides = {found[0]: found[1] for side in deed.sides if (found := _node(side))}
        for name, attributes in sides.items():
            node = nodes.setdefault(name, attributes | {"agreements": 0, "meetings": 0})
            node[deed.table] += 1
        for pair in combinations(sorted(sides), 2):
            edges.setdefault(pair, _Edge()).add(deed)
    graph = nx.Graph(name="comunicado")
    graph.add_nodes_from((name, nodes[name]) for name in sorted(nodes))
    graph.add_edges_from((*pair, edges[pair].attributes()) for pair in sorted(edges))
    path.write_bytes("".join(f"{line}\n" for line in nx.generate_graphml(graph)).encode())
    return []


def _node(side: Row) -> tuple[str, Row] | None:
    """Return the id and attributes.

    A person and a ministry stand for their country, a body of no country for itself.
    """
    if side["country"]:
        return side["country"], {"label": country_name(side["country"]) or side["country"], "kind": "country"}
    if side["kind"] == "organization":
        name = side.get("organization_id") or side["name"]
        return f"organization:{name}", {"label": side["name"], "kind": side["organization_kind"] or "organization"}
    return None


def _counts(found: Counter[str]) -> str:
    """Return counts as text, the most frequent first: `trade 3; energy 1`."""
    return "; ".join(f"{name} {number}" for name, number in sorted(found.items(), key=lambda f: (-f[1], f[0])))
