"""The other sides of a commitment: partners, agents of a passive, and whom a pledge is for.

"Perú firmó con Chile", "fue suscrito por los cancilleres", "entre Togo y Benín", "donó a Honduras".
"""

from __future__ import annotations

from pipeline.commitments import grammar as g
from pipeline.commitments.inventory import NO_EVENT, Predicate, actions, lemma_of
from pipeline.commitments.memory import Found, Memory
from pipeline.commitments.sides import Party, Sides, distinct, is_side, key_of, state
from pipeline.commitments.tree import Word
from pipeline.commitments.words import demonym_code, word_list

#: Kinds whose addressee is a party too, when it is named: "ofreció a México".
_ADDRESSED = ("propose", "intend", "support", "reaffirm", "future_joint", "future_give")
#: The other one of two: "entre el ministro japonés, Fumio Kishida, y su homólogo surcoreano".
_FELLOWS = ("homólog", "par", "colega", "contraparte", "similar")
#: Tokens after a predicate in which the state stands that it is for.
_TOWARD = 22


class Partners:
    """Answers with whom, between whom, by whom and for whom."""

    def __init__(self, sides: Sides, memory: Memory) -> None:
        self.sides = sides
        self.memory = memory

    def toward(self, predicate: Predicate, party: Party) -> Party | None:
        """Whom a one-sided pledge or support is for: "se comprometió a formar a soldados del ejército jordano".

        The nearest other state in what it is about, by name or by demonym; only for support and for actions that give
        something, as "se comprometió a reducir las compras de petróleo iraní" is no pledge towards Iran.
        """
        if predicate.kind != "support" and not gives(predicate) and not backs(predicate):
            return None
        start = max(t.i for t in predicate.words)
        doc, end = predicate.anchor.doc, clause_end(predicate)
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

    def agents(self, predicate: Predicate) -> Found | None:
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
        parties = distinct((*named, *self.of(predicate)))
        return Found(parties, "agent", 0.9, joint=len(parties) > 1)

    def between(self, verb: Word) -> tuple[Party, ...]:
        """ "Entre Togo y Benín se alcanzó un acuerdo", "fue firmado un convenio entre ambos países"."""
        for cue in verb.sent:
            if cue.lower_ == "entre":
                phrase = phrase_after(cue, verb.sent.end)
                joint = self.memory.anaphor(phrase) if phrase else None
                named = distinct(self.sides.within(phrase, seat=True)) or (joint.parties if joint else ())
                if len(named) > 1:
                    return named
        return ()

    def of(self, predicate: Predicate) -> list[Party]:
        """ "con Kazajistán", "entre Perú y Chile", and the addressee of an offer or a pledge: "a México"."""
        addressed = predicate.kind in _ADDRESSED or gives(predicate)
        cues = ("con", "entre", "junto", *(("a", "al") if addressed else ()))
        if predicate.rule == "verb.recibir-apoyo":  # "recibió el respaldo de la OEA"
            cues = ("de", "del", "por")
        first, last = min(t.i for t in predicate.words), clause_end(predicate)
        found: list[Party] = []
        for token in predicate.anchor.doc[first:last]:
            if token.lower_ not in cues or not self._may_join(predicate, token):
                continue
            phrase = phrase_after(token, last)
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
                    found += self.sides.foreign(phrase_after(token, first))
        return found

    def _may_join(self, predicate: Predicate, cue: Word) -> bool:
        """Whether a preposition may lead to a partner, by what stands before it."""
        before = {cue.nbor(-1).lemma_.lower(), cue.nbor(-1).lower_} if cue.i else set()
        if predicate.kind == "propose" and cue.lower_ == "entre" and before & word_list("meetings"):
            return False  # "se ofrecieron a organizar un encuentro | entre los generales"
        if cue.lower_ == "al" and any(a.start < cue.i < a.end for a in self.sides.actors):
            return False  # "Abdel Fatah | al Burhan"
        return not cue.i or cue.nbor(-1).lemma_.lower() not in word_list("no_partner")


def backs(predicate: Predicate) -> bool:
    """ "reiteró su apoyo al Estado palestino": support in the words of a reaffirmation."""
    near = predicate.anchor.doc[predicate.anchor.i : predicate.anchor.i + 6]
    return predicate.kind == "reaffirm" and any(t.lower_ in word_list("backing") for t in near)


def gives(predicate: Predicate) -> bool:
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


def clause_end(predicate: Predicate) -> int:
    """Index after the last token of the predicate's own clause: before the next finite verb's phrase."""
    verb = predicate.action if predicate.action.i > predicate.anchor.i else predicate.anchor
    for token in verb.doc[verb.i + 1 : verb.sent.end]:
        if g.is_finite(token) and token.pos_ in ("VERB", "AUX"):
            return int(token.i)
    return int(verb.sent.end)


def phrase_after(preposition: Word, limit: int) -> list[Word]:
    """Tokens of the phrase after a preposition, up to the next verb or preposition that starts another one."""
    out: list[Word] = []
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


def _list_goes_on(comma: Word) -> bool:
    rest = [t for t in comma.doc[comma.i + 1 : min(comma.sent.end, comma.i + 4)]]
    fellow = len(rest) > 2 and rest[0].lower_ in ("y", "e") and rest[2].lower_.startswith(_FELLOWS)
    return fellow or any(t.pos_ == "PROPN" for t in rest[:2])
