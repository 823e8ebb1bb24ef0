from __future__ import annotations

import re

import pytest
from babel import Locale

from pipeline.knowledge.entries import split_cell
from pipeline.knowledge.folding import fold_name
from pipeline.knowledge.gazetteer import (
    capital_code,
    capital_surfaces,
    city_surfaces,
    country_code,
    country_name,
    country_place,
    country_surfaces,
    demonym_code,
    demonym_codes,
    demonym_surfaces,
    find_city,
    find_place,
    inflect,
    is_state,
    region_surfaces,
)
from pipeline.knowledge.lexicon import read_lexicon


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Kazajistán", "KZ"),
        ("Kazajstán", "KZ"),
        ("República de Kazajistán", "KZ"),
        ("KAZAJISTÁN", "KZ"),
        ("Belarús", "BY"),
        ("Bielorrusia", "BY"),
        ("Birmania", "MM"),
        ("Myanmar", "MM"),
        ("Estados Unidos", "US"),
        ("los Estados Unidos", "US"),
        ("Estados Unidos de América", "US"),
        ("EE. UU.", "US"),
        ("EE.UU.", "US"),
        ("EEUU", "US"),
        ("EUA", "US"),
        ("República Popular China", "CN"),
        ("República Popular de China", "CN"),
        ("Corea del Norte", "KP"),
        ("RPDC", "KP"),
        ("República Popular Democrática de Corea", "KP"),
        ("Corea del Sur", "KR"),
        ("República de Corea", "KR"),
        ("Federación Rusa", "RU"),
        ("Federación de Rusia", "RU"),
        ("Santa Sede", "VA"),
        ("el Vaticano", "VA"),
        ("Palestina", "PS"),
        ("Kosovo", "XK"),
        ("Taiwán", "TW"),
        ("el Perú", "PE"),
        ("República del Perú", "PE"),
        ("MEXICO", "MX"),
        ("Méjico", "MX"),
        ("Haiti", "HT"),
        ("Costa de Marfil", "CI"),
        ("Cote d’Ivoire", "CI"),
        ("Guinea", "GN"),
        ("Guinea Ecuatorial", "GQ"),
        ("Guinea-Bisáu", "GW"),
        ("Papúa Nueva Guinea", "PG"),
        ("Congo", "CG"),
        ("República Democrática del Congo", "CD"),
        ("Níger", "NE"),
        ("Nigeria", "NG"),
        ("Dominica", "DM"),
        ("República Dominicana", "DO"),
        ("Reino de Arabia Saudita", "SA"),
        ("Türkiye", "TR"),
        ("Catar", "QA"),
        ("Qatar", "QA"),
        ("Suazilandia", "SZ"),
        ("Timor-Leste", "TL"),
        ("Hong Kong", "HK"),
        ("Islas Malvinas", "FK"),
        ("El Salvador", "SV"),
        ("Namibia", "NA"),
        ("Reino Unido", "GB"),
        ("Holanda", "NL"),
        ("Chequia", "CZ"),
        ("República Bolivariana de Venezuela", "VE"),
        ("Estado Plurinacional de Bolivia", "BO"),
    ],
)
def test_country_code(name: str, code: str) -> None:
    assert country_code(name) == code


@pytest.mark.parametrize(
    "name",
    ["Unión Europea", "Naciones Unidas", "zona del euro", "Asia Central", "Mundo", "Lima", "", "China Daily", "chinos"],
)
def test_what_is_no_country(name: str) -> None:
    assert country_code(name) is None


#: CLDR lists these among its territories: unions, leftovers, test codes, and parts of states that ISO 3166-1 reserves
#: codes for without counting them (IC is the Canaries).
_PSEUDO_TERRITORIES = frozenset("EU EZ UN QO XA XB ZZ AC CP DG EA IC TA".split())  # noqa: SIM905


def test_every_state_of_cldr_has_a_code_and_comes_back() -> None:
    territories = Locale("es").territories
    codes = [c for c in territories if re.fullmatch("[A-Z]{2}", c) and c not in _PSEUDO_TERRITORIES]
    assert len(codes) > 235
    for code in codes:
        name = country_name(code)
        assert name is not None
        assert country_code(name) == code


