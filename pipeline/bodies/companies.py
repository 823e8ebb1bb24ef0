"""Company forms: "Inc" and "S.A." belong to the name before them and tell that it is a company's."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.bodies.model import Found

_FORM_BEHIND = re.compile(
    r"(?P<more> [A-ZÁÉÍÓÚÑ]\w+)?,? (?:S\. ?A\.(?: de C\. ?V\.)?|C\. ?A\.|Inc|Corp|Ltd|LLC|AG|GmbH)(?!\w)"
)
_FORM_AT_END = re.compile(r"\b(?:S\.?A\.?|Inc|Ltd|Corp|LLC|C\.A\.|AG)\.?$")
_MAY_BE_COMPANIES = frozenset(("company", "bank", "other"))


def with_company_form(text: str, mention: Found) -> Found:
    """The mention with "Inc" or "S.A." behind it; "YPFB Andina S.A." is another firm than YPFB."""
    match = _FORM_BEHIND.match(text, mention.end)
    if match is None or mention.kind not in _MAY_BE_COMPANIES:
        return mention
    if match["more"]:
        return Found(mention.start, match.end(), "company_form", None, "company")
    return replace(mention, end=match.end(), kind="company" if mention.kind == "other" else mention.kind)


def ends_like_company(name: str) -> bool:
    """Whether the name ends with a company form: "Sonda S.A."."""
    return _FORM_AT_END.search(name) is not None
