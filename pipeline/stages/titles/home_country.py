"""The state a person acts for when no title says so: what the sentence or the article is about.

"Por Hong Kong, el secretario de Comercio, Gregory Ho": the article's own country if the sentence has it before, else
the country named last before; else that of the dateline or the one the article names most. "Su portavoz, Ana Ruiz"
speaks for the person named last, "el fiscal general de ese país" is of the country named last. This holds for offices
of a state only: an analyst or an executive acts for none.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from spacy.tokens import Doc, Span

from pipeline.knowledge import gazetteer
from pipeline.naming.title_phrase import TitlePhrase, country, demonym
from pipeline.naming.title_roles import HEADS
from pipeline.naming.title_words import title_openings, title_words
from pipeline.stages.titles.model import Link, Name
from pipeline.text.attributes import Row, mentions_of, sentence_of, text_of, words_of_doc

#: Roles that are a state's by themselves.
_STATE_ROLES = frozenset(
    "head_of_state head_of_government deputy_head_of_government foreign_minister minister deputy_minister legislator "  # noqa: SIM905
    "governor mayor judge military monarch party_leader party_official".split()
)
#: Roles whose holders a paper names without their state if they are its own country's, and with it if they are not.
_LOCAL = frozenset(("governor", "mayor", "legislator", "judge"))
_THAT_STATE = re.compile(
    r"\b(?:ese|dicho|aquel) (?:país|estado)\b|\b(?:esa|dicha|aquella) (?:nación|república)\b", re.I
)
#: A communiqué's last line: "Asunción, 3 de mayo de 2019".
_SIGNED = re.compile(r"\n\s*([A-ZÁÉÍÓÚÑ][^\n,]{2,40}), (?:a )?\d{1,2} de [a-z]+ (?:de |del )?\d{4}\.?\s*$")
#: A dateline stands among the first words; a country leads an article when it is named this much more than the next.
_DATELINE_REACH = 4
_LEAD = 1.5
_ENOUGH = 3
#: Share of all places from which on an article is of one state.
_ALONE = 0.8
#: Roles whose holders an article names from abroad too.
_ABROAD = frozenset(("ambassador", "envoy", "igo_official", "secretary_general", "academic"))


class _Tagged(NamedTuple):
    """A place as the tagger has it: tokens (end exclusive) and text."""

    start: int
    end: int
    text: str


class HomeCountry:
    """Guesses countries in one doc from the countries and demonyms it names.

    `phrases` are its title phrases: "embajador de México en Estados Unidos" speaks for Mexico alone.
    """

    def __init__(self, doc: Doc, people: list[Row], phrases: list[TitlePhrase]) -> None:
        self.doc = doc
        places = [_Tagged(e.start, e.end, e.text) for e in doc.ents if e.label_ == "LOC"]
        self.named = _without_hosts(_countries_in(doc, places), phrases)
        self.holders = _holders(doc, people)
        signed = _signed_country(doc)
        self.dateline = _dateline_country(doc, places) or signed
        self.votes = Counter(code for _, code in self.named)
        self.votes.update(_of_towns(places))
        self.votes.update(_mentions_by_country(people))
        self.main = signed or _main_country(self.votes, self.dateline)
        self.sole = self.main if self.votes[self.main or ""] >= _ALONE * self.votes.total() else None

    def of_title(self, link: Link, role: str) -> str | None:
        """Return the ISO code of the state for a title that names no country; None if nothing in the text suggests one.

        `role` is the role of the title.
        """
        if _THAT_STATE.search(self.doc[link.start : link.end].text):
            return self._last_before(link.start)
        if not self._is_office_of_state(link, role):
            return self.sole if role not in _ABROAD else None
        if role in _LOCAL and "president" not in link.phrase.noun.traits:
            return self.dateline
        return self.main if role in HEADS else self._by_sentence(link, role)

    def _by_sentence(self, link: Link, role: str) -> str | None:
        """Return the ISO code that the countries of the sentence suggest, the article's own where there are none."""
        sentence = sentence_of(self.doc, link.start)
        there = self._named_in(sentence)
        if not there:
            return self.main
        if peers := _peers(self.doc[link.end : sentence.end]):
            return self._main_besides(peers)
        if any(i < link.start for i, _ in there):
            return self._said_before(link.start, there)
        # "el general Ana Paz dijo a la televisión alemana en la localidad francesa …": of either, or of neither
        return self.main if len({code for _, code in there}) == 1 or role != "military" else None

    def _is_office_of_state(self, link: Link, role: str) -> bool:
        """Whether the office is a state's: by its role, by a portfolio, as first lady, or by a word like "gobierno"."""
        if role in _STATE_ROLES or link.phrase.portfolios or "consort" in link.phrase.noun.traits:
            return True
        return not title_words("state_words").isdisjoint(t.lower_ for t in self.doc[link.start : link.end])

    def _named_in(self, sentence: Span) -> list[tuple[int, str]]:
        """Return (token, ISO code) of the countries of a sentence, and of its persons if it says who came with whom."""
        named = self.named
        if any(t.lower_.startswith(title_openings("company")) for t in sentence):
            named = sorted(named + self.holders)
        return [(i, code) for i, code in named if sentence.start <= i < sentence.end]

    def _main_besides(self, peers: set[str]) -> str | None:
        """Return the article's own country or, if it is among the peers', the one named most that is not."""
        if self.main not in peers:
            return self.main
        return next((code for code, _ in self.votes.most_common() if code not in peers), None)

    def _said_before(self, start: int, there: list[tuple[int, str]]) -> str:
        """Return the country named before token `start`: the article's own if it is among them, else the last."""
        before = [(i, code) for i, code in there if i < start]
        i, nearest = before[-1]
        # "Por Hong Kong, el secretario de Comercio" is not the article's own
        own = next((code for _, code in before if code == self.main), None)
        if own is None or nearest == self.dateline or self.doc[i - 1].lower_ == "por":
            return nearest
        return own

    def _last_before(self, i: int) -> str | None:
        """Return the country named last before token `i`, or None."""
        return next((code for place, code in reversed(self.named) if place < i), None)

    def of_possessor(self, link: Link, names: list[Name]) -> str | None:
        """Return the id of the person whose spokesperson or minister somebody is: "Obama … su portavoz, Ana Ruiz"."""
        if link.phrase.determiner != "su" or link.rule not in ("name_after", "name_after_comma"):
            return None
        before = [n for n in names if n.end <= link.start and n.person_id != link.person_id]
        return max(before, key=lambda n: n.start).person_id if before else None

    def of_kin(self, name: Name, names: list[Name]) -> str | None:
        """Return the id of the person named last, of whom the name is a relative ("su esposa, Ana Ruiz"), or None."""
        i = name.start - 1
        i -= self.doc[i].text == ","
        if self.doc[i].lower_ not in title_words("kin") or self.doc[i - 1].lower_ != "su":
            return None
        before = [n for n in names if n.end <= i and n.person_id != name.person_id]
        return before[-1].person_id if before else None


