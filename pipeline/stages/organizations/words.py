"""Small words that stand in and around names of bodies."""

from __future__ import annotations

from pipeline.text.function_words import AND, ARTICLES, OF, OR, PREPOSITIONS, SINGULAR_ARTICLES

#: Words that may stand inside a name in small letters and say nothing of the body: they do not make two names differ.
INSIDE_NAMES = OF | ARTICLES | AND | {"para", "a", "en"}
#: Words after which a capitalised noun is the name of a body: "la Cancillería", "ante el Senado", "según Cancillería".
LEADING = (
    ARTICLES
    | SINGULAR_ARTICLES
    | {"su", "dicho", "dicha", "este", "esta"}
    | {"de", "en", "con", "ante", "según"}  # as in headlines, which leave the article out
)
#: Small words: what stands after one is not called by the noun before it ("el avión con Sonda").
SMALL_WORDS = INSIDE_NAMES | LEADING | PREPOSITIONS | OR | {"ni", "que", "como", "cuando"}
#: The demonyms of the European Union: "el Ejecutivo comunitario".
UNION_ADJECTIVES = frozenset(("europeo", "europea", "comunitario", "comunitaria"))
#: Letters of numerals, of which many acronyms are made that are no bodies' either: "CD".
ROMAN_LETTERS = "IVXLCDM"
