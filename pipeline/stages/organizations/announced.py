"""Names after a common noun that announces them: "la petrolera angoleña Sonda", "las firmas Sonda y Llano"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.knowledge.folding import fold_name
from pipeline.knowledge.gazetteer import demonym_codes
from pipeline.stages.organizations.evidence import names_a_place
from pipeline.stages.organizations.lexicons import announcers, months, no_bodies
from pipeline.stages.organizations.model import Found
from pipeline.stages.organizations.words import INSIDE_NAMES, UNION_ADJECTIVES
from pipeline.text.function_words import AND
from pipeline.text.surfaces import Word

_OPENING, _CLOSING = frozenset(('"', "“", "«", "''")), frozenset(('"', "”", "»", "''"))
#: Words of a name in quotes.
_LONGEST_QUOTED = 6
#: Words that the name may stand away from its noun: "la empresa mixta cubano-española Sonda".
_REACH = 3
#: Adjectives of bodies that may stand between the noun and the name, besides demonyms.
_ADJECTIVE = re.compile(
    r"(?:estatal|privad|públic|mixt|local|internacional|multinacional|nacional|oficial|semioficial|"
    r"energétic|petroler|gasífer|miner|aeronáutic|ferroviari|opositor|gobernante|oficialista)(?:es|[oa]?s?)"
)


def announced_bodies(text: str, words: list[Word], people: frozenset[int]) -> Iterator[Found]:
    """Yield mentions of bodies after an announcing noun; `people` are the characters where persons' names begin."""
    kinds = announcers()
    for at, word in enumerate(words):
        kind = kinds.get(word.key)
        if kind and word.text.islower():
            for start, end in _names_after(text, words, at, people):
                lone = end - start == 1 and kind != "media"
                if words[start].key in no_bodies() and (lone or not kind):
                    continue  # "el grupo Reunión", but "el partido Iniciativa Palestina", "la revista Semana"
                yield Found(words[start].start, words[end - 1].end, "announced", None, kind)


def _names_after(text: str, words: list[Word], at: int, people: frozenset[int]) -> Iterator[tuple[int, int]]:
    """Yield the words (start, end) of the name after the noun at `at`, and of those joined to it if it is plural."""
    start = at + 1
    while start < len(words) and start - at <= _REACH and words[start].text.islower() and _is_adjective(words[start]):
        start += 1
    start += start < len(words) and words[start].text in _OPENING
    while start < len(words):
        end = _name_end(words, start, people)
        if end == start or names_a_place(text[words[start].start : words[end - 1].end], words[start:end]):
            return
        yield start, end
        joined = end + 1 < len(words) and words[end].text in (*AND, ",") and words[at].text.endswith("s")
        if not joined:
            return
        start = end + 1


def _is_adjective(word: Word) -> bool:
    """Whether a word may stand between the noun and the name: a demonym or "estatal", "privada"."""
    return bool(demonym_codes(word.text)) or word.text in UNION_ADJECTIVES or bool(_ADJECTIVE.fullmatch(word.text))


def _quoted_end(words: list[Word], start: int) -> int:
    """Return the end of a name in quotes, small words inside ("Bild am Sonntag"); 0 where there is none."""
    if words[start - 1].text not in _OPENING or not words[start].capital:
        return 0
    stop = min(len(words), start + _LONGEST_QUOTED + 1)
    return next((at for at in range(start + 1, stop) if words[at].text in _CLOSING), 0)


def _name_end(words: list[Word], start: int, people: frozenset[int]) -> int:
    """Return the end of the capitalised words from `start`; `start` where there is no name or a person's."""
    quoted = _quoted_end(words, start)
    if quoted:
        return quoted
    end = start
    while end < len(words) and words[end].capital and (end == start or words[end].gap == " "):
        if words[end].start in people or "\n" in words[end].gap:
            return start
        end += 1
    first = words[start].text
    blocked = fold_name(first) in months() or len(first) == 1
    return start if blocked or (end - start == 1 and fold_name(first) in INSIDE_NAMES) else end
