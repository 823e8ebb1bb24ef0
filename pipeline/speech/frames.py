"""The construction a speech verb stands in: "dijo que …", "«…», dijo", "pidió paciencia"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from spacy.tokens import Doc, Span, Token

from pipeline.actors import DETERMINERS, PREPOSITIONS, speaker_nouns
from pipeline.attributes import lower_words, offsets_of, parts_of_speech, text_of, words_of_doc
from pipeline.lexicon import Entry, split_cell
from pipeline.quotes import Quote
from pipeline.speech.markers import CLITICS, markers

INFINITIVE = re.compile(r"\w+[aeií]r(?:se|los?|las?|les?)?$")
_QUESTIONS = frozenset(("si", "qué", "quién", "quiénes", "cómo", "cuándo", "cuánto", "dónde", "cuál"))
_AS = frozenset(("como", "según"))
_THAT = frozenset(("de", "en", "a"))
CLOSING_MARKS = frozenset("»”\"’'")
_PREPOSITION_FRAMES = {
    "en": ("en",), "por": ("por",), "para": ("para",), "sobre": ("sobre", "acerca"), "con": ("con",),
    "contra": ("contra",), "de": ("de", "del"), "a": ("a", "al"), "como": ("como",),
}  # fmt: skip
_NAMING = frozenset(("llamar", "calificar", "definir", "describir", "catalogar", "tildar", "tachar"))
#: Verbs that also name a deed: to telephone, to recall an envoy, to sue; and what one asks for without saying anything.
_ALSO_DEEDS = frozenset(("llamar", "demandar"))
_NOT_SAID = frozenset(
    ("asilo", "anonimato", "licencia", "permiso", "crédito", "préstamo", "turno", "refugio", "visado", "visa")
)
_DEEDS = {
    "negar": frozenset(("registro", "acceso", "entrada", "ingreso", "paso", "extradición", "amparo", "salvoconducto")),
    "denunciar": frozenset(("acuerdo", "tratado", "convenio", "pacto", "protocolo", "contrato", "convención")),
}
_CALL_REACH = 20
#: Words of a newspaper's name between marks at most.
_NAME_WORDS = 4
#: What is told about whoever was called: "llamó a su par, a quien pidió abrir la vía".
_WHOM = frozenset(("quien", "quienes"))
#: What brings in the hearer, and how a definite object behind it begins.
_HEARER, _HEARER_REACH = frozenset(("a", "al", "ante")), 12
_HEARER_WORDS = DETERMINERS | {"de", "del", ","}
_OBJECT_STARTS = frozenset(("el", "la", "los", "las", "su", "sus", "un", "una"))
_QUE_REACH = 25
#: After these a verb has told nothing yet: what follows "aseguró en su país que" is what was said, whatever the parse.
_COUNT_ON = frozenset(("cuenta", "cuentan", "contó", "contaron", "contaba", "contaban", "contado", "contando"))
_CIRCUMSTANCE = frozenset(("en", "durante", "tras", "ante", "desde"))
#: Tokens before ", que" at most where it still says what was said: "dijo en la sede, que …".
_SHORT = 5
#: Tokens of one phrase between a verb and its subject at most.
_PHRASE_REACH = 8
_QUOTE_REACH = {"say": 25, "report": 25, "emphasis": 20, "opinion": 15}


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

    @cached_property
    def _quotes_by_start(self) -> dict[int, Quote]:
        return {q.start: q for q in self.quotes}

    def _quote_at(self, at: int) -> Quote | None:
        """The quote that begins at the token."""
        return self._quotes_by_start.get(offsets_of(self.doc)[at]) if at < self.end else None

    def opens_quote(self, at: int) -> bool:
        """A quote begins at the token."""
        return self._quote_at(at) is not None

    def _quoted_from(self, at: int) -> str:
        """What stands between the marks that open at the token; nothing where none do."""
        quote = self._quote_at(at)
        return text_of(self.doc)[quote.inner_start : quote.inner_end] if quote is not None else ""

    def quotes_name(self, at: int) -> bool:
        """A name between marks: «El Farol»."""
        words = self._quoted_from(at).split()
        return 0 < len(words) <= _NAME_WORDS and words[0][0].isupper() and words[-1][0].isupper()

    def quotes_status(self, at: int) -> bool:
        """ "declaró «persona no grata» al cónsul": done by saying it, to somebody."""
        quote = self._quote_at(at)
        return quote is not None and text_of(self.doc)[quote.end :].lstrip().startswith(("a ", "al "))

    def actor_from(self, at: int) -> bool:
        """An actor begins at the token, after determiners, adjectives and nouns at most."""
        words, tags = lower_words(self.doc), parts_of_speech(self.doc)
        for i in range(at, min(self.end, at + 4)):
            if i in self.starts:
                return True
            if not (words[i] in DETERMINERS or tags[i] in ("ADJ", "NOUN", "DET", "PROPN")):
                return False
        return False

    def actor_past_phrase(self, at: int) -> int:
        """First token of the actor behind one phrase: ", dijo a la agencia Sur | Ana Vera, jueza"; 0 if none."""
        doc = self.doc
        if at >= self.end or doc[at].lower_ not in ("a", "en", "desde", "durante", "tras", "al"):
            return 0
        starts = []
        for token in doc[at + 1 : min(self.end, at + _PHRASE_REACH)]:
            if token.is_punct or token.pos_ in ("VERB", "AUX") or token.lower_ in ("que", "y"):
                break
            if token.i in self.starts:
                starts.append(token.i)
        return next((i for i in starts[1:] if self._begins_apart(i)), 0)

    def _begins_apart(self, at: int) -> bool:
        """Behind a name or with an article: "a la agencia Sur | Ana Vera", not "a la gente del jefe | Paz"."""
        doc = self.doc
        if doc[at - 1].lower_ in DETERMINERS:
            return doc[at - 2].lower_ not in PREPOSITIONS
        return doc[at].text[0].isupper() and doc[at - 1].text[0].isupper()


def frame_of(place: Place, start: int, at: int, entry: Entry) -> tuple[str, int]:
    """The construction and the token its complement begins with; ("", at) when the verb does not speak."""
    doc, frames = place.doc, split_cell(entry["frames"])
    word = doc[at].lower_ if at < place.end else ""
    if "que" in frames and (that := _that_at(place, at)):
        return "que", that
    if "si" in frames and word in _QUESTIONS:
        return "si", at
    if (by_marks := _by_marks(place, start, at, entry)) is not None:
        return by_marks, at
    if "par" in frames and _in_parenthesis(place, start, at) and not _judges(place, at, entry):
        return "par", at
    governed = _said_frame(place, at, entry)
    if governed and entry["class"] == "request":
        return governed, at  # "ordenó a la oficina revisar las cuentas que …"
    if "que" in frames and (reach := _que_after(place, at, frames)):
        return "que", reach
    quote = _quote_after(place, at, entry["class"])
    if quote is not None:
        return "quote", quote
    return governed, at


def _by_marks(place: Place, start: int, at: int, entry: Entry) -> str | None:
    """The frame of a verb next to a quote, "" where that names or appoints; None where no quote is next to it."""
    doc, frames = place.doc, split_cell(entry["frames"])
    if "label" in frames and place.opens_quote(at):
        return "label"
    if _after_quote(doc, start, place.sentence):
        return "" if _only_names(doc, start, entry) else "par"
    if doc[start - 1].lower_ in _AS and place.quotes_name(at):
        return "par"  # "según publicó «El Farol»"
    if entry["lemma"] == "declarar" and place.quotes_status(at):
        return ""
    introduced = at < place.end and doc[at].lower_ in (":", ",")
    if place.opens_quote(at + 1 if introduced else at) and (introduced or _takes_quote(place, at, frames)):
        return "label" if "np" in frames else "quote"
    return None


def _that_at(place: Place, at: int) -> int:
    """The "que" of "dijo que", "coincidió en que", "avisó de que"; 0 without one."""
    words = lower_words(place.doc)[at : min(place.end, at + 2)]
    if words[:1] == ["que"]:
        return at
    return at + 1 if len(words) == 2 and words[0] in _THAT and words[1] == "que" else 0


def _takes_quote(place: Place, at: int, frames: tuple[str, ...]) -> bool:
    """ "dijo «Iremos»", not "continúa «cerrado»": a verb that takes no "que" needs a whole sentence."""
    return len(frames) > 1 or (at + 1 < place.end and place.doc[at + 1].text[0].isupper())


def _judges(place: Place, at: int, entry: Entry) -> bool:
    """ "el embajador, Luis Gil, lamentó una resolución": a document is what one judges, it judges nothing itself."""
    if entry["class"] != "evaluation":
        return False
    noun = next((t for t in place.doc[at : min(place.end, at + 3)] if t.lower_ not in DETERMINERS), None)
    return noun is not None and noun.i > at and speaker_nouns().get(noun.lower_, ("", False))[0] == "document"


def _said_frame(place: Place, at: int, entry: Entry) -> str:
    """The frame by the word after the verb, unless it makes the verb a deed: "solicitó asilo", "llamó a Vera"."""
    frames = split_cell(entry["frames"])
    if "np" in frames and "a" not in frames and (beyond := _past_hearer(place, at)):
        return "np" if _object_frame(place.doc, beyond, place.end, frames) == "np" else ""
    frame = _governed_frame(place.doc, at, place.end, frames)
    if frame == "a" and entry["lemma"] in _ALSO_DEEDS and not _calls_on(place, at):
        return ""
    if frame == "np" and _is_deed(place.doc, at, entry["lemma"]):
        return ""
    if frame == "np" and _NOT_SAID & {t.lower_ for t in place.doc[at : at + 3]}:
        return ""
    return frame


def _is_deed(doc: Doc, at: int, lemma: str) -> bool:
    """ "le negó el visado", "negó el acceso", "denunció el tratado": done, not said."""
    given = lemma == "negar" and doc[at - 2].lower_ in ("le", "les")
    return given or bool(_DEEDS.get(lemma, frozenset()) & {t.lower_ for t in doc[at : at + 3]})


def _past_hearer(place: Place, at: int) -> int:
    """Where the object begins behind the hearer: "reiteró a su homóloga | el compromiso"; 0 without a hearer."""
    doc = place.doc
    if at >= place.end or doc[at].lower_ not in _HEARER:
        return 0
    for token in doc[at + 1 : min(place.end, at + _HEARER_REACH)]:
        if token.lower_ in _OBJECT_STARTS and token.i > at + 1 and doc[token.i - 1].lower_ not in PREPOSITIONS:
            named = doc[token.i - 1].text != "," or doc[token.i - 2].pos_ == "PROPN"
            return token.i if named else 0
        if not (token.lower_ in _HEARER_WORDS or token.pos_ in ("NOUN", "ADJ", "PROPN", "DET")):
            return 0
    return 0


def _calls_on(place: Place, at: int) -> bool:
    """ "llamó a las partes a ceder", "llamó a la calma"; not "llamó a consultas", "demandó a la empresa"."""
    doc, words = place.doc, place.doc[at : min(place.end, at + _CALL_REACH)]
    words = words[: next((n for n, t in enumerate(words) if t.lower_ in _WHOM), len(words))]
    if at + 1 >= place.end or any(t.lower_ in ("consulta", "consultas") for t in words):
        return False
    if doc[at - 1].lower_.startswith("llam") and any(place.opens_quote(t.i) for t in words[:_PHRASE_REACH]):
        return True  # "llamó a su rival «charlatán»"
    infinitives = [t for t in words if INFINITIVE.match(t.lower_) and t.pos_ not in ("NOUN", "ADJ", "PROPN")]
    if any(doc[t.i - 1].lower_ not in ("para", "de", "por", "sin") for t in infinitives):
        return True
    return not place.actor_from(at + 1) and not doc[at + 1].text[0].isupper()


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
    following = doc[at + 1].lower_ if at + 1 < end else ""
    if "inf" in frames and INFINITIVE.match(following if word == "no" else word):
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
    return at >= 0 and doc[at].text[-1] in CLOSING_MARKS and at >= sentence.start - 1


def _only_names(doc: Doc, start: int, entry: Entry) -> bool:
    """«al "Toro", como lo llamó, …»: what the speaker calls somebody, not what was said."""
    at = start - 1
    while at > 0 and doc[at].lower_ in CLITICS:
        at -= 1
    return entry["lemma"] in _NAMING and at >= 0 and doc[at].lower_ == "como"


def _in_parenthesis(place: Place, start: int, at: int) -> bool:
    """Between comma or dash and punctuation or a subject: "…, dijo el ministro, …", "…, agregó."."""
    doc, before = place.doc, start - 1
    while before >= place.sentence.start and doc[before].lower_ in CLITICS | _AS:
        before -= 1
    follows = place.actor_from(at) or (at < place.end and doc[at].text[0].isupper()) or place.actor_past_phrase(at) > 0
    if follows and before < start - 1 and doc[start - 1].lower_ in {"lo", *_AS}:
        return True  # "según recoge la agencia", "así lo aseguró el ministro"
    if doc[start - 1].lower_ == "según" and (at >= place.end or doc[at].text == ","):
        return True  # "Según dijo, …"
    if before < place.sentence.start or doc[before].text not in (",", "-", "–", "—", "--", ";"):
        return False
    goes_on = at < place.end and doc[at].lower_ in ("y", "e")  # "…, precisó y agregó que"
    return at >= place.end or doc[at].is_punct or doc[at].is_space or follows or goes_on


def _que_after(place: Place, at: int, frames: tuple[str, ...]) -> int:
    """ "dijo el ministro en Lima que …": the "que" within reach, after a subject or a phrase with a preposition."""
    doc, end = place.doc, place.end
    if at < end and doc[at].lower_ == "con" and doc[at - 1].lower_ in _COUNT_ON:
        return 0  # "cuenta con dos obras que …"
    if at >= end or not (
        doc[at].lower_ in PREPOSITIONS
        or doc[at].text in (",", "(")
        or doc[at].text[0].isupper()
        or place.actor_from(at)
    ):
        return 0
    commas, relative = 0, 0
    for token in doc[at : min(end, at + _QUE_REACH)]:
        commas += token.text == ","
        finite = token.pos_ in ("VERB", "AUX") and token.morph.get("VerbForm") == ["Fin"] and token.i > at
        if token.text in (";", ":", ".") or place.opens_quote(token.i) or (finite and not relative):
            return relative  # "concluyó el día 8, fue el año que …"
        if token.lower_ == "que" and doc[token.i - 1].pos_ != "ADP" and doc[token.i - 1].lower_ not in DETERMINERS:
            # one comma only: "descartó oír a Vera, que vive en Lima"; two close an apposition
            named = token.i - 2 >= at and doc[token.i - 2].text[0].isupper()
            thing = doc[at].lower_ in DETERMINERS  # "rechazó el texto, que tildó de falso"
            after_comma = doc[token.i - 1].text == "," and commas == 1 and (named or thing or token.i - at > _SHORT)
            if after_comma:
                return 0
            if not _is_relative(doc, token):
                return token.i
            if doc[at].lower_ not in _CIRCUMSTANCE or doc[at].lower_ in frames:
                return 0
            relative = relative or token.i
    return relative


def _is_relative(doc: Doc, que: Token) -> bool:
    """By the parse: "responde a una invitación que Meade hizo" against "dijo a la prensa que Meade iría"."""
    if not doc.has_annotation("DEP"):
        return False
    verb = que.head
    return verb.dep_ == "acl" and verb.head.i == que.i - 1 and verb.head.pos_ == "NOUN"


def _quote_after(place: Place, at: int, verb_class: str) -> int | None:
    forms, other = words_of_doc(place.doc), False
    for i in range(at, min(place.end, at + _QUOTE_REACH.get(verb_class, 8))):
        opens = place.opens_quote(i)
        other = other or _is_aside(place.doc, i, at)
        if opens and other:
            return None  # "agradeció un texto que, según dijo, «suena bien»": the words of the verb in between
        if opens:
            introduced = forms[i - 1] in (":", ",")
            whole = i + 1 < place.end and forms[i + 1][0].isupper()
            return i if introduced or (whole and verb_class in ("say", "report")) else None
    return None


def _is_aside(doc: Doc, i: int, at: int) -> bool:
    """A verb set off by itself: "…, subrayó, …", "…, según dijo, …"."""
    if i < at + 2 or parts_of_speech(doc)[i] != "VERB" or doc[i].morph.get("VerbForm") != ["Fin"]:
        return False
    words = lower_words(doc)
    before = words[i - 2] if words[i - 1] in CLITICS | _AS else words[i - 1]
    return before in (",", "–", "—") or words[i - 1] in _AS
