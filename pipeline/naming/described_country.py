"""The country that the words right beside a person's name give: "el informante estadounidense Edward Snowden".

"Su par argentino, Martín Ruiz", "su homóloga de Perú, Ana Paz" and "Ana Paz (Perú)" need no title. A body of that
country before a comma says nothing: "según el diario argentino, Ruiz viajó".
"""

from __future__ import annotations

from spacy.tokens import Doc

from pipeline.knowledge import gazetteer
from pipeline.naming.title_lists import Name
from pipeline.naming.title_phrase import country, demonym
from pipeline.naming.title_words import words_of_kind
from pipeline.text.attributes import lower_words, text_between, words_of_doc

#: Nouns that say who somebody is to another; they are no titles (see the conventions of the tables).
PEERS = frozenset("homólogo homóloga par colega contraparte vecino vecina aliado aliada".split())  # noqa: SIM905
_LONGEST_COUNTRY = 6


def described_countries(doc: Doc, names: list[Name]) -> dict[str, str]:
    """Country by person id, for the persons whose names have one beside them; the first mention that has one counts."""
    found: dict[str, str] = {}
    for name in sorted(names, key=lambda n: n.start):
        code = _before(doc, name.start) or _in_parentheses(doc, name.end)
        if code is not None:
            found.setdefault(name.person_id, code)
    return found


def is_after_peer(doc: Doc, start: int) -> bool:
    """Whether "su homólogo marroquí," or "su par de Perú," stands before token `start`; the comma may be missing."""
    words = lower_words(doc)
    i = start - 1
    i -= i > 0 and words[i] in (",", "(")
    if i < 1:
        return False
    if words[i] in PEERS:
        return True
    if words[i - 1] in PEERS and words_of_doc(doc)[i].islower() and demonym(words[i]) is not None:
        return True
    return _peer_of(doc, i) is not None


def _before(doc: Doc, start: int) -> str | None:
    i = start - 1
    comma = i > 0 and doc[i].text in (",", "(")
    i -= comma
    if i < 1:
        return None
    if doc[i].is_lower and (code := demonym(doc[i].lower_)):
        return code if _describes_person(doc, i - 1, comma=comma) else None
    return _peer_of(doc, i)


def _describes_person(doc: Doc, i: int, *, comma: bool) -> bool:
    """Whether the noun at `i` before the demonym may be a person's: "el joven", "su par", not "la empresa"."""
    word = doc[i].lower_
    if comma:
        return word in PEERS
    return word not in words_of_kind("org_noun") | words_of_kind("thing_noun") | words_of_kind("named_after")


def _peer_of(doc: Doc, last: int) -> str | None:
    """ "su homólogo de Perú", "su par de la República Dominicana": the country that ends at token `last`."""
    words = lower_words(doc)
    if not words_of_doc(doc)[last][:1].isupper() or PEERS.isdisjoint(words[max(0, last - _LONGEST_COUNTRY - 2) : last]):
        return None
    for n in range(1, _LONGEST_COUNTRY + 1):
        first = last - n + 1
        if first < 2:
            return None
        i = first - 1
        i -= words[i] in ("la", "los", "las", "el")
        if words[i] in ("de", "del") and words[i - 1] in PEERS:
            code = country(text_between(doc, first, last + 1))
            if code is not None:
                return code
    return None


def _in_parentheses(doc: Doc, end: int) -> str | None:
    """ "Ana Paz (Perú)"."""
    if end + 2 >= len(doc) or doc[end].text != "(":
        return None
    for i in range(end + 2, min(end + 2 + _LONGEST_COUNTRY, len(doc))):
        if doc[i].text == ")":
            return gazetteer.country_code(doc[end + 1 : i].text)
    return None