def test_pseudo_territories_have_no_name() -> None:
    assert [country_name(code) for code in ("EU", "UN", "EZ", "XA", "XB", "ZZ", "QO")] == [None] * 7


def test_no_surface_belongs_to_two_countries() -> None:
    seen: dict[str, str] = {}
    for surface, code in country_surfaces().items():
        assert seen.setdefault(fold_name(surface), code) == code, surface


@pytest.mark.parametrize("word", ["Reunión", "San Martín", "Guadalupe"])
def test_ordinary_words_are_no_surfaces_of_territories(word: str) -> None:
    assert word not in country_surfaces()


def test_states_and_territories() -> None:
    assert [is_state(c) for c in ("KZ", "PS", "XK", "TW", "HK", "FK", "GI", "??")] == [True] * 4 + [False] * 4


@pytest.mark.parametrize(
    ("form", "inflected"),
    [
        ("chino", ("chino", "china", "chinos", "chinas")),
        ("japonés", ("japonés", "japonesa", "japoneses", "japonesas")),
        ("alemán", ("alemán", "alemana", "alemanes", "alemanas")),
        ("letón", ("letón", "letona", "letones", "letonas")),
        ("iraní", ("iraní", "iraníes", "iranís")),
        ("español", ("español", "española", "españoles", "españolas")),
        ("estadounidense", ("estadounidense", "estadounidenses")),
        ("belga", ("belga", "belgas")),
    ],
)
def test_inflect(form: str, inflected: tuple[str, ...]) -> None:
    assert inflect(form) == inflected


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("estadounidense", "US"),
        ("estadunidenses", "US"),
        ("norteamericana", "US"),
        ("kazajas", "KZ"),
        ("kazajo", "KZ"),
        ("kazajistano", "KZ"),
        ("kazako", "KZ"),
        ("iraníes", "IR"),
        ("saudí", "SA"),
        ("sauditas", "SA"),
        ("israelíes", "IL"),
        ("surcoreano", "KR"),
        ("norcoreanas", "KP"),
        ("británica", "GB"),
        ("ingleses", "GB"),
        ("chino", "CN"),
        ("rusa", "RU"),
        ("palestinos", "PS"),
        ("saharaui", "EH"),
        ("catarí", "QA"),
        ("qataríes", "QA"),
        ("nicaragüense", "NI"),
        ("costarricenses", "CR"),
        ("hondureña", "HN"),
        ("panameños", "PA"),
        ("dominicano", "DO"),
        ("nigeriano", "NG"),
        ("nigerino", "NE"),
        ("uzbeka", "UZ"),
        ("kirguís", "KG"),
        ("tayikos", "TJ"),
        ("turkmena", "TM"),
        ("Francesa", "FR"),
        ("marroquíes", "MA"),
        ("pakistaní", "PK"),
    ],
)
def test_demonym_code(word: str, code: str) -> None:
    assert demonym_code(word) == code
    assert demonym_codes(word) == (code,)


@pytest.mark.parametrize(
    "word", ["árabe", "europeo", "latinoamericano", "americano", "asiática", "catalán", "mesa", ""]
)
def test_what_is_no_demonym_of_a_state(word: str) -> None:
    assert demonym_code(word) is None
    assert demonym_codes(word) == ()


@pytest.mark.parametrize(
    ("word", "codes"),
    [
        ("sino-ruso", ("CN", "RU")),
        ("chino-kazajo", ("CN", "KZ")),
        ("argentino-brasileño", ("AR", "BR")),
        ("argentino-brasileñas", ("AR", "BR")),
        ("hispano-francés", ("ES", "FR")),
        ("hispanofrancesa", ("ES", "FR")),
        ("colombo-venezolana", ("CO", "VE")),
        ("franco-alemanes", ("FR", "DE")),
        ("francoalemán", ("FR", "DE")),
        ("ítalo–argentino", ("IT", "AR")),
        ("palestino-israelí", ("PS", "IL")),
        ("sinoestadounidenses", ("CN", "US")),
        ("ruso-ucraniana", ("RU", "UA")),
        ("luso-español", ("PT", "ES")),
        ("greco-turcas", ("GR", "TR")),
    ],
)
def test_compound_demonyms(word: str, codes: tuple[str, ...]) -> None:
    assert demonym_codes(word) == codes
    assert demonym_code(word) is None


