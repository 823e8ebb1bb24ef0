"""Places in sentences of our own; no model is needed, the tagger's spans are set by hand where a test wants them."""

from __future__ import annotations

import pytest
import spacy
from spacy.tokens import Doc, Span

from pipeline.stages.places.component import find_places
from pipeline.stages.places.entities import place_id
from pipeline.text.attributes import Row, mentions_of, set_mentions

NLP = spacy.blank("es")


def doc_of(text: str, *, entities: dict[str, str] | None = None, bodies: tuple[str, ...] = ()) -> Doc:
    doc = NLP.make_doc(text)
    spans: list[Span] = []
    for surface, label in (entities or {}).items():
        start = text.index(surface)
        span = doc.char_span(start, start + len(surface), label=label, alignment_mode="expand")
        assert span is not None
        spans.append(span)
    doc.ents = tuple(spans)
    if bodies:
        rows = [{"entity_id": b, "start": text.index(b), "end": text.index(b) + len(b), "rule": "test"} for b in bodies]
        set_mentions(doc, "organization", rows)
    return doc


def surfaces(text: str, *, entities: dict[str, str] | None = None, bodies: tuple[str, ...] = ()) -> list[str]:
    doc = doc_of(text, entities=entities, bodies=bodies)
    return [text[m["start"] : m["end"]] for m in find_places(doc)[1]]


def rows(text: str, *, entities: dict[str, str] | None = None) -> dict[str, Row]:
    return {row["place_id"]: row for row in find_places(doc_of(text, entities=entities))[0]}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("China y Kazajistán firmaron un acuerdo en Almaty.", ["China", "Kazajistán", "Almaty"]),
        ("El canciller de Chile viajó a Perú.", ["Chile", "Perú"]),
        ("El ministro de Relaciones Exteriores de Uzbekistán llegó ayer.", ["Uzbekistán"]),
        ("Los gobiernos de EE. UU. y de la Federación de Rusia dialogan.", ["EE. UU.", "Federación de Rusia"]),
        ("Las delegaciones china y kazaja se reunieron.", []),
        ("Los cancilleres chinos y rusos conversaron por teléfono.", []),
        ("MÉXICO Y CHINA FIRMAN CONVENIO", ["MÉXICO", "CHINA"]),
        ("Los países de Asia Central y de América Latina coincidieron.", ["Asia Central", "América Latina"]),
        ("La segunda Cumbre China-Asia Central será en junio.", ["China", "Asia Central"]),
        ("El diálogo Perú-Bolivia continúa.", ["Perú", "Bolivia"]),
        ("Guinea Ecuatorial y Guinea votaron a favor.", ["Guinea Ecuatorial", "Guinea"]),
        ("La República Democrática del Congo y el Congo negocian.", ["República Democrática del Congo", "Congo"]),
        ("Corea del Norte disparó un misil; Corea del Sur protestó.", ["Corea del Norte", "Corea del Sur"]),
        ("El presidente habló en la ciudad de Guatemala.", ["ciudad de Guatemala"]),
        ("La reunión se celebró en México, DF.", ["México, DF"]),
        ("El barco cruzó el Mar Negro y el estrecho de Ormuz.", ["Mar Negro", "estrecho de Ormuz"]),
        ("Los soldados dejaron la Franja de Gaza y Cisjordania.", ["Franja de Gaza", "Cisjordania"]),
        ("Se reunieron en el Palacio de Gobierno.", ["Palacio de Gobierno"]),
        ("Lo recibió en el Aeropuerto Internacional José Martí.", ["Aeropuerto Internacional José Martí"]),
        ("El acto fue en el Hotel Nacional de Cuba.", ["Hotel Nacional de Cuba"]),
        ("Vive en Samarcanda desde enero y trabaja en Hamburgo.", ["Samarcanda", "Hamburgo"]),
        ("Jerez, Méx. La reunión de México y Canadá empezó.", ["México", "Canadá"]),
        ("La delegación llegó de la ciudad francesa de Niza.", ["Niza"]),
        ("Las Malvinas, Georgias del Sur y Sandwich del Sur", ["Malvinas", "Georgias del Sur", "Sandwich del Sur"]),
        ("El Banco Popular prestó dinero a Haití, Belice y Jamaica.", ["Haití", "Belice", "Jamaica"]),
        ("Es un chile de la india granada.", []),
        ("Un tren entre Leticia y Tabatinga une a Colombia y Brasil.", ["Leticia", "Tabatinga", "Colombia", "Brasil"]),
        ("Lo recibió en el Palacio de La Moneda.", ["Palacio de La Moneda"]),
        ("El acto fue en la provincia de Granma, Cuba.", ["Granma", "Cuba"]),
    ],
)  # fmt: skip
def test_surfaces(text: str, expected: list[str]) -> None:
    assert surfaces(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("La empresa Telefónica Chile ganó la licitación.", []),
        ("El técnico Israel Paz renunció.", []),
        ("La Copa América comienza en junio.", []),
        ("Volvió a citar el Acuerdo de París y el Protocolo de Kioto.", []),
        ("Firmó con la empresa YPFB Chaco.", []),
        ("Lo acompañó Mauricio Paz.", []),
        ("El gobernador de Guerrero habló.", ["Guerrero"]),
        ("Luis Guerrero habló.", []),
        ("El general Meta declaró que Hidalgo mintió.", []),
        ("Nació en Guerrero, México.", ["Guerrero", "México"]),
    ],
)
def test_names_that_are_no_places(text: str, expected: list[str]) -> None:
    assert surfaces(text) == expected


