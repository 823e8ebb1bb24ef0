"""From a text to its amounts: money, then percentages, then counted things; what starts first and is longer wins."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import accumulate
from typing import NamedTuple

from pipeline.knowledge.lexicon import per_lexicon
from pipeline.stages.amounts.currencies import currency_code, currency_nouns, currency_signs, peso_codes
from pipeline.text.folding import fold
from pipeline.text.numbers import number_regex, number_words, parse_number
from pipeline.text.word_values import alternatives, surfaces


class Amount(NamedTuple):
    """A number with its unit; `noun` is where a counted noun that no lexicon knows begins."""

    start: int
    end: int
    value: float
    unit: str | None
    kind: str
    rule: str
    noun: int | None = None


#: First number of a range, to be read with the scale and the unit of the second.
_RANGE = (
    r"(?:(?P<opener>(?:entre|desde|de|del) (?:un |el )?)?(?P<low>{n})"
    r"(?(opener)(?: (?:por ciento|%))? (?:y|hasta|a|al) (?:un |el )?|(?: o |-|–)))?"
)
_RANGE_OPENERS = frozenset(("entre", "desde", "de", "del"))
#: Blanks of a line, or a wrapped line.
_GAP = r"(?:[ \t\u00a0\u202f]+|[ \t]*\n[ \t]*)"
_WORD = re.compile(r"[^\W_]+")
_WORD_SPLIT = re.compile(rf"({_WORD.pattern})")
_BEFORE = r"(?<![\w$€£.,/-])"
_ADJECTIVE = r"(?:nuev[oa]s|grandes|otr[oa]s|pequeñ[oa]s|principales|modern[oa]s|divers[oa]s) "


@per_lexicon
def _patterns() -> Mapping[str, str]:
    number = number_regex()
    spread = _RANGE.replace("{n}", number)
    words = alternatives(currency_nouns())
    signs = alternatives(currency_signs())
    codes = alternatives(_letter_codes())
    percent = alternatives(surfaces("percent_words", "unit")).replace("%", r"%(?!\w)")
    units = alternatives(surfaces("units", "unit"))
    return {
        "money.noun": rf"{_BEFORE}{spread}(?P<n>{number})(?: de)? (?P<noun>{words})\b(?: (?P<adjective>[a-zñ]+))?",
        "money.sign": rf"(?<![\w$])(?P<sign>{signs}) ?(?P<n>{number})",
        "money.sign_after": rf"{_BEFORE}(?P<n>{number}) ?(?P<sign>€|£|(?:{codes})\b)",
        "percentage": rf"{_BEFORE}{spread}(?P<n>{number}) ?(?P<unit>{percent})(?!\w)",
        "quantity.measure": rf"{_BEFORE}{spread}(?P<n>{number})(?: de)? (?P<unit>{units})(?![\w/])",
        "quantity.noun": rf"{_BEFORE}{spread}(?P<n>{number})(?: de)? (?:{_ADJECTIVE})?(?P<thing>[a-zñ]{{2,}}s)\b",
    }


@per_lexicon
def _compile(rule: str) -> re.Pattern[str]:
    """Return the pattern of a rule, compiled at the first text that it may fit, for that takes a while."""
    return re.compile(_patterns()[rule].replace(" ", _GAP))


@per_lexicon
def _needed_words() -> Mapping[str, frozenset[str]]:
    """Return the words of which a text must have one for a pattern to fit.

    Looking for them is faster than matching.
    """
    return {
        "money.noun": frozenset(max(noun.split(), key=len) for noun in currency_nouns()),
        "money.sign": _letter_codes(),
        "money.sign_after": _letter_codes(),
        "percentage": frozenset(max(unit.split(), key=len) for unit in surfaces("percent_words", "unit")),
        "quantity.measure": frozenset(max(_WORD.findall(unit), key=len) for unit in surfaces("units", "unit")),
    }


@per_lexicon
def _letter_codes() -> frozenset[str]:
    """Return the codes of letters alone, in lower case: "usd"."""
    return frozenset(sign for sign in currency_signs() if sign.isalpha())


@per_lexicon
def _needed_marks(rule: str) -> tuple[str, ...]:
    """Return the strings of which one does instead of a needed word: a sign may stand right beside its number."""
    if rule in ("money.sign", "money.sign_after"):
        return tuple(sign for sign in currency_signs() if not sign.isalpha())
    return ("%", "pct") if rule == "percentage" else ()


def _may_fit(rule: str, folded: str, words: list[str]) -> bool:
    needed = _needed_words().get(rule)
    return needed is None or not needed.isdisjoint(words) or any(mark in folded for mark in _needed_marks(rule))


def find_quantities(text: str, *, country: str | None = None) -> list[Amount]:
    """Return the amounts of a text by position; `country` (ISO) decides whose "pesos" these are."""
    candidates = sorted(_find_candidates(fold(text), text, country), key=lambda c: (c[0].start, -c[-1].end))
    found: list[Amount] = []
    at = 0
    for group in candidates:
        if group[0].start >= at:
            found += group
            at = group[-1].end
    return _fill_in_pesos(found)


def decimal_sign(text: str) -> str | None:
    """Return the decimal sign of the text where it shows: a number with one or two digits after a sign."""
    commas, dots = (len(re.findall(rf"(?<![\d.,])\d+\{sign}\d{{1,2}}(?![\d.,]?\d)", text)) for sign in ",.")
    return None if commas == dots else ("," if commas > dots else ".")


def _find_candidates(folded: str, text: str, country: str | None) -> Iterator[list[Amount]]:
    parts = _WORD_SPLIT.split(folded)  # gap, word, gap, word, ..., gap
    words = parts[1::2]
    starts = list(_number_starts(words, list(accumulate(map(len, parts)))))
    for rule in _patterns():
        if not _may_fit(rule, folded, words):
            continue
        pattern = _compile(rule)
        # only shares are so small and so exact that "2.345" may be a decimal number
        decimal = decimal_sign(text) if rule == "percentage" else None
        for match in pattern.finditer(folded) if rule == "money.sign" else _match_at(pattern, folded, starts):
            value = parse_number(match["n"], decimal=decimal)
            amount = None if value is None else _READERS[rule.split(".")[0]](match, text, value, rule, country)
            if amount:
                yield _with_lower_end(match, amount, text)


def _number_starts(words: list[str], ends: list[int]) -> Iterator[int]:
    """Yield where a number begins, or the preposition of a range in front of one: "entre | un 3 y un 4 por ciento".

    `ends` are those of gaps and words in turn, so that word `at` begins at `ends[2 * at]`.
    """
    numbers = number_words()
    done = 0
    for at in [at for at, word in enumerate(words) if word in numbers or word[0].isdecimal()]:
        opener = at - 1
        while opener >= done and words[opener] in ("un", "el"):
            opener -= 1
        if opener >= done and words[opener] in _RANGE_OPENERS:
            yield ends[2 * opener]
            done = opener + 1
        yield ends[2 * at]


def _match_at(pattern: re.Pattern[str], folded: str, starts: list[int]) -> Iterator[re.Match[str]]:
    """Yield what `pattern.finditer(folded)` does, tried only at `starts`: most words of a text are no numbers."""
    end = 0
    for start in starts:
        match = pattern.match(folded, start) if start >= end else None
        if match:
            yield match
            end = match.end()


# ------------------------------------------------------------------------------------------------ the three kinds
def _read_money(match: re.Match[str], text: str, value: float, rule: str, country: str | None) -> Amount | None:
    if "noun" not in match.re.groupindex:
        if _is_no_code(match, text):
            return None
        code = currency_signs()[match["sign"]] or None
        return Amount(match.start(), match.end(), value, code, "money", rule)
    if match["n"] in ("un", "una"):
        return None
    code, named = currency_code(match["noun"], match["adjective"] and text[slice(*match.span("adjective"))], country)
    end = match.end("adjective") if named else match.end("noun")
    return Amount(match.start("n"), end, value, code, "money", rule)


def _is_no_code(match: re.Match[str], text: str) -> bool:
    """Whether letters beside a number are no code of a currency, which stands in capitals and apart.

    "EUR 500" is money, "COP16" a conference and "eur" a syllable.
    """
    sign = text[slice(*match.span("sign"))]
    touching = match.end("sign") == match.start("n") or match.end("n") == match.start("sign")
    return sign.isalpha() and (touching or not sign.isupper())


def _read_percentage(match: re.Match[str], text: str, value: float, rule: str, country: str | None) -> Amount | None:
    unit = surfaces("percent_words", "unit")[" ".join(match["unit"].split())]
    return Amount(match.start("n"), match.end("unit"), value, unit, "percentage", rule)


#: Characters before a number that are looked at.
_WINDOW = 30
#: What makes a number the number of something ("el artículo 15", "la resolución 2254"), or a pair that was named
# before.
_POINTING = re.compile(
    r"\b(?:l[oa]s|sus|est[oa]s|es[oa]s|aquell[oa]s|nuestr[oa]s|amb[oa]s)\s+(?:otr[oa]s\s+)?[\"«“‘']*$"
)
_NUMBERED = re.compile(
    r"\b(?:articulos?|capitulos?|resolucion|ley|decreto|numero|num\.|n\.?[º°o]|pagina|grupo|punto|fase|version|ruta"
    r"|canal)\s+$"
)
_YEAR_BEFORE = re.compile(r"\b(?:en|de|desde|hasta|del|año|para|y|entre|al|el|a|hacia|durante)\s+$")


def _read_quantity(match: re.Match[str], text: str, value: float, rule: str, country: str | None) -> Amount | None:
    if value == 0 or _stands_before(_NUMBERED, match) or _is_year(match):
        return None
    if rule == "quantity.measure":
        unit = surfaces("units", "unit")[" ".join(match["unit"].split())]
        return (
            None
            if match["n"] in ("un", "una")
            else Amount(match.start("n"), match.end(), value, unit, "quantity", rule)
        )
    word = match["thing"]
    if word in surfaces("amount_stops", "id") or not text[match.start("thing")].islower():
        return None
    if match["n"].isalpha() and (value < 2 or (value < 20 and _stands_before(_POINTING, match))):
        return None
    start, end = match.span("thing")
    return Amount(match.start("n"), end, value, text[start:end], "quantity", rule, start)


def _stands_before(pattern: re.Pattern[str], match: re.Match[str]) -> bool:
    """Whether a pattern that ends in `$` fits the text right before the number."""
    start = match.start("n")
    return pattern.search(match.string, start - _WINDOW, start) is not None


def _is_year(match: re.Match[str]) -> bool:
    """Whether the number is a year: four digits without separator after a preposition of time ("en 2012 miles de…")."""
    return bool(re.fullmatch(r"(?:1[89]|20)\d\d", match["n"])) and _stands_before(_YEAR_BEFORE, match)


_READERS = {"money": _read_money, "percentage": _read_percentage, "quantity": _read_quantity}


# ------------------------------------------------------------------------------------------------ ranges, pesos
_SCALES = (("billones", 1e12), ("mil millones", 1e9), ("millones", 1e6), (" mil ", 1e3))


def _with_lower_end(match: re.Match[str], amount: Amount, text: str) -> list[Amount]:
    """Return the amount, with the lower end of its range before it: "entre 3.000 y 5.000 millones" is 3e9 and 5e9."""
    written = (match["low"] if "low" in match.re.groupindex else None) or ""
    low = parse_number(written)
    if low is None or _is_year_range(written, amount):
        return [amount]
    words = fold(text[amount.start : amount.end])
    scale = next((factor for word, factor in _SCALES if word in words), 1.0)
    if not re.search("mil|millon|billon", written) and low * scale <= amount.value:
        low *= scale
    return [amount._replace(start=match.start("low"), end=match.end("low"), value=low, noun=None), amount]


def _is_year_range(low: str, amount: Amount) -> bool:
    """Whether the lower end of a range is a year and so no amount: "de 2012 a 300 millones"."""
    return re.fullmatch(r"(?:19|20)\d\d", low) is not None and amount.value > 3000


def _fill_in_pesos(found: list[Amount]) -> list[Amount]:
    """Return the amounts, with bare "pesos" and "$" in the currency of the only pesos that the text names in full."""
    named = {amount.unit for amount in found if amount.kind == "money" and amount.unit in peso_codes()}
    if len(named) != 1:
        return found
    (code,) = named
    return [a._replace(unit=code) if a.kind == "money" and a.unit is None else a for a in found]
