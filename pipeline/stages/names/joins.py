"""Readings of names put together: "Ministerio" + "de" + "Economía", "María" + "de la" + "Luz Paz"."""

from __future__ import annotations

from pipeline.knowledge import gazetteer
from pipeline.naming.capitals import has_capital
from pipeline.naming.known_people import PARTICLES, fold_person, given_names
from pipeline.naming.title_words import modifiers, words_of_kind
from pipeline.stages.names.context import Context, Guess
from pipeline.text.function_words import ARTICLES, OF

#: A whole name outweighs a namesake of the registry in it: "María de los | Ángeles Moreno".
_WHOLE = 97
_LINKS = OF | {"para", "sobre"}


def join_bodies(context: Context, guesses: list[Guess], runs: list[tuple[int, int]]) -> list[Guess]:
    """Return the readings, with those of bodies joined over "de" and "y".

    "Ministerio" + "de" + "Economía" + "y" + "Finanzas".
    """
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
    """Return the end of the run that continues a body's name ending at `end`, or None if it is complete."""
    i = end
    if context.word(i) in ("y", "e") and i + 1 in run_ends:
        words = context.words[i + 1 : run_ends[i + 1]]
        heads = words_of_kind("org") | words_of_kind("misc")
        own = words[0] in heads or gazetteer.country_code(context.forms[i + 1])
        return None if own or i + 1 in people or end - 1 in people else run_ends[i + 1]
    if context.word(i) not in _LINKS:
        return None
    i += 1
    while context.word(i) in ARTICLES:
        i += 1
    return run_ends[i] if i in run_ends and i not in people else None


def join_surnames(context: Context, guesses: list[Guess], runs: list[tuple[int, int]]) -> list[Guess]:
    """Return the readings, with given names joined to a surname after "de".

    "María" + "de la" + "Luz Domínguez".
    """
    run_ends = dict(runs)
    places = {g.start for g in guesses if g.label != "PER"}
    joined = []
    for g in guesses:
        i = g.end
        if context.word(i) in ("de", "del") and _has_only_given_names(context, g):
            tagged = context.label(i) == "PER"
            i += 1
            while context.word(i) in ARTICLES:
                i += 1
            given = fold_person(context.form(i)) in given_names()
            if i in run_ends and (i not in places or (i - g.end > 1 and (tagged or given))):
                g = g._replace(end=run_ends[i], strength=_WHOLE, rule="given_name")
        joined.append(g)
    return joined


def join_second_surname(context: Context, guesses: list[Guess]) -> list[Guess]:
    """Return the readings, with the second surname of a title's holder who stands between two commas.

    ", Inés Urquijo | e Ibarra, citó".
    """
    joined = []
    for g in guesses:
        phrase = context.ending.get(g.start - 1)
        if g.label == "PER" and phrase is not None and not phrase.plural and context.word(g.start - 1) == ",":
            last = g.end + 1
            one = (
                context.word(g.end) in ("y", "e") and last + 1 < len(context.forms) and has_capital(context.forms[last])
            )
            if one and context.word(last + 1) == "," and fold_person(context.forms[last]) not in given_names():
                g = g._replace(end=last + 1)
        joined.append(g)
    return joined


def _has_only_given_names(context: Context, g: Guess) -> bool:
    return g.label == "PER" and all(fold_person(form) in given_names() for form in context.forms[g.start : g.end])


def widen_persons(context: Context, guesses: list[Guess]) -> list[Guess]:
    """Return the readings, with persons widened to the tagger's spans around them.

    "Mercedes del | Carmen Paz", "Ana Ruiz | de Castro".
    """
    others = {i for g in guesses if g.label != "PER" for i in range(g.start, g.end)}
    return [_widen(context, g, others) if g.label == "PER" and g.end - g.start > 1 else g for g in guesses]


def _widen(context: Context, g: Guess, others: set[int]) -> Guess:
    """Return the reading widened to the tagger's span, if all words that this adds may be in a person's name."""
    start, end, label = context.tagged_at.get(g.start, (g.start, g.start, ""))
    if label != "PER" or end < g.end or end - start == g.end - g.start or not context.forms[end - 1][:1].isupper():
        return g
    added = [*range(start, g.start), *range(g.end, end)]
    fits = all(_may_be_in_name(context, i) and i not in others for i in added)
    return g._replace(start=start, end=end) if fits else g


def _may_be_in_name(context: Context, i: int) -> bool:
    """Whether the token is a particle or a capitalised word that is no acronym, office or honorific."""
    form, word = context.forms[i], context.words[i]
    if word in PARTICLES:
        return True
    title = i in context.heads or (word,) in modifiers("honorific")
    return form[:1].isupper() and not form.isupper() and form.isalpha() and not title