@pytest.mark.parametrize("word", ["árabe-israelí", "euro-ruso", "indonesio-", "rusoparlante", "socio-económico"])
def test_half_known_compounds_are_nothing(word: str) -> None:
    assert demonym_codes(word) == ()


def test_every_state_has_a_demonym() -> None:
    with_demonym = set(demonym_surfaces().values())
    states = {e["id"] for e in read_lexicon("countries") if e["status"] == "state"}
    # "congoleño" is read as of the larger Congo
    assert sorted(states - with_demonym) == ["CG", "CK", "NU"]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Brasilia", "BR"),
        ("Astaná", "KZ"),
        ("Nursultán", "KZ"),
        ("La Habana", "CU"),
        ("LA HABANA", "CU"),
        ("Kiev", "UA"),
        ("Pekín", "CN"),
        ("Beijing", "CN"),
        ("México, DF", "MX"),
        ("México D.F.", "MX"),
        ("Kremlin", "RU"),
        ("el Kremlin", "RU"),
        ("Casa Blanca", "US"),
        ("La Moneda", "CL"),
        ("Itamaraty", "BR"),
        ("Casa Rosada", "AR"),
        ("Palacio de Nariño", "CO"),
        ("Miraflores", "VE"),
        ("La Moncloa", "ES"),
        ("Elíseo", "FR"),
        ("Downing Street", "GB"),
        ("La Haya", "NL"),
        ("Tel Aviv", "IL"),
        ("Sucre", "BO"),
    ],
)
def test_capital_code(name: str, code: str) -> None:
    assert capital_code(name) == code


@pytest.mark.parametrize("name", ["Ginebra", "Nueva York", "Guayaquil", "Jerusalén", "Rusia", ""])
def test_other_cities_stand_for_no_government(name: str) -> None:
    assert capital_code(name) is None


def test_every_state_has_a_capital() -> None:
    capitals = {e["country"] for e in read_lexicon("capitals") if e["kind"] == "capital"}
    states = {e["id"] for e in read_lexicon("countries") if e["status"] == "state"}
    # Monaco, Singapore, San Marino and the Vatican are their own capitals, Nauru has none
    assert sorted(states - capitals) == ["CK", "MC", "NR", "NU", "SG", "SM", "VA"]


def test_all_codes_of_the_lexicons_are_countries() -> None:
    for lexicon in ("demonyms", "capitals", "regions", "organizations", "place_words"):
        for entry in read_lexicon(lexicon):
            assert not entry["country"] or country_name(entry["country"]), entry


def test_coordinates_in_lexicons_are_complete_and_possible() -> None:
    for lexicon in ("capitals", "regions"):
        for entry in read_lexicon(lexicon):
            if entry["geonames_id"]:
                assert -90 <= float(entry["latitude"]) <= 90
                assert -180 <= float(entry["longitude"]) <= 180
            else:
                assert entry["latitude"] == entry["longitude"] == "", entry


