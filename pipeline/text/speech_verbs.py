"""Forms of the verbs of saying of `speech_verbs.csv`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from pipeline.knowledge.lexicon import per_lexicon, read_lexicon
from pipeline.text.conjugation import conjugate


class SpeechForm(NamedTuple):
    """Infinitive and tense (as in `conjugation.Form`) of a form in the third person."""

    lemma: str
    tense: str


@per_lexicon
def speech_forms() -> Mapping[str, SpeechForm]:
    """Return what each form in the third person, lower case, is a form of; of two readings the first in the lexicon."""
    forms: dict[str, SpeechForm] = {}
    for entry in read_lexicon("speech_verbs"):
        for form in conjugate(entry["lemma"].removesuffix("se"), entry["change"]):
            forms.setdefault(form.text, SpeechForm(entry["lemma"], form.tense))
    return forms
