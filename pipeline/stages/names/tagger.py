"""Which of a tagger's names to believe: their edges are trimmed, and persons need further evidence."""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.knowledge import gazetteer
from pipeline.naming.capitals import has_capital
from pipeline.naming.known_people import PARTICLES, fold_person, given_names
from pipeline.naming.title_words import is_adjective, modifiers, portfolios, words_of_kind
from pipeline.stages.names.context import TAGGER, Context, Guess, cannot_be_person, is_completion, known_place
from pipeline.stages.names.rules import speaks
from pipeline.stages.names.runs import is_shouted, starts_sentence
from pipeline.text.attributes import NAME_LABELS
from pipeline.text.roman import looks_roman

#: A surname that the article has given in full is surer than anything said of its words.
_REPEATED = 97
_CUT = 84
#: Most words of a person's name.
_LONGEST_NAME = 7
_ABSTRACT = ("ción", "sión", "dad", "miento", "ismo", "ncia")
_ADDRESS = re.compile(r"\w+\.(?:com|net|org|info|[a-z]{2})")
_BREAKS = frozenset(").;:\n")


def tagger_guesses(context: Context) -> list[Guess]:
    """Return the tagger's spans without titles, honorifics and function words at their edges."""
    found = []
    tails = _odd_surnames(context)
    for start, end, label in context.tagged:
        if label == "PER" and tails and fold_person(context.text(start, end)) in tails:
            found.append(Guess(start, end, "PER", _REPEATED, "tagger_surname"))
            continue
        if end - start > 1 and is_shouted(context, start):
            continue  # a headline in capitals: its names are those of the text below
        if label not in NAME_LABELS or any(")" in form and len(form) > 1 for form in context.forms[start:end]):
            continue
        if (guess := _guess_of_span(context, start, end, label)) is not None:
            found.append(guess)
    return found


def _guess_of_span(context: Context, ent_start: int, ent_end: int, label: str) -> Guess | None:
    """Return the reading of one span of the tagger, trimmed; None if it cannot be believed."""
    start, end = _trim(context, ent_start, ent_end)
    if label == "PER" and end == start + 1 and (last := _beyond_particles(context, end, ent_end)):
        return Guess(start, last, "PER", _CUT, "tagger")
    if start >= end or is_completion(context, start, end):
        return None
    plausible = _plausible_label(context, start, end, label)
    return Guess(start, end, plausible, TAGGER, "tagger") if plausible else None


def _trim(context: Context, start: int, end: int) -> tuple[int, int]:
    """Return the span up to its first break, without words at its edges that are not part of a name."""
    forms = context.forms
    end = next((i for i in range(start, end) if forms[i][:1] in _BREAKS), end)
    while start < end and _is_edge(context, start):
        start += 1
    start = _without_other(context, start, end)
    while end > start and not has_capital(forms[end - 1]) and not forms[end - 1].isdigit():
        end -= 1
    return start, end


def _without_other(context: Context, start: int, end: int) -> int:
    """Return the start without the last word of another name: "el Ángel de la | Independencia Ana Paz"."""
    if end - start < 3 or context.word(start - 1) not in ("la", "el", "del", "los", "las"):
        return start
    named = (
        fold_person(context.forms[start + 1]) in given_names()
        and fold_person(context.forms[start]) not in given_names()
    )
    return start + 1 if named else start


def _odd_surnames(context: Context) -> set[str]:
    """Return the folded surnames of the tagger's persons that begin with a capitalised particle or an office noun.

    "De la Fuente", and "Rey" after "Ana Rey": the rules would take them for other words. Other surnames need no help.
    """
    people = [(start, end) for start, end, label in context.tagged if label == "PER"]
    odd = {
        fold_person(context.text(start, end))
        for start, end in people
        if (context.words[start] in PARTICLES or start in context.heads) and has_capital(context.forms[start])
    }
    fulls = {fold_person(context.text(start, end)) for start, end in people} if odd else set()
    return {tail for tail in odd if any(full.endswith(f" {tail}") for full in fulls)}


def _beyond_particles(context: Context, end: int, ent_end: int) -> int | None:
    """Return the end of a name that the tagger cuts off after its particles, or None for other names.

    "Ana de la | Guardia Paz", where "Guardia" is a body.
    """
    forms = context.forms
    if end == ent_end or ent_end >= len(forms) or fold_person(forms[end - 1]) not in given_names():
        return None
    if not all(word in PARTICLES for word in context.words[end:ent_end]) or not has_capital(forms[ent_end]):
        return None
    last = ent_end
    while last < len(forms) and has_capital(forms[last]) and not context.openings[last]:
        last += 1
    return last


def _is_edge(context: Context, i: int) -> bool:
    """Whether a name cannot begin with the token: an office, an honorific, a function word, one in lower case."""
    word = context.words[i]
    return (
        i in context.heads
        or word in words_of_kind("word")
        or (word,) in modifiers("honorific")
        or not has_capital(context.forms[i])
    )


