"""Titles in sentences of our own: which phrases, of whom, with which role, country and portfolio. No model."""

from __future__ import annotations

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from pipeline.naming.title_grammar import find_title_phrases
from pipeline.text.attributes import mentions_of, rows_of


@pytest.fixture(scope="module")
def blank() -> Language:
    return spacy.blank("es")


def pairs(doc: Doc) -> list[tuple[str, str]]:
    return [(row["person"], doc.text[row["start"] : row["end"]]) for row in rows_of(doc, "titles")]


PHRASES = [
    # the grammar alone: text, phrases
    ("el ministro de Relaciones Exteriores de Kazajistán", ["ministro de Relaciones Exteriores de Kazajistán"]),
    ("la ministra de Economía y Finanzas", ["ministra de Economía y Finanzas"]),
    ("el ministro de Industria, Energía y Minería de Uruguay", ["ministro de Industria, Energía y Minería de Uruguay"]),
    ("el ministro de relaciones exteriores", ["ministro de relaciones exteriores"]),
    (
        "miembro del Buró Político del Comité Central del Partido Comunista de China",
        ["miembro del Buró Político del Comité Central del Partido Comunista de China"],
    ),
    ("viceprimer ministro y ministro de Defensa de Serbia", ["viceprimer ministro", "ministro de Defensa de Serbia"]),
    ("la vicepresidenta ejecutiva", ["vicepresidenta ejecutiva"]),
    ("el ex ministro ruso de Asuntos Exteriores", ["ex ministro ruso de Asuntos Exteriores"]),
    ("el exembajador adjunto de Cuba ante la ONU", ["exembajador adjunto de Cuba ante la ONU"]),
    ("un antiguo cónsul de Malta en Chile", ["antiguo cónsul de Malta en Chile"]),
    ("el presidente electo de Honduras", ["presidente electo de Honduras"]),
    ("la canciller interina de Bolivia", ["canciller interina de Bolivia"]),
    ("el presidente en funciones del Senado", ["presidente en funciones del Senado"]),
    ("el presidente de facto", ["presidente de facto"]),
    ("el secretario de Estado para la Unión Europea", ["secretario de Estado para la Unión Europea"]),
    ("la subsecretaria para América Latina y el Caribe", ["subsecretaria para América Latina y el Caribe"]),
    ("el alto representante para la Política Exterior", ["alto representante para la Política Exterior"]),
    ("el embajador extraordinario y plenipotenciario", ["embajador extraordinario"]),
    ("el representante permanente de Perú ante la OEA", ["representante permanente de Perú ante la OEA"]),
    ("el jefe del Estado Mayor", ["jefe del Estado Mayor"]),
    ("la directora general de la OMC", ["directora general de la OMC"]),
    ("el portavoz del Departamento de Estado", ["portavoz del Departamento de Estado"]),
    ("la líder opositora", ["líder opositora"]),
    ("el consejero de seguridad nacional", ["consejero de seguridad nacional"]),
    ("el presidente del gremio", ["presidente del gremio"]),
    ("el presidente de China de visita", ["presidente de China"]),
    ("el presidente de regreso", ["presidente"]),
    (
        "el encargado de Negocios de Estados Unidos en La Habana",
        ["encargado de Negocios de Estados Unidos en La Habana"],
    ),
    ("asesor en materia de comercio", ["asesor en materia de comercio"]),
    ("el subdirector del diario Haaretz", ["subdirector del diario Haaretz"]),
    ("los presidentes de Chile", ["presidentes de Chile"]),
    ("su homólogo peruano y su par", []),
    ("la avenida Presidente Masaryk", []),
    ("la Presidencia y la Cancillería", []),
]


@pytest.mark.parametrize(("text", "wanted"), PHRASES)
def test_phrases_of_the_grammar(blank, text, wanted):
    doc = blank(text)
    assert [doc[p.start : p.end].text for p in find_title_phrases(doc)] == wanted


