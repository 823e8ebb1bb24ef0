"""What speaks against a predicate's being a commitment between states, by name.

No doubt decides alone: `judge` weighs them with everything else, as a doubt that is right nine times in ten
("El presidente creará un fondo": one side, at home) is wrong the tenth time.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from pipeline.attributes import Row
from pipeline.commitments import grammar as g
from pipeline.commitments.inventory import Predicate, lemma_of
from pipeline.commitments.memory import Found
from pipeline.commitments.scope import is_background, is_international
from pipeline.commitments.sides import Sides
from pipeline.commitments.words import word_list

#: A past act with a year long before the article's: what this tells is no news, however sure.
HISTORY = "history"
#: One state's own affair.
HOME = "home"
#: Whoever acts, it is not the party that was found.
NOT_THEM = ("spoken_to", "called_upon", "own_people")


def doubts_of(
    predicate: Predicate,
    found: Found,
    sides: Sides,
    clause: tuple[int, int],
    dates: Iterable[Row],
    published: str | None,
) -> tuple[str, ...]:
    """Names of the doubts about a predicate with the parties found for it; `clause` are the characters of the evidence.

    `alone`: one side does what takes several ("decidió"). `subject`: a subject left out or of another clause, where
    that is not enough. `promise`: a future of somebody who does not stand for a state. `history`: told with a year long
    past. `home`: one state's own affair. `guessed`: nothing in the sentence says who acts. `spoken_to`: who listens
    acts, or we are acted on. `called_upon`: the subject was asked, and did not ask. `own_people`: a state advises its
    own.
    """
    checks = {
        "alone": predicate.joint_only and not found.joint,
        "subject": _is_poor_subject(predicate, found),
        "promise": predicate.kind == "future_joint" and not _promises(found),
        HISTORY: is_background(predicate, dates, *clause, published),
        HOME: not is_international(predicate, found, sides, clause),
        "guessed": found.how.startswith("guess"),
        "spoken_to": _is_spoken_to(predicate, found),
        "called_upon": _is_called_upon(predicate, found),
        "own_people": predicate.kind == "call" and _addresses_own_people(predicate),
    }
    return tuple(name for name, holds in checks.items() if holds)


def is_excluded(doubts: Sequence[str], found: Found, sides: Sides) -> bool:
    """Whether doubts are such that no row comes out however sure the rest is.

    History is no news, and what somebody else does no row of theirs; the home affairs of a domestic story, of an actor
    known by its words alone ("la patronal y el sindicato firmaron"), or of political parties ("el PRD exigió conocer el
    texto") are not between states. Where no word is of foreign affairs, whoever is not named is a team, a band or
    a reader ("decidieron seguir de gira").
    """
    if HISTORY in doubts or any(doubt in doubts for doubt in NOT_THEM):
        return True
    if not sides.on_foreign_affairs and found.how.startswith(("zero", "guess")):
        return True
    kinds = {sides.organizations.get(p["organization_id"] or "", {}).get("kind") for p in found.parties}
    return HOME in doubts and (not sides.international or found.how == "guess.subject" or kinds == {"party"})


def _is_poor_subject(predicate: Predicate, found: Found) -> bool:
    """A subject that is only guessed, where that is not enough ("siguen luchando"), or one that acts for itself."""
    if predicate.rule.startswith("present.") or predicate.rule == "verb.querer-hacer":
        return found.how.startswith("zero")
    if predicate.rule == "future.any":
        return found.how.startswith(("zero", "subject.inside", "anaphor.los-", "anaphor.las-", "anaphor.ellos"))
    body = len(found.parties) == 1 and found.parties[0]["kind"] == "organization"
    if body and predicate.kind == "future_joint" and lemma_of(predicate.action) in word_list("holding"):
        return True  # "La CIDH celebrará su 149 periodo de sesiones": its own business
    if predicate.kind.startswith("future") or predicate.kind in ("propose", "stipulate"):
        return found.how == "zero.singular"
    return predicate.kind in ("call", "support") and found.how == "subject.inside"


def _promises(found: Found) -> bool:
    """Several sides, or one state or organization by its name and no person: "China se apegará a los principios"."""
    if found.how == "subject.inside":
        return False
    party = found.parties[0] if found.parties else None
    alone = party is not None and party["kind"] in ("country", "organization") and party["person_id"] is None
    return found.joint or alone


def _is_spoken_to(predicate: Predicate, found: Found) -> bool:
    """ "Ustedes van a decidir"; and with no subject that names a side, "nos alienta ver", "nos obliga a pensar"."""
    verb = predicate.anchor
    subject = g.subject_of(verb)
    if subject is not None and subject.lower_ in word_list("second_person"):
        return True
    first = g.first_index(verb)
    to_us = first > verb.sent.start and verb.doc[first - 1].lower_ == "nos" and g.person(verb) == "3"
    return to_us and found.how.startswith(("zero", "guess"))


def _is_called_upon(predicate: Predicate, found: Found) -> bool:
    """ "El embajador fue llamado a explicar": by whom is not said."""
    passive = any(a.lemma_ == "ser" for a in g.auxiliaries(predicate.anchor))
    return predicate.kind == "call" and passive and found.how.startswith("subject")


def _addresses_own_people(predicate: Predicate) -> bool:
    """ "Recomendó a sus ciudadanos tomar precauciones"."""
    verb = predicate.anchor
    words = [t.lower_ for t in verb.doc[verb.i + 1 : min(verb.i + 5, verb.sent.end)]]
    people = word_list("own_people")
    return any(one == "sus" and other in people for one, other in pairwise(words))
