"""Who commits: the subject of a predicate, its partners and addressee, and what stands for them.

"Las dos partes ampliarán", "Perú firmó con Chile", "fue suscrito por los cancilleres", "También reforzarán".
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from spacy.tokens import Doc, Token

from pipeline.attributes import text_of
from pipeline.commitments import grammar as g
from pipeline.commitments.constructions import is_modifier, is_shouted_verb
from pipeline.commitments.inventory import NO_EVENT, Predicate, actions, lemma_of
from pipeline.commitments.memory import Found, Memory
from pipeline.commitments.sides import Party, Sides, distinct, is_bloc, is_side, key_of, state
from pipeline.commitments.words import word_list
from pipeline.gazetteer import demonym_code

_BILATERAL = re.compile(
    r"\b(?:bilaterales|bilateral|(?:ambos|los dos) (?:pueblos|países)|ambas naciones|[A-ZÁÉÍÓÚ]\w+-[A-ZÁÉÍÓÚ]\w+)\b"
)
#: Kinds whose addressee is a party too, when it is named: "ofreció a México".
_OWN_STATE = ("mi país", "nuestro país", "mi gobierno", "nuestro gobierno", "nuestra nación", "mi nación")
#: Tokens after a predicate in which the state stands that it is for.
_TOWARD = 22
_RELATIVES = ("que", "quien", "quienes", "cual", "cuales")
_ADDRESSED = ("propose", "intend", "support", "reaffirm", "future_joint", "future_give")


class Parties:
    """Answers who commits, for one predicate after the other; remembers who was spoken of."""

    def __init__(self, doc: Doc) -> None:
        self.sides = Sides(doc)
        self.memory = Memory(self.sides)

    def of_predicate(self, predicate: Predicate) -> Found:
        """Parties of a predicate: its subject, its partners ("con", "entre", "por"), its addressee."""
        verb = predicate.anchor
        special = self._special(predicate)
        if special is not None:
            return special
        subject, holder = g.subject_and_verb(_governor(verb))
        if subject is None and g.tense(verb) == "infinitive":  # "…, para firmar el acuerdo": who the sentence is about
            subject, holder = g.subject_and_verb(verb.sent.root)
        found = self._of_subject(holder, subject)
        # several sides that agree among themselves: "se comprometieron a negociar con la UE" does not bind the UE
        among = found.joint and (found.how.startswith("anaphor") or predicate.kind in ("agree", "intend", "reaffirm"))
        partners = [] if among else self._partners(predicate)
        if not found.parties:
            sides = distinct(partners)
            alone = len(sides) > 1 and predicate.kind not in ("call", "propose", "support")
            return Found(sides, "partners", 0.6, joint=True) if alone else found
        if predicate.kind in ("call", "propose", "support", "reaffirm") and found.how == "zero.group":
            return Found((), "zero.unknown", 0.0)  # who asks must be said
        if predicate.kind == "call":
            return self._caller(predicate, found)
        parties = distinct((*found.parties, *partners))
        if len(parties) == 1 and parties[0]["kind"] == "country":
            parties = self._with_counterpart(parties[0], predicate)
        if len(parties) == 1 and (other := self._toward(predicate, parties[0])) is not None:
            parties = (*parties, other)
        # who decides together has to be the subject; a future may name its partner behind "con"
        joint = found.joint or (len(parties) > 1 and (predicate.kind.startswith("future") or not predicate.joint_only))
        return Found(parties, found.how, found.confidence, joint=joint)

    def _caller(self, predicate: Predicate, found: Found) -> Found:
        """Who calls; not those who are called on: "los mandatarios pidieron a Estados Unidos" is no call by the US."""
        if found.how == "zero.we" and (speaker := self.sides.speaker(predicate.anchor)):
            return Found(speaker, "zero.we", found.confidence)  # "Aconsejamos a Estados Unidos"
        if not found.how.startswith("anaphor"):
            return found
        verb = predicate.anchor
        called: list[Party] = []
        for token in verb.doc[verb.i + 1 : min(verb.sent.end, verb.i + 4)]:
            if token.lower_ in ("a", "al"):
                called += self.sides.foreign(_phrase_after(token, verb.sent.end))
        if {key_of(p) for p in called} & {key_of(p) for p in found.parties}:
            return Found((), "anaphor.addressee", 0.0)
        return found

    def _special(self, predicate: Predicate) -> Found | None:
        """Parties that are not the verb's subject: of a document, a noun, a passive, a meeting, an obligation."""
        verb = predicate.anchor
        if is_shouted_verb(verb):
            named = distinct(self.sides.within(list(verb.doc[verb.sent.start : verb.i]), seat=True))
            if not named:
                after = list(verb.doc[verb.i + 1 : min(verb.sent.end, verb.i + 9)])
                named = distinct(self.sides.within(after, seat=True))
            return Found(named, "headline", 0.8, joint=len(named) > 1)
        passive = g.is_passive(verb)
        if passive and predicate.kind in ("sign", "agree", "light") and len(between := self._between(verb)) > 1:
            return Found(between, "between", 0.9, joint=True)
        if predicate.document is not None or self._document_acts(predicate):
            return self._of_document(predicate)
        if predicate.rule == "noun.call":
            caller = self.sides.foreign(_phrase_after(verb.nbor(1), verb.sent.end))
            return Found(distinct(caller[:1]), "possessor", 0.8)
        if verb.pos_ in ("NOUN", "PROPN"):
            return self._of_noun(predicate)
        if predicate.kind == "meeting":
            return self._of_meeting(predicate)
        if predicate.rule == "necessity":
            speaker = self.sides.speaker(verb)
            return Found(speaker, "speaker", 0.6) if speaker else Found((), "speaker.unknown", 0.0)
        if predicate.kind == "goal":
            return self._of_goal(verb)
        if predicate.kind == "must":
            return self._of_obligation(verb)
        told = predicate.kind == "sign" or passive or is_modifier(verb)
        if told and (agents := self._agents(predicate)) is not None:
            return agents
        if is_modifier(verb):
            sides = distinct(self._partners(predicate))
            body = self.memory.last
            if (
                not sides
                and verb.head.lemma_.lower() in word_list("resolutions")
                and len(body) == 1
                and is_bloc(body[0])
            ):
                return Found(body, "document.carried", 0.6)  # "La resolución, aprobada por unanimidad, …"
            return Found(sides, "partners" if sides else "partners.unknown", 0.75, joint=len(sides) > 1)
        return None

    def _of_meeting(self, predicate: Predicate) -> Found:
        """Who will meet: those named with "entre" or "con", else the sides of the article."""
        subject = g.subject_of(predicate.anchor)
        named = distinct(
            (*self.sides.foreign(g.noun_phrase(subject) if subject is not None else []), *self._partners(predicate))
        )
        if len(named) > 1:
            return Found(named, "meeting", 0.8, joint=True)
        parties = self.memory.last if len(self.memory.last) > 1 else self.memory.group()
        pair = self.memory.pair()
        if len(parties) == 1 and key_of(parties[0]) in map(key_of, pair):
            parties = pair
        return Found(parties, "meeting.carried", 0.55, joint=len(parties) > 1)

    def _of_goal(self, verb: Token) -> Found:
        """Whose goal: those named before it, else the two sides of the article, else the speaker."""
        before = list(verb.doc[verb.sent.start : verb.i])
        joint = self.memory.anaphor(before)
        named = distinct(self.sides.foreign(before)) if joint is None else joint.parties
        if len(named) > 1:
            return Found(named, "goal", 0.7, joint=True)
        parties = self.memory.last if len(self.memory.last) > 1 else self.memory.pair()
        told = any(t.lemma_.lower() in word_list("documents") for t in before)  # "el objetivo de los acuerdos es"
        if told and parties and (not named or key_of(named[0]) in map(key_of, parties)):
            return Found(parties, "goal.carried", 0.5, joint=True)
        return Found(named or self.sides.speaker(verb), "goal.speaker", 0.4)

    def _of_obligation(self, verb: Token) -> Found:
        """ "Xi dijo que las dos partes deben respetarse": the one who says so calls for it, not at home."""
        subject = g.subject_of(verb)
        tokens = g.noun_phrase(subject) if subject is not None else []
        named = self.sides.foreign(tokens)
        both = self.memory.anaphor(tokens) if tokens and not named else None
        if not named and (both is None or not both.joint):
            return Found((), "obligation.unknown", 0.0)
        speaker = self.sides.speaker(verb)
        if speaker and [key_of(p) for p in speaker] != [key_of(p) for p in named]:
            return Found(speaker, "speaker", 0.7, joint=both is not None)
        last = self.memory.last
        known = len(last) == 1 and last[0]["kind"] in ("country", "organization")
        known = known and [key_of(p) for p in last] != [key_of(p) for p in named]
        return Found(last if known else (), "speaker.carried", 0.5, joint=both is not None)

    def _document_acts(self, predicate: Predicate) -> bool:
        """ "El acuerdo entrará en vigor", "el texto insta": a document without its makers."""
        subject = self._acting(predicate.anchor)
        if subject is not None and subject.i == predicate.anchor.head.i and predicate.kind in ("sign", "light"):
            return False  # "el acuerdo que suscribieron los ministros"
        if subject is None:
            return predicate.kind == "force" and predicate.anchor.pos_ == "VERB" and not g.is_plural(predicate.anchor)
        return (
            subject.lemma_.lower() in word_list("documents")
            and predicate.kind
            in ("force", "call", "support", "light", "reaffirm", "sign", "future_joint", "future_give")
            and self._agents(predicate) is None
        )

    def _acting(self, verb: Token) -> Token | None:
        """The subject of a verb, the noun itself where it is "que": "una resolución que exige el cese"."""
        subject = g.subject_of(verb)
        relative = subject is not None and subject.lower_ == "que" and verb.dep_ in ("acl", "acl:relcl")
        return verb.head if relative else subject

    def _with_counterpart(self, party: Party, predicate: Predicate) -> tuple[Party, ...]:
        """ "Kazajistán está comprometido a profundizar las relaciones bilaterales": with whom, the article has said."""
        if predicate.kind not in ("intend", "agree", "future_joint", "reaffirm"):
            return (party,)
        sentence = predicate.anchor.sent
        rest = text_of(sentence.doc)[predicate.action.idx : sentence.end_char]
        pair = self.memory.pair()
        bilateral = _BILATERAL.search(rest)
        if bilateral and any(key_of(p) == key_of(party) for p in pair):
            others = [p for p in pair if key_of(p) != key_of(party)]
            return (party, *({**p, "resolved_from": bilateral.group()} for p in others))
        before = [t for t in sentence if t.i < predicate.first]
        named = [
            p
            for t in before
            if t.lower_ in ("con", "a")
            for p in self.sides.within([*t.rights, *_phrase_after(t, t.i + 3)])
        ]
        return distinct((party, *(p for p in named if p["kind"] == "country")))

    def _toward(self, predicate: Predicate, party: Party) -> Party | None:
        """Whom a one-sided pledge or support is for: "se comprometió a formar a soldados del ejército jordano".

        The nearest other state in what it is about, by name or by demonym; only for support and for actions that give
        something, as "se comprometió a reducir las compras de petróleo iraní" is no pledge towards Iran.
        """
        if predicate.kind != "support" and not _gives(predicate) and not _backs(predicate):
            return None
        start = max(t.i for t in predicate.words)
        doc, end = predicate.anchor.doc, _clause_end(predicate)
        for at in range(start + 1, min(end, start + _TOWARD)):
            if doc[at].lower_ in ("contra", "frente", "tras", "según"):
                return None
            here = [p for a in self.sides.actors if a.start == at for p in self.sides.parties_of(a)]
            code = demonym_code(doc[at].text)
            here += [state(code, resolved_from=doc[at].text)] if code and not here else []
            others = [p for p in here if is_side(p) and key_of(p) != key_of(party)]
            if others:
                return others[0]
        return None

    def _of_subject(self, verb: Token, subject: Token | None) -> Found:
        if subject is not None:
            tokens = [t for t in g.noun_phrase(subject) if t.i != verb.i]
            named = distinct(self.sides.named_by_subject(tokens))
            if len(named) == 1 and g.is_plural(verb) and (wider := self._before(verb, known=named)):
                return Found(wider, "subject.wider", 0.85, joint=True)
            if named and not self._heads(subject):
                return Found(named, "subject.inside", 0.4, joint=len(named) > 1)
            if named:
                return Found(named, "subject", 0.95, joint=len(named) > 1)
            # "La Cumbre se celebrará en Lima": held, and not acting
            gathering = () if g.is_reflexive(verb) else self.sides.gathering(subject)
            if gathering:
                return Found(gathering, "subject.gathering", 0.85, joint=True)
            own = " ".join(t.lower_ for t in tokens[:2])
            if own in _OWN_STATE and (speaker := self.sides.speaker(verb)):
                return Found(speaker, "anaphor.speaker", 0.85)
            joint = self.memory.anaphor(tokens)
            if joint is not None:
                return joint
            inherited = g.subject_of(verb, before_only=True) if subject.i > verb.i else None
            if inherited is not None and inherited.i < verb.i:
                return self._of_subject(verb, inherited)
        adjacent = self._adjacent(verb)
        if g.is_plural(verb):
            adjacent = self._before(verb) or self._pair_before(verb) or adjacent
        if adjacent:
            return Found(adjacent, "subject.adjacent", 0.8, joint=len(adjacent) > 1)
        if subject is not None and (group := self.sides.described_group(subject, g.noun_phrase(subject))):
            return Found(group, "subject.group", 0.6, joint=True)
        if (
            (subject is None or subject.lower_ in _RELATIVES)
            and g.is_plural(verb)
            and len(after := self._after(verb)) > 1
        ):
            return Found(after, "subject.after", 0.85, joint=True)
        if subject is not None and subject.lower_ in _RELATIVES and verb.dep_ in ("acl", "acl:relcl"):
            noun = verb.head  # "ocho países que trabajarán con la ONU"
            group = self.sides.described_group(noun, [t for t in g.noun_phrase(noun) if t.i < subject.i])
            if group:
                return Found(group, "antecedent.group", 0.6, joint=True)
        if subject is not None and subject.lower_ in _RELATIVES and (antecedent := self._antecedent(subject)):
            return Found(antecedent, "antecedent", 0.8, joint=len(antecedent) > 1)
        if subject is not None and g.is_passive(verb) and (above := g.verb_above(verb)) is not None:
            return self._of_subject(above, g.subject_of(above, before_only=True))  # "una nota en la que se pide"
        if subject is not None and (subject.pos_ != "PRON" or subject.lower_ in _RELATIVES):
            return Found((), "subject.unknown", 0.0)
        return self._zero_subject(verb)

    def _heads(self, subject: Token) -> bool:
        """Whether the head of a subject is an actor itself: not in "las reformas de Peña mejorarán la economía"."""
        # "las compañías Transnet y CFM": the names stand right behind their noun
        known = any(a.start <= subject.i < a.end or a.start == subject.i + 1 for a in self.sides.actors)
        return known or demonym_code(subject.text) is not None or self.sides.is_group(subject)

    def _antecedent(self, pronoun: Token) -> tuple[Party, ...]:
        """ "las delegaciones de Perú y Chile, que pidieron …": whom a relative pronoun stands for."""
        tokens: list[Token] = []
        for token in reversed(pronoun.doc[pronoun.sent.start : pronoun.i]):
            if (g.is_finite(token) and token.pos_ in ("VERB", "AUX")) or token.text in (";", ":"):
                break
            tokens.insert(0, token)
        actors = [a for a in self.sides.actors if tokens and tokens[0].i <= a.start and a.end <= pronoun.i]
        if not actors or pronoun.i - actors[-1].end > 1:
            return ()
        last = actors[-1]
        joined = [a for a in actors if a.governed == last.governed and a.kind == last.kind]
        return distinct(p for a in joined for p in self.sides.parties_of(a))

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
        actors = [a for a in self.sides.actors if start <= a.start and a.end <= first and not a.governed]
        found = distinct((*known, *(p for a in actors for p in self.sides.parties_of(a, seat=a.start > start))))
        if len(found) > 1:
            return found
        unknown = any(a.kind == "person" and not self.sides.parties_of(a) for a in actors)
        pair = self.memory.pair()
        if len(found) == 1 and unknown and any(key_of(p) == key_of(found[0]) for p in pair):
            return pair
        return ()

    def _after(self, verb: Token) -> tuple[Party, ...]:
        """ "el plan que acordaron ayer Honduras y El Salvador": sides behind their verb, with no preposition."""
        last = next(
            (t.i for t in verb.doc[verb.i + 1 : verb.sent.end] if g.is_finite(t) and t.pos_ in ("VERB", "AUX")),
            verb.sent.end,
        )
        actors = [a for a in self.sides.actors if verb.i < a.start and a.end <= last and not a.governed]
        return distinct(p for a in actors for p in self.sides.parties_of(a))

    def _pair_before(self, verb: Token) -> tuple[Party, ...]:
        """ "Tras un almuerzo en Apia, Samoa y Tonga acordaron": two sides behind a comma, before their verb.

        The preposition of "en Apia" seems to govern them too, as it does in "en España, Francia e Italia".
        """
        first = min([verb.i, *(a.i for a in g.auxiliaries(verb))])
        actors = [a for a in self.sides.actors if verb.sent.start <= a.start and a.end <= first]
        if len(actors) < 2 or actors[-1].end != first or verb.sent[0].pos_ not in ("ADP", "SCONJ", "ADV"):
            return ()
        one, other = actors[-2:]
        joined = verb.doc[one.end : other.start].text.split()[:1] in (["y"], ["e"])
        comma = one.start > verb.sent.start and verb.doc[one.start - 1].text == ","
        return distinct(p for a in (one, other) for p in self.sides.parties_of(a)) if joined and comma else ()

    def _adjacent(self, verb: Token) -> tuple[Party, ...]:
        """The actor before the verb, where the parser saw another subject: "según el acuerdo, Irán garantizará"."""
        first = min([verb.i, *(a.i for a in g.auxiliaries(verb))])
        while first > verb.sent.start and verb.doc[first - 1].lower_ in ("se", "no", "también", "ya", "le", "les"):
            first -= 1
        for actor in self.sides.actors:
            if actor.end == first and not actor.governed:
                return distinct(self.sides.parties_of(actor, seat=True))
        return ()

    def _zero_subject(self, verb: Token) -> Found:
        """ "Agregó que ...", "También ampliarán ...": the subject is that of the sentence before.

        "Dejó claro que China no cambiará sus metas, pero seguirá trabajando": that of the verb before comes first.
        """
        before = g.verb_before(verb) or g.verb_above(verb)
        subject = g.subject_of(before, before_only=True) if before is not None else None
        named = distinct(self.sides.named_by_subject(g.noun_phrase(subject))) if subject is not None else ()
        joint = self.memory.anaphor(g.noun_phrase(subject)) if subject is not None and not named else None
        if joint is not None:
            return joint
        if before is not None and not named and g.is_plural(before):
            named = self._before(before)
        if named:
            return Found(named, "subject.before", 0.75, joint=len(named) > 1)
        if g.person(verb) == "1":
            speaker, pair = self.sides.speaker(verb), self.memory.pair()
            if speaker and not g.is_plural(verb):
                return Found(speaker, "zero.speaker", 0.7)  # "he instado a los líderes"
            if speaker and any(key_of(p) == key_of(speaker[0]) for p in pair):
                return Found(pair, "zero.we", 0.55, joint=True)
            return Found(speaker or self.memory.last, "zero.we", 0.4, joint=len(self.memory.last) > 1 and not speaker)
        if g.is_plural(verb) or (g.is_reflexive(verb) and lemma_of(verb) not in word_list("pronominal")):
            if len(self.memory.last) > 1:
                return Found(self.memory.last, "zero.plural", 0.7, joint=True)
            group = self.memory.group()
            return Found(group, "zero.group", 0.4, joint=True) if group else Found((), "zero.unknown", 0.0)
        speaker = self.sides.speaker(verb)
        if speaker:
            return Found(speaker, "zero.speaker", 0.45)
        if len(self.memory.last) == 1:
            # "China donará dos ambulancias. También construirá un hospital": who pledged goes on pledging
            again = self.memory.committed
            return Found(self.memory.last, "zero.again" if again else "zero.singular", 0.55 if again else 0.4)
        if self.memory.single:
            return Found(self.memory.single, "zero.earlier", 0.35)
        return Found((), "zero.unknown", 0.0)

    def _agents(self, predicate: Predicate) -> Found | None:
        """ "fue suscrito por los dos ministros", "el acuerdo firmado por las potencias con Irán"."""
        verb = predicate.anchor
        named: list[Party] = []
        for child in verb.children:
            if child.i > verb.i and any(c.dep_ == "case" and c.lower_ == "por" for c in child.lefts):
                tokens = g.noun_phrase(child)
                witness = next((t.i for t in tokens if t.lower_ in ("ante", "durante")), verb.sent.end)
                tokens = [t for t in tokens if t.i < witness]  # "por las directoras, ante la presidenta"
                joint = self.memory.anaphor(tokens)
                named += self.sides.within(tokens, seat=True) or (list(joint.parties) if joint else [])
        if not named:
            return None
        parties = distinct((*named, *self._partners(predicate)))
        return Found(parties, "agent", 0.9, joint=len(parties) > 1)

    def _between(self, verb: Token) -> tuple[Party, ...]:
        """ "Entre Togo y Benín se alcanzó un acuerdo", "fue firmado un convenio entre ambos países"."""
        for cue in verb.sent:
            if cue.lower_ == "entre":
                phrase = _phrase_after(cue, verb.sent.end)
                joint = self.memory.anaphor(phrase) if phrase else None
                named = distinct(self.sides.within(phrase, seat=True)) or (joint.parties if joint else ())
                if len(named) > 1:
                    return named
        return ()

    def _partners(self, predicate: Predicate) -> list[Party]:
        """ "con Kazajistán", "entre Perú y Chile", and the addressee of an offer or a pledge: "a México"."""
        addressed = predicate.kind in _ADDRESSED or _gives(predicate)
        cues = ("con", "entre", "junto", *(("a", "al") if addressed else ()))
        if predicate.rule == "verb.recibir-apoyo":  # "recibió el respaldo de la OEA"
            cues = ("de", "del", "por")
        first, last = min(t.i for t in predicate.words), _clause_end(predicate)
        found: list[Party] = []
        for token in predicate.anchor.doc[first:last]:
            if token.lower_ not in cues or not self._may_join(predicate, token):
                continue
            phrase = _phrase_after(token, last)
            if token.lower_ in ("a", "al") and len(phrase) > 8:
                continue
            seat = token.lower_ == "entre" or predicate.kind in ("support", "propose")
            named = self.sides.within(phrase, seat=seat)
            if not named and token.lower_ == "entre":  # "se firmaron entre los mandatarios de ambas naciones"
                joint = self.memory.anaphor(phrase)
                named = list(joint.parties) if joint is not None else []
            found += named
        if not found and predicate.kind in ("sign", "agree", "light"):
            # "Con el presidente galo, Emmanuel Macron, acordó afianzar ..."
            for token in predicate.anchor.doc[predicate.anchor.sent.start : first]:
                if token.lower_ == "con" and not any(g.is_finite(t) for t in predicate.anchor.doc[token.i : first]):
                    found += self.sides.foreign(_phrase_after(token, first))
        return found

    def _may_join(self, predicate: Predicate, cue: Token) -> bool:
        """Whether a preposition may lead to a partner, by what stands before it."""
        before = {cue.nbor(-1).lemma_.lower(), cue.nbor(-1).lower_} if cue.i else set()
        if predicate.kind == "propose" and cue.lower_ == "entre" and before & word_list("meetings"):
            return False  # "se ofrecieron a organizar un encuentro | entre los generales"
        if cue.lower_ == "al" and any(a.start < cue.i < a.end for a in self.sides.actors):
            return False  # "Abdel Fatah | al Burhan"
        return not cue.i or cue.nbor(-1).lemma_.lower() not in word_list("no_partner")

    def _of_noun(self, predicate: Predicate) -> Found:
        noun = predicate.anchor
        sentence = noun.sent
        partners: list[Party] = []
        for token in noun.doc[noun.i : sentence.end]:
            if token.lower_ in ("con", "entre", "por"):
                partners += self.sides.within(_phrase_after(token, sentence.end), seat=token.lower_ != "por")
        parties = distinct(partners)
        if len(parties) > 1:
            return Found(parties, "partners", 0.85, joint=True)
        joint = self.memory.anaphor(list(sentence))
        if joint is not None:
            return joint
        named = distinct(self.sides.foreign(list(sentence)))
        if len(named) > 1 and len(named) <= 3:
            return Found(named, "sentence", 0.6, joint=True)
        if len(self.memory.last) > 1:
            return Found(self.memory.last, "carried", 0.4, joint=True)
        return Found(parties or named, "sentence", 0.45)

    def _of_document(self, predicate: Predicate) -> Found:
        subject = predicate.document or self._acting(predicate.anchor)
        phrase = g.noun_phrase(subject) if subject is not None else []
        named = distinct(self.sides.within(phrase, seat=True))
        if not named and predicate.kind == "force" and subject is not None:
            # "está vigente el convenio que exime de visado a los turistas de Ecuador y Emiratos"
            named = distinct(p for p in self.sides.within(list(subject.subtree)) if is_side(p))
        own = any(t.lower_ in ("entre", "con") for t in phrase)
        if len(named) > 1 and (own or not self.memory.last):
            return Found(named, "document", 0.7, joint=True)
        if predicate.kind == "sign" and len(self.memory.last) < 2 and (pair := self.memory.pair()):
            return Found(pair, "document.pair", 0.5, joint=True)
        if len(self.memory.last) > 1 or (self.memory.last and not named):
            return Found(self.memory.last, "document.carried", 0.55, joint=len(self.memory.last) > 1)
        return Found(named, "document", 0.4)


