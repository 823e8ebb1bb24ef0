"""Small words that stand in and around names of bodies."""

from __future__ import annotations

import re

AND = frozenset(("y", "e"))
#: Words that may stand inside a name in small letters and say nothing of the body: they do not make two names differ.
FUNCTION_WORDS = frozenset(("de", "del", "la", "el", "los", "las", "y", "e", "para", "a", "en"))
#: A name behind one of these is meant: "la Cancillería", "ante el Senado".
DETERMINERS = frozenset(
    ("el", "la", "los", "las", "del", "al", "su", "dicho", "dicha", "este", "esta", "de", "en", "con", "ante", "según")
)
#: The demonyms of the European Union: "el Ejecutivo comunitario".
UNION_ADJECTIVES = frozenset(("europeo", "europea", "comunitario", "comunitaria"))
ROMAN = re.compile(r"[IVXLCDM]+")
