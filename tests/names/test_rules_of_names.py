"""What a run of capitalised words is, by the rule that knows best."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from pipeline.stages.names.context import cannot_be_person
from pipeline.stages.names.rules import guess, registry_inside
from tests.names.runs_of_names import asked


def rule_of(text: str, *, tagged: Mapping[str, str] | None = None, published: str | None = None) -> str | None:
    """Label and rule of the run between the bars, None when nothing is known of it."""
    found = guess(*asked(text, tagged=tagged, published=published))
    return found and f"{found.label} {found.rule}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # places
        ("ayer |Chile| calló", "LOC country"),
        ("ayer |Asia Central| calló", "LOC region"),
        ("ayer |Nueva York| calló", "LOC city"),
        ("ayer |Isla Azul| calló", "LOC place_word"),
        ("ayer |Isla| calló", None),
        # bodies and things
        ("ayer |Ministerio| calló", "ORG body_word"),
        ("ayer |Banco Azul| calló", "ORG body_word"),
        ("ayer |Banco| calló", None),
        ("ayer |Azul Ministerio| calló", "ORG body_word_inside"),
        ("ayer |Azul Banco| calló", None),
        ("ayer |Cumbre Azul| calló", "MISC thing_word"),
        ("según |Reuters| calló", "ORG agency"),
        ("la fragata |Reina Sofía| zarpó", "MISC named_after"),
        ("el aeropuerto |José Martí| abrió", "LOC named_after"),
        ('el aeropuerto "|José Martí|" abrió', "LOC named_after"),
        ('el aeropuerto civil "|José Martí|" abrió', "LOC named_after"),
        ("el aeropuerto civil |José Martí| abrió", "PER given_name"),
        # acronyms
        ("ayer |ON| calló", "ORG acronym"),
        ("ayer |ONXONXO| calló", "ORG acronym"),
        ("ayer |ONXONXOX| calló", None),
        ("ayer |O| calló", None),
        ("ayer |XXI| calló", None),
        ("ayer |Onx| calló", None),
        ("ayer |ON2| calló", None),
        ("ayer |ON XO| calló", None),
        # persons by themselves
        ("ayer |Bruno Rodríguez| calló", "PER registry"),
        ("ayer |Rodríguez| calló", None),
        ("ayer |Ana Quevedo| calló", "PER given_name"),
        ("ayer |Ana de la Luz| calló", "PER given_name"),
        ("ayer |Ana Xul Xil Xal Xel Xol| calló", "PER given_name"),
        ("ayer |Ana Xul Xil Xal Xel Xol Xam| calló", None),
        ("ayer |Ana de la| calló", None),
        ("ayer |Ana| calló", None),
        ("ayer |Quevedo| calló", None),
        ("ayer |Quevedo Ana| calló", None),
        ("ayer |Ana PAZOS| calló", None),
        ("ayer |Ana PAZ| calló", "PER given_name"),
        ("ayer |Ana 21| calló", None),
        ("la compañía |Ana Zholy| calló", "PER given_name"),
        ("la compañía estatal |Ana Zholy| calló", None),
        ("la vida estatal |Ana Zholy| calló", "PER given_name"),
        # honorifics
        ("el señor |Ruiz| calló", "PER honorific"),
        ("el señor |Chile| calló", "LOC country"),
        ("el señor |Ministerio| calló", "ORG body_word"),
        ("|Ruiz| calló", None),
        ("el señor |ONXO| calló", "ORG acronym"),
        ("el hombre |Ruiz| calló", None),
        # kin and peers
        ("su esposa, |Liu Min|, calló", "PER kin"),
        ("su esposa |Liu| calló", "PER kin"),
        ("una esposa |Liu| calló", None),
        ("su casa |Liu| calló", None),
        ("mi esposa |Liu| calló", "PER kin"),
        ("sus hijos |Liu| callaron", "PER kin"),
        ("su esposa |ONXO| calló", "ORG acronym"),
        ("la esposa |Nueva York| calló", "LOC city"),
        ("su homólogo marroquí, |Tarik Amrani|, calló", "PER peer"),
        ("su homólogo marroquí, |Tarik|, calló", None),
        ("su homólogo marroquí, |Asia Central|, calló", "LOC region"),
        ("su homólogo marroquí, |Ministerio Azul|, calló", "ORG body_word"),
        # lists
        ("los cancilleres Odd Lien y |Bento Xul| callaron", "PER listed"),
        ("los cancilleres Odd Lien e |Ilgar Xul| callaron", "PER listed"),
        ("el canciller Odd Lien y |Bento Xul| callaron", None),
        ("los cancilleres Odd Lien y |Bento| callaron", None),
        ("los cancilleres Odd Lien o |Bento Xul| callaron", None),
        ("los amigos Odd Lien y |Bento Xul| callaron", None),
        ("los cancilleres Odd Lien y |Ministerio Azul| callaron", "ORG body_word"),
        ("los cancilleres Odd Lien y |Asia Central| callaron", "LOC region"),
        ("los cancilleres Chile y |Bento Xul| callaron", None),
        ("los cancilleres Odd van der Lien y |Bento Xul| callaron", "PER listed"),
        ("los cancilleres Odd Lien Xam Xum Xim y |Bento Xul| callaron", "PER listed"),
        ("los cancilleres Odd Lien Xam Xum Xim Xem Xom y |Bento Xul| callaron", None),  # too far
        ("los cancilleres de Perú, Odd Lien, y de Chile, |Bento Xul|, callaron", "PER listed"),
        ("los cancilleres de Perú, Odd Lien, y de Estados Unidos, |Bento Xul|, callaron", "PER listed"),
        ("los cancilleres de Perú, Odd Lien, y de Chile, |Bento|, callaron", None),
        ("los cancilleres de Perú, Odd Lien; Chile, |Bento Xul|, callaron", "PER listed"),
        ("los cancilleres de Perú, Odd Lien, y de Emiratos Árabes Unidos, |Bento Xul|, callaron", "PER listed"),
        ("los cancilleres de Perú, Odd Lien, y en Chile, |Bento Xul|, callaron", None),
        ("los amigos de Perú, Odd Lien, y de Chile, |Bento Xul|, callaron", None),
        ("Vinieron los cancilleres. Es de Chile, |Bento Xul|, y calla", None),
        ("los cancilleres de Perú, Odd Lien, y de Chile |Bento Xul| callaron", None),
    ],
)  # fmt: skip
def test_rules(text: str, expected: str | None) -> None:
    assert rule_of(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("el presidente |Quevedo| calló", "PER title_before"),
        ("el presidente, |Bento Xul|, calló", "PER title_before"),
        ("el presidente, |Quevedo|, calló", None),
        ("el presidente (|Bento Xul|) calló", "PER title_before"),
        ("el presidente, el prorruso |Bento Xul|, calló", "PER title_before"),
        ("el presidente; |Bento Xul| calló", None),
        ("el Presidente |Chino| calló", None),
        ("el presidente |Asia Central| calló", "LOC region"),
        ("el presidente, |Nueva York|, calló", "LOC city"),
        ("el presidente |ONXO| calló", "ORG acronym"),
        ("el presidente |Julio| de Vido calló", "PER title_before"),
        ("el presidente, |Julio| de Vido, calló", "PER title_before"),
        ("el presidente, |Julio| de la Vega, calló", "PER title_before"),
        ("el presidente, |Julio| de 2010 calló", None),
        ("el presidente, |Julio| en Vido calló", None),
        ("el presidente, |Quevedo| de Vido calló", None),
        # behind the name
        ("|Xu Feihong|, embajador de China, calló", "PER apposition"),
        ("|Xu Feihong|, el actual embajador de China, calló", "PER apposition"),
        ("|Xu Feihong| (embajador de China) calló", "PER apposition"),
        ("|Xu Feihong| embajador de China", None),
        ("|Xu|, embajador de China, calló", None),
        ("|Obama|, presidente de China, calló", "PER apposition"),
        ("|Xu Feihong|, embajadores de China", None),
        ("|Xu Feihong|, amigo de China", None),
        ("|Nueva York|, embajador de China", "LOC city"),
        ("|Ministerio Azul|, embajador de China", "ORG body_word"),
    ],
)
def test_titles(text: str, expected: str | None) -> None:
    assert rule_of(text) == expected


@pytest.mark.parametrize(
    ("text", "label", "expected"),
    [
        ("el director del equipo |Pachuca| calló", "ORG", None),
        ("el director del equipo |Bento Xul| calló", "PER", "PER title_before"),
        ("el rey |Saúdo| calló", "LOC", "PER title_before"),
        ("el embajador, |Bento Xul|, calló", "LOC", "PER title_before"),
        ("embajador, |Bento Xul|, calló", "LOC", None),
        ("el embajador, |Ana Xul|, calló", "LOC", "PER title_before"),
        ("|Bento Xul|, jefe de China, calló", "LOC", None),
        ("|Bento Xul|, canciller de China, calló", "LOC", "PER apposition"),
        ("|Ana Xul|, jefe de China, calló", "LOC", "PER apposition"),
        ("ayer |Marina Gallego| calló", "PER", "PER given_name"),  # not the navy
    ],
)
def test_the_tagger_has_a_voice(text: str, label: str, expected: str | None) -> None:
    name = text.split("|")[1]
    assert rule_of(text, tagged={name: label}) == expected


@pytest.mark.parametrize(
    ("text", "year", "expected"),
    [
        ("En Ecuador, |Correa| calló", "2013-05-01", "PER in_office"),
        ("En Ecuador, |Correa| calló", "1990-05-01", None),  # not yet
        ("En China, |Correa| calló", "2013-05-01", None),
        ("En Ecuador, |Correa| de Paz calló", "2013-05-01", None),
        ("En Ecuador, |Quevedo| calló", "2013-05-01", None),
    ],
)
def test_who_rules(text: str, year: str | None, expected: str | None) -> None:
    assert rule_of(text, published=year) == expected


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("|Estados Unidos Barack Obama|", "Barack Obama"),
        ("|Barack Obama|", "Barack Obama"),
        ("|Ana Paz Quevedo|", None),
        ("|Barack \n Obama|", None),
        ("|Obama|", None),
    ],
)
def test_the_registry_inside_a_run(text: str, name: str | None) -> None:
    context, start, end = asked(f"dijo {text} ayer")
    found = registry_inside(context, start, end)
    assert (found and context.text(found.start, found.end)) == name


@pytest.mark.parametrize(
    ("text", "ruled_out"),
    [
        ("el foro |China-Asia| calló", True),
        ("la |Ligue 1| calló", True),
        ("de |Comercio| calló", True),
        ("el siglo |XXI| calló", True),
        ("ayer |Chile| calló", True),
        ("ayer |Ministerio Paz| calló", True),
        ("ayer |Guerra Fría| calló", True),
        ("ayer |Cruz| calló", False),  # a surname by itself
        ("el |Frente| de todos", True),
        ("el |Frente| calló", False),
        ("ayer |Abril| calló", True),
        ("ayer |ONXO| calló", True),
        ("ayer |Nacional| calló", True),
        ("ayer |Quevedo| calló", False),
        ("ayer |Z| calló", False),
        ("ayer |Bento Xul| calló", False),
        ("ayer |Jean-Luc Xul| calló", False),
    ],
)
def test_what_no_person_is_called(text: str, ruled_out: bool) -> None:
    assert cannot_be_person(*asked(text)) is ruled_out
