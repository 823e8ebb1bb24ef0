"""Whose title a phrase is: the person right after it, right before it, along a coordination or in a list.

Works on token ranges of persons' names and of title phrases; what cannot be linked here may still be a later mention
of somebody ("la canciller"), which `mentions` decides.
"""

from __future__ import annotations

from pipeline.naming.capitals import is_capital
from pipeline.naming.known_people import KIN, fold_person, given_names
from pipeline.naming.title_lists import Link, Name
from pipeline.naming.title_phrase import TitlePhrase, demonym
from pipeline.naming.title_words import is_adjective, modifiers, noun_forms, speech_forms
from pipeline.stages.titles.predicates import PREPOSITIONS, Predicates

_BETWEEN = frozenset("el la los las un una actual nuevo nueva entonces quien que su también".split())  # noqa: SIM905
#: Between coordinated offices: "entonces secretario y actual embajador".
_TIMES = frozenset("actual ahora luego también".split())  # noqa: SIM905
_CLOSING = frozenset(', . ) ; : y e -- - – — " » ”'.split())  # noqa: SIM905
#: Farthest comma after a phrase beyond which no name is looked for.
_GAP = 12
#: Longest insertion in parentheses between a title and its name, in tokens.
_ASIDE = 8
#: Ranks and dignities that stand between an office and its holder's name.
_RANKS = frozenset(("cardenal", "arzobispo", "obispo", "embajador"))
_QUOTES = frozenset("\" “ « ' ( ''".split())  # noqa: SIM905