def _peers(span: Span) -> set[str]:
    """Return the states of the counterparts mentioned: whoever meets "su homólogo marroquí" is not Moroccan."""
    return {
        code
        for token in span[:-1]
        if token.lower_ in title_words("peers") and (code := demonym(token.nbor(1).lower_)) and token.nbor(1).is_lower
    }


def _holders(doc: Doc, people: list[Row]) -> list[tuple[int, str]]:
    """Return the tokens where persons of known country are named, each with its ISO code."""
    countries = {p["person_id"]: p["country"] for p in people if p["country"]}
    found = []
    for mention in mentions_of(doc, "person"):
        span = doc.char_span(mention["start"], mention["end"], alignment_mode="expand")
        if span is not None and mention["entity_id"] in countries:
            found.append((span.start, countries[mention["entity_id"]]))
    return found


def _countries_in(doc: Doc, places: list[_Tagged]) -> list[tuple[int, str]]:
    """Return the tokens and ISO codes of the countries and demonyms in the text, the countries first."""
    found = [(place.start, code) for place in places if (code := country(place.text))]
    return found + [(i, code) for i, word in enumerate(words_of_doc(doc)) if word.islower() and (code := demonym(word))]


def _without_hosts(named: list[tuple[int, str]], phrases: list[TitlePhrase]) -> list[tuple[int, str]]:
    """Return the countries in order, without those inside a title of another country: where an ambassador is posted."""
    posts = [p for p in phrases if p.country]
    return sorted((i, code) for i, code in named if not any(p.start < i < p.end and code != p.country for p in posts))


def _mentions_by_country(people: list[Row]) -> Counter[str]:
    """Return how often persons of each country are named: a ministry seldom names its own country, but its minister."""
    votes: Counter[str] = Counter()
    for person in people:
        if person["country"] and person["role"] != "igo_official":
            votes[person["country"]] += person["n_mentions"]
    return votes


def _of_towns(places: list[_Tagged]) -> Iterator[str]:
    """Yield the states of the well-known towns and regions in the text: a local paper seldom names its own state."""
    for tagged in places:
        if not country(tagged.text):
            place = gazetteer.region_surfaces().get(tagged.text) or gazetteer.city_surfaces().get(tagged.text)
            if place is not None and place.country and not place.ambiguous:
                yield place.country


def _main_country(votes: Counter[str], dateline: str | None) -> str | None:
    """Return the country that is named by far the most, else that of the dateline."""
    ranked = votes.most_common(2)
    if ranked and ranked[0][1] >= _ENOUGH and (len(ranked) == 1 or ranked[0][1] >= _LEAD * ranked[1][1]):
        return ranked[0][0]
    return dateline


def _signed_country(doc: Doc) -> str | None:
    """Return the country of the capital where a communiqué was issued, if its last line says so."""
    signed = _SIGNED.search(text_of(doc))
    return country(signed.group(1)) or gazetteer.capital_code(signed.group(1)) if signed is not None else None


def _dateline_country(doc: Doc, places: list[_Tagged]) -> str | None:
    """Return the country of the first place if a dateline's mark follows it among the first words, else None."""
    for place in places:
        if place.start > _DATELINE_REACH:
            break
        if place.end < len(doc) and doc[place.end].text in (".", ",", "(", "--", "—", "-"):
            return country(place.text) or gazetteer.capital_code(place.text)
    return None
