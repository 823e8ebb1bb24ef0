"""The actors of a Doc as sides of an agreement: states, organizations, and those who stand for them.

A head of state or a minister stands for the state, a capital in the place of a subject for its state, the head of an
organization for it; a person without an office of state stands for nobody.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cached_property, lru_cache

from spacy.tokens import Doc

from pipeline.actors import Actor, find_actors, speaker_nouns
from pipeline.attributes import Row, mentions_of, rows_of
from pipeline.commitments.tree import Sentence, Text, Word
from pipeline.commitments.words import demonym_code, word_list
from pipeline.gazetteer import capital_code, country_name
from pipeline.lexicon import read_lexicon

Party = Row
#: Who does not stand for a state: a person without an office of state.
_PRIVATE_ROLES = (None, "other", "executive", "academic", "party_leader", "party_official", "legislator", "judge")
#: Heads of organizations speak for these and never for the state they come from.
_IGO_ROLES = ("secretary_general", "igo_official")
#: Who deals with other states by office.
_FOREIGN_ROLES = ("foreign_minister", "ambassador", "envoy", *_IGO_ROLES)
#: "ambos países".
_BOTH, _OF_THEM = ("ambos", "dos", "tres"), ("países", "gobiernos")
#: Words and signs of an article that is long enough to show what it is about.
_LONG_ENOUGH = 120
#: Sentences that say what an article is about.
_LEAD = 2
#: Mentions that make a side a main one of the article, and how many times more the first one may have.
_OFTEN, _SHARE = 4, 2
_UNION = ("Unión Europea", "UE", "Comisión Europea")
#: Words that tell nothing about a group.
_VAGUE = frozenset(("varios", "varias", "algunos", "algunas", "muchos", "muchas", "otros", "otras", "demás"))
#: What is counted in "los cancilleres de 36 países".
_STATES = frozenset(("país", "estado", "nación"))
#: Groups that need no further word.
_TELLING = frozenset(("potencias",))
#: Organizations that speak for their state when they act: "la Casa Blanca pidió".
_STATE_ORGANS = frozenset(("government",))


def key_of(party: Party) -> str:
    """What makes two parties the same: the state, the organization, else the name."""
    return str(party["country"] if party["kind"] == "country" else party["organization_id"] or party["name"])


def distinct(parties: Iterable[Party]) -> tuple[Party, ...]:
    """Parties without repetition, in order."""
    return tuple({key_of(p): p for p in reversed(list(parties))}.values())[::-1]


def merged(parties: Sequence[Party]) -> tuple[Party, ...]:
    """Parties of one kind and name as one, which knows what each of them does.

    "El secretario general del Sindicato de Maestros" stands for it by his office; the union itself is named beside him.
    """
    found: dict[tuple[str, str], Party] = {}
    for party in parties:
        known = found.setdefault((party["kind"], party["name"]), party)
        if known is not party:
            gaps = {name: value for name, value in party.items() if known.get(name) is None}
            found[party["kind"], party["name"]] = {**known, **gaps}
    return tuple(found.values())


def is_side(party: Party) -> bool:
    """A state, an organization of states or a group of them."""
    return party["kind"] in ("country", "group") or is_bloc(party)


def is_bloc(party: Party) -> bool:
    """An organization of states."""
    return bool(party.get("bloc"))


class Sides:
    """The actors of a Doc and the parties they stand for."""

    def __init__(self, doc: Doc, text: Text) -> None:
        self.doc = text
        self.titles = rows_of(doc, "titles")
        self.statements = rows_of(doc, "statements")
        self.places = {p["place_id"]: p for p in rows_of(doc, "places")}
        self.people = {p["person_id"]: p for p in rows_of(doc, "people")}
        self.organizations = {o["organization_id"]: o for o in rows_of(doc, "organizations")}
        self.office = self._offices()
        self.actors = find_actors(doc)
        #: Parties of actors and of whole sentences, by the first word of these, as they were asked for before.
        self._known: dict[tuple[int, bool], list[Party]] = {}
        self._speakers: dict[int, tuple[Party, ...]] = {}
        self._in_sentence: dict[tuple[int, bool], list[Party]] = {}
        self.starts = [a.start for a in self.actors]
        self.place_mentions = mentions_of(doc, "place")
        end = self._lead_end()
        lead = {key_of(p) for a in self.actors if a.start < end for p in self.parties_of(a, seat=True) if is_side(p)}
        #: The first sentences name more than one state.
        self.opens_abroad = len(lead) > 1
        self.international = self._is_international()
        #: The sides that the whole article is about, at least two of them; empty where there is no such pair.
        self.main = self._main_sides(lead)
        #: The article opens with an organization of states: what is asked for is asked of its members.
        self.multilateral = any(is_bloc(p) for a in self.actors if a.start < end for p in self.parties_of(a))

    @cached_property
    def on_foreign_affairs(self) -> bool:
        """Whether the article has a word, a body or an office of foreign affairs, or is too short to tell."""
        words = word_list("foreign_affairs")
        return (
            len(self.doc) < _LONG_ENOUGH
            or any(o["kind"] == "igo" for o in self.organizations.values())
            or any(p["role"] in _FOREIGN_ROLES for p in self.people.values())
            or any(t.lower_ in words for t in self.doc)
            or any(t.lower_ in _OF_THEM and t.i and t.nbor(-1).lower_ in _BOTH for t in self.doc)
        )

    def _offices(self) -> dict[str, str]:
        """Organization of each person who heads one: "Martin Schulz, presidente del Parlamento Europeo"."""
        names = {o["name"].casefold(): key for key, o in self.organizations.items() if o["kind"] == "igo"}
        out: dict[str, str] = {}
        for title in self.titles:
            body = (title.get("organization") or "").casefold()
            if title.get("person_id") and body in names and title.get("role") not in ("ambassador",):
                out.setdefault(title["person_id"], names[body])
        return out

    def parties_of(self, actor: Actor, *, seat: bool = False) -> list[Party]:
        """The parties an actor stands for; a city only with `seat`, when it stands where a state would."""
        seat = seat and actor.kind == "place"
        known = self._known.get((actor.start, seat))
        if known is None:
            known = self._known[actor.start, seat] = self._parties_of(actor, seat=seat)
        return known

    def _parties_of(self, actor: Actor, *, seat: bool) -> list[Party]:
        if actor.kind == "person" and actor.person_id is None:  # "su homólogo turco"
            return [state(code, resolved_from=actor.name) for code in self._described_states(actor)]
        if actor.kind == "person":
            return _listed(self._person_party(actor))
        if actor.kind == "organization":
            party = self._organization_party(actor)
            likewise = self._likewise(actor) if party is not None and party["kind"] == "country" else []
            others = [state(code, resolved_from=t.text) for t in likewise if (code := demonym_code(t.text))]
            return _listed(party) + others
        if actor.kind == "country" and actor.country:
            return [state(actor.country)]
        if actor.kind == "place" and seat:
            return self._seat(actor)
        if actor.kind == "group" and self.doc[actor.start].lower_ not in word_list("state_groups"):
            return []  # "organizaciones sociales bolivianas" are not Bolivia
        if actor.kind in ("institution", "group", "name"):
            return [state(code, resolved_from=actor.name) for code in self._described_states(actor)]
        return []

    def _person_party(self, actor: Actor) -> Party | None:
        person = self.people.get(actor.person_id or "")
        if person is None:
            return None
        return self._stands_for(person, self.doc.between(actor.start, actor.end))

    def _stands_for(self, person: Row, words: str) -> Party | None:
        """The organization a person heads or speaks for, else the state, unless the person has no office of state."""
        office = self.office.get(person["person_id"])
        if office is not None:
            return _organization(self.organizations[office], person["person_id"])
        if person["role"] in _IGO_ROLES:
            return self._head_of(person)
        if person["role"] == "executive":
            return self._company_of(person)
        if person["country"] and (person["role"] not in _PRIVATE_ROLES or self._prosecutes(person)):
            return state(person["country"], resolved_from=words, person=person)
        return None

    def _prosecutes(self, person: Row) -> bool:
        """An attorney general, who is no judge and acts for the government: "el fiscal general de Estados Unidos"."""
        own = (t for t in self.titles if t.get("person_id") == person["person_id"])
        words = (self.doc.text[t["start"] : t["end"]].lower() for t in own)
        return any(title.startswith(("fiscal general", "procurador")) for title in words)

    def _company_of(self, person: Row) -> Party | None:
        """The company of its head: "la directora general de NamPower"."""
        for title in self.titles:
            if title.get("person_id") == person["person_id"] and title.get("organization"):
                name = title["organization"].casefold()
                row = next((o for o in self.organizations.values() if o["name"].casefold() == name), None)
                return _organization(row, person["person_id"]) if row is not None else None
        return None

    def _head_of(self, person: Row) -> Party | None:
        """The organization that a secretary-general heads, by the words of the title."""
        for title in self.titles:
            if title.get("person_id") == person["person_id"] and title.get("organization"):
                row = {"name": title["organization"], "country": None, "organization_id": None, "kind": "igo"}
                return _organization(row, person["person_id"])
        return None

    def _organization_party(self, actor: Actor) -> Party | None:
        row = self.organizations.get(actor.entity_id or "")
        if row is None or row["kind"] == "media":
            return None
        if row["kind"] in _STATE_ORGANS and row["country"]:
            return state(row["country"], resolved_from=row["name"])
        return _organization(row)

    def _seat(self, actor: Actor) -> list[Party]:
        """State of a capital; Brussels is the European Union's where the article speaks of it."""
        code = capital_code(actor.name)
        union = next((o for o in self.organizations.values() if o["name"] in _UNION), None)
        if code == "BE" and union is not None:
            return [{**_organization(union), "resolved_from": actor.name}]
        return [state(code, resolved_from=actor.name)] if code else []

    def _described_states(self, actor: Actor) -> list[str]:
        """ "el gobierno brasileño", "las autoridades de Chile", "los gobiernos de Brasilia y de La Habana"."""
        words = self.doc[actor.start : actor.end]
        codes = [code for t in [*words, *self._likewise(actor)] if (code := demonym_code(t.text))]
        for place in self._places_in(words[0].idx, words[-1].idx + len(words[-1])):
            code = place["country"] if place["kind"] == "country" else capital_code(place["name"])
            codes += [code] if code else []
        return list(dict.fromkeys(codes))

    def _likewise(self, actor: Actor) -> list[Word]:
        """ "la delegación paraguaya | y la qatarí": the second state, whose noun is left out."""
        after = self.doc[actor.end : actor.end + 3]
        ellipsis = len(after) == 3 and after[0].lower_ in ("y", "e") and after[1].lower_ in ("el", "la", "los", "las")
        return [after[2]] if ellipsis else []

    def _places_in(self, start: int, end: int) -> list[Row]:
        inside = [m for m in self.place_mentions if start <= m["start"] and m["end"] <= end]
        return [self.places[m["entity_id"]] for m in inside if m["entity_id"] in self.places]

    def within(self, tokens: Sequence[Word], *, seat: bool = False) -> list[Party]:
        """Parties named by `tokens`, in order."""
        if isinstance(tokens, Sentence):  # asked about again and again
            known = self._in_sentence.get((tokens.start, seat))
            if known is None:
                known = self._in_sentence[tokens.start, seat] = self._within(tokens, seat=seat)
            return known
        return self._within(tokens, seat=seat) if tokens else []

    def _within(self, tokens: Sequence[Word], *, seat: bool) -> list[Party]:
        found = [party for actor in self._among(tokens) for party in self.parties_of(actor, seat=seat)]
        listed = len({key_of(p) for p in found if p["kind"] == "country"}) > 2
        # "las potencias —China, Francia, Rusia— negociarán": the group is those
        return found + self._demonym_nouns(tokens, found) + ([] if listed else _power_groups(tokens))

    def _among(self, tokens: Sequence[Word]) -> list[Actor]:
        """The actors that have most of their words among `tokens`."""
        wanted = {t.i for t in tokens}
        first, last = min(wanted), max(wanted)
        near = self.actors[bisect_left(self.starts, first - 20) : bisect_right(self.starts, last)]
        return [
            actor
            for actor in near
            if actor.end > first
            and sum(i in wanted for i in range(actor.start, actor.end)) * 2 > actor.end - actor.start
        ]

    def named_by_subject(self, tokens: Sequence[Word]) -> list[Party]:
        """Parties of a subject; the body and the state in the description of a private person are none.

        "El excontratista de la Agencia de Seguridad Nacional, Edward Snowden," commits nobody.
        """
        wanted = {t.i for t in tokens}
        people = [a for a in self.actors if a.kind == "person" and a.person_id and a.start in wanted]
        private = [a for a in people if not self.parties_of(a)]
        if not private or len(private) < len(people):
            return self.within(tokens, seat=True)
        free = {i for a in self.actors if not a.governed for i in range(a.start, a.end)}
        return self.within([t for t in tokens if t.i in free], seat=True)

    def _demonym_nouns(self, tokens: Sequence[Word], found: Sequence[Party]) -> list[Party]:
        """ "los israelíes y los palestinos"; not the adjective of "los médicos cubanos"."""
        if found:
            return []
        codes = [
            code
            for t in tokens
            if t.pos_ in ("NOUN", "PROPN") and t.is_lower and (code := demonym_code(t.text)) is not None
        ]
        return [state(c) for c in dict.fromkeys(codes)]

    def gathering(self, subject: Word) -> tuple[Party, ...]:
        """A summit that acts by its name: "La XXIII Cumbre Iberoamericana exigió"; a conference may be of bishops."""
        if subject.lemma_.lower() != "cumbre" or not subject.text[0].isupper():
            return ()
        end = subject.i + 1
        while end < subject.sent.end and (
            self.doc[end].text[0].isupper() or self.doc[end].lower_ in ("de", "del", "la")
        ):
            end += 1
        return (_by_name(self.doc.between(subject.i, end), "group"),)

    def _is_international(self) -> bool:
        """Whether the article is about more than one state: a second one comes up twice, or in its first sentences."""
        if self.opens_abroad:
            return True
        sides = [p for a in self.actors for p in self.parties_of(a, seat=True) if is_side(p)]
        text = self.doc.text
        groups = [name for cue, pattern, name in power_groups() if cue in text for _ in pattern.finditer(text)]
        counts = Counter([*(key_of(p) for p in sides), *groups])
        return len(counts) > 1 and counts.most_common(2)[1][1] > 1

    def _main_sides(self, lead: set[str]) -> frozenset[str]:
        """Sides that come up again and again, in the first sentences too: what is between them is no home affair."""
        if len(lead) < 2:
            return frozenset()
        counts = Counter(key_of(p) for a in self.actors for p in self.parties_of(a, seat=True) if is_side(p))
        often = [key for key, n in counts.most_common(4) if n >= _OFTEN and n * _SHARE >= counts.most_common(1)[0][1]]
        main = frozenset(often)
        return main if len(main) > 1 and len(main & lead) > 1 else frozenset()

    def _lead_end(self) -> int:
        sentences = self.doc.sents
        return sentences[min(_LEAD, len(sentences) - 1)].end if sentences else 0

    def foreign(self, tokens: Sequence[Word]) -> list[Party]:
        """States and organizations of states among `tokens`."""
        return [p for p in self.within(tokens, seat=True) if is_side(p)]

    def is_group(self, token: Word) -> bool:
        """A noun for a group of states: "las potencias"."""
        return bool(_power_groups([token]))

    def described_group(self, subject: Word, phrase: Sequence[Word]) -> tuple[Party, ...]:
        """A group by its description, where no names can be had: "33 países", "dos compañías extranjeras"."""
        counted = (
            t
            for t in phrase
            if t.lemma_.lower() in _STATES and t.i and t.nbor(-1).pos_ == "NUM" and subject.lower_ in speaker_nouns()
        )
        subject = next(counted, subject)  # "los cancilleres de 36 países"
        if subject.lemma_.lower() not in word_list("groups") or "Plur" not in subject.morph.number:
            return ()
        words = [t for t in phrase if subject.i - 3 <= t.i <= subject.i + 3]
        kept = [t for t in words if t.pos_ in ("NUM", "NOUN", "ADJ", "PROPN") and t.lower_ not in _VAGUE]
        if len(kept) < 2 and subject.lower_ not in _TELLING:
            return ()  # "los países", "las empresas": who they are has been said or never will be
        name = self.doc.between(min(t.i for t in kept), max(t.i for t in kept) + 1)
        empty = dict.fromkeys(("country", "organization_id", "person_id"))
        return ({"name": name, "kind": "group", **empty, "resolved_from": None},)

    def is_private(self, subject: Word) -> bool:
        """Whether a subject is a person who stands for no state or body."""
        phrase = {t.i for t in subject.subtree}
        people = [a for a in self.actors if a.kind == "person" and a.start in phrase]
        return bool(people) and not any(self.parties_of(a) for a in people)

    def by_words(self, subject: Word) -> tuple[Party, ...]:
        """An actor that is only known by its words: "los líderes mundiales", "el Consejo", "la oposición siria"."""
        kind = speaker_nouns().get(subject.lower_, ("", False))[0]
        known = kind in ("institution", "group", "anaphor") or subject.lemma_.lower() in word_list("groups")
        named = subject.pos_ == "PROPN" and subject.text[:1].isupper() and not subject.is_sent_start
        if not (known or named):
            return ()
        end = subject.i + 1
        while end < min(subject.sent.end, subject.i + 6) and (
            self.doc[end].pos_ in ("ADJ", "PROPN") or self.doc[end].lower_ in ("de", "del")
        ):
            end += 1
        while self.doc[end - 1].lower_ in ("de", "del"):
            end -= 1
        return (_by_name(self.doc.between(subject.i, end), "group" if kind == "group" else "organization"),)

    def _named(self, name: str) -> tuple[Party, ...]:
        """The state or organization of that name in the article."""
        for actor in self.actors:
            if actor.kind in ("organization", "country") and actor.name == name:
                return distinct(self.parties_of(actor))
        return ()

    def speaker(self, token: Word) -> tuple[Party, ...]:
        """Who speaks in the statement whose words hold the verb or whose verb it is."""
        if token.i not in self._speakers:
            self._speakers[token.i] = self._speaker(token)
        return self._speakers[token.i]

    def _speaker(self, token: Word) -> tuple[Party, ...]:
        for row in self.statements:
            if row["start"] <= token.idx < row["end"]:
                person = self.people.get(row.get("person_id") or "")
                if person is None:
                    return self._named(row["speaker"])
                party = self._stands_for(person, row["speaker"])
                return () if party is None else (party,)
        return ()


