"""Which mentions are one meeting, and what each adds to it."""

from __future__ import annotations

import re
from datetime import date, timedelta

from pipeline.actors import Actor
from pipeline.encounters.model import Encounter

#: Types that one meeting may be called by turns: "la reunión", "el diálogo", "las conversaciones".
_FAMILIES = dict.fromkeys(("talks", "bilateral_meeting", "ministerial", "dialogue", "session"), "meeting")


#: Nouns that go back to any meeting with a name.
_ANY = frozenset(("meeting_encuentro", "meeting_reunión"))


def enter(meetings: list[Encounter], new: Encounter, body: Actor | None) -> None:
    """Join a mention with the meeting it repeats, or keep it as another one."""
    if new.following and new.type != "negotiation" and len(new.participants) < 2 and meetings:
        alike = sorted((m for m in meetings if _family(m) == _family(new)), key=lambda m: min(len(m.participants), 2))
        last = alike[-1] if alike else None  # the one with two sides rather than a session somebody spoke at
        names = {a.name for a in new.participants}
        # "La próxima reunión" is of the same parties; a body stands for those who came to its last summit
        before = last.participants if last else []
        bodies = [a for a in before if a.kind == "organization"]
        new.participants += [a for a in (bodies if new.type == "summit" and bodies else before) if a.name not in names]
        if not new.participants and new.type == "summit" and body is not None:
            new.participants = [body]
        meetings.append(new)
        return
    for known in reversed(meetings):
        if _is_same(known, new):
            _join(known, new)
            return
    if new.type == "visit" and not new.participants:
        return  # nobody's visit would take up the places and dates of others
    if new.type == "summit" and _is_anaphor(new) and new.name is None and body is not None:
        new.participants, new.specific = _with(new.participants, body), True  # "La cumbre": of the body named before
    meetings.append(new)


def _with(participants: list[Actor], body: Actor) -> list[Actor]:
    return participants if any(a.name == body.name for a in participants) else [body, *participants]


def _is_same(known: Encounter, new: Encounter) -> bool:
    """Whether a mention repeats a known meeting; visits, negotiations and occasions have rules of their own."""
    if new.type == "date" and not new.participants:
        return known.type != "call"
    if known.type == new.type == "visit":
        return _same_visit(known, new)
    if "negotiation" in (known.type, new.type):
        return _same_negotiation(known, new)
    if {"other", "ceremony"} & {known.type, new.type}:
        return known.type == new.type and _is_same_occasion(known, new)
    if known.specific and new.specific:
        return _similar(known, new)
    if _tells_the_same(known, new) or {known.type, new.type} == {"summit", "ministerial"}:
        return _tells_the_same(known, new)
    if "visit" in (known.type, new.type) or "call" in (known.type, new.type):
        return known.type == new.type and (not new.participants or _shares(known, new))
    if known.specific != new.specific:
        return _goes_back_to(known, new)
    named = {a.name for a in new.participants} - new.weak
    nobody = bool(new.participants) and not known.participants  # "un encuentro con vecinos" is not gone back to
    if _is_anaphor(new) and not nobody and named <= {a.name for a in known.participants}:
        return not _different_days(known, new)
    return len(_common(known, new)) >= 2 and not _different_days(known, new)


def _goes_back_to(known: Encounter, new: Encounter) -> bool:
    """One of the two has a name: "el encuentro" may be a conference, "la conferencia de Lima" the one with a name."""
    if known.specific and _is_anaphor(new) and new.rule in _ANY and not any(a.person_id for a in new.participants):
        return True
    if known.type == new.type and _same_place(known, new):
        return not _months_apart(known, new)
    return _is_anaphor(new) and (_family(known) == _family(new) or new.sentence == known.sentence)


def _is_headline_of(known: Encounter, new: Encounter) -> bool:
    """A headline's "dialogó con su par de la India" is the call that the text then tells of."""
    states = {a.country for a in known.participants if a.kind == "country"}
    people = [a for a in new.participants if a.person_id and a.country in states]
    return bool(people) and bool(_common(known, new))


def _tells_the_same(known: Encounter, new: Encounter) -> bool:
    """The number of a meeting told before, a mention that says nothing new, a call that a headline told of."""
    if {known.type, new.type} == {"bilateral_meeting", "call"}:
        return _is_headline_of(known, new)
    if known.type != new.type or known.following:
        return False
    if known.name is None and known.rule == "meet_reunirse" and new.ordinal is not None:
        return known.status == new.status and not _different_days(known, new)  # "reunidos en Lima … en su XI cumbre"
    return new.type in ("summit", "ministerial") and _adds_nothing(new)


def _adds_nothing(new: Encounter) -> bool:
    """ "es la primera vez que se hace una reunión de cancilleres": no name, place, day or people of its own."""
    own = {a.name for a in new.participants} - new.weak
    return not (new.specific or new.ordinal or new.following or new.place or new.date or own)


