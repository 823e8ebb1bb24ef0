"""Explanations of rows of the samples, and the ways to name a row. No model."""

import pytest

from pipeline.output.explaining import AddressError, explanation, find_row
from pipeline.output.write import write_tables

CHINA = "xinhua-china-uzbekistan"
ROW = f"{CHINA}:agreements:a001"


def lines(folder, address):
    return list(explanation(find_row(folder, address)))


def test_an_agreement(folder, tables_of_samples):
    rows = [r for r in tables_of_samples["agreements"] if r["article_id"] == CHINA]
    (row,) = (r for r in rows if r["predicate"].startswith("acordaron"))
    address = f"{CHINA}:agreements:{row['agreement_id']}"
    found = lines(folder, address)
    text = "\n".join(found)
    assert found[0] == address
    assert "  theme          infrastructure_connectivity" in found
    assert "[[China y Uzbekistán acordaron hoy jueves acelerar" in text
    assert "Uzbekistán]] y abrir una ruta aérea" in text.replace("\n  ", "")
    assert "lexicons/commitment_verbs.csv line 9: id=acordar; lemma=acordar; status=agreed" in text
    assert "  p1  China (CN)" in found
    assert f"\nconfidence  {row['confidence']}\n" in text
    assert (
        "  commitment_verbs.csv: a line with the id acordar replaces this entry, one with -acordar takes it away"
        in found
    )
    assert "extract --lexicon FOLDER" in text
    assert "\nHow to send a correction\n" in text
    assert "guesswork" not in text


def test_words_for_a_party_are_resolved(folder, tables_of_samples):
    row = next(r for r in tables_of_samples["agreement_parties"] if r["resolved_from"] and r["country"])
    found = lines(folder, f"{row['article_id']}:agreements:{row['agreement_id']}")
    assert f"  {row['party_id']}  {row['name']} ({row['country']}), by the words '{row['resolved_from']}'" in found


def test_guesswork_is_said(folder, tables_of_samples):
    row = next(r for r in tables_of_samples["agreements"] if ".doubtful." in r["rule"])
    text = "\n".join(lines(folder, f"{row['article_id']}:agreements:{row['agreement_id']}"))
    assert "GUESS" in text
    assert "This row is guesswork in part" in text


@pytest.mark.parametrize(
    ("address", "about", "rule"),
    [
        (f"{CHINA}:places:UZ", "It comes from mention ", "gazetteer:UZ"),
        ("cumbres/mercosur-2018-06-18:people:michel-temer", "It comes from mention ", "registry"),
    ],
)
def test_rows_without_a_rule_have_that_of_what_they_come_from(folder, address, about, rule):
    found = lines(folder, address)
    assert any(line.startswith(about) for line in "\n".join(found).splitlines())
    assert any(line.startswith(f"rule  {rule}") for line in "\n".join(found).splitlines())


@pytest.mark.parametrize(
    ("table", "column", "whole", "identifier"),
    [
        ("agreement_parties", "party_id", "agreements", "agreement_id"),
        ("meeting_participants", "participant_id", "meetings", "meeting_id"),
    ],
)
def test_who_takes_part_has_the_rule_of_what_it_is_part_in(folder, tables_of_samples, table, column, whole, identifier):
    part = tables_of_samples[table][-1]
    article, number = part["article_id"], part[identifier]
    (row,) = (r for r in tables_of_samples[whole] if (r["article_id"], r[identifier]) == (article, number))
    found = "\n".join(lines(folder, f"{article}:{table}:{number}:{part[column]}")).splitlines()
    assert any(line.startswith(f"It belongs to {whole} {number}") for line in found)
    assert f"rule  {row['rule']}" in found


def test_the_words_for_a_party_are_said_of_the_party_too(folder, tables_of_samples):
    row = next(r for r in tables_of_samples["agreement_parties"] if r["resolved_from"])
    found = lines(folder, f"{row['article_id']}:agreement_parties:{row['agreement_id']}:{row['party_id']}")
    assert f"It belongs to agreements {row['agreement_id']}, by the words '{row['resolved_from']}':" in "\n".join(found)


def test_an_article_has_no_rule(folder):
    assert "has no rule" in "\n".join(lines(folder, "xinhua-china-uzbekistan:articles"))


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("xinhua-china-uzbekistan:a001", ROW),
        ("xinhua-china-uzbekistan:agreements:1", ROW),
        ("cumbres/mercosur-2018-06-18:titles:2", "cumbres/mercosur-2018-06-18:titles:t002"),
        ("xinhua-china-uzbekistan:agreement_parties:a009/p1", "xinhua-china-uzbekistan:agreement_parties:a009:p1"),
        ("xinhua-china-uzbekistan:UZ", "xinhua-china-uzbekistan:places:UZ"),
        # an id with a slash and a colon of its own
        ("zz/odd:1:NA", "zz/odd:1:places:NA"),
        ("zz/odd:1:places:NA", "zz/odd:1:places:NA"),
    ],
)
def test_short_addresses(folder, short, full):
    assert find_row(folder, short).text == full


def test_the_longest_id_of_an_article_counts(tables_of_samples, tmp_path):
    article = tables_of_samples["articles"][0]
    places = [row | {"article_id": name} for name in ("a", "a:places") for row in tables_of_samples["places"][:1]]
    write_tables(
        {"articles": [article | {"article_id": n} for n in ("a", "a:places")], "places": places},
        tmp_path,
        formats=["csv"],
    )
    place = places[0]["place_id"]
    assert find_row(tmp_path, f"a:places:{place}").text == f"a:places:places:{place}"
    assert find_row(tmp_path, f"a:{place}").text == f"a:places:{place}"


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("xinhua-china-uzbekistan:agreements:a099", "agreements of xinhua-china-uzbekistan has a001, a002"),
        ("xinhua-china-uzbekistan:1", "may be one of several: mentions:x001, .*agreements:a001"),
        ("xinhua-china-uzbekistan:nada", "with one of the tables articles, mentions"),
        ("xinhua-china-uzbekistn:agreements:a001", "there is no article .*; there are xinhua-china-uzbekistan"),
        ("nada", "there is no article 'nada'"),
    ],
)
def test_what_there_is_instead(folder, address, told):
    with pytest.raises(AddressError, match=told):
        find_row(folder, address)