def test_places_in_bodies_are_none() -> None:
    text = "El Banco Central de Chile y la Organización de Cooperación de Shanghái saludaron a Chile."
    bodies = ("Banco Central de Chile", "Organización de Cooperación de Shanghái")
    assert surfaces(text, bodies=bodies) == ["Chile"]


def test_a_state_right_behind_a_body_is_part_of_its_name() -> None:
    assert surfaces("Telefónica Chile ganó la licitación.", bodies=("Telefónica",)) == []


def test_places_in_persons_are_none() -> None:
    assert surfaces("Francia Márquez visitó Francia.", entities={"Francia Márquez": "PER"}) == ["Francia"]


def test_a_state_behind_a_title_counts_beside_its_holder() -> None:
    text = "El presidente de Kenia William Ruto llegó."
    assert surfaces(text, entities={"William Ruto": "PER"}) == ["Kenia"]


@pytest.mark.parametrize(
    ("text", "entities", "expected"),
    [
        ("El pozo está en Quebrachal, Bolivia.", {"Quebrachal": "LOC"}, ["Quebrachal", "Bolivia"]),
        ("Ganó el premio Nobel en Suecia.", {"Nobel": "LOC"}, ["Suecia"]),
        (
            "Los puertos de Iquique y Arica, en Chile.",
            {"Iquique": "LOC", "Arica": "LOC"},
            ["Iquique", "Arica", "Chile"],
        ),
        ("El marqués de Villaverde vivía en España.", {"Villaverde": "LOC"}, ["España"]),
        ("Viajó a la ciudad de Sucre, Bolivia.", {"Sucre": "PER"}, ["Sucre", "Bolivia"]),
        ("Los rusos negaron todo.", {"rusos": "LOC"}, []),
        ("Viajó a El Vaticano en mayo.", {"El Vaticano": "LOC"}, ["Vaticano"]),
        ("Perdió ante México y Chile ayer.", {"México y Chile": "LOC"}, ["México", "Chile"]),
        ("El campo La Ceiba produce gas en Bolivia.", {"Ceiba": "LOC"}, ["La Ceiba", "Bolivia"]),
        ("Perforan en La Ceiba, en Bolivia.", {"Ceiba": "LOC"}, ["La Ceiba", "Bolivia"]),
        ("La cita de la COP20 en Perú.", {"COP20": "LOC"}, ["Perú"]),
    ],
)
def test_the_tagger_is_believed_with_evidence(text: str, entities: dict[str, str], expected: list[str]) -> None:
    assert surfaces(text, entities=entities) == expected


def test_the_tagger_can_be_left_aside() -> None:
    doc = doc_of("El pozo está en Quebrachal, Bolivia.", entities={"Quebrachal": "LOC"})
    assert [r["name"] for r in find_places(doc, use_entities=False)[0]] == ["Bolivia"]


@pytest.mark.parametrize(
    ("text", "key", "kind", "country"),
    [
        ("Un acuerdo con Kazajistán.", "KZ", "country", "KZ"),
        ("Habló en Almaty.", "geo-1526384", "city", "KZ"),
        ("Vuelve a Medio Oriente.", "region-oriente-medio", "region", None),
        ("Una visita a Jerusalén.", "geo-281184", "city", None),
        ("La base en las Islas Malvinas.", "FK", "region", "FK"),
        ("Los puertos de Hong Kong.", "HK", "region", "HK"),
        ("Palestina pidió apoyo.", "PS", "country", "PS"),
        ("En la provincia de Mendoza, Argentina.", "region-ar-mendoza", "region", "AR"),
        ("En el Océano Atlántico.", "other-atlantico", "other", None),
        ("Se reunió en el Palacio de Miraflores.", "seat-ve-miraflores", "other", "VE"),
    ],
)
def test_ids_kinds_and_countries(text: str, key: str, kind: str, country: str | None) -> None:
    row = rows(text)[key]
    assert (row["kind"], row["country"]) == (kind, country)


