"""Persons in a list who share a plural title: "los cancilleres de Perú, Ana Paz, y de Chile, Juan Ruiz".

The country or portfolio of each stands before the name, behind it ("Ana Paz, de Perú, y …") or in one row before all
names ("de Perú y de Chile, Ana Paz y Juan Ruiz").
"""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc

from pipeline.knowledge import gazetteer
from pipeline.naming.capitals import is_capital
from pipeline.naming.title_phrase import TitlePhrase
from pipeline.naming.title_words import portfolios
from pipeline.text.attributes import lower_words

Tokens = tuple[int, int]


@dataclass(slots=True)
class Name:
    """A person's name: tokens `start` to `end` (exclusive)."""

    start: int
    end: int
    person_id: str


@dataclass(slots=True)
class Link:
    """A title of a person; `start`, `end` may be narrower than the phrase (lists)."""

    phrase: TitlePhrase
    person_id: str
    start: int
    end: int
    rule: str
    country: str | None = None
    portfolio: Tokens | None = None


class Lists:
    """Reads the lists of one doc; `names` are persons' names, `phrases` its title phrases."""

    def __init__(self, doc: Doc, names: list[Name], phrases: list[TitlePhrase]) -> None:
        self.doc = doc
        self.words = lower_words(doc)
        self.at = {n.start: n for n in names}
        self.phrase_at = {p.start: p for p in phrases}

    def _list(self, phrase: TitlePhrase, name: Name) -> list[Link]:
        """ "los cancilleres de Perú, Javier González-Olaechea, y de Chile, Alberto van Klaveren"."""
        if phrase.countries:
            return self._one_country_each(phrase, name)
        found = [self._first_of_list(phrase, name)]
        if not phrase.country and self._country_behind(name) is not None:
            return self._countries_behind(phrase, name)
        bare = False  # once each has a country or portfolio of its own, who has none is in the list no more
        current, country, portfolio = self._next_in_list(name.end)
        while current is not None and (country or portfolio or not bare):
            bare = bare or bool(country or portfolio)
            found.append(self._further(phrase, current, len(found), country, portfolio, bare=bare))
            current, country, portfolio = self._next_in_list(current.end)
        return found

    def _one_country_each(self, phrase: TitlePhrase, name: Name) -> list[Link]:
        """ "los cancilleres de Perú y de Colombia, Ana Paz y Juan Ruiz": as many countries as names, in order."""
        names = [name]
        while (following := self._next_in_list(names[-1].end))[0] is not None and not following[1]:
            names.append(following[0])
        each = dict(zip((n.start for n in names), phrase.countries, strict=False))
        if len(names) != len(phrase.countries):
            each, phrase.country = {}, None
        return [
            Link(phrase, n.person_id, phrase.start, phrase.end, "list", each.get(n.start))
            for n in names[: len(phrase.countries)]
        ]

    def _countries_behind(self, phrase: TitlePhrase, name: Name) -> list[Link]:
        """ "los presidentes Ana Paz, de México, y Juan Ruiz, de Colombia"."""
        found: list[Link] = []
        current: Name | None = name
        while current is not None and (behind := self._country_behind(current)) is not None:
            code, end = behind
            found.append(Link(phrase, current.person_id, phrase.start, phrase.end, "list", code))
            current = self._next_in_list(end)[0]
        return found

    def _country_behind(self, name: Name) -> tuple[str, int] | None:
        """A country right after a name, and where it ends: "Ana Paz, de México, …"."""
        i = name.end + (self._word(name.end) == ",")
        if self._word(i) not in ("de", "del"):
            return None
        i += 1
        i += self._word(i) in ("la", "el", "los")
        for n in range(6, 0, -1):
            code = gazetteer.country_code(self.doc[i : i + n].text) if i + n <= len(self.doc) else None
            if code and is_capital(self.doc[i]):
                return code, i + n
        return None

    def _first_of_list(self, phrase: TitlePhrase, name: Name) -> Link:
        end = phrase.portfolios[0][1] if len(phrase.portfolios) > 1 else phrase.end
        portfolio = phrase.portfolios[0] if phrase.portfolios else None
        return Link(phrase, name.person_id, phrase.start, end, "list", phrase.country, portfolio)

    def _further(
        self, phrase: TitlePhrase, name: Name, n: int, country: str | None, portfolio: Tokens | None, *, bare: bool
    ) -> Link:
        """The `n`-th of a list: bare noun with a country of its own, else the phrase as far as its own portfolio."""
        end = phrase.head_end if bare else phrase.end
        if bare and portfolio is None and len(phrase.portfolios) == 1:
            portfolio = phrase.portfolios[0]  # "los ministros de Defensa de Perú, Ana Paz, y de Chile, Juan Ruiz"
            end = portfolio[1]
        if not bare and phrase.portfolios:
            portfolio = phrase.portfolios[min(n, len(phrase.portfolios) - 1)]
            end = portfolio[1] if len(phrase.portfolios) > 1 else phrase.end
        return Link(phrase, name.person_id, phrase.start, end, "list", country or phrase.country, portfolio)

    def _next_in_list(self, i: int) -> tuple[Name | None, str | None, Tokens | None]:
        """The next name of a list after token `i`, and the country or portfolio given for it, if one is."""
        separated = False
        if self._word(i) == "(" and ")" in (self._word(i + 2), self._word(i + 3)):
            i += 3 if self._word(i + 2) == ")" else 4  # "Dilma Rousseff (Brasil), …"
        while self._word(i) in (",", ";", "y", "e", "(", ")"):
            separated, i = True, i + 1
        i += self._word(i) in ("de", "del")
        i += self._word(i) in ("el", "la", "los")
        if not separated:
            return None, None, None
        if i in self.at:
            return self.at[i], None, None
        for n in range(5, 0, -1):
            code = gazetteer.country_code(self.doc[i : i + n].text) if i + n <= len(self.doc) else None
            if code and is_capital(self.doc[i]):
                return self._name_at(i + n), code, None
            if tuple(self.words[i : i + n]) in portfolios():
                return self._name_at(i + n), None, (i, i + n)
        return None, None, None

    def _name_at(self, i: int) -> Name | None:
        """A name at `i`, a comma and a military rank before it aside."""
        i += self._word(i) in (",", "(")
        rank = self.phrase_at.get(i)
        return self.at.get(rank.end if rank is not None and rank.noun.role == "military" else i)

    def _word(self, i: int) -> str:
        return self.words[i] if 0 <= i < len(self.words) else ""
