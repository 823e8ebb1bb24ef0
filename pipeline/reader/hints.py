"""Where an own entry of the lexicons asks for a cue that the network may not see, or wants none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from spacy.tokens import Doc

from pipeline.knowledge.entries import Entry, packaged_lexicon, split_cell
from pipeline.knowledge.lexicon import per_lexicon, read_lexicon, word_list
from pipeline.reader.verb_forms import forms_of, look_up
from pipeline.text.attributes import lower_words
from pipeline.text.plural import plural_of

#: What stands for the id of an entry where a verb of signing or agreeing is negated.
NEGATED = "not"
_SETTLED = ("signed", "agreed")
_DONE = ("past", "participle", "infinitive")
_REFUSED = ("participle", "infinitive")
#: Words between what denies and its verb, at most.
_REACH = 4
#: Infinitives, and the ending of those that mean what they do to themselves: "quejarse".
_INFINITIVE, _REFLEXIVE = ("ar", "er", "ir", "ír"), "se"


class _Source(NamedTuple):
    """A lexicon whose own entries make cues: the column of its words, and what stands before their ids in `rule`."""

    name: str
    column: str
    prefix: str
    holds_verbs: bool


#: For each kind of cue the lexicons whose own entries make some.
_LEXICONS = {
    "agreement": (
        _Source("commitment_verbs", "lemma", "verb", holds_verbs=True),
        _Source("commitment_nouns", "lemma", "noun", holds_verbs=False),
    ),
    "statement": (_Source("speech_verbs", "lemma", "speech", holds_verbs=True),),
    "meeting": (_Source("meeting_nouns", "noun", "meeting", holds_verbs=False),),
}


def find_hints(doc: Doc, kind: str) -> dict[int, str]:
    """Return what asks for a cue of that kind, by token.

    That is `verb.<id>` of an own entry, or NEGATED ("no firmaron").
    """
    words, forms = lower_words(doc), own_forms(kind)
    found = {i: forms[word] for i, word in enumerate(words) if word in forms} if forms else {}
    return found | {i: NEGATED for i in _negated_verbs(words)} if kind == "agreement" else found


def is_taken_away(doc: Doc, token: int, kind: str) -> bool:
    """Return whether own entries take away the entry that a word is a form of."""
    return lower_words(doc)[token] in _forms_taken_away(kind)


def _negated_verbs(words: Sequence[str]) -> Iterator[int]:
    """Yield the verbs of signing and agreeing that were not done.

    For example "no firmaron", "sin llegar a suscribir", "se negó a firmar".
    """
    denying, refusing = word_list("commitment_words", "denying"), _refusing_forms()
    for i, word in enumerate(words):
        if word == "sin" or word in refusing:
            at = _find_settling(words, i, _REFUSED)
        else:
            at = _find_settling(words, i, _DONE) if word in denying else None
        if at is not None:
            yield at


def _find_settling(words: Sequence[str], i: int, tenses: Sequence[str]) -> int | None:
    """Return the token of the next verb of signing or agreeing in one of some tenses.

    Nothing but small words is between.
    """
    small = word_list("commitment_words", "behind_denying")
    for at in range(i + 1, min(i + 1 + _REACH, len(words))):
        form = look_up(words[at])
        if form is not None and form.lemma in _settling_lemmas() and form.tense in tenses:
            return at
        if words[at] not in small:
            return None
    return None


@per_lexicon
def _refusing_forms() -> frozenset[str]:
    """Return the forms of the verbs of not doing what follows: "se niega a", "rehusaron"."""
    return frozenset(form.text for lemma in word_list("commitment_words", "refusing") for form in forms_of(lemma))


@per_lexicon
def _settling_lemmas() -> frozenset[str]:
    """Return the lemmas of the verbs that sign or agree by themselves.

    They are those of a list, and own ones of such a status.
    """
    listed = word_list("commitment_words", "settling")
    packaged = set(map(_cells, packaged_lexicon("commitment_verbs")))
    own = (row for row in read_lexicon("commitment_verbs") if _cells(row) not in packaged)
    return frozenset([*listed, *(w for row in own if row["status"] in _SETTLED for w in split_cell(row["lemma"]))])


@per_lexicon
def own_forms(kind: str) -> dict[str, str]:
    """Return the `verb.<id>` of the entries that the package does not have, or has otherwise, by form."""
    found: dict[str, str] = {}
    for source in _LEXICONS[kind]:
        packaged = set(map(_cells, packaged_lexicon(source.name)))
        for entry in read_lexicon(source.name):
            if _cells(entry) not in packaged:
                found.update(dict.fromkeys(_forms(entry, source), f"{source.prefix}.{entry['id']}"))
    return found


@per_lexicon
def _forms_taken_away(kind: str) -> frozenset[str]:
    found: set[str] = set()
    for source in _LEXICONS[kind]:
        kept = {entry["id"] for entry in read_lexicon(source.name)}
        for entry in packaged_lexicon(source.name):
            found.update(_forms(entry, source) if entry["id"] not in kept else ())
    return frozenset(found)


def _forms(entry: Entry, source: _Source) -> Iterator[str]:
    """Yield the forms of the words of an entry: of verbs all that the news uses, of nouns both numbers."""
    for word in split_cell(entry[source.column]):
        lemma = word.removesuffix(_REFLEXIVE)
        if not source.holds_verbs:
            yield from (word, plural_of(word))
        elif lemma.endswith(_INFINITIVE):
            yield from (form.text for form in forms_of(lemma, entry.get("change", "")))
        else:
            yield word


def hint_entry(hint: str | None) -> Entry:
    """Return the entry that a hint names; empty for none and for a negation."""
    if hint is None or hint == NEGATED:
        return {}
    prefix, _, identifier = hint.partition(".")
    sources = (source for group in _LEXICONS.values() for source in group)
    name = next(source.name for source in sources if source.prefix == prefix)
    return next(entry for entry in read_lexicon(name) if entry["id"] == identifier)


def _cells(entry: Entry) -> tuple[str, ...]:
    return tuple(entry.values())
