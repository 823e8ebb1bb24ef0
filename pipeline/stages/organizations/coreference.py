"""A bare head noun that stands for a name given before: "el Consejo" after "el Consejo de Seguridad"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from pipeline.stages.organizations.evidence import is_definite
from pipeline.stages.organizations.lexicons import heads
from pipeline.stages.organizations.model import Found
from pipeline.text.function_words import OF
from pipeline.text.surfaces import Word


def coreferent_heads(text: str, words: list[Word], found: Iterable[Found]) -> Iterator[Found]:
    """Yield later mentions by the head alone, of the first body in `found` that begins with it."""
    first = _first_by_head(text, found)
    taken = {mention.start for mention in first.values()}
    for at, word in enumerate(words):
        antecedent = first.get(word.text)
        if antecedent is None or word.start <= antecedent.end or word.start in taken:
            continue
        if _stands_alone(words, at) and is_definite(text, words, at) and heads().longest(words, at):
            yield replace(antecedent, start=word.start, end=word.end, rule="coreferent_head", key=antecedent.body)


def _first_by_head(text: str, found: Iterable[Found]) -> dict[str, Found]:
    """Return, by the first word of a longer name, the first mention that begins with it."""
    first: dict[str, Found] = {}
    for mention in found:
        head = text[mention.start : mention.end].split()[0]
        if head[1:].islower() and mention.end - mention.start > len(head):
            first.setdefault(head, mention)
    return first


def _stands_alone(words: list[Word], at: int) -> bool:
    """Whether nothing goes on with the name: not "el Consejo de Ministros", "la Comisión Mixta"."""
    follows = words[at + 1].text if at + 1 < len(words) else "."
    return not follows[:1].isupper() and follows not in (*OF, "para", "-")
