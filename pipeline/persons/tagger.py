"""What may be believed of a tagger's names: edges trimmed, and a person only where something else speaks for one."""

from __future__ import annotations

import re

from pipeline import gazetteer
from pipeline.attributes import NAME_LABELS, words_of_doc
from pipeline.offices.words import is_adjective, modifiers, portfolios, words_of_kind
from pipeline.persons.capitals import is_capital, is_shouted, starts_sentence
from pipeline.persons.context import TAGGER, Context, Guess, cannot_be_person, is_completion, known_place
from pipeline.persons.known import PARTICLES, fold, given_names
from pipeline.persons.rules import speaks

#: A surname that the article has given in full is surer than anything said of its words.
_REPEATED = 97
_CUT = 84
_ABSTRACT = ("ción", "sión", "dad", "miento", "ismo", "ncia")
_ADDRESS = re.compile(r"\w+\.(?:com|net|org|info|[a-z]{2})")
_BREAKS = frozenset(").;:\n")


def tagger_guesses(context: Context) -> list[Guess]:
    """The tagger's spans without titles, honorifics and function words at their edges."""
    found = []
    tails = _tails(context)
    for ent in context.doc.ents:
        if ent.label_ == "PER" and fold(ent.text) in tails:
            found.append(Guess(ent.start, ent.end, "PER", _REPEATED, "tagger_surname"))
            continue
        if len(ent) > 1 and is_shouted(context.doc, ent.start):
            continue  # a headline in capitals: its names are those of the text below
        if ent.label_ not in NAME_LABELS or any(")" in t.text and len(t) > 1 for t in ent):
            continue
        start, end = ent.start, next((t.i for t in ent if t.text[:1] in _BREAKS), ent.end)
        while start < end and _edge(context, start):
            start += 1
        start = _without_other(context, start, end)
        while end > start and not is_capital(context.doc[end - 1]) and not context.doc[end - 1].text.isdigit():
            end -= 1
        if ent.label_ == "PER" and end == start + 1 and (last := _beyond_particles(context, end, ent.end)):
            found.append(Guess(start, last, "PER", _CUT, "tagger"))
            continue
        if (
            start < end
            and not is_completion(context, start, end)
            and (label := _plausible(context, start, end, ent.label_))
        ):
            found.append(Guess(start, end, label, TAGGER, "tagger"))
    return found


def _without_other(context: Context, start: int, end: int) -> int:
    """Start without the last word of another name: "el Ángel de la | Independencia Ana Paz"."""
    words = context.doc[start:end]
    if len(words) < 3 or context.word(start - 1) not in ("la", "el", "del", "los", "las"):
        return start
    named = fold(words[1].text) in given_names() and fold(words[0].text) not in given_names()
    return start + 1 if named else start


def _tails(context: Context) -> set[str]:
    """Surnames that look like other words, of persons whom the tagger sees: "De la Fuente" and "Rey" after "Ana Rey".

    Only those whose first word is a capitalised particle or an office noun: the others need no such help.
    """
    fulls = {fold(ent.text) for ent in context.doc.ents if ent.label_ == "PER" and len(ent) > 1}
    odd = {
        fold(ent.text)
        for ent in context.doc.ents
        if ent.label_ == "PER" and (ent[0].lower_ in PARTICLES or ent.start in context.heads) and is_capital(ent[0])
    }
    return {tail for tail in odd if any(full.endswith(f" {tail}") for full in fulls)}


def _beyond_particles(context: Context, end: int, ent_end: int) -> int | None:
    """End of a name that the tagger cuts behind its particles: "Ana de la | Guardia Paz", where "Guardia" is a body."""
    doc = context.doc
    if end == ent_end or fold(doc[end - 1].text) not in given_names() or ent_end >= len(doc):
        return None
    if not all(t.lower_ in PARTICLES for t in doc[end:ent_end]) or not is_capital(doc[ent_end]):
        return None
    last = ent_end
    while last < len(doc) and is_capital(doc[last]) and not doc[last].is_sent_start:
        last += 1
    return last


def _edge(context: Context, i: int) -> bool:
    word = context.words[i]
    return (
        i in context.heads
        or word in words_of_kind("word")
        or (word,) in modifiers("honorific")
        or not is_capital(context.doc[i])
    )


