"""Bodies in sentences of our own; no model is needed, the tagger's spans are set by hand where a test wants them."""

from __future__ import annotations

import pytest
import spacy
from spacy.tokens import Doc, Span

from pipeline.knowledge.lexicon import read_lexicon
from pipeline.schemas import TABLES
from pipeline.stages.organizations.component import find_organizations
from pipeline.text.attributes import Row, mentions_of, set_mentions

NLP = spacy.blank("es")


def doc_of(text: str, *, entities: dict[str, str] | None = None) -> Doc:
    doc = NLP.make_doc(text)
    spans: list[Span] = []
    for surface, label in (entities or {}).items():
        start = text.index(surface)
        span = doc.char_span(start, start + len(surface), label=label, alignment_mode="expand")
        assert span is not None
        spans.append(span)
    doc.ents = tuple(spans)
    return doc


def surfaces(text: str, *, entities: dict[str, str] | None = None) -> list[str]:
    return [text[m["start"] : m["end"]] for m in find_organizations(doc_of(text, entities=entities))[1]]


def row(text: str) -> Row:
    (found,) = find_organizations(doc_of(text))[0]
    return found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("El Ministerio de Relaciones Exteriores de Kenia informó.", ["Ministerio de Relaciones Exteriores de Kenia"]),
        ("Según el Ministerio de Minas chino, crece.", ["Ministerio de Minas chino"]),
        ("Y el Ministerio de Minas, Energía y Agua habló.", ["Ministerio de Minas, Energía y Agua"]),
        (
            "Miembro del Buró Político del Comité Central del Partido Comunista de Vietnam.",
            ["Buró Político del Comité Central del Partido Comunista de Vietnam"],
        ),
        ("La Cancillería peruana lo negó.", ["Cancillería peruana"]),
        ("Lo dijo la Cancillería en una nota.", ["Cancillería"]),
        ("Lo dijo la cancillería del gobierno.", []),
        ("El gobierno y el ministerio callan.", []),
        ("El Gobierno ecuatoriano respondió.", ["Gobierno ecuatoriano"]),
        ("El Gobierno de Ecuador respondió.", []),
        ("Es jefe del Gobierno español desde ayer.", []),
        ("El Senado y la Cámara de Diputados aprobaron.", ["Senado", "Cámara de Diputados"]),
        ("La Corte Suprema y el Congreso callaron.", ["Corte Suprema", "Congreso"]),
        ("El Banco Central de Bolivia y Petrobras firmaron.", ["Banco Central de Bolivia", "Petrobras"]),
        ("Las Fuerzas Armadas de Filipinas y de España entrenan.", ["Fuerzas Armadas de Filipinas"]),
        ("Estudia en la Universidad de Salamanca.", ["Universidad de Salamanca"]),
        ("La Fundación Pablo Neruda abrió.", ["Fundación Pablo Neruda"]),
        ("Preside el Consejo de Ministros de la República Italiana.", ["Consejo de Ministros"]),
        ("El Consejo de Negocios Perú-Italia sesionó.", ["Consejo de Negocios Perú-Italia"]),
        ("La Embajada de Chile en Quito reabrió.", ["Embajada de Chile en Quito"]),
        ("El Parlamento Europeo en Estrasburgo votó.", ["Parlamento Europeo"]),
        ("La Casa Blanca y el Kremlin hablaron.", ["Casa Blanca", "Kremlin"]),
        ("La OMS, la OPS y la FAO alertaron.", ["OMS", "OPS", "FAO"]),
        ("El Consejo de Seguridad de la ONU se reunió.", ["Consejo de Seguridad de la ONU"]),
        ("La Cumbre Iberoamericana será en Quito.", []),
        ("El VI Congreso del Agua empezó.", []),
        ("La II Comisión Mixta Intergubernamental sesionó.", []),
        ("Llegó la Secretaria de Energía.", []),
        ("Llegó la Secretaría de Energía.", ["Secretaría de Energía"]),
        ("Vive en el Departamento de Potosí.", []),
        ("Firmó la Federación de Rusia.", []),
        ("Cita la Carta de las Naciones Unidas y la Convención Marco de las Naciones Unidas.", []),
        ("La subida del PIB y del IVA preocupa.", []),
        ("Se quejó la CGTX ante el TLC.", ["CGTX"]),
        ("LA CGTX SE QUEJA DEL INE EN UN ACTO", []),
        ("El Estado y la Nación.", []),
        ("Lo publicó The New York Times.", ["The New York Times"]),
    ],
)  # fmt: skip
def test_surfaces(text: str, expected: list[str]) -> None:
    assert surfaces(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("La petrolera angoleña Sonda y las firmas suizas Llano y Berg firmaron.", ["Sonda", "Llano", "Berg"]),
        ("Lo publicó el diario La Estrella de ayer.", ["La Estrella"]),
        ("La empresa estatal SOLARIX vendió acero.", ["SOLARIX"]),
        ("Según la agencia Reuters, subió.", ["Reuters"]),
        ("La empresa de Carlos Paz quebró.", []),
        ("Las empresas de China y Chile crecen.", []),
        ("La compañía China crece.", []),
        ("Cada empresa paga más.", []),
        ("Lo recibió en el Palacio de La Moneda.", []),
        ("La Moneda lo recibió.", ["La Moneda"]),
        ("Llegó a la provincia de Granma.", []),
        ("La Unión Europea y Cooperación Suiza donaron fondos.", ["Unión Europea"]),
        ("Los ministros de Gobierno peruanos y chilenos.", []),
        ("MADRID (AP) — Llueve.", ["AP"]),
        ("Con AP y PL.", []),
        ("Firmaron Repsol S.A. y Chevron Corp en Lima.", ["Repsol S.A.", "Chevron Corp"]),
        ("La filial YPFB Andina S.A. pagó a YPFB.", ["YPFB Andina S.A.", "YPFB"]),
    ],
)
def test_announced_and_hidden_bodies(text: str, expected: list[str]) -> None:
    assert surfaces(text) == expected


