"""Runs of capitalised words, the raw material of names: "El canciller **Frank-Walter Steinmeier** viajó a **Siria**".

A run keeps hyphens, initials and the particles of names (van, von, bin, da …); it leaves out a sentence's first word
when that is no name ("También Obama"), and days, months and honorifics.
"""

from __future__ import annotations

from itertools import compress, count
from typing import NamedTuple

from pipeline.knowledge import gazetteer
from pipeline.knowledge.lexicon import per_lexicon
from pipeline.naming.capitals import has_capital
from pipeline.naming.known_people import fold_person, given_names, known_media, people_named
from pipeline.naming.title_phrase import country
from pipeline.naming.title_words import modifiers, words_of_kind
from pipeline.stages.names.context import Context
from pipeline.text.attributes import sentence_of

_CLOSING_QUOTES = frozenset("\"'”»’")
_OPENERS = frozenset("\"«“”„'‘’¿¡([—–-:•*…")
_ACRONYM_LENGTH = 3
#: Fewest longer words in capitals that make a headline: "NUEVA YORK (AP)" is a dateline.
_SHOUTED = 3
_PARTICLES = frozenset("van von der den ter bin ibn ben bint da das do dos di du abu ul".split())  # noqa: SIM905
#: Also Spanish words: joined only inside a hyphenated name or after a given name ("Bashar al Asad", "Trump al Senado").
_ARABIC = frozenset("al el".split())  # noqa: SIM905
_NICKNAME_QUOTES = frozenset("\"'“«")
_ENDS = frozenset((".", "!", "?", ";", "...", "…"))
_NOT_NOMINAL = frozenset(("VERB", "AUX", "ADV", "DET", "ADP", "SCONJ", "CCONJ"))

Run = tuple[int, int]


def capitals(context: Context) -> list[int]:
    """Return the tokens that begin with a capital letter."""
    return list(compress(count(), map(has_capital, context.forms)))


def capital_runs(context: Context, capital: list[int]) -> list[Run]:
    """Return the token ranges (start, end exclusive) of the runs of capitalised words; `capital`: see `capitals`."""
    forms = context.forms
    initial = {i for i in capital if starts_sentence(context, i)}
    inner = {forms[i] for i in capital if i not in initial}
    inner |= {forms[start] for start, end, label in context.tagged if label == "PER" and end - start > 1}  # "Ma Jingyi"
    seen = _Seen(frozenset(filter(str.islower, set(forms))), inner, initial)
    runs: list[Run] = []
    end = 0
    for i in capital:
        if i >= end and not _is_no_name(context, i, seen):
            end = _run_end(context, i)
            runs.append((i, end))
    return runs


class _Seen(NamedTuple):
    """Words in lower case, words with a capital inside a sentence, and the tokens where a sentence begins."""

    common: frozenset[str]
    inner: set[str]
    initial: set[int]


def starts_sentence(context: Context, i: int) -> bool:
    """Whether a capital letter means nothing at token `i`: after a full stop, a colon, an opening quote …"""
    forms = context.forms
    while i > 0 and forms[i - 1] in _OPENERS:
        if forms[i - 1] in (":", "¿", "¡"):
            return True
        i -= 1
    if i == 0 or "\n" in forms[i - 1]:
        return True
    return context.openings[i] or forms[i - 1] in _ENDS


def _is_no_name(context: Context, i: int, seen: _Seen) -> bool:
    """Whether the capital at `i` means nothing."""
    word = context.words[i]
    if (word,) in modifiers("honorific"):
        return True
    return _looks_like_none(context, i, seen) and not _known_together(context, i)  # "La Habana", "Buenos Aires"


def _looks_like_none(context: Context, i: int, seen: _Seen) -> bool:
    """Whether the capital at `i` means nothing, going by that one word."""
    form, initial = context.forms[i], i in seen.initial
    given = fold_person(form) in given_names()
    if given and (_may_be_surname(context, i + 1) or _has_surname_with_de(context, i)):
        return False  # "Julio Arce", "Abril Zamora": months and days are given names too
    if _is_acronym(form):
        return False
    if context.words[i] in words_of_kind("word"):
        # "Su Wei" inside a sentence is a name, "Su visita" at its head and "el Lunes" anywhere are not
        return initial or not has_capital(context.form(i + 1))
    return initial and not given and form not in seen.inner and _is_common(context, i, seen)


def _is_common(context: Context, i: int, seen: _Seen) -> bool:
    """Whether the word is in lower case elsewhere in the article, or no noun by the analysis."""
    return context.words[i] in seen.common or context.doc[i].is_stop or context.doc[i].pos_ in _NOT_NOMINAL


def _has_surname_with_de(context: Context, i: int) -> bool:
    """Whether a comma precedes and "de" with a surname follows: ", Julio de Vido".

    After "de" a month has a year.
    """
    return i > 0 and context.forms[i - 1] == "," and context.form(i + 1) == "de" and _may_be_surname(context, i + 2)


