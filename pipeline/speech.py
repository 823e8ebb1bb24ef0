"""Speech verbs in a text and the construction each stands in.

A verb of the lexicon speaks only in a construction of speech: with "que", a quote, an infinitive or object it takes, or
in parenthesis ("…, dijo el ministro, …"). Example: "celebró el pacto" says nothing, "celebró que haya pacto" does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from spacy.tokens import Doc, Span, Token

from pipeline.actors import DETERMINERS, PREPOSITIONS
from pipeline.conjugation import Form, conjugate
from pipeline.lexicon import Entry, read_lexicon, split_cell
from pipeline.quotes import Quote

CLITICS = frozenset(("me", "te", "se", "nos", "lo", "la", "los", "las", "le", "les"))
_NEGATION = frozenset(("no", "nunca", "tampoco", "jamás", "ni", "sin"))
_HAVE = {"ha": False, "han": True, "había": False, "habían": True, "habiendo": None}
_INFINITIVE = re.compile(r"\w+[aeií]r(?:se|los?|las?|les?)?$")
_AS = frozenset(("como", "según"))
_CLOSING_MARKS = frozenset("»”\"’'")
_PREPOSITION_FRAMES = {
    "en": ("en",), "por": ("por",), "para": ("para",), "sobre": ("sobre",), "con": ("con",), "contra": ("contra",),
    "de": ("de", "del"), "a": ("a", "al"), "como": ("como",),
}  # fmt: skip
_QUE_REACH = 25
_QUOTE_REACH = {"say": 25, "report": 25, "emphasis": 20, "opinion": 15}


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


@lru_cache(maxsize=None)
def markers(kind: str) -> frozenset[str]:
    """Markers of one kind in `speech_markers.csv`, as written."""
    return frozenset(row["marker"] for row in read_lexicon("speech_markers") if row["kind"] == kind)


@lru_cache(maxsize=1)
def _fillers() -> dict[str, list[tuple[str, ...]]]:
    return _by_first(markers("filler"))


def _by_first(phrases: frozenset[str]) -> dict[str, list[tuple[str, ...]]]:
    table: dict[str, list[tuple[str, ...]]] = {}
    for words in sorted((tuple(phrase.split()) for phrase in phrases), key=len, reverse=True):
        table.setdefault(words[0], []).append(words)
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


def skip_fillers(doc: Doc, at: int, end: int) -> int:
    """First token from `at` that is no filler ("además", "este lunes", "en rueda de prensa") nor the comma round one."""
    while at < end:
        size = _filler_at(doc, at, end)
        if size:
            at += size
        elif doc[at].text == "," and at + 1 < end and _filler_at(doc, at + 1, end):
            at += 1
        else:
            break
    return at


def _filler_at(doc: Doc, at: int, end: int) -> int:
    for words in _fillers().get(doc[at].lower_, ()):
        if at + len(words) <= end and all(doc[at + n].lower_ == word for n, word in enumerate(words)):
            return len(words)
    return 1 if doc[at].lower_.endswith("mente") else 0


def find_speech(doc: Doc, sentence: Span, quotes: list[Quote], starts: frozenset[int]) -> Iterator[Speech]:
    """Speech verbs of one sentence, in order; those inside a closed quote belong to somebody else's voice.

    `starts`: first tokens of the actors, which tell "destacó el ministro" from "destacó el avance".
    """
    table, phrases, last = _verbs(), _phrases(), sentence.start
    for token in sentence:
        if token.i < last or _quoted(token, quotes):
            continue
        phrase = _phrase_at(doc, token, sentence.end, phrases)
        if phrase is not None:
            yield phrase
            last = phrase.end
            continue
        for entry, form in table.get(token.lower_, ()):
            speech = _speech(Place(doc, sentence, quotes, starts), token, entry, form)
            if speech is not None:
                yield speech
                last = speech.end
                break


def _quoted(token: Token, quotes: list[Quote]) -> bool:
    return any(q.closed and q.start <= token.idx < q.end for q in quotes)


def _phrase_at(
    doc: Doc, token: Token, end: int, phrases: dict[tuple[str, ...], tuple[str, Form]]
) -> Speech | None:
    for size in (4, 3, 2):
        words = tuple(t.lower_ for t in doc[token.i : min(end, token.i + size)])
        if len(words) == size and words in phrases:
            lemma, form = phrases[words]
            start, plural = _start_of(doc, token, form)
            at = skip_fillers(doc, token.i + size, end)
            if start is None or form.tense in ("fut", "cond", "subj", "inf") or _is_negated(doc, start):
                return None
            if at < end and doc[at].lower_ in ("que", "la", "el", "los", "las", "en", "su"):
                entry = {"id": f"phrase_{lemma.replace(' ', '_')}", "lemma": lemma, "class": "say"}
                return Speech(start, token.i + size, entry, form.tense, plural, "phrase", at)
    return None


def _start_of(doc: Doc, token: Token, form: Form) -> tuple[int | None, bool | None]:
    """First token of the verb group with its number; None when the form does not speak here ("el informe", "dicho")."""
    before = doc[token.i - 1].lower_ if token.i and not token.is_sent_start else ""
    if form.tense == "part":
        return (token.i - 1, _HAVE[before]) if before in _HAVE else (None, None)
    if form.tense == "inf":
        return (token.i, None) if before == "al" else (None, None)
    return token.i, form.plural


def _is_negated(doc: Doc, start: int) -> bool:
    at = start - 1
    while at >= 0 and doc[at].lower_ in CLITICS:
        at -= 1
    return at >= 0 and doc[at].lower_ in _NEGATION


@dataclass(frozen=True)
class Place:
    """Where a verb is looked at: its sentence, the quotes of the text, the first tokens of actors."""

    doc: Doc
    sentence: Span
    quotes: list[Quote]
    starts: frozenset[int]

    @property
    def end(self) -> int:
        """End of the sentence."""
        return int(self.sentence.end)

    def opens_quote(self, at: int) -> bool:
        """A quote begins at the token."""
        return at < self.end and any(q.start == self.doc[at].idx for q in self.quotes)

    def actor_from(self, at: int) -> bool:
        """An actor begins at the token, after determiners, adjectives and nouns at most."""
        for token in self.doc[at : min(self.end, at + 4)]:
            if token.i in self.starts:
                return True
            if not (token.lower_ in DETERMINERS or token.pos_ in ("ADJ", "NOUN", "DET", "PROPN")):
                return False
        return False


def _speech(place: Place, token: Token, entry: Entry, form: Form) -> Speech | None:
    doc, sentence = place.doc, place.sentence
    if form.tense in ("fut", "cond", "subj"):
        return None  # not said yet, or only wished for: "que informe"
    start, plural = _start_of(doc, token, form)
    if start is None or _is_negated(doc, start) or _is_nominal(doc, token, form):
        return None
    reflexive = start > sentence.start and doc[start - 1].lower_ == "se"
    wants_reflexive = entry["lemma"].endswith("se")
    at = skip_fillers(doc, token.i + 1, sentence.end)
    if reflexive and not wants_reflexive:
        # "se dijo dispuesto" speaks, "se anunció el pacto" has no speaker
        stance = at < sentence.end and doc[at].lower_ in markers("stance_adj")
        return Speech(start, token.i + 1, entry, form.tense, plural, "stance_adj", at) if stance else None
    if wants_reflexive and not reflexive:
        return None
    frame, begins = _frame(place, start, at, entry)
    if not frame or not _suits_tense(doc, start, form, frame):
        return None
    return Speech(start, token.i + 1, entry, form.tense, plural, frame, begins)


def _suits_tense(doc: Doc, start: int, form: Form, frame: str) -> bool:
    """"diciendo que" and "al señalar que" speak; "al denunciar amenazas", "citando la paz" describe."""
    if form.tense == "inf":
        return frame in ("que", "quote")
    if form.tense == "ger":
        return frame in ("que", "quote", "stance") and not (start and doc[start - 1].pos_ in ("VERB", "AUX"))
    return True


def _is_nominal(doc: Doc, token: Token, form: Form) -> bool:
    """"la denuncia", "una nota de protesta": present forms that are nouns here."""
    if form.tense != "pres" or token.is_sent_start or token.i == 0:
        return False
    before = doc[token.i - 1]
    if before.lower_ in CLITICS and token.pos_ in ("VERB", "AUX"):
        return False
    return before.lower_ in DETERMINERS | PREPOSITIONS or token.pos_ in ("NOUN", "PROPN", "ADJ")


def _frame(place: Place, start: int, at: int, entry: Entry) -> tuple[str, int]:
    """The construction and the token its complement begins with; ("", at) when the verb does not speak."""
    doc, frames = place.doc, split_cell(entry["frames"])
    word = doc[at].lower_ if at < place.end else ""
    if "que" in frames and word == "que":
        return "que", at
    if "label" in frames and place.opens_quote(at):
        return "label", at
    if _after_quote(doc, start, place.sentence):
        return "par", at
    if place.opens_quote(at + 1 if word in (":", ",") else at):
        return ("label" if "np" in frames else "quote"), at
    if "par" in frames and _in_parenthesis(place, start, at):
        return "par", at
    governed = _governed_frame(doc, at, place.end, frames)
    if governed and entry["class"] == "request":
        return governed, at  # "ordenó a la oficina revisar las cuentas que …"
    if "que" in frames and (reach := _que_after(place, at)):
        return "que", reach
    if (reach := _quote_after(place, at, entry["class"])) is not None:
        return "quote", reach
    return governed, at


def _governed_frame(doc: Doc, at: int, end: int, frames: tuple[str, ...]) -> str:
    if at >= end:
        return ""
    word, following = doc[at].lower_, doc[at + 1].lower_ if at + 1 < end else ""
    if word in ("a", "en") and following in ("favor", "contra"):
        return f"{word}_{following}" if f"{word}_{following}" in frames else ""
    if "en_que" in frames and (word, following) == ("en", "que"):
        return "en_que"
    for frame, words in _PREPOSITION_FRAMES.items():
        if word in words:
            return frame if frame in frames else ""
    return _object_frame(doc, at, end, frames)


def _object_frame(doc: Doc, at: int, end: int, frames: tuple[str, ...]) -> str:
    word = doc[at].lower_
    if "stance_adj" in frames and word in markers("stance_adj"):
        return "stance_adj"
    if "stance" in frames and any(t.lower_ in markers("stance") for t in doc[at : min(end, at + 3)]):
        return "stance"
    if "inf" in frames and _INFINITIVE.match(word):
        return "inf"
    if "np" in frames and (word in DETERMINERS or doc[at].pos_ in ("NOUN", "PROPN", "ADJ", "NUM", "DET")):
        return "np"
    return ""


def _after_quote(doc: Doc, start: int, sentence: Span) -> bool:
    """A quote ends right before the verb: «…», dijo."""
    at = start - 1
    while at >= sentence.start and doc[at].lower_ in CLITICS | _AS:
        at -= 1
    if at >= sentence.start and doc[at].text in (",", "-", "–", "—", ".", "…"):
        at -= 1
    return at >= 0 and doc[at].text[-1] in _CLOSING_MARKS and at >= sentence.start - 1


def _in_parenthesis(place: Place, start: int, at: int) -> bool:
    """Between comma or dash and punctuation or a subject: "…, dijo el ministro, …", "…, agregó."."""
    doc, before = place.doc, start - 1
    while before >= place.sentence.start and doc[before].lower_ in CLITICS | _AS:
        before -= 1
    follows = place.actor_from(at) or (at < place.end and doc[at].text[0].isupper())
    if follows and before < start - 1 and doc[start - 1].lower_ in {"lo", *_AS}:
        return True  # "según recoge la agencia", "así lo aseguró el ministro"
    if before < place.sentence.start or doc[before].text not in (",", "-", "–", "—", "--", ";"):
        return False
    goes_on = at < place.end and doc[at].lower_ in ("y", "e")  # "…, precisó y agregó que"
    return at >= place.end or doc[at].is_punct or doc[at].is_space or follows or goes_on


def _que_after(place: Place, at: int) -> int:
    """"dijo el ministro en Lima que …": the "que" within reach, after a subject or a phrase with a preposition."""
    doc, end = place.doc, place.end
    if at >= end or not (
        doc[at].lower_ in PREPOSITIONS or doc[at].text in (",", "(") or doc[at].text[0].isupper() or place.actor_from(at)
    ):
        return 0
    for token in doc[at : min(end, at + _QUE_REACH)]:
        if token.text in (";", ":", ".") or place.opens_quote(token.i):
            return 0
        if token.lower_ == "que" and doc[token.i - 1].pos_ != "ADP" and doc[token.i - 1].lower_ not in DETERMINERS:
            return 0 if _is_relative(doc, token) else token.i
    return 0


def _is_relative(doc: Doc, que: Token) -> bool:
    """By the parse: "responde a una invitación que Meade hizo" against "dijo a la prensa que Meade iría"."""
    if not doc.has_annotation("DEP"):
        return False
    verb = que.head
    return verb.dep_ == "acl" and verb.head.i == que.i - 1 and verb.head.pos_ == "NOUN"


def _quote_after(place: Place, at: int, verb_class: str) -> int | None:
    doc = place.doc
    for token in doc[at : min(place.end, at + _QUOTE_REACH.get(verb_class, 8))]:
        if place.opens_quote(token.i):
            introduced = doc[token.i - 1].text in (":", ",")
            whole = token.i + 1 < place.end and doc[token.i + 1].text[0].isupper()
            return token.i if introduced or (whole and verb_class in ("say", "report")) else None
    return None
