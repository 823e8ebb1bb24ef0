"""Acronyms: "la CGT", "(OPS)" after a full name and every "OPS" after it, and "MAS" that only a full name explains."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from pipeline.knowledge.folding import fold_name
from pipeline.knowledge.gazetteer import country_code, demonym_code
from pipeline.stages.organizations.lexicons import no_bodies
from pipeline.stages.organizations.model import Found
from pipeline.stages.organizations.words import ROMAN_LETTERS
from pipeline.text.function_words import SINGULAR_ARTICLES
from pipeline.text.overlap import overlaps
from pipeline.text.roman import looks_roman
from pipeline.text.surfaces import Word

_IN_BRACKETS = re.compile(r"\s*[\"“”»']?\s*\(\s*([^\W\d_][\w.\-]{1,11})\s*[,;)]")
#: An acronym in brackets, and the up to nine words in front of it and of a closing quotation mark.
_BRACKETED = re.compile(r"\(\s*([A-ZÑ]{3,7})\b")
_CLOSING_QUOTES = ('"', "”", "»")
_WORDS_BEFORE = re.compile(r"(?:[^\W\d_]+ ){1,8}[^\W\d_]+$")
#: Characters that these words may take.
_WORDS_WITHIN = 150
#: Characters between a body's full name and its acronym: a quotation mark, a space, a bracket.
_NEAR = 4
#: Length of unknown acronyms: two letters are too many things, longer ones are headlines.
_SHORTEST, _LONGEST = 3, 7
#: Words that an abbreviation which is a word ("Comce") stands for at least.
_FEWEST_WORDS = 3


def unknown_acronyms(words: list[Word]) -> Iterator[Found]:
    """Yield unknown acronyms with an article: "la CGT", "del INE", outside of headlines in capitals."""
    for at, word in enumerate(words):
        if not (word.acronym and _SHORTEST <= len(word.text) <= _LONGEST and word.text.isalpha() and at):
            continue
        if word.key in no_bodies() or looks_roman(word.text, letters=ROMAN_LETTERS) or country_code(word.text):
            continue
        neighbours = [w.acronym for w in words[max(0, at - 2) : at] + words[at + 1 : at + 3]]
        if words[at - 1].text in SINGULAR_ARTICLES and not any(neighbours):
            yield Found(word.start, word.end, "acronym", None, "other", True)


def with_acronyms(text: str, found: list[Found]) -> list[Found]:
    """Return the mentions with "(OPS)" after a full form tied to it, and with every later "OPS" too."""
    tied = _in_brackets(text, found)
    result = [m for m in found if text[m.start : m.end] not in tied or text[m.start : m.end].count(" ")]
    for acronym, owner in tied.items():
        for match in re.finditer(rf"(?<![\w-]){re.escape(acronym)}(?![\w-])", text):
            if not overlaps(((m.start, m.end) for m in result), *match.span()):
                result.append(
                    replace(
                        owner,
                        start=match.start(),
                        end=match.end(),
                        rule="acronym_in_brackets",
                        acronym=True,
                        key=owner.body,
                    )
                )
    return sorted(result, key=lambda m: m.start)


def _in_brackets(text: str, found: list[Found]) -> dict[str, Found]:
    """Return, by acronym, the first full name that is followed by it in brackets."""
    tied: dict[str, Found] = {}
    for mention in found:
        match = None if mention.acronym else _IN_BRACKETS.match(text, mention.end)
        if match and _abbreviates(match[1], text[mention.start : mention.end]):
            tied.setdefault(match[1], mention)
    return tied


def _abbreviates(acronym: str, name: str) -> bool:
    """Whether the word in brackets may abbreviate the name: capitals or a made word with initials of it ("Comce")."""
    if country_code(acronym) or demonym_code(acronym) or fold_name(acronym) in no_bodies():
        return False
    initials = {fold_name(w)[:1] for w in name.split() if w[:1].isupper()}
    letters = [c for c in acronym if c.isupper()]
    if not letters or fold_name(acronym)[:1] not in initials:
        return False
    a_word = acronym[1:].islower() and len(name.split()) >= _FEWEST_WORDS
    return len(letters) > 1 or a_word


def without_unexplained(text: str, found: list[Found], tagged: frozenset[int]) -> list[Found]:
    """Return the mentions without two-letter and word-like acronyms ("PE", "MAS") of bodies never spelled out.

    Of three letters or more they stay where the tagger says ORG (`tagged`: characters where its spans start).
    """
    spelled_out = {m.key for m in found if m.entry and not m.acronym}

    def is_explained(mention: Found) -> bool:
        if not _needs_explanation(text, mention):
            return True
        return mention.key in spelled_out or (mention.end - mention.start > 2 and mention.start in tagged)

    return [mention for mention in found if is_explained(mention)]


def _needs_explanation(text: str, mention: Found) -> bool:
    """Whether the mention is an acronym that by itself may be anything, as the lexicon's `acronym_alone` says."""
    if mention.entry is None or not mention.acronym or not mention.rule.startswith("organizations:"):
        return False
    if text[mention.start : mention.end] != mention.entry["acronym"] or mention.entry["acronym_alone"] != "no":
        return False
    credited = mention.kind == "media" and text[mention.start - 1 : mention.start] == "("  # "MADRID (AP)"
    return not credited


def without_other_things(text: str, found: list[Found]) -> list[Found]:
    """Return the mentions without acronyms explained as something else: "Lista Nacional de Excepciones (LNE)"."""
    bare = {text[m.start : m.end] for m in found if _is_bare(text, m)}
    if not bare:
        return found
    ends = {m.end: text[m.start : m.end] for m in found if not _is_bare(text, m)}
    other = {
        match[1]
        for match in _BRACKETED.finditer(text)
        if match[1] in bare and _abbreviates_another_thing(text, match, ends)
    }
    return [m for m in found if not (_is_bare(text, m) and text[m.start : m.end] in other)]


def _abbreviates_another_thing(text: str, bracketed: re.Match[str], ends: Mapping[int, str]) -> bool:
    """Whether the words before a bracket spell its acronym out, and no body does.

    `ends` are the full names of the bodies by the character where they end.
    """
    acronym, opening = bracketed[1], bracketed.start(1)
    before = _words_before(text, bracketed.start())
    if before is None or not _spells_out(acronym, before[0]):
        return False
    return not any(_abbreviates(acronym, name) for end, name in ends.items() if 0 <= opening - end <= _NEAR)


def _words_before(text: str, bracket: int) -> re.Match[str] | None:
    before = text[max(0, bracket - _WORDS_WITHIN) : bracket].rstrip()
    return _WORDS_BEFORE.search(before[:-1] if before.endswith(_CLOSING_QUOTES) else before)


def _is_bare(text: str, mention: Found) -> bool:
    return mention.entry is None and mention.rule in ("ner", "acronym") and text[mention.start : mention.end].isupper()


def _spells_out(acronym: str, words: str) -> bool:
    """Whether most letters of the acronym begin words in front of it, in order: "arancel externo común (AEC)"."""
    initials = iter(fold_name(w)[:1] for w in words.split())
    right = sum(letter in initials for letter in fold_name(acronym))
    return right >= len(acronym) - 1
