"""The subject of a commitment: named, in front of its verb or behind it, left out, or told by a pronoun.

"Las dos partes ampliarán", "el plan que acordaron Honduras y El Salvador", "También reforzarán".
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.commitments import grammar as g
from pipeline.commitments.inventory import lemma_of
from pipeline.commitments.memory import Found, Memory
from pipeline.commitments.sides import Party, Sides, distinct, key_of
from pipeline.commitments.tree import Word
from pipeline.commitments.words import demonym_code, word_list

_OWN_STATE = ("mi país", "nuestro país", "mi gobierno", "nuestro gobierno", "nuestra nación", "mi nación")
_RELATIVES = ("que", "quien", "quienes", "cual", "cuales")


class Subjects:
    """Answers who the subject of a verb is, as parties."""

    def __init__(self, sides: Sides, memory: Memory) -> None:
        self.sides = sides
        self.memory = memory

    def of(self, verb: Word, subject: Word | None) -> Found:
        """Parties of the subject of `verb`; `subject` is its head, None where the parser sees none."""
        if subject is not None and (found := self._named(verb, subject)) is not None:
            return found
        adjacent = self._adjacent(verb)
        if g.is_plural(verb):
            adjacent = self._before(verb) or self._pair_before(verb) or adjacent
        if adjacent:
            return Found(adjacent, "subject.adjacent", 0.8, joint=len(adjacent) > 1)
        if subject is not None and (group := self.sides.described_group(subject, g.noun_phrase(subject))):
            return Found(group, "subject.group", 0.6, joint=True)
        relative = subject is not None and subject.lower_ in _RELATIVES
        if (subject is None or relative) and g.is_plural(verb) and len(after := self._after(verb)) > 1:
            return Found(after, "subject.after", 0.85, joint=True)
        if subject is None:
            return self._zero(verb)
        if relative and (found := self._of_relative(verb, subject)) is not None:
            return found
        if g.is_passive(verb) and (above := g.verb_above(verb)) is not None:
            return self.of(above, g.subject_of(above, before_only=True))  # "una nota en la que se pide"
        if subject.pos_ != "PRON" or relative:
            return Found((), "subject.unknown", 0.0)
        return self._zero(verb)

    def _named(self, verb: Word, subject: Word) -> Found | None:
        """Parties that the words of a subject name or refer to."""
        tokens = [t for t in g.noun_phrase(subject) if t.i != verb.i]
        named = distinct(self.sides.named_by_subject(tokens))
        if len(named) == 1 and g.is_plural(verb) and (wider := self._before(verb, known=named)):
            return Found(wider, "subject.wider", 0.85, joint=True)
        if named:
            heads = self._heads(subject)
            how, confidence = ("subject", 0.95) if heads else ("subject.inside", 0.4)
            return Found(named, how, confidence, joint=len(named) > 1)
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
        return self.of(verb, inherited) if inherited is not None and inherited.i < verb.i else None

    def _of_relative(self, verb: Word, pronoun: Word) -> Found | None:
        """Whom the "que" of a relative clause stands for."""
        if verb.dep_ in ("acl", "acl:relcl"):  # "ocho países que trabajarán con la ONU"
            noun = verb.head
            group = self.sides.described_group(noun, [t for t in g.noun_phrase(noun) if t.i < pronoun.i])
            if group:
                return Found(group, "antecedent.group", 0.6, joint=True)
        antecedent = self._antecedent(pronoun)
        return Found(antecedent, "antecedent", 0.8, joint=len(antecedent) > 1) if antecedent else None

    def _heads(self, subject: Word) -> bool:
        """Whether the head of a subject is an actor itself: not in "las reformas de Peña mejorarán la economía"."""
        # "las compañías Transnet y CFM": the names stand right behind their noun
        known = any(a.start <= subject.i < a.end or a.start == subject.i + 1 for a in self.sides.actors)
        return known or demonym_code(subject.text) is not None or self.sides.is_group(subject)

    def _antecedent(self, pronoun: Word) -> tuple[Party, ...]:
        """ "las delegaciones de Perú y Chile, que pidieron …": whom a relative pronoun stands for."""
        tokens: list[Word] = []
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

    def _before(self, verb: Word, *, known: Sequence[Party] = ()) -> tuple[Party, ...]:
        """Two or more actors in front of a plural verb, where the parser cut the subject short.

        When one of them is a person of unknown country ("la fiscal de la Nación y el embajador de Italia firmaron"),
        the pair of states of the article that the other belongs to.
        """
        first = g.first_index(verb)
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

    def _after(self, verb: Word) -> tuple[Party, ...]:
        """ "el plan que acordaron ayer Honduras y El Salvador": sides behind their verb, with no preposition."""
        last = next(
            (t.i for t in verb.doc[verb.i + 1 : verb.sent.end] if g.is_finite(t) and t.pos_ in ("VERB", "AUX")),
            verb.sent.end,
        )
        actors = [a for a in self.sides.actors if verb.i < a.start and a.end <= last and not a.governed]
        return distinct(p for a in actors for p in self.sides.parties_of(a))

    def _pair_before(self, verb: Word) -> tuple[Party, ...]:
        """ "Tras un almuerzo en Apia, Samoa y Tonga acordaron": two sides behind a comma, before their verb.

        The preposition of "en Apia" seems to govern them too, as it does in "en España, Francia e Italia".
        """
        first = g.first_index(verb)
        actors = [a for a in self.sides.actors if verb.sent.start <= a.start and a.end <= first]
        if len(actors) < 2 or actors[-1].end != first or verb.sent[0].pos_ not in ("ADP", "SCONJ", "ADV"):
            return ()
        one, other = actors[-2:]
        joined = verb.doc.between(one.end, other.start).split()[:1] in (["y"], ["e"])
        comma = one.start > verb.sent.start and verb.doc[one.start - 1].text == ","
        return distinct(p for a in (one, other) for p in self.sides.parties_of(a)) if joined and comma else ()

    def _adjacent(self, verb: Word) -> tuple[Party, ...]:
        """The actor before the verb, where the parser saw another subject: "según el acuerdo, Irán garantizará"."""
        first = g.first_index(verb)
        while first > verb.sent.start and verb.doc[first - 1].lower_ in ("se", "no", "también", "ya", "le", "les"):
            first -= 1
        for actor in self.sides.actors:
            if actor.end == first and not actor.governed:
                return distinct(self.sides.parties_of(actor, seat=True))
        return ()

    def _zero(self, verb: Word) -> Found:
        """ "Agregó que ...", "También ampliarán ...": the subject is that of the sentence before.

        "Dejó claro que China no cambiará sus metas, pero seguirá trabajando": that of the verb before comes first.
        """
        found = self._of_verb_before(verb)
        if found is not None:
            return found
        if g.person(verb) == "1":
            return self._we(verb)
        last = self.memory.last
        if g.is_plural(verb) or (g.is_reflexive(verb) and lemma_of(verb) not in word_list("pronominal")):
            if len(last) > 1:
                return Found(last, "zero.plural", 0.7, joint=True)
            group = self.memory.group()
            return Found(group, "zero.group", 0.4, joint=True) if group else Found((), "zero.unknown", 0.0)
        speaker = self.sides.speaker(verb)
        if speaker:
            return Found(speaker, "zero.speaker", 0.45)
        if len(last) == 1:
            # "China donará dos ambulancias. También construirá un hospital": who pledged goes on pledging
            again = self.memory.committed
            return Found(last, "zero.again" if again else "zero.singular", 0.55 if again else 0.4)
        if self.memory.single:
            return Found(self.memory.single, "zero.earlier", 0.35)
        return Found((), "zero.unknown", 0.0)

    def _of_verb_before(self, verb: Word) -> Found | None:
        before = g.verb_before(verb) or g.verb_above(verb)
        if before is None:
            return None
        subject = g.subject_of(before, before_only=True)
        phrase = g.noun_phrase(subject) if subject is not None else []
        named = distinct(self.sides.named_by_subject(phrase)) if phrase else ()
        joint = self.memory.anaphor(phrase) if phrase and not named else None
        if joint is not None:
            return joint
        if not named and g.is_plural(before):
            named = self._before(before)
        return Found(named, "subject.before", 0.75, joint=len(named) > 1) if named else None

    def _we(self, verb: Word) -> Found:
        """ "Trabajaremos", "insto": the speaker, and in the plural perhaps both sides of the article."""
        speaker, pair = self.sides.speaker(verb), self.memory.pair()
        if speaker and not g.is_plural(verb):
            return Found(speaker, "zero.speaker", 0.7)  # "he instado a los líderes"
        if speaker and any(key_of(p) == key_of(speaker[0]) for p in pair):
            return Found(pair, "zero.we", 0.55, joint=True)
        return Found(speaker or self.memory.last, "zero.we", 0.4, joint=len(self.memory.last) > 1 and not speaker)
