"""Later mentions by title alone: "el mandatario mexicano", "la canciller", linked to the persons they mean.

A person fits when the office, the country, the gender and the portfolio agree; of several the one mentioned last before
the phrase is meant. Precision comes first: if nobody fits, there is no link.
"""

from __future__ import annotations

from collections.abc import Mapping

from spacy.tokens import Doc, Span, Token

from pipeline.knowledge.lexicon import per_lexicon, read_lexicon
from pipeline.naming.capitals import has_capital
from pipeline.naming.known_people import fold_person
from pipeline.naming.title_phrase import TitlePhrase
from pipeline.naming.title_roles import HEADS, may_mean, role_of
from pipeline.naming.title_words import NounForm, title_words
from pipeline.stages.titles.model import Link, Name
from pipeline.text.attributes import Row
from pipeline.text.function_words import SINGULAR_ARTICLES

_DEFINITE = SINGULAR_ARTICLES | {"este", "esta", "dicho", "dicha"}

#: Roles that many people have: "el profesor" may be anybody.
_MEMBERS = frozenset(("academic",))
#: Roles of those who lead bodies, so that "el jefe de la ONU" means one of them.
_LEADING = frozenset("secretary_general minister foreign_minister executive party_leader judge".split())  # noqa: SIM905
#: Roles that a state has one of, whatever words name the office: "el ministro de Exteriores".
_SOLE = frozenset(("foreign_minister", "head_of_state", "head_of_government"))


class _Person:
    """What the article has said of one person.

    `nouns` are the office nouns by id, `words` those of the titles, `places` the tokens where the person is mentioned,
    `names` those of them where a name stands.
    """

    def __init__(self, row: Row) -> None:
        self.id = row["person_id"]
        self.country: str | None = row["country"]
        self.gender: str | None = row["gender"]
        self.roles = {row["role"]} - {None}
        self.nouns: dict[str, NounForm] = {}
        self.words: set[str] = set()
        self.places: list[int] = []
        self.names: list[int] = []

    def is_named_in(self, start: int, end: int) -> bool:
        """Whether the name stands from token `start` to `end` (exclusive)."""
        return any(start <= place < end for place in self.names)

    def is_mentioned_in(self, start: int, end: int) -> bool:
        """Whether a name or a title of the person stands from token `start` to `end` (exclusive)."""
        return any(start <= place < end for place in self.places)

    def is_mentioned_before(self, i: int) -> bool:
        """Whether the first mention stands before token `i`."""
        return bool(self.places) and self.places[0] < i

    def last_before(self, i: int) -> int:
        """Token of the last mention before token `i`; there must be one."""
        return max(place for place in self.places if place < i)


def later_mentions(
    doc: Doc, phrases: list[TitlePhrase], links: list[Link], names: list[Name], people: list[Row]
) -> list[Link]:
    """Return the links of phrases that no name stands beside, by position."""
    persons = _persons_named(doc, links, names, people)
    linked = {link.phrase.start for link in links}
    found: list[Link] = []
    for phrase in phrases:
        if phrase.start in linked or not _may_be_mention(doc, phrase) or _goes_on(doc, phrase):
            continue
        person = _whom(doc, phrase, _who_may_be_meant(doc, phrase, persons))
        if person is not None:
            person.places.append(phrase.start)
            person.places.sort()
            found.append(Link(phrase, person.id, phrase.start, phrase.end, "mention", phrase.country))
    return found


def _persons_named(doc: Doc, links: list[Link], names: list[Name], people: list[Row]) -> list[_Person]:
    """Return the persons with what names and linked titles say of them."""
    persons = {row["person_id"]: _Person(row) for row in people}
    for name in names:
        persons[name.person_id].places.append(name.start)
        persons[name.person_id].names.append(name.start)
    for link in links:
        person = persons[link.person_id]
        person.country = person.country or link.country
        person.roles.add(role_of(link.phrase, doc, country=person.country))
        person.nouns[link.phrase.noun.id] = link.phrase.noun
        person.gender = person.gender or link.phrase.gender
        person.words |= _content(doc, link.phrase) | {t.lower_ for t in doc[link.phrase.head_end : link.phrase.end]}
    return list(persons.values())


