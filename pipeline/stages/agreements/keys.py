"""Keys that join the mentions of one agreement, in an article and across articles.

A key says who, in what kind of document and on what: "CN+KZ/accord/extradition" is the treaty that an article tells of
in three sentences and another one calls "convenio". Without a document it is who does what: "CN+KZ/ampliar/comercio".
No date is in it, as one agreement is told of for months; `articles.published` keeps apart what years separate.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from spacy.tokens import Doc

from pipeline.knowledge.entries import split_cell
from pipeline.knowledge.lexicon import per_lexicon, read_lexicon, word_list
from pipeline.text.attributes import Row, parts_of_speech

_LETTER = re.compile(r"\w")


def agreement_key(parties: Sequence[Row], instrument: str | None, theme: str, topics: Sequence[str], deed: str) -> str:
    """Return the key of a row; `instrument` is its surface, `deed` what is done where there is none."""
    who = "+".join(sorted(_slug(str(p["country"] if p["kind"] == "country" else p["name"])) for p in parties))
    kind = _kind_of(instrument) if instrument else ""
    if not kind:
        return f"{who}/{deed}"
    topic = next((t for t in topics if t != "memorandum_signed"), theme)
    return f"{who}/{kind}/{topic}"


def deed_of(lemma: str, doc: Doc, after: Sequence[int]) -> str:
    """Return what is done, by its lemma and the first noun after it, if any: "ampliar/comercio", "ampliar"."""
    tags, empty = parts_of_speech(doc), word_list("commitment_words", "empty_nouns")
    nouns = (doc[i].lemma_.lower() for i in after if tags[i] == "NOUN")
    noun = next((n for n in nouns if n not in empty), "")
    return f"{_slug(lemma)}/{_slug(noun)}" if noun else _slug(lemma)


def _slug(text: str) -> str:
    """Return a name as a part of a key: "union-europea" for "Unión Europea", codes of states as they are."""
    if re.fullmatch("[A-Z]{2}", text):
        return text
    plain = unicodedata.normalize("NFD", text.lower())
    return re.sub(r"[^a-z0-9]+", "-", "".join(c for c in plain if not unicodedata.combining(c))).strip("-")


def _kind_of(instrument: str) -> str:
    """Return the kind of document by the longest form that its surface begins with; empty for an unknown one."""
    low = instrument.lower()
    return next((kind for form, kind in _kinds() if low.startswith(form) and not _goes_on(low, len(form))), "")


def _goes_on(text: str, at: int) -> bool:
    """Whether a word goes on at a place of a text."""
    return _LETTER.match(text, at) is not None


@per_lexicon
def _kinds() -> tuple[tuple[str, str], ...]:
    forms = [(form.lower(), row["key"]) for row in read_lexicon("instruments") for form in split_cell(row["forms"])]
    return tuple(sorted(forms, key=lambda f: -len(f[0])))
