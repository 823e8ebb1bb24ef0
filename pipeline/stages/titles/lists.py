"""Persons in a list who share a plural title: "los cancilleres de Perú, Ana Paz, y de Chile, Juan Ruiz".

The country or portfolio of each stands before the name, after it ("Ana Paz, de Perú, y …") or in one row before all
names ("de Perú y de Chile, Ana Paz y Juan Ruiz").
"""

from __future__ import annotations

from typing import NamedTuple

from pipeline.knowledge import gazetteer
from pipeline.naming.capitals import has_capital
from pipeline.naming.title_phrase import TitlePhrase
from pipeline.naming.title_words import portfolios
from pipeline.stages.titles.model import Link, Name, Tokens
from pipeline.stages.titles.surroundings import Surroundings
from pipeline.text.attributes import text_between
from pipeline.text.longest import ends_from_longest

_SEPARATORS = frozenset(", ; y e ( )".split())  # noqa: SIM905
#: Most words of a country after a name, and of a country or portfolio before one.
_AFTER, _BEFORE = 6, 5


class _Listed(NamedTuple):
    """A further name of a list, with the country (ISO code) or portfolio that is given for it alone."""

    name: Name
    country: str | None = None
    portfolio: Tokens | None = None


class ListReader:
    """Reads the lists of one doc."""

    def __init__(self, here: Surroundings) -> None:
        self.here = here

    def links(self, phrase: TitlePhrase, name: Name) -> list[Link]:
        """Return the titles of all persons in a list; `phrase` is its plural, `name` its first name."""
        if phrase.countries:
            return self._one_country_each(phrase, name)
        if not phrase.country and self._country_after(name) is not None:
            return self._countries_after(phrase, name)
        found = [_first_of_list(phrase, name)]
        bare = False  # after the first with a country or portfolio of its own, a name without one ends the list
        listed = self._next(name.end)
        while listed is not None and (listed.country or listed.portfolio or not bare):
            bare = bare or bool(listed.country or listed.portfolio)
            found.append(_further_of_list(phrase, listed, len(found), bare=bare))
            listed = self._next(listed.name.end)
        return found

    def _one_country_each(self, phrase: TitlePhrase, name: Name) -> list[Link]:
        """Return the titles, a country for each name in order: "los cancilleres de Perú y Chile, Ana Paz y Juan Ruiz".

        Where there are more or fewer names, no title has a country.
        """
        names = [name]
        while (listed := self._next(names[-1].end)) is not None and not listed.country:
            names.append(listed.name)
        each = dict(zip((n.start for n in names), phrase.countries, strict=False))
        if len(names) != len(phrase.countries):
            each, phrase.country = {}, None
        return [
            Link(phrase, n.person_id, phrase.start, phrase.end, "list", each.get(n.start))
            for n in names[: len(phrase.countries)]
        ]

    def _countries_after(self, phrase: TitlePhrase, name: Name) -> list[Link]:
        """Return the titles of names each followed by a country: "los presidentes Ana Paz, de Perú, y Juan Ruiz, …"."""
        found: list[Link] = []
        listed: _Listed | None = _Listed(name)
        while listed is not None and (after := self._country_after(listed.name)) is not None:
            code, end = after
            found.append(Link(phrase, listed.name.person_id, phrase.start, phrase.end, "list", code))
            listed = self._next(end)
        return found

    def _country_after(self, name: Name) -> tuple[str, int] | None:
        """Return the ISO code and end of a country right after a name, or None: "Ana Paz, de México, …"."""
        here = self.here
        i = name.end + (here.word(name.end) == ",")
        if here.word(i) not in ("de", "del"):
            return None
        i += 1
        i += here.word(i) in ("la", "el", "los")
        ends = ends_from_longest(i, len(here.words), _AFTER)
        return next(((code, end) for end in ends if (code := self._country(i, end))), None)

    def _country(self, start: int, end: int) -> str | None:
        """Return the ISO code of the country that the tokens name, or None; it must begin with a capital letter."""
        return gazetteer.country_code(text_between(self.here.doc, start, end)) if self._has_capital(start) else None

    def _has_capital(self, i: int) -> bool:
        return has_capital(self.here.doc[i].text)

    def _next(self, i: int) -> _Listed | None:
        """Return the next name of a list from token `i` on, or None where the list ends."""
        here = self.here
        start = self._after_brackets(i)
        i = start
        while here.word(i) in _SEPARATORS:
            i += 1
        if i == start:
            return None
        i += here.word(i) in ("de", "del")
        i += here.word(i) in ("el", "la", "los")
        if i in here.names_at:
            return _Listed(here.names_at[i])
        for end in ends_from_longest(i, len(here.words), _BEFORE):
            code = self._country(i, end)
            if code or tuple(here.words[i:end]) in portfolios():
                name = self.name_at(end)
                return _Listed(name, code, None if code else (i, end)) if name is not None else None
        return None

    def _after_brackets(self, i: int) -> int:
        """Return `i`, or where one or two words in brackets end that begin there: "Dilma Rousseff | (Brasil), …"."""
        here = self.here
        if here.word(i) != "(":
            return i
        return next((end + 1 for end in (i + 2, i + 3) if here.word(end) == ")"), i)

    def name_at(self, i: int) -> Name | None:
        """Return the name at `i`, or None; a comma and a military rank may stand before it."""
        here = self.here
        i += here.word(i) in (",", "(")
        rank = here.phrase_at.get(i)
        return here.names_at.get(rank.end if rank is not None and rank.noun.role == "military" else i)


def _first_of_list(phrase: TitlePhrase, name: Name) -> Link:
    """Return the title of the first person in a list: the phrase as far as its first portfolio."""
    end = phrase.portfolios[0][1] if len(phrase.portfolios) > 1 else phrase.end
    portfolio = phrase.portfolios[0] if phrase.portfolios else None
    return Link(phrase, name.person_id, phrase.start, end, "list", phrase.country, portfolio)


def _further_of_list(phrase: TitlePhrase, listed: _Listed, n: int, *, bare: bool) -> Link:
    """Return the title of the `n`-th person in a list, counted from 0.

    With `bare` it is the noun and a country or portfolio of its own, else the phrase as far as the `n`-th portfolio.
    """
    portfolio, end = listed.portfolio, phrase.head_end if bare else phrase.end
    if bare and portfolio is None and len(phrase.portfolios) == 1:
        portfolio = phrase.portfolios[0]  # "los ministros de Defensa de Perú, Ana Paz, y de Chile, Juan Ruiz"
        end = portfolio[1]
    elif not bare and phrase.portfolios:
        portfolio = phrase.portfolios[min(n, len(phrase.portfolios) - 1)]
        end = portfolio[1] if len(phrase.portfolios) > 1 else phrase.end
    country = listed.country or phrase.country
    return Link(phrase, listed.name.person_id, phrase.start, end, "list", country, portfolio)
