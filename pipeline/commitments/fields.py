"""Fields of an agreement row beside its parties: instrument, amount, deadline, event codes, scope."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from pipeline.attributes import Row
from pipeline.commitments.inventory import participles
from pipeline.commitments.tree import Word
from pipeline.commitments.words import word_list
from pipeline.lexicon import read_lexicon, split_cell

_LIMIT_CUES = re.compile(
    r"(?:antes de(?:l| la| los| las)?|a más tardar(?: el| en)?|hasta(?: el)?|para(?: el| la)?|hacia(?: el)?|"
    r"en el tra[ns]*scurso de(?:l año)?)\s*(?:al |año )?$",
    re.IGNORECASE,
)
_TERM_CUES = re.compile(
    r"(?:plazo (?:máximo |no mayor )?(?:de|a)|dentro de|en los próximos|durante los próximos|de aquí a|por)\s*$",
    re.IGNORECASE,
)


@lru_cache(maxsize=1)
def _instrument_forms() -> tuple[dict[str, str], dict[str, dict[tuple[str, ...], str]]]:
    """Topics of instruments: by the word of those with one word, by first word and words of the others."""
    single: dict[str, str] = {}
    several: dict[str, dict[tuple[str, ...], str]] = {}
    for row in read_lexicon("instruments"):
        for form in split_cell(row["forms"]):
            words = tuple(form.lower().split())
            if len(words) == 1:
                single[words[0]] = row["topic"]
            else:
                several.setdefault(words[0], {})[words] = row["topic"]
    return single, several


def instrument_tokens(tokens: Sequence[Word]) -> list[Word]:
    """Nouns for an instrument among `tokens`, in order."""
    single, several = _instrument_forms()
    found = []
    for token in tokens:
        word = token.lower_
        if (word in single and token.pos_ in ("NOUN", "PROPN", "VERB", "ADJ")) or (
            word in several and any(_matches(token, words) for words in several[word])
        ):
            found.append(token)
    return found


def _matches(token: Word, words: tuple[str, ...]) -> bool:
    following = token.doc[token.i : token.i + len(words)]
    return tuple(t.lower_ for t in following) == words


def instrument_of(tokens: Sequence[Word]) -> tuple[Word, int, str] | None:
    """(noun, end index, topic) of the first instrument: "memorándum de entendimiento", "tratado de libre comercio"."""
    nouns = instrument_tokens(tokens)
    if not nouns:
        return None
    noun = nouns[0]
    single, several = _instrument_forms()
    fixed = {words: topic for words, topic in several.get(noun.lower_, {}).items() if _matches(noun, words)}
    end = noun.i + (max(map(len, fixed)) if fixed else 1)
    topic = fixed[max(fixed, key=len)] if fixed else single.get(noun.lower_, "")
    return noun, _extended(noun, end), topic


def _extended(noun: Word, end: int) -> int:
    """End of the instrument's name: its adjectives and one phrase with "de" that names its kind."""
    doc, limit = noun.doc, noun.sent.end
    while end < limit:
        token = doc[end]
        if token.pos_ == "ADJ" and token.text.isalpha() and token.is_lower and token.lower_ not in participles():
            end += 1
        elif token.lower_ == "de" and end + 1 < limit and doc[end + 1].lower_ in word_list("instrument_kinds"):
            end += 2
        elif doc[end - 1].lower_ == "libre" and token.lower_ == "comercio":
            end += 1
        else:
            break
    return end


def find_amount(amounts: Iterable[Row], start: int, end: int) -> Row | None:
    """The first amount of money in the clause, else the first other one, not of who agrees ("otros 189 países")."""
    sides = word_list("counted_sides")
    inside = [a for a in amounts if start <= a["start"] and a["end"] <= end and a["unit"] not in sides]
    return next((a for a in inside if a["kind"] == "money"), inside[0] if inside else None)


def find_deadline(text: str, dates: Iterable[Row], start: int, end: int, *, published: str | None) -> str | None:
    """TIMEX3 value of the time limit in the clause: "antes de 2030", "en un plazo de seis meses", "el año próximo".

    A date with a word of limit in front comes first, then a term, then any date after the article's: the day of what is
    announced ("la firma será el 3 de mayo"). None for what is past or vague.
    """
    inside = [r for r in dates if start <= r["start"] and r["end"] <= end and r["value"] and "_REF" not in r["value"]]
    for row in inside:
        before = text[max(start, row["start"] - 40) : row["start"]]
        cues = _LIMIT_CUES if row["type"] == "DATE" else _TERM_CUES
        if row["type"] in ("DATE", "DURATION") and cues.search(before):
            return str(row["value"])
    later = [r for r in inside if r["type"] == "DATE" and published and (r.get("end_date") or "") > published]
    return str(later[0]["value"]) if later else None


@lru_cache(maxsize=1)
def _codes() -> dict[tuple[str, str], tuple[str, str]]:
    table: dict[tuple[str, str], tuple[str, str]] = {}
    for row in read_lexicon("event_codes"):
        for status in split_cell(row["status"]):
            for theme in split_cell(row["theme"]) or ("",):
                table[status, theme] = (row["plover"], row["cameo"])
    return table


def event_codes(status: str, theme: str, event: tuple[str, str] = ("", "")) -> tuple[str, str]:
    """(PLOVER, CAMEO) of a row, see `lexicons/event_codes.csv`. Raises KeyError for an unknown status.

    `event` is the code of the word itself, as "otorgar un crédito" is AID 071; where it is only a CAMEO root of two
    digits ("acordar", AGREE 03) the theme says which code of that root it is.
    """
    table = _codes()
    plover, cameo = table.get((status, theme)) or table[status, ""]
    if len(event[1]) > 2:
        return event
    if event[1] and not cameo.startswith(event[1]):
        return event[0], event[1] + "0"
    return plover, cameo


def scope_of(parties: Sequence[Row]) -> str | None:
    """`unilateral`, `bilateral` or `multilateral` by number of parties; a group of states is many."""
    if not parties:
        return None
    if len(parties) > 2 or any(p["kind"] == "group" for p in parties):
        return "multilateral"
    return "bilateral" if len(parties) == 2 else "unilateral"
