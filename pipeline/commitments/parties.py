"""Who commits: states, organizations and those who stand for them, and what "ambas partes" refers to.

`Parties(doc)` reads the actors of a Doc once; `of_predicate` answers for one predicate. A head of state or a minister
stands for the state, a capital in the place of a subject for its state, the head of an organization for it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from spacy.tokens import Doc, Span, Token

from pipeline.actors import Actor, find_actors
from pipeline.attributes import Row, mentions_of, rows_of
from pipeline.commitments import grammar as g
from pipeline.commitments.predicates import DOCUMENTS, Predicate, is_modifier
from pipeline.gazetteer import capital_code, country_name, demonym_code
from pipeline.lexicon import read_lexicon

Party = Row
#: Nouns whose "con X" or "entre X e Y" names no partner: "la frontera con Afganistán".
_NO_PARTNER_NOUNS = frozenset("frontera guerra conflicto disputa límite diferencia tensión distancia litigio".split())  # noqa: SIM905
_BILATERAL = re.compile(
    r"\b(?:bilaterales|bilateral|ambos (?:pueblos|países)|ambas naciones|los dos (?:pueblos|países)|[A-ZÁÉÍÓÚ]\w+-[A-ZÁÉÍÓÚ]\w+)\b"
)
#: Who does not stand for a state: a person without an office of state.
_PRIVATE_ROLES = (None, "other", "executive", "academic", "party_leader", "party_official", "legislator", "judge")
#: Heads of organizations speak for these and never for the state they come from.
_IGO_ROLES = ("secretary_general", "igo_official")
#: Sentences that say what an article is about.
_LEAD = 2
_UNION = ("Unión Europea", "UE", "Comisión Europea")
#: Organizations that speak for their state when they act: "la Casa Blanca pidió".
_STATE_ORGANS = frozenset(("government",))


@dataclass(frozen=True, slots=True)
class Found:
    """Parties of a predicate, how they were found and how sure that is (0 to 1)."""

    parties: tuple[Party, ...]
    how: str
    confidence: float
    joint: bool = False


@lru_cache(maxsize=1)
def _anaphora() -> tuple[tuple[str, re.Pattern[str], str, int], ...]:
    return tuple(
        (row["id"], re.compile(rf"\b(?:{row['pattern']})\b", re.IGNORECASE), row["refers"], int(row["number"]))
        for row in read_lexicon("joint_subjects")
    )


def key_of(party: Party) -> str:
    """What makes two parties the same: the state, the organization, else the name."""
    return str(party["country"] if party["kind"] == "country" else party["organization_id"] or party["name"])


def distinct(parties: Iterable[Party]) -> tuple[Party, ...]:
    """Parties without repetition, in order."""
    return tuple({key_of(p): p for p in reversed(list(parties))}.values())[::-1]


class Parties:
    """The actors of a Doc as parties, and the memory of who was spoken of."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.people = {p["person_id"]: p for p in rows_of(doc, "people")}
        self.organizations = {o["organization_id"]: o for o in rows_of(doc, "organizations")}
        self.office = self._offices()
        self.actors = find_actors(doc)
        self.starts = [a.start for a in self.actors]
        self.place_mentions = mentions_of(doc, "place")
        self.by_sentence: list[list[Party]] = []
        self.last: tuple[Party, ...] = ()
        self.international = self._is_international()

    # ---------------------------------------------------------------- actors as parties
    def _offices(self) -> dict[str, str]:
        """Organization of each person who heads one: "Martin Schulz, presidente del Parlamento Europeo"."""
        names = {o["name"].casefold(): key for key, o in self.organizations.items() if o["kind"] == "igo"}
        out = {}
        for title in rows_of(self.doc, "titles"):
            body = (title.get("organization") or "").casefold()
            if title.get("person_id") and body in names and title.get("role") not in ("ambassador",):
                out.setdefault(title["person_id"], names[body])
        return out

    def parties_of(self, actor: Actor, *, seat: bool = False) -> list[Party]:
        """The parties an actor stands for; a city only with `seat`, when it stands where a state would."""
        if actor.kind == "person":
            return _listed(self._person_party(actor))
        if actor.kind == "organization":
            return _listed(self._organization_party(actor))
        if actor.kind == "country" and actor.country:
            return [_state(actor.country)]
        if actor.kind == "place" and seat:
            return self._seat(actor)
        if actor.kind in ("institution", "group", "name"):
            return [_state(code, resolved_from=actor.name) for code in self._described_states(actor)]
        return []

    def _person_party(self, actor: Actor) -> Party | None:
        person = self.people.get(actor.person_id or "")
        if person is None:
            return None
        office = self.office.get(person["person_id"])
        if office is not None:
            return _organization(self.organizations[office], person["person_id"])
        if person["role"] in _IGO_ROLES:
            return self._head_of(person)
        if person["country"] and person["role"] not in _PRIVATE_ROLES:
            return _state(person["country"], resolved_from=self.doc[actor.start : actor.end].text, person=person)
        return None

    def _head_of(self, person: Row) -> Party | None:
        """The organization that a secretary-general heads, by the words of the title."""
        for title in rows_of(self.doc, "titles"):
            if title.get("person_id") == person["person_id"] and title.get("organization"):
                row = {"name": title["organization"], "country": None, "organization_id": None, "kind": "igo"}
                return _organization(row, person["person_id"])
        return None

    def _organization_party(self, actor: Actor) -> Party | None:
        row = self.organizations.get(actor.entity_id or "")
        if row is None or row["kind"] == "media":
            return None
        if row["kind"] in _STATE_ORGANS and row["country"]:
            return _state(row["country"], resolved_from=row["name"])
        return _organization(row)

    def _seat(self, actor: Actor) -> list[Party]:
        """State of a capital; Brussels is the European Union's where the article speaks of it."""
        code = capital_code(actor.name)
        union = next((o for o in self.organizations.values() if o["name"] in _UNION), None)
        if code == "BE" and union is not None:
            return [{**_organization(union), "resolved_from": actor.name}]
        return [_state(code, resolved_from=actor.name)] if code else []

    def _described_states(self, actor: Actor) -> list[str]:
        """"el gobierno brasileño", "las autoridades de Chile", "los gobiernos de Brasilia y de La Habana"."""
        tokens = self.doc[actor.start : actor.end]
        codes = [code for t in tokens if (code := demonym_code(t.text))]
        for place in self._places_in(tokens.start_char, tokens.end_char):
            code = place["country"] if place["kind"] == "country" else capital_code(place["name"])
            codes += [code] if code else []
        return list(dict.fromkeys(codes))

    def _places_in(self, start: int, end: int) -> list[Row]:
        places = {p["place_id"]: p for p in rows_of(self.doc, "places")}
        inside = [m for m in self.place_mentions if start <= m["start"] and m["end"] <= end]
        return [places[m["entity_id"]] for m in inside if m["entity_id"] in places]

    def within(self, tokens: Sequence[Token], *, seat: bool = False) -> list[Party]:
        """Parties named by `tokens`, in order."""
        if not tokens:
            return []
        wanted = {t.i for t in tokens}
        found = []
        at = bisect_left(self.starts, min(wanted) - 20)
        for actor in self.actors[at:]:
            if actor.start > max(wanted):
                break
            inside = sum(i in wanted for i in range(actor.start, actor.end))
            if inside * 2 <= actor.end - actor.start:
                continue
            found += self.parties_of(actor, seat=seat)
        return found + self._demonym_nouns(tokens, found) + _power_groups(tokens)

    def _demonym_nouns(self, tokens: Sequence[Token], found: Sequence[Party]) -> list[Party]:
        """"los israelíes y los palestinos"; not the adjective of "los médicos cubanos"."""
        if found:
            return []
        codes = [
            code
            for t in tokens
            if t.pos_ in ("NOUN", "PROPN") and t.is_lower and (code := demonym_code(t.text)) is not None
        ]
        return [_state(c) for c in dict.fromkeys(codes)]

    def _is_international(self) -> bool:
        """Whether the article is about more than one state: a second one comes up twice, or in its first sentences."""
        sides = [(a.start, p) for a in self.actors for p in self.parties_of(a, seat=True) if is_side(p)]
        counts = Counter(key_of(p) for _, p in sides)
        if len(counts) < 2:
            return False
        sentences = list(self.doc.sents)
        lead_end = sentences[min(_LEAD, len(sentences) - 1)].end
        in_lead = {key_of(p) for start, p in sides if start < lead_end}
        return len(in_lead) > 1 or counts.most_common(2)[1][1] > 1

    def foreign(self, tokens: Sequence[Token]) -> list[Party]:
        """States and organizations of states among `tokens`."""
        return [p for p in self.within(tokens, seat=True) if is_side(p)]

    # ---------------------------------------------------------------- memory
    def enter(self, sentence: Span) -> None:
        """Remember the states and organizations of a sentence after it is done."""
        self.by_sentence.append([p for p in self.within(list(sentence)) if p["kind"] in ("country", "organization")])

    def pair(self, number: int = 2) -> tuple[Party, ...]:
        """The `number` states spoken of: those of the latest sentence that names exactly so many, if they matter."""
        counts = Counter(key_of(p) for sentence in self.by_sentence for p in sentence)
        lead = Counter(key_of(p) for sentence in self.by_sentence[:2] for p in sentence)

        def acts(party: Party) -> bool:
            # an organization counts as a side only where the article is about it, "la UE y el Mercosur"
            return party["kind"] == "country" or (_is_bloc(party) and counts[key_of(party)] > 2 and key_of(party) in lead)

        known = {key_of(p): p for sentence in self.by_sentence for p in sentence if acts(p)}
        salient = [k for k, _ in (counts + lead).most_common() if k in known][: number + 2]
        for sentence in reversed(self.by_sentence[-12:]):
            states = distinct(p for p in sentence if acts(p))
            if len(states) == number and all(key_of(p) in salient for p in states):
                return tuple({**p, "resolved_from": None} for p in states)
        top = [known[k] for k in salient][:number]
        return tuple({**p, "resolved_from": None} for p in top) if len(top) == number else ()

    def group(self) -> tuple[Party, ...]:
        """Whom "los mandatarios" means: the organization that meets, else the states of the last joint predicate."""
        lead = [p for s in self.by_sentence[:3] for p in s]
        states = {key_of(p) for p in lead if p["kind"] == "country"}
        blocs = [p for p in lead if _is_bloc(p)]
        counts = Counter(key_of(p) for s in self.by_sentence for p in s)
        if blocs and len(states) != 2:
            best = max(blocs, key=lambda p: counts[key_of(p)])
            second = sorted((counts[k] for k in states), reverse=True)[1:2]
            if not second or counts[key_of(best)] >= second[0]:
                return (best,)
        if len(self.last) > 1:
            return self.last
        return self.pair()

    def anaphor(self, tokens: Sequence[Token]) -> Found | None:
        """What a joint expression among `tokens` refers to."""
        text = " ".join(t.text for t in tokens)
        for name, pattern, refers, number in _anaphora():
            match = pattern.search(text)
            if match is None:
                continue
            parties = self._referents(refers, number, tokens[0])
            if parties:
                resolved = tuple({**p, "resolved_from": match.group()} for p in parties)
                joint = refers in ("states", "group")
                return Found(resolved, f"anaphor.{name}", 0.85 if refers == "states" else 0.6, joint=joint)
        return None

    def _referents(self, refers: str, number: int, at: Token) -> tuple[Party, ...]:
        if refers == "group":
            return self.group()
        if refers == "states":
            remembered = len(self.last) == number and all(p["kind"] == "country" for p in self.last)
            return self.last if remembered else self.pair(number) or self.last
        wanted = "country" if refers == "state" else "organization"
        here = [p for p in self.within(at.doc[at.sent.start : at.i]) if p["kind"] == wanted] if at.i > at.sent.start else []
        if here:  # "el presidente de Filipinas declaró que su país ..."
            return tuple(here[-1:])
        if len(self.last) == 1 and self.last[0]["kind"] == wanted:
            return self.last
        recent = [p for s in self.by_sentence[-3:] for p in s if p["kind"] == wanted]
        return tuple(recent[-1:])

    # ---------------------------------------------------------------- of a predicate
    def of_predicate(self, predicate: Predicate) -> Found:
        """Parties of a predicate: its subject, its partners ("con", "entre", "por"), its addressee."""
        verb = predicate.anchor
        if predicate.document is not None or self._document_acts(predicate):
            return self._of_document(predicate)
        if verb.pos_ in ("NOUN", "PROPN"):
            return self._of_noun(predicate)
        if predicate.kind == "sign" or g.is_reflexive(verb) or any(a.lemma_ == "ser" for a in g.auxiliaries(verb)):
            agents = self._agents(predicate)
            if agents is not None:
                return agents
        if predicate.kind == "meeting":
            return self._of_meeting(predicate)
        if predicate.kind == "must":
            return self._of_obligation(verb)
        if is_modifier(verb) and (sides := distinct(self._partners(predicate))):
            return Found(sides, "partners", 0.75, joint=len(sides) > 1)
        found = self._of_subject(_governor(verb), g.subject_of(_governor(verb)))
        partners = [] if found.how.startswith("anaphor") and found.joint else self._partners(predicate)
        if not found.parties:
            sides = distinct(partners)
            return Found(sides, "partners", 0.6, joint=True) if len(sides) > 1 else found
        if predicate.kind == "call":
            return found
        parties = distinct((*found.parties, *partners))
        how = found.how
        if len(parties) == 1 and parties[0]["kind"] == "country":
            parties = self._with_counterpart(parties[0], predicate)
        joint = found.joint or (len(parties) > 1 and not predicate.kind.startswith("future"))
        return Found(parties, how, found.confidence, joint=joint)

    def _of_meeting(self, predicate: Predicate) -> Found:
        """Who will meet: those named with "entre" or "con", else the sides of the article."""
        subject = g.subject_of(predicate.anchor)
        named = distinct((*self.foreign(g.noun_phrase(subject) if subject is not None else []), *self._partners(predicate)))
        if len(named) > 1:
            return Found(named, "meeting", 0.8, joint=True)
        parties = self.last if len(self.last) > 1 else self.group()
        return Found(parties, "meeting.carried", 0.55, joint=len(parties) > 1)

    def _of_obligation(self, verb: Token) -> Found:
        """"Xi dijo que las dos partes deben respetarse": the one who says so calls for it, to states and not at home."""
        subject = g.subject_of(verb)
        tokens = g.noun_phrase(subject) if subject is not None else []
        bound = self.foreign(tokens) or (self.anaphor(tokens) if tokens else None)
        if not bound:
            return Found((), "obligation.unknown", 0.0)
        speaker = self._speaker(verb)
        if speaker and [key_of(p) for p in speaker] != [key_of(p) for p in self.foreign(tokens)]:
            return Found(speaker, "speaker", 0.7)
        singular = tuple(p for p in self.last if p["kind"] in ("country", "organization"))
        return Found(singular if len(singular) == 1 else (), "speaker.carried", 0.5)

    def _document_acts(self, predicate: Predicate) -> bool:
        """"El acuerdo entrará en vigor", "el entendimiento se alcanzó", "el texto insta": a document without its makers."""
        subject = g.subject_of(predicate.anchor)
        return (
            subject is not None
            and subject.lemma_.lower() in DOCUMENTS
            and predicate.kind in ("force", "call", "light", "reaffirm")
            and self._agents(predicate) is None
        )

    def _with_counterpart(self, party: Party, predicate: Predicate) -> tuple[Party, ...]:
        """"Kazajistán está comprometido a profundizar las relaciones bilaterales": with whom, the article has said."""
        if predicate.kind not in ("intend", "agree", "future_joint", "reaffirm"):
            return (party,)
        sentence = predicate.anchor.sent
        rest = sentence.doc.text[predicate.action.idx : sentence.end_char]
        pair = self.pair()
        if _BILATERAL.search(rest) and any(key_of(p) == key_of(party) for p in pair):
            others = [p for p in pair if key_of(p) != key_of(party)]
            return (party, *({**p, "resolved_from": "bilateral"} for p in others))
        before = [t for t in sentence if t.i < predicate.first]
        named = [p for t in before if t.lower_ in ("con", "a") for p in self.within([*t.rights, *_phrase_after(t, t.i + 3)])]
        return distinct((party, *(p for p in named if p["kind"] == "country")))

    def _of_subject(self, verb: Token, subject: Token | None) -> Found:
        if subject is not None:
            tokens = _subject_tokens(subject, verb)
            named = distinct(self.within(tokens, seat=True))
            if len(named) == 1 and g.is_plural(verb) and (wider := self._before(verb, known=named)):
                return Found(wider, "subject.wider", 0.85, joint=True)
            if named:
                return Found(named, "subject", 0.95, joint=len(named) > 1)
            joint = self.anaphor(tokens)
            if joint is not None:
                return joint
            if subject.i > verb.i and (inherited := g.subject_of(verb, before_only=True)) is not None:
                return self._of_subject(verb, inherited)
        adjacent = self._adjacent(verb)
        if g.is_plural(verb):
            adjacent = self._before(verb) or adjacent
        if adjacent:
            return Found(adjacent, "subject.adjacent", 0.8, joint=len(adjacent) > 1)
        if subject is not None and (subject.pos_ != "PRON" or subject.lower_ in ("quien", "quienes", "que")):
            return Found((), "subject.unknown", 0.0)
        return self._zero_subject(verb)

    def _before(self, verb: Token, *, known: Sequence[Party] = ()) -> tuple[Party, ...]:
        """Two or more actors in front of a plural verb, where the parser cut the subject short.

        When one of them is a person of unknown country ("la fiscal de la Nación y el embajador de Italia firmaron"),
        the pair of states of the article that the other belongs to.
        """
        first = min([verb.i, *(a.i for a in g.auxiliaries(verb))])
        start = verb.sent.start
        for token in verb.doc[start:first]:
            if (g.is_finite(token) and token.pos_ in ("VERB", "AUX") and not g.is_relative(token)) or token.text == ";":
                start = token.i + 1
        first = next((t.i for t in verb.doc[start:first] if t.lower_ in ("como", "incluyendo")), first)
        actors = [a for a in self.actors if start <= a.start and a.end <= first and not a.governed]
        found = distinct((*known, *(p for a in actors for p in self.parties_of(a, seat=a.start > start))))
        if len(found) > 1:
            return found
        unknown = any(a.kind == "person" and not self.parties_of(a) for a in actors)
        pair = self.pair()
        if len(found) == 1 and unknown and any(key_of(p) == key_of(found[0]) for p in pair):
            return pair
        return ()

    def _adjacent(self, verb: Token) -> tuple[Party, ...]:
        """The actor right before the verb, where the parser saw another subject: "según el acuerdo, Irán garantizará"."""
        first = min([verb.i, *(a.i for a in g.auxiliaries(verb))])
        while first > verb.sent.start and verb.doc[first - 1].lower_ in ("se", "no", "también", "ya", "le", "les"):
            first -= 1
        for actor in self.actors:
            if actor.end == first and not actor.governed:
                return distinct(self.parties_of(actor, seat=True))
        return ()

    def _zero_subject(self, verb: Token) -> Found:
        """"Agregó que ...", "También ampliarán ...": the subject is that of the sentence before."""
        if g.person(verb) == "1":
            speaker, pair = self._speaker(verb), self.pair()
            if speaker and any(key_of(p) == key_of(speaker[0]) for p in pair):
                return Found(pair, "zero.we", 0.55, joint=True)
            return Found(speaker or self.last, "zero.we", 0.4, joint=len(self.last) > 1 and not speaker)
        if g.is_plural(verb) or g.is_reflexive(verb):
            if len(self.last) > 1:
                return Found(self.last, "zero.plural", 0.7, joint=True)
            group = self.group()
            return Found(group, "zero.group", 0.5, joint=True) if group else Found((), "zero.unknown", 0.0)
        speaker = self._speaker(verb)
        if speaker:
            return Found(speaker, "zero.speaker", 0.7)
        if len(self.last) == 1:
            return Found(self.last, "zero.singular", 0.55)
        return Found((), "zero.unknown", 0.0)

    def _speaker(self, verb: Token) -> tuple[Party, ...]:
        """Who speaks in the statement whose words hold the verb or whose verb it is."""
        for row in rows_of(self.doc, "statements"):
            if row["start"] <= verb.idx < row["end"]:
                person = self.people.get(row.get("person_id") or "")
                if person is not None and person["country"]:
                    return (_state(person["country"], resolved_from=row["speaker"], person=person),)
        return ()

    def _agents(self, predicate: Predicate) -> Found | None:
        """"fue suscrito por los dos ministros", "el acuerdo firmado por las potencias con Irán"."""
        verb = predicate.anchor
        named: list[Party] = []
        for child in verb.children:
            if child.i > verb.i and any(c.dep_ == "case" and c.lower_ == "por" for c in child.lefts):
                tokens = g.noun_phrase(child)
                joint = self.anaphor(tokens)
                named += self.within(tokens, seat=True) or (list(joint.parties) if joint else [])
        if not named:
            return None
        parties = distinct((*named, *self._partners(predicate)))
        return Found(parties, "agent", 0.9, joint=len(parties) > 1)

    def _partners(self, predicate: Predicate) -> list[Party]:
        """"con Kazajistán", "entre Perú y Chile", and the addressee of an offer or a pledge: "a México"."""
        addressee = predicate.kind in ("propose", "intend", "support", "reaffirm") or predicate.kind.startswith("future")
        cues = ("con", "entre", "junto", "a", "al") if addressee else ("con", "entre", "junto")
        first, last = min(t.i for t in predicate.words), _clause_end(predicate)
        found: list[Party] = []
        for token in predicate.anchor.doc[first:last]:
            if token.lower_ in cues and token.nbor(-1).lemma_.lower() not in _NO_PARTNER_NOUNS:
                phrase = _phrase_after(token, last)
                if token.lower_ in ("a", "al") and len(phrase) > 8:
                    continue
                found += self.within(phrase, seat=token.lower_ in ("entre",) or predicate.kind == "support")
        if not found and predicate.kind in ("sign", "agree", "light"):
            # "Con el presidente galo, Emmanuel Macron, acordó afianzar ..."
            for token in predicate.anchor.doc[predicate.anchor.sent.start : first]:
                if token.lower_ == "con" and not any(g.is_finite(t) for t in predicate.anchor.doc[token.i : first]):
                    found += self.foreign(_phrase_after(token, first))
        return found

    def _of_noun(self, predicate: Predicate) -> Found:
        noun = predicate.anchor
        sentence = noun.sent
        partners: list[Party] = []
        for token in noun.doc[noun.i : sentence.end]:
            if token.lower_ in ("con", "entre", "por"):
                partners += self.within(_phrase_after(token, sentence.end), seat=token.lower_ != "por")
        parties = distinct(partners)
        if len(parties) > 1:
            return Found(parties, "partners", 0.85, joint=True)
        joint = self.anaphor(list(sentence))
        if joint is not None:
            return joint
        named = distinct(self.foreign(list(sentence)))
        if len(named) > 1 and len(named) <= 3:
            return Found(named, "sentence", 0.6, joint=True)
        if len(self.last) > 1:
            return Found(self.last, "carried", 0.6, joint=True)
        return Found(parties or named, "sentence", 0.45)

    def _of_document(self, predicate: Predicate) -> Found:
        subject = predicate.document or g.subject_of(predicate.anchor)
        phrase = g.noun_phrase(subject) if subject is not None else []
        named = distinct(self.within(phrase, seat=True))
        own = any(t.lower_ in ("entre", "con") for t in phrase)
        if len(named) > 1 and (own or not self.last):
            return Found(named, "document", 0.7, joint=True)
        if len(self.last) > 1 or (self.last and not named):
            return Found(self.last, "document.carried", 0.55, joint=len(self.last) > 1)
        return Found(named, "document", 0.4)


