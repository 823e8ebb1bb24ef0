"""Demonyms: "kazajas" is of KZ, "sino-ruso" of CN and RU. Forms come from `lexicons/demonyms.csv`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from pipeline.knowledge.folding import fold_name
from pipeline.knowledge.lexicon import per_lexicon, read_lexicon


def inflect(form: str) -> tuple[str, ...]:
    """Return the masculine and feminine, singular and plural of a demonym, given in the masculine singular.

    "chino" gives chino, china, chinos, chinas; "japonés" japonés, japonesa, japoneses, japonesas; "iraní" iraní,
    iraníes, iranís.
    """
    for ending, stem in (("és", "es"), ("án", "an"), ("ón", "on"), ("ín", "in")):
        if form.endswith(ending):
            bare = form[: -len(ending)] + stem
            return form, f"{bare}a", f"{bare}es", f"{bare}as"
    if form.endswith("o"):
        return form, f"{form[:-1]}a", f"{form}s", f"{form[:-1]}as"
    if form.endswith(("í", "ú")):
        return form, f"{form}es", f"{form}s"
    if form.endswith(("l", "r")) and not form.endswith("al"):
        return form, f"{form}a", f"{form}es", f"{form}as"
    if form.endswith(("a", "e")):
        return form, f"{form}s"
    return form, f"{form}es"


@per_lexicon
def demonym_surfaces() -> Mapping[str, str]:
    """Return the ISO codes of all demonyms, by inflected form in lower case."""
    surfaces: dict[str, str] = {}
    for entry in read_lexicon("demonyms"):
        if entry["use"] == "noun":
            for form in inflect(entry["form"]):
                surfaces.setdefault(form, entry["country"])
    return MappingProxyType(surfaces)


@per_lexicon
def _index() -> Mapping[str, str]:
    index: dict[str, str] = {}
    for surface, code in demonym_surfaces().items():
        index.setdefault(fold_name(surface), code)
    return index


@per_lexicon
def _prefix_index(*uses: str) -> Mapping[str, str]:
    """Return the ISO codes of the combining forms ("sino", "hispano") of the given uses, by folded form."""
    return {fold_name(e["form"]): e["country"] for e in read_lexicon("demonyms") if e["use"] in uses}


def demonym_code(word: str) -> str | None:
    """Return the ISO code of a single demonym in any inflection, None for a compound or other word.

    So of "kazajas" and "Estadounidenses".

    A compound has two: see `demonym_codes`.
    """
    return _index().get(fold_name(word))


@per_lexicon(maxsize=1 << 15)
def demonym_codes(word: str) -> tuple[str, ...]:
    """Return the ISO codes in a simple or compound demonym.

    "chinas" gives ("CN",), "sino-ruso" ("CN", "RU"), "colombo-venezolana" ("CO", "VE").

    Compounds are written with a hyphen or an en dash, or in one word with a combining form ("hispanofrancés"). Empty
    when any part is unknown, so that "árabe-israelí" does not pass for a bilateral adjective.
    """
    key = fold_name(word).replace("–", "-")
    if key in _index():
        return (_index()[key],)
    return _codes_of_parts(key.split("-")) if "-" in key else _codes_of_prefixed(key)


def _codes_of_parts(parts: Sequence[str]) -> tuple[str, ...]:
    """Return the codes of the parts between hyphens; nothing where one of them is no demonym."""
    codes = [_index().get(part) or _prefix_index("prefix", "hyphen").get(part) for part in parts]
    known = tuple(code for code in codes if code)
    return known if len(known) == len(codes) else ()


def _codes_of_prefixed(key: str) -> tuple[str, ...]:
    """Return the codes of a compound in one word: "sinorruso"."""
    for prefix, code in _prefix_index("prefix").items():
        rest = _index().get(key[len(prefix) :]) if key.startswith(prefix) else None
        if rest and rest != code:
            return code, rest
    return ()
