"""Speech verbs in a text and the construction each stands in.

A verb of the lexicon speaks only in a construction of speech: with "que", a quote, an infinitive or object it takes, or
in parenthesis ("…, dijo el ministro, …"). Example: "celebró el pacto" says nothing, "celebró que haya pacto" does.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from spacy.tokens import Doc, Span, Token

from pipeline.actors import DETERMINERS, PREPOSITIONS, Actor
from pipeline.attributes import lower_words, offsets_of
from pipeline.conjugation import Form, conjugate
from pipeline.lexicon import Entry, read_lexicon
from pipeline.quotes import Quote
from pipeline.speech.frames import CLOSING_MARKS, Place, frame_of
from pipeline.speech.markers import CLITICS, markers, skip_fillers

_NEGATION = frozenset(("no", "nunca", "tampoco", "jamás", "ni", "sin"))
#: What follows a phrase of speech: "dejó claro que …", "hizo hincapié en …", "hizo un llamado a …".
_SAID, _CALLED = (
    frozenset(("que", "la", "el", "los", "las", "en", "su", "de", "del")),
    frozenset(("a", "al", "para", "por")),
)
_CALLS = frozenset(("llamado", "llamamiento"))
_GERUND_REACH = 3
_HAVE = {"ha": False, "han": True, "había": False, "habían": True, "habiendo": None}


@dataclass(frozen=True)
class Speech:
    """A verb in a construction of speech: tokens `start` to `end` (exclusive), `at` where its complement begins.

    `frame` is que, quote, par (in parenthesis), np, inf, stance, stance_adj, label, phrase or a preposition.
    """

    start: int
    end: int
    entry: Entry
    tense: str
    plural: bool | None
    frame: str
    at: int


@lru_cache(maxsize=1)
def _verbs() -> dict[str, list[tuple[Entry, Form]]]:
    table: dict[str, list[tuple[Entry, Form]]] = {}
    for entry in read_lexicon("speech_verbs"):
        for form in conjugate(entry["lemma"].removesuffix("se"), entry["change"]):
            table.setdefault(form.text, []).append((entry, form))
    return table


@lru_cache(maxsize=1)
def _phrases() -> dict[tuple[str, ...], tuple[str, Form]]:
    """Forms of phrases such as "dejar claro": ("dejó", "claro") -> lemma and form."""
    table: dict[tuple[str, ...], tuple[str, Form]] = {}
    for phrase in sorted(markers("phrase")):
        verb, *rest = phrase.split()
        for form in conjugate(verb):
            table[(form.text, *rest)] = (phrase, form)
    return table


def find_speech(doc: Doc, sentence: Span, quotes: list[Quote], starts: frozenset[int]) -> Iterator[Speech]:
    """Speech verbs of one sentence, in order; those inside a closed quote belong to somebody else's voice.

    `starts`: first tokens of the actors, which tell "destacó el ministro" from "destacó el avance".
    """
    table, phrases, last = _verbs(), _phrases(), sentence.start
    firsts, lower = _first_words(), lower_words(doc)
    words, place = lower[last : sentence.end], Place(doc, sentence, quotes, starts)
    for i in [i for i, word in enumerate(words, last) if word in table or word in firsts]:
        if i < last:
            continue
        token = doc[i]
        if _quoted(token, quotes):
            continue
        phrase = _phrase_at(doc, token, sentence.end, phrases) if lower[i] in firsts else None
        if phrase is not None:
            yield phrase
            last = phrase.end
            continue
        for entry, form in table.get(lower[i], ()):
            speech = _speech(place, token, entry, form)
            if speech is not None:
                yield speech
                last = speech.end
                break


def find_reported(
    doc: Doc, sentence: Span, quotes: list[Quote], ends: Mapping[int, Actor]
) -> Iterator[tuple[Speech, Actor]]:
    """Speech told inside a quote, with its speaker: «"El Gobierno nos dijo que habrá tregua", contó Vera».

    Only with "que" and with the speaker named right before the verb; `ends`: the actors by the token behind them.
    """
    begin, end = offsets_of(doc)[sentence.start], offsets_of(doc)[sentence.end]
    if not any(q.closed and q.start < end and begin < q.end for q in quotes):
        return
    table, lower = _verbs(), lower_words(doc)
    for i in range(sentence.start + 1, sentence.end - 1):
        if lower[i] not in table or not _quoted(doc[i], quotes):
            continue
        for entry, form in table[lower[i]]:
            speech = _speech(Place(doc, sentence, [], frozenset()), doc[i], entry, form)
            if speech is None or speech.frame != "que" or speech.at != i + 1 or form.tense in ("inf", "ger"):
                continue
            at = speech.start
            while at > sentence.start and lower[at - 1] in CLITICS:
                at -= 1
            actor = ends.get(at)
            if actor is not None and _quoted(doc[actor.start], quotes):
                yield speech, actor
            break


@cache
def _first_words() -> frozenset[str]:
    """First words of the phrases that speak."""
    return frozenset(words[0] for words in _phrases())


def _quoted(token: Token, quotes: list[Quote]) -> bool:
    return any(q.closed and q.start <= token.idx < q.end for q in quotes)


def _phrase_at(doc: Doc, token: Token, end: int, phrases: dict[tuple[str, ...], tuple[str, Form]]) -> Speech | None:
    lower = lower_words(doc)
    for size in (4, 3, 2):
        words = tuple(lower[token.i : min(end, token.i + size)])
        if len(words) == size and words in phrases:
            lemma, form = phrases[words]
            start, plural = _start_of(doc, token, form)
            at = skip_fillers(doc, token.i + size, end)
            if start is None or form.tense in ("fut", "cond", "subj", "inf") or _is_negated(doc, start):
                return None
            frame = "a" if words[-1] in _CALLS else "phrase"
            if at < end and doc[at].lower_ in (_CALLED if frame == "a" else _SAID):
                entry = {"id": f"phrase_{lemma.replace(' ', '_')}", "lemma": lemma, "class": "say"}
                return Speech(start, token.i + size, entry, form.tense, plural, frame, at)
    return None


def _start_of(doc: Doc, token: Token, form: Form) -> tuple[int | None, bool | None]:
    """First token of the verb group with its number; None when the form does not speak here ("el informe", "dicho")."""
    before = doc[token.i - 1].lower_ if token.i and not token.is_sent_start else ""
    if form.tense == "part":
        return (token.i - 1, _HAVE[before]) if before in _HAVE else (None, None)
    if form.tense == "inf":
        return (token.i, None) if before == "al" or _is_before_or_after(doc, token, before) else (None, None)
    return token.i, form.plural


def _is_before_or_after(doc: Doc, token: Token, before: str) -> bool:
    """ "antes de asegurar que", "tras advertir que"; not "luego de criticar a quienes …"."""
    earlier = doc[token.i - 2].lower_ if token.i > 1 else ""
    said = token.i + 1 < len(doc) and doc[token.i + 1].lower_ in ("que", ":")
    return said and (before == "tras" or (before == "de" and earlier in ("antes", "después", "luego")))


def _is_negated(doc: Doc, start: int) -> bool:
    at = start - 1
    while at >= 0 and doc[at].lower_ in CLITICS:
        at -= 1
    return at >= 0 and doc[at].lower_ in _NEGATION


def _speech(place: Place, token: Token, entry: Entry, form: Form) -> Speech | None:
    doc, sentence = place.doc, place.sentence
    if form.tense in ("fut", "cond", "subj"):
        return None  # not said yet, or only wished for: "que informe"
    start, plural = _start_of(doc, token, form)
    if start is None or _is_negated(doc, start) or _is_nominal(doc, token, form):
        return None
    reflexive = _is_reflexive(doc, start, sentence.start)
    wants_reflexive = entry["lemma"].endswith("se")
    at = skip_fillers(doc, token.i + 1, sentence.end)
    if at > token.i + 1 and doc[token.i + 1].text == "," and at < sentence.end and doc[at].text == ",":
        at += 1  # "mencionó, no obstante, el coste"
    if reflexive and not wants_reflexive:
        # "se dijo dispuesto" speaks, "se anunció el pacto" has no speaker
        stance = at < sentence.end and doc[at].lower_ in markers("stance_adj")
        return Speech(start, token.i + 1, entry, form.tense, plural, "stance_adj", at) if stance else None
    if wants_reflexive and (not reflexive or doc[start - 1].lower_ != "se"):
        return None  # "se le preguntó" is nobody's question
    frame, begins = frame_of(place, start, at, entry)
    if not frame or not _suits_tense(doc, start, form, frame, begins):
        return None
    return Speech(start, token.i + 1, entry, form.tense, plural, frame, begins)


def _is_reflexive(doc: Doc, start: int, begin: int) -> bool:
    """ "se quejó", "se le preguntó"."""
    before = lower_words(doc)[max(begin, start - 2) : start]
    return before[-1:] == ["se"] or (before[:1] == ["se"] and before[-1] in CLITICS)


def _suits_tense(doc: Doc, start: int, form: Form, frame: str, begins: int) -> bool:
    """ "diciendo que" and "al señalar que" speak; "al denunciar amenazas", "citando la paz" describe."""
    if form.tense == "inf":
        return frame in ("que", "quote")
    if form.tense == "ger":
        if frame == "quote" and begins - start > _GERUND_REACH:
            return False  # "apuntando a la puerta, dijo: «Salgan»"
        return frame in ("que", "quote", "stance") and not (start and doc[start - 1].pos_ in ("VERB", "AUX"))
    return True


def _is_nominal(doc: Doc, token: Token, form: Form) -> bool:
    """ "la denuncia", "una nota de protesta": present forms that are nouns here."""
    if form.tense != "pres" or token.is_sent_start or token.i == 0:
        return False
    before = doc[token.i - 1]
    if before.text == "," and doc[token.i - 2].text in CLOSING_MARKS:
        return False  # «"No hay más", remata»: whatever the tag
    if before.lower_ in CLITICS and token.pos_ in ("VERB", "AUX"):
        return False
    return before.lower_ in DETERMINERS | PREPOSITIONS - {"según"} or token.pos_ in ("NOUN", "PROPN", "ADJ")
