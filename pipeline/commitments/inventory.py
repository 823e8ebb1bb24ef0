"""The inventory of commitment words, as entries; and `Predicate`, what is found of them in a sentence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from pipeline.commitments import grammar as g
from pipeline.commitments.forms import look_up
from pipeline.commitments.tree import Word, once
from pipeline.lexicon import read_lexicon, split_cell


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of the inventory of commitment verbs."""

    id: str
    lemmas: frozenset[str]
    kind: str
    status: str
    needs: str
    confidence: float
    event: tuple[str, str]


#: No code of its own: the status and the theme of the row decide.
NO_EVENT = ("", "")


@dataclass(frozen=True, slots=True)
class Predicate:
    """A commitment word in its sentence; `anchor` and `action` are tokens, `words` all tokens of the predicate.

    `event` is the (PLOVER, CAMEO) code of its entry, two digits where the theme says the rest; `inside`: told in
    passing, within what another predicate is about ("implementar el consenso alcanzado").
    """

    anchor: Word
    action: Word
    words: tuple[Word, ...]
    kind: str
    status: str
    rule: str
    confidence: float
    negated: bool = False
    joint_only: bool = False
    document: Word | None = None
    event: tuple[str, str] = NO_EVENT
    inside: bool = False

    @property
    def first(self) -> int:
        """Index of the predicate's first token."""
        return min(t.i for t in self.words)


@lru_cache(maxsize=1)
def verb_entries() -> dict[str, tuple[Entry, ...]]:
    """Entries by lemma; a lemma may have several, tried in the order of the file."""
    table: dict[str, tuple[Entry, ...]] = {}
    for row in read_lexicon("commitment_verbs"):
        lemmas = frozenset(split_cell(row["lemma"]))
        entry = Entry(
            row["id"], lemmas, row["kind"], row["status"], row["needs"], float(row["confidence"]), _event(row)
        )
        for lemma in lemmas:
            table[lemma] = (*table.get(lemma, ()), entry)
    return table


def _event(row: Mapping[str, str]) -> tuple[str, str]:
    return row["plover"], row["cameo"]


@lru_cache(maxsize=1)
def actions() -> dict[str, tuple[str, tuple[str, str]]]:
    """Kind (`joint` or `give`) and event code of each verb of action."""
    rows = read_lexicon("commitment_actions")
    return {lemma: (row["kind"], _event(row)) for row in rows for lemma in split_cell(row["lemmas"])}


@lru_cache(maxsize=1)
def noun_entries() -> dict[str, Entry]:
    """Commitment nouns by lemma."""
    return {
        row["lemma"]: Entry(
            row["id"],
            frozenset((row["lemma"],)),
            row["kind"],
            row["status"],
            "instrument",
            float(row["confidence"]),
            _event(row),
        )
        for row in read_lexicon("commitment_nouns")
    }


@lru_cache(maxsize=1)
def verbs_of_nouns() -> dict[str, str]:
    """Verb of each noun of commitment or action: "la firma" is what "firmar" is, "el envío" what "enviar" is."""
    signings = {row["lemma"]: row["verb"] for row in read_lexicon("commitment_nouns")}
    return action_nouns() | signings


@lru_cache(maxsize=1)
def action_nouns() -> dict[str, str]:
    """Verb of each noun of action that is announced or achieved: "anunció el envío de médicos"."""
    return {row["noun"]: row["verb"] for row in read_lexicon("commitment_action_nouns")}


_IRREGULAR_PARTICIPLES = {
    "poner": "puesto",
    "suscribir": "suscrit suscript",
    "resolver": "resuelt",
    "proponer": "propuest",
}


@lru_cache(maxsize=1)
def participles() -> dict[str, str]:
    """Verb of each participle of the inventory: the models take many for adjectives ("el acuerdo alcanzado")."""
    table = {}
    for lemma in verb_entries():
        if lemma[-2:] not in ("ar", "er", "ir"):
            continue
        regular = lemma[:-2] + ("ad" if lemma.endswith("ar") else "id")
        for stem in _IRREGULAR_PARTICIPLES.get(lemma, regular).split():
            table.update({stem.removesuffix("o") + ending: lemma for ending in ("o", "a", "os", "as")})
    return table


#: Stems of the adjectives that say what "dispuesto" says: "está lista para", "estamos decididos a".
READY = ("list", "prest", "abiert", "preparad", "determinad", "decidid")
_READY_FORMS = frozenset(stem + ending for stem in READY for ending in ("o", "a", "os", "as"))


@once
def lemma_of(token: Word) -> str:
    """Lemma of a verb without a clitic: the models give "comprometer él" for "comprometerse"."""
    if token.lower_.startswith("comprometid") and not any(a.lemma_ == "haber" for a in g.auxiliaries(token)):
        return "comprometido"
    if token.lower_.startswith("dispuest"):
        return "dispuesto"
    if token.pos_ == "ADJ" and token.lower_ in _READY_FORMS:
        return "dispuesto"
    participle = participles().get(token.lower_)
    if participle and (token.pos_ == "ADJ" or "Part" in token.morph.verb_form):
        return participle
    known = look_up(token.text)
    return known.lemma if known is not None else token.lemma_.split(" ")[0].lower()