def _state(code: str, *, resolved_from: str | None = None, person: Row | None = None) -> Party:
    return {
        "name": country_name(code) or code,
        "kind": "country",
        "country": code,
        "organization_id": None,
        "person_id": person["person_id"] if person else None,
        "resolved_from": resolved_from,
    }


def _organization(row: Row, person_id: str | None = None) -> Party:
    return {
        "name": row["name"],
        "kind": "organization",
        "country": row["country"],
        "organization_id": row["organization_id"],
        "person_id": person_id,
        "resolved_from": None,
        "bloc": row["kind"] == "igo",
    }


@lru_cache(maxsize=1)
def _groups() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(rf"(?<!\w)(?:{r['pattern']})(?!\w)"), r["name"]) for r in read_lexicon("power_groups"))


def _power_groups(tokens: Sequence[Token]) -> list[Party]:
    """Groups of states that sign as one without being an organization: "las potencias mundiales", "el grupo 5+1"."""
    text = " ".join(t.text for t in tokens)
    for pattern, name in _groups():
        match = pattern.search(text)
        if match:
            empty = dict.fromkeys(("country", "organization_id", "person_id"))
            return [{"name": name, "kind": "group", **empty, "resolved_from": match.group()}]
    return []


def _governor(verb: Token) -> Token:
    """The finite verb behind a predicative: "tienen" in "tienen vigente un tratado"."""
    if verb.pos_ != "ADJ" or verb.i == verb.sent.start:
        return verb
    near = [t for t in verb.doc[max(verb.sent.start, verb.i - 3) : verb.i] if g.is_finite(t) and t.pos_ in ("VERB", "AUX")]
    return near[-1] if near and near[-1].pos_ == "VERB" else verb


