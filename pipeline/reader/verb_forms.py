"""Verb forms of the commitment lexicons: lemma and tense by the form itself.

The models are good at tense and lemma but not perfect ("se apegará" comes out as "apegacer", "cooperan" as a
subjunctive), and a wrong lemma loses the row. Forms are made from the lexicons' infinitives; what is not there is left
to the model.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from pipeline.knowledge.entries import split_cell
from pipeline.knowledge.lexicon import per_lexicon, read_lexicon, word_list
from pipeline.text.conjugation import Form, conjugate, first_person

_TENSES = {
    "pres": "present",
    "past": "past",
    "imp": "past",
    "fut": "future",
    "cond": "conditional",
    "subj": "subjunctive",
    "ger": "gerund",
    "part": "participle",
    "inf": "infinitive",
}


class VerbForm(NamedTuple):
    """Lemma, tense (a value of `_TENSES`) and grammatical person of a form."""

    lemma: str
    tense: str
    person: int


@per_lexicon
def _changes() -> dict[str, str]:
    """Return how stems change, by the lemma; verbs of speech tell it themselves."""
    spoken = {row["lemma"]: row["change"] for row in read_lexicon("speech_verbs") if row["change"]}
    return spoken | {row["id"]: row["change"] for row in read_lexicon("stem_changes")}


def forms_of(lemma: str, change: str = "") -> tuple[Form, ...]:
    """Return the forms of a verb with the change of its stem, by default the one that is known: "niega" of "negar"."""
    return conjugate(lemma, change or _changes().get(lemma, ""))


@per_lexicon
def verb_forms() -> dict[str, VerbForm]:
    """Return the forms of every verb in the commitment lexicons.

    Of two readings of a form the first in the lexicons is kept.
    """
    table: dict[str, VerbForm] = {}
    nouns = word_list("commitment_words", "nouns_like_verbs")
    for lemma in _lemmas():
        for form in forms_of(lemma):
            if form.tense in _TENSES:
                table.setdefault(form.text, VerbForm(lemma, _TENSES[form.tense], 3))
            if form.tense == "fut" and form.plural:  # "ampliarán" -> "ampliaremos"
                table.setdefault(form.text.removesuffix("án") + "emos", VerbForm(lemma, "future", 1))
            for text in _our_past(form):
                table.setdefault(text, VerbForm(lemma, "past", 1))
        if (first := first_person(lemma, _changes().get(lemma, ""))) not in nouns:
            table.setdefault(first, VerbForm(lemma, "present", 1))
        ending = "amos" if lemma.endswith("ar") else "imos"  # "firmamos", "convenimos": past or present
        table.setdefault(lemma[:-2] + ending, VerbForm(lemma, "past", 1))
        if lemma.endswith("er"):  # "proponemos"
            table.setdefault(lemma[:-2] + "emos", VerbForm(lemma, "present", 1))
    return table


def _our_past(form: Form) -> Iterator[str]:
    """Yield the first person plural of a past in the third one: "hicimos" of "hicieron"; none of other forms."""
    if form.tense == "past" and form.plural:
        for ours, theirs in (("jimos", "jeron"), ("imos", "ieron"), ("amos", "aron")):
            if form.text.endswith(theirs):
                yield form.text.removesuffix(theirs) + ours
                return


def _lemmas() -> list[str]:
    lemmas = [lemma for row in read_lexicon("commitment_verbs") for lemma in split_cell(row["lemma"])]
    lemmas += [lemma for row in read_lexicon("commitment_actions") for lemma in split_cell(row["lemmas"])]
    return [lemma for lemma in dict.fromkeys(lemmas) if lemma.endswith(("ar", "er", "ir", "ír"))]


@per_lexicon(maxsize=1 << 14)
def look_up(form: str) -> VerbForm | None:
    """Return the reading of a form, case and an enclitic "se" left out; None for a verb of no lexicon."""
    low = form.lower()
    return verb_forms().get(low) or verb_forms().get(low.removesuffix("se"))
