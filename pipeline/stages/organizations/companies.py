"""Company forms: "Inc" and "S.A." belong to the name before them and show that it is a company's."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace
from operator import attrgetter

from pipeline.stages.organizations.model import Found
from pipeline.stages.organizations.words import INSIDE_NAMES
from pipeline.text.surfaces import Word

_SA = r"S\. ?A\.(?: [Dd]e C\. ?V\.)?"
_FORM_AFTER = re.compile(rf"(?P<more> [A-ZÁÉÍÓÚÑ]\w+)?,? (?:{_SA}|C\. ?A\.|Inc|Corp|Ltd|LLC|AG|GmbH)(?!\w)")
#: Forms that nothing else can be.
_FORM = re.compile(rf",? (?:{_SA}|SA|PLC|Ltda\.?|N\.V\.|Co\.|Inc\.?|Corp\.?|Ltd\.?|LLC|GmbH)(?!\w)")
#: Words of a company's name before its form, beyond the last.
_LONGEST = 4
_FORM_AT_END = re.compile(r"\b(?:S\.?A\.?|Inc|Ltd|Corp|LLC|C\.A\.|AG)\.?$")
_end = attrgetter("end")
_MAY_BE_COMPANIES = frozenset(("company", "bank", "other"))


def with_company_form(text: str, mention: Found) -> Found:
    """Return the mention with the "Inc" or "S.A." that follows it; "YPFB Andina S.A." is another firm than YPFB."""
    match = _FORM_AFTER.match(text, mention.end)
    if match is None or mention.kind not in _MAY_BE_COMPANIES:
        return mention
    if match["more"]:
        return Found(mention.start, match.end(), "company_form", None, "company")
    return replace(mention, end=match.end(), kind="company" if mention.kind == "other" else mention.kind)


def by_form(text: str, words: list[Word]) -> Iterator[Found]:
    """Yield companies that only their form shows: "Petróleo Llano SA", "Grupo Sonda S.A. de C.V."."""
    for match in _FORM.finditer(text):
        last = bisect_left(words, match.start(), key=_end)
        if last == len(words) or words[last].end != match.start():
            continue
        first = last
        while first > 0 and words[first].gap == " " and last - first < _LONGEST and _may_open(words[first - 1]):
            first -= 1
        name = text[words[first].start : words[last].end]
        if words[first].capital and not name.isupper() and words[first].key not in INSIDE_NAMES:
            yield Found(words[first].start, match.end(), "company_form", None, "company")


def _may_open(word: Word) -> bool:
    """Whether a company's name may begin with the word: capitalised, and no verb that opens a sentence."""
    return word.capital and not word.text.endswith(("ó", "ron", "rá", "rán"))


def ends_like_company(name: str) -> bool:
    """Whether the name ends with a company form: "Sonda S.A."."""
    return _FORM_AT_END.search(name) is not None
