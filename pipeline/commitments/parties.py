"""Who commits: the subject of a predicate, its partners and addressee, and what stands for them.

"Las dos partes ampliarán", "Perú firmó con Chile", "fue suscrito por los cancilleres", "También reforzarán".
"""

from __future__ import annotations

import re

from spacy.tokens import Doc

from pipeline.commitments import grammar as g
from pipeline.commitments.complements import is_modifier, is_shouted_verb
from pipeline.commitments.inventory import Predicate
from pipeline.commitments.memory import Found, Memory
from pipeline.commitments.partners import Partners, phrase_after
from pipeline.commitments.sides import Party, Sides, distinct, is_bloc, is_side, key_of
from pipeline.commitments.subjects import Subjects
from pipeline.commitments.tree import Text, Word
from pipeline.commitments.words import word_list

_BILATERAL = re.compile(
    r"\b(?:bilaterales|bilateral|(?:ambos|los dos) (?:pueblos|países)|ambas naciones|[A-ZÁÉÍÓÚ]\w+-[A-ZÁÉÍÓÚ]\w+)\b"
)

#: So many states in a sentence are a list, and not the parties.
_LIST = 4


class Parties:
    """Answers who commits, for one predicate after the other; remembers who was spoken of."""

    def __init__(self, doc: Doc, text: Text) -> None:
        self.sides = Sides(doc, text)
        self.memory = Memory(self.sides)
        self.subjects = Subjects(self.sides, self.memory)
        self.partners = Partners(self.sides, self.memory)

    def of_predicate(self, predicate: Predicate) -> Found:
        """Parties of a predicate: its subject, its partners ("con", "entre", "por"), its addressee."""
        verb = predicate.anchor
        special = self._special(predicate)
        if special is not None:
            return special
        subject, holder = g.subject_and_verb(_governor(verb))
        if subject is None and g.tense(verb) == "infinitive":  # "…, para firmar el acuerdo": who the sentence is about
            subject, holder = g.subject_and_verb(verb.sent.root)
        found = self.subjects.of(holder, subject)
        # several sides that agree among themselves: "se comprometieron a negociar con la UE" does not bind the UE
        among = found.joint and (found.how.startswith("anaphor") or predicate.kind in ("agree", "intend", "reaffirm"))
        partners = [] if among else self.partners.of(predicate)
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
        if len(parties) == 1 and (other := self.partners.toward(predicate, parties[0])) is not None:
            parties = (*parties, other)
        # who decides together has to be the subject; a future may name its partner behind "con"
        joint = found.joint or (len(parties) > 1 and (predicate.kind.startswith("future") or not predicate.joint_only))
        return Found(parties, found.how, found.confidence, joint=joint)

    def guess(self, predicate: Predicate, how: str) -> Found:
        """Who it may be where nothing says so; `how` tells what `of_predicate` was at a loss about.

        A subject that is no known actor is taken by its words ("los líderes mundiales"); one that is left out is the
        speaker, else whom the text spoke of last.
        """
        verb = predicate.anchor
        if how == "anaphor.addressee":
            return Found((), how, 0.0)
        subject = g.subject_of(_governor(verb)) if how == "subject.unknown" else None
        if subject is not None and (actor := self.sides.by_words(subject)):
            return Found(actor, "guess.subject", 0.4, joint=g.is_plural(verb))
        if subject is not None and self.sides.is_private(subject):
            return Found((), how, 0.0)
        nominal = verb.pos_ in ("NOUN", "PROPN") or how == "headline"
        named = distinct(self.sides.foreign(verb.sent)) if nominal else ()
        guesses = (
            ("speaker", self.sides.speaker(verb)),
            ("sentence", named if len(named) < _LIST else ()),
            ("last", self.memory.last or self.memory.single),
            ("pair", self.memory.pair()),
        )
        some = subject is not None or how == "partners.unknown"  # somebody acts, and not whom the text spoke of
        for name, parties in guesses:
            if some and name == "last" and len(parties) < 2:
                continue
            if parties and (len(parties) > 1 or not predicate.joint_only):
                return Found(parties, f"guess.{name}" + (".other" if some else ""), 0.3, joint=len(parties) > 1)
        return Found((), "guess.none", 0.0)

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
                called += self.sides.foreign(phrase_after(token, verb.sent.end))
        if {key_of(p) for p in called} & {key_of(p) for p in found.parties}:
            return Found((), "anaphor.addressee", 0.0)
        return found

    def _special(self, predicate: Predicate) -> Found | None:
        """Parties that are not the verb's subject: of a document, a noun, a passive, a meeting, an obligation."""
        verb = predicate.anchor
        if is_shouted_verb(verb):
            return self._of_headline(verb)
        passive = g.is_passive(verb)
        if passive and predicate.kind in ("sign", "agree", "light") and len(between := self.partners.between(verb)) > 1:
            return Found(between, "between", 0.9, joint=True)
        if predicate.document is not None or self._document_acts(predicate):
            return self._of_document(predicate)
        by_kind = self._by_kind(predicate)
        if by_kind is not None:
            return by_kind
        told = predicate.kind == "sign" or passive or is_modifier(verb)
        if told and (agents := self.partners.agents(predicate)) is not None:
            return agents
        return self._of_participle(predicate) if is_modifier(verb) else None

    def _by_kind(self, predicate: Predicate) -> Found | None:
        """Parties of what has no subject that commits: nouns, next meetings, goals, needs."""
        verb = predicate.anchor
        if predicate.rule == "noun.call":
            caller = self.sides.foreign(phrase_after(verb.nbor(1), verb.sent.end))
            return Found(distinct(caller[:1]), "possessor", 0.8)
        if predicate.rule == "noun.stance":
            return self._of_stance(predicate)
        if predicate.rule == "noun.backing" and predicate.action.nbor(1).lower_ in ("de", "del"):
            backer = distinct(self.sides.within(phrase_after(predicate.action.nbor(1), verb.sent.end), seat=True))
            return Found(backer, "possessor", 0.8) if backer else None  # "contará con el apoyo de España"
        if verb.pos_ in ("NOUN", "PROPN"):
            return self._of_noun(predicate)
        if predicate.rule == "necessity":
            speaker = self.sides.speaker(verb)
            return Found(speaker, "speaker", 0.6) if speaker else Found((), "speaker.unknown", 0.0)
        if predicate.kind == "meeting":
            return self._of_meeting(predicate)
        if predicate.kind == "goal":
            return self._of_goal(verb)
        return self._of_obligation(verb) if predicate.kind == "must" else None

    def _of_stance(self, predicate: Predicate) -> Found:
        """ "la iniciativa de Francia de abrir negociaciones", "reiteró su compromiso de retirar las tropas"."""
        noun = predicate.anchor
        owner = distinct(self.sides.within(noun.doc[noun.i + 1 : predicate.action.i], seat=True))
        if owner:
            return Found(owner, "possessor", 0.8, joint=len(owner) > 1)
        verb = g.finite_verb_above(noun)
        if verb is None or noun.nbor(-1).lower_ not in ("su", "sus", "el", "la", "un", "una"):
            return Found((), "possessor.unknown", 0.0)
        subject, holder = g.subject_and_verb(verb)
        return self.subjects.of(holder, subject)

    def _of_headline(self, verb: Word) -> Found:
        """ "PERÚ E ITALIA SUSCRIBEN", "Acuerdan México y Cuba": who stands before the verb, else right behind it."""
        named = distinct(self.sides.within(verb.doc[verb.sent.start : verb.i], seat=True))
        if not named:
            after = verb.doc[verb.i + 1 : min(verb.sent.end, verb.i + 9)]
            named = distinct(self.sides.within(after, seat=True))
        return Found(named, "headline", 0.8, joint=len(named) > 1)

    def _of_participle(self, predicate: Predicate) -> Found:
        """ "el acuerdo alcanzado con Irán"; "La resolución, aprobada por unanimidad" is the body's spoken of last."""
        sides = distinct(self.partners.of(predicate))
        last = self.memory.last
        resolution = predicate.anchor.head.lemma_.lower() in word_list("resolutions")
        if not sides and resolution and len(last) == 1 and is_bloc(last[0]):
            return Found(last, "document.carried", 0.6)
        return Found(sides, "partners" if sides else "partners.unknown", 0.75, joint=len(sides) > 1)

    def _of_meeting(self, predicate: Predicate) -> Found:
        """Who will meet: those named with "entre" or "con", else the sides of the article."""
        subject = g.subject_of(predicate.anchor)
        named = distinct(
            (*self.sides.foreign(g.noun_phrase(subject) if subject is not None else []), *self.partners.of(predicate))
        )
        if len(named) > 1:
            return Found(named, "meeting", 0.8, joint=True)
        parties = self.memory.last if len(self.memory.last) > 1 else self.memory.group()
        pair = self.memory.pair()
        if len(parties) == 1 and key_of(parties[0]) in map(key_of, pair):
            parties = pair
        return Found(parties, "meeting.carried", 0.55, joint=len(parties) > 1)

    def _of_goal(self, verb: Word) -> Found:
        """Whose goal: those named before it, else the two sides of the article, else the speaker."""
        before = verb.doc[verb.sent.start : verb.i]
        joint = self.memory.anaphor(before)
        named = distinct(self.sides.foreign(before)) if joint is None else joint.parties
        if len(named) > 1:
            return Found(named, "goal", 0.7, joint=True)
        parties = self.memory.last if len(self.memory.last) > 1 else self.memory.pair()
        told = any(t.lemma_.lower() in word_list("documents") for t in before)  # "el objetivo de los acuerdos es"
        if told and parties and (not named or key_of(named[0]) in map(key_of, parties)):
            return Found(parties, "goal.carried", 0.5, joint=True)
        return Found(named or self.sides.speaker(verb), "goal.speaker", 0.4)

    def _of_obligation(self, verb: Word) -> Found:
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
            and self.partners.agents(predicate) is None
        )

    def _acting(self, verb: Word) -> Word | None:
        """The subject of a verb, the noun itself where it is "que": "una resolución que exige el cese"."""
        subject = g.subject_of(verb)
        relative = subject is not None and subject.lower_ == "que" and verb.dep_ in ("acl", "acl:relcl")
        return verb.head if relative else subject

    def _with_counterpart(self, party: Party, predicate: Predicate) -> tuple[Party, ...]:
        """ "Kazajistán está comprometido a profundizar las relaciones bilaterales": with whom, the article has said."""
        if predicate.kind not in ("intend", "agree", "future_joint", "reaffirm"):
            return (party,)
        sentence = predicate.anchor.sent
        rest = sentence.doc.text[predicate.action.idx : sentence.end_char]
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
            for p in self.sides.within([*t.rights, *phrase_after(t, t.i + 3)])
        ]
        return distinct((party, *(p for p in named if p["kind"] == "country")))

    def _of_noun(self, predicate: Predicate) -> Found:
        noun = predicate.anchor
        sentence = noun.sent
        partners: list[Party] = []
        for token in noun.doc[noun.i : sentence.end]:
            if token.lower_ in ("con", "entre", "por"):
                partners += self.sides.within(phrase_after(token, sentence.end), seat=token.lower_ != "por")
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
        if not named and not parties and (pair := self.memory.pair()):
            return Found(pair, "carried.pair", 0.35, joint=True)
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


def _governor(verb: Word) -> Word:
    """The finite verb behind a predicative: "tienen" in "tienen vigente un tratado"."""
    if verb.pos_ != "ADJ" or verb.i == verb.sent.start:
        return verb
    near = [
        t for t in verb.doc[max(verb.sent.start, verb.i - 3) : verb.i] if g.is_finite(t) and t.pos_ in ("VERB", "AUX")
    ]
    return near[-1] if near and near[-1].pos_ == "VERB" else verb
