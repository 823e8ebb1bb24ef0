"""Readings of names put together: "Ministerio" + "de" + "Economía", "María" + "de la" + "Luz Paz"."""

from __future__ import annotations

from pipeline import gazetteer
from pipeline.offices.words import modifiers, words_of_kind
from pipeline.persons.capitals import is_capital
from pipeline.persons.context import Context, Guess
from pipeline.persons.known import PARTICLES, fold, given_names

#: A whole name outweighs a namesake of the registry in it: "María de los | Ángeles Moreno".
_WHOLE = 97
_LINKS = frozenset("de del para sobre".split())  # noqa: SIM905
_ARTICLES = frozenset("la el los las".split())  # noqa: SIM905


def join_bodies(context: Context, guesses: list[Guess], runs: list[tuple[int, int]]) -> list[Guess]:
    """ "Ministerio" + "de" + "Economía" + "y" + "Finanzas" is one name; so is "Organización de Estados Americanos"."""
    run_ends = dict(runs)
    people = {i for g in guesses if g.label == "PER" for i in range(g.start, g.end)}
    joined = []
    for g in guesses:
        if g.label in ("ORG", "MISC") and g.rule != "acronym":
            end = g.end
            while (nxt := _next_part(context, end, run_ends, people)) is not None:
                end = nxt
            g = g._replace(end=end, strength=g.strength + (end > g.end))
        joined.append(g)
    return joined


def _next_part(context: Context, end: int, run_ends: dict[int, int], people: set[int]) -> int | None:
    i = end
    if context.word(i) in ("y", "e") and i + 1 in run_ends:
        words = context.words[i + 1 : run_ends[i + 1]]
        heads = words_of_kind("org") | words_of_kind("misc")
        own = words[0] in heads or gazetteer.country_code(context.doc[i + 1].text)
        return None if own or i + 1 in people or end - 1 in people else run_ends[i + 1]
    if context.word(i) not in _LINKS:
        return None
    i += 1
    while context.word(i) in _ARTICLES:
        i += 1
    return run_ends[i] if i in run_ends and i not in people else None


def join_surnames(context: Context, guesses: list[Guess], runs: list[tuple[int, int]]) -> list[Guess]:
    """ "María" + "de la" + "Luz Domínguez": given names and a surname with "de" are one person."""
    run_ends = dict(runs)
    places = {g.start for g in guesses if g.label != "PER"}
    joined = []
    for g in guesses:
        i = g.end
        if context.word(i) in ("de", "del") and _only_given(context, g):
            tagged = context.doc[i].ent_type_ == "PER"
            i += 1
            while context.word(i) in _ARTICLES:
                i += 1
            given = i < len(context.doc) and fold(context.doc[i].text) in given_names()
            if i in run_ends and (i not in places or (i - g.end > 1 and (tagged or given))):
                g = g._replace(end=run_ends[i], strength=_WHOLE, rule="given_name")
        joined.append(g)
    return joined


def join_second_surname(context: Context, guesses: list[Guess]) -> list[Guess]:
    """ "la embajadora de España, Inés Urquijo e Ibarra, citó": one holder of one office between two commas."""
    doc = context.doc
    joined = []
    for g in guesses:
        phrase = context.ending.get(g.start - 1)
        if g.label == "PER" and phrase is not None and not phrase.plural and context.word(g.start - 1) == ",":
            last = g.end + 1
            one = context.word(g.end) in ("y", "e") and last + 1 < len(doc) and is_capital(doc[last])
            if one and context.word(last + 1) == "," and fold(doc[last].text) not in given_names():
                g = g._replace(end=last + 1)
        joined.append(g)
    return joined


def _only_given(context: Context, g: Guess) -> bool:
    return g.label == "PER" and all(fold(t.text) in given_names() for t in context.doc[g.start : g.end])


def widened(context: Context, guesses: list[Guess]) -> list[Guess]:
    """Persons as far as the tagger sees them: "Mercedes del | Carmen Paz", "Ana Ruiz | de Castro"."""
    doc = context.doc
    spans = [ent for ent in doc.ents if ent.label_ == "PER"]
    others = {i for g in guesses if g.label != "PER" for i in range(g.start, g.end)}
    wide = []
    for g in guesses:
        ent = next((e for e in spans if e.start <= g.start and g.end <= e.end and len(e) > g.end - g.start), None)
        if g.label == "PER" and g.end - g.start > 1 and ent is not None and ent[-1].text[:1].isupper():
            added = [t for t in ent if not g.start <= t.i < g.end]
            if all(_may_be_in_name(context, t.i) and t.i not in others for t in added):
                g = g._replace(start=ent.start, end=ent.end)
        wide.append(g)
    return wide


def _may_be_in_name(context: Context, i: int) -> bool:
    token = context.doc[i]
    if context.words[i] in PARTICLES:
        return True
    title = i in context.heads or (context.words[i],) in modifiers("honorific")
    return token.text[:1].isupper() and not token.is_upper and token.is_alpha and not title
