"""Names that begin with a noun of places, and towns whose name goes on."""

from __future__ import annotations

import pytest

from pipeline.stages.places.by_head import longer_town, name_with_head
from tests.places.barred import asked


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("el |Palacio| de Gobierno", "Palacio de Gobierno"),
        ("|Isla| Margarita", "Isla Margarita"),
        ("|Palacio| Nacional\nPaz habló", "Palacio Nacional"),  # another line
        ("|Hotel| Sol de\nLima llegó", "Hotel Sol"),
        ("|Hotel| Sol de", "Hotel Sol"),
        ("|Hotel| Sol de lima", "Hotel Sol"),
        ("|Hotel| Sol EEUU", "Hotel Sol"),  # an acronym begins another name
        ("|Hotel| Sol y Ana Paz", "Hotel Sol"),  # "y" joins two names
        ("|Hotel| de la Paz", "Hotel de la Paz"),
        ("|Hotel| Mayor de Lima", "Hotel Mayor de Lima"),
        ("|Plaza| de Toluca", "Plaza de Toluca"),
        ("|Plaza| Mayor de Lima ayer", "Plaza Mayor"),  # which stands in Lima
        ("|Palacio| de Gobierno de San José ayer", "Palacio de Gobierno"),
        ("|Palacio| Mayor de las Cortes", "Palacio Mayor de las Cortes"),  # no town
        ("|Palacio| de Gobierno del Estado de México", "Palacio de Gobierno"),
        ("|Centro Histórico| de Lima", "Centro Histórico de Lima"),
        ("la Autoridad del |Puerto| de Veracruz", "Puerto de Veracruz"),  # known by itself
        (" |Palacio| de Gobierno y Ana Paz", "Palacio de Gobierno"),  # a blank, and no name before
        ("|Palacio|", None),
        ("|Palacio| y Museo", None),
        ("|Hotel| de\nLima", None),
        ("|Hotel| EEUU", None),
        ("|palacio| de Gobierno", None),
        ("|PALACIO| de Gobierno", None),
        ("la Sala |Palacio| Nacional", None),  # a piece of the room's name
    ],
)
def test_where_a_name_ends(text: str, name: str | None) -> None:
    context, at, _ = asked(text)
    hit = name_with_head(context, at)
    assert (hit and context.surface(at, hit[0])) == name
    assert (hit and context.text[hit[1].start : hit[1].end]) == name


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("|Hotel| Sol, Lima", "PE"),
        ("|Plaza| Mayor de Lima", "PE"),
        ("|Isla| Margarita", "VE"),
        ("China ofreció una cena en el |Hotel| Sol", "CN"),  # the article's country
        ("China ofreció una cena en el |Hotel| Sol, Lima", "PE"),
        ("|Hotel| Sol", None),
    ],
)
def test_in_which_country_it_is(text: str, country: str | None) -> None:
    context, at, _ = asked(text)
    hit = name_with_head(context, at)
    assert hit
    assert hit[1].place.country == country


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("|Santiago| de los Caballeros", "Santiago de los Caballeros"),
        ("|Santiago| de Compostela Paz Roja", "Santiago de Compostela"),
        ("|Santa Cruz| de la Sierra y de La Paz", "Santa Cruz de la Sierra"),
        ("|San Juan| de los Morros", "San Juan de los Morros"),
        ("|Santiago|", None),
        ("|Santiago| de", None),
        ("|Santiago| Paz", None),
        ("|Santiago| de Perú", None),
        ("|Lima| de Ana Paz", None),
        ("|Santiago| del Estero", None),  # "del" begins a province's name here
    ],
)
def test_a_town_has_a_longer_name(text: str, name: str | None) -> None:
    context, at, end = asked(text)
    longer = longer_town(context, at, end)
    assert (longer and context.surface(at, longer)) == name