@pytest.mark.parametrize(
    ("name", "kind", "country"),
    [
        ("Kazajistán", "country", "KZ"),
        ("Hong Kong", "region", "HK"),
        ("Islas Malvinas", "region", "FK"),
        ("Almaty", "city", "KZ"),
        ("ALMATY", "city", "KZ"),
        ("Londres", "city", "GB"),
        ("Ginebra", "city", "CH"),
        ("Nueva York", "city", "US"),
        ("Taskent", "city", "UZ"),
        ("Ereván", "city", "AM"),
        ("Moscú", "city", "RU"),
        ("Shanghái", "city", "CN"),
        ("San Petersburgo", "city", "RU"),
        ("Estambul", "city", "TR"),
        ("Samarcanda", "city", "UZ"),
        ("Davos", "city", "CH"),
        ("Jerusalén", "city", None),
        ("Asia Central", "region", None),
        ("América Latina", "region", None),
        ("Medio Oriente", "region", None),
        ("Franja de Gaza", "region", "PS"),
        ("Crimea", "region", None),
        ("Xinjiang", "region", "CN"),
        ("Nuevo León", "region", "MX"),
        ("Mar Caspio", "other", None),
        ("Océano Pacífico", "other", None),
        ("Canal de Panamá", "other", "PA"),
        ("Palacio de Miraflores", "other", "VE"),
        ("La Paz", "city", "BO"),
        ("San José", "city", "CR"),
        ("Washington", "city", "US"),
        ("México, DF", "city", "MX"),
    ],
)
def test_find_place(name: str, kind: str, country: str | None) -> None:
    place = find_place(name)
    assert place is not None
    assert (place.kind, place.country) == (kind, country)


@pytest.mark.parametrize("name", ["Mayo", "Justo", "También", "Unión Europea", "Rodríguez Saá", "xal mati", ""])
def test_what_is_no_place(name: str) -> None:
    assert find_place(name) is None


@pytest.mark.parametrize(
    ("name", "near", "country"),
    [
        ("Guadalajara", (), "MX"),
        ("Guadalajara", ("ES",), "ES"),
        ("Guadalajara", ("MX", "ES"), "MX"),
        ("Córdoba", (), "AR"),
        ("Córdoba", ("ES",), "ES"),
        ("Santiago", (), "CL"),
        ("Santiago", ("CL", "CU"), "CL"),
        ("Santiago", ("CU",), "CU"),
        ("San José", ("US",), "US"),
        ("Lima", ("US",), "PE"),
        ("Granada", (), "GD"),
        ("Granada", ("ES",), "ES"),
        ("Granada", ("NI",), "NI"),
        ("Georgia", (), "GE"),
        ("Georgia", ("US",), "US"),
        ("Georgia", ("US", "RU"), "GE"),
        ("Valencia", ("ES",), "ES"),
        ("Mérida", ("VE",), "VE"),
    ],
)
def test_shared_names_go_by_what_is_near(name: str, near: tuple[str, ...], country: str) -> None:
    place = find_place(name, near)
    assert place is not None
    assert place.country == country


def test_places_have_coordinates_and_geonames_ids() -> None:
    place = find_place("Guayaquil")
    assert place is not None
    assert place.id == f"geo-{place.geonames_id}"
    assert place.latitude == pytest.approx(-2.2, abs=0.1)
    assert place.longitude == pytest.approx(-79.9, abs=0.1)
    assert place.admin1 is not None
    assert place.admin1.startswith("EC.")


def test_a_country_lies_where_its_capital_is() -> None:
    country, capital = country_place("UY"), find_place("Montevideo")
    assert country is not None
    assert capital is not None
    assert (country.latitude, country.longitude) == (capital.latitude, capital.longitude)
    assert country.geonames_id == 3439705


def test_cities_keep_the_spelling_of_the_text() -> None:
    for name in ("Hamburgo", "Kazán"):
        city = find_city(name)
        assert city is not None
        assert city.name == name


def test_fold_keeps_the_enye() -> None:
    assert (fold_name("  PERÚ "), fold_name("España"), fold_name("Côte d’Ivoire")) == (
        "peru",
        "españa",
        "cote d'ivoire",
    )


def test_surfaces_are_spelled_well() -> None:
    for surfaces in (country_surfaces(), capital_surfaces(), city_surfaces(), region_surfaces()):
        for surface in surfaces:
            assert surface == surface.strip()
            assert "  " not in surface


def test_no_variant_repeats_its_name() -> None:
    for lexicon in ("countries", "capitals", "regions", "organizations"):
        for entry in read_lexicon(lexicon):
            names = (entry["name"], *split_cell(entry["variants"]))
            assert len(set(names)) == len(names), entry
