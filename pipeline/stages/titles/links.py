"""Whose title a phrase is: the person right after it, right before it, in a coordination or in a list.

It works on token ranges of persons' names and of title phrases. What cannot be linked here may still be a later mention
of somebody ("la canciller"), which `mentions` decides. `predicates` and `lists` read what their names say.
"""

from __future__ import annotations

from pipeline.naming.capitals import has_capital
from pipeline.naming.known_people import fold_person, given_names
from pipeline.naming.title_phrase import TitlePhrase, demonym
from pipeline.naming.title_words import is_adjective, modifiers, noun_forms, title_words
from pipeline.stages.titles.lists import ListReader
from pipeline.stages.titles.model import Link, Name
from pipeline.stages.titles.predicates import BEFORE_NO_SUBJECT, PredicateReader
from pipeline.stages.titles.surroundings import Surroundings, link_of
from pipeline.text.function_words import SINGULAR_ARTICLES
from pipeline.text.speech_verbs import speech_forms

_BETWEEN = frozenset("el la los las un una actual nuevo nueva entonces quien que su también".split())  # noqa: SIM905
#: Between coordinated offices: "entonces secretario y actual embajador".
_TIMES = frozenset("actual ahora luego también".split())  # noqa: SIM905
_CLOSING = frozenset(', . ) ; : y e -- - – — " » ”'.split())  # noqa: SIM905
#: What sets an apposition off from its name.
_SETTING_OFF = (",", "(", "--", "–", "—")
_QUOTES = frozenset("\" “ « ' ( ''".split())  # noqa: SIM905
#: Farthest comma after a phrase beyond which no name is looked for.
_GAP = 12
#: Longest insertion in parentheses between a title and its name, in tokens.
_ASIDE = 8
#: Most adjectives of an epithet before a name.
_EPITHET = 3


