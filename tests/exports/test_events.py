"""Event records: POLECAT's columns, who acts towards whom, and that each is found again. No model."""

import csv

import pandas as pd
import pytest

from pipeline.output.exports import export
from pipeline.output.exports.actors import Actor, actor_of, alpha3, codes
from pipeline.output.exports.deeds import Deed
from pipeline.output.exports.errors import ExportError
from pipeline.output.exports.events import COLUMNS, dyads
from pipeline.output.write import write_tables
from pipeline.schemas import MEETING_TYPES, ORGANIZATION_KINDS, PARTY_KINDS, ROLES, THEMES, TOPICS

POLECAT = (
    *("Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts", "Actor Name"),
    *("Actor Country", "Actor COW", "Primary Actor Sector", "Actor Sectors", "Actor Title", "Actor Name Raw"),
    *("Wikipedia Actor ID", "Recipient Name", "Recipient Country", "Recipient COW", "Primary Recipient Sector"),
    *("Recipient Sectors", "Recipient Title", "Recipient Name Raw", "Wikipedia Recipient ID", "Placename", "City"),
    *("District", "Province", "Country", "Latitude", "Longitude", "GeoNames ID", "Raw Placename", "Feature Type"),
    *("Source", "Publication Date", "Story People", "Story Organizations", "Story Locations", "Language", "Version"),
)


@pytest.fixture(scope="module")
def path(folder, tmp_path_factory):
    out = tmp_path_factory.mktemp("events") / "a.tsv"
    export(folder, "plover", out)
    return out


@pytest.fixture(scope="module")
def events(path):
    return pd.read_csv(path, sep="\t", keep_default_na=False, dtype=str)


def of_row(events, row):
    return events[events["Row ID"] == row]


def test_columns_are_those_of_polecat_and_then_ours(events):
    assert list(events.columns) == list(COLUMNS)
    assert COLUMNS[:40] == POLECAT


def test_what_two_states_agree_goes_both_ways(events, tables_of_samples):
    (identifier,) = set(events["Row ID"][events["Event Text"].str.startswith("China y Uzbekistán acordaron")])
    assert identifier.startswith("xinhua-china-uzbekistan:agreements:a")
    found = of_row(events, identifier)
    assert list(zip(found["Actor Country"], found["Recipient Country"], strict=True)) == [
        ("CHN", "UZB"),
        ("UZB", "CHN"),
    ]
    article, _, number = identifier.split(":")
    (event,) = {
        row["event_id"]
        for row in tables_of_samples["event_articles"]
        if (row["article_id"], row["row_id"]) == (article, number)
    }
    assert list(found["Event ID"]) == [f"{event}:{n}" for n in (1, 2)]
    row = found.iloc[0]
    assert (row["Event Type"], row["Quad Code"], row["Intensity"]) == ("AGREE", "VERBAL COOPERATION", "4.2")
    assert (row["CAMEO"], row["Contexts"], row["Primary Actor Sector"]) == ("0311", "economic", "GOV")


def test_only_affirmed_agreements_with_a_code_and_meetings_that_were_not_cancelled(events, tables_of_samples):
    agreements = {
        f"{r['article_id']}:agreements:{r['agreement_id']}"
        for r in tables_of_samples["agreements"] if r["polarity"] == "affirmed" and r["plover"]
    }  # fmt: skip
    meetings = {
        f"{r['article_id']}:meetings:{r['meeting_id']}"
        for r in tables_of_samples["meetings"] if r["status"] != "cancelled"
    }  # fmt: skip
    assert set(events["Row ID"]) <= agreements | meetings
    assert events["Event ID"].is_unique
    assert events.groupby(events["Event ID"].str.partition(":")[0])["Row ID"].nunique().eq(1).all()


def test_what_two_articles_tell_is_one_record_with_its_place(events):
    found = events[events["Event Text"].str.startswith("Los Gobiernos de Panamá y Costa Rica firmaron hoy un acuerdo")]
    assert list(found["Actor Country"]) == ["PAN", "CRI"]
    row = found.iloc[0]
    assert (row["Status"], row["Articles"], row["Outlets"]) == ("signed", "2", "2")
    assert not events["Event Text"].str.contains("firmaron este miércoles un acuerdo para construir un nuevo").any()


def test_it_is_told_how_many_have_no_named_side(tables_of_samples, tmp_path):
    meetings = [row for row in tables_of_samples["events"] if row["kind"] == "meeting" and row["status"] != "cancelled"]
    nobody = {"agreements": [], "agreement_parties": [], "meeting_participants": []}
    silent = tmp_path / "silent"
    silent.mkdir()
    write_tables({**tables_of_samples, **nobody}, silent, formats=["csv"])
    told = f"{len(meetings)} agreements and meetings without a named side are left out"
    assert export(silent, "plover", tmp_path / "a.tsv") == [told]
    assert len(meetings) > 0
    assert (tmp_path / "a.tsv").read_text(encoding="utf-8").splitlines()[1:] == []


