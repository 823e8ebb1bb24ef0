"""What the tagger calls ORG, where the text bears it out.

The tagger is wrong about one name in a few: "Mayo", "PIB", "Tratado de Libre Comercio", a town, half a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.knowledge.folding import fold_name
from pipeline.knowledge.gazetteer import demonym_codes
from pipeline.stages.organizations.evidence import (
    TEXT_LINKS,
    is_announced,
    is_craft,
    is_in_text_name,
    names_a_place,
    opens_no_body,
)
from pipeline.stages.organizations.lexicons import heads, months, no_bodies, portfolios
from pipeline.stages.organizations.model import Found
from pipeline.stages.organizations.words import INSIDE_NAMES, ROMAN_LETTERS
from pipeline.text.function_words import AND
from pipeline.text.roman import looks_roman
from pipeline.text.surfaces import Word, starts_sentence, words_of

#: Small words that a tagged name may hold ("Médicos sin Fronteras"); with any other the tagger ran over its end.
_INSIDE_TAGGED = INSIDE_NAMES | {"do", "da", "of", "the", "and", "for", "contra", "sobre", "por", "con", "al", "sin"}
_EDGE = re.compile(r"(?:[\s\"'«“(¿¡—–-]|(?:el|la|los|las)\s)*")
_CLOSING_MARKS = " \t\n\"'»”),;:.—–-"
#: "S.A." and "U.E." end with a full stop of their own.
_ABBREVIATED = re.compile(r"(?:[A-Z]\.){2,}$")
#: Codes of aeroplanes, roads and arms: "TP-01", "S-300", "Fateh-110".
_CODE = re.compile(r"[A-Z]{1,3}-?\d+\w?|[A-Z]\w+-\d{2,}")
_WORD_BEFORE = re.compile(r"([^\W\d_]+) $")
#: Letters of an acronym at most that may be one of several in a name; longer ones are words in capitals.
_LONGEST_ACRONYM = 3
#: Characters of the longest word before a name.
_LONGEST_WORD = 40
#: Characters before a name in which that of a text may begin: "Convención Marco de las".
_TEXT_NAME_WITHIN = 60


def tagged_bodies(text: str, names: list[tuple[int, int]]) -> Iterator[Found]:
    """Yield the tagger's mentions of ORG that look like bodies, without articles and marks at their edges.

    `names` are the characters (start, end) of what the tagger calls ORG.
    """
    for start, end in names:
        start, end = _without_edges(text, start, end)
        if end - start > 1 and _is_credible(text, start, end):
            yield Found(start, end, "ner")


def _without_edges(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the range without article, quotes and marks at its edges."""
    edge = _EDGE.match(text[start:end])
    start += edge.end() if edge else 0
    while end > start and text[end - 1] in _CLOSING_MARKS and not _ABBREVIATED.search(text[start:end]):
        end -= 1
    return start, end


def _is_credible(text: str, start: int, end: int) -> bool:
    """Whether a tagged name looks like a body: no event, text, place or piece of a longer name."""
    surface = text[start:end]
    words = words_of(surface)
    if _is_no_body(surface, words) or _is_piece(text, start) or _follows_text_name(text, start):
        return False
    if names_a_place(surface, words) or is_craft(text, start):
        return False
    if _joins_two_names(words):
        return False
    if len(words) > 1:
        return all(w.capital or not w.text.isalpha() or w.text in _INSIDE_TAGGED for w in words[1:])
    return _is_credible_word(text, start, words)


def _joins_two_names(words: list[Word]) -> bool:
    """Whether "y" follows the head noun itself: "Iglesia y Estado"."""
    head = heads().longest(words, 0)
    return head is not None and head[0] < len(words) and words[head[0]].text in AND


def _is_no_body(surface: str, words: list[Word]) -> bool:
    """Whether the name itself is of something else: a month, a number ("XXI"), a code, an event or text."""
    first = words[0]
    if any(w.key in months() for w in words) or not any(c.isupper() for c in first.text):
        return True
    if _CODE.fullmatch(surface) or looks_roman(first.text, letters=ROMAN_LETTERS) or _is_in_capitals(words):
        return True
    folded = fold_name(surface)
    return opens_no_body(words) or first.key in no_bodies() or folded in no_bodies() or folded in portfolios()


def _is_in_capitals(words: list[Word]) -> bool:
    """Whether several long words are all in capitals: "ANA ALEJANDRA PAZ", who wrote the article."""
    return len(words) > 1 and all(w.acronym and len(w.text) > _LONGEST_ACRONYM for w in words)


def _is_credible_word(text: str, start: int, words: list[Word]) -> bool:
    """Whether a bare capitalised word ("Interior", "Number") is a body's name.

    It must be a made-up name ("TeleSUR"), an acronym, come back later, or follow a noun that announces a body ("la
    petrolera Sonda").
    """
    name = words[0].text
    if any(c.isdigit() for c in name) or heads().longest(words, 0) or demonym_codes(name):
        return False
    if name.isupper() and text[start + len(name) : start + len(name) + 1] == ":":
        return False  # "DOS: El refrán", a heading
    made_up = any(c.isupper() for c in name[1:])
    return made_up or is_announced(text, start) or _comes_back(text, name)


def _comes_back(text: str, name: str) -> bool:
    """Whether the text has the word more than once; most it has once, which is counted faster than searched for."""
    return text.count(name) > 1 and len(re.findall(rf"(?<!\w){re.escape(name)}(?!\w)", text)) > 1


def _follows_text_name(text: str, start: int) -> bool:
    """Whether a tagger's span follows a text's name: "Convención Marco de las | Naciones Unidas sobre el Clima"."""
    piece = text[max(0, start - _TEXT_NAME_WITHIN) : start]
    before = words_of(piece) if piece.rstrip().endswith(TEXT_LINKS) else []
    return bool(before) and is_in_text_name([*before, before[0]], len(before))


def _is_piece(text: str, start: int) -> bool:
    """Whether a capitalised word adjoins, so that the tagger cut a name: "Grupo | Sonda"."""
    offset = max(0, start - _LONGEST_WORD)
    before = _WORD_BEFORE.search(text[offset:start])
    return bool(before and before.group(1)[0].isupper() and not starts_sentence(text, offset + before.start(1)))
