"""Lemmas of speech verbs by their forms: the models' lemmas of newswire verbs are unreliable."""

from __future__ import annotations

from spacy.tokens import Doc

from pipeline.knowledge.lexicon import per_lexicon, read_lexicon
from pipeline.text.attributes import lower_words, parts_of_speech, text_between
from pipeline.text.conjugation import conjugate


def lemma_of(doc: Doc, first: int, last: int, verb: int) -> str:
    """Lemma of the verb of a statement; the words themselves, in lower case, of a marker ("de acuerdo con")."""
    word = lower_words(doc)[verb]
    known = _forms().get(word)
    if known is not None:
        return known
    if parts_of_speech(doc)[verb] in ("VERB", "AUX"):
        return doc[verb].lemma_.split(" ")[0].lower() or word
    return text_between(doc, first, last + 1).lower()


@per_lexicon
def _forms() -> dict[str, str]:
    """Lemma of each third-person form of the verbs of `speech_verbs.csv`; of two the first in the lexicon."""
    forms: dict[str, str] = {}
    for entry in read_lexicon("speech_verbs"):
        for form in conjugate(entry["lemma"].removesuffix("se"), entry["change"]):
            forms.setdefault(form.text, entry["lemma"])
    return forms