ATTACHED = [
    # before the name
    ("El presidente Xi Jinping llegó.", [("Xi Jinping", "presidente")]),
    ("El presidente chino, Xi Jinping, llegó.", [("Xi Jinping", "presidente chino")]),
    ("El canciller de Cuba Bruno Rodríguez llegó.", [("Bruno Rodríguez", "canciller de Cuba")]),
    ("El primer ministro israelí Benjamin Netanyahu viajó.", [("Benjamin Netanyahu", "primer ministro israelí")]),
    (
        "El presidente del Parlamento Europeo (PE), Martin Schulz, habló.",
        [("Martin Schulz", "presidente del Parlamento Europeo")],
    ),
    ("El vicepresidente de Trump, Mike Pence, viajó con Donald Trump.", [("Mike Pence", "vicepresidente")]),
    ("La embajadora en la ONU Samantha Power votó.", [("Samantha Power", "embajadora en la ONU")]),
    ("Hablaron el canciller ruso Serguéi Lavrov y John Kerry.", [("Serguéi Lavrov", "canciller ruso")]),
    # after the name
    ("Xu Feihong, embajador de China en India, habló.", [("Xu Feihong", "embajador de China en India")]),
    ("Lo dijo Ana Ruiz, la nueva ministra de Salud.", [("Ana Ruiz", "ministra de Salud")]),
    ("Ana Ruiz (ministra de Salud) viajó.", [("Ana Ruiz", "ministra de Salud")]),
    ("Ana Ruiz, quien es ministra de Salud, viajó.", [("Ana Ruiz", "ministra de Salud")]),
    ("Ana Ruiz fue nombrada embajadora en Japón.", [("Ana Ruiz", "embajadora en Japón")]),
    ("Ana Ruiz asumió como presidenta del Senado.", [("Ana Ruiz", "presidenta del Senado")]),
    # coordination
    (
        "Murat Nurtleu, viceprimer ministro y ministro de Relaciones Exteriores de Kazajistán, viajó.",
        [
            ("Murat Nurtleu", "viceprimer ministro"),
            ("Murat Nurtleu", "ministro de Relaciones Exteriores de Kazajistán"),
        ],
    ),
    (
        "Wang Yi, miembro del Buró Político del Comité Central del Partido Comunista de China y ministro de Relaciones "
        "Exteriores chino, llegó.",
        [
            ("Wang Yi", "miembro del Buró Político del Comité Central del Partido Comunista de China"),
            ("Wang Yi", "ministro de Relaciones Exteriores chino"),
        ],
    ),
    (
        "El vicepresidente y ministro de Obras de Malta, Ian Borg, vino.",
        [("Ian Borg", "vicepresidente"), ("Ian Borg", "ministro de Obras de Malta")],
    ),
    (
        "El presidente del Senado y la ministra Ana Ruiz llegaron.",
        [("Ana Ruiz", "ministra")],
    ),
    # lists
    (
        "Los cancilleres de Perú, Javier González-Olaechea, y de Chile, Alberto van Klaveren, firmaron.",
        [("Javier González-Olaechea", "cancilleres de Perú"), ("Alberto van Klaveren", "cancilleres")],
    ),
    (
        "Asistieron los presidentes Evo Morales, Rafael Correa y Hugo Chávez.",
        [("Evo Morales", "presidentes"), ("Hugo Chávez", "presidentes"), ("Rafael Correa", "presidentes")],
    ),
    (
        "Los mandatarios de Cuba, Raúl Castro, y Venezuela, Nicolás Maduro, hablaron.",
        [("Nicolás Maduro", "mandatarios"), ("Raúl Castro", "mandatarios de Cuba")],
    ),
    (
        "Viajan los secretarios de Hacienda y Economía, Luis Videgaray e Ildefonso Guajardo, respectivamente.",
        [
            ("Luis Videgaray", "secretarios de Hacienda"),
            ("Ildefonso Guajardo", "secretarios de Hacienda y Economía"),
        ],
    ),
    (
        "Xi Jinping y Vladimir Putin, presidentes de China y Rusia, conversaron.",
        [("Vladimir Putin", "presidentes de China"), ("Xi Jinping", "presidentes de China")],
    ),
    (
        "Faltaron los presidentes Dilma Rousseff (Brasil), Rafael Correa (Ecuador) y Evo Morales.",
        [("Dilma Rousseff", "presidentes"), ("Evo Morales", "presidentes"), ("Rafael Correa", "presidentes")],
    ),
    (
        "Los gobernantes de Cuba, Raúl Castro; Ecuador, Rafael Correa, y Bolivia, Evo Morales, con Hugo Chávez.",
        [("Evo Morales", "gobernantes"), ("Rafael Correa", "gobernantes"), ("Raúl Castro", "gobernantes de Cuba")],
    ),
    # offices inside offices
    (
        "El asesor especial del presidente de Mongolia, Bat Erdene, habló.",
        [("Bat Erdene", "asesor especial del presidente de Mongolia")],
    ),
    (
        "Asistió Han Zheng como representante especial del presidente Xi Jinping.",
        [("Han Zheng", "representante especial"), ("Xi Jinping", "presidente")],
    ),
    # longer ways to the name
    ("El presidente, el conservador Mariano Rajoy, habló.", [("Mariano Rajoy", "presidente")]),
    (
        "El director de la NSA, el general Keith Alexander, calló.",
        [("Keith Alexander", "director de la NSA"), ("Keith Alexander", "general")],
    ),
    ("El embajador chileno en ese país, Ciro Palma, habló.", [("Ciro Palma", "embajador chileno en ese país")]),
    (
        "El subsecretario de Promoción y Atracción de Inversiones, Ciro Palma, habló.",
        [("Ciro Palma", "subsecretario de Promoción y Atracción de Inversiones")],
    ),
    (
        "El presidente de la comisión con sede en el norte del país, Mariano Palma, habló.",
        [("Mariano Palma", "presidente de la comisión")],
    ),
    (
        "El vicecanciller para Asia, Medio Oriente y Oceanía, Mariano Palma, habló.",
        [("Mariano Palma", "vicecanciller para Asia, Medio Oriente y Oceanía")],
    ),
    (
        "El senador demócrata por Massachusetts Edward Kennedy votó.",
        [("Edward Kennedy", "senador demócrata por Massachusetts")],
    ),
    (
        "Hablaron los ministros de Defensa, teniente general Carlos Díaz; y de Justicia, Roberto Álvarez.",
        [
            ("Carlos Díaz", "ministros de Defensa"),
            ("Carlos Díaz", "teniente general"),
            ("Roberto Álvarez", "ministros"),
        ],
    ),
    # later mentions
    (
        "Peña Nieto habló en Toluca. El mandatario mexicano pidió unidad.",
        [("Peña Nieto", "mandatario mexicano")],
    ),
    (
        "La canciller María Ángela Holguín viajó. La canciller colombiana volverá hoy.",
        [("María Ángela Holguín", "canciller"), ("María Ángela Holguín", "canciller colombiana")],
    ),
    (
        "Serguéi Lavrov y John Kerry hablaron. El canciller ruso pidió más tiempo.",
        [("Serguéi Lavrov", "canciller ruso")],
    ),
    (
        "El portavoz de la junta, Olaf Berg, lo negó. El portavoz no dio fechas.",
        [("Olaf Berg", "portavoz de la junta"), ("Olaf Berg", "portavoz")],
    ),
    (
        "El embajador Noé Prieto llegó. El diplomático no habló.",
        [("Noé Prieto", "embajador"), ("Noé Prieto", "diplomático")],
    ),
    ("Angela Merkel viajó. La canciller alemana volvió.", [("Angela Merkel", "canciller alemana")]),
    (
        "Hugo Chávez recibió a Mahmud Ahmadineyad. El gobernante persa agradeció la cena.",
        [("Mahmud Ahmadineyad", "gobernante persa")],
    ),
    (
        "El papa Francisco recibió a Volodímir Zelenski. El pontífice rezó.",
        [("Francisco", "papa"), ("Francisco", "pontífice")],
    ),
    (
        "Pedro Sánchez habló con Charles Michel. El presidente del Gobierno volvió.",
        [("Pedro Sánchez", "presidente del Gobierno")],
    ),
    # not titles of these persons
    ("Peña Nieto habló con su homólogo cubano.", []),
    ("Peña Nieto llegó. La canciller alemana no vino.", []),
    ("Angela Merkel viajó. El presidente francés la recibió.", []),
    ("El presidente sirio, John Kerry dijo, debe irse.", []),
    ("Rafael Correa habló. El gobernante Partido del Pueblo calló.", []),
    ("Barack Obama viajó. El líder republicano lo criticó.", []),
    ("Los presidentes firmaron el acta.", []),
    ("Ana Ruiz pidió un ministro de Salud.", []),
    ("El jefe Ana.", [("Ana", "jefe")]),
]


