"""The country that the words right beside a person's name give: "el informante estadounidense Edward Snowden".

"Su par argentino, Martín Ruiz", "su homóloga de Perú, Ana Paz" and "Ana Paz (Perú)" need no title. A body of that
country before a comma says nothing: "según el diario argentino, Ruiz viajó".
"""

from __future__ import annotations

from spacy.tokens import Doc

from pipeline.knowledge import gazetteer
from pipeline.naming.peers import country_of_peer
from pipeline.naming.title_phrase import demonym
from pipeline.naming.title_words import title_words, words_of_kind
from pipeline.stages.titles.model import Name

#: Most words of a country in parentheses.
_LONGEST_COUNTRY = 6


def described_countries(doc: Doc, names: list[Name]) -> dict[str, str]:
    """Return the ISO code, by person id, of the country beside a person's name; the first mention counts."""
    found: dict[str, str] = {}
    for name in sorted(names, key=lambda n: n.start):
        code = _before(doc, name.start) or _in_parentheses(doc, name.end)
        if code is not None:
            found.setdefault(name.person_id, code)
    return found


def _before(doc: Doc, start: int) -> str | None:
    """Return the ISO code of the demonym or the peer's country before a name at token `start`, or None."""
    i = start - 1
    comma = doc[i].text in (",", "(")
    i -= comma
    if i < 1:
        return None
    if doc[i].is_lower and (code := demonym(doc[i].lower_)):
        return code if _describes_person(doc, i - 1, comma=comma) else None
    return country_of_peer(doc, i)


def _describes_person(doc: Doc, i: int, *, comma: bool) -> bool:
    """Whether the noun at `i` before the demonym may be a person's: "el joven", "su par", not "la empresa"."""
    word = doc[i].lower_
    if comma:
        return word in title_words("peers")
    return word not in words_of_kind("org_noun") | words_of_kind("thing_noun") | words_of_kind("named_after")


def _in_parentheses(doc: Doc, end: int) -> str | None:
    """Return the ISO code of the country in parentheses after a name that ends at `end`, or None: "Ana Paz (Perú)"."""
    if end >= len(doc) or doc[end].text != "(":
        return None
    stop = min(end + 2 + _LONGEST_COUNTRY, len(doc))
    closed = next((i for i in range(end, stop) if doc[i].text == ")"), None)
    return None if closed is None else gazetteer.country_code(doc[end + 1 : closed].text)