def _backs(predicate: Predicate) -> bool:
    """ "reiteró su apoyo al Estado palestino": support in the words of a reaffirmation."""
    near = predicate.anchor.doc[predicate.anchor.i : predicate.anchor.i + 6]
    return predicate.kind == "reaffirm" and any(t.lower_ in word_list("backing") for t in near)


def _gives(predicate: Predicate) -> bool:
    """Aid, a present or a concession: "donó", "anunció el envío", "se comprometió a financiar"."""
    if predicate.kind not in ("agree", "intend", "light", "reaffirm", "propose", "future_give"):
        return False
    kind, _ = actions().get(lemma_of(predicate.action), ("", NO_EVENT))
    return (
        kind == "give"
        or predicate.event[0] == "AID"
        or predicate.rule == "verb.anunciar-accion"
        or lemma_of(predicate.action) in word_list("helping")
    )


def _governor(verb: Token) -> Token:
    """The finite verb behind a predicative: "tienen" in "tienen vigente un tratado"."""
    if verb.pos_ != "ADJ" or verb.i == verb.sent.start:
        return verb
    near = [
        t for t in verb.doc[max(verb.sent.start, verb.i - 3) : verb.i] if g.is_finite(t) and t.pos_ in ("VERB", "AUX")
    ]
    return near[-1] if near and near[-1].pos_ == "VERB" else verb


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
        if out and token.pos_ == "DET" and out[-1].pos_ == "PROPN" and not token.text[0].isupper():
            break  # "ofreció a Armenia | los buenos oficios"
        if out and token.lower_ in ("para", "sobre", "en", "a", "al", "por", "desde", "hasta", "ante", "contra"):
            break
        if token.text == "," and not _list_goes_on(token):
            break
        out.append(token)
    return out


def _list_goes_on(comma: Token) -> bool:
    rest = [t for t in comma.doc[comma.i + 1 : min(comma.sent.end, comma.i + 4)]]
    return any(t.pos_ == "PROPN" for t in rest[:2])