@pytest.mark.parametrize(("text", "wanted"), ATTACHED)
def test_titles_of_persons(name_stages, text, wanted):
    assert sorted(pairs(name_stages(text))) == sorted(wanted)


FIELDS = [
    # text, role, portfolio, organization, country, qualifier
    ("El ministro de Exteriores de Perú, Ciro Palma, vino.", "foreign_minister", "Exteriores", None, "PE", None),
    ("El canciller peruano Ciro Palma vino.", "foreign_minister", None, None, "PE", None),
    ("El canciller alemán Olaf Scholz vino.", "head_of_government", None, None, "DE", None),
    ("El vicecanciller peruano Ciro Palma vino.", "deputy_minister", None, None, "PE", "vice"),
    ("El exviceministro peruano Ciro Palma vino.", "deputy_minister", None, None, "PE", "former"),
    ("El presidente del Senado de Chile, Ciro Palma, vino.", "legislator", None, "Senado de Chile", "CL", None),
    ("El presidente del Consejo de Ministros de Italia, Ciro Palma, vino.", "head_of_government", None,
     "Consejo de Ministros de Italia", "IT", None),
    ("El presidente de la Corte Suprema, Ciro Palma, vino.", "judge", None, "Corte Suprema", None, None),
    ("El presidente del Banco Central de Chile, Ciro Palma.", "executive", None, "Banco Central de Chile", "CL", None),
    ("El presidente electo de Chile, Ciro Palma, vino.", "head_of_state", None, None, "CL", "elect"),
    ("La presidenta interina de Bolivia, Alba Soria, vino.", "head_of_state", None, None, "BO", "acting"),
    ("El presidente en funciones de Chile, Ciro Palma, vino.", "head_of_state", None, None, "CL", "acting"),
    ("El cónsul honorario de Chile, Ciro Palma, vino.", "envoy", None, None, "CL", "honorary"),
    ("El ministro designado de Chile Ciro Palma vino.", "minister", None, None, "CL", "designate"),
    ("El secretario general de la ONU, Ciro Palma, vino.", "secretary_general", None, "ONU", None, None),
    ("El secretario general del Partido Comunista de China, Ciro Palma, vino.", "party_leader", None,
     "Partido Comunista de China", "CN", None),
    ("El secretario de Estado de Estados Unidos, Ciro Palma, vino.", "foreign_minister", "Estado", None, "US", None),
    ("El embajador de China en Perú, Ciro Palma, vino.", "ambassador", None, None, "CN", None),
    ("La ministra de Economía y Finanzas de Perú Alba Soria.", "minister", "Economía y Finanzas", None, "PE", None),
    ("El jefe de la Casa Blanca, Barack Obama, vino.", "head_of_state", None, "Casa Blanca", "US", None),
    ("El gobernador de Nuevo León, Ciro Palma, vino.", "governor", None, None, "MX", None),
    ("La alcaldesa de Bogotá, Alba Soria, vino.", "mayor", None, None, "CO", None),
    ("El líder cubano Ciro Palma vino.", "head_of_state", None, None, "CU", None),
    ("El presidente de la Asamblea General, Ciro Palma, vino.", "igo_official", None, "Asamblea General", None, None),
    ("El presidente municipal de Toluca, Ciro Palma, vino.", "mayor", None, "Toluca", None, None),
    ("El secretario general de la Organización de Cooperación de Shanghái, Ciro Palma, vino.", "secretary_general",
     None, "Organización de Cooperación de Shanghái", None, None),
    ("La ministra del Poder Popular para Relaciones Exteriores de Venezuela, Alba Soria.", "foreign_minister",
     "Relaciones Exteriores", None, "VE", None),
    ("El gobernador del Banco de España, Ciro Palma, vino.", "executive", None, "Banco de España", "ES", None),
    ("El líder laborista Keir Starmer vino.", "party_leader", None, None, "GB", None),
    ("El rey de España, Felipe VI, vino.", "monarch", None, None, "ES", None),
    ("La vicepresidenta de Ecuador, Alba Soria, vino.", "deputy_head_of_government", None, None, "EC", "vice"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "role", "portfolio", "organization", "country", "qualifier"), FIELDS)