def _listed(party: Party | None) -> list[Party]:
    return [] if party is None else [party]


def is_side(party: Party) -> bool:
    """A state, an organization of states or a group of them."""
    return party["kind"] in ("country", "group") or _is_bloc(party)


def _is_bloc(party: Party) -> bool:
    return bool(party.get("bloc"))


def _subject_tokens(subject: Token, verb: Token) -> list[Token]:
    """The subject's phrase, and what stands between it and the verb where the parser cut it short."""
    tokens = g.noun_phrase(subject)
    return [t for t in tokens if t.i != verb.i]


def _clause_end(predicate: Predicate) -> int:
    """Index after the last token of the predicate's own clause: before the next finite verb's phrase."""
    verb = predicate.action if predicate.action.i > predicate.anchor.i else predicate.anchor
    for token in verb.doc[verb.i + 1 : verb.sent.end]:
        if g.is_finite(token) and token.pos_ in ("VERB", "AUX"):
            return int(token.i)
    return int(verb.sent.end)


def _phrase_after(preposition: Token, limit: int) -> list[Token]:
    """Tokens of the phrase after a preposition, up to the next verb or preposition that starts another one."""
    out: list[Token] = []
    for token in preposition.doc[preposition.i + 1 : limit]:
        if token.pos_ in ("VERB", "AUX") or token.text in (";", ":", "—", "–"):
            break
        if out and token.lower_ in ("para", "sobre", "en", "a", "al", "por", "desde", "hasta", "ante", "contra"):
            break
        if token.text == "," and not _list_goes_on(token):
            break
        out.append(token)
    return out


def _list_goes_on(comma: Token) -> bool:
    rest = [t for t in comma.doc[comma.i + 1 : min(comma.sent.end, comma.i + 4)]]
    return any(t.pos_ == "PROPN" for t in rest[:2])
