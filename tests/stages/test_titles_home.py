"""The state of persons whose title names none, with names and places set by hand. No model."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from pipeline.stages.titles.home_country import _main_country
from tests.stages.named import countries_in, named

HOME: list[tuple[str, dict[str, str | None], dict[str, Any]]] = [
    # the country that a sentence names before the title
    ("Según {Perú}, el ministro de Pesca, [Juan Paz], viajó.", {"Juan Paz": "PE"}, {}),
    ("Según el gobierno peruano, el ministro de Pesca, [Juan Paz], viajó.", {"Juan Paz": "PE"}, {}),
    ("El ministro de Pesca, [Juan Paz], viajó a {Perú}.", {"Juan Paz": None}, {}),
    ("El ministro de Pesca, [Juan Paz], viajó. {Perú} calló.", {"Juan Paz": None}, {}),
    ("El ministro de Pesca, [Juan Paz], viajó.", {"Juan Paz": None}, {}),
    ("Según dijo ayer {Perú} con {Chile}, el ministro de Pesca, [Juan Paz], viajó.", {"Juan Paz": "CL"}, {}),
    (
        "Según dijo ayer {Perú} con {Chile}, el ministro de Pesca, [Juan Paz], viajó. {Perú} calló. {Perú} "
        "espera. {Perú} habló.",
        {"Juan Paz": "PE"},
        {},
    ),
    (
        "Ayer llegó por fin {Perú} y, por {Chile}, el ministro de Pesca, [Juan Paz], firmó. {Perú} calló. "
        "{Perú} espera. {Perú} habló.",
        {"Juan Paz": "CL"},
        {},
    ),
    (
        "{LIMA}. Según dijo ayer {Chile} a {Perú}, el ministro de Pesca, [Juan Paz], viajó. {Chile} calló. "
        "{Chile} espera. {Chile} habló. {Chile} no.",
        {"Juan Paz": "PE"},
        {},
    ),
    (
        "Por {Chile}, el ministro de Pesca, [Juan Paz], firmó. {Perú} calló. {Perú} espera. {Perú} habló.",
        {"Juan Paz": "CL"},
        {},
    ),
    # behind the title: the article's own if only one is named there
    (
        "El ministro de Pesca, [Juan Paz], viajó a {Chile}. {Perú} calló. {Perú} espera. {Perú} habló.",
        {"Juan Paz": "PE"},
        {},
    ),
    ("El general [Juan Paz] viajó a {Perú}. {Perú} calló. {Perú} espera. {Perú} habló.", {"Juan Paz": "PE"}, {}),
    (
        "El general [Juan Paz] viajó a {Perú} y a {Chile}. {Perú} calló. {Perú} espera. {Perú} habló.",
        {"Juan Paz": None},
        {},
    ),
    (
        "El general [Juan Paz] viajó a {Perú}. {Chile} oyó. {Perú} calló. {Perú} espera. {Perú} habló.",
        {"Juan Paz": "PE"},
        {},
    ),
    (
        "El ministro de Pesca, [Juan Paz], viajó a {Perú} y a {Chile}. {Perú} calló. {Perú} espera. {Perú} habló.",
        {"Juan Paz": "PE"},
        {},
    ),
    # three times, and half as often again as the next, make an article one country's
    ("El ministro de Pesca, [Juan Paz], viajó. {Perú} calló. {Perú} espera.", {"Juan Paz": None}, {}),
    ("El ministro de Pesca, [Juan Paz], viajó. {Perú} calló. {Perú} espera. {Perú} habló.", {"Juan Paz": "PE"}, {}),
    (
        "El ministro de Pesca, [Juan Paz], viajó. {Perú} calló. {Perú} espera. {Perú} habló. {Chile} vio. {Chile} oyó.",
        {"Juan Paz": "PE"},
        {},
    ),
    (
        "El ministro de Pesca, [Juan Paz], viajó. {Perú} calló. {Perú} espera. {Perú} habló. {Perú} no. "
        "{Chile} vio. {Chile} oyó. {Chile} no.",
        {"Juan Paz": None},
        {},
    ),
    # a dateline
    ("{LIMA}. El ministro de Pesca, [Juan Paz], viajó.", {"Juan Paz": "PE"}, {}),
    ("{Lima} (Agencia). El ministro de Pesca, [Juan Paz], viajó.", {"Juan Paz": "PE"}, {}),
    ("{Perú}, lunes. El ministro de Pesca, [Juan Paz], viajó.", {"Juan Paz": "PE"}, {}),
    ("{Lima} es fría. El ministro de Pesca, [Juan Paz], viajó.", {"Juan Paz": None}, {}),
    ("La pequeña villa de {Lima}, nada. El ministro de Pesca, [Juan Paz], viajó.", {"Juan Paz": "PE"}, {}),
    ("La pequeña y fría villa {Lima}, nada. El ministro de Pesca, [Juan Paz], viajó.", {"Juan Paz": None}, {}),
    ("El ministro de Pesca, [Juan Paz], viajó a {Lima}", {"Juan Paz": None}, {}),
    ("[Juan Paz] viaja a {Perú}", {"Juan Paz": None}, {}),
    # local offices: of the dateline's country, whatever the sentence names
    (
        "{LIMA}. El alcalde [Juan Paz] viajó a {Chile}. {Chile} calló. {Chile} espera. {Chile} habló.",
        {"Juan Paz": "PE"},
        {},
    ),
    (
        "El presidente del Senado [Juan Paz] viajó. {Chile} calló. {Chile} espera. {Chile} habló.",
        {"Juan Paz": "CL"},
        {},
    ),
    ("El alcalde [Juan Paz] viajó. {Chile} calló. {Chile} espera. {Chile} habló.", {"Juan Paz": None}, {}),
    # heads of state: the article's own country
    ("{LIMA}. Según {Chile}, el presidente [Juan Paz] viajó.", {"Juan Paz": "PE"}, {}),
    # who holds no office of a state is of the article's only country, if he does not work abroad
    ("El director de Cementos [Juan Paz] viajó a {Perú}. {Perú} calló. {Perú} espera.", {"Juan Paz": "PE"}, {}),
    (
        "El director de Cementos [Juan Paz] viajó a {Perú}. {Perú} calló. {Perú} espera. {Perú} habló. {Chile} oyó.",
        {"Juan Paz": "PE"},
        {},
    ),
    (
        "El director de Cementos [Juan Paz] viajó a {Perú}. {Perú} calló. {Perú} espera. {Chile} oyó.",
        {"Juan Paz": None},
        {},
    ),
    ("El embajador [Juan Paz] viajó a {Perú}. {Perú} calló. {Perú} espera.", {"Juan Paz": None}, {}),
    (
        "El portavoz del gobierno [Juan Paz] viajó. {Perú} calló. {Perú} espera. {Perú} habló. {Chile} oyó. "
        "{Chile} vio.",
        {"Juan Paz": "PE"},
        {},
    ),
    (
        "El portavoz del gremio [Juan Paz] viajó. {Perú} calló. {Perú} espera. {Perú} habló. {Chile} oyó. {Chile} vio.",
        {"Juan Paz": None},
        {},
    ),
    (
        "La primera dama [Ana Paz] viajó. {Perú} calló. {Perú} espera. {Perú} habló. {Chile} oyó. {Chile} vio.",
        {"Ana Paz": "PE"},
        {},
    ),
    # towns count as their countries, ambiguous ones do not
    ("El ministro de Pesca, [Juan Paz], viajó. Fue a {Barcelona}, a {Sevilla} y a {Bilbao}.", {"Juan Paz": "ES"}, {}),
    ("El ministro de Pesca, [Juan Paz], viajó. Fue a {Salta}, a {Mendoza} y a {Formosa}.", {"Juan Paz": None}, {}),
    (
        "El ministro de Pesca, [Juan Paz], viajó. Fue a {Jalisco}, a {Sinaloa} y a {Asia Central}.",
        {"Juan Paz": None},
        {},
    ),
    ("El ministro de Pesca, [Juan Paz], viajó. Fue a {Jalisco}, a {Sinaloa} y a {Sonora}.", {"Juan Paz": "MX"}, {}),
    # persons of known country count as often as they are named, officials of bodies do not
    (
        "El ministro de Pesca, [Juan Paz], viajó. [Ana Ruiz] calló. [Ruiz|Ana Ruiz] comió. [Ruiz|Ana Ruiz] durmió.",
        {"Juan Paz": "PE", "Ana Ruiz": "PE"},
        {"known": {"Ana Ruiz": {"country": "PE"}}},
    ),
    (
        "El ministro de Pesca, [Juan Paz], viajó. [Ana Ruiz] calló. [Ruiz|Ana Ruiz] comió. [Ruiz|Ana Ruiz] durmió.",
        {"Juan Paz": None, "Ana Ruiz": None},
        {"known": {"Ana Ruiz": {"country": "PE", "role": "igo_official"}}},
    ),
    # an ambassador's post is not his state
    (
        "El embajador de {México} en {Perú}, [Ana Ruiz], comió. El director de Cementos [Juan Paz] viajó. "
        "{México} calló. {México} habló.",
        {"Ana Ruiz": "MX", "Juan Paz": "MX"},
        {},
    ),
    (
        "El director de Cementos [Juan Paz] comió en {México} con {Perú}. {México} calló. {México} habló.",
        {"Juan Paz": None},
        {},
    ),
    # "that country" is the one named last before
    ("{Chile} habló con {Perú}. El fiscal general de ese país, [Juan Paz], viajó a {Cuba}.", {"Juan Paz": "PE"}, {}),
    ("El fiscal general de ese país, [Juan Paz], viajó a {Cuba}.", {"Juan Paz": None}, {}),
    # a peer's country is not one's own
    (
        "El ministro de Pesca, [Juan Paz], vio a su homólogo chileno. {Chile} calló. {Chile} espera. {Chile} "
        "habló. {Perú} oyó.",
        {"Juan Paz": "PE"},
        {},
    ),
    (
        "El ministro de Pesca, [Juan Paz], vio a su homólogo chileno. {Perú} calló. {Perú} espera. {Perú} habló.",
        {"Juan Paz": "PE"},
        {},
    ),
    (
        "El ministro de Pesca, [Juan Paz], vio a su homólogo chileno. {Chile} calló. {Chile} espera.",
        {"Juan Paz": None},
        {},
    ),
    (
        "{Chile} calló. {Chile} espera. {Chile} habló. {Perú} oyó. El ministro de Pesca, [Juan Paz], vio a su "
        "homólogo chileno",
        {"Juan Paz": "PE"},
        {},
    ),
    (
        "El ministro de Pesca, [Juan Paz], vio a su homólogo Chileno Vera. {Chile} calló. {Chile} espera. "
        "{Chile} habló. {Perú} oyó.",
        {"Juan Paz": "CL"},
        {},
    ),
    # companions are of the country of whom they accompany
    (
        "[Ana Ruiz] llegó acompañada del ministro de Pesca, [Juan Paz], desde {Chile}.",
        {"Ana Ruiz": "PE", "Juan Paz": "PE"},
        {"known": {"Ana Ruiz": {"country": "PE"}}},
    ),
    (
        "[Ana Ruiz] llegó con el ministro de Pesca, [Juan Paz], desde {Chile}.",
        {"Ana Ruiz": "PE", "Juan Paz": None},
        {"known": {"Ana Ruiz": {"country": "PE"}}},
    ),
    # a communiqué's last line
    ("El ministro de Pesca, [Juan Paz], vio a los chilenos.\n\nLima, 3 de mayo de 2019", {"Juan Paz": "PE"}, {}),
    ("El ministro de Pesca, [Juan Paz], vio a los chilenos.\n\nLima, a 13 de mayo de 2019.", {"Juan Paz": "PE"}, {}),
    ("El ministro de Pesca, [Juan Paz], vio a los chilenos.\n\nPerú, 3 de mayo del 2019", {"Juan Paz": "PE"}, {}),
    ("El ministro de Pesca, [Juan Paz], vio a los chilenos.\n\nLa sede, 3 de mayo de 2019", {"Juan Paz": None}, {}),
    # a spokesperson is of the country of whom the text named last
    (
        "El presidente de Perú, [Juan Paz], llegó. Su portavoz, [Ana Ruiz], habló.",
        {"Juan Paz": "PE", "Ana Ruiz": "PE"},
        {},
    ),
    (
        "El presidente de Perú, [Juan Paz], llegó. Su portavoz [Ana Ruiz] habló.",
        {"Juan Paz": "PE", "Ana Ruiz": "PE"},
        {},
    ),
    (
        "El presidente de Perú, [Juan Paz], llegó. El canciller de Chile, [Luis Mora], también. Su portavoz, "
        "[Ana Ruiz], habló.",
        {"Juan Paz": "PE", "Luis Mora": "CL", "Ana Ruiz": "CL"},
        {},
    ),
    (
        "El presidente de Perú, [Juan Paz], llegó. Habló una portavoz, [Ana Ruiz].",
        {"Juan Paz": "PE", "Ana Ruiz": None},
        {},
    ),
    (
        "El presidente de Perú, [Juan Paz], llegó. [Ana Ruiz], su portavoz, habló.",
        {"Juan Paz": "PE", "Ana Ruiz": None},
        {},
    ),
    (
        "Su portavoz, [Ana Ruiz], habló. El presidente de Perú, [Juan Paz], llegó.",
        {"Ana Ruiz": None, "Juan Paz": "PE"},
        {},
    ),
    (
        "El canciller de Perú, [Juan Paz], llegó. El canciller de Chile, [Luis Mora], comió. Habló el "
        "canciller peruano. Su portavoz, [Ana Ruiz], calló.",
        {"Juan Paz": "PE", "Luis Mora": "CL", "Ana Ruiz": "PE"},
        {},
    ),
    (
        "[Ban Ki-moon] llegó. Su portavoz, [Ana Ruiz], habló.",
        {"Ban Ki-moon": "KR", "Ana Ruiz": None},
        {"known": {"Ban Ki-moon": {"country": "KR", "role": "secretary_general"}}},
    ),
    (
        "[Kim Suk] llegó. Su portavoz, [Ana Ruiz], habló.",
        {"Kim Suk": None, "Ana Ruiz": None},
        {"known": {"Kim Suk": {"country": "KR", "role": "igo_official"}}},
    ),
    (
        "[Kim Suk] llegó. Su portavoz, [Ana Ruiz], habló.",
        {"Kim Suk": "KR", "Ana Ruiz": "KR"},
        {"known": {"Kim Suk": {"country": "KR", "role": "minister"}}},
    ),
    # a relative too
    ("El presidente de Perú, [Juan Paz], llegó con su esposa, [Ana Ruiz].", {"Juan Paz": "PE", "Ana Ruiz": "PE"}, {}),
    ("El presidente de Perú, [Juan Paz], llegó con su esposa [Ana Ruiz].", {"Juan Paz": "PE", "Ana Ruiz": "PE"}, {}),
    ("El presidente de Perú, [Juan Paz], llegó con su amiga, [Ana Ruiz].", {"Juan Paz": "PE", "Ana Ruiz": None}, {}),
    ("El presidente de Perú, [Juan Paz], llegó con la esposa, [Ana Ruiz].", {"Juan Paz": "PE", "Ana Ruiz": None}, {}),
    (
        "Llegó su esposa, [Ana Ruiz]. El presidente de Perú, [Juan Paz], calló.",
        {"Ana Ruiz": None, "Juan Paz": "PE"},
        {},
    ),
    (
        "El canciller de Chile, [Luis Mora], y el presidente de Perú, [Juan Paz], con su esposa, [Ana Ruiz].",
        {"Luis Mora": "CL", "Juan Paz": "PE", "Ana Ruiz": "PE"},
        {},
    ),
    (
        "El presidente de Perú, [Juan Paz], llegó con su esposa, [Ana Ruiz].",
        {"Juan Paz": "PE", "Ana Ruiz": "CL"},
        {"known": {"Ana Ruiz": {"country": "CL"}}},
    ),
    ("esposa, [Ana Ruiz] y el presidente de Perú, [Juan Paz]", {"Ana Ruiz": None, "Juan Paz": "PE"}, {}),
]


@pytest.mark.parametrize(("text", "wanted", "given"), HOME)
def test_country_of_persons(text: str, wanted: dict[str, str | None], given: dict[str, Any]) -> None:
    assert countries_in(named(text, **given)) == wanted


LEADING: list[tuple[dict[str, int], str | None]] = [
    ({"PE": 3}, "PE"),
    ({"PE": 2}, "the dateline's"),
    ({"PE": 3, "CL": 2}, "PE"),
    ({"PE": 22, "CL": 15}, "the dateline's"),  # 1.47 times
    ({"PE": 33, "CL": 22, "BO": 21}, "PE"),
    ({}, "the dateline's"),
]


@pytest.mark.parametrize(("votes", "code"), LEADING)
def test_a_country_leads_by_half_as_often_again(votes: dict[str, int], code: str | None) -> None:
    assert _main_country(Counter(votes), "the dateline's") == code
