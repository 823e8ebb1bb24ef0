"""Who was spoken of: what "ambas partes", "los mandatarios", "su país" refer to."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from pipeline.commitments.sides import Party, Sides, distinct, is_bloc, is_side, key_of
from pipeline.commitments.tree import Sentence, Word
from pipeline.lexicon import read_lexicon


@dataclass(frozen=True, slots=True)
class Found:
    """Parties of a predicate, how they were found and how sure that is (0 to 1)."""

    parties: tuple[Party, ...]
    how: str
    confidence: float
    joint: bool = False


@lru_cache(maxsize=1)
def anaphora() -> tuple[tuple[str, re.Pattern[str], str, int], ...]:
    """(id, pattern, what it refers to, how many) of each joint expression."""
    return tuple(
        (row["id"], re.compile(rf"\b(?:{row['pattern']})\b", re.IGNORECASE), row["refers"], int(row["number"]))
        for row in read_lexicon("joint_subjects")
    )


@lru_cache(maxsize=1)
def _any_anaphor() -> re.Pattern[str]:
    """One pattern for all of them: most phrases have none, and one search tells."""
    alternatives = "|".join(row["pattern"] for row in read_lexicon("joint_subjects"))
    return re.compile(rf"\b(?:{alternatives})\b", re.IGNORECASE)


#: A state named so many times less than the first one is no side of the article.
_SALIENT = 4
#: Expressions that need not mean states: "ambas" may be two companies.
_ANY_SIDES = ("ambos", "ambas-partes")


class Memory:
    """The sides named so far, sentence by sentence; `last` are the parties spoken of most recently."""

    def __init__(self, sides: Sides) -> None:
        self.sides = sides
        self.entered: list[Sentence] = []
        self._by_sentence: list[list[Party]] = []
        self._pairs: dict[tuple[int, int], tuple[Party, ...]] = {}
        self.last: tuple[Party, ...] = ()
        self.committed = False
        self.single: tuple[Party, ...] = ()

    def speak_of(self, parties: tuple[Party, ...], *, committed: bool = False) -> None:
        """Remember whom a sentence was about, and whether they committed themselves in it.

        `single` keeps the latest one side while `last` may be several.
        """
        self.last, self.committed = parties, committed
        if len(parties) == 1:
            self.single = parties

    def enter(self, sentence: Sentence) -> None:
        """Remember a sentence after it is done; whom it names is found out when somebody asks."""
        self.entered.append(sentence)

    @property
    def by_sentence(self) -> list[list[Party]]:
        """The states and organizations of each sentence that is done."""
        for sentence in self.entered[len(self._by_sentence) :]:
            named = self.sides.within(sentence)
            self._by_sentence.append([p for p in named if p["kind"] in ("country", "organization")])
        return self._by_sentence

    def pair(self, number: int = 2) -> tuple[Party, ...]:
        """The `number` states spoken of: those of the latest sentence that names exactly so many, if they matter."""
        at = number, len(self.entered)
        if at not in self._pairs:
            self._pairs[at] = self._pair(number)
        return self._pairs[at]

    def _pair(self, number: int) -> tuple[Party, ...]:
        counts = Counter(key_of(p) for sentence in self.by_sentence for p in sentence)
        lead = Counter(key_of(p) for sentence in self.by_sentence[:2] for p in sentence)

        def acts(party: Party) -> bool:
            # an organization counts as a side only where the article is about it, "la UE y el Mercosur"
            return party["kind"] == "country" or (
                is_bloc(party) and counts[key_of(party)] > 2 and key_of(party) in lead
            )

        known = {key_of(p): p for sentence in self.by_sentence for p in sentence if acts(p)}
        weights = counts + lead
        salient = [k for k, _ in weights.most_common() if k in known][: number + 2]
        salient = [k for k in salient if weights[k] * _SALIENT >= weights[salient[0]]]
        for sentence in reversed(self.by_sentence[-12:]):
            states = distinct(p for p in sentence if acts(p))
            if len(states) == number and all(key_of(p) in salient for p in states):
                return tuple({**p, "resolved_from": None} for p in states)
        top = [known[k] for k in salient][:number]
        return tuple({**p, "resolved_from": None} for p in top) if len(top) == number else ()

    def visit(self, number: int) -> tuple[Party, ...]:
        """ "Una misión tailandesa visitó Nueva Delhi": the states of a sentence, capitals among them."""
        for sentence in reversed(self.entered[-3:]):
            states = distinct(p for p in self.sides.within(sentence, seat=True) if p["kind"] == "country")
            if len(states) == number:
                return tuple({**p, "resolved_from": None} for p in states)
        return ()

    def group(self) -> tuple[Party, ...]:
        """Whom "los mandatarios" means: the organization that meets, else the states of the last joint predicate."""
        if len(self.last) == 1 and self.last[0]["kind"] == "group":
            return self.last
        lead = [p for s in self.by_sentence[:3] for p in s]
        states = {key_of(p) for p in lead if p["kind"] == "country"}
        blocs = [p for p in lead if is_bloc(p)]
        counts = Counter(key_of(p) for s in self.by_sentence for p in s)
        if blocs and len(states) != 2:
            best = max(blocs, key=lambda p: counts[key_of(p)])
            second = sorted((counts[k] for k in states), reverse=True)[1:2]
            if not second or counts[key_of(best)] >= second[0]:
                return (best,)
        if len(self.last) > 1:
            return self.last
        return self.pair()

    def anaphor(self, tokens: Sequence[Word]) -> Found | None:
        """What a joint expression among `tokens` refers to."""
        text = " ".join([t.text for t in tokens])
        if not _any_anaphor().search(text):
            return None
        for name, pattern, refers, number in anaphora():
            match = pattern.search(text)
            if match is None:
                continue
            parties = self._referents(refers, number, tokens[0], loose=name in _ANY_SIDES)
            if parties:
                resolved = tuple({**p, "resolved_from": match.group()} for p in parties)
                joint = refers in ("states", "group")
                return Found(resolved, f"anaphor.{name}", 0.85 if refers == "states" else 0.6, joint=joint)
        return None

    def _referents(self, refers: str, number: int, at: Word, *, loose: bool) -> tuple[Party, ...]:
        if refers == "group":
            return self.group()
        before = at.doc[at.sent.start : at.i]
        if refers == "states":
            named = distinct(p for p in self.sides.within(before) if is_side(p))
            if len(named) == number:  # "se reunió con Obama en un encuentro en el que ambos llamaron ..."
                return named
            remembered = len(self.last) == number and all(p["kind"] == "country" for p in self.last)
            found = self.last if remembered else self.pair(number) or self.visit(number)
            return found or (self.last if loose else ())
        wanted = "country" if refers == "state" else "organization"
        here = [p for p in self.sides.within(before) if p["kind"] == wanted]
        if here:  # "el presidente de Filipinas declaró que su país ...": the country, whoever spoke for it
            return ({**here[-1], "person_id": None},)
        if len(self.last) == 1 and self.last[0]["kind"] == wanted:
            return self.last
        recent = [p for s in self.by_sentence[-3:] for p in s if p["kind"] == wanted]
        return tuple(recent[-1:])
