"""Bodies that the lexicon knows: "Naciones Unidas", "la OPS", "Petrobras"."""

from __future__ import annotations

from pipeline.bodies.evidence import is_in_place_name, is_in_text_name
from pipeline.bodies.lexicons import heads, known_bodies
from pipeline.bodies.model import Found
from pipeline.bodies.words import DETERMINERS
from pipeline.surfaces import Word


def known_body(words: list[Word], at: int) -> tuple[int, Found] | None:
    """Word index of the end (exclusive) and mention of the longest known body that begins at `words[at]`."""
    hit = known_bodies().longest(words, at)
    if hit is None:
        return None
    end, (entry, acronym) = hit
    if end == at + 1 and not words[at].acronym and _continues_name(words, at):
        return None
    if not any(c.isupper() for c in words[at].text) or is_in_text_name(words, at) or is_in_place_name(words, at):
        return None
    rule = f"organizations:{entry['id']}"
    return end, Found(words[at].start, words[end - 1].end, rule, entry, entry["kind"], acronym, entry["id"])


def _continues_name(words: list[Word], at: int) -> bool:
    """Whether a capitalised word right in front makes "Fatah" a piece of another name ("Abdel Fatah")."""
    before = words[at - 1] if at else None
    if before is None or not before.capital or before.acronym or words[at].gap != " ":
        return False
    opens = at == 1 or not (words[at - 2].text.isalnum() or words[at - 2].text in "),")
    return not opens and before.text.lower() not in DETERMINERS and not heads().longest(words, at - 1)