def test_fields_of_a_title(name_stages, text, role, portfolio, organization, country, qualifier):
    (row,) = rows_of(name_stages(text), "titles")
    assert (row["role"], row["portfolio"], row["organization"], row["country"], row["qualifier"]) == (
        role,
        portfolio,
        organization,
        country,
        qualifier,
    )


def test_coordinated_titles_share_the_country(name_stages):
    doc = name_stages("Murat Nurtleu, viceprimer ministro y ministro de Relaciones Exteriores de Kazajistán, viajó.")
    assert [row["country"] for row in rows_of(doc, "titles")] == ["KZ", "KZ"]
    assert [row["role"] for row in rows_of(doc, "titles")] == ["deputy_head_of_government", "foreign_minister"]


def test_each_in_a_list_has_the_own_country(name_stages):
    doc = name_stages("Los cancilleres de Perú, Hugo Salas, y de Chile, Pablo Ríos, firmaron.")
    assert {row["person"]: row["country"] for row in rows_of(doc, "titles")} == {"Hugo Salas": "PE", "Pablo Ríos": "CL"}


def test_rows_and_mentions_agree(name_stages):
    doc = name_stages("El canciller Bruno Rodríguez llegó. El canciller cubano habló con la prensa.")
    rows = rows_of(doc, "titles")
    assert [row["title_id"] for row in rows] == ["t001", "t002"]
    assert [(m["entity_id"], m["start"], m["end"]) for m in mentions_of(doc, "title")] == [
        (row["title_id"], row["start"], row["end"]) for row in rows
    ]
    ids = {row["person_id"] for row in rows_of(doc, "people")}
    assert {row["person_id"] for row in rows} <= ids
    assert {m["entity_id"] for m in mentions_of(doc, "person")} <= ids
    assert rows[1]["rule"] == "canciller:mention"


@pytest.mark.parametrize(
    "text", ["", "\n", "presidente", "El presidente y el", "de de del", "ex", "ex-", "vice ministro de"]
)
def test_odd_texts(name_stages, text):
    assert rows_of(name_stages(text), "titles") == []
