"""Whom a speaker told by a noun stands for: "el funcionario", "la dependencia", "el diario".

The reader points to the words that say who speaks; here they go back to whoever was named before, or stay as they are
where that is not sure. A speaker is a row of the reader's (see `pipeline.reader.component.read`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc

from pipeline.knowledge.gazetteer import demonym_code
from pipeline.knowledge.lexicon import word_list
from pipeline.reader.actors import actor_row, alliances_of, find_actors
from pipeline.text.attributes import Row, article_of, lower_words, rows_of, text_of

#: Words of a noun that tells nothing but an office or where its holder comes from: "visitante chino".
_BARE = 2


@dataclass
class Memory:
    """Who spoke last, of persons, of bodies and of media."""

    person: Row | None = None
    body: Row | None = None
    medium: Row | None = None

    def keep(self, speaker: Row) -> None:
        """Remember `speaker` as the last one."""
        if speaker["kind"] == "person" and speaker["person_id"]:
            self.person = speaker
        elif speaker["kind"] in ("organization", "institution"):
            self.body = speaker
        elif speaker["kind"] == "media" and speaker["entity_id"]:
            self.medium = speaker


def resolved(doc: Doc, speaker: Row, memory: Memory) -> Row:
    """Return `speaker`, or whom its words stand for, at the place of these words."""
    if speaker["person_id"] or speaker["entity_id"]:
        return speaker
    by_kind = {"media": _medium, "anaphor": _body, "person": _person, "name": _national}
    find = by_kind.get(speaker["kind"])
    found = find(doc, speaker, memory) if find else None
    place = ("first", "last", "sure")
    return {**found, **{name: speaker[name] for name in place}} if found is not None else speaker


def _nouns(name: str) -> tuple[str, ...]:
    """Return the nouns of one sort of `reference_nouns.csv`."""
    return word_list("reference_nouns", name, "nouns")


def _head(speaker: Row) -> str:
    return str(speaker["name"]).split()[0].lower()


def _body(doc: Doc, speaker: Row, memory: Memory) -> Row | None:
    """Return whom "la dependencia" is: the body that spoke last, else the organization of states named last before."""
    if not speaker["definite"]:
        return None
    alliances = alliances_of(doc)
    named = [a for a in find_actors(doc) if a.start < speaker["first"] and a.entity_id in alliances]
    return memory.body or (actor_row(named[-1]) if named else None)


def _medium(doc: Doc, speaker: Row, memory: Memory) -> Row | None:
    """Return what "el rotativo alemán" is: the newspaper that spoke last, else that named last before.

    It is never the agency of the dateline.
    """
    if not speaker["definite"] or _head(speaker) not in _nouns("papers"):
        return None
    agency = str(article_of(doc).get("agency")).casefold()
    if memory.medium is not None and memory.medium["name"].casefold() != agency:
        return memory.medium
    named = [a for a in find_actors(doc) if a.start < speaker["first"] and a.kind == "media" and a.entity_id]
    named = [a for a in named if a.name.casefold() != agency]
    return actor_row(named[-1]) if named else None


def _national(doc: Doc, speaker: Row, memory: Memory) -> Row | None:
    """Return whom "el australiano" is: the last speaker if of that country, else the only person of it."""
    name = str(speaker["name"])
    code = demonym_code(name) if name.islower() and not speaker["plural"] else None
    if code is None:
        return None
    last = memory.person
    return last if last is not None and last["country"] == code else _only_person(doc, code)


def _only_person(doc: Doc, country: str) -> Row | None:
    people = {a.person_id: a for a in find_actors(doc) if a.person_id is not None and a.country == country}
    return actor_row(next(iter(people.values()))) if len(people) == 1 else None


def _person(doc: Doc, speaker: Row, memory: Memory) -> Row | None:
    """Return whom "el funcionario", "la titular de Salud", "el visitante chino" is; "la fuente" has no name."""
    if speaker["plural"] or _is_told_apart(doc, speaker) or _head(speaker) in _nouns("unnamed"):
        return None
    country, last = _country_of(lower_words(doc)[speaker["first"] + 1 : speaker["last"]]), memory.person
    if last is not None and speaker["definite"] and _is_of(last, country) and _fits(doc, speaker, last, country):
        return last
    if country is not None and _head(speaker) in (*_nouns("state"), *_nouns("peers")):
        return _only_person(doc, country)
    return None


def _is_told_apart(doc: Doc, speaker: Row) -> bool:
    """Whether a clause tells who is meant: "el funcionario que encargó la obra"."""
    return lower_words(doc)[speaker["last"] : speaker["last"] + 1] == ["que"]


def _is_of(person: Row, country: str | None) -> bool:
    """Whether a person may be of a country, which is not told for either."""
    return country is None or person["country"] in (country, None)


def _fits(doc: Doc, speaker: Row, person: Row, country: str | None) -> bool:
    """Whether a noun may stand for a person: it says nothing but an office, or words of a title of that person."""
    words = str(speaker["name"]).split()
    if len(words) <= _BARE and "de" not in words:
        return True
    titles = _titles_of(doc, person)
    names = {word for word in words if word[0].isupper() and len(word) > 2}
    if _head(speaker) == "titular" and not names:
        return bool(titles)
    if _head(speaker) == "titular" or country is None:
        return any(names & set(title) for title in titles)
    return _is_title_of(_head(speaker), titles, person)


def _is_title_of(noun: str, titles: list[list[str]], person: Row) -> bool:
    """Whether a noun heads a title of a person, or is any officer and the person is known to be one of a state."""
    if noun in {title[0].lower() for title in titles}:
        return True
    return noun in _nouns("officers") and person["country"] is not None


def _titles_of(doc: Doc, person: Row) -> list[list[str]]:
    """Return the words of each title that the text gives a person."""
    text, rows = text_of(doc), rows_of(doc, "titles")
    return [text[r["start"] : r["end"]].split() for r in rows if r["person_id"] == person["person_id"]]


def _country_of(words: Sequence[str]) -> str | None:
    return next((code for word in words if (code := demonym_code(word)) is not None), None)
