"""Which mentions are one meeting, and what each adds to it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta

from pipeline.stages.meetings.model import Meeting

#: Types that one meeting may be called by turns: "la reunión", "el diálogo", "las conversaciones".
_FAMILIES = dict.fromkeys(("bilateral_meeting", "ministerial", "dialogue", "session", "summit", "conference"), "talks")
#: No visit of a statesman is longer.
_LONGEST = timedelta(days=21)
#: Share of all words that is in both of two names for one meeting.
_SIMILAR = 0.6
_SMALL = frozenset(("del", "las", "los", "sobre", "para", "entre"))


def joined(mentions: Iterable[Meeting]) -> list[Meeting]:
    """Return the meetings by their first mentions; what a later mention of one adds is in it."""
    meetings: list[Meeting] = []
    for mention in mentions:
        known = next((m for m in reversed(meetings) if _is_same(m, mention)), None)
        if known is None:
            meetings.append(mention)
        else:
            _join(known, mention)
    return meetings


def _is_same(known: Meeting, new: Meeting) -> bool:
    """Whether a mention repeats a known meeting: the same name, or the same people at the same time and place."""
    if _family(known) != _family(new) or _are_apart(known, new) or _has_other_number(known, new):
        return False
    if known.specific and new.specific:
        return _is_similar(known.name or "", new.name or "")
    if known.type == "visit":
        return bool(known.who & new.who) and _same_place(known, new)
    if new.participants:
        return _are_between_the_same(known, new)
    return _repeats(known, new) and not new.specific


def _are_between_the_same(known: Meeting, new: Meeting) -> bool:
    """Whether two take part in both, or one where nobody else is named: "la reunión con Vera"."""
    both = known.who & new.who
    return len(both) >= 2 or (len(both) == len(new.who) == 1 and _repeats(known, new))


def _repeats(known: Meeting, new: Meeting) -> bool:
    """Whether a mention is a definite one of the same type: "la visita" after "una visita"."""
    return new.definite and known.type == new.type


def _family(meeting: Meeting) -> str:
    return _FAMILIES.get(meeting.type, meeting.type)


def _same_place(a: Meeting, b: Meeting) -> bool:
    """Whether two places are of one state, or one of them is not known."""
    if a.place is None or b.place is None:
        return True
    return a.place["name"] == b.place["name"] or (bool(a.place["country"]) and a.place["country"] == b.place["country"])


def _are_apart(a: Meeting, b: Meeting) -> bool:
    """Whether days do not overlap; a visit may be told by the days of its parts."""
    if a.day is None or b.day is None or not (a.day["start_date"] and b.day["start_date"]):
        return False
    first, second = sorted((a.day, b.day), key=lambda row: str(row["start_date"]))
    between = date.fromisoformat(second["start_date"]) - date.fromisoformat(first["end_date"])
    return between > (_LONGEST if a.type == "visit" else timedelta(0))


def _has_other_number(known: Meeting, new: Meeting) -> bool:
    """Whether a mention has a number that a known meeting has not.

    "La V Reunión" is called "la reunión" afterwards. The other way round it is rather another one: taken for the same,
    two meetings of the gold were lost for one that was rightly joined.
    """
    return new.ordinal is not None and new.ordinal != known.ordinal


def _is_similar(a: str, b: str) -> bool:
    """Whether all words of one name are in the other, or most words are in both."""
    one, other = _words(a), _words(b)
    common = len(one & other)
    return common > 0 and (common == min(len(one), len(other)) or common >= _SIMILAR * len(one | other))


def _words(name: str) -> set[str]:
    return {w for w in re.findall(r"\w+", name.lower()) if len(w) > 2 and w not in _SMALL}


def _join(known: Meeting, new: Meeting) -> None:
    known.participants += [p for p in new.participants if p["name"] not in known.who]
    known.place = known.place or new.place
    known.day = known.day or new.day
    known.sure = max(known.sure, new.sure)
    if known.name is None or (new.specific and not known.specific):
        known.name, known.specific = new.name, new.specific