class Linker:
    """Links the title phrases of one doc."""

    def __init__(self, here: Surroundings) -> None:
        self.here = here
        self.lists = ListReader(here)
        self.predicates = PredicateReader(here)
        #: The first link of each phrase that has one, by the token that the phrase begins at.
        self._linked: dict[int, Link] = {}

    def links(self) -> list[Link]:
        """Return all links, by position in the text."""
        found: list[Link] = []
        for phrase in reversed(self.here.phrases):  # a phrase may share the person of the one after it
            found += self._note(self._by_name_after(phrase) or self._by_names_before(phrase))
        for phrase in self.here.phrases:
            if phrase.start not in self._linked:
                found += self._note(self._by_name_before(phrase))
        return sorted((link for link in found if _is_office(link.phrase)), key=lambda link: (link.start, link.end))

    def _note(self, links: list[Link]) -> list[Link]:
        """Note the links, so that phrases beside theirs can share their persons from now on, and return them."""
        if links:
            self._linked[links[0].phrase.start] = links[0]
        return links

    # ---- the name follows ---------------------------------------------------------------------------------------
    def _by_name_after(self, phrase: TitlePhrase) -> list[Link]:
        """Return the links to a name after the phrase: right after it, after a comma or farther away."""
        here = self.here
        i = self._beyond_aside(phrase.end)
        comma = here.word(i) in _SETTING_OFF
        name = self._name_at(self._beyond_opening(i, comma=comma), phrase, comma=comma)
        if name is None:
            return self._along(phrase) or self._beyond_gap(phrase)
        if comma and (not here.suits(phrase, name) or self._is_of_kin(phrase)):
            return []
        if not phrase.plural:
            return [link_of(phrase, name, "name_after_comma" if comma else "name_after")]
        listed = self.lists.links(phrase, name)
        return [] if comma and len(listed) == 1 and self._speaks(name) else listed

    def _beyond_opening(self, i: int, *, comma: bool) -> int:
        """Return where a name may begin from token `i` on: after the comma, if there is one, quotes and honorifics."""
        here = self.here
        i += comma
        while (here.word(i),) in modifiers("honorific") or here.word(i) in _QUOTES:
            i += 1
        if comma and here.word(i + 1) == ")" and fold_person(here.doc[i].text) in given_names():
            i += 2  # "(el canciller, Ana) Paz": an editor's completion
        return i

    def _name_at(self, i: int, phrase: TitlePhrase, *, comma: bool) -> Name | None:
        """Return the name at `i`, or None; an epithet after a comma and a rank after a plural are skipped."""
        name = self.here.names_at.get(i) or (self._after_epithet(i) if comma else None)
        return self.lists.name_at(i) if name is None and phrase.plural else name

    def _speaks(self, name: Name) -> bool:
        """Whether the name has a verb of its own: "con los 28 ministros, Kerry indicó"."""
        here = self.here
        verb = name.end < len(here.doc) and here.doc[name.end].pos_ in ("VERB", "AUX")
        return verb or here.word(name.end) in speech_forms()

    def _after_epithet(self, i: int) -> Name | None:
        """Return the name after an epithet at `i`, or None: "el presidente, | el conservador Mariano Rajoy"."""
        here = self.here
        if here.word(i) not in ("el", "la"):
            return None
        end = i + 1
        while end <= i + _EPITHET and (is_adjective(here.word(end)) or demonym(here.word(end))):
            end += 1
        if end == i + 1 and end < len(here.doc) and here.doc[end].is_lower and end not in here.phrase_at:
            end += 1  # an epithet that no lexicon has: "el prorruso"
        return here.names_at.get(end) if end > i + 1 else None

    def _beyond_gap(self, phrase: TitlePhrase) -> list[Link]:
        """Return the link across words that the grammar cannot read: "el director | con sede en Lima, Juan Paz, …"."""
        here = self.here
        if here.word(phrase.end) not in BEFORE_NO_SUBJECT or phrase.determiner not in SINGULAR_ARTICLES:
            return []
        comma = self._comma_after(phrase.end)
        name = here.names_at.get(comma + 1) if comma is not None else None
        if name is None or phrase.plural or not self._is_closed(name) or not here.suits(phrase, name):
            return []
        return [link_of(phrase, name, "name_after_gap")]

    def _comma_after(self, i: int) -> int | None:
        """Return the next comma from `i` on, or None if a name, title, verb or other mark comes first."""
        here = self.here
        for at in range(i, min(i + _GAP, len(here.doc))):
            token = here.doc[at]
            if here.word(at) == ",":
                return at
            if at in here.names_at or at in here.phrase_at or token.is_punct or token.is_sent_start:
                return None
            if token.pos_ in ("VERB", "AUX") or token.lower_ in speech_forms():
                return None
        return None

    def _is_closed(self, name: Name) -> bool:
        """Whether the name ends an apposition: a comma, a full stop or its verb of speech follows."""
        return self.here.word(name.end) in _CLOSING or self.here.word(name.end) in speech_forms()

    def _beyond_aside(self, i: int) -> int:
        """Return where parentheses or a superior's name at `i` end: "de Petróleos del Sur | (Petrosur)", "de Trump"."""
        here = self.here
        if here.word(i) == "(":
            return self._beyond_brackets(i)
        if here.word(i) == "de" and (superior := here.names_at.get(i + 1)) and here.word(superior.end) == ",":
            return superior.end
        return i

    def _beyond_brackets(self, i: int) -> int:
        """Return where the brackets at `i` end if they contain an acronym or a name follows them, else `i`."""
        here = self.here
        closed = next((j for j in range(i + 2, i + _ASIDE) if here.word(j) == ")"), None)
        if closed is None or any(j in here.names_at for j in range(i, closed)):
            return i
        acronym = closed == i + 2 and has_capital(here.doc[i + 1].text)
        # "a la secretaria (de Estado, Ana) Paz"
        return closed + 1 if acronym or closed + 1 in here.names_at else i

    def _is_of_kin(self, phrase: TitlePhrase) -> bool:
        """Whether the name after the phrase is that of a relative: "la hija del | diplomático, Rana Amrani"."""
        if phrase.determiner not in ("del", "la", "el"):
            return False
        before = self.here.doc[max(0, phrase.start - 3) : max(0, phrase.start - 1)]
        return any(token.text in title_words("kin") for token in before)  # "Nieto" is a surname

    def _along(self, phrase: TitlePhrase) -> list[Link]:
        """Return the link to the person of the next title: "viceprimer ministro | y ministro Murat Nurtleu"."""
        here, i = self.here, phrase.end
        if here.word(i) not in ("y", "e", ","):
            return []
        i += 2 if here.word(i + 1) in ("y", "e") else 1
        i += here.word(i) in _TIMES
        following = here.phrase_at.get(i) or self._rank(i)
        known = self._linked.get(following.start) if following is not None and not following.plural else None
        if known is None or phrase.plural or not known.rule.startswith("name_after"):
            return []
        if phrase.noun.use != "alone" and not phrase.complement:
            return []
        return [Link(phrase, known.person_id, phrase.start, phrase.end, "coordinated", phrase.country or known.country)]

    def _rank(self, i: int) -> TitlePhrase | None:
        """Return a rank with its article at `i`, or None: "el director de la NSA, | el general Keith Alexander"."""
        phrase = self.here.phrase_at.get(i + 1) if self.here.word(i) in ("el", "la") else None
        if phrase is None or phrase.complement:
            return None
        return phrase if phrase.noun.role == "military" or "dignity" in phrase.noun.traits else None

    # ---- the name comes before -----------------------------------------------------------------------------------
    def _by_name_before(self, phrase: TitlePhrase) -> list[Link]:
        """Return the links to a name before the phrase, which is its predicate, coordinated or in apposition."""
        if phrase.noun.use != "alone" and not phrase.complement:
            return []
        i, article = self._before_article(phrase.start)
        predicate = self.predicates.links(phrase, i)
        if predicate is not None:
            return predicate
        joined = self.here.word(i) in ("y", "e", ",") and not article
        if joined and (chained := self._chain(phrase, i) or self._after_profession(phrase, i)):
            return chained
        return self._as_apposition(phrase, i)

    def _as_apposition(self, phrase: TitlePhrase, i: int) -> list[Link]:
        """Return the link to a name that the mark at `i` sets off from the phrase: "Ana Paz | , ministra de …,"."""
        name = self._name_until(i) if self.here.word(i) in _SETTING_OFF else None
        if name is None or phrase.plural or not self._ends_well(phrase) or not self.here.suits(phrase, name):
            return []
        return [link_of(phrase, name, "name_before")]

    def _before_article(self, start: int) -> tuple[int, bool]:
        """Return the token before the small words in front of a title, and whether "el" or "la" is among these."""
        i, article = start - 1, False
        while self.here.word(i) in _BETWEEN:
            article = article or self.here.word(i) in ("el", "la")
            i -= 1
        return i, article

    def _ends_well(self, phrase: TitlePhrase) -> bool:
        """Whether an apposition is closed: ", ministro de Defensa, …"; a name right after would be its own."""
        here = self.here
        if phrase.end >= len(here.doc) or here.word(phrase.end) in _CLOSING or "\n" in here.word(phrase.end):
            return True
        return phrase.determiner is None and not has_capital(here.doc[phrase.end].text)

    def _name_until(self, i: int) -> Name | None:
        """Return the name that ends before token `i`, or None; a caption's "(i)" or an age may stand between them."""
        if self.here.word(i - 1) == ")" and self.here.word(i - 3) == "(":
            i -= 3
        return self.here.names_until.get(i)

    def _chain(self, phrase: TitlePhrase, i: int) -> list[Link]:
        """Return the link to the person of the title before: "Wang Yi, miembro del Buró Político | y ministro de …"."""
        for known in self._linked.values():
            if known.rule in ("name_before", "coordinated_after") and known.end == i and not phrase.plural:
                country = phrase.country or known.country
                return [Link(phrase, known.person_id, phrase.start, phrase.end, "coordinated_after", country)]
        return []

    def _after_profession(self, phrase: TitlePhrase, i: int) -> list[Link]:
        """Return the link across a profession that is not an office: "Ana Paz, empresaria | y presidenta de …"."""
        calling = self.here.word(i - 2) == "," and (self.here.word(i - 1),) in noun_forms()
        name = self.here.names_until.get(i - 2) if calling else None
        return [link_of(phrase, name, "name_before")] if name is not None and not phrase.plural else []

    def _by_names_before(self, phrase: TitlePhrase) -> list[Link]:
        """Return the links of a plural to all names before it: "Xi y Putin, | presidentes de China y Rusia"."""
        i = phrase.start - 1
        if not phrase.plural or self.here.word(i) != ",":
            return []
        names: list[Name] = []
        while self.here.word(i) in (",", "y", "e") and (name := self.here.names_until.get(i)) is not None:
            names.append(name)
            i = name.start - 1
        if len(names) < 2:
            return []
        return [Link(phrase, n.person_id, phrase.start, phrase.end, "list_before") for n in names]


def _is_office(phrase: TitlePhrase) -> bool:
    """Whether the phrase says more than what somebody does for a living: "abogado de la ONU", not "el abogado"."""
    if "bound" in phrase.noun.traits and not (phrase.bodies or phrase.portfolios):
        return False  # "el responsable de la tragedia"
    held = phrase.qualifier == "former"  # "el exanalista Edward Snowden"
    said = bool(phrase.bodies or phrase.portfolios or phrase.lower_complement)
    return phrase.noun.use != "calling" or held or said
