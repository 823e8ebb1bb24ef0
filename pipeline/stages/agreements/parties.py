"""Whose an agreement is: which of the mentions that the reader points to are its parties."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.text.attributes import Row

#: A party this likely is one, of a call this likely: the addressee is none. Where nobody is, the likeliest that is at
#: least the third.
PARTY, CALLER, ONLY_PARTY = 0.45, 0.6, 0.2
#: Prepositions of whom a call goes to.
_TO = ("a", "al")


def chosen_parties(cue: Row) -> list[Row]:
    """Return the mentions that are likely parties of a cue, else the likeliest if it is not too unlikely."""
    told = cue["party"]
    if cue["status"] == "called_for":
        told = [found for found in told if not _is_addressed(cue, found)] or told
    likely = [found for found in told if is_likely(cue, found)]
    return likely or [found for found in told[:1] if found["sure"] >= ONLY_PARTY]


def is_likely(cue: Row, found: Row) -> bool:
    """Whether a mention is likely enough to be a party of a cue by itself."""
    return bool(found["sure"] >= (CALLER if cue["status"] == "called_for" else PARTY))


def _is_addressed(cue: Row, found: Row) -> bool:
    """Whether a call goes to a mention: "pidió a Irán" is no call of Iran's."""
    return found["preposition"] in _TO and found["first"] > cue["token"]


def party_rows(cue: Row) -> list[Row]:
    """Return the rows of `agreement_parties` of a cue, by position."""
    ordered = sorted(chosen_parties(cue), key=lambda found: (found["first"], -found["sure"]))
    return [{"party_id": f"p{n}", **found["party"]} for n, found in enumerate(ordered, 1)]


def scope_of(parties: Sequence[Row]) -> str | None:
    """Return `unilateral`, `bilateral` or `multilateral` by number of parties; a group of states is many."""
    if not parties:
        return None
    if len(parties) > 2 or any(p["kind"] == "group" for p in parties):
        return "multilateral"
    return "bilateral" if len(parties) == 2 else "unilateral"
