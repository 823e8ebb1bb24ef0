"""The graph of who agreed and met with whom. No model."""

from collections import Counter

import networkx as nx
import pytest

from pipeline.output.exports import export
from pipeline.schemas import STATUSES


@pytest.fixture(scope="module")
def path(folder, tmp_path_factory):
    out = tmp_path_factory.mktemp("graph") / "a.graphml"
    assert export(folder, "graphml", out) == []
    return out


@pytest.fixture(scope="module")
def graph(path):
    return nx.read_graphml(path)


def test_countries_are_nodes_with_their_name(graph):
    assert graph.nodes["NA"]["label"] == "Namibia"
    assert graph.nodes["NA"]["kind"] == "country"


def test_an_edge_has_what_is_between_two_countries(graph, tables_of_samples):
    # all between China and Uzbekistan stands in one article
    rows = [a for a in tables_of_samples["agreements"] if a["article_id"] == "xinhua-china-uzbekistan"]
    parties = {}
    for party in tables_of_samples["agreement_parties"]:
        if party["article_id"] == "xinhua-china-uzbekistan":
            parties.setdefault(party["agreement_id"], set()).add(party["country"])
    events = {
        row["row_id"]: row["event_id"]
        for row in tables_of_samples["event_articles"]
        if row["article_id"] == "xinhua-china-uzbekistan"
    }
    # each event once, with the theme of the row that tells of it
    both = {
        events[r["agreement_id"]]: r
        for r in sorted(rows, key=lambda r: (STATUSES.index(r["status"]), -r["confidence"]), reverse=True)
        if parties.get(r["agreement_id"], set()) >= {"CN", "UZ"} and r["polarity"] == "affirmed"
    }.values()
    edge = graph.edges["CN", "UZ"]
    assert edge["agreements"] == len(both) >= 7
    assert edge["weight"] == edge["agreements"] + edge["meetings"]
    themes = Counter(r["theme"] for r in both)
    told = [entry.rpartition(" ") for entry in edge["themes"].split("; ")]
    assert {theme: int(count) for theme, _, count in told} == themes
    assert [int(count) for _, _, count in told] == sorted(themes.values(), reverse=True)
    assert "agreed" in edge["statuses"]
    assert edge["first"] == edge["last"]


def test_nobody_agrees_with_himself_and_every_edge_weighs(graph):
    assert not list(nx.selfloop_edges(graph))
    assert all(data["weight"] >= 1 for _, _, data in graph.edges(data=True))


def test_order_and_bytes_are_always_the_same(path, graph, only, tmp_path):
    assert list(graph.nodes) == sorted(graph.nodes)
    export(only["escaped"], "graphml", tmp_path / "a.graphml")
    assert (tmp_path / "a.graphml").read_bytes() == path.read_bytes()