def test_a_body_in_a_persons_name_is_none() -> None:
    text = "El general Abdel Fatah al Burhan habló con Fatah."
    doc = doc_of(text)
    set_mentions(doc, "person", [{"entity_id": "p", "start": 11, "end": 32, "rule": "test"}])
    assert [m["start"] for m in find_organizations(doc)[1]] == [text.rindex("Fatah")]


def test_a_body_in_the_title_of_a_person_counts() -> None:
    text = "Habló el jefe de la Casa Blanca."
    doc = doc_of(text)
    set_mentions(doc, "person", [{"entity_id": "p", "start": 9, "end": 31, "rule": "title:jefe"}])
    assert [r["organization_id"] for r in find_organizations(doc)[0]] == ["casa-blanca"]


def test_a_person_behind_a_body_ends_it() -> None:
    text = "El portavoz del Ministerio de Salud Juan Paz habló."
    assert surfaces(text, entities={"Juan Paz": "PER"}) == ["Ministerio de Salud"]
    doc = doc_of(text)
    set_mentions(doc, "person", [{"entity_id": "p", "start": 36, "end": 44, "rule": "test"}])
    assert [text[m["start"] : m["end"]] for m in find_organizations(doc)[1]] == ["Ministerio de Salud"]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("La Organización Panamericana de la Salud (OPS) ayuda; la OPS envía médicos.", 3),
        ("El Instituto Nacional del Arroz (Inarroz) cerró. Inarroz tenía deudas.", 3),
        ("La Asociación Rural del Norte (ARUN) protestó y la ARUN marchó.", 3),
        ("El Consejo Nacional del Café exporta. El Consejo pidió ayuda.", 2),
        ("El Ministerio del Petróleo firmó; el Ministerio de Petróleo también.", 2),
        ("Naciones Unidas votó y la ONU celebró.", 2),
        ("La Organización de Cooperación de Shanghái y la Organización de Cooperación de Shanghai (OCS).", 3),
    ],
)
def test_forms_of_one_body_share_a_row(text: str, count: int) -> None:
    assert row(text)["n_mentions"] == count


@pytest.mark.parametrize(
    ("text", "acronym"),
    [
        ("La Asociación Rural del Norte (ARUN) protestó.", "ARUN"),
        ("La Organización de los Estados Americanos votó.", "OEA"),
        ("La Asociación Rural del Norte (Chile) protestó.", None),
        ("La Asociación Rural del Norte (Xinhua) protestó.", None),
    ],
)
def test_acronyms(text: str, acronym: str | None) -> None:
    assert find_organizations(doc_of(text))[0][0]["acronym"] == acronym


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("El PE votó.", []),
        ("El Parlamento Europeo (PE) votó. El PE volverá.", ["Parlamento Europeo", "PE", "PE"]),
        ("Quiero MAS y PAN.", []),
        ("La UE y la OTAN.", ["UE", "OTAN"]),
    ],
)
def test_short_acronyms_need_their_full_form(text: str, expected: list[str]) -> None:
    assert surfaces(text) == expected


@pytest.mark.parametrize(
    ("text", "key", "kind", "country"),
    [
        ("Habló la ONU.", "onu", "igo", None),
        ("Habló la Organización de Cooperación de Shanghai.", "ocs", "igo", None),
        ("Votó el Mercosur.", "mercosur", "igo", None),
        ("Informó Itamaraty.", "itamaraty", "ministry", "BR"),
        ("Informó el Pentágono.", "departamento-de-defensa", "ministry", "US"),
        ("Firmó Gazprom.", "gazprom", "company", "RU"),
        ("Publicó Xinhua.", "xinhua", "media", "CN"),
        ("Habló el Ministerio de Minas peruano.", "ministerio-minas", "ministry", "PE"),
        ("Habló el Banco Central de Samoa.", "banco-central-samoa", "bank", "WS"),
        ("Habló el Partido Liberal de Samoa.", "partido-liberal-samoa", "party", "WS"),
        ("Habló la Universidad de Samoa.", "universidad-samoa", "university", "WS"),
        ("Habló la Asamblea Nacional venezolana.", "asamblea-nacional", "legislature", "VE"),
        ("Entrenó el Ejército colombiano.", "ejercito", "armed_forces", "CO"),
    ],
)
def test_ids_kinds_and_countries(text: str, key: str, kind: str, country: str | None) -> None:
    found = row(text)
    assert (found["organization_id"], found["kind"], found["country"]) == (key, kind, country)


