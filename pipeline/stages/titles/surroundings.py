"""What stands where in one doc: its words, persons' names and title phrases; and whether a phrase suits a name."""

from __future__ import annotations

from spacy.tokens import Doc

from pipeline.naming.title_phrase import TitlePhrase
from pipeline.stages.titles.model import Link, Name
from pipeline.text.attributes import Row, lower_words


class Surroundings:
    """One doc as the readers of titles see it, by token.

    `names_at` and `names_until` are the names by the token that they begin at and that they end before (exclusive),
    `phrase_at` the title phrases by their first. `people` are the rows of the persons, with what is known of them.
    """

    def __init__(self, doc: Doc, names: list[Name], phrases: list[TitlePhrase], people: list[Row]) -> None:
        self.doc = doc
        self.words = lower_words(doc)
        self.phrases = phrases
        self.names_at = {n.start: n for n in names}
        self.names_until = {n.end: n for n in names}
        self.phrase_at = {p.start: p for p in phrases}
        self._countries: dict[str, str | None] = {row["person_id"]: row["country"] for row in people}
        self._men = {row["person_id"] for row in people if row["gender"] == "male"}

    def word(self, i: int) -> str:
        """Return token `i` in lower case, "" outside of the doc."""
        return self.words[i] if 0 <= i < len(self.words) else ""

    def suits(self, phrase: TitlePhrase, name: Name) -> bool:
        """Whether a phrase that a comma or a verb separates from a name may be that person's title."""
        bare = phrase.head_end - phrase.start == 1 and phrase.determiner not in ("su", "sus")
        if phrase.noun.use != "alone" and not phrase.complement and bare:
            return False
        if phrase.noun.gender == "female" and name.person_id in self._men:
            return False  # "según la secretaria, Juan Paz viajó"
        known = self._countries.get(name.person_id)
        return not (phrase.country and known and phrase.country != known)


def link_of(phrase: TitlePhrase, name: Name, rule: str) -> Link:
    """Return the whole phrase as a title of the person."""
    return Link(phrase, name.person_id, phrase.start, phrase.end, rule, phrase.country)
