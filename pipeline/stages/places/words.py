"""Small words that stand in and around names of places."""

from __future__ import annotations

from pipeline.text.function_words import AND, ARTICLES, OF, OR, PREPOSITIONS

#: Words that may stand inside a name, or between it and its noun: "provincia de la Rioja". "Castilla y León" is one
#: name, but "e" is between two: "Puno e Ica".
LINKS = OF | ARTICLES | {"y"}
#: Prepositions after which a country does nothing itself. After "según" it speaks, and what the others lead to is
#: rarely a place.
BEFORE_PLACES = PREPOSITIONS - {"bajo", "durante", "mediante", "pro", "según", "sin", "tras"}
#: Words whose capital is that of a sentence or headline, and no part of the name after them: "Desde Lima", "Su Chile".
OPENERS = (
    (BEFORE_PLACES | {"según", "tras", "durante"})
    | ARTICLES
    | AND
    | OR
    | {"ni", "que", "como", "mientras", "cuando", "si", "donde", "su", "un"}
)
