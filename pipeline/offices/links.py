"""Whose title a phrase is: the person right after it, right before it, along a coordination or in a list.

Works on token ranges of persons' names and of title phrases; what cannot be linked here may still be a later mention
of somebody ("la canciller"), which `mentions` decides.
"""

from __future__ import annotations

from spacy.tokens import Doc, Span

from pipeline.attributes import Row
from pipeline.offices.lists import Link, Lists, Name
from pipeline.offices.phrase import TitlePhrase, demonym
from pipeline.offices.words import is_adjective, modifiers, noun_forms, speech_forms
from pipeline.persons.capitals import is_capital
from pipeline.persons.known import KIN, fold, given_names

_BETWEEN = frozenset("el la los las un una actual nuevo nueva entonces quien que su también".split())  # noqa: SIM905
#: Between coordinated offices: "entonces secretario y actual embajador".
_TIMES = frozenset("actual ahora luego también".split())  # noqa: SIM905
_COPULAS = frozenset(
    "es fue era fuera fuese sea sería será sigue siendo sido asumió asumirá como nombrado nombrada "  # noqa: SIM905
    "designado designada elegido elegida electo electa reelegido reelegida proclamado proclamada".split()
)
#: How words begin that make "como" lead to an office somebody holds: "nominada como embajadora", "sus puestos como".
_HOLDING = tuple(
    "credencial nombr nomin design elegi eligi invest jur fung desempeñ trabaj asumi ejerc ratific confirm "  # noqa: SIM905
    "proclam cargo puesto funcion labor gestión mandato periodo período".split()
)
#: Nouns behind which "de" leads to an office: "el cargo de ministro".
_POSTS = frozenset("cargo cargos puesto puestos calidad condición función funciones".split())  # noqa: SIM905
#: Verbs that "de" joins to an office: "funge de director".
_ACTING = ("funge", "fungi", "ejerce", "ejerci", "oficia")
#: Copulas that say, by themselves, that somebody holds the office no more; "era" is a narrator's tense.
_PAST_COPULAS = frozenset(("fue", "fuera", "fuese"))
#: How an expression of time in front of a verb begins.
_TIME_OPENERS = frozenset("hasta desde en entre durante antes después también además actualmente tras".split())  # noqa: SIM905
#: Sentences in which a subject that is not repeated may have been named.
_SENTENCES_BACK = 2
#: Longest relative clause between a name and its verb, in tokens.
_CLAUSE = 20
_CLOSING = frozenset(', . ) ; : y e -- - – — " » ”'.split())  # noqa: SIM905
_PREPOSITIONS = frozenset("de del en para ante con por sobre a contra y e".split())  # noqa: SIM905
#: Farthest comma after a phrase beyond which no name is looked for.
_GAP = 12
#: Longest insertion in parentheses between a title and its name, in tokens.
_ASIDE = 8
#: Ranks and dignities that stand between an office and its holder's name.
_RANKS = frozenset(("cardenal", "arzobispo", "obispo", "embajador"))
_QUOTES = frozenset("\" “ « ' ( ''".split())  # noqa: SIM905


