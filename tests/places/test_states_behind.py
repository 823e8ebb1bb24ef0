"""Which state the words behind a town say it lies in."""

from __future__ import annotations

import pytest

from pipeline.stages.places.appositions import country_after
from tests.places.barred import barred


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("|San José|, California", "US"),
        ("|San José| (California)", "US"),
        ("|San José|, en California, Estados Unidos", "US"),
        ("|Santiago|, Chile", "CL"),
        ("|Santiago|, Brasil y", "BR"),
        ("|Santiago|, Brasil y todos", "BR"),
        ("|Santiago|, Brasil y Juan Paz", "BR"),
        ("|Rosario|, provincia de Santa Fe", "AR"),
        ("|San José|, provincia del norte de Chile", "CL"),
        ("|Valencia|, en el estado venezolano de Carabobo", "VE"),
        ("|Trinidad|, en la boliviana", "BO"),
        ("|Homestead|, en el sur de la Florida", "US"),  # five small words between
        ("|Homestead|, en Miami", "US"),
        ("|Savannah|, en Georgia", "US"),  # the town tells which Georgia
        ("|Columbus|, Georgia", "US"),
        ("|Tiflis|, en Georgia", "GE"),
        ("|Villarriba|, en Georgia", "GE"),
        ("|Toluca|, México", "MX"),
    ],
)
def test_a_state_is_told(text: str, country: str) -> None:
    words, at, end = barred(text)
    assert country_after(words, at, end) == country


@pytest.mark.parametrize(
    "text",
    [
        "|San José|",
        "|San José|,",
        "|San José|; California",
        "|San José| y California",
        "|Santiago|, Brasil y Perú",  # a list
        "|Santiago|, Brasil, Perú",
        "|Rosario|, el Brasil",  # no "en", no noun
        "|Rosario|, de Brasil",
        "|Rosario|, norte de Brasil",
        "|Rosario|, en extremo de Brasil",
        "|Trinidad|, boliviana de nacimiento",  # a woman
        "|Trinidad|, en Boliviana de Aviación",  # an airline
        "|San Pedro|, en chile",  # a pepper
        "|Santiago|, en América Latina",  # no state
        "|Santiago|, en el Palacio de Miraflores",  # the palace is no state
    ],
)
def test_no_state_is_told(text: str) -> None:
    words, at, end = barred(text)
    assert country_after(words, at, end) is None
