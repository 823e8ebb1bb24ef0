"""The closed classes of Spanish function words, in lower case.

A module that needs fewer or more of a class derives its set from these, under a name that says what for.
"""

from __future__ import annotations

AND = frozenset(("y", "e"))
OR = frozenset(("o", "u"))
#: "de", also with the article that it is written with.
OF = frozenset(("de", "del"))
#: Definite articles.
ARTICLES = frozenset(("el", "la", "los", "las"))
#: Definite articles of one thing, also those written with a preposition.
SINGULAR_ARTICLES = frozenset(("el", "la", "al", "del"))
POSSESSIVES = frozenset(("su", "sus"))
#: Prepositions, also those written with an article.
PREPOSITIONS = frozenset(
    """
    a al ante bajo con contra de del desde durante en entre hacia hasta mediante para por pro según sin sobre tras
    """.split()  # noqa: SIM905
)
#: What may stand before a noun in the place of an article, and the articles.
DETERMINERS = (
    ARTICLES
    | POSSESSIVES
    | frozenset(
        """
        un una unos unas este esta estos estas ese esa esos esas aquel aquella dicho dicha dichos dichas ambos ambas
        otro otra otros otras varios varias algunos algunas nuestro nuestra cada ningún ninguna
        """.split()  # noqa: SIM905 (a list of words reads better than a list of quotes)
    )
)
