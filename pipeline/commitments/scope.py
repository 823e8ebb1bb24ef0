"""What looks like a commitment and is none: history told in passing, and one country's own affairs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from pipeline.attributes import Row
from pipeline.commitments import grammar as g
from pipeline.commitments.complements import is_modifier
from pipeline.commitments.inventory import Predicate
from pipeline.commitments.memory import Found
from pipeline.commitments.sides import Sides, is_bloc, is_side, key_of
from pipeline.commitments.tree import Word
from pipeline.commitments.words import demonym_code, word_list

#: Years that a signing may lie behind the article; older ones are told as history ("en 2016 firmaron").
RECENT_YEARS = 1
#: Characters after the word in which a year dates it: "firmaron en 2016", not "un tratado que sustituye al de 1994".
_NEAR = 60
_REPORTING_KINDS = ("sign", "agree", "light", "stipulate", "force", "propose", "call", "support", "intend")
#: Kinds that speak of a commitment whatever is around them, in an article about more than one state.
STRONG_KINDS = ("sign", "agree", "light", "reaffirm", "stipulate")
#: Kinds in which a body at home easily speaks to its own government.
_ASKING = ("call", "propose", "intend", "support", "must", "future_joint")
#: Kinds in which one turns to somebody.
_TURNING = ("call", "propose", "intend", "reaffirm")
#: Kinds in which a state may speak of plans of its own.
_OWN_PLANS = ("intend",)
#: Kinds in which a single state turns to others, and the words for those.
_OUTWARD = ("call", "propose", "intend", "support", "reaffirm")
_ABROAD = re.compile(
    r"(?i:\b(?:(?:los|las|otros|otras|demás) (?:países|naciones|estados)|comunidad internacional|naciones unidas|"
    r"(?:conferencia|reunión|cumbre|foro) (?:internacional|mundial|regional)\w*|todas las partes)\b)"
)
#: Another state by a description: "el país africano".
_THAT_STATE = re.compile(r"(?i:\b(?:(?:el|al|del|ese|aquel|dicho) país|la (?:isla|nación)) \w+)")
#: Kinds in which what is said may be about home, whatever the article is about.
_SPEAKING = ("call", "propose", "must", "goal")
_DEAL = re.compile(r"(?i:\b(?:crédito|préstamo|millones|acuerdos?|contratos?|convenios?|alianza|memor[aá]nd\w+)\b)")
_INTERNATIONAL = re.compile(
    r"(?i:\b(?:bilateral\w*|internacional\w*|multilateral\w*|cooperaci[oó]n|relaciones|regi[oó]n|regional\w*|países|"
    r"naciones|mundial\w*|global\w*|cumbre|tratado|foro|continente|pueblos|iberoamerican\w*|latinoamerican\w*|"
    r"hemisf\w+|COP\d*|ONU|G20|UE|vecin\w+|extranjer\w+|embajad\w+|canciller\w*|diplom\w+|fronteri\w+|paz|comunidad|"
    r"negociaciones|pláticas|conversaciones|sanciones|tregua)\b)"
)


def is_background(predicate: Predicate, dates: Iterable[Row], start: int, end: int, published: str | None) -> bool:
    """Told as history: a past act with a year well before the article's, and with no recent day beside it."""
    told = g.tense(predicate.anchor) in ("past", "participle")
    if predicate.kind not in _REPORTING_KINDS or not published or not told:
        return False
    first = predicate.anchor.sent.start_char if predicate.kind == "stipulate" else start
    if is_modifier(predicate.anchor):  # "viajará el viernes a Cali, donde hablará del acuerdo firmado en 2016"
        first = predicate.anchor.idx
    near = (first, min(end, predicate.anchor.idx + len(predicate.anchor) + _NEAR))
    years = [
        int(row["start_date"][:4])
        for row in dates
        if near[0] <= row["start"] and row["end"] <= near[1] and row.get("start_date")
    ]
    return bool(years) and max(years) < int(published[:4]) - RECENT_YEARS


def is_international(predicate: Predicate, found: Found, sides_of: Sides, span: tuple[int, int]) -> bool:
    """A commitment between states or towards others, and not one country's own affair.

    `span` are the characters of the evidence. An article that hardly names a second state is a domestic story: there
    only what the sentence itself says of another state counts.
    """
    case = _Case(predicate, found, sides_of, span)
    if not case.sides and len(case.countries - {None}) > 1:
        return True  # "el Banco Central de Egipto y el Banco de Desarrollo de China"
    if case.at_home():
        return False
    if case.sides & sides_of.main and predicate.kind not in _SPEAKING:
        return True
    if not case.sides:  # companies, ministries, parties
        return case.of_bodies()
    if case.of_one_state():  # a state and its own company
        return False
    if predicate.kind in (*STRONG_KINDS, *_OUTWARD) and any(is_bloc(p) for p in found.parties):
        return True  # an organization of states is no domestic affair
    return case.of_states()


