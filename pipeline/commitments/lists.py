"""Lists of signed documents, one a line, after the sentence that says they were signed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipeline.attributes import Row
from pipeline.commitments import grammar as g
from pipeline.commitments.evidence import TRAILING, party_rows
from pipeline.commitments.fields import event_codes, instrument_of, instrument_tokens, scope_of
from pipeline.commitments.inventory import participles
from pipeline.commitments.keys import agreement_key, deed_of
from pipeline.commitments.memory import Found
from pipeline.commitments.parties import Parties
from pipeline.commitments.sides import merged
from pipeline.commitments.themes import find_theme
from pipeline.commitments.tree import Sentence, Word

_SIGNING = ("firmar", "suscribir", "rubricar")
#: Sentences that an item may be away from the signing.
REACH = 20


def list_item(parties: Parties, themes: Mapping[str, float], sentence: Sentence, signing: Row) -> list[Row]:
    """An item of a list of signed documents: "- Memorando de entendimiento sobre turismo."""
    tokens = [t for t in sentence if not (t.is_space or t.is_punct or t.like_num)]
    if len(tokens) < 3 or any(g.is_finite(t) and t.pos_ in ("VERB", "AUX") and t.dep_ == "ROOT" for t in tokens[1:]):
        return []
    if tokens[0] not in instrument_tokens(tokens[:1]) or not tokens[0].text[0].isupper():
        return []
    found = instrument_of(tokens[:1])
    if found is None:  # pragma: no cover (the first token is one)
        return []
    noun, stop, topic = found
    obj = sentence.doc.between(stop, sentence.end).strip(TRAILING + ". \n")
    named = merged(parties.sides.within(tokens))
    rows = party_rows(Found(named, "list", 0.6)) if len(named) > 1 else signing["parties"]
    theme, topics, theme_rule = find_theme(obj, themes)
    plover, cameo = event_codes("signed", theme)
    end = sentence.start_char + len(sentence.text.rstrip(TRAILING + "\n"))
    return [
        {
            **dict.fromkeys(("amount", "amount_value", "amount_unit", "deadline")),
            "predicate": " ".join(t.text for t in _words_of(noun, tokens)),
            "lemma": noun.lower_,
            "object": obj,
            "theme": theme,
            "topics": ";".join(dict.fromkeys((*topics, topic) if topic else topics)) or None,
            "status": "signed",
            "polarity": "affirmed",
            "scope": scope_of(rows),
            "instrument": sentence.doc.between(noun.i, stop),
            "plover": plover,
            "cameo": cameo,
            "start": sentence.start_char,
            "end": end,
            "confidence": 0.75,
            "rule": f"list.instrument|carried|theme.{theme_rule}",
            "agreement_key": agreement_key(
                rows, sentence.doc.between(noun.i, stop), theme, topics, deed_of(noun.lower_, tokens[1:])
            ),
            "parties": rows,
        }
    ]


def _words_of(noun: Word, tokens: Sequence[Word]) -> tuple[Word, ...]:
    """The document with the participle that signs it ("Memorando … suscrito"), else with what it is about."""
    signed = next((t for t in tokens if participles().get(t.lower_) in _SIGNING), None)
    if signed is not None:
        return noun, signed
    after = [t for t in tokens if t.i > noun.i]
    about = next((k for k, t in enumerate(after) if t.lower_ in ("sobre", "para")), None)
    deed = next((t for t in after[about + 1 : about + 4] if t.pos_ == "NOUN"), None) if about is not None else None
    return (noun,) if deed is None else (noun, deed)
