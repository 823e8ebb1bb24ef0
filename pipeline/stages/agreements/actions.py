"""What a commitment does: the word of its predicate that says so, the lemma of that word, and its event codes."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from spacy.tokens import Doc

from pipeline.knowledge.entries import split_cell
from pipeline.knowledge.lexicon import per_lexicon, read_lexicon, word_list
from pipeline.reader.verb_forms import look_up
from pipeline.text.attributes import Row, lower_words, parts_of_speech

#: PLOVER type and CAMEO code.
Event = tuple[str, str]

_INFINITIVE = re.compile(r"(?:[a-zñ]{2,}[aeií]r|dar|ver|ir|oír)(?:se|l[aeo]s?)?")
#: Endings of participles: "suscritas", "acordada".
_PARTICIPLE = re.compile(r"([dtsh])(?:a|as|os)$")
#: Words from a predicate to an infinitive after it at most.
_LED = 3
#: Words between a verb that was read and its infinitive at most, and those that part the two.
_GOVERNED = 6
_CUTS = frozenset((",", ";", ":", "y", "e", "o", "u", "ni", "para", "que", "(", "«", '"', "“"))
_FINITE = ("present", "past", "future", "conditional", "subjunctive")
#: Statuses of which the verb says more than status and theme.
_BY_VERB = ("agreed", "intended", "reaffirmed")


def with_infinitives(doc: Doc, cues: Sequence[Row]) -> list[Row]:
    """Return the cues, by position, where an infinitive belongs to the verb before it: "acordaron hoy acelerar"."""
    joined: list[Row] = []
    for cue in cues:
        if joined and _is_governed(doc, joined[-1], cue):
            joined[-1] = {**joined[-1], "words": sorted({*joined[-1]["words"], *cue["words"]})}
        else:
            joined.append(cue)
    return joined


def _is_governed(doc: Doc, verb: Row, cue: Row) -> bool:
    words = lower_words(doc)
    form, between = look_up(words[cue["token"]]), words[verb["token"] + 1 : cue["token"]]
    if form is None or form.tense != "infinitive" or len(between) > _GOVERNED or cue["sentence"] != verb["sentence"]:
        return False
    return not any(word in _CUTS or _is_finite(word) for word in between)


def _is_finite(word: str) -> bool:
    form = look_up(word)
    return form is not None and form.tense in _FINITE


def action_of(doc: Doc, words: Sequence[int], anchor: int) -> int:
    """Return the word of a predicate that says what is done, a token as its `words` and its `anchor` are.

    It is the last infinitive, else one right after the predicate, else the anchor: "acordaron acelerar" and "se
    comprometieron a acelerar" are about speeding up, "firmaron un convenio" is about signing.
    """
    later = [i for i in words if i > anchor and _is_infinitive(doc, i)]
    if later:
        return later[-1]
    last, leads = max(words), word_list("commitment_words", "infinitive_leads")
    for i in range(last + 1, min(last + 1 + _LED, len(doc))):
        if _is_infinitive(doc, i):
            return i
        if lower_words(doc)[i] not in leads:
            break
    return anchor


def _is_infinitive(doc: Doc, i: int) -> bool:
    """Whether a word is a verb in the infinitive, and no noun or adverb that ends like one ("mujer", "ayer")."""
    named = parts_of_speech(doc)[i] in ("NOUN", "PROPN", "ADJ", "ADV")
    return not named and _INFINITIVE.fullmatch(lower_words(doc)[i]) is not None


def lemma_of(doc: Doc, token: int) -> str:
    """Return the lemma of an action, the verb's where a noun stands for it ("la firma").

    The lexicons know more than the model, which is asked last.
    """
    word = lower_words(doc)[token]
    form = look_up(word) or look_up(_PARTICIPLE.sub(r"\1o", word))
    if form is not None:
        return form.lemma
    verbs, lemma = _verbs_of_nouns(), doc[token].lemma_.lower()
    return verbs.get(word) or verbs.get(lemma) or lemma.split(" ")[0] or word


@per_lexicon
def _verbs_of_nouns() -> Mapping[str, str]:
    """Return the verb that a noun of action stands for: "firmar" of "firma"."""
    signings = {row["lemma"]: row["verb"] for row in read_lexicon("commitment_nouns")}
    return {row["noun"]: row["verb"] for row in read_lexicon("commitment_action_nouns")} | signings


def entry_of(lemma: str) -> str | None:
    """Return the first entry of `commitment_verbs` that a lemma is in, as `verb.<id>`."""
    return _entries().get(lemma)


@per_lexicon
def _entries() -> Mapping[str, str]:
    verbs = read_lexicon("commitment_verbs")
    return dict(reversed([(lemma, f"verb.{row['id']}") for row in verbs for lemma in split_cell(row["lemma"])]))


def event_codes(status: str, theme: str, lemma: str) -> Event:
    """Return (PLOVER, CAMEO) of a row by status and theme, see `lexicons/event_codes.csv`, or of the verb itself.

    What is signed, called for or in force is coded as that, whatever the verb. Raises KeyError for an unknown status.
    """
    table = _codes()
    plover, cameo = table.get((status, theme)) or table[status, ""]
    event = _events().get(lemma)
    if status not in _BY_VERB or event is None or not event[1]:
        return plover, cameo
    if len(event[1]) > 2:
        return event
    return (plover, cameo) if cameo.startswith(event[1]) else (event[0], event[1] + "0")


@per_lexicon
def _codes() -> Mapping[tuple[str, str], Event]:
    """Return the codes by status and theme; "" is any other theme."""
    table: dict[tuple[str, str], Event] = {}
    for row in read_lexicon("event_codes"):
        for status in split_cell(row["status"]):
            for theme in split_cell(row["theme"]) or ("",):
                table[status, theme] = (row["plover"], row["cameo"])
    return table


@per_lexicon
def _events() -> Mapping[str, Event]:
    """Return the codes of verbs: "otorgar" is AID 071; two digits of CAMEO where the theme says the rest."""
    actions = [(lemma, row) for row in read_lexicon("commitment_actions") for lemma in split_cell(row["lemmas"])]
    verbs = [(lemma, row) for row in read_lexicon("commitment_verbs") for lemma in split_cell(row["lemma"])]
    return {lemma: (row["plover"], row["cameo"]) for lemma, row in reversed([*verbs, *actions])}