def state(code: str, *, resolved_from: str | None = None, person: Row | None = None) -> Party:
    """A state as a party; `person` stands for it, `resolved_from` are the words in the text."""
    return {
        "name": country_name(code) or code,
        "kind": "country",
        "country": code,
        "organization_id": None,
        "person_id": person["person_id"] if person else None,
        "resolved_from": resolved_from,
    }


def _by_name(name: str, kind: str, *, resolved_from: str | None = None) -> Party:
    """A party of which nothing but its name is known."""
    nothing = dict.fromkeys(("country", "organization_id", "person_id"))
    return {"name": name, "kind": kind, **nothing, "resolved_from": resolved_from}


def _organization(row: Row, person_id: str | None = None) -> Party:
    return {
        "name": row["name"],
        "kind": "organization",
        "country": row["country"],
        "organization_id": row["organization_id"],
        "person_id": person_id,
        "resolved_from": None,
        # the World Bank is a bank, but no state's
        "bloc": row["kind"] == "igo" or (row["kind"] == "bank" and not row["country"]),
    }


@lru_cache(maxsize=1)
def power_groups() -> tuple[tuple[str, re.Pattern[str], str], ...]:
    """(cue, pattern, name) of each group of states that acts without being an organization.

    Whatever fits the pattern has the cue in it: where the cue is not, nobody need look.
    """
    rows = read_lexicon("power_groups")
    return tuple((r["cue"], re.compile(rf"(?<!\w)(?:{r['pattern']})(?!\w)"), r["name"]) for r in rows)


def _power_groups(tokens: Sequence[Word]) -> list[Party]:
    """Groups of states that sign as one without being an organization: "las potencias mundiales", "el grupo 5+1"."""
    name, words = _power_group(" ".join([t.text for t in tokens]))
    return [_by_name(name, "group", resolved_from=words)] if name else []


@lru_cache(maxsize=1 << 10)
def _power_group(text: str) -> tuple[str, str]:
    """(name, words) of the first group of states in a text; the same stretches are asked about many times."""
    for cue, pattern, name in power_groups():
        if cue in text and (match := pattern.search(text)):
            return name, match.group()
    return "", ""


def _listed(party: Party | None) -> list[Party]:
    return [] if party is None else [party]