@pytest.mark.parametrize(
    ("text", "entities", "expected"),
    [
        ("La petrolera Sonda firmó.", {"Sonda": "ORG"}, ["Sonda"]),
        ("El premio Sonda se entregó.", {"Sonda": "ORG"}, []),
        ("Según PetroSonda, sube.", {"PetroSonda": "ORG"}, ["PetroSonda"]),
        ("Se rompió la Cumbre del Agua.", {"Cumbre del Agua": "ORG"}, []),
        ("Ganó México - Chile en casa.", {"México - Chile": "ORG"}, []),
        ("Juega en Guayaquil hoy.", {"Guayaquil": "ORG"}, []),
        ("Lo dijo Mesa Redonda Panamericana.", {"Mesa Redonda Panamericana": "ORG"}, ["Mesa Redonda Panamericana"]),
        ("Compró gran cantidad de oro.", {"cantidad de oro": "ORG"}, []),
        ("Ganó Santa Cruz de la Sierra.", {"Cruz de la Sierra": "ORG"}, []),
        ("Llegó en el avión presidencial Cóndor Azul.", {"Cóndor Azul": "ORG"}, []),
        ("Zarpó el buque «PetroSonda» ayer.", {"PetroSonda": "ORG"}, []),
        ("Es el avión de PetroSonda.", {"PetroSonda": "ORG"}, ["PetroSonda"]),
        ("Vio el avión privado y PetroSonda pagó.", {"PetroSonda": "ORG"}, ["PetroSonda"]),
        ("Voló un avión con PetroSonda a bordo.", {"PetroSonda": "ORG"}, ["PetroSonda"]),
        ("Llegó el avión. PetroSonda pagó.", {"PetroSonda": "ORG"}, ["PetroSonda"]),
    ],
)
def test_the_tagger_is_believed_with_evidence(text: str, entities: dict[str, str], expected: list[str]) -> None:
    assert surfaces(text, entities=entities) == expected


def test_the_tagger_can_be_left_aside() -> None:
    doc = doc_of("Según PetroSonda, sube.", entities={"PetroSonda": "ORG"})
    assert find_organizations(doc, use_entities=False) == ([], [])


def test_the_lexicon_is_large_and_its_kinds_are_those_of_the_table() -> None:
    entries = read_lexicon("organizations")
    assert len(entries) >= 250
    assert {e["kind"] for e in entries} <= {
        "igo", "ministry", "party", "legislature", "government", "armed_forces", "company", "bank", "ngo", "university",
        "media", "other",
    }  # fmt: skip
    assert "organizations" in {getattr(t, "name", t) for t in TABLES}


@pytest.mark.parametrize("entry", read_lexicon("organizations"), ids=lambda e: e["id"])
def test_every_known_body_is_found_by_its_name(entry: dict[str, str]) -> None:
    doc = doc_of(f"Así lo informó {entry['name']} ayer.")
    assert [r["organization_id"] for r in find_organizations(doc)[0]] == [entry["id"]]


def test_the_component_keeps_rows_and_mentions() -> None:
    nlp = spacy.blank("es")
    nlp.add_pipe("comunicado_organizations")
    doc = nlp("La OEA y la ONU.")
    assert [r["organization_id"] for r in doc._.organizations] == ["oea", "onu"]
    assert [m["entity_id"] for m in mentions_of(doc, "organization")] == ["oea", "onu"]


def test_an_empty_text_has_no_organizations() -> None:
    assert find_organizations(NLP.make_doc("")) == ([], [])


def test_a_letterhead_in_capitals_is_the_body_of_the_text() -> None:
    doc = doc_of("MINISTERIO DE ASUNTOS DEL MAR\nCOMUNICADO DE PRENSA\n\nEl Ministerio de Asuntos del Mar informó.")
    rows = find_organizations(doc)[0]
    assert [(r["name"], r["kind"], r["n_mentions"], r["start"]) for r in rows] == [
        ("MINISTERIO DE ASUNTOS DEL MAR", "ministry", 2, 0)
    ]


def test_one_body_with_and_without_tilde_is_one_row():
    text = "El Deportivo La Coruna ganó. Lo dijo el presidente del Deportivo La Coruña, y el Deportivo La Coruña calló."
    tagged = {"Deportivo La Coruna": "ORG", "Deportivo La Coruña": "ORG"}
    rows, mentions = find_organizations(doc_of(text, entities=tagged))
    assert [(r["organization_id"], r["n_mentions"]) for r in rows] == [("deportivo-coruna", len(mentions))]
