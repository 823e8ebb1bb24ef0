"""Runs of capitalised words, the raw material of names: "El canciller **Frank-Walter Steinmeier** viajó a **Siria**".

A run keeps hyphens, initials and the particles of names (van, von, bin, da …); it leaves out a sentence's first word
when that is no name ("También Obama"), and days, months and honorifics.
"""

from __future__ import annotations

import re
from functools import lru_cache

from spacy.tokens import Doc, Token

from pipeline import gazetteer
from pipeline.attributes import words_of_doc
from pipeline.offices.phrase import country
from pipeline.offices.words import modifiers, words_of_kind
from pipeline.persons.known import fold, given_names, known_media, people_named

_CLOSING_QUOTES = frozenset("\"'”»’")
_OPENERS = frozenset("\"«“”„'‘’¿¡([—–-:•*…")
_ACRONYM_LENGTH = 3
#: Fewest longer words in capitals that make a headline: "NUEVA YORK (AP)" is a dateline.
_SHOUTED = 3
_PARTICLES = frozenset("van von der den ter bin ibn ben bint da das do dos di du abu ul".split())  # noqa: SIM905
#: Also Spanish words: joined only inside a hyphenated name or after a given name ("Bashar al Asad", "Trump al Senado").
_ARABIC = frozenset("al el".split())  # noqa: SIM905
_WITH_ARTICLE = re.compile(r"(?:al|el|as|ad|an|ar|az|ash|at|ed|es)-[A-ZÁÉÍÓÚ]")
_NOT_NOMINAL = frozenset(("VERB", "AUX", "ADV", "DET", "ADP", "SCONJ", "CCONJ"))

Run = tuple[int, int]


def is_capital(token: Token) -> bool:
    """Whether the token begins with a capital letter, an Arabic article aside ("al-Assad")."""
    return has_capital(token.text)


@lru_cache(maxsize=1 << 15)
def has_capital(word: str) -> bool:
    """As `is_capital`, for a word."""
    return bool(word[:1].isupper() or _WITH_ARTICLE.match(word))


def capital_runs(doc: Doc) -> list[Run]:
    """Token ranges (start, end exclusive) of the runs of capitalised words."""
    words = words_of_doc(doc)
    common = {word for word in set(words) if word.islower()}
    capital = [i for i, word in enumerate(words) if has_capital(word)]
    inner = {words[i] for i in capital if not starts_sentence(doc, i)}
    inner |= {e[0].text for e in doc.ents if e.label_ == "PER" and len(e) > 1}  # "Ma Jingyi llegó. Ma …"
    runs: list[Run] = []
    end = 0
    for i in capital:
        if i >= end and not _is_no_name(doc, i, common, inner):
            end = _run_end(doc, i)
            runs.append((i, end))
    return runs


def starts_sentence(doc: Doc, i: int) -> bool:
    """Whether token `i` is where a capital letter means nothing: after a full stop, a colon, an opening quote …"""
    while i > 0 and doc[i - 1].text in _OPENERS:
        if doc[i - 1].text in (":", "¿", "¡"):
            return True
        i -= 1
    if i == 0 or "\n" in doc[i - 1].text:
        return True
    return bool(doc[i].is_sent_start) or doc[i - 1].text in {".", "!", "?", ";", "...", "…"}


def _is_no_name(doc: Doc, i: int, common: set[str], inner: set[str]) -> bool:
    """Whether the capital at `i` means nothing; `common` and `inner` are words seen small or capitalised inside."""
    token = doc[i]
    if (token.lower_,) in modifiers("honorific"):
        return True
    initial = starts_sentence(doc, i)
    if _known_together(doc, i):  # "La Habana", "Buenos Aires"
        return False
    if fold(token.text) in given_names() and i + 1 < len(doc) and _may_be_surname(doc[i + 1]):
        return False  # "Julio Arce", "Abril Zamora": months and days are given names too
    if fold(token.text) in given_names() and _has_surname_with_de(doc, i):
        return False
    if token.lower_ in words_of_kind("word") and not _acronym(token):
        # "Su Wei" inside a sentence is a name, "Su visita" at its head and "el Lunes" anywhere are not
        return initial or i + 1 == len(doc) or not is_capital(doc[i + 1])
    if not initial or _acronym(token):
        return False
    if fold(token.text) in given_names() or token.text in inner:
        return False
    return token.is_stop or token.lower_ in common or token.pos_ in _NOT_NOMINAL