def test_tables_without_events_are_refused(tables_of_samples, tmp_path):
    write_tables({**tables_of_samples, "events": [], "event_articles": []}, tmp_path, formats=["csv"])
    with pytest.raises(ExportError, match="no table of events"):
        export(tmp_path, "plover", tmp_path / "a.tsv")


def test_the_file_is_one_line_a_record(path, events):
    assert len(path.read_text(encoding="utf-8").splitlines()) == len(events) + 1
    with path.open(encoding="utf-8", newline="") as file:
        assert {len(row) for row in csv.reader(file, delimiter="\t", strict=True)} == {len(COLUMNS)}


def test_the_same_tables_are_the_same_bytes(path, only, tmp_path):
    export(only["escaped"], "plover", tmp_path / "a.tsv")
    assert (tmp_path / "a.tsv").read_bytes() == path.read_bytes()


def side(name, country=None, kind="country", **cells):
    empty = {"role": None, "organization_kind": None, "resolved_from": None}
    return {"name": name, "country": country, "kind": kind, **empty, **cells}


def pairs(table, row, *sides):
    return [(a.country or a.name, b and (b.country or b.name)) for a, b in dyads(Deed(table, row, sides))]


CHINA, PERU, CHILE = side("China", "CN"), side("Perú", "PE"), side("Chile", "CL")
BOTH = (CHINA | {"resolved_from": "ambos"}, PERU | {"resolved_from": "ambos"})


@pytest.mark.parametrize(
    ("status", "sides", "found"),
    [
        ("signed", (CHINA, PERU), [("CHN", "PER"), ("PER", "CHN")]),
        ("intended", (CHINA, PERU), [("CHN", "PER")]),
        ("called_for", (PERU, CHINA, CHILE), [("PER", "CHN"), ("PER", "CHL")]),
        ("intended", (CHINA, PERU | {"resolved_from": "ambos"}), [("CHN", "PER")]),
        ("intended", BOTH, [("CHN", "PER"), ("PER", "CHN")]),
        ("signed", (CHINA, CHINA | {"kind": "person"}), [("CHN", None)]),
        ("signed", (side("Alba", None, "group"),), [("Alba", None)]),
        ("signed", (), []),
    ],
)  # fmt: skip
def test_dyads_of_agreements(status, sides, found):
    assert pairs("agreements", {"status": status}, *sides) == found


@pytest.mark.parametrize(
    ("kind", "country", "sides", "found"),
    [
        ("summit", "CL", (CHINA, PERU), [("CHN", "PER"), ("PER", "CHN")]),
        ("visit", "CN", (CHINA, PERU), [("PER", "CHN")]),
        ("visit", "CN", (PERU,), [("PER", "CHN")]),
        ("visit", None, (PERU, CHINA), [("PER", "CHN"), ("CHN", "PER")]),
    ],
)
def test_dyads_of_meetings(kind, country, sides, found):
    assert pairs("meetings", {"type": kind, "country": country, "status": "held"}, *sides) == found


@pytest.mark.parametrize(
    ("party", "actor"),
    [
        (side("Namibia", "NA"), Actor("Namibia", "NAM", "GOV", "", "Namibia")),
        (side("Ana Paz", "CL", "person", role="legislator"), Actor("Ana Paz", "CHL", "LEG", "legislator", "Ana Paz")),
        (side("ONU", None, "organization", organization_kind="igo"), Actor("ONU", "IGO", "IGO", "", "ONU")),
        (side("Efe", "ES", "organization", organization_kind="media"), Actor("Efe", "ESP", "JRN", "", "Efe")),
        (side("Chile", "CL", resolved_from="su país"), Actor("Chile", "CHL", "GOV", "", "su país")),
    ],
)
def test_actors(party, actor):
    assert actor_of(party) == actor


def test_codes_are_of_values_that_the_tables_have():
    allowed = {
        "context": {*THEMES, *TOPICS, "planned", "proposed"},
        "mode": set(MEETING_TYPES),
        "party_sector": set(PARTY_KINDS),
        "organization_sector": set(ORGANIZATION_KINDS),
        "role_sector": set(ROLES),
    }
    for name, value in codes():
        assert name not in allowed or value in allowed[name], (name, value)


def test_every_state_has_an_alpha_3_code():
    from pipeline.knowledge.gazetteer.countries import country_names, is_state

    assert [code for code in country_names() if is_state(code) and len(alpha3(code)) != 3] == []


def test_a_body_is_known_by_what_the_article_calls_it(events):
    """The table of organizations has "Shanghái", the article "Shanghai"."""
    rows = of_row(events, "cumbre-ocs-dushanbe:meetings:m001")
    sides = [(row[f"{side} Name"], row[f"Primary {side} Sector"]) for _, row in rows.iterrows()
             for side in ("Actor", "Recipient")]  # fmt: skip
    assert ("Organización de Cooperación de Shanghai", "IGO") in sides
