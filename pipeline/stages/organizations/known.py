"""Bodies that the lexicon knows: "Naciones Unidas", "la OPS", "Petrobras"."""

from __future__ import annotations

from pipeline.stages.organizations.evidence import is_in_place_name, is_in_text_name
from pipeline.stages.organizations.growth import with_state
from pipeline.stages.organizations.lexicons import heads, known_bodies
from pipeline.stages.organizations.model import Found
from pipeline.stages.organizations.words import LEADING
from pipeline.text.surfaces import Word

#: More capitalised words in a row than a company's name has: a headline.
_LONGEST_COMPANY = 6
#: Kinds of bodies whose names go on with their state: "Agencia Nacional de Seguridad de Estados Unidos".
_OF_STATES = frozenset(("government", "ministry", "armed_forces", "legislature"))


def known_body(words: list[Word], at: int, people: frozenset[int]) -> tuple[int, Found] | None:
    """Return the word index of the end (exclusive) and the mention of the longest known body at `words[at]`.

    `people` are the characters where names of persons begin.
    """
    hit = known_bodies().longest(words, at)
    if hit is None:
        return None
    end, (entry, acronym) = hit
    if _names_something_else(words, at, end):
        return None
    if entry["kind"] in _OF_STATES and not acronym:
        named = _with_own_state(words, end, entry["country"])
        if named is None:
            return None
        end = named
    elif entry["kind"] == "company":
        end = _with_division(words, at, end, people)
    rule = f"organizations:{entry['id']}"
    return end, Found(words[at].start, words[end - 1].end, rule, entry, entry["kind"], acronym, entry["id"])


def _names_something_else(words: list[Word], at: int, end: int) -> bool:
    """Whether the words `at:end` are a common noun or stand in the name of a person, a text or a place."""
    if end == at + 1 and not words[at].acronym and _continues_name(words, at):
        return True
    if not any(c.isupper() for c in words[at].text):
        return True
    return is_in_text_name(words, at) or is_in_place_name(words, at)


def _with_own_state(words: list[Word], end: int, country: str) -> int | None:
    """Return the end including the state named after a state's body, None where that is not the `country` of the body.

    "Departamento de Defensa | de Filipinas" is not that of the United States.
    """
    named, state = with_state(words, end)
    return None if named > end and country and country != state else named


def _with_division(words: list[Word], at: int, end: int, people: frozenset[int]) -> int:
    """Return the end with capitalised words right after a company: "Samsung | Electronics", not "Pemex Juan Paz"."""
    last = end
    while last < len(words) and words[last].capital and words[last].gap == " " and words[last].start not in people:
        if len(words[last].text) == 1:
            break  # "YPFB Chaco S.A."
        last += 1
    headline = all(w.capital for w in words[at:last]) and last - at > _LONGEST_COMPANY
    return end if headline or any(w.acronym for w in words[end:last]) else last


def _continues_name(words: list[Word], at: int) -> bool:
    """Whether a capitalised word right in front makes "Fatah" a piece of another name ("Abdel Fatah")."""
    before = words[at - 1] if at else None
    if before is None or not before.capital or before.acronym or words[at].gap != " ":
        return False
    opens = at == 1 or not (words[at - 2].text.isalnum() or words[at - 2].text in "),")
    return not opens and before.text.lower() not in LEADING and not heads().longest(words, at - 1)
