"""Who may act: every mention of a person, body, state or group, with the parties it stands for.

The reader points from a verb to these. A head of state or a minister stands for the state, the head of an organization
for it, a capital for its state; "las autoridades de Chile" for Chile. A mention may stand for several ("los gobiernos
de Lima y Quito") or only for itself.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc

from pipeline.knowledge.gazetteer import capital_code, country_name, demonym_code
from pipeline.knowledge.lexicon import per_lexicon, read_lexicon, word_list
from pipeline.reader.actors import Actor, find_actors, forms_by_entity
from pipeline.schemas import Row
from pipeline.text.attributes import lower_words, mentions_of, offsets_of, rows_of, text_of, words_of_doc
from pipeline.text.function_words import PREPOSITIONS
from pipeline.text.overlap import overlaps, without_overlap

#: Who does not stand for a state: a person without an office of state.
_PRIVATE_ROLES = (
    None, "other", "executive", "academic", "party_leader", "party_official", "legislator", "judge", "governor",
    "mayor",
)  # fmt: skip
#: Heads of organizations speak for these and never for the state they come from.
_BODY_ROLES = ("secretary_general", "igo_official", "executive")
#: Kinds of actor that give way to a group of states they are words of: "grupo" of "el grupo 5+1".
_VAGUE = ("institution", "group", "name", "anaphor")
_UNION = ("Unión Europea", "UE", "Comisión Europea")
#: Leads of a demonym that stands for its state: "los israelíes", "con los turcos".
_PLURAL_LEADS = frozenset(("los", "las", "ambos", "ambas"))


@dataclass(frozen=True, slots=True)
class Candidate:
    """A mention: the actor with its tokens, and rows of the parties it stands for (see `agreement_parties`)."""

    actor: Actor
    parties: tuple[Row, ...]

    @property
    def key(self) -> str:
        """What two mentions of one actor share."""
        actor = self.actor
        if actor.kind == "country" and actor.country:
            return f"c:{actor.country}"
        return actor.person_id or actor.entity_id or f"n:{actor.name.lower()}"

    @property
    def party_keys(self) -> tuple[str, ...]:
        """What two mentions that stand for one party share, for each of the parties."""
        return tuple(party_key(p) for p in self.parties)


def party_key(party: Row) -> str:
    """Return what makes two parties the same: the state, the organization or person, else the name."""
    if party["kind"] == "country":
        return f"c:{party['country']}"
    if party["kind"] == "person" and party["person_id"]:
        return str(party["person_id"])
    return str(party["organization_id"] or f"n:{party['name'].lower()}")


def find_candidates(doc: Doc) -> list[Candidate]:
    """Return the candidates of `doc`, by position; it reads the rows of people, titles, organizations and places."""
    standing = _Standing(doc)
    groups = without_overlap(_groups(doc), preference=lambda group: (group.start - group.end, group.start))
    inside = {i for group in groups for i in range(group.start, group.end)}
    actors = [a for a in find_actors(doc) if not _gives_way(a, groups)]
    taken = {i for actor in actors for i in range(actor.start, actor.end)}
    actors += [a for a in (*groups, *_demonyms(doc, taken | inside)) if not taken & set(range(a.start, a.end))]
    return [Candidate(a, tuple(standing.parties_of(a))) for a in sorted(actors, key=lambda a: (a.start, a.end))]


def _gives_way(actor: Actor, groups: Sequence[Actor]) -> bool:
    """Whether an actor is only part of a group of states: "Oriente Medio" of "el cuarteto de Oriente Medio"."""
    if actor.kind in _VAGUE:
        return overlaps([(group.start, group.end) for group in groups], actor.start, actor.end)
    within = [group for group in groups if group.start <= actor.start and actor.end <= group.end]
    return any((group.start, group.end) != (actor.start, actor.end) for group in within)


def _demonyms(doc: Doc, taken: set[int]) -> Iterator[Actor]:
    """Yield the peoples named by a plural demonym with its article: "los israelíes y los palestinos"."""
    words = lower_words(doc)
    for i in range(1, len(words)):
        if i in taken or words[i - 1] not in _PLURAL_LEADS or not words[i].endswith("s"):
            continue
        if (code := demonym_code(words[i])) is not None:
            before = words[i - 2] if i > 1 and words[i - 2] in PREPOSITIONS else None
            yield Actor(i, i + 1, words_of_doc(doc)[i], "group", plural=True, country=code, preposition=before)


def _groups(doc: Doc) -> Iterator[Actor]:
    """Yield the groups of states that act without being an organization: "las potencias mundiales", "el grupo 5+1"."""
    text = text_of(doc)
    lower = text.lower()
    for cue, pattern, name in power_groups():
        for match in pattern.finditer(text) if cue in lower else ():
            span = doc.char_span(match.start(), match.end(), alignment_mode="expand")
            if span is not None:
                yield Actor(span.start, span.end, name, "group", plural=True, definite=True)


@per_lexicon
def power_groups() -> tuple[tuple[str, re.Pattern[str], str], ...]:
    """Return (cue, pattern, name) of each group of states; whatever fits the pattern has the cue in it."""
    rows = read_lexicon("power_groups")
    return tuple(
        (r["cue"].lower(), re.compile(rf"(?<!\w)(?:{r['pattern']})(?!\w)", re.IGNORECASE), r["name"]) for r in rows
    )


def _words(name: str) -> tuple[str, ...]:
    return word_list("commitment_words", name)


class _Standing:
    """Whom the actors of a Doc stand for."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.words = words_of_doc(doc)
        self.titles = rows_of(doc, "titles")
        self.people = {p["person_id"]: p for p in rows_of(doc, "people")}
        self.organizations = {o["organization_id"]: o for o in rows_of(doc, "organizations")}
        self.places = {p["place_id"]: p for p in rows_of(doc, "places")}
        self.place_mentions = mentions_of(doc, "place")
        self.body_mentions = mentions_of(doc, "organization")
        self.bodies = self._bodies_by_name()

    def _bodies_by_name(self) -> dict[str, Row]:
        """Return the organizations by whatever the article calls them, folded."""
        called = defaultdict[str, set[str]](set)
        for key, forms in forms_by_entity(self.doc, self.body_mentions).items():
            for form in forms:
                called[form.casefold()].add(key)
        of_one = {name: next(iter(ids)) for name, ids in called.items() if len(ids) == 1}  # "el Senado" may be two
        named = {name: self.organizations[key] for name, key in of_one.items() if key in self.organizations}
        return named | {o["name"].casefold(): o for o in self.organizations.values()}

    def parties_of(self, actor: Actor) -> Sequence[Row]:
        """Return the rows of the parties an actor stands for; itself where that is nobody else."""
        match actor.kind:
            case "person" if actor.person_id is not None:
                return [self._of_person(self.people.get(actor.person_id), actor)]
            case "organization" | "media":
                return [self._of_organization(actor)]
            case "place":
                return self._of_capital(actor)
            case "country" if actor.country:
                return [state(actor.country)]
            case "site" | "document":
                return []
        return self._of_phrase(actor)

    def _of_phrase(self, actor: Actor) -> Sequence[Row]:
        """Return the rows of the parties that a noun phrase stands for: "el gobierno brasileño", "los rebeldes"."""
        body = self._body_within(actor)
        if body is not None:
            return [organization(body)]
        codes = [actor.country] if actor.country else self._described_states(actor)
        if codes and self._is_official(actor):
            return [state(code, resolved_from=actor.name) for code in codes]
        if actor.plural or actor.kind in ("region", "group"):
            return [unknown_party(actor.name, "group")]
        return [unknown_party(actor.name, "person" if actor.kind == "person" else "organization")]

    def _body_within(self, actor: Actor) -> Row | None:
        """Return the body whose name ends a noun phrase.

        For example "la guerrilla de las FARC", and "los cancilleres de la OEA".
        """
        start, end = (offsets_of(self.doc)[at] for at in (actor.start, actor.end))
        ids = [m["entity_id"] for m in self.body_mentions if start <= m["start"] and end - 1 <= m["end"] <= end]
        row = self.organizations.get(ids[-1]) if ids else None
        head = self.words[actor.start].lower()
        if row is None or head in _words("body_nouns"):
            return row
        return row if row["kind"] == "igo" and head in _words("state_groups") else None

    def _is_official(self, actor: Actor) -> bool:
        """Return whether it stands for its state: "los cancilleres andinos", not "la empresa boliviana"."""
        words = [word.lower() for word in self.words[actor.start : actor.end]]
        if actor.kind == "institution":
            return words[0] in _words("state_bodies") and not set(words) & set(_words("below_state"))
        if actor.kind == "person":
            return words[0] not in _words("private_people")
        return actor.kind != "group" or bool(actor.country) or words[0] in _words("state_groups")

    def _of_person(self, person: Row | None, actor: Actor) -> Row:
        """Return whom a person stands for.

        That is the body it heads, else the state of its office, else the body it belongs to, else the person.
        """
        words = " ".join(self.words[actor.start : actor.end])
        if person is None:
            return unknown_party(actor.name, "person")
        bodies = list(self._bodies_of(person))
        headed = next((body for body, heads in bodies if heads), None)
        if headed is not None:
            return headed
        if person["country"] and person["role"] not in (*_PRIVATE_ROLES, *_BODY_ROLES):
            return state(person["country"], resolved_from=words, person_id=person["person_id"])
        return bodies[0][0] if bodies else unknown_party(person["name"], "person", person_id=person["person_id"])

    def _bodies_of(self, person: Row) -> Iterator[tuple[Row, bool]]:
        """Yield the organizations of a person's titles.

        Each comes with whether the person heads or speaks for it: a body of states, or a body of its head.

        An ambassador to an organization of states is not its speaker.
        """
        for title in self.titles:
            if title.get("person_id") != person["person_id"] or not title.get("organization"):
                continue
            row = self.bodies.get(title["organization"].casefold())
            of_states = row is not None and row["kind"] == "igo" and title["role"] != "ambassador"
            if row is not None:
                yield organization(row, person["person_id"]), of_states or title["role"] in _BODY_ROLES
            else:
                by_title = unknown_party(title["organization"], "organization", person_id=person["person_id"])
                yield by_title, title["role"] in ("secretary_general", "igo_official")

    def _of_organization(self, actor: Actor) -> Row:
        row = self.organizations.get(actor.entity_id or "")
        if row is None:
            return unknown_party(actor.name, "organization")
        if row["kind"] == "government" and row["country"] and _is_government(row["name"]):
            return state(row["country"], resolved_from=row["name"])
        return organization(row)

    def _of_capital(self, actor: Actor) -> list[Row]:
        """Return the state of a capital; Brussels is the European Union's where the article speaks of it."""
        code = capital_code(actor.name)
        union = next((o for o in self.organizations.values() if o["name"] in _UNION), None)
        if code == "BE" and union is not None:
            return [{**organization(union), "resolved_from": actor.name}]
        return [state(code, resolved_from=actor.name)] if code else []

    def _described_states(self, actor: Actor) -> list[str]:
        """Return the codes of the states in a phrase.

        For example "el gobierno brasileño", "los gobiernos de Brasilia y de La Habana".
        """
        codes = [code for word in self.words[actor.start : actor.end] if (code := demonym_code(word))]
        start, end = self.doc[actor.start].idx, self.doc[actor.end - 1].idx + len(self.words[actor.end - 1])
        for mention in self.place_mentions:
            place = self.places.get(mention["entity_id"])
            if place is not None and start <= mention["start"] and mention["end"] <= end:
                code = place["country"] if place["kind"] == "country" else capital_code(place["name"])
                codes += [code] if code else []
        return list(dict.fromkeys(codes))


