"""Direction of the verb beside a date: "se reunieron el martes" looks back, "se reunirán el martes" ahead.

With a tagged Doc the morphology decides, else the endings do; Spanish writes its tenses on the verb, and the few forms
that the endings miss are in `lexicons/date_verbs.csv`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import takewhile

from spacy.tokens import Doc, Token

from pipeline.knowledge.gazetteer import demonym_code
from pipeline.text import timex
from pipeline.text.folding import fold
from pipeline.text.word_values import date_words, surfaces

_PAST = re.compile(r"\w+(?:ó|aron|ieron|jeron|yeron|aba|aban|ían|[^r]ía|ado|ada|ados|adas|ido|ida|idos|idas|[^\Wr]é)")
_FUTURE = re.compile(r"\w{2,}(?:r(?:á|án|emos|é)|ría|rían)")
_SENTENCE_SIGNS = frozenset((".", "!", "?", "¿", "¡", "\n", "«", '"', "“", ".-", "-"))
_REFLEXIVE = re.compile(r"[a-záéíóúñ]{3,}[ae]n?")
_WORD = re.compile(r"\w+")
#: What stands before the first word of a sentence.
_OPENS = re.compile(r"(?:\A|[.!?¿¡«\"“\n]\s*|-\s+)$")
#: Characters of marks and space before a word that opens its sentence: what is farther before it is not looked at.
_OPENING_MARKS = 4
#: How many tokens a verb may be away, and how much farther it seems beyond a comma or "que".
_REACH, _CLAUSE = 12, 4
#: Reach of an expression that opens its sentence.
_FAR = 24
_STOPS = frozenset((".", "!", "?", ";", "\n"))
#: A participle gives the time of its noun only: "la reunión celebrada el martes".
_PARTICIPLE_REACH = 5
_PARTICIPLE = re.compile(r"\w+[ai]d[oa]s?")
#: How many words may stand before an expression that opens its sentence.
_OPENING = 4
#: Auxiliaries of the perfect.
_PERFECT = frozenset(("ha", "han", "hemos"))


def direction_finder(doc: Doc) -> Callable[[int, int], int]:
    """Return a function that says for a span of characters where its verb points: past, future or neither."""
    tagged = doc.has_annotation("MORPH")

    def direction(start: int, end: int) -> int:
        span = doc.char_span(start, end, alignment_mode="expand")
        if span is None:
            return timex.NEAREST
        before = _nearest_verb(doc, span.start - 1, -1, tagged=tagged)
        after = _nearest_verb(
            doc, span.end, 1, tagged=tagged, opens=before is None and _opens_sentence(doc, span.start)
        )
        seen = [f for f in (before, after) if f]
        said = min(seen, key=lambda f: f[0])[1] if seen else timex.NEAREST
        return _as_preposition_says(doc, span.start, said)

    return direction


def _as_preposition_says(doc: Doc, index: int, said: int) -> int:
    """Return the direction of a date at a token by the words before it, else that of its verb (`said`).

    "para el lunes" looks ahead unless the plan itself is past ("estaba prevista para octubre"). "desde" looks back, a
    present tense too ("desde el lunes no acude"). Documents and attacks exist before one speaks of them: "la
    declaración conjunta del 7 de abril".
    """
    words = [token.lower_ for token in doc[max(0, index - _REACH) : index]]
    preposition = _preposition(words)
    if preposition == "desde":
        return _past_but_for_future(doc, index, said)
    if said == timex.PAST and _is_condition(doc, index):
        return timex.FUTURE
    if _dates_what_is_done(words):
        return _past_but_for_future(doc, index, said)
    if preposition == "partir" and said == timex.NEAREST:
        return timex.FUTURE
    if said == timex.FUTURE and _dates_what_was_before(doc, index, words):
        return timex.PAST
    if _is_time_limit(preposition, words):
        return timex.PAST if _is_past_plan(words) else timex.FUTURE
    return said


def _preposition(words: list[str]) -> str:
    """Return the word before a date, but for articles and the like ("desde | finales de"); empty when there is none."""
    between = date_words("between preposition and date")
    return next((word for word in reversed(words[-3:]) if word not in between), "")


def _past_but_for_future(doc: Doc, index: int, said: int) -> int:
    """Return FUTURE where the verb is one and not a present tense, else PAST."""
    return timex.FUTURE if said == timex.FUTURE and _has_future(doc, index) else timex.PAST


def _dates_what_is_done(words: list[str]) -> bool:
    """Whether a date belongs to a document or an attack: "la declaración conjunta del | 7 de abril"."""
    return words[-1:] == ["del"] and not date_words("done").isdisjoint(map(fold, words[-4:-1]))


def _dates_what_was_before(doc: Doc, index: int, words: list[str]) -> bool:
    """Whether the date is of something that was before: "las declaraciones se producen tras la renuncia el martes".

    `words` are those before the date at the token `index`.
    """
    return "tras" in words[-6:] and not _has_future(doc, index)


def _is_time_limit(preposition: str, words: list[str]) -> bool:
    """Whether something is to happen by or before the date: "para el | lunes", "antes del | lunes"."""
    return preposition == "para" or words[-2:] in (["antes", "del"], ["antes", "de"])


def _is_past_plan(words: list[str]) -> bool:
    """Whether the words before a date are of a plan that was: "estaba prevista para octubre"."""
    return not date_words("plans that were").isdisjoint(map(fold, words))


def _is_condition(doc: Doc, index: int) -> bool:
    """Whether the perfect beside a date belongs to a condition, which is about what is still to come.

    "si el 29 de marzo no se ha ratificado el pacto".
    """
    before = [token.lower_ for token in takewhile(_goes_on, reversed(doc[max(0, index - _REACH) : index]))]
    around = [*before, *(token.lower_ for token in doc[index : index + 8])]
    return "si" in before and not _PERFECT.isdisjoint(around)


def _goes_on(token: Token) -> bool:
    return token.text not in _STOPS


def _has_future(doc: Doc, index: int) -> bool:
    return has_future(doc[max(0, index - _REACH) : index + _REACH].text)


def has_future(text: str) -> bool:
    """Whether a word is a future, a conditional or a plan ("prevista"): the present may mean the past, these do not."""
    sure = surfaces("date_verbs", "sure")
    known = surfaces("date_verbs", "direction")
    for found in _WORD.finditer(text):
        word = found[0]
        opens = word[0].isupper() and _OPENS.search(text, found.start() - _OPENING_MARKS, found.start()) is not None
        form = fold(word)
        planned = known.get(form) == "1" and sure[form] == "yes"
        if planned or direction_by_ending(_without_opening_capital(word, opens=opens)) == timex.FUTURE:
            return True
    return False


def _without_opening_capital(word: str, *, opens: bool) -> str:
    """Return the word in lower case where only its place has given it a capital ("Llegará el lunes"), but for names."""
    return word if not opens or fold(word) in date_words("names that end as verbs do") else word.lower()


def _opens_sentence(doc: Doc, index: int) -> bool:
    """Whether an expression at the token opens its sentence, but for a preposition and an article or two."""
    return index <= _OPENING or any(map(_ends_sentence, doc[index - _OPENING : index]))


def _ends_sentence(token: Token) -> bool:
    return token.text in _STOPS or "\n" in token.text


def _nearest_verb(doc: Doc, index: int, step: int, *, tagged: bool, opens: bool = False) -> tuple[int, int] | None:
    """Return distance and direction of the nearest verb to one side, inside of the sentence.

    What opens a sentence (`opens`) belongs to its main verb, which may be far: "El lunes, el ministro de … llegó".
    """
    clauses = date_words("new clause")
    away, reach = (-_CLAUSE if opens else 0), (_FAR if opens else _REACH)
    while 0 <= index < len(doc) and away < reach:
        token = doc[index]
        away += 1
        if _ends_sentence(token):
            return None
        if token.text in (",", ":", "(", ")") or token.lower_ in clauses:
            away += _CLAUSE
        elif said := _verb_direction(token, away + _CLAUSE * opens, tagged=tagged):
            return away, said
        index += step
    return None


def _verb_direction(token: Token, away: int, *, tagged: bool) -> int:
    """Return the direction of a verb form; a participle has that of its auxiliary ("será firmado").

    Without one a participle counts nearby only.
    """
    said = token_direction(token, tagged=tagged)
    if said and _PARTICIPLE.fullmatch(token.text):
        auxiliary = token_direction(token.nbor(-1), tagged=tagged) if token.i else timex.NEAREST
        return auxiliary or (said if away <= _PARTICIPLE_REACH else timex.NEAREST)
    return said


def token_direction(token: Token, *, tagged: bool) -> int:
    """Return PAST or FUTURE of a verb form, NEAREST for other words."""
    known = surfaces("date_verbs", "direction").get(fold(token.text))
    if known:
        return int(known)
    if tagged:
        return _direction_by_morphology(token)
    before = token.nbor(-1).lower_ if token.i else ""
    if before in date_words("before a noun") and not _PARTICIPLE.fullmatch(token.text):
        return timex.NEAREST
    opens = not before or before in _SENTENCE_SIGNS
    said = direction_by_ending(_without_opening_capital(token.text, opens=opens))
    if said == timex.NEAREST and before == "se" and _REFLEXIVE.fullmatch(token.text):
        return timex.FUTURE  # "se clausura", "se firman": plans are reported in the present
    return said


def _direction_by_morphology(token: Token) -> int:
    tense, form = token.morph.get("Tense", []), token.morph.get("VerbForm", [])
    if token.pos_ not in ("VERB", "AUX") and not (token.pos_ == "ADJ" and "Part" in form):
        return timex.NEAREST
    if demonym_code(token.text):  # base models take "libia" in "la fuerza aérea libia" for a verb
        return timex.NEAREST
    if "Part" in form or {"Past", "Imp"} & set(tense):
        return timex.PAST
    if {"Fut", "Pres"} & set(tense) or "Cnd" in token.morph.get("Mood", []):
        return timex.FUTURE
    return timex.NEAREST


def direction_by_ending(word: str) -> int:
    """Return the direction by the ending alone; capitalised words are names ("Perú", "Panamá")."""
    if word[:1].isupper():
        return timex.NEAREST
    if _FUTURE.fullmatch(word):
        return timex.FUTURE
    return timex.PAST if _PAST.fullmatch(word) else timex.NEAREST
