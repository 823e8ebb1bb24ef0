"""Forms of Spanish verbs, most in the third person, so that a verb lexicon holds one lemma a row and not twenty forms.

The lemmas of the small models are unreliable on newswire ("reiteró" may come out as "reiteró"), so verbs are looked up
by form. Only the forms narrators of news use are made: third person, gerund, participle, infinitive. Example: "dijo" is
the past singular of "decir". The first person is that of those who are quoted: "exijo".
"""

from __future__ import annotations

from typing import NamedTuple

from pipeline.knowledge.entries import Entry
from pipeline.knowledge.lexicon import per_lexicon, read_lexicon

TENSES = ("pres", "past", "imp", "fut", "cond", "subj")


class Form(NamedTuple):
    """A verb form: `tense` is one of TENSES or `ger`, `part`, `inf`; `plural` is None where it has no number."""

    text: str
    tense: str
    plural: bool | None


_ENDINGS = {
    "ar": {
        "pres": ("a", "an"),
        "past": ("ó", "aron"),
        "imp": ("aba", "aban"),
        "subj": ("e", "en"),
        "ger": ("ando",),
        "part": ("ado",),
    },
    "er": {
        "pres": ("e", "en"),
        "past": ("ió", "ieron"),
        "imp": ("ía", "ían"),
        "subj": ("a", "an"),
        "ger": ("iendo",),
        "part": ("ido",),
    },
}
_ENDINGS["ir"] = _ENDINGS["er"]
# Stem vowel under stress ("recuerda", "evalúa") and, in -ir verbs, before ió/ie/a ("pidió", "advirtiendo").
_STRESSED = {"ie": ("e", "ie"), "ue": ("o", "ue"), "i": ("e", "i"), "uy": ("", "y"), "í": ("i", "í"), "ú": ("u", "ú")}
_WEAKENED = {"ie": ("e", "i"), "ue": ("o", "u"), "i": ("e", "i")}
# Irregular verbs that others are made of ("proponer"); "manifestar" is none of "estar".
_COMPOUNDED = frozenset(("poner", "tener", "venir", "hacer", "traer", "decir", "escribir", "abrir", "aducir"))
# Spelling before e in -ar verbs, before a in -er/-ir verbs.
_BEFORE_E = (("c", "qu"), ("gu", "gü"), ("g", "gu"), ("z", "c"))
_BEFORE_A = (("gu", "g"), ("g", "j"), ("c", "zc"))


@per_lexicon
def conjugate(lemma: str, change: str = "") -> tuple[Form, ...]:
    """Return the third-person forms of `lemma` ("pedir").

    `change` is the stem change `ie`, `ue`, `i`, `uy`, `í`, `ú`, or empty.

    Compounds of an irregular verb of `irregular_verbs.csv` follow it ("proponer" as "poner"). Raises ValueError for a
    lemma that is no infinitive.
    """
    if (irregular := _find_irregular(lemma)) is not None:
        return _irregular_forms(*irregular, lemma)
    if lemma[-2:] not in _ENDINGS:
        raise ValueError(f"'{lemma}' is no infinitive: it should end in -ar, -er or -ir")
    return _regular_forms(lemma, change)


@per_lexicon
def first_person(lemma: str, change: str = "") -> str:
    """Return the present of the first person singular, of verbs as in `conjugate`: "firmo", "recuerdo".

    Verbs in -er and -ir have the stem of their subjunctive in it: "tengo" as "tenga", "ofrezco" as "ofrezca".
    """
    irregular = _find_irregular(lemma)
    if irregular is not None and irregular[0]["pres_first"]:
        return irregular[1] + irregular[0]["pres_first"]
    tense = "pres" if lemma.endswith("ar") else "subj"
    third = next(form for form in conjugate(lemma, change) if form.tense == tense and not form.plural)
    return third.text[:-1] + "o"


def _find_irregular(lemma: str) -> tuple[Entry, str] | None:
    """Return the entry of an irregular verb and what stands before it in `lemma`; None for a regular verb."""
    entries = read_lexicon("irregular_verbs")
    whole = next((entry for entry in entries if entry["id"] == lemma), None)
    if whole is not None:
        return whole, ""
    made_of = next((e for e in entries if e["id"] in _COMPOUNDED and lemma.endswith(e["id"])), None)
    return (made_of, lemma.removesuffix(made_of["id"])) if made_of is not None else None


def _irregular_forms(entry: Entry, prefix: str, lemma: str) -> tuple[Form, ...]:
    forms = [
        Form(prefix + entry[f"{tense}_{number}"], tense, number == "p") for tense in TENSES for number in ("s", "p")
    ]
    return (*forms, Form(prefix + entry["ger"], "ger", None), Form(prefix + entry["part"], "part", None),
            Form(lemma, "inf", None))  # fmt: skip


def _regular_forms(lemma: str, change: str) -> tuple[Form, ...]:
    stem, ending = lemma[:-2], lemma[-2:]
    table = _ENDINGS[ending]
    forms = []
    for tense in ("pres", "past", "imp", "subj", "ger", "part"):
        for number, suffix in enumerate(table[tense]):
            text = _join(_stem_of_tense(stem, ending, tense, change), suffix, ending)
            forms.append(Form(text, tense, None if tense in ("ger", "part") else number == 1))
    for tense, suffixes in (("fut", ("á", "án")), ("cond", ("ía", "ían"))):
        forms += [Form(lemma + suffix, tense, number == 1) for number, suffix in enumerate(suffixes)]
    return (*forms, Form(lemma, "inf", None))


def _stem_of_tense(stem: str, ending: str, tense: str, change: str) -> str:
    if tense in ("pres", "subj"):
        return _replace_vowel(stem, _STRESSED.get(change))
    if ending == "ir" and tense in ("past", "ger"):
        return _replace_vowel(stem, _WEAKENED.get(change))
    return stem


def _replace_vowel(stem: str, swap: tuple[str, str] | None) -> str:
    """Return the stem with its last vowel `old` replaced: "record" with o -> ue is "recuerd".

    An empty `old` appends.
    """
    if not swap:
        return stem
    old, new = swap
    head, found, tail = stem.rpartition(old) if old else (stem, "", "")
    return head + new + tail if found or not old else stem


def _join(stem: str, suffix: str, ending: str) -> str:
    """Join stem and suffix with the spelling that Spanish wants: "explique", "concluyó", "leyeron", "reconozca"."""
    if ending == "ar" and suffix[0] == "e":
        stem = _respell(stem, _BEFORE_E)
    if ending != "ar" and suffix[0] == "a":
        stem = _respell(stem, _BEFORE_A)
    if suffix.startswith("i") and suffix != "ido" and stem[-1] in "aeou" and not stem.endswith(("gu", "qu")):
        suffix = "y" + suffix[1:]  # "concluyó", "leyendo"
    elif suffix == "ido" and stem[-1] in "aeo":
        suffix = "ído"
    return stem + suffix


def _respell(stem: str, pairs: tuple[tuple[str, str], ...]) -> str:
    for old, new in pairs:
        if stem.endswith(old):
            # "vencer" gives "venza", "reconocer" gives "reconozca"
            return stem[: -len(old)] + ("z" if (old, new) == ("c", "zc") and stem[-2:-1] in "nr" else new)
    return stem
