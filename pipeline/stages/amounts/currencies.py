"""Which money a word or a sign means: "dólares canadienses" CAD, "€" EUR, "pesos" by the country.

Names of currencies are in `lexicons/currencies.csv`, signs in `currency_symbols.csv`; which country pays with what is
CLDR's (through Babel), demonyms are the gazetteer's.
"""

from __future__ import annotations

from functools import lru_cache

from pipeline.knowledge import gazetteer
from pipeline.knowledge.lexicon import per_lexicon, word_list
from pipeline.text.folding import fold
from pipeline.text.word_values import surfaces


def currency_nouns() -> dict[str, str]:
    """Return the ISO 4217 code of each currency by its folded name, '' where several countries share the name."""
    return surfaces("currencies", "code")


def currency_signs() -> dict[str, str]:
    """Return the ISO 4217 code of each folded sign or code, '' for the bare "$"."""
    return surfaces("currency_symbols", "code")


@per_lexicon
def peso_codes() -> frozenset[str]:
    """Return the ISO 4217 codes of the currencies that are called pesos."""
    return frozenset(word_list("currencies", "peso", "shared_by"))


@lru_cache(maxsize=512)
def money_of(country: str, noun: str) -> str | None:
    """Return the ISO code of the country's current money if it bears this name.

    ("MX", "pesos") is MXN, ("MX", "dólares") None.
    """
    from babel.numbers import get_currency_name, get_territory_currencies  # here: few texts ask, and it loads slowly

    for code in get_territory_currencies(country):
        name = fold(get_currency_name(code, count=2, locale="es"))
        if name.split()[0].rstrip("s")[:4] == fold(noun).split()[0].rstrip("s")[:4]:
            return str(code)
    return None


def currency_code(noun: str, demonym: str | None, country: str | None) -> tuple[str | None, bool]:
    """Return the ISO code of a currency by its name, an adjective after it and the country of the article.

    The second value says whether the adjective was part of the name ("pesos mexicanos"; not "dólares anuales").
    """
    if demonym and (code := gazetteer.demonym_code(demonym)) and (money := money_of(code, noun)):
        return money, True
    if known := currency_nouns().get(fold(noun)):
        return known, False
    return (money_of(country, noun) if country else None), False
