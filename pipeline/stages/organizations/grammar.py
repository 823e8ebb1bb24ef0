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
from pipeline.stages.organizations.lexicons import countries, heads, regions, with_trait
from pipeline.stages.organizations.model import Found
from pipeline.stages.organizations.words import ROMAN, UNION_ADJECTIVES
from pipeline.text.surfaces import Word

_ORDINALS = re.compile(
    r"\d+|[ivx]+|primer[ao]?|segund[ao]|tercer[ao]?|cuart[ao]|quint[ao]|sext[ao]|septim[ao]|octav[ao]|noven[ao]|decim[ao]"
)
_TREATIES = frozenset(("acuerdo", "tratado", "convenio", "pacto"))
_HEADS_OF_GOVERNMENT = frozenset(("jefe", "jefa", "titular"))
_PLURAL = re.compile(r"[^é]s$")
#: Heads that as often name a part of a country, by id in organization_words.csv.
_DIVISIONS = frozenset(("departamento", "comunidad"))


def body_by_grammar(text: str, words: list[Word], at: int, people: frozenset[int]) -> tuple[int, Found] | None:
    """Word index of the end (exclusive) and mention of a body whose head noun is at `words[at]`.

    None when there is no head, or one that stands alone and may not ("Comisión"). `people` are the characters where
    names of persons begin.
    """
    hit = heads().longest(words, at) if words[at].capital else None
    if hit is None or not words[at].text[1:].islower():
        return None
    head_end, head = hit
    if _is_secretary(words[at]) or _is_event(words, at) or _in_treaty(words, at):
        return None
    if regions().longest(words, at) or countries().longest(words, at):
        return None  # "la Unión Americana" is a state
    if opens_no_body(words[at:]):
        return None
    if head["alone"] == "demonym":
        end = _government_end(words, at, head_end)
    else:
        end = _demonym_end(words, grow(words, head_end, fold_name(head["word"]), people))
        if end == head_end + 1 and words[head_end].text.islower() and fold_name(head["word"]) in with_trait("list"):
            end = grow(words, end, fold_name(head["word"]), people)  # "Ministerio sirio | de Asuntos Exteriores"
    if end == head_end and (head["alone"] != "yes" or not is_definite(text, words, at)):
        return None
    if _is_division(words, head_end, end, head):
        return None
    return end, Found(words[at].start, words[end - 1].end, f"organization_words:{head['id']}", None, head["kind"])


def _is_secretary(word: Word) -> bool:
    """ "la Secretaria de Energía" is a person, "la Secretaría" is not."""
    return word.key.endswith("secretaria") and "í" not in word.text


def _in_treaty(words: list[Word], at: int) -> bool:
    """ "Acuerdo de Asociación Transpacífico": what the treaty is about, no body."""
    return at > 1 and words[at - 1].text == "de" and words[at - 2].key in _TREATIES and words[at - 2].capital


def _is_event(words: list[Word], at: int) -> bool:
    """ "el VI Congreso", "la 2ª Comisión Mixta": a numbered session is a meeting."""
    if at == 0 or words[at].key not in with_trait("session"):
        return False
    before = words[at - 1].text
    return bool(ROMAN.fullmatch(before) or _ORDINALS.fullmatch(fold_name(before)))


def _government_end(words: list[Word], at: int, head_end: int) -> int:
    """End of "Gobierno peruano"; "Gobierno de Perú" is the state's, and "jefe del Gobierno peruano" an office."""
    in_title = at > 1 and words[at - 2].key in _HEADS_OF_GOVERNMENT
    return head_end if in_title else _demonym_end(words, head_end)


def _demonym_end(words: list[Word], end: int) -> int:
    """End including a demonym right behind the name ("Cancillería peruana"), else `end`."""
    if end == len(words) or "\n" in words[end].gap or not words[end].text.islower():
        return end
    plural = _PLURAL.search(words[end].text) is not None
    if plural and not any(w.text.endswith("s") for w in words[max(0, end - 2) : end]):
        return end  # "los ministros de Gobierno peruanos"
    return end + 1 if demonym_code(words[end].text) or words[end].text in UNION_ADJECTIVES else end


def _is_division(words: list[Word], head_end: int, end: int, head: Entry) -> bool:
    """ "Departamento de Potosí", "Comunidad de Madrid": a part of a country, not a body."""
    if head["id"] not in _DIVISIONS:
        return False
    rest = [w.text for w in words[head_end:end]]
    while rest and rest[0].islower():
        rest = rest[1:]
    place = find_place(" ".join(rest)) if rest else None
    return place is not None and place.kind in ("city", "region")
