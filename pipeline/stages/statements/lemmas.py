"""Lemmas of speech verbs by their forms: the models' lemmas of newswire verbs are unreliable."""

from __future__ import annotations

from spacy.tokens import Doc

from pipeline.text.attributes import lower_words, parts_of_speech, text_between
from pipeline.text.speech_verbs import speech_forms


def lemma_of(doc: Doc, first: int, last: int, verb: int) -> str:
    """Return the lemma of the verb of a statement; of a marker its words in lower case ("de acuerdo con")."""
    word = lower_words(doc)[verb]
    form = speech_forms().get(word)
    if form is not None:
        return form.lemma
    if parts_of_speech(doc)[verb] in ("VERB", "AUX"):
        return doc[verb].lemma_.split(" ")[0].lower() or word
    return text_between(doc, first, last + 1).lower()