class Linker(Predicates):
    """Links the title phrases of one doc; `people` are the rows of the persons, with what is known of them."""

    def links(self) -> list[Link]:
        """All links, by position in the text."""
        found: list[Link] = []
        linked: dict[int, Link] = {}
        for phrase in reversed(self.phrases):
            new = self._after(phrase, linked) or self._list_before(phrase)
            self._note(new, found, linked)
        for phrase in self.phrases:
            if phrase.start not in linked:
                new = self._before(phrase, linked)
                self._note(new, found, linked)
        return sorted((link for link in found if _is_office(link.phrase)), key=lambda link: (link.start, link.end))

    def _note(self, new: list[Link], found: list[Link], linked: dict[int, Link]) -> None:
        found += new
        if new:
            linked[new[0].phrase.start] = new[0]

    # ---- the name follows ---------------------------------------------------------------------------------------
    def _after(self, phrase: TitlePhrase, linked: dict[int, Link]) -> list[Link]:
        i = self._beyond_aside(phrase.end)
        comma = self._word(i) in (",", "(", "--", "–", "—")
        i += comma
        while (self._word(i),) in modifiers("honorific") or self._word(i) in _QUOTES:
            i += 1
        if comma and self._word(i + 1) == ")" and fold_person(self.doc[i].text) in given_names():
            i += 2  # "(el canciller, Ana) Paz": an editor's completion
        name = self.at.get(i) or (self._described(i) if comma else None)
        if name is None and phrase.plural:
            name = self._name_at(i)
        if name is None:
            return self._along(phrase, linked) or self._beyond_gap(phrase)
        if not self._fits(phrase, name, comma=comma) or (comma and self._of_kin(phrase)):
            return []
        if phrase.plural:
            listed = self._list(phrase, name)
            return [] if comma and len(listed) == 1 and self._speaks(name) else listed
        return [self._link(phrase, name, "name_after_comma" if comma else "name_after")]

    def _speaks(self, name: Name) -> bool:
        """Whether the name has a verb of its own: "con los 28 ministros, Kerry indicó"."""
        verb = name.end < len(self.doc) and self.doc[name.end].pos_ in ("VERB", "AUX")
        return verb or self._word(name.end) in speech_forms()

    def _described(self, i: int) -> Name | None:
        """A name with an epithet: "el presidente, el conservador Mariano Rajoy"."""
        if self._word(i) not in ("el", "la"):
            return None
        end = i + 1
        while end < i + 4 and (is_adjective(self._word(end)) or demonym(self._word(end))):
            end += 1
        if end == i + 1 and end < len(self.doc) and self.doc[end].is_lower and end not in self.phrase_at:
            end += 1  # an epithet that no lexicon has: "el prorruso"
        return self.at.get(end) if end > i + 1 else None

    def _beyond_gap(self, phrase: TitlePhrase) -> list[Link]:
        """A longer complement than the grammar reads: "director de Puertos con sede en el norte, Juan Paz, …"."""
        if self._word(phrase.end) not in PREPOSITIONS or phrase.determiner not in ("el", "la", "al", "del"):
            return []
        for i in range(phrase.end, min(phrase.end + _GAP, len(self.doc))):
            if self._word(i) == ",":
                name = self.at.get(i + 1)
                if name is None or phrase.plural or not self._closed(name) or not self._fits(phrase, name, comma=True):
                    return []
                return [self._link(phrase, name, "name_after_gap")]
            token = self.doc[i]
            if i in self.at or i in self.phrase_at or token.is_punct or token.pos_ in ("VERB", "AUX"):
                return []
            if token.lower_ in speech_forms() or token.is_sent_start:
                return []
        return []

    def _closed(self, name: Name) -> bool:
        """Whether the name ends an apposition: a comma, a full stop or its verb of speech follows."""
        return self._word(name.end) in _CLOSING or self._word(name.end) in speech_forms()

    def _beyond_aside(self, i: int) -> int:
        """Past what stands in parentheses or a superior's name: "de Petróleos del Sur (Petrosur)", "de Trump"."""
        if self._word(i) == "(":
            closed = next((j for j in range(i + 2, i + _ASIDE) if self._word(j) == ")"), None)
            if closed and not any(j in self.at for j in range(i, closed)):
                acronym = closed == i + 2 and is_capital(self.doc[i + 1])
                return closed + 1 if acronym or closed + 1 in self.at else i  # "a la secretaria (de Estado, Ana) Paz"
        if self._word(i) == "de" and (superior := self.at.get(i + 1)) and self._word(superior.end) == ",":
            return superior.end
        return i

    def _of_kin(self, phrase: TitlePhrase) -> bool:
        """ "La hija del diplomático, Rana Amrani": the name is the daughter's."""
        return phrase.determiner in ("del", "la", "el") and any(
            self.doc[phrase.start - n].text in KIN
            for n in (2, 3)
            if phrase.start >= n  # "Nieto" is a surname
        )

    def _along(self, phrase: TitlePhrase, linked: dict[int, Link]) -> list[Link]:
        """ "viceprimer ministro y ministro de Exteriores Murat Nurtleu": the first has the person of the second."""
        i = phrase.end
        if self._word(i) not in ("y", "e", ","):
            return []
        i += 2 if self._word(i + 1) in ("y", "e") else 1
        i += self._word(i) in _TIMES
        following = self.phrase_at.get(i) or self._rank(i)
        if following is None or following.start not in linked or following.plural or phrase.plural:
            return []
        link = linked[following.start]
        if not link.rule.startswith("name_after") or (phrase.noun.use != "alone" and not phrase.complement):
            return []
        return [Link(phrase, link.person_id, phrase.start, phrase.end, "coordinated", phrase.country or link.country)]

    def _rank(self, i: int) -> TitlePhrase | None:
        """A rank with its article between: "el director de la NSA, el general Keith Alexander"."""
        phrase = self.phrase_at.get(i + 1) if self._word(i) in ("el", "la") else None
        if phrase is None or phrase.complement:
            return None
        return phrase if phrase.noun.role == "military" or phrase.noun.id in _RANKS else None

    # ---- the name comes before -----------------------------------------------------------------------------------
    def _before(self, phrase: TitlePhrase, linked: dict[int, Link]) -> list[Link]:
        if phrase.noun.use != "alone" and not phrase.complement:
            return []
        i, article = phrase.start - 1, False
        while self._word(i) in _BETWEEN:
            article = article or self._word(i) in ("el", "la")
            i -= 1
        predicate = self._by_verb(phrase, i)
        if predicate is not None:
            return predicate
        if self._word(i) in ("y", "e", ",") and not article:
            chained = self._chain(phrase, i, linked) or self._behind_profession(phrase, i)
            if chained:
                return chained
        if self._word(i) not in (",", "(", "--", "–", "—"):
            return []
        name = self._name_until(i)
        if name is None or phrase.plural or not self._ends_well(phrase) or not self._fits(phrase, name, comma=True):
            return []
        return [self._link(phrase, name, "name_before")]

    def _ends_well(self, phrase: TitlePhrase) -> bool:
        """An apposition is closed: ", ministro de Defensa, …"; a name right after would be its own."""
        return (
            phrase.end >= len(self.doc)
            or self._word(phrase.end) in _CLOSING
            or "\n" in self._word(phrase.end)
            or (phrase.determiner is None and not is_capital(self.doc[phrase.end]))
        )

    def _name_until(self, i: int) -> Name | None:
        """The name that ends before token `i`, a caption's "(i)" or an age between them aside."""
        if self._word(i - 1) == ")" and i >= 4 and self._word(i - 3) == "(":
            i -= 3
        return self.until.get(i)

    def _chain(self, phrase: TitlePhrase, i: int, linked: dict[int, Link]) -> list[Link]:
        """ "Wang Yi, miembro del Buró Político y ministro de …": the second has the person of the first."""
        for previous in linked.values():
            if previous.rule in ("name_before", "coordinated_after") and previous.end == i and not phrase.plural:
                country = phrase.country or previous.country
                return [Link(phrase, previous.person_id, phrase.start, phrase.end, "coordinated_after", country)]
        return []

    def _behind_profession(self, phrase: TitlePhrase, i: int) -> list[Link]:
        """ "Ana Paz, empresaria y presidenta de …": an office behind a calling that is none."""
        name = self.until.get(i - 2) if self._word(i - 2) == "," and (self._word(i - 1),) in noun_forms() else None
        return [self._link(phrase, name, "name_before")] if name is not None and not phrase.plural else []

    def _list_before(self, phrase: TitlePhrase) -> list[Link]:
        """ "Xi Jinping y Vladimir Putin, presidentes de China y Rusia": each has the title."""
        i = phrase.start - 1
        if not phrase.plural or self._word(i) != ",":
            return []
        names: list[Name] = []
        while self._word(i) in (",", "y", "e") and (name := self.until.get(i)) is not None:
            names.insert(0, name)
            i = name.start - 1
        if len(names) < 2:
            return []
        return [Link(phrase, n.person_id, phrase.start, phrase.end, "list_before") for n in names]


def _is_office(phrase: TitlePhrase) -> bool:
    """Whether the phrase says more than what somebody does for a living: "abogado de la ONU", not "el abogado"."""
    if phrase.noun.id == "responsable" and not (phrase.bodies or phrase.portfolios):
        return False  # "el responsable de la tragedia"
    held = phrase.qualifier == "former"  # "el exanalista Edward Snowden"
    said = bool(phrase.bodies or phrase.portfolios or phrase.lower_complement)
    return phrase.noun.use != "calling" or held or said
