"""Fields of an agreement row beside its parties: lemma, event codes, scope, topics, amount, deadline."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from spacy.tokens import Doc

from pipeline.knowledge.entries import split_cell
from pipeline.knowledge.lexicon import per_lexicon, read_lexicon, word_list
from pipeline.reader.forms import look_up
from pipeline.reader.themes import topics_in
from pipeline.text.attributes import Row, lower_words, parts_of_speech

_LIMIT_CUES = re.compile(
    r"\b(?:antes de(?:l| la| los| las)?|a más tardar(?: el| en)?|hasta(?: el)?|para(?: el| la)?|hacia(?: el)?|"
    r"en el tra[ns]*scurso de(?:l año)?)\s*(?:al |año |(?:finales|fines|mediados) de(?:l)? (?:año )?)?$",
    re.IGNORECASE,
)
_TERM_CUES = re.compile(
    r"\b(?:plazo (?:máximo |no mayor )?(?:de|a)|dentro de|en los próximos|durante los próximos|de aquí a)\s*$",
    re.IGNORECASE,
)
#: Behind such words a day or term is a start or a duration and no limit.
_NO_LIMIT = re.compile(r"\b(?:desde|a partir de(?:l)?|tras|después de|a)(?: el| la| los| este)?\s*$", re.IGNORECASE)
#: What the reader needs for a deadline that no word of limit leads to, and for an amount.
SURE_DEADLINE, SURE_AMOUNT = 0.6, 0.5

Event = tuple[str, str]

_INFINITIVE = re.compile(r"(?:[a-zñ]{2,}[aeií]r|dar|ver|ir|oír)(?:se|l[aeo]s?)?")
#: Endings of participles: "suscritas", "acordada".
_PARTICIPLE = re.compile(r"([dtsh])(?:a|as|os)$")
#: What may lead from a predicate to its infinitive, and how many words at most.
_LEADS, _LED = frozenset(("a", "en", "de", "por", "para", "además", "también", "hoy", "no", "conjuntamente")), 3


def action_of(doc: Doc, words: Sequence[int], anchor: int) -> int:
    """The word of a predicate that tells what is done: its last infinitive, else one right behind it, else the anchor.

    "acordaron acelerar" and "se comprometieron a acelerar" are about speeding up, "firmaron un convenio" about signing.
    """
    behind = [i for i in words if i > anchor and _is_infinitive(doc, i)]
    if behind:
        return behind[-1]
    last = max(words)
    for i in range(last + 1, min(last + 1 + _LED, len(doc))):
        if _is_infinitive(doc, i):
            return i
        if lower_words(doc)[i] not in _LEADS:
            break
    return anchor


def _is_infinitive(doc: Doc, i: int) -> bool:
    """A verb in the infinitive, and no noun or adverb that ends like one ("mujer", "ayer")."""
    named = parts_of_speech(doc)[i] in ("NOUN", "PROPN", "ADJ", "ADV")
    return not named and _INFINITIVE.fullmatch(lower_words(doc)[i]) is not None


def lemma_of(doc: Doc, token: int) -> str:
    """Lemma of an action, the verb's where a noun stands for it ("la firma"); the lexicons know more than the model."""
    word = lower_words(doc)[token]
    form = look_up(word) or look_up(_PARTICIPLE.sub(r"\1o", word))
    if form is not None:
        return form.lemma
    noun = _verbs_of_nouns().get(word) or _verbs_of_nouns().get(doc[token].lemma_.lower())
    return noun or doc[token].lemma_.split(" ")[0].lower() or word


@per_lexicon
def _verbs_of_nouns() -> Mapping[str, str]:
    signings = {row["lemma"]: row["verb"] for row in read_lexicon("commitment_nouns")}
    return {row["noun"]: row["verb"] for row in read_lexicon("commitment_action_nouns")} | signings


def find_amount(amounts: Mapping[str, Row], told: Iterable[Row], clause: tuple[int, int]) -> Row | None:
    """The amount that the reader points to, else the first money of the clause; no count of sides ("189 países")."""
    sides = word_list("commitment_words", "counted_sides")
    for found in told:
        row = amounts.get(found["row"])
        if row is not None and found["sure"] >= SURE_AMOUNT and row["unit"] not in sides:
            return row
    inside = [a for a in amounts.values() if clause[0] <= a["start"] and a["end"] <= clause[1]]
    return next((a for a in inside if a["kind"] == "money"), None)


