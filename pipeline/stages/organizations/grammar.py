"""Names of bodies by their head noun and what follows: "Ministerio de Minas", "Cancillería peruana", "la Fiscalía".

How far a name reaches is the business of `growth`; here is decided whether it is a body's at all.
"""

from __future__ import annotations

import re

from pipeline.knowledge.entries import Entry
from pipeline.knowledge.folding import fold_name
from pipeline.knowledge.gazetteer import demonym_code, find_place
from pipeline.stages.organizations.evidence import is_definite, opens_no_body
from pipeline.stages.organizations.growth import grow
from pipeline.stages.organizations.lexicons import countries, heads, ordinals, regions, with_trait
from pipeline.stages.organizations.model import Found
from pipeline.stages.organizations.words import ROMAN_LETTERS, UNION_ADJECTIVES
from pipeline.text.roman import looks_roman
from pipeline.text.surfaces import Word

#: Who is at the head of a government: "jefe del Gobierno peruano" is an office.
_HEADS_OF_GOVERNMENT = frozenset(("jefe", "jefa", "titular"))
_PLURAL = re.compile(r"[^é]s$")


def body_by_grammar(text: str, words: list[Word], at: int, people: frozenset[int]) -> tuple[int, Found] | None:
    """Return the word index of the end (exclusive) and the mention of a body with its head noun at `words[at]`.

    None when there is no head, or one that stands alone and may not ("Comisión"). `people` are the characters where
    names of persons begin.
    """
    hit = heads().longest(words, at) if words[at].capital and words[at].text[1:].islower() else None
    if hit is None or _names_something_else(words, at):
        return None
    head_end, head = hit
    end = _name_end(words, at, hit, people)
    if end == head_end and (head["alone"] != "yes" or not is_definite(text, words, at)):
        return None
    if _is_division(words, head_end, end, head):
        return None
    return end, Found(words[at].start, words[end - 1].end, f"organization_words:{head['id']}", None, head["kind"])


def _names_something_else(words: list[Word], at: int) -> bool:
    """Whether the words that begin like a body's name are of a person, a meeting, a treaty or a state."""
    if _is_secretary(words[at]) or _is_event(words, at) or _in_treaty(words, at) or opens_no_body(words[at:]):
        return True
    return bool(regions().longest(words, at) or countries().longest(words, at))  # "la Unión Americana"


def _name_end(words: list[Word], at: int, hit: tuple[int, Entry], people: frozenset[int]) -> int:
    """Return the end of the name with its head at `at`, or of the head alone; `hit` is the head's end and entry."""
    head_end, head = hit
    if head["alone"] == "demonym":
        return _government_end(words, at, head_end)
    noun = fold_name(head["word"])
    end = _demonym_end(words, grow(words, head_end, noun, people))
    if end == head_end + 1 and words[head_end].text.islower() and noun in with_trait("list"):
        return grow(words, end, noun, people)  # "Ministerio sirio | de Asuntos Exteriores"
    return end


def _is_secretary(word: Word) -> bool:
    """Whether the word is a person's office: "la Secretaria de Energía", but not "la Secretaría"."""
    return word.key.endswith("secretaria") and "í" not in word.text


def _in_treaty(words: list[Word], at: int) -> bool:
    """Whether the name says what a treaty is about: "Acuerdo de | Asociación Transpacífico"."""
    return at > 1 and words[at - 1].text == "de" and words[at - 2].key in with_trait("treaty") and words[at - 2].capital


def _is_event(words: list[Word], at: int) -> bool:
    """Whether a numbered session is named, which is a meeting: "el VI | Congreso", "la 2ª Comisión Mixta"."""
    if at == 0 or words[at].key not in with_trait("session"):
        return False
    before = words[at - 1]
    if looks_roman(before.text, letters=ROMAN_LETTERS) or looks_roman(before.key, letters="ivx"):
        return True
    return before.text.isdecimal() or before.key in ordinals()


def _government_end(words: list[Word], at: int, head_end: int) -> int:
    """Return the end of "Gobierno peruano"; "Gobierno de Perú" is the state's, "jefe del Gobierno" an office."""
    in_title = at > 1 and words[at - 2].key in _HEADS_OF_GOVERNMENT
    return head_end if in_title else _demonym_end(words, head_end)


def _demonym_end(words: list[Word], end: int) -> int:
    """Return the end including a demonym right after the name ("Cancillería peruana"), else `end`."""
    if end == len(words) or "\n" in words[end].gap or not words[end].text.islower():
        return end
    plural = _PLURAL.search(words[end].text) is not None
    if plural and not any(w.text.endswith("s") for w in words[max(0, end - 2) : end]):
        return end  # "los ministros de Gobierno peruanos"
    return end + 1 if demonym_code(words[end].text) or words[end].text in UNION_ADJECTIVES else end


def _is_division(words: list[Word], head_end: int, end: int, head: Entry) -> bool:
    """Whether the name is that of a part of a country: "Departamento de Potosí", "Comunidad de Madrid"."""
    if fold_name(head["word"]) not in with_trait("division"):
        return False
    rest = [w.text for w in words[head_end:end]]
    while rest and rest[0].islower():
        rest = rest[1:]
    place = find_place(" ".join(rest)) if rest else None
    return place is not None and place.kind in ("city", "region")
