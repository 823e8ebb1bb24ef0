"""What the grammar of titles reads: the phrase, its country, qualifier, portfolio and body. No model."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import spacy
from spacy.tokens import Doc

from pipeline.naming.title_grammar import find_title_phrases
from pipeline.naming.title_phrase import TitlePhrase
from tests.stages.named import named, names_of

_BLANK = spacy.blank("es")


def read(doc: Doc, is_name: Callable[[int], bool] | None = None) -> list[str]:
    """The phrases of a Doc: "ex ministro de Salud de Perú; of PE; is former; for Salud"; "in" is the body."""
    return ["; ".join([doc[p.start : p.end].text, *_said(doc, p)]) for p in find_title_phrases(doc, is_name=is_name)]


def _said(doc: Doc, phrase: TitlePhrase) -> list[str]:
    spans = {"for": phrase.own_portfolio, "in": phrase.organization}
    texts = {name: doc[span[0] : span[1]].text for name, span in spans.items() if span}
    said = {"of": phrase.country, "is": phrase.qualifier, **texts}
    return [f"{name} {value}" for name, value in said.items() if value]


PHRASES: list[tuple[str, list[str], dict[str, str]]] = [
    # who held it until lately, and words before the noun
    ("el hasta ayer ministro de Salud", ["ministro de Salud; is former; for Salud"], {}),
    ("el hasta hace poco presidente de Chile", ["presidente de Chile; of CL; is former"], {}),
    ("el hasta ayer presidente interino", ["presidente interino; is former"], {}),
    ("ex ministro de Salud", ["ex ministro de Salud; is former; for Salud"], {}),
    ("ex - ministro de Salud", ["ex - ministro de Salud; is former; for Salud"], {}),
    ("ex - ministro", ["ex - ministro; is former"], {}),
    ("su ex -", [], {}),
    ("antiguo ministro de Salud", ["antiguo ministro de Salud; is former; for Salud"], {}),
    ("el ministro y su ex", ["ministro"], {}),
    ("el alto comisionado de la ONU", ["alto comisionado de la ONU; in ONU"], {}),
    # the staff that a noun names
    ("el jefe del Estado Mayor", ["jefe del Estado Mayor; in Estado Mayor"], {}),
    ("el jefe del Estado Mayor Conjunto", ["jefe del Estado Mayor Conjunto; in Estado Mayor Conjunto"], {}),
    ("el jefe del Estado Mayor chileno", ["jefe del Estado Mayor chileno; of CL; in Estado Mayor"], {}),
    ("el jefe del Gobierno", ["jefe del Gobierno"], {}),
    # adjectives
    ("el presidente chileno", ["presidente chileno; of CL"], {}),
    ("el Presidente Chileno habló", ["Presidente Chileno; of CL"], {}),
    ("el Presidente Chileno Pérez habló", ["Presidente"], {}),
    ("el presidente Chileno habló", ["presidente"], {}),
    ("el presidente municipal", ["presidente municipal"], {}),
    ("el Presidente Municipal", ["Presidente Municipal"], {}),
    ("el presidente Municipal habló", ["presidente"], {}),
    ("la diputada trumpista", ["diputada trumpista"], {}),
    ("el presidente lacustre", ["presidente lacustre"], {"lacustre": "ADJ"}),
    ("el presidente lacustre", ["presidente"], {"lacustre": "NOUN"}),
    ("el presidente chileno lacustre", ["presidente chileno; of CL"], {"lacustre": "ADJ"}),
    ("el presidente dispuesto", ["presidente"], {"dispuesto": "ADJ"}),
    ("el Presidente Lacustre", ["Presidente"], {"Lacustre": "ADJ"}),
    ("el gobernador mexiquense", ["gobernador mexiquense; of MX"], {}),
    ("el presidente interino chileno", ["presidente interino chileno; of CL; is acting"], {}),
    # qualifiers of several words, not one that is written otherwise
    ("el presidente en funciones", ["presidente en funciones; is acting"], {}),
    ("el presidente Interino", ["presidente"], {}),
    ("el presidente en el exilio", ["presidente en el exilio"], {}),
    # a second noun in brackets
    ("el secretario (ministro) de Comunicación", ["secretario (ministro) de Comunicación; for Comunicación"], {}),
    ("el secretario (ministro) del Interior", ["secretario (ministro) del Interior; for Interior"], {}),
    ("el secretario (ministro) habló", ["secretario", "ministro"], {}),
    ("el secretario (casa) de Comunicación", ["secretario"], {}),
    ("el secretario [ministro) de Comunicación", ["secretario", "ministro"], {}),
    ("el secretario (ministro", ["secretario", "ministro"], {}),
    # an acronym, and the state of the body
    (
        "el director de la Agencia de Seguridad (NSA) estadounidense",
        ["director de la Agencia de Seguridad (NSA) estadounidense; of US; in Agencia de Seguridad"],
        {},
    ),
    (
        "el director de la Agencia de Seguridad (NSA) estadounidense habló",
        ["director de la Agencia de Seguridad (NSA) estadounidense; of US; in Agencia de Seguridad"],
        {},
    ),
    (
        "el director de la Agencia de Seguridad (NSA)",
        ["director de la Agencia de Seguridad; in Agencia de Seguridad"],
        {},
    ),
    (
        "el director de la Agencia de Seguridad (NSA) de Perú",
        ["director de la Agencia de Seguridad (NSA) de Perú; of PE; in Agencia de Seguridad"],
        {},
    ),
    (
        "el director de la Agencia de Seguridad (NSA) de la India",
        ["director de la Agencia de Seguridad (NSA) de la India; of IN; in Agencia de Seguridad"],
        {},
    ),
    (
        "el director de la Agencia de Seguridad (NSA) de Asia Central",
        ["director de la Agencia de Seguridad; in Agencia de Seguridad"],
        {},
    ),
    (
        "el director de la Agencia de Seguridad (NSA) habló",
        ["director de la Agencia de Seguridad; in Agencia de Seguridad"],
        {},
    ),
    (
        "el director de la Agencia de Seguridad (Nsa) de Perú",
        ["director de la Agencia de Seguridad; in Agencia de Seguridad"],
        {},
    ),
    (
        "el director de la Agencia de Seguridad (NSA) Chileno",
        ["director de la Agencia de Seguridad; in Agencia de Seguridad"],
        {},
    ),
    (
        "el director de la Agencia de Seguridad (NSA) de",
        ["director de la Agencia de Seguridad; in Agencia de Seguridad"],
        {},
    ),
    (
        "el director de la Agencia de Seguridad chilena (NSA) de Perú",
        ["director de la Agencia de Seguridad chilena (NSA) de Perú; of CL; in Agencia de Seguridad"],
        {},
    ),
    ("el director (NSA) chileno", ["director"], {}),
    # "de": portfolios, bodies, countries
    ("el ministro de", ["ministro"], {}),
    ("el ministro de la", ["ministro"], {}),
    ("el ministro de Salud", ["ministro de Salud; for Salud"], {}),
    ("el ministro del Interior", ["ministro del Interior; for Interior"], {}),
    ("la directora del Instituto de Puertos", ["directora del Instituto de Puertos; in Instituto de Puertos"], {}),
    ("el presidente de la República", ["presidente de la República; in República"], {}),
    (
        "el secretario general del Partido Comunista de China",
        ["secretario general del Partido Comunista de China; of CN; in Partido Comunista de China"],
        {},
    ),
    (
        "el secretario general del Partido Comunista Chino",
        ["secretario general del Partido Comunista Chino; of CN; in Partido Comunista Chino"],
        {},
    ),
    (
        "el portavoz del Departamento de Estado",
        ["portavoz del Departamento de Estado; of US; in Departamento de Estado"],
        {},
    ),
    # where and for what
    ("el embajador en Alemania", ["embajador en Alemania"], {}),
    ("el embajador en Alemania y Suecia", ["embajador en Alemania y Suecia"], {}),
    ("el embajador en Alemania y Suecia.", ["embajador en Alemania y Suecia"], {}),
    ("el embajador en Alemania y Suecia pidió", ["embajador en Alemania"], {}),
    ("el embajador en Alemania y", ["embajador en Alemania"], {}),
    ("el embajador en Alemania y otros", ["embajador en Alemania"], {}),
    ("el embajador en Asia Central", ["embajador en Asia Central"], {}),
    ("el embajador chileno en Francia", ["embajador chileno en Francia; of CL"], {}),
    ("el embajador en ese país", ["embajador en ese país"], {}),
    ("el embajador en el país", ["embajador en el país"], {}),
    ("el embajador en la vieja nación", ["embajador"], {}),
    ("el embajador en casa", ["embajador"], {}),
    ("el embajador en", ["embajador"], {}),
    ("el ministro en Francia", ["ministro"], {}),
    ("el representante ante la OEA", ["representante ante la OEA; in OEA"], {}),
    ("el ministro ante la OEA", ["ministro"], {}),
    ("el subsecretario para Francia", ["subsecretario para Francia"], {}),
    ("el subsecretario chileno para Francia", ["subsecretario chileno para Francia; of CL"], {}),
    ("el subsecretario para la paz", ["subsecretario para la paz"], {}),
    ("el director para la paz", ["director para la paz"], {}),
    ("el director de la FAO para África", ["director de la FAO para África; in FAO"], {}),
    ("el senador por Jalisco", ["senador por Jalisco"], {}),
    ("el ministro por Jalisco", ["ministro"], {}),
    ("el candidato a la presidencia", ["candidato a la presidencia; for presidencia"], {}),
    ("el ministro a la presidencia", ["ministro"], {}),
    ("el experto en minas", ["experto en minas; for minas"], {}),
    ("el analista en minas", ["analista"], {}),
    ("el asesor en materia de comercio", ["asesor en materia de comercio"], {}),
    ("el ministro en materia de comercio", ["ministro"], {}),
    ("el asesor en materia de", ["asesor"], {}),
    # what experts and commissions deal with
    ("el relator de la ONU sobre tortura", ["relator de la ONU sobre tortura; in ONU"], {}),
    ("el relator de la ONU contra la tortura", ["relator de la ONU contra la tortura; in ONU"], {}),
    ("el relator sobre tortura", ["relator"], {}),
    ("el relator de la ONU sobre", ["relator de la ONU; in ONU"], {}),
    ("el presidente del comité sobre desarme", ["presidente del comité sobre desarme"], {}),
    ("el presidente del gremio sobre desarme", ["presidente del gremio"], {}),
    ("el portavoz de la ONU sobre desarme", ["portavoz de la ONU; in ONU"], {}),
    ("el relator de la ONU sobre la tortura", ["relator de la ONU sobre la tortura; in ONU"], {}),
    # places: seats of power, provinces, regions
    ("el jefe del Kremlin", ["jefe del Kremlin; of RU; in Kremlin"], {}),
    ("la vocera de la Casa Blanca", ["vocera de la Casa Blanca; of US; in Casa Blanca"], {}),
    ("el gobernador de Jalisco", ["gobernador de Jalisco; of MX"], {}),
    (
        "el secretario general de la Organización de Cooperación de Shanghái",
        [
            "secretario general de la Organización de Cooperación de Shanghái; "
            "in Organización de Cooperación de Shanghái"
        ],
        {},
    ),
    ("el subsecretario para Asia, Medio Oriente y Oceanía", ["subsecretario para Asia, Medio Oriente y Oceanía"], {}),
    ("el subsecretario para Asia y Oceanía", ["subsecretario para Asia y Oceanía"], {}),
    ("el subsecretario para Asia, China y Japón", ["subsecretario para Asia"], {}),
    ("los cancilleres de Perú y de Chile, Ana Paz y Juan Ruiz", ["cancilleres de Perú y de Chile; of PE"], {}),
    ("los cancilleres de Perú y de Chile", ["cancilleres de Perú; of PE"], {}),
    ("el canciller de Perú y de Chile, Ana Paz", ["canciller de Perú; of PE"], {}),
    # somebody's office
    ("el asesor del presidente de Mongolia", ["asesor del presidente de Mongolia; of MN"], {}),
    ("el asesor del presidente Xi Jinping", ["asesor", "presidente"], {}),
    ("el asesor chileno del presidente de Mongolia", ["asesor chileno del presidente de Mongolia; of CL"], {}),
    # names of bodies that go on
    (
        "la directora del Instituto de Acceso a la Información",
        ["directora del Instituto de Acceso a la Información; in Instituto de Acceso a la Información"],
        {},
    ),
    (
        "la directora del Instituto de Apoyo a Víctimas",
        ["directora del Instituto de Apoyo a Víctimas; in Instituto de Apoyo a Víctimas"],
        {},
    ),
    (
        "la directora del Instituto de Acceso a la justicia",
        ["directora del Instituto de Acceso; in Instituto de Acceso"],
        {},
    ),
    ("la directora del Instituto de Apoyo en Lima", ["directora del Instituto de Apoyo; in Instituto de Apoyo"], {}),
    ("la directora del Instituto a Lima", ["directora del Instituto; in Instituto"], {}),
    (
        "el director del Instituto de los Mexicanos en el Exterior",
        ["director del Instituto de los Mexicanos en el Exterior; of MX; in Instituto de los Mexicanos en el Exterior"],
        {},
    ),
    (
        "el director del Instituto de los Mexicanos en el exterior",
        ["director del Instituto de los Mexicanos; of MX; in Instituto de los Mexicanos"],
        {},
    ),
    (
        "el director del Centro de Ciencia y Tecnología",
        ["director del Centro de Ciencia y Tecnología; in Centro de Ciencia y Tecnología"],
        {},
    ),
    ("el director del Instituto de Paz y Fe", ["director del Instituto de Paz y Fe; in Instituto de Paz y Fe"], {}),
    ("el director del Instituto de Paz y Brasil", ["director del Instituto de Paz; in Instituto de Paz"], {}),
    ("el director del Instituto Sur y", ["director del Instituto Sur; in Instituto Sur"], {}),
    # lower-case nouns with adjectives and names
    ("el presidente del gremio", ["presidente del gremio"], {}),
    ("el presidente del gremio peruano", ["presidente del gremio peruano; of PE"], {}),
    ("el presidente del gremio peruano y chileno", ["presidente del gremio peruano; of PE"], {}),
    ("el presidente de la nación asiática", ["presidente de la nación asiática"], {}),
    ("el presidente del gremio lacustre", ["presidente del gremio lacustre"], {"lacustre": "ADJ", "gremio": "NOUN"}),
    ("el presidente del gremio chavista Unido", ["presidente del gremio chavista Unido"], {}),
    ("el subdirector del diario Haaretz", ["subdirector del diario Haaretz; is deputy"], {}),
    (
        "el subdirector del portal de denuncias Wikileaks",
        ["subdirector del portal de denuncias Wikileaks; is deputy"],
        {},
    ),
    ("el subdirector del portal de denuncias", ["subdirector del portal de denuncias; is deputy"], {}),
    ("el subdirector del portal de Wikileaks", ["subdirector del portal de Wikileaks; is deputy; in Wikileaks"], {}),
    ("el presidente de visita", ["presidente"], {}),
    ("el presidente de regreso", ["presidente"], {}),
    ("el presidente de comer", ["presidente"], {}),
]


@pytest.mark.parametrize(("text", "wanted", "tags"), PHRASES)
def test_phrases(text: str, wanted: list[str], tags: dict[str, str]) -> None:
    assert read(named(text, tags=tags)) == wanted


BESIDE_NAMES: list[tuple[str, list[str], dict[str, str]]] = [
    # a person's name ends the phrase, and is no place, body, portfolio or office
    (
        "el portavoz del Ministerio de Petróleo [Ali Hasan]",
        ["portavoz del Ministerio de Petróleo; in Ministerio de Petróleo"],
        {},
    ),
    ("el portavoz del Ministerio [Zork Plonk]", ["portavoz del Ministerio; in Ministerio"], {}),
    ("el presidente Municipal [Zork Plonk]", ["presidente"], {}),
    ("el Presidente [Municipal Plonk]", ["Presidente"], {}),
    ("el Presidente Municipal", ["Presidente Municipal"], {}),
    ("el ministro de Energía [Alekséi Petrenko]", ["ministro de Energía; for Energía"], {}),
    ("el ministro de Energía Nuclear", ["ministro de Energía Nuclear; for Energía Nuclear"], {}),
    ("el ministro de Energía Nuclear [Ana Paz]", ["ministro de Energía Nuclear; for Energía Nuclear"], {}),
    ("el embajador en [Alemania Plonk]", ["embajador"], {}),
    ("el presidente de China [Zork Plonk]", ["presidente de China; of CN"], {}),
    ("el presidente de China Telecom", ["presidente de China Telecom; of CN; in China Telecom"], {}),
    ("la [Rosa Ministro] de Salud", [], {}),
]


@pytest.mark.parametrize(("text", "wanted", "tags"), BESIDE_NAMES)
def test_phrases_beside_names(text: str, wanted: list[str], tags: dict[str, str]) -> None:
    doc = named(text, tags=tags)
    covered = {i for name in names_of(doc) for i in range(name.start, name.end)}
    assert read(doc, covered.__contains__) == wanted


PORTFOLIOS: list[tuple[str, list[str]]] = [
    # one portfolio of a single holder
    ("el ministro de Economía y Finanzas", ["Economía y Finanzas"]),
    ("el ministro de Economía y de Finanzas", ["Economía y de Finanzas"]),
    ("el ministro de Industria, Energía y Minería", ["Industria, Energía y Minería"]),
    ("el ministro de Industria, Energía", ["Industria"]),
    ("el ministro de Industria y Plonk", ["Industria y Plonk"]),
    ("el ministro de Industria y Plonk Zork", ["Industria y Plonk Zork"]),
    ("el ministro de industria y Plonk", ["industria"]),
    ("el ministro de Industria y plonk", ["Industria"]),
    ("el ministro de Industria y Brasil", ["Industria"]),
    ("el ministro de Industria y Ana Paz", ["Industria"]),
    ("el ministro de Industria y ONU", ["Industria"]),
    ("el ministro de Industria y Presidente", ["Industria"]),
    ("el ministro de Industria y", ["Industria"]),
    ("el ministro de Industria o Energía", ["Industria"]),
    ("el ministro de Salud, Ciencia, Medio Ambiente y Agua", ["Salud, Ciencia, Medio Ambiente y Agua"]),
    # the longest of the lexicon, with the capitals behind it
    ("el ministro de Relaciones Exteriores", ["Relaciones Exteriores"]),
    ("el ministro de relaciones exteriores", ["relaciones exteriores"]),
    ("el ministro de Energía Nuclear", ["Energía Nuclear"]),
    ("el ministro de Energía Nuclear Civil", ["Energía Nuclear Civil"]),
    ("el ministro de Energía Alekséi Petrenko", ["Energía"]),
    ("el ministro de Energía Petrenko", ["Energía Petrenko"]),
    ("el ministro de Energía Zork Plonk", ["Energía"]),
    ("el ministro de Energía Plonk", ["Energía Plonk"]),
    ("el ministro de energía Nuclear", ["energía"]),
    ("el jefe de Estado Mayor", []),
    ("el director de Estado Mayor", []),
    ("el director de Estado Mayor habló", []),
]


@pytest.mark.parametrize(("text", "wanted"), PORTFOLIOS)
def test_portfolios(text: str, wanted: list[str]) -> None:
    doc = _BLANK(text)
    assert [doc[a:b].text for phrase in find_title_phrases(doc) for a, b in phrase.portfolios] == wanted


def test_an_adjective_behind_a_portfolio_is_no_name() -> None:
    doc = named("el ministro de Energía Eólica Marina", tags={"Eólica": "ADJ"})
    assert [doc[a:b].text for phrase in find_title_phrases(doc) for a, b in phrase.portfolios] == [
        "Energía Eólica Marina"
    ]


def test_a_plural_has_a_portfolio_for_each() -> None:
    (phrase,) = find_title_phrases(_BLANK("los ministros de Economía, Salud y Defensa"))
    assert len(phrase.portfolios) == 3


def test_the_role_of_a_plural_is_that_of_its_first_portfolio() -> None:
    (phrase,) = find_title_phrases(_BLANK("los ministros de Salud y Exteriores"))
    assert phrase.portfolio_role is None
    (phrase,) = find_title_phrases(_BLANK("los ministros de Exteriores y Salud"))
    assert phrase.portfolio_role == "foreign_minister"


def test_an_adjective_that_no_lexicon_has_is_told() -> None:
    phrases = find_title_phrases(named("el presidente lacustre, el presidente", tags={"lacustre": "ADJ"}))
    assert [phrase.unlisted for phrase in phrases] == [True, False]


@pytest.mark.parametrize(
    ("text", "complement"),
    [
        ("el presidente", False),
        ("el presidente chileno", True),
        ("el presidente interino", True),
        ("la diputada trumpista", True),
        ("el presidente del gremio", True),
        ("el embajador en Lima", True),
        ("el embajador en casa", False),
    ],
)
def test_whether_a_title_says_more_than_its_noun(text: str, complement: bool) -> None:
    assert [phrase.complement for phrase in find_title_phrases(_BLANK(text))] == [complement]
