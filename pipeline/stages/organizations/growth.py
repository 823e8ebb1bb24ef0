"""How far a body's name reaches after its head noun.

Over capitalised words, over connectors that lead to one ("Instituto | de la Vivienda y el Desarrollo"), over a hyphened
pair ("Consejo de Negocios | Perú-Italia") and, for ministries, over a list ("Ministerio de Agricultura | , Ganadería y
Pesca"). "el Banco Central y Petrobras" are two.
"""

from __future__ import annotations

from pipeline.knowledge.gazetteer import country_code
from pipeline.stages.organizations.lexicons import countries, heads, known_bodies, with_trait
from pipeline.stages.organizations.words import INSIDE_NAMES
from pipeline.text.function_words import AND, OF
from pipeline.text.surfaces import Word

Connector = tuple[str, ...]

#: Prepositions and conjunctions with articles, tried in this order: the longer of two that begin alike first.
_CONNECTORS: tuple[Connector, ...] = (
    ("de", "los"), ("de", "las"), ("de", "la"), ("de", "el"), ("de",), ("del",),
    ("para", "la"), ("para", "el"), ("para", "los"), ("para", "las"), ("para",),
    ("sobre", "la"), ("sobre", "el"), ("sobre", "los"), ("sobre",), ("contra", "la"), ("contra", "el"), ("contra",),
    ("por", "la"), ("por", "el"), ("a", "los"), ("a", "las"), ("a", "la"), ("y", "la"), ("y", "el"), ("y",), ("e",),
    ("do",), ("da",), ("of",),
)  # fmt: skip
_SEAT: tuple[Connector, ...] = (("en",),)


def grow(words: list[Word], end: int, head: str, people: frozenset[int]) -> int:
    """Return the end of the name whose head noun ends at word `end` (both exclusive); `head` is that noun, folded.

    `people` are the characters where names of persons begin: "Ministerio de Minas Juan Paz" ends before Juan.
    """
    while end < len(words):
        if "\n" in words[end].gap:
            break
        if _continues(words, end, head, people):
            end += 1
            continue
        step = (
            _end_of_connected(words, end, head, people)
            or _end_of_hyphenated(words, end)
            or _end_of_list(words, end, head)
        )
        if not step:
            break
        end = step
    return end


def _is_person(word: Word, head: str, people: frozenset[int]) -> bool:
    """Whether a person's name begins here and the body is none that is named after persons ("Instituto Benito Paz")."""
    return word.start in people and head not in with_trait("person")


def _continues(words: list[Word], at: int, head: str, people: frozenset[int]) -> bool:
    """Whether the capitalised word at `at` belongs to the name before it."""
    word = words[at]
    if not word.capital or _is_person(word, head, people) or word.text.lower() in INSIDE_NAMES:
        return False
    if word.acronym and not words[at - 1].acronym:
        # "el Ministerio de Salud MINSA" names it twice
        return False
    return not (len(word.text) == 1 and at + 1 < len(words) and words[at + 1].text == ".")


def _end_of_connected(words: list[Word], at: int, head: str, people: frozenset[int]) -> int:
    """Return the end after a connector and the capitalised word that follows it, 0 where none belongs to the name."""
    connectors = _CONNECTORS + _SEAT if head in with_trait("seat") else _CONNECTORS
    for connector in connectors:
        if connector[0] in AND and head in with_trait("one"):
            continue  # "el Partido Popular y Vox"
        after = at + len(connector)
        if tuple(w.text for w in words[at:after]) == connector and after < len(words):
            if any("\n" in w.gap for w in words[at : after + 1]):
                return 0
            return after + 1 if _may_follow(words, after, connector, head, people) else 0
    return 0


def _may_follow(words: list[Word], at: int, connector: Connector, head: str, people: frozenset[int]) -> bool:
    """Whether the word after a connector belongs to the name."""
    word = words[at]
    if not word.capital or _is_person(word, head, people):
        return False
    country = countries().longest(words, at)
    if connector[0] in AND or connector == ("a", "la"):
        # "el Banco Central y Petrobras", "la Corte Suprema y el Congreso", "Filipinas y España" are two names
        other = known_bodies().longest(words, at) or heads().longest(words, at) or country
        if other or word.acronym:
            return False
        return connector[-1] not in ("la", "el") or word.key in with_trait("joined")
    # "Consejo de Ministros de la República Italiana": the state is named for itself
    return not (country and country[0] - at > 1 and word.key in with_trait("state"))


def with_state(words: list[Word], end: int) -> tuple[int, str | None]:
    """Return the end including the state after a name that many states share, and its code: "Congreso | de España"."""
    at = end + 1
    if end >= len(words) or words[end].text not in OF or at >= len(words):
        return end, None
    at += words[at].text in ("la", "los", "el")
    country = countries().longest(words, at) if at < len(words) and words[at].capital else None
    gaps = [w.gap for w in words[end : country[0]]] if country else []
    if country is None or any("\n" in gap for gap in gaps):
        return end, None
    return country[0], country_code(" ".join(word.text for word in words[at : country[0]]))


def _end_of_hyphenated(words: list[Word], at: int) -> int:
    """Return the end after "-Italia" in "Consejo de Negocios Perú-Italia", else 0."""
    if words[at].text in ("-", "–") and at + 1 < len(words) and words[at + 1].capital and not words[at + 1].acronym:
        return at + 2 if not words[at].gap and not words[at + 1].gap else 0
    return 0


def _end_of_list(words: list[Word], at: int, head: str) -> int:
    """Return the end of ", Ganadería y Pesca" after "Ministerio de Agricultura", else 0; it must end with "y"."""
    if head.split()[0] not in with_trait("list") or words[at].text != ",":
        return 0
    position = at
    while _goes_on_after_comma(words, position):
        if _is_name_of_its_own(words, position + 1):
            return 0
        position = _end_of_capitalised(words, position + 2)
    ends = position + 1 < len(words) and words[position].text in AND and words[position + 1].capital
    return position + 2 if ends and not countries().longest(words, position + 1) else 0


def _goes_on_after_comma(words: list[Word], at: int) -> bool:
    """Whether a comma stands at `at` and a capitalised word after it."""
    return at + 1 < len(words) and words[at].text == "," and words[at + 1].capital


def _end_of_capitalised(words: list[Word], at: int) -> int:
    """Return the end of the capitalised words from `at` that are no acronyms, `at` itself where there are none."""
    while at < len(words) and words[at].capital and not words[at].acronym:
        at += 1
    return at


def _is_name_of_its_own(words: list[Word], at: int) -> bool:
    """Whether a list goes on with another body or a country: "el Ministerio de Salud, Cancillería y Aduanas"."""
    return bool(country_code(words[at].text) or words[at].acronym or heads().longest(words, at))