def _is_government(name: str) -> bool:
    """Return whether a body is the government itself: "Casa Blanca", "Gobierno ruso".

    An agency or an institute is not.
    """
    words = name.lower().removeprefix("la ").removeprefix("el ")
    return words.startswith(_words("state_seats")) and not set(words.split()) & set(_words("below_state"))


def state(code: str, *, resolved_from: str | None = None, person_id: str | None = None) -> Row:
    """Return a state as a party; `person_id` stands for it, `resolved_from` are the words in the text."""
    return {
        "name": country_name(code) or code,
        "kind": "country",
        "country": code,
        "organization_id": None,
        "person_id": person_id,
        "resolved_from": resolved_from,
    }


def unknown_party(name: str, kind: str, *, person_id: str | None = None) -> Row:
    """Return a party of which nothing but its name is known."""
    empty = dict.fromkeys(("country", "organization_id", "resolved_from"))
    return {"name": name, "kind": kind, **empty, "person_id": person_id}


def organization(row: Row, person_id: str | None = None) -> Row:
    """Return an organization as a party; `person_id` speaks for it."""
    return {
        "name": row["name"],
        "kind": "organization",
        "country": row["country"],
        "organization_id": row["organization_id"],
        "person_id": person_id,
        "resolved_from": None,
    }
