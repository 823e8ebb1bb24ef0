"""Small words that stand in and around names of places."""

from __future__ import annotations

OF = frozenset(("de", "del"))
ARTICLES = frozenset(("el", "la", "los", "las"))
AND = frozenset(("y", "e"))
#: Words that may stand inside a name, or between it and its noun: "provincia de la Rioja".
LINKS = frozenset(("de", "del", "la", "las", "los", "el", "y"))
PREPOSITIONS = frozenset(
    ("a", "al", "ante", "con", "contra", "de", "del", "desde", "en", "entre", "hacia", "hasta", "para", "por", "sobre")
)
#: Words whose capital is that of a sentence or headline, and no part of the name behind them: "Desde Lima", "Su Chile".
OPENERS = (
    PREPOSITIONS | ARTICLES | frozenset("y e o u ni que como según tras durante mientras cuando si donde su un".split())  # noqa: SIM905
)