def find_deadline(text: str, dates: Mapping[str, Row], told: Iterable[Row], clause: tuple[int, int]) -> str | None:
    """TIMEX3 value of the time limit: "antes de 2030", "en un plazo de seis meses".

    A date of the clause with a word of limit in front comes first, then what the reader is sure of. None for a start
    ("desde 2026"), for the term of a loan, and for what is vague.
    """
    inside = [r for r in dates.values() if clause[0] <= r["start"] and r["end"] <= clause[1] and _is_exact(r)]
    for row in inside:
        before = text[max(clause[0], row["start"] - 40) : row["start"]]
        cues = _LIMIT_CUES if row["type"] == "DATE" else _TERM_CUES
        if row["type"] in ("DATE", "DURATION") and cues.search(before):
            return str(row["value"])
    for found in told:
        row = dates.get(found["row"], {})
        if found["sure"] >= SURE_DEADLINE and row and _is_exact(row):
            before = text[max(0, row["start"] - 30) : row["start"]]
            return None if _NO_LIMIT.search(before) else str(row["value"])
    return None


def _is_exact(row: Row) -> bool:
    return bool(row["value"]) and "_REF" not in row["value"]


@per_lexicon
def _codes() -> dict[tuple[str, str], Event]:
    table: dict[tuple[str, str], Event] = {}
    for row in read_lexicon("event_codes"):
        for status in split_cell(row["status"]):
            for theme in split_cell(row["theme"]) or ("",):
                table[status, theme] = (row["plover"], row["cameo"])
    return table


@per_lexicon
def _events() -> dict[str, Event]:
    """Event codes of verbs: "otorgar" is AID 071; two digits of CAMEO where the theme says the rest."""
    actions = [(lemma, row) for row in read_lexicon("commitment_actions") for lemma in split_cell(row["lemmas"])]
    verbs = [(lemma, row) for row in read_lexicon("commitment_verbs") for lemma in split_cell(row["lemma"])]
    return {lemma: (row["plover"], row["cameo"]) for lemma, row in reversed([*verbs, *actions])}


@per_lexicon
def _entries() -> dict[str, str]:
    verbs = [
        (lemma, f"verb.{row['id']}") for row in read_lexicon("commitment_verbs") for lemma in split_cell(row["lemma"])
    ]
    return dict(reversed(verbs))


def entry_of(lemma: str) -> str | None:
    """The entry of `commitment_verbs` that a lemma is in, as `verb.<id>`; the first of several."""
    return _entries().get(lemma)


def event_codes(status: str, theme: str, lemma: str) -> Event:
    """(PLOVER, CAMEO) of a row by status and theme, see `lexicons/event_codes.csv`, or of the verb itself.

    What is signed, called for or in force is coded as that, whatever the verb. Raises KeyError for an unknown status.
    """
    table = _codes()
    plover, cameo = table.get((status, theme)) or table[status, ""]
    event = _events().get(lemma, ("", ""))
    if status not in ("agreed", "intended", "reaffirmed") or not event[1]:
        return plover, cameo
    if len(event[1]) > 2:
        return event
    return (plover, cameo) if cameo.startswith(event[1]) else (event[0], event[1] + "0")


def scope_of(parties: Sequence[Row]) -> str | None:
    """`unilateral`, `bilateral` or `multilateral` by number of parties; a group of states is many."""
    if not parties:
        return None
    if len(parties) > 2 or any(p["kind"] == "group" for p in parties):
        return "multilateral"
    return "bilateral" if len(parties) == 2 else "unilateral"


def topics_of(about: str, instrument_topic: str, status: str, theme: str, parties: Sequence[Row]) -> tuple[str, ...]:
    """Topics by the words of the object and the kind of instrument; a memorandum is one only when it is signed.

    "El Consejo de Seguridad de la ONU adoptó": of coordination the parties tell whose it is.
    """
    topics = list(topics_in(about))
    if theme == "multilateral_coordination":
        topics += topics_in(" ; ".join(str(p["name"]) for p in parties))
    if instrument_topic and (instrument_topic != "memorandum_signed" or status == "signed"):
        topics.append(instrument_topic)
    return tuple(dict.fromkeys(topics))
