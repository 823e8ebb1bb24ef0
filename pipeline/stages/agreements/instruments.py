"""The document that a commitment is laid down in: "memorándum de entendimiento", "acuerdo de libre tránsito"."""

from __future__ import annotations

from typing import NamedTuple

from spacy.tokens import Doc

from pipeline.knowledge.entries import split_cell
from pipeline.knowledge.lexicon import per_lexicon, read_lexicon, word_list
from pipeline.reader.verb_forms import look_up
from pipeline.text.attributes import lower_words, mentions_of, parts_of_speech, text_between
from pipeline.text.longest import PhraseIndex
from pipeline.text.overlap import overlaps

#: Words of the longest name.
_PHRASE = 8


class Instrument(NamedTuple):
    """Tokens `start` to `end` (exclusive), and the topic that the kind of document speaks for, perhaps none."""

    start: int
    end: int
    topic: str


@per_lexicon
def _topics() -> PhraseIndex[str]:
    """Return the topics of the kinds of document, "" for none, by the words of each of their forms."""
    found: dict[tuple[str, ...], str] = {}
    for row in read_lexicon("instruments"):
        for form in split_cell(row["forms"]):
            found.setdefault(tuple(form.lower().split()), row["topic"])
    return PhraseIndex(found)


def instrument_near(doc: Doc, clause: tuple[int, int], anchor: int) -> Instrument | None:
    """Return the instrument in a clause (range of tokens): the first from the anchor on, else the last before it."""
    found = instruments_in(doc, clause)
    # "documentos, incluyendo un memorándum": the kind says more than the general word
    general = word_list("commitment_words", "general_instruments")
    telling = [i for i in found if lower_words(doc)[i.start] not in general] or found
    after = [i for i in telling if i.start >= anchor]
    return after[0] if after else telling[-1] if telling else None


def instruments_in(doc: Doc, clause: tuple[int, int]) -> list[Instrument]:
    """Return all instruments in a range of tokens, by position; "Alianza" is none in "Alianza del Pacífico"."""
    bodies = [(mention["start"], mention["end"]) for mention in mentions_of(doc, "organization")]
    words, at, found = lower_words(doc), clause[0], []
    while at < clause[1]:
        longest = _topics().longest(words, at)
        if longest is None or _is_no_noun(doc, at) or overlaps(bodies, doc[at].idx, doc[at].idx + len(doc[at])):
            at += 1
            continue
        end = _extended(doc, longest[0], min(clause[1], at + _PHRASE))
        found.append(Instrument(at, end, longest[1]))
        at = end
    return found


def _is_no_noun(doc: Doc, i: int) -> bool:
    """Whether "acuerdo" is part of "de acuerdo": "se pusieron de acuerdo"; not in "un proyecto de acuerdo"."""
    before = lower_words(doc)[max(0, i - 1) : i + 1] == ["de", "acuerdo"]
    return before and (i == 1 or parts_of_speech(doc)[i - 2] not in ("NOUN", "PROPN"))


def _extended(doc: Doc, end: int, limit: int) -> int:
    """Return the end of an instrument's name: after its adjectives and one phrase with "de" that names its kind."""
    words, tags = lower_words(doc), parts_of_speech(doc)
    while end < limit:
        kind = words[end + 1] if end + 1 < limit else ""
        if words[end] == "de" and kind in word_list("commitment_words", "instrument_kinds"):
            end += 2
        elif words[end - 1] == "libre" and tags[end] in ("NOUN", "PROPN", "ADJ"):
            end += 1  # "de libre comercio", "de libre tránsito"
        elif tags[end] == "ADJ" and words[end].isalpha() and doc[end].is_lower and look_up(words[end]) is None:
            end += 1
        else:
            break
    return end


def name_of(doc: Doc, instrument: Instrument) -> str:
    """Return the words of an instrument."""
    return text_between(doc, instrument.start, instrument.end)
