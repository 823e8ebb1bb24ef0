"""Names of countries, regions and cities: which state, which coordinates.

Countries, demonyms, capitals, seats of government and regions come from lexicons (`countries`, `demonyms`,
`known_places`), towns above 15,000 people from GeoNames (`cities`), and `find` chooses among them.

    >>> country_code("los Estados Unidos"), demonym_code("kazajas"), demonym_codes("sino-ruso"), capital_code("Kremlin")
    ('US', 'KZ', ('CN', 'RU'), 'RU')

Names are compared without regard to case and accents ("MEXICO" is "México"), but never by parts: finding names in
running text is the business of the stages. Nothing is read before the first question.
"""

from pipeline.knowledge.gazetteer.cities import find_city
from pipeline.knowledge.gazetteer.countries import (
    country_code,
    country_name,
    country_names,
    country_surfaces,
    is_ambiguous_country,
    is_state,
)
from pipeline.knowledge.gazetteer.demonyms import demonym_code, demonym_codes, demonym_surfaces, inflect
from pipeline.knowledge.gazetteer.find import country_place, find_place
from pipeline.knowledge.gazetteer.known_places import (
    capital_code,
    capital_surfaces,
    city_surfaces,
    is_seat,
    main_city,
    region_surfaces,
    state_called_like,
)
from pipeline.knowledge.gazetteer.model import Place

__all__ = [
    "Place",
    "capital_code",
    "capital_surfaces",
    "city_surfaces",
    "country_code",
    "country_name",
    "country_names",
    "country_place",
    "country_surfaces",
    "demonym_code",
    "demonym_codes",
    "demonym_surfaces",
    "find_city",
    "find_place",
    "inflect",
    "is_ambiguous_country",
    "is_seat",
    "is_state",
    "main_city",
    "region_surfaces",
    "state_called_like",
]