@pytest.mark.parametrize(
    ("text", "city", "country"),
    [
        ("España e Italia se reunieron en Córdoba.", "Córdoba", "ES"),
        ("Argentina firmó el convenio en Córdoba.", "Córdoba", "AR"),
        ("El presidente cubano habló en Santiago.", "Santiago", "CU"),
        ("El presidente chileno habló en Santiago.", "Santiago", "CL"),
        ("El rey de España inauguró la feria en Granada.", "Granada", "ES"),
        ("El gobierno de Nicaragua invirtió en Granada.", "Granada", "NI"),
    ],
)
def test_shared_names_follow_the_article(text: str, city: str, country: str) -> None:
    found = find_places(doc_of(text))[0]
    assert [(r["kind"], r["country"]) for r in found if r["name"] == city] == [("city", country)]


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        ("China instó a dialogar.", "China", "actor"),
        ("China y Rusia firmaron un convenio.", "China", "actor"),
        ("China y Rusia firmaron un convenio.", "Rusia", "actor"),
        ("El acuerdo entre Chile y Perú entró en vigor.", "Perú", "actor"),
        ("El presidente de Cuba habló.", "Cuba", "actor"),
        ("La reunión de cancilleres se celebró en Lima.", "Lima", "event"),
        ("La visita a Quito fue corta.", "Quito", "event"),
        ("Vive en Lima.", "Lima", "mention"),
        ("Exporta carne a Rusia.", "Rusia", "mention"),
        ("La cumbre terminó ayer. Muchos viven en Lima.", "Lima", "mention"),
    ],
)
def test_roles(text: str, name: str, role: str) -> None:
    assert [r["role"] for r in find_places(doc_of(text))[0] if r["name"] == name] == [role]


def test_the_dateline_is_the_strongest_role() -> None:
    text = "QUITO, 3 may (Xinhua) -- La reunión terminó en Quito."
    doc = doc_of(text)
    doc._.dateline = [{"start": 0, "end": 24, "place_start": 0, "place_end": 5}]
    (row,) = find_places(doc)[0]
    assert (row["role"], row["n_mentions"], row["start"], row["end"]) == ("dateline", 2, 0, 5)


def test_a_state_in_the_dateline_is_its_capital() -> None:
    doc = doc_of("Panamá. La cumbre empezó hoy.")
    doc._.dateline = [{"start": 0, "end": 7, "place_start": 0, "place_end": 6}]
    (row,) = find_places(doc)[0]
    assert (row["kind"], row["country"], row["name"]) == ("city", "PA", "Ciudad de Panamá")


def test_state_abbreviations_count_behind_a_town() -> None:
    doc = doc_of("Toluca, Méx. Llegó el presidente.")
    doc._.dateline = [{"start": 0, "end": 12, "place_start": 0, "place_end": 6}]
    assert [(r["name"], r["kind"]) for r in find_places(doc)[0]] == [("Toluca", "city"), ("Estado de México", "region")]


def test_mentions_of_one_place_share_a_row() -> None:
    text = "Estados Unidos y EE. UU. son lo mismo; EEUU también."
    row = rows(text)["US"]
    assert (row["n_mentions"], row["name"]) == (3, "Estados Unidos")


def test_rows_have_coordinates() -> None:
    row = rows("Habló en Arequipa.")["geo-3947322"]
    assert row["latitude"] == pytest.approx(-16.4, abs=0.1)
    assert row["longitude"] == pytest.approx(-71.5, abs=0.1)
    assert row["admin1"] == "PE.04"
    assert row["geonames_id"] == 3947322


def test_the_component_keeps_rows_and_mentions() -> None:
    nlp = spacy.blank("es")
    nlp.add_pipe("comunicado_places")
    doc = nlp("China y Cuba firmaron.")
    assert [r["place_id"] for r in doc._.places] == ["CN", "CU"]
    assert [m["entity_id"] for m in mentions_of(doc, "place")] == ["CN", "CU"]


def test_an_empty_text_has_no_places() -> None:
    assert find_places(NLP.make_doc("")) == ([], [])


def test_place_ids_of_unknown_places_are_slugs() -> None:
    from pipeline.knowledge.gazetteer import Place

    assert place_id(Place(name="Peña Ñata", kind="other", country="CL")) == "other-cl-pena-nata"


def test_small_town_of_a_dateline_lies_in_the_state_named_there() -> None:
    import pipeline

    text = "Baeza, Chih., 10 de julio. El presidente de México pidió a Perú y Chile no agravar sus diferencias."
    places = pipeline.extract([{"id": "a", "date": "2013-07-10", "text": text, "language": "es"}])["places"]
    found = dict(zip(places["name"], places["country"], strict=True))
    assert found["Baeza"] == "MX"
    assert "ES" not in set(found.values())


def test_an_unknown_place_is_in_the_country_that_the_sentence_names_before_it() -> None:
    doc = doc_of("Israel lo negó. El ejército sirio dijo que cayó en Tal Jirvah.", entities={"Tal Jirvah": "LOC"})
    rows = {r["name"]: r["country"] for r in find_places(doc)[0]}
    assert rows == {"Israel": "IL", "Tal Jirvah": "SY"}


def test_an_unknown_place_is_one_place_at_every_mention() -> None:
    text = "El ejército sirio lo vio en Jirvah Norte. Israel calló. Hubo más en Jirvah Norte, dijo Israel."
    doc = NLP.make_doc(text)
    at = [i for i, token in enumerate(doc) if token.text == "Jirvah"]
    doc.ents = tuple(Span(doc, i, i + 2, label="LOC") for i in at)
    found = [(r["country"], r["n_mentions"]) for r in find_places(doc)[0] if r["name"] == "Jirvah Norte"]
    assert found == [("SY", 2)]
