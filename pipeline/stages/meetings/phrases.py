"""Noun phrases that name a meeting: "la VII Reunión de la Comisión Mixta", "su visita oficial a Perú".

What belongs to the name, its ordinal and kind; who takes part and when is for the stage to find out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Span

from pipeline.knowledge.lexicon import per_lexicon, read_lexicon
from pipeline.text.attributes import lower_words, text_of
from pipeline.text.longest import PhraseIndex
from pipeline.text.quotes import Quote
from pipeline.text.roman import roman_value

_DIGITS = re.compile(r"(\d{1,3})(?:[.]?[ªºa°])?$")
_OF = frozenset(("de", "del", "sobre"))
_DEFINITE = frozenset(
    ("el", "la", "los", "las", "al", "del", "este", "esta", "ese", "esa", "aquel", "aquella", "dicho", "dicha")
)
_ARTICLES = frozenset(("el", "la", "los", "las", "sus", "su"))
_MINISTERS = re.compile(r"\b(?:ministr|canciller|ministerial)", re.IGNORECASE)
_COUNCILS = re.compile(r"\b(?:comisión|consejo|comité|asamblea|plenari|junta|parlament)", re.IGNORECASE)
_TELEPHONE = re.compile(r"\b(?:telef|teléfon|virtual)", re.IGNORECASE)
_PRESS = re.compile(r"\b(?:prensa|medios|periodistas|televis|radio|magistral)", re.IGNORECASE)
_HELD = re.compile(
    r"(?:manten|sosten|celebr|organiz|encabez|presid|convoc|auspici|realiz|efectu|previst|program|reuni)\w*[ao]s?$"
)
_LEGISLATURE_TO_EVENT = re.compile(
    r"\b(?:internacional|mundial|iberoamerican|latinoamerican|sobre|panamerican)", re.IGNORECASE
)
_SESSION = re.compile(
    r"\b(?:plenari|ordinari|extraordinari|inaugural|solemne|consejo|asamblea|comisi|comité|parlament)"
)
_DIALOGUE = re.compile(
    r"\b(?:estratégic|polític|económic|bilateral|ministerial|alto nivel|interparlamentari|negociaci|plátic)"
)
_CEREMONY = re.compile(
    r"(?:oficial |solemne |protocolari[oa] )?de (?:la |el )?"
    r"(?:firma|suscripción|rúbrica|asunción|investidura|toma de posesión|inauguración|"
    r"trans?misión d\w+ (?:mando|poder))"
)
_SIGNING = re.compile(r"\b(?:firma|suscripción|rúbrica)\b")
_TOPIC_OF = re.compile(r"(?:mecanismo|instancia|espacio|foro|sistema|años|meses|semanas|décadas|lustros) de")
_MAX_NAME = 24


@dataclass(frozen=True)
class Gathering:
    """Tokens `start` to `end` of the phrase without its article, `head` the noun; `specific` when the phrase names one
    meeting by itself (a proper name, an ordinal); `definite` after "la", "dicha"."""

    start: int
    end: int
    head: int
    name: str
    ordinal: int | None
    specific: bool
    definite: bool


@per_lexicon
def _nouns() -> dict[str, str]:
    """What is held by noun: "cumbre" summit."""
    return {row["noun"]: row["type"] for row in read_lexicon("meeting_nouns")}


@per_lexicon
def _ordinal_stems() -> tuple[tuple[str, int], ...]:
    return tuple((row["stem"], int(row["value"])) for row in read_lexicon("meeting_ordinals"))


@per_lexicon(maxsize=1 << 14)
def ordinal_value(word: str) -> int | None:
    """Number of an ordinal before a meeting: "VII", "22", "3.ª", "segundo"; None for any other word."""
    if (match := _DIGITS.match(word)) is not None:
        return int(match.group(1))
    if (value := roman_value(word)) is not None:
        return value
    for stem, value in _ordinal_stems():
        if re.fullmatch(rf"{stem}(?:o|a|os|as)?", word.lower()):
            return value
    return None


@per_lexicon
def _noun_index() -> PhraseIndex[str]:
    """As `_nouns`, by the words of each: "mesa redonda", "ronda de negociaciones"."""
    return PhraseIndex({tuple(noun.split()): kind for noun, kind in _nouns().items()})


def find_gatherings(doc: Doc, sentence: Span, quotes: list[Quote]) -> Iterator[Gathering]:
    """Meeting phrases of a sentence, outside of quotes, longest first where one holds another."""
    last, begin = -1, sentence.start
    words, nouns = lower_words(doc), _noun_index()
    for i in [i for i, word in enumerate(words[begin : sentence.end], begin) if word in nouns.first_words]:
        longest = nouns.longest(words, i)
        if longest is None:
            continue
        _, meant = longest
        token = doc[i]
        quoted = any(q.closed and q.start <= token.idx < q.end and q.end - q.start > 60 for q in quotes)
        if token.i < last or quoted or token.pos_ in ("VERB", "AUX", "ADJ") or _is_topic(doc, i, meant):
            continue
        found = _gathering(doc, sentence, token.i, meant, quotes)
        if found is not None:
            yield found
            last = found.end


def _gathering(doc: Doc, sentence: Span, head: int, meant: str, quotes: list[Quote]) -> Gathering | None:
    start, ordinal = _left(doc, sentence.start, head)
    end = _right(doc, sentence.end, head)
    name = doc[start:end].text
    kind = _type(meant, name)
    occasion = doc[start : min(sentence.end, head + 6)].text
    if kind == "ceremony" and _SIGNING.search(occasion):
        kind = "signing"
    if _PRESS.search(doc[start : min(sentence.end, end + 4)].text) or not _is_meeting(doc, head, end, kind):
        return None
    title = next((q for q in quotes if q.start == (doc[end].idx if end < len(doc) else -1)), None)
    titled = title is not None and text_of(doc)[title.inner_start].isupper()
    if not titled:
        title = None
    if title is not None and meant in ("meeting", "conference") and title.inner_end - title.inner_start < 90:
        name = text_of(doc)[title.inner_start : title.inner_end]  # el encuentro «Soberanía 2025»
        kind = "conference"
    before = doc[start - 1].lower_ if start > sentence.start else ""
    proper = any(t.text[0].isupper() and not t.is_punct for t in doc[head + 1 : end])
    specific = title is not None or _is_specific(kind, proper, ordinal, end - head)
    return Gathering(start, end, head, name, ordinal, specific, before in _DEFINITE)


def _is_specific(kind: str, proper: bool, ordinal: int | None, words: int) -> bool:
    if kind in ("visit", "call", "signing", "bilateral_meeting", "date", "talks", "negotiation", "ceremony"):
        return False
    return proper or (ordinal is not None and words > 1)


def _left(doc: Doc, begin: int, head: int) -> tuple[int, int | None]:
    """Start of the phrase: an ordinal, or "23 edición de la", or an adjective before the noun."""
    start, ordinal = head, None
    if head > begin and (value := ordinal_value(doc[head - 1].text)) is not None:
        start, ordinal = head - 1, value
        if start > begin and (tens := ordinal_value(doc[start - 1].text)) is not None and tens >= 10 > value:
            start, ordinal = start - 1, tens + value  # "vigésima segunda reunión"
    return start, ordinal


def _right(doc: Doc, limit: int, head: int) -> int:
    """End of the phrase: adjectives, "de …", capitalised words, "sobre …", country pairs."""
    at = end = head + 1
    limit = min(limit, head + _MAX_NAME)
    while at < limit:
        token = doc[at]
        if token.lower_ in _OF or (token.lower_ in _ARTICLES and doc[at - 1].lower_ in {*_OF, "y", "e"}):
            at += 1
            continue
        if token.lower_ in ("y", "e") and at + 1 < limit and _continues(doc, at):
            at += 1
            continue
        if (
            token.text in ("-", "–")
            and at + 1 < limit
            and doc[at + 1].text[0].isupper()
            and doc[at - 1].text[0].isupper()
        ):
            at += 1
            continue
        if not _belongs(doc, at):
            break
        at += 1
        end = at
    return end


def _continues(doc: Doc, at: int) -> bool:
    """ "y" inside a name: "de América Latina y el Caribe", "de Cooperación y Desarrollo"."""
    following = at + 2 if doc[at + 1].lower_ in _ARTICLES and at + 2 < len(doc) else at + 1
    return doc[at - 1].text[0].isupper() and doc[following].text[0].isupper()


def _belongs(doc: Doc, at: int) -> bool:
    token, before = doc[at], doc[at - 1]
    if (
        token.lower_ in ("junto", "conjunto")
        or not (token.text[0].isalnum() and token.text[-1].isalnum())
        or _HELD.match(token.lower_)
    ):
        return False
    if token.text[0].isupper() or token.pos_ == "ADJ" or (token.pos_ in ("NOUN", "PROPN") and before.pos_ == "NOUN"):
        return True
    if token.text[0].isdigit():
        return before.text[0].isupper() and not before.lower_.startswith(("el", "la"))
    return (before.lower_ in _OF or before.lower_ in _ARTICLES) and token.pos_ in ("NOUN", "PROPN", "ADJ")


def _type(base: str, name: str) -> str:
    """Type of a phrase: what meets decides for "reunión" and "encuentro"."""
    if name.lower().split()[0].startswith("edici") or " edición de" in name.lower():
        inner = next((_nouns()[w] for w in name.lower().split()[1:] if w in _nouns() and w != "edición"), base)
        base = inner
    if _TELEPHONE.search(name) and base in ("bilateral_meeting", "call", "meeting"):
        return "call"
    if base != "meeting":
        return base
    if _MINISTERS.search(name):
        return "ministerial"
    if _COUNCILS.search(name):
        return "session"
    if re.search(r"\bG-?\d|jefes de estado|presidentes|presidencial|mandatarios|líderes", name, re.IGNORECASE):
        return "summit"
    return "bilateral_meeting" if re.search(r"\bbilateral", name) else "meeting"


def _is_topic(doc: Doc, head: int, kind: str) -> bool:
    """ "un mecanismo de consultas permanentes" is a body, "tras diez años de negociaciones" no meeting."""
    return kind in ("dialogue", "negotiation", "talks") and bool(_TOPIC_OF.fullmatch(doc[max(0, head - 2) : head].text))


def _is_meeting(doc: Doc, head: int, end: int, kind: str) -> bool:
    """Nouns with other senses need the words that make them a meeting: "consejo", "ronda", "firma", "período"."""
    noun, rest = doc[head].lower_, doc[head + 1 : end].text.lower()
    if noun in ("ceremonia", "acto"):
        return bool(_CEREMONY.match(doc[head + 1 : head + 9].text.lower()))
    ordinal = ordinal_value(doc[head - 1].text if head else "") is not None
    if noun in ("consejo", "comisión", "mecanismo"):
        return noun != "consejo" and ordinal
    if noun in ("congreso", "gabinete"):
        event = ordinal or bool(_LEGISLATURE_TO_EVENT.search(rest))
        return "binacional" in rest and ordinal if noun == "gabinete" else event
    if kind == "dialogue":
        return noun == "consultas" or ordinal or bool(_DIALOGUE.search(rest)) or doc[head].text[0].isupper()
    if noun == "paso":
        before = doc[max(0, head - 2) : head].text.lower()
        return end < len(doc) and doc[end].lower_ == "por" and before in ("en su", "durante su")
    if noun == "sesión":
        return ordinal or bool(_SESSION.search(rest))
    if noun == "edición":
        return any(w in _nouns() for w in rest.split())
    if kind == "signing":
        return bool(re.search(r"\b(?:acuerdo|tratado|convenio|memor|protocolo|acta)", rest))
    return not ((noun == "período" and "sesiones" not in rest) or (noun == "asamblea" and "general" not in rest))
