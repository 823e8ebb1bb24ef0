"""Explanations of rows of the samples, and the ways to name a row. No model."""

import pytest

from pipeline.explaining import AddressError, explanation, find_row
from pipeline.write import write_tables

CHINA = "xinhua-china-uzbekistan"
ROW = f"{CHINA}:agreements:a001"


def lines(folder, address):
    return list(explanation(find_row(folder, address)))


def test_an_agreement(folder):
    found = lines(folder, ROW)
    text = "\n".join(found)
    assert found[0] == ROW
    assert "  theme          infrastructure_connectivity" in found
    assert "[[China y Uzbekistán acordaron hoy jueves acelerar" in text
    assert "Uzbekistán]] y abrir una ruta aérea" in text.replace("\n  ", "")
    assert "lexicons/commitment_verbs.csv line 9: id=acordar; lemma=acordar; kind=agree" in text
    assert "lexicons/themes.csv line 35: id=rail-road" in text
    assert "  p1  China (CN)" in found
    assert "\nconfidence  0.97\n" in text
    assert (
        "  commitment_verbs.csv: a line with the id acordar replaces this entry, one with -acordar takes it away"
        in found
    )
    assert "extract --lexicon FOLDER" in text
    assert "\nHow to send a correction\n" in text
    assert "guesswork" not in text


def test_words_for_several_sides_are_resolved(folder):
    text = "\n".join(lines(folder, "xinhua-china-uzbekistan:agreements:a009"))
    assert "p1  Uzbekistán (UZ), by the words 'Los dos países'" in text
    assert "joint_subjects.csv line 3: id=ambos-paises" in text


def test_guesswork_is_said(folder, tables_of_samples):
    row = next(r for r in tables_of_samples["agreements"] if "|guess." in r["rule"])
    text = "\n".join(lines(folder, f"{row['article_id']}:agreements:{row['agreement_id']}"))
    assert "GUESS" in text
    assert "This row is guesswork in part" in text


@pytest.mark.parametrize(
    ("address", "about", "rule"),
    [
        (f"{CHINA}:agreement_parties:a009:p1", "It belongs to agreements a009, by the words 'Los dos", "future.joint|"),
        (f"{CHINA}:places:UZ", "It comes from mention ", "gazetteer:UZ"),
        ("cumbres/mercosur-2018-06-18:people:michel-temer", "It comes from mention ", "registry"),
        ("2023-12-20-ap-presa-nilo:meeting_participants:m001:p1", "It belongs to meetings m001:", "meeting_negocia"),
    ],
)
def test_rows_without_a_rule_have_that_of_what_they_come_from(folder, address, about, rule):
    found = lines(folder, address)
    assert any(line.startswith(about) for line in "\n".join(found).splitlines())
    assert any(line.startswith(f"rule  {rule}") for line in "\n".join(found).splitlines())


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
