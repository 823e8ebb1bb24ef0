"""Noun phrases that name a meeting: "la VII Reunión de la Comisión Mixta", "su visita oficial a Perú".

What belongs to the name, and its ordinal. Whether it is a meeting at all, of what type, who takes part and when is for
the reader to tell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Span, Token

from pipeline.knowledge.lexicon import per_lexicon, read_lexicon
from pipeline.text.attributes import lower_words, text_of
from pipeline.text.function_words import AND, ARTICLES, OF, POSSESSIVES, SINGULAR_ARTICLES
from pipeline.text.longest import PhraseIndex
from pipeline.text.quotes import Quote
from pipeline.text.roman import roman_value

_DIGITS = re.compile(r"(\d{1,3})(?:[.]?[ªºa°])?$")
#: What a meeting is of or about.
_OF_OR_ABOUT = OF | {"sobre"}
_BEFORE_NOUNS = ARTICLES | POSSESSIVES
#: Words before a meeting that is known already: "la reunión", "dicho encuentro".
_DEFINITE = ARTICLES | SINGULAR_ARTICLES | {"este", "esta", "ese", "esa", "aquel", "aquella", "dicho", "dicha"}
_DASHES = frozenset(("-", "–"))
#: "reunión celebrada en …", "encuentro junto a …": words that tell of the meeting and are not of its name.
_HELD = re.compile(
    r"(?:manten|sosten|celebr|organiz|encabez|presid|convoc|auspici|realiz|efectu|previst|program|reuni)\w*[ao]s?$"
    r"|(?:con)?junto$"
)
#: Types of nouns that are not the name of one meeting, whatever follows: "la visita de Rojas a Perú".
_COMMON = frozenset(("visit", "call", "signing", "bilateral_meeting", "date", "talks", "negotiation", "ceremony"))
#: Types of nouns that a quoted name may follow: "el encuentro «Soberanía 2025»".
_TITLED = frozenset(("meeting", "conference"))
#: Words of the longest phrase, and characters of the longest quoted name; a longer quote is somebody's speech.
_MAX_WORDS, _MAX_TITLE, _MAX_QUOTE = 24, 90, 60


@dataclass(frozen=True)
class MeetingPhrase:
    """Tokens `start` to `end` (exclusive) of a phrase without its article, `noun` the first of its noun.

    `specific` when it names one meeting by itself (a proper name, an ordinal), `definite` after "la", "dicha".
    """

    start: int
    end: int
    noun: int
    name: str
    ordinal: int | None
    specific: bool
    definite: bool


@per_lexicon
def _noun_types() -> PhraseIndex[str]:
    """Return the type of what is held by the words of its noun: summit for "cumbre"."""
    return PhraseIndex({tuple(row["noun"].split()): row["type"] for row in read_lexicon("meeting_nouns")})


@per_lexicon
def _ordinal_stems() -> tuple[tuple[str, int], ...]:
    return tuple((row["stem"], int(row["value"])) for row in read_lexicon("meeting_ordinals"))


@per_lexicon(maxsize=1 << 14)
def ordinal_value(word: str) -> int | None:
    """Return the number of an ordinal before a meeting, None for any other word: "VII", "22", "3.ª", "segundo"."""
    if (match := _DIGITS.match(word)) is not None:
        return int(match.group(1))
    if (value := roman_value(word)) is not None:
        return value
    for stem, value in _ordinal_stems():
        if re.fullmatch(rf"{stem}(?:o|a|os|as)?", word.lower()):
            return value
    return None


def find_meeting_phrases(doc: Doc, sentence: Span, quotes: Sequence[Quote]) -> Iterator[MeetingPhrase]:
    """Yield the phrases of a sentence that name a meeting, from left to right; of two that overlap the first."""
    words, types = lower_words(doc), _noun_types()
    last = sentence.start
    for head in range(sentence.start, sentence.end):
        found = types.longest(words, head) if head >= last else None
        if found is not None and doc[head].pos_ not in ("VERB", "AUX", "ADJ") and not _is_said(doc[head], quotes):
            phrase = _phrase(doc, sentence, (head, *found), quotes)
            yield phrase
            last = phrase.end


def _is_said(token: Token, quotes: Sequence[Quote]) -> bool:
    """Whether a word stands in a quote that is too long for a name."""
    return any(q.closed and q.start <= token.idx < q.end and q.end - q.start > _MAX_QUOTE for q in quotes)


def _phrase(doc: Doc, sentence: Span, noun: tuple[int, int, str], quotes: Sequence[Quote]) -> MeetingPhrase:
    """Return the phrase around a noun, which is told by its first token, the token behind it, and its type."""
    head, behind, kind = noun
    start, ordinal = _start(doc, sentence.start, head)
    end = _end(doc, min(sentence.end, start + _MAX_WORDS), behind)
    title = _title(doc, end, quotes)
    proper = any(token.text[0].isupper() for token in doc[behind:end])
    numbered = ordinal is not None and end > behind
    return MeetingPhrase(
        start=start,
        end=end,
        noun=head,
        name=title if title is not None and kind in _TITLED and len(title) < _MAX_TITLE else doc[start:end].text,
        ordinal=ordinal,
        specific=title is not None or (kind not in _COMMON and (proper or numbered)),
        definite=start > sentence.start and doc[start - 1].lower_ in _DEFINITE,
    )


def _title(doc: Doc, end: int, quotes: Sequence[Quote]) -> str | None:
    """Return the quoted name that begins at a token, without its marks: "Soberanía 2025"."""
    at = doc[end].idx if end < len(doc) else -1
    quote = next((q for q in quotes if q.start == at), None)
    title = text_of(doc)[quote.inner_start : quote.inner_end] if quote is not None else ""
    return title if title[:1].isupper() else None


def _start(doc: Doc, begin: int, head: int) -> tuple[int, int | None]:
    """Return where a phrase starts and its ordinal: "segunda reunión" is 2, "vigésima segunda reunión" 22."""
    value = ordinal_value(doc[head - 1].text) if head > begin else None
    if value is None:
        return head, None
    tens = ordinal_value(doc[head - 2].text) if head - 1 > begin else None
    return (head - 2, tens + value) if tens is not None and tens >= 10 > value else (head - 1, value)


def _end(doc: Doc, limit: int, start: int) -> int:
    """Return where the name behind a noun ends: adjectives, "de …", capitalised words, "sobre …", country pairs."""
    end = start
    for at in range(start, limit):
        if _is_link(doc, at, limit):
            continue
        if not _belongs(doc[at], doc[at - 1]):
            break
        end = at + 1
    return end


def _is_link(doc: Doc, at: int, limit: int) -> bool:
    """Whether a word belongs to a name if the next one does: "de la", "y el" in "América Latina y el Caribe", "–"."""
    word, before = doc[at].lower_, doc[at - 1]
    if word in _OF_OR_ABOUT:
        return True
    if word in _BEFORE_NOUNS:
        return before.lower_ in _OF_OR_ABOUT | AND
    if word not in AND | _DASHES or not before.text[0].isupper() or at + 1 >= limit:
        return False
    skip = word in AND and doc[at + 1].lower_ in _BEFORE_NOUNS and at + 2 < limit
    return doc[at + 1 + skip].text[0].isupper()


def _belongs(token: Token, before: Token) -> bool:
    """Whether a word goes on with the name that ends before it."""
    if _HELD.match(token.lower_) or not (token.text[0].isalnum() and token.text[-1].isalnum()):
        return False
    if token.text[0].isupper() or token.pos_ == "ADJ":
        return True
    if token.text[0].isdigit():
        return before.text[0].isupper()
    if token.pos_ in ("NOUN", "PROPN"):
        return before.pos_ == "NOUN" or before.lower_ in _OF_OR_ABOUT | _BEFORE_NOUNS
    return False