def _plausible(context: Context, start: int, end: int, label: str) -> str | None:
    """The label if the span can be that, another if it is more likely, None if it is no name.

    A single word that only the tagger calls a person is one when it speaks; else it may be a town, mostly nothing.
    """
    if label != "PER":
        return label
    text = context.doc[start:end].text
    words = context.words[start:end]
    if words[0] in words_of_kind("loc") or known_place(text) or cannot_be_person(context, start, end):
        return None
    if any(_no_surname(t.text) for t in context.doc[start:end]):
        return "ORG"
    if len(words) > 1:
        shouted = all(t.is_upper for t in context.doc[start:end])  # a byline or a headline
        unlikely = shouted or _looks_common(words) or _is_thing(context, start, end)
        return label if len(words) <= 7 and not unlikely and _acts(context, start, end) else None
    if len(text) == 1 or gazetteer.demonym_code(text) or _only_initial(context, start) or _named_for(context, start):
        return None
    if fold(text) in given_names() or any(speaks(context, i, i + 1) for i in _places_of(context, text)):
        return label
    return "LOC" if gazetteer.find_city(text) else None


def _no_surname(word: str) -> bool:
    """An acronym or an address on the net: "YPB Chaco", "Noticias.ru"; a numeral is no acronym."""
    acronym = len(word) > 2 and word.isupper() and word.isalpha() and not set(word) <= set("IVXLC")
    return acronym or _ADDRESS.fullmatch(word) is not None


def _acts(context: Context, start: int, end: int) -> bool:
    """Whether anything but the tagger speaks for a person: a given name, speech, an epithet, "quien", a surname."""
    doc = context.doc
    initial = len(doc[start].text.rstrip(".")) == 1  # "J. M. Robledo"
    if initial or fold(doc[start].text) in given_names() or speaks(context, start, end):
        return True
    before, after = context.word(start - 1), context.word(end)
    epithet = is_adjective(before) or gazetteer.demonym_code(before) is not None
    relative = after in ("quien", "quienes") or (
        after == "," and context.word(end + 1) in ("quien", "que", "de", "un", "una", "uno")
    )
    if epithet or relative or before in ("por", "con", "a") or _in_list(context, start, end):
        return True
    surname = doc[end - 1].text
    return any(not start <= i < end for i in _places_of(context, surname))


def _places_of(context: Context, word: str) -> list[int]:
    """Tokens that are written like `word`."""
    return [i for i, other in enumerate(words_of_doc(context.doc)) if other == word]


def _in_list(context: Context, start: int, end: int) -> bool:
    """Whether a neighbour in a list is a person for the tagger too: "Ma Jingyi y Liu Ping", "Ana Paz, Odd Lien"."""
    doc = context.doc
    before = start - 2 if context.word(start - 1) in (",", "y", "e") else -1
    after = end + 1 if context.word(end) in (",", "y", "e") else len(doc)
    return (before >= 0 and doc[before].ent_type_ == "PER") or (after < len(doc) and doc[after].ent_type_ == "PER")


def _is_thing(context: Context, start: int, end: int) -> bool:
    """Whether an article, a word for a thing or quotes show no person: "la Marcha Real", "el barco 'Lago Azul'"."""
    i = start - 1
    if context.word(i) in ("el", "la", "los", "las", "un", "una", "al", "del"):
        return True
    if i >= 0 and context.doc[i].is_quote:
        return end < len(context.doc) and context.doc[end].is_quote
    i -= is_adjective(context.word(i)) or gazetteer.demonym_code(context.word(i)) is not None
    return any(context.word(i) in words_of_kind(kind) for kind in ("thing_noun", "org_noun", "named_after"))


def _named_for(context: Context, start: int) -> bool:
    """ "la tormenta Julia", "la televisión Globo", "el distrito limeño de Magdalena", "un talón de Aquiles"."""
    before, i = context.word(start - 1), start - 2
    if before in words_of_kind("named_after") or before in words_of_kind("org_noun"):
        return True
    if before == "de" and context.word(i) in words_of_kind("proverb"):
        return True
    i -= is_adjective(context.word(i)) or context.word(i).endswith(("eño", "eña"))
    return before == "de" and context.word(i) in words_of_kind("named_after")


def _looks_common(words: list[str]) -> bool:
    """Whether the words are of the language, not of people: "Seguridad Interna", "Vinculación Laboral"."""
    if fold(words[0]) in given_names():
        return False
    return any(is_adjective(w) or (w,) in portfolios() or w.endswith(_ABSTRACT) for w in words)


def _only_initial(context: Context, i: int) -> bool:
    """Whether the word stands only where any word has a capital, and is no given name: "Actualización: …"."""
    doc = context.doc
    if fold(doc[i].text) in given_names():
        return False
    return all(starts_sentence(doc, j) for j in _places_of(context, doc[i].text))