def _content(doc: Doc, phrase: TitlePhrase) -> set[str]:
    """Return the folded words of portfolios, bodies and lower-case complements that distinguish offices."""
    parts = [*phrase.portfolios, *phrase.bodies]
    if phrase.lower_complement is not None:
        parts.append(phrase.lower_complement)
    words = {fold_person(t.text) for a, b in parts for t in doc[a:b] if len(t.text) > 3 or t.is_upper}
    for a, b in [*phrase.bodies, *([phrase.body] if phrase.body else [])]:
        words |= _full_forms().get(doc[a:b].text, frozenset())
        words |= _initials(doc, a, b)
    if words & _folded_words("diplomacy"):
        words |= _folded_words("diplomacy")
    return words - _folded_words("state_nouns") - (_folded_words("shared") if phrase.bodies else frozenset())


@per_lexicon
def _folded_words(name: str) -> frozenset[str]:
    """Return the words of a list of `title_words.csv`, folded."""
    return frozenset(map(fold_person, title_words(name)))


def _initials(doc: Doc, start: int, end: int) -> set[str]:
    """Return the acronym that a body's name would have: "CCE" for "Consejo Coordinador Empresarial"."""
    letters = [t.text[0] for t in doc[start:end] if t.text[:1].isupper()]
    return {fold_person("".join(letters))} if len(letters) > 1 else set()


@per_lexicon
def _full_forms() -> Mapping[str, frozenset[str]]:
    """Return the words of organizations' names by their acronyms: "naciones" and "unidas" by "ONU"."""
    rows = [row for row in read_lexicon("organizations") if row["acronym"]]
    return {row["acronym"]: frozenset(w for w in fold_person(row["name"]).split() if len(w) > 3) for row in rows}


def _may_be_mention(doc: Doc, phrase: TitlePhrase) -> bool:
    """Whether a title without a name may mean somebody: it has a definite article or opens a line."""
    if phrase.plural or phrase.unlisted:
        return False
    if phrase.determiner not in _DEFINITE:  # a headline leaves the article out: "Canciller ruso viaja a Lima"
        return phrase.determiner is None and phrase.country is not None and _opens_line(doc, phrase.start)
    return True


def _is_said_again(phrase: TitlePhrase) -> bool:
    """Whether the noun means somebody only if the text has called one person so: "el dictador", "el contratista"."""
    return not (phrase.noun.anaphor == "alone" or (phrase.noun.anaphor == "adj" and phrase.complement))


def _opens_line(doc: Doc, i: int) -> bool:
    return doc[i].text[0].isupper() and (i == 0 or "\n" in doc[i - 1].text)


def _goes_on(doc: Doc, phrase: TitlePhrase) -> bool:
    """Whether a capitalised word follows at once: "el gobernante Partido del Pueblo" has no ruler."""
    return phrase.end < len(doc) and has_capital(doc[phrase.end].text)


def _who_may_be_meant(doc: Doc, phrase: TitlePhrase, persons: list[_Person]) -> list[_Person]:
    """Return the persons without those whom the same clause mentions otherwise, since a title beside them is another's.

    "El mandatario espera a Peña Nieto", "el funcionario elogió al ministro". Somebody named for the first time after
    the phrase may still be meant: a title can come before its holder's name.
    """
    if not doc.has_annotation("SENT_START"):
        return persons
    sentence = doc[phrase.start].sent
    start, end = _clause_around(doc, phrase, sentence)
    others = [p for p in persons if not p.is_mentioned_in(start, phrase.start)]
    if phrase.start - sentence.start > 1:
        return others
    return [p for p in others if not (p.is_mentioned_before(phrase.start) and p.is_named_in(phrase.end, end))]


def _clause_around(doc: Doc, phrase: TitlePhrase, sentence: Span) -> tuple[int, int]:
    """Return the tokens (end exclusive) around a title as far as its clause goes within the sentence."""
    start = next((t.i for t in reversed(doc[sentence.start : phrase.start]) if _parts_clauses(t)), sentence.start)
    end = next((t.i for t in doc[phrase.end : sentence.end] if t.text in ":;" or t.is_quote), sentence.end)
    return start, end


def _parts_clauses(token: Token) -> bool:
    """Whether a new clause may begin after the token."""
    return token.is_punct or token.is_quote or token.lower_ in ("que", "y", "e", "quien", "cuando", "mientras", "como")