def _may_be_surname(context: Context, i: int) -> bool:
    """Whether the token is a capitalised word, but no demonym and no function word."""
    word = context.word(i)
    return context.form(i).istitle() and not gazetteer.demonym_code(word) and word not in words_of_kind("word")


def _known_together(context: Context, i: int) -> bool:
    """Whether the word begins a place or a person known by name: "Buenos Aires", "Salvador Sánchez Cerén"."""
    if context.form(i + 1).islower():
        return False
    return any(_is_known(context.text(i, i + n)) for n in (2, 3, 4))


@per_lexicon(maxsize=1 << 14)
def _is_known(name: str) -> bool:
    if fold_person(name) in known_media():  # "Al Jazeera"
        return True
    return name in gazetteer.city_surfaces() or bool(country(name) or people_named(name))


def _is_acronym(form: str) -> bool:
    return len(form) > 1 and form.isupper()


def _run_end(context: Context, i: int) -> int:
    """Return the end (exclusive) of the run that begins at token `i`."""
    end = i + 1
    while end < len(context.forms):
        step = _step(context, i, end)
        if not step:
            break
        end += step
    return end


def _step(context: Context, first: int, i: int) -> int:
    """Return how many tokens from `i` on belong to the run that began at `first`: 0 when it ends here."""
    if context.openings[i]:
        return 0
    if has_capital(context.forms[i]):
        return 0 if context.words[i - 1] in words_of_kind("alone") or _begins_new_name(context, i) else 1
    return _step_over_small(context, first, i) if i + 1 < len(context.forms) else 0


def _step_over_small(context: Context, first: int, i: int) -> int:
    """Return what `_step` does for a token without a capital: a hyphen, a particle, an article or a quotation mark."""
    form, word = context.forms[i], context.words[i]
    if form == "-":
        return _step_over_hyphen(context, i)
    if word in _PARTICLES:
        return 1 if has_capital(context.forms[i + 1]) or context.words[i + 1] in _PARTICLES else 0
    if word in _ARABIC:
        return _step_over_article(context, first, i)
    if form in _NICKNAME_QUOTES and fold_person(context.forms[first]) in given_names():
        return _step_over_nickname(context, i)
    return 0


def _begins_new_name(context: Context, i: int) -> bool:
    """Whether a person's name begins after an acronym or a whole name: "la OPAQ Ana Ruiz", "la República Ana Ruiz"."""
    whole = _is_acronym(context.forms[i - 1]) or context.words[i - 1] in words_of_kind("complete")
    if not whole or _is_acronym(context.forms[i]):
        return False
    return fold_person(context.forms[i]) in given_names() and has_capital(context.form(i + 1))


def _step_over_hyphen(context: Context, i: int) -> int:
    """Return the number of tokens of a hyphen and the word after it.

    It is 0 between two names: "Frank | -Walter", but not "China | - México".
    """
    if context.doc[i - 1].whitespace_ or context.doc[i].whitespace_:
        return 0
    return 2 if context.forms[i + 1].isalpha() else 0


def _step_over_article(context: Context, first: int, i: int) -> int:
    """Return the number of tokens of an Arabic article that continues a name, with a hyphen and the word after it.

    It is 0 if the name does not go on.
    """
    forms = context.forms
    if i + 2 < len(forms) and forms[i + 1] == "-" and has_capital(forms[i + 2]):
        return 3
    if i - first > 2 or not has_capital(forms[i + 1]):
        return 0
    return int(all(fold_person(form) in given_names() for form in forms[first:i]))  # "Abdel Fatah al Sisi"


def _step_over_nickname(context: Context, i: int) -> int:
    """Return the number of tokens of a quoted nickname inside a name: José "Pepe" Mujica, Ana «la Chola» Paz."""
    forms = context.forms
    for closing in (i + 2, i + 3):
        if closing + 1 < len(forms) and forms[closing] in _CLOSING_QUOTES:
            nickname = has_capital(forms[closing - 1]) and (closing == i + 2 or context.words[i + 1] in ("el", "la"))
            return closing - i + 1 if nickname and has_capital(forms[closing + 1]) else 0
    return 0


def is_shouted(context: Context, i: int) -> bool:
    """Whether token `i` stands in a sentence in capitals with at least three longer words."""
    word = context.forms[i]
    if len(word) > _ACRONYM_LENGTH and word.isalpha() and not word.isupper():
        return False  # most often so, and faster than looking at the sentence
    sentence = sentence_of(context.doc, i)
    words = context.forms[sentence.start : sentence.end]
    longer = [word for word in words if word.isalpha() and len(word) > _ACRONYM_LENGTH]
    return len(longer) >= _SHOUTED and all(map(str.isupper, longer))