class _Case:
    """One commitment with its parties, and the questions that tell whether it is one state's own affair."""

    def __init__(self, predicate: Predicate, found: Found, sides_of: Sides, span: tuple[int, int]) -> None:
        self.predicate, self.found, self.sides_of = predicate, found, sides_of
        self.clause = predicate.anchor.doc.text[span[0] : span[1]]
        self.sides = {key_of(p) for p in found.parties if is_side(p)}
        self.countries: set[str | None] = {p["country"] for p in found.parties}
        sentence = predicate.anchor.sent
        near: Sequence[Word] = sentence
        if predicate.kind in _OWN_PLANS:  # what is told elsewhere in the sentence makes no plan international
            near = [t for t in sentence if t.idx >= span[0]]
        self.around: set[str | None] = {key_of(p) for p in sides_of.foreign(list(near))}
        self.around |= {code for t in near if t.is_lower and (code := demonym_code(t.text)) is not None}

    def of_one_state(self) -> bool:
        """Several parties, all of one state, and no other state in the sentence."""
        one = len(self.found.parties) > 1 and len(self.countries) == 1 and None not in self.countries
        return one and not self.around - self.countries

    def of_states(self) -> bool:
        """Whether what one state or several do concerns another one."""
        kind, international = self.predicate.kind, self.sides_of.international
        others = self.around - self.sides
        if len(self.sides) > 1:
            return international or len(self.around) > 1
        if kind == "must" and self.found.joint:  # it binds "las dos partes"
            return international
        if kind == "goal":
            return self.found.joint and international
        if kind.startswith("future") or kind == "must":
            abroad = bool(_INTERNATIONAL.search(self.clause) or _THAT_STATE.search(self.clause))
            return international and (bool(others) or abroad)
        if others or (kind in _OUTWARD and _ABROAD.search(self.clause)):
            return True
        if not international:
            return False
        if kind in STRONG_KINDS or (kind == "call" and self.sides_of.multilateral):
            return True
        return bool(_INTERNATIONAL.search(self.predicate.anchor.sent.text))

    def of_bodies(self) -> bool:
        """Whether what companies, ministries and other bodies of no or one state do concerns another one."""
        organizations = self.sides_of.organizations
        kinds = {str((organizations.get(p["organization_id"] or "") or {}).get("kind")) for p in self.found.parties}
        others = self.around - self.countries
        if not self.sides_of.international or kinds == {"party"}:
            return False
        if self.predicate.kind in _ASKING:
            return self.sides_of.opens_abroad and bool(others)
        several = self.found.joint or g.is_plural(self.predicate.anchor)
        return bool(self.sides_of.main or others) or (several and bool(_DEAL.search(self.clause)))

    def at_home(self) -> bool:
        """One state that turns to its own: "instó a la población", "pidió a su ministro"."""
        verb = self.predicate.anchor
        if self.predicate.kind not in _TURNING or len(self.found.parties) != 1:
            return False
        for cue in verb.doc[verb.i + 1 : min(verb.sent.end, verb.i + 9)]:
            phrase = verb.doc[cue.i + 1 : min(verb.sent.end, cue.i + 8)]
            if cue.lower_ in ("a", "al") and phrase and not g.is_infinitive(phrase[0]):
                return self._is_home(phrase)
        return False

    def _is_home(self, phrase: list[Word]) -> bool:
        """Whether an addressee belongs to the one who asks."""
        party, state = self.found.parties[0], self.found.parties[0]["country"]
        if {key_of(p) for p in self.sides_of.foreign(phrase)} - {key_of(party)}:
            return False
        bodies = [p for p in self.sides_of.within(phrase) if p["kind"] == "organization"]
        own_people = any(state and t.is_lower and demonym_code(t.text) == state for t in phrase[:3])
        return (
            own_people  # "a los ucranianos"
            or any(t.lower_ in ("su", "sus") for t in phrase[:2])
            or any(state and p["country"] == state for p in bodies)
            or any(t.lemma_.lower() in word_list("home") for t in phrase[:4])
        )