class Linker(Lists):
    """Links the title phrases of one doc; `people` are the rows of the persons, with what is known of them."""

    def __init__(self, doc: Doc, names: list[Name], phrases: list[TitlePhrase], people: list[Row]) -> None:
        super().__init__(doc, names, phrases)
        self.phrases = phrases
        self.countries: dict[str, str | None] = {row["person_id"]: row["country"] for row in people}
        self.men = {row["person_id"] for row in people if row["gender"] == "male"}
        self.until = {n.end: n for n in names}

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
        if comma and self._word(i + 1) == ")" and fold(self.doc[i].text) in given_names():
            i += 2  # "(el canciller, Ana) Paz": an editor's completion
        name = self.at.get(i) or (self._described(i) if comma else None)
        if name is None and phrase.plural:
            name = self._name_at(i)
        if name is None:
            return self._along(phrase, linked) or self._beyond_gap(phrase)
        if not self._fits(phrase, name, comma=comma) or (comma and self._of_kin(phrase)):
            return []
        if phrase.plural:
            return self._list(phrase, name)
        return [self._link(phrase, name, "name_after_comma" if comma else "name_after")]

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
        if self._word(phrase.end) not in _PREPOSITIONS or phrase.determiner not in ("el", "la", "al", "del"):
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

    def _fits(self, phrase: TitlePhrase, name: Name, *, comma: bool) -> bool:
        if not comma:
            return True
        plain = phrase.head_end - phrase.start == 1 and phrase.determiner not in ("su", "sus")
        if phrase.noun.use != "alone" and not phrase.complement and plain:
            return False
        if phrase.noun.gender == "female" and name.person_id in self.men:
            return False  # "según la secretaria, Juan Paz viajó"
        known = self.countries.get(name.person_id)
        return not (phrase.country and known and phrase.country != known)

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
        if self._word(i) in _COPULAS and (found := self._copula(phrase, i)):
            return found
        appointed = self._word(i) == "como" and any(self._word(i - n).startswith(_HOLDING) for n in range(1, 5))
        acting = self._word(i) == "de" and (self._word(i - 1) in _POSTS or self._word(i - 1).startswith(_ACTING))
        if appointed or acting:
            return self._held_by_subject(phrase, i)
        if self._word(i) in _COPULAS:
            return self._held_by_nobody_named(phrase, i)
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

    def _copula(self, phrase: TitlePhrase, i: int) -> list[Link]:
        """ "X, quien es ministro de …", "X fue elegido presidente"; "quien fuera ministro" is no more."""
        copula = i
        while self._word(i) in _COPULAS | {"ha", "había"}:
            i -= 1
        if self._word(i) in ("quien", "que"):
            i -= 1
        name = self.until.get(i + 1) or (self.until.get(i) if self._word(i) == "," else None) or self._before_clause(i)
        if name is None or phrase.plural or not self._fits(phrase, name, comma=True):
            return []
        if self._word(copula) in _PAST_COPULAS and not phrase.qualifier:
            phrase.qualifier = "former"
        return [self._link(phrase, name, "copula")]

    def _held_by_subject(self, phrase: TitlePhrase, i: int) -> list[Link]:
        """ "Ana Paz fue nominada como embajadora", "Ana Paz asumió el cargo de ministra": the sentence's subject."""
        if phrase.plural:
            return []
        near = next((n for j in range(i - 1, max(0, i - 5), -1) if (n := self.until.get(j))), None)
        if near is not None and self._fits(phrase, near, comma=True) and not self._is_object(near):
            return [self._link(phrase, near, "as")]  # "mientras que Ana Paz funge de directora"
        sentence = self.doc[i].sent if self.doc.has_annotation("SENT_START") else self.doc[:]
        inside = [n for n in self._named_in(sentence) if n.end <= i]
        own = [n for n in inside if self._fits(phrase, n, comma=True) and not self._is_object(n)]
        if not inside:  # "Ocupó el cargo de embajadora": a sentence before names her
            own = [n for n in self._named_before(sentence) if self._fits(phrase, n, comma=True)]
        persons = {n.person_id for n in own}
        return [self._link(phrase, own[0], "as")] if len(persons) == 1 else []

    def _held_by_nobody_named(self, phrase: TitlePhrase, i: int) -> list[Link]:
        """ "Hasta junio fue miembro de la Junta": a copula without subject, behind at most an expression of time."""
        while self._word(i) in _COPULAS | {"ha", "había"}:
            i -= 1
        sentence = self.doc[i].sent if self.doc.has_annotation("SENT_START") else self.doc[:]
        if phrase.plural or not phrase.complement:
            return []
        subjects = [n for n in self._named_in(sentence) if n.end <= i and not self._is_object(n)]
        if subjects:  # "Ana Paz viajó mucho y fue embajadora en Chile"
            joined = self._word(i) in ("y", "e", ",") and self._fits(phrase, subjects[-1], comma=True)
            return [self._link(phrase, subjects[-1], "zero_subject")] if joined else []
        before = self.doc[sentence.start : i + 1] if i >= sentence.start else ()
        if before and self._word(sentence.start) not in _TIME_OPENERS:
            return []
        if any(token.pos_ in ("VERB", "AUX") or token.i in self.at for token in before):
            return []
        own = [n for n in self._named_before(sentence) if self._fits(phrase, n, comma=True)]
        own = [n for n in own if not self._is_object(n)] or own
        return [self._link(phrase, own[-1], "zero_subject")] if own else []

    def _named_in(self, sentence: Span) -> list[Name]:
        return [n for n in self.at.values() if sentence.start <= n.start < sentence.end]

    def _named_before(self, sentence: Span) -> list[Name]:
        """The names in the sentence before, or in the one before that."""
        for _ in range(_SENTENCES_BACK):
            if sentence.start == 0:
                break
            sentence = self.doc[sentence.start - 1].sent
            if named := self._named_in(sentence):
                return named
        return []

    def _is_object(self, name: Name) -> bool:
        return self._word(name.start - 1) in _PREPOSITIONS

    def _before_clause(self, i: int) -> Name | None:
        """The name before a relative clause that ends at `i`: "Ana Paz, que llegó ayer, | es presidenta"."""
        if self._word(i - 1) != "," and self._word(i) != ",":
            return None
        for j in range(i - 2, max(0, i - _CLAUSE), -1):
            if self._word(j) in ("que", "quien") and self._word(j - 1) == ",":
                return self.until.get(j - 1)
            if self.doc[j].is_sent_start:
                return None
        return None

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

    def _link(self, phrase: TitlePhrase, name: Name, rule: str) -> Link:
        return Link(phrase, name.person_id, phrase.start, phrase.end, rule, phrase.country)


def _is_office(phrase: TitlePhrase) -> bool:
    """Whether the phrase says more than what somebody does for a living: "abogado de la ONU", not "el abogado"."""
    if phrase.noun.id == "responsable" and not (phrase.bodies or phrase.portfolios):
        return False  # "el responsable de la tragedia"
    held = phrase.qualifier == "former"  # "el exanalista Edward Snowden"
    said = bool(phrase.bodies or phrase.portfolios or phrase.lower_complement)
    return phrase.noun.use != "calling" or held or said