def _has_surname_with_de(doc: Doc, i: int) -> bool:
    """ ", Julio de Vido": a month has a year behind "de", and no comma of an apposition in front."""
    following = doc[i + 1 : i + 3]
    return (
        i > 0
        and doc[i - 1].text == ","
        and len(following) == 2
        and following[0].text == "de"
        and (_may_be_surname(following[1]))
    )


def _may_be_surname(token: Token) -> bool:
    return token.is_title and not gazetteer.demonym_code(token.lower_) and token.lower_ not in words_of_kind("word")


def _known_together(doc: Doc, i: int) -> bool:
    """Whether the word begins a place or a person known by name: "Buenos Aires", "Salvador Sánchez Cerén"."""
    if i + 1 < len(doc) and doc[i + 1].is_lower:
        return False
    texts = [doc[i : i + n].text for n in (2, 3, 4)]
    if any(fold(text) in known_media() for text in texts):  # "Al Jazeera"
        return True
    return any(text in gazetteer.city_surfaces() or country(text) or people_named(text) for text in texts)


def _acronym(token: Token) -> bool:
    return token.is_upper and len(token.text) > 1


def _run_end(doc: Doc, i: int) -> int:
    end = i + 1
    while end < len(doc):
        step = _step(doc, i, end)
        if not step:
            break
        end += step
    return end


def _step(doc: Doc, first: int, i: int) -> int:
    """How many tokens from `i` on belong to the run that began at `first`: 0 when it ends here."""
    token = doc[i]
    if token.is_sent_start:
        return 0
    if is_capital(token):
        return 0 if doc[i - 1].lower_ in words_of_kind("alone") or _new_name(doc, i) else 1
    following = doc[i + 1] if i + 1 < len(doc) else None
    if following is None:
        return 0
    if token.text == "-":
        return _hyphen(doc, i)
    if token.lower_ in _PARTICLES:
        return 1 if is_capital(following) or following.lower_ in _PARTICLES else 0
    if token.lower_ in _ARABIC:
        return _arabic(doc, first, i)
    if token.text in ('"', "'", "“", "«") and fold(doc[first].text) in given_names():
        return _nickname(doc, i)
    return 0


def _new_name(doc: Doc, i: int) -> bool:
    """Whether a person's name begins after an acronym or a whole name: "la OPAQ Ana Ruiz", "la República Ana Ruiz"."""
    whole = _acronym(doc[i - 1]) or doc[i - 1].lower_ in words_of_kind("complete")
    if not whole or _acronym(doc[i]):
        return False
    return fold(doc[i].text) in given_names() and i + 1 < len(doc) and is_capital(doc[i + 1])


def _hyphen(doc: Doc, i: int) -> int:
    """ "Frank-Walter" and "Ban Ki-moon", but not "China - México"."""
    if doc[i - 1].whitespace_ or doc[i].whitespace_:
        return 0
    return 2 if doc[i + 1].is_alpha else 0


def _arabic(doc: Doc, first: int, i: int) -> int:
    if i + 2 < len(doc) and doc[i + 1].text == "-" and is_capital(doc[i + 2]):
        return 3
    given = all(fold(t.text) in given_names() for t in doc[first:i])  # "Abdel Fatah al Sisi"
    return 1 if is_capital(doc[i + 1]) and i - first <= 2 and given else 0


def _nickname(doc: Doc, i: int) -> int:
    """A quoted nickname inside a name: José "Pepe" Mujica, Ana «la Chola» Paz."""
    for closing in (i + 2, i + 3):
        if closing + 1 < len(doc) and doc[closing].text in _CLOSING_QUOTES:
            nickname = is_capital(doc[closing - 1]) and (closing == i + 2 or doc[i + 1].lower_ in ("el", "la"))
            return closing - i + 1 if nickname and is_capital(doc[closing + 1]) else 0
    return 0


def is_shouted(doc: Doc, i: int) -> bool:
    """Whether token `i` stands in a sentence in capitals of at least three longer words."""
    word = doc[i].text
    if len(word) > _ACRONYM_LENGTH and word.isalpha() and not word.isupper():
        return False  # most often so, and faster than looking at the sentence
    sentence = doc[i].sent if doc.has_annotation("SENT_START") else doc[:]
    longer = [t for t in sentence if t.is_alpha and len(t) > _ACRONYM_LENGTH]
    return len(longer) >= _SHOUTED and all(t.is_upper for t in longer)
