"""The document that a commitment is laid down in: "memorándum de entendimiento", "acuerdo de libre tránsito"."""

from __future__ import annotations

from typing import NamedTuple

from spacy.tokens import Doc

from pipeline.knowledge.entries import split_cell
from pipeline.knowledge.lexicon import per_lexicon, read_lexicon, word_list
from pipeline.reader.forms import look_up
from pipeline.text.attributes import lower_words, parts_of_speech, text_between
from pipeline.text.longest import PhraseIndex

#: Documents of any kind: one whose kind is named beside them says more.
_GENERAL = frozenset(("documento", "documentos", "texto", "textos", "instrumento", "instrumentos"))
_PHRASE = 8


class Instrument(NamedTuple):
    """Tokens `start` to `end` (exclusive), and the topic that the kind of document speaks for, perhaps none."""

    start: int
    end: int
    topic: str


@per_lexicon
def _topics() -> PhraseIndex[str]:
    """Topics of the kinds of document, "" for none, by the words of each of their forms."""
    found: dict[tuple[str, ...], str] = {}
    for row in read_lexicon("instruments"):
        for form in split_cell(row["forms"]):
            found.setdefault(tuple(form.lower().split()), row["topic"])
    return PhraseIndex(found)


def instrument_near(doc: Doc, clause: tuple[int, int], anchor: int) -> Instrument | None:
    """The instrument in a clause (range of tokens): the first from the anchor on, else the last before it."""
    found = instruments_in(doc, clause)
    # "documentos, incluyendo un memorándum": the kind says more than the general word
    telling = [i for i in found if lower_words(doc)[i.start] not in _GENERAL] or found
    after = [i for i in telling if i.start >= anchor]
    return after[0] if after else telling[-1] if telling else None


def instruments_in(doc: Doc, clause: tuple[int, int]) -> list[Instrument]:
    """All instruments in a range of tokens, by position."""
    words, at, found = lower_words(doc), clause[0], []
    while at < clause[1]:
        longest = _topics().longest(words, at)
        if longest is None or _is_no_noun(doc, at):
            at += 1
            continue
        end = _extended(doc, longest[0], min(clause[1], at + _PHRASE))
        found.append(Instrument(at, end, longest[1]))
        at = end
    return found


def _is_no_noun(doc: Doc, i: int) -> bool:
    """ "se pusieron de acuerdo", "están de acuerdo"; not "un proyecto de acuerdo"."""
    words, tags = lower_words(doc), parts_of_speech(doc)
    return words[i] == "acuerdo" and i > 0 and words[i - 1] == "de" and (i == 1 or tags[i - 2] not in ("NOUN", "PROPN"))


def _extended(doc: Doc, end: int, limit: int) -> int:
    """End of the instrument's name: its adjectives and one phrase with "de" that names its kind."""
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
    """The words of an instrument."""
    return text_between(doc, instrument.start, instrument.end)
