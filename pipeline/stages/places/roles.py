"""What a place is in the story: the dateline's, the scene of an event, an actor, or only mentioned."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.knowledge.folding import fold_name
from pipeline.stages.places.lexicons import words_for
from pipeline.stages.places.model import Context, Found
from pipeline.stages.places.words import BEFORE_PLACES
from pipeline.text.function_words import AND, ARTICLES, OF

#: Strength of the roles: the strongest of a place's mentions is the place's.
ROLES = ("mention", "actor", "event", "dateline")
#: Words between a meeting and the place it is held in: "la reunión que los ministros sostuvieron ayer en Lima".
_REACH = 12
#: Words of an office before its country: "ministro de Salud Pública de".
_OFFICE_WORDS = 5
#: Endings of finite verbs of acts, third person: "China instó", "Chile firmará", "México y Cuba acordaron".
_VERB_ENDING = re.compile(r"[^\W\d_]{2,}(?:ó|aron|ieron|eron|rá|rán|ía|ían|aba|aban)")


def with_role(context: Context, found: Found) -> Found:
    """Return the mention with its role: dateline, event (something is held there), actor, mention."""
    if context.dateline and context.dateline[0] <= found.start < context.dateline[1]:
        return replace(found, role="dateline")
    if found.place.kind != "country" or context.lower(found.first - 1) == "en":
        return replace(found, role="event" if _is_scene(context, found.first) else "mention")
    return replace(found, role="actor" if _acts(context, found) else "mention")


def _is_scene(context: Context, at: int) -> bool:
    """Whether "en" (or "a", "capital", a comma after another place) leads to the place and a meeting is near before."""
    words = context.words
    before = context.lower(at - 1)
    if before in ARTICLES:
        before = context.lower(at - 2)
    if before not in ("en", "a", "de", ",", "ciudad"):
        return False
    for back in range(at - 1, max(-1, at - 1 - _REACH), -1):
        if words[back].text in ".;\n" or "\n" in words[back].gap:
            return False
        if words[back].key in words_for("meeting"):
            return True
    return False


def _acts(context: Context, found: Found) -> bool:
    """Whether a country does something: before a verb, in "entre X e Y", as X of "X y Y" with a verb, in a title."""
    before, after = context.lower(found.first - 1), context.lower(found.last)
    if after in AND:
        after = _word_after_place(context, found.last + 1)
    if before == "entre" or (before in AND and context.lower(found.first - 3) == "entre"):
        return True
    if before in BEFORE_PLACES:
        return before in OF and _is_titled(context, found.first - 2)
    return bool(_VERB_ENDING.fullmatch(after)) or fold_name(after) in words_for("act")


def _word_after_place(context: Context, at: int) -> str:
    """Return the word after the known place at `at` in lower case, or "": "México y | Cuba acordaron"."""
    hit = context.known.get(at)
    return context.lower(hit[0]) if hit else ""


def _is_titled(context: Context, at: int) -> bool:
    """Whether the words up to `at` are those of an office: "presidente de", "ministro de Salud de"."""
    return any(fold_name(context.lower(i)) in words_for("office") for i in range(at - _OFFICE_WORDS + 1, at + 1))
