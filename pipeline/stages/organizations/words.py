"""Small words that stand in and around names of bodies."""

from __future__ import annotations

AND = frozenset(("y", "e"))
#: Words that may stand inside a name in small letters and say nothing of the body: they do not make two names differ.
FUNCTION_WORDS = frozenset(("de", "del", "la", "el", "los", "las", "y", "e", "para", "a", "en"))
#: A name behind one of these is meant: "la Cancillería", "ante el Senado".
DETERMINERS = frozenset(
    ("el", "la", "los", "las", "del", "al", "su", "dicho", "dicha", "este", "esta", "de", "en", "con", "ante", "según")
)
#: Small words: what stands behind one is not called by the noun before it ("el avión con Sonda").
SMALL_WORDS = (
    FUNCTION_WORDS
    | DETERMINERS
    | frozenset(
        (
            "o",
            "u",
            "ni",
            "que",
            "como",
            "por",
            "sin",
            "sobre",
            "tras",
            "desde",
            "hasta",
            "hacia",
            "contra",
            "entre",
            "cuando",
        )
    )
)
#: The demonyms of the European Union: "el Ejecutivo comunitario".
UNION_ADJECTIVES = frozenset(("europeo", "europea", "comunitario", "comunitaria"))
#: Letters of numerals, of which many acronyms are made that are no bodies' either: "CD".
ROMAN_LETTERS = "IVXLCDM"
