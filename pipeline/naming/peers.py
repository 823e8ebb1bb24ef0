"""Somebody's peer is a person of the state that the words name: "su homólogo marroquí", "su par de Perú"."""

from __future__ import annotations

from spacy.tokens import Doc

from pipeline.naming.title_phrase import country, demonym
from pipeline.naming.title_words import title_words
from pipeline.text.attributes import lower_words, text_between, words_of_doc

#: Most words of a country's name, and of what may stand between it and the peer: "de la".
_LONGEST_COUNTRY, _LINKS = 6, 2


def is_after_peer(doc: Doc, start: int) -> bool:
    """Whether "su homólogo marroquí," or "su par de Perú," stands before token `start`; the comma may be missing."""
    words, peers = lower_words(doc), title_words("peers")
    i = start - 1
    i -= words[i] in (",", "(")
    if i < 1:
        return False
    if words[i] in peers:
        return True
    if words[i - 1] in peers and words_of_doc(doc)[i].islower() and demonym(words[i]) is not None:
        return True
    return country_of_peer(doc, i) is not None


def country_of_peer(doc: Doc, last: int) -> str | None:
    """Return the ISO code of the peer's country that ends at token `last`, or None: "su homólogo de Perú"."""
    words, peers = lower_words(doc), title_words("peers")
    before = words[max(0, last - _LONGEST_COUNTRY - _LINKS) : last]
    if not words_of_doc(doc)[last][:1].isupper() or peers.isdisjoint(before):
        return None
    for first in range(last, max(1, last - _LONGEST_COUNTRY), -1):
        i = first - 1
        i -= words[i] in ("la", "los", "las", "el")
        of_peer = words[i] in ("de", "del") and words[i - 1] in peers
        if of_peer and (code := country(text_between(doc, first, last + 1))):
            return code
    return None
