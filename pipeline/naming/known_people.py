"""Registry of known office holders (`lexicons/people.csv`): who a name is, by full name, spelling variant or surname.

The registry never puts a person in a text: it only says that the "Lavrov" or "Tokáyev" named there is a person, which
state that person acts for and which id the person has in all articles.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Mapping
from functools import lru_cache
from itertools import filterfalse
from typing import NamedTuple

from pipeline.knowledge.entries import split_cell
from pipeline.knowledge.gazetteer import city_surfaces
from pipeline.knowledge.lexicon import per_lexicon, read_lexicon

#: Lower-case words inside a name that are neither given name nor surname: "Ursula von der Leyen", "Luiz da Silva".
PARTICLES = frozenset(
    """
    de del la las los da das do dos di du van von der den ter zu le bin ibn ben bint al el ul e y
    """.split()  # noqa: SIM905 (a list of words reads better than a list of quotes)
)

#: Characters that count as spaces.
_SIGNS = str.maketrans(dict.fromkeys("-‐‑'’`.\"“”«»", " "))
_INITIAL = re.compile(r"(?<=\w) [A-ZÁÉÍÓÚÑ]\.? (?=\w)")


class KnownPerson(NamedTuple):
    """One office holder; `since` and `until` are years of the office in `role`, None when open."""

    id: str
    name: str
    variants: tuple[str, ...]
    country: str | None
    gender: str | None
    role: str | None
    organization: str | None
    since: int | None
    until: int | None


@lru_cache(maxsize=1 << 16)
def fold_person(name: str) -> str:
    """Return a name without accents, case, hyphens and double spaces: `fold_person("Tokáyev") == "tokayev"`."""
    if not name.isascii():
        name = "".join(filterfalse(unicodedata.combining, unicodedata.normalize("NFD", name)))
    return " ".join(name.translate(_SIGNS).casefold().split())


def slug(name: str) -> str:
    """Return an identifier made of a name: `slug("Álvaro Díaz") == "alvaro-diaz"`."""
    return re.sub(r"[^a-z0-9]+", "-", fold_person(name)).strip("-")


@per_lexicon
def known_people() -> tuple[KnownPerson, ...]:
    """Return all entries of the registry."""
    return tuple(
        KnownPerson(
            id=row["id"],
            name=row["name"],
            variants=split_cell(row["variants"]),
            country=row["country"] or None,
            gender=row["gender"] or None,
            role=row["role"] or None,
            organization=row["organization"] or None,
            since=int(row["from"]) if row["from"] else None,
            until=int(row["to"]) if row["to"] else None,
        )
        for row in read_lexicon("people")
    )


@per_lexicon
def _by_name() -> Mapping[str, tuple[KnownPerson, ...]]:
    """Return the office holders by each of their names and variants, folded."""
    index: dict[str, list[KnownPerson]] = defaultdict(list)
    for person in known_people():
        for name in {fold_person(person.name), *(fold_person(v) for v in person.variants)}:
            index[name].append(person)
    return {name: tuple(people) for name, people in index.items()}


@per_lexicon
def known_openers() -> frozenset[str]:
    """Return the first words of the registry's names and variants, folded."""
    return frozenset(name.split()[0] for name in _by_name())


@per_lexicon(maxsize=1 << 15)
def people_named(name: str) -> tuple[KnownPerson, ...]:
    """Return the office holders with this full name or variant; accents, case and a middle initial do not count."""
    found = _by_name().get(fold_person(name), ())
    if not found and _INITIAL.search(name):  # "Robert M. Gates"
        found = _by_name().get(fold_person(_INITIAL.sub(" ", name)), ())
    return found


@per_lexicon
def _rulers_by_surname() -> Mapping[str, tuple[KnownPerson, ...]]:
    """Return presidents, premiers and foreign ministers whose first year is known, by surname, folded."""
    index: dict[str, list[KnownPerson]] = defaultdict(list)
    for person in known_people():
        if person.role in ("head_of_state", "head_of_government", "foreign_minister") and person.since:
            for word in {fold_person(name).split()[-1] for name in (person.name, *person.variants)}:
                index[word].append(person)
    return {word: tuple(people) for word, people in index.items()}


def may_rule(surname: str) -> bool:
    """Whether a president, premier or foreign minister of the registry has this surname."""
    return fold_person(surname) in _rulers_by_surname()


def in_office(surname: str, *, year: int | None, countries: Collection[str]) -> KnownPerson | None:
    """Return the one president, premier or foreign minister of this surname in office in one of the countries.

    "Correa" in a text of 2010 that names Ecuador; None without a year, or when two fit.
    """
    if year is None:
        return None
    found = [
        p
        for p in _rulers_by_surname().get(fold_person(surname), ())
        if p.country in countries and (p.since or year) <= year <= (p.until or year)
    ]
    return found[0] if len(found) == 1 else None


@per_lexicon
def longest_known_name() -> int:
    """Return the number of words of the longest name in the registry."""
    return max(len(name.split()) for name in _by_name())


@per_lexicon
def given_names() -> Mapping[str, str]:
    """Return, by given name (accents and case folded), `male`, `female` or, for both, an empty text."""
    return {fold_person(row["name"]): row["gender"] for row in read_lexicon("given_names")}


@per_lexicon
def known_media() -> frozenset[str]:
    """Return the folded names of news agencies, papers and stations, which speak like persons.

    Names that are also a given name or a town's are left out.
    """
    rows = list(read_lexicon("agencies"))
    rows += [row for row in read_lexicon("organizations") if row["kind"] == "media"]
    names = frozenset(fold_person(name) for row in rows for name in (row["name"], *split_cell(row["variants"])))
    return names - given_names().keys() - {fold_person(s) for s in city_surfaces()}


def gender_of_given_name(name: str) -> str | None:
    """Return `male` or `female` according to the first word of `name`; None if it is of both or unknown."""
    words = fold_person(name).split()
    return given_names().get(words[0]) or None if words else None
