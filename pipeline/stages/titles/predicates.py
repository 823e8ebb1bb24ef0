"""Whose title a phrase is when a verb says so: "Ana Paz es ministra", "fue nombrada como", "funge de", "Fue cónsul"."""

from __future__ import annotations

from spacy.tokens import Doc, Span

from pipeline.naming.title_lists import Link, Lists, Name
from pipeline.naming.title_phrase import TitlePhrase
from pipeline.text.attributes import Row

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
#: How a subject of the sentence's own begins: "El también escritor ocupó …".
_SUBJECT_OPENERS = frozenset("el la los las un una este esta ese esa su sus".split())  # noqa: SIM905
#: Sentences in which a subject that is not repeated may have been named.
_SENTENCES_BACK = 2
#: Longest relative clause between a name and its verb, in tokens.
_CLAUSE = 20
#: Words in front of a name that is no subject.
PREPOSITIONS = frozenset("de del en para ante con por sobre a contra y e".split())  # noqa: SIM905


class Predicates(Lists):
    """Titles that are predicates; `people` are the rows of the persons, with what is known of them."""

    def __init__(self, doc: Doc, names: list[Name], phrases: list[TitlePhrase], people: list[Row]) -> None:
        super().__init__(doc, names, phrases)
        self.phrases = phrases
        self.countries: dict[str, str | None] = {row["person_id"]: row["country"] for row in people}
        self.men = {row["person_id"] for row in people if row["gender"] == "male"}
        self.until = {n.end: n for n in names}

    def _by_verb(self, phrase: TitlePhrase, i: int) -> list[Link] | None:
        """Links by the verb, "como" or "de" that ends at token `i`; None where nothing of the kind stands there."""
        if self._word(i) in _COPULAS and (found := self._copula(phrase, i)):
            return found
        appointed = self._word(i) == "como" and any(self._word(i - n).startswith(_HOLDING) for n in range(1, 5))
        acting = self._word(i) == "de" and (self._word(i - 1) in _POSTS or self._word(i - 1).startswith(_ACTING))
        if appointed or acting:
            return self._held_by_subject(phrase, i)
        return self._held_by_nobody_named(phrase, i) if self._word(i) in _COPULAS else None

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
        if not inside and self._word(sentence.start) not in _SUBJECT_OPENERS:
            # "Ocupó el cargo de embajadora": a sentence before names her
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
        return self._word(name.start - 1) in PREPOSITIONS

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

    def _link(self, phrase: TitlePhrase, name: Name, rule: str) -> Link:
        return Link(phrase, name.person_id, phrase.start, phrase.end, rule, phrase.country)

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