def _whom(doc: Doc, phrase: TitlePhrase, persons: list[_Person]) -> _Person | None:
    """Return the person whom the title means, the likeliest of those who fit and were named before, or None."""
    if _is_said_again(phrase):
        persons = _only_one_called_so(phrase, persons)
    fitting = [p for p in persons if _fits(doc, phrase, p)]
    before = [p for p in fitting if p.is_mentioned_before(phrase.start)]
    if before:
        return max(before, key=lambda p: _rank(p, before, phrase))
    return fitting[0] if len(fitting) == 1 and (phrase.country or phrase.bodies) else None


def _only_one_called_so(phrase: TitlePhrase, persons: list[_Person]) -> list[_Person]:
    """Return the one person who has been called by this noun; nobody if there are several, or if it fits many."""
    called = [p for p in persons if phrase.noun.id in p.nouns]
    return called if len(called) == 1 and phrase.noun.role not in _MEMBERS else []


def _rank(person: _Person, others: list[_Person], phrase: TitlePhrase) -> tuple[bool, bool, bool, bool, int]:
    """Return a sort key for a person who fits: heads of state for heads, known country, prominence, title, nearness.

    "El mandatario" is a governor only where nobody else may be meant.
    """
    head = phrase.noun.role not in HEADS or bool(person.roles & HEADS)
    known = person.country is not None or phrase.country is None
    i = phrase.start
    return head, known, _prominence(person, others, i), bool(person.nouns), person.last_before(i)


def _prominence(person: _Person, others: list[_Person], i: int) -> bool:
    """Whether the text is about this person: mentioned at least twice as often before `i` as any other who fits."""
    counts = {p.id: sum(place < i for place in p.places) for p in others}
    own = counts.pop(person.id)
    return own >= 2 * max(counts.values(), default=0)


def _fits(doc: Doc, phrase: TitlePhrase, person: _Person) -> bool:
    """Whether the person may be called so: side, state, gender, portfolio or body, and office agree."""
    if not (_side_agrees(doc, phrase, person) and _state_agrees(phrase, person) and _gender_agrees(phrase, person)):
        return False
    role = role_of(phrase, doc, country=person.country)
    content = _content(doc, phrase)
    shared = content & person.words
    if content and not shared and not (role in _SOLE and role in person.roles):
        return False
    if shared and _leads_body(phrase, person):
        return True
    return _office_agrees(phrase, role, person, alone=not content)


def _side_agrees(doc: Doc, phrase: TitlePhrase, person: _Person) -> bool:
    """Whether the person is of the side that the title names: "el líder republicano" is no Democrat.

    Nor is it anybody not called so; nobody of the opposition is in power, and "el mandatario estatal" is a governor.
    """
    said = {t.lower_ for t in doc[phrase.head_end : phrase.end]}
    if person.roles & HEADS and (phrase.regional or said & title_words("opposition")):
        return False
    return said & (title_words("parties") | title_words("movements")) <= person.words


def _state_agrees(phrase: TitlePhrase, person: _Person) -> bool:
    """Whether the person is or may be of the state that the title names, if it names one.

    A person of whom neither a state nor an office is known may be anybody, and is not meant.
    """
    if not phrase.country:
        return True
    return person.country == phrase.country or (person.country is None and bool(person.nouns))


def _gender_agrees(phrase: TitlePhrase, person: _Person) -> bool:
    """Whether the genders of the title and the person are the same, or one of them is not known."""
    return not (phrase.gender and person.gender) or phrase.gender == person.gender


def _leads_body(phrase: TitlePhrase, person: _Person) -> bool:
    """Whether the title is that of a body's chief and the person leads one: "el jefe de la ONU" is its secretary."""
    return bool(phrase.bodies) and "chief" in phrase.noun.traits and not person.roles.isdisjoint(_LEADING)


def _office_agrees(phrase: TitlePhrase, role: str, person: _Person, *, alone: bool) -> bool:
    """Whether the office is one of the person's.

    `role` is that of the phrase if it is the person's; `alone`: no portfolio and no body is said.
    """
    noun = phrase.noun
    if role != noun.role and noun.id in person.nouns and role not in person.roles:
        return False  # "el presidente del Gobierno" is not the president of a council
    if "president" in noun.traits and person.country == "ES" and "head_of_government" in person.roles:
        return alone  # "el presidente Sánchez" is head of government
    return may_mean(noun, role, person.roles, person.nouns)