def _plausible_label(context: Context, start: int, end: int, label: str) -> str | None:
    """Return the label if the span can be that, another if it is more likely, None if it is no name."""
    if label != "PER":
        return label
    if context.words[start] in words_of_kind("loc") or known_place(context.text(start, end)):
        return None
    if cannot_be_person(context, start, end):
        return None
    if any(map(_no_surname, context.forms[start:end])):
        return "ORG"
    if end - start == 1:
        return _label_of_word(context, start)
    return label if _is_full_name(context, start, end) else None


def _is_full_name(context: Context, start: int, end: int) -> bool:
    """Whether several words that the tagger calls a person are one: there is evidence for it and none against it."""
    shouted = all(map(str.isupper, context.forms[start:end]))  # a byline or a headline
    if shouted or end - start > _LONGEST_NAME:
        return False
    if _looks_common(context.words[start:end]) or _is_thing(context, start, end):
        return False
    return _acts(context, start, end)


def _label_of_word(context: Context, i: int) -> str | None:
    """Return PER for a word that is a given name or speaks somewhere, LOC for a town, None for all others.

    That the tagger calls a single word a person is not enough.
    """
    form = context.forms[i]
    if len(form) == 1 or gazetteer.demonym_code(form) or _only_initial(context, i) or _named_for(context, i):
        return None
    if fold_person(form) in given_names() or any(speaks(context, j, j + 1) for j in context.places_of(form)):
        return "PER"
    return "LOC" if gazetteer.find_city(form) else None


@lru_cache(maxsize=1 << 14)
def _no_surname(word: str) -> bool:
    """Whether the word is an acronym or an address on the net: "YPB Chaco", "Noticias.ru"; a numeral is no acronym."""
    acronym = len(word) > 2 and word.isupper() and word.isalpha() and not looks_roman(word)
    return acronym or _ADDRESS.fullmatch(word) is not None


def _acts(context: Context, start: int, end: int) -> bool:
    """Whether anything but the tagger speaks for a person: a given name, speech, an epithet, "quien", a surname."""
    first = context.forms[start]
    initial = len(first.rstrip(".")) == 1  # "J. M. Robledo"
    if initial or fold_person(first) in given_names() or speaks(context, start, end):
        return True
    before, after = context.word(start - 1), context.word(end)
    epithet = is_adjective(before) or gazetteer.demonym_code(before) is not None
    relative = after in ("quien", "quienes") or (
        after == "," and context.word(end + 1) in ("quien", "que", "de", "un", "una", "uno")
    )
    if epithet or relative or before in ("por", "con", "a") or _in_list(context, start, end):
        return True
    return any(not start <= i < end for i in context.places_of(context.forms[end - 1]))


def _in_list(context: Context, start: int, end: int) -> bool:
    """Whether a neighbour in a list is a person for the tagger too: "Ma Jingyi y Liu Ping", "Ana Paz, Odd Lien"."""
    before = context.word(start - 1) in (",", "y", "e") and context.label(start - 2) == "PER"
    return before or (context.word(end) in (",", "y", "e") and context.label(end + 1) == "PER")


def _is_thing(context: Context, start: int, end: int) -> bool:
    """Whether an article, a noun for a thing or quotes rule a person out: "la Marcha Real", "el barco 'Lago Azul'"."""
    i = start - 1
    if context.word(i) in ("el", "la", "los", "las", "un", "una", "al", "del"):
        return True
    if i >= 0 and context.doc[i].is_quote:
        return end < len(context.doc) and context.doc[end].is_quote
    i -= is_adjective(context.word(i)) or gazetteer.demonym_code(context.word(i)) is not None
    return any(context.word(i) in words_of_kind(kind) for kind in ("thing_noun", "org_noun", "named_after"))


def _named_for(context: Context, start: int) -> bool:
    """Whether a noun before the name says what bears it: "la tormenta Julia", "el distrito limeño de Magdalena"."""
    before, i = context.word(start - 1), start - 2
    if before in words_of_kind("named_after") or before in words_of_kind("org_noun"):
        return True
    if before == "de" and context.word(i) in words_of_kind("proverb"):
        return True
    i -= is_adjective(context.word(i)) or context.word(i).endswith(("eño", "eña"))
    return before == "de" and context.word(i) in words_of_kind("named_after")


def _looks_common(words: list[str]) -> bool:
    """Whether the words are ordinary ones and not names: "Seguridad Interna", "Vinculación Laboral"."""
    if fold_person(words[0]) in given_names():
        return False
    return any(is_adjective(w) or (w,) in portfolios() or w.endswith(_ABSTRACT) for w in words)


def _only_initial(context: Context, i: int) -> bool:
    """Whether the word stands only where any word has a capital, and is no given name: "Actualización: …"."""
    if fold_person(context.forms[i]) in given_names():
        return False
    return all(starts_sentence(context, j) for j in context.places_of(context.forms[i]))