def _family(meeting: Encounter) -> str:
    return "meeting" if meeting.rule == "meeting_reunión" else _FAMILIES.get(meeting.type, meeting.type)


def _is_anaphor(meeting: Encounter) -> bool:
    return meeting.definite and not meeting.specific


def _common(a: Encounter, b: Encounter) -> set[str]:
    return {x.name for x in a.participants} & {x.name for x in b.participants}


def _shares(known: Encounter, new: Encounter) -> bool:
    smaller = min(len(known.participants), len(new.participants))
    return len(_common(known, new)) >= max(1, smaller) and not _different_days(known, new)


def _different_days(a: Encounter, b: Encounter) -> bool:
    if a.date is None or b.date is None:
        return False
    return bool(a.date["start_date"] > b.date["end_date"] or a.date["end_date"] < b.date["start_date"])


def _same_visit(known: Encounter, new: Encounter) -> bool:
    if new.participants and known.participants and not _common(known, new):
        return False
    if known.last != new.last or _months_apart(known, new):
        return False
    if new.frame != known.frame and (new.frame or not _is_anaphor(new)):
        return known.place is not None and new.place is not None and known.place.name == new.place.name
    if known.place is None or new.place is None:
        return _is_anaphor(new) or _is_anaphor(known) or known.sentence == new.sentence
    if "region" in (known.place.kind, new.place.kind) and (_is_anaphor(new) or known.place.kind == new.place.kind):
        return True
    return known.place.name == new.place.name or (
        known.place.country is not None and known.place.country == new.place.country
        and "country" in (known.place.kind, new.place.kind)
    )  # fmt: skip


def _is_same_occasion(known: Encounter, new: Encounter) -> bool:
    """Ceremonies and meetings with groups: the same persons and the same group, or called by the same name."""
    groups = [{a.name for a in m.participants if a.kind == "group"} for m in (known, new)]
    same = (known.name or "").lower() == (new.name or "").lower()
    return same and bool(_common(known, new)) and groups[0] == groups[1] and not _different_days(known, new)


def _same_place(known: Encounter, new: Encounter) -> bool:
    return known.place is not None and new.place is not None and known.place.name == new.place.name


def _months_apart(a: Encounter, b: Encounter) -> bool:
    """More than three weeks lie between the days of two mentions: no visit of a statesman is that long."""
    if a.date is None or b.date is None:
        return False
    first, second = sorted((a.date, b.date), key=lambda row: str(row["start_date"]))
    return date.fromisoformat(second["start_date"]) - date.fromisoformat(first["end_date"]) > timedelta(days=21)


def _same_negotiation(known: Encounter, new: Encounter) -> bool:
    """One negotiation unless a round of its own, another day or other parties tell them apart."""
    if known.type == "negotiation" and new.type == "talks" and _is_anaphor(new):
        return len([a for a in new.participants if a.person_id]) < 2
    if known.type == "conference" and new.name and known.place is not None:
        return known.place.name in new.name  # "las negociaciones de paz de Ginebra" are the conference there
    if known.type != new.type or (known.place and new.place and known.place.name != new.place.name):
        return False
    own_round = new.ordinal is not None or new.following
    if _is_anaphor(new) and not new.participants and not own_round:
        return True
    apart = own_round or _different_days(known, new) or known.status != new.status
    return not apart and (not known.participants or not new.participants or bool(_common(known, new)))


def _similar(known: Encounter, new: Encounter) -> bool:
    if known.ordinal and new.ordinal and known.ordinal != new.ordinal:
        return False
    if known.type == new.type and known.place is not None and known.place.name in (new.name or ""):
        return True  # "la cumbre de Lima"
    a, b = _words(known.name or "") | known.aliases, _words(new.name or "") | new.aliases
    return bool(a and b) and (a <= b or b <= a or len(a & b) >= 0.6 * len(a | b))


def _words(name: str) -> set[str]:
    return {w for w in re.findall(r"\w+", name.lower()) if len(w) > 2 and w not in ("del", "las", "los", "sobre")}


def _join(known: Encounter, new: Encounter) -> None:
    if {known.type, new.type} == {"bilateral_meeting", "call"}:
        known.type, known.participants = "call", new.participants
    names = {a.name for a in known.participants}
    known.participants += [a for a in new.participants if a.name not in names and not _is_anaphor(new)]
    finer = known.place is not None and known.place.kind != "place" and new.place is not None
    to_a_state = known.type == "visit" and known.place is not None and known.place.kind == "country"
    if known.place is None or (finer and not to_a_state and new.place is not None and new.place.kind == "place"):
        known.place = new.place
    if known.rule.startswith("meet_") and new.rule.startswith("meeting_") and known.type == "visit":
        known.status = new.status if new.status == "ongoing" else known.status
    known.date = known.date or new.date
    if known.status == "ongoing" and new.done:
        known.status = "held"  # the caption says "celebra", the report "celebró"
    known.ordinal = known.ordinal or new.ordinal
    if known.name is None or (new.specific and len(new.name or "") > len(known.name or "")):
        known.name = new.name
