"""The constructions that a commitment verb needs around it, by the name in the lexicon's `needs` column.

"firmar" needs an instrument ("firmaron un convenio", not "firmó autógrafos"), "comprometer" a reflexive, "llamar" an
appeal ("llamó al diálogo", not "llamó traidor a su rival").
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from pipeline.commitments import grammar as g
from pipeline.commitments.complements import (
    action_nouns_of,
    before_finite,
    direct_objects,
    followed_by,
    has_complement,
    has_noun,
    is_mistaken_verb,
    is_modifier,
    objects,
    opens_clause,
    opens_clause_after_en,
    says,
    until_finite,
    when_of,
)
from pipeline.commitments.fields import instrument_of, instrument_tokens
from pipeline.commitments.inventory import READY, Entry, lemma_of
from pipeline.commitments.tree import Word
from pipeline.commitments.words import word_list

_CONTENT_LIMIT = 14
_PROMISES = frozenset(("compromiso", "obligación"))
PLANNED = ("previsto", "planeado", "programado")


def _closes_report(token: Word) -> bool:
    """ "Las obras empezarán en mayo, decidieron los dos gobiernos": what was decided stands before."""
    before = token.nbor(-1).text if token.i > token.sent.start else ""
    return before == ","


def _resolves(token: Word) -> bool:
    """ "se propone estar al frente": a plan for oneself and no proposal; "se propone crear" by a body stays."""
    return g.is_reflexive(token) and not g.is_plural(token)


def _joint_claim(token: Word) -> bool:
    """ "ambos reiteraron que ...": a common position."""
    return g.is_plural(token) and opens_clause(token)


def _appeals(token: Word) -> bool:
    """ "llamó a dialogar", "llamó a las partes al diálogo"; not "llamó traidor a su rival"."""
    if not followed_by(token, "a", "al", window=8):
        return False
    action = g.first_action(token, window=14, addressee=True)
    if action is not None:  # "llamó a la presidenta para darle explicaciones": by telephone
        return action.nbor(-1).lower_ == "a" or action.nbor(-2).lower_ == "a"
    return has_noun(token, word_list("appeals"), window=10)


def _claims(token: Word) -> bool:
    """ "insistió en que": a clause follows."""
    words = [t.lower_ for t in g.following(token, 4)]
    return any(a == "en" and b == "que" for a, b in pairwise(words))


def _wants(token: Word) -> bool:
    """The clause that follows asks for something: a subjunctive, "debe"; "insistió en que crece" does not."""
    for other in g.following(token, 30):
        if other.lower_ in ("deber", "debe", "deben", "debería", "deberían", "hay", "tiene", "tienen"):
            return True
        if g.is_finite(other) and other.pos_ in ("VERB", "AUX"):
            return "Sub" in other.morph.mood
    return False


def _wishes(token: Word) -> bool:
    """ "quieren que Irán dé marcha atrás": somebody else is to act; "quiere crecer" and "espera que crezca" are not."""
    words = g.following(token, 14)
    if not words or words[0].lower_ != "que":
        return False
    verb = next((t for t in words if g.is_finite(t) and t.pos_ in ("VERB", "AUX")), None)
    return verb is not None and "Sub" in verb.morph.mood


def _has_clitic(token: Word) -> bool:
    """ "El convenio lo firmó": the object stands in front."""
    return token.i > token.sent.start and token.nbor(-1).lower_ in ("lo", "la", "los", "las")


def _stands_before(token: Word, name: str) -> bool:
    """A noun of the list `name` stands in front: "El acuerdo lo alcanzaron", "Un crédito fue aprobado"."""
    return any(t.lemma_.lower() in word_list(name) for t in before_finite(token, _CONTENT_LIMIT))


def _acts_on(token: Word, *names: str) -> bool:
    """A direct object is in one of the lists `names`."""
    lemmas = [o.lemma_.lower() for o in direct_objects(token)]
    return any(lemma in word_list(name) for lemma in lemmas for name in names)


def _needs_instrument(token: Word) -> bool:
    if (g.is_passive(token) or _has_clitic(token)) and instrument_tokens(before_finite(token, _CONTENT_LIMIT)):
        return True  # "Un memorando contra la trata quedó firmado"
    return any(instrument_of([o]) is not None for o in objects(token)) or bool(
        instrument_tokens(until_finite(token, _CONTENT_LIMIT))
    )


def _needs_remain(token: Word) -> bool:
    """ "quedaron en reunirse"; not "quedaron en el octavo sitio"."""
    after = g.following(token, 2)
    return len(after) > 1 and after[0].lower_ == "en" and (g.is_infinitive(after[1]) or after[1].lower_ == "que")


def _needs_coincide(token: Word) -> bool:
    if not followed_by(token, "en", window=5):
        return False
    if not opens_clause_after_en(token):
        return True
    # an opinion ("coincidieron en que la economía crece") is no agreement, an action or an obligation is
    rest = g.following(token, 30)
    return any(
        t.lemma_ in ("deber", "necesario", "necesidad", "cooperación", "fundamental") or g.is_infinitive(t)
        for t in rest
    )


def _needs_commit(token: Word) -> bool:
    return g.is_reflexive(token) or token.lower_.endswith(("se", "nos")) or "Part" in token.morph.verb_form


def _needs_request(token: Word) -> bool:
    if token.lemma_.lower() == "demandar" and followed_by(token, "ante", window=8):
        return False
    pleading = word_list("excuses") if token.lemma_.lower().startswith("ped") else frozenset()
    if has_noun(token, word_list("no_requests") | pleading, window=4):
        return False
    return has_complement(token) or g.first_action(token) is not None


def _needs_document(token: Word) -> bool:
    subject = g.subject_of(token)
    return (
        subject is not None
        and subject.i < token.i
        and subject.lemma_.lower() in word_list("documents")
        and g.is_finite(token)
    )


_NEEDS: dict[str, Callable[[Word], bool]] = {
    "renewable": lambda t: any(o.lemma_.lower() in word_list("renewables") for o in objects(t)),
    "credit": lambda t: _acts_on(t, "credits") or (g.is_passive(t) and _stands_before(t, "credits")),
    "backing": lambda t: has_noun(t, word_list("backing"), window=4),
    "principle": lambda t: has_noun(t, word_list("principles"), window=4),
    "need": lambda t: has_noun(t, word_list("needs"), window=4),
    "call_noun": lambda t: has_noun(t, word_list("calls"), window=3),
    "proposal": lambda t: (
        _NEEDS["any"](t)
        and not _resolves(t)
        and (g.first_action(t, window=2) is not None or not has_noun(t, word_list("no_offers"), window=4))
    ),
    "any": lambda t: (
        (has_complement(t) or g.first_action(t, window=14, addressee=True) is not None) and not _is_idiom(t)
    ),
    "foresee": lambda t: _NEEDS["joint"](t) and not (g.is_reflexive(t) and not g.is_plural(t)),
    "formal": lambda t: _acts_on(t, "deals", "foundings") or _needs_instrument(t),
    "organ": lambda t: not is_modifier(t) and _acts_on(t, "organs"),
    "joint": lambda t: has_complement(t) or g.first_action(t) is not None or opens_clause(t) or _closes_report(t),
    "jointaction": lambda t: g.first_action(t) is not None,
    "action": lambda t: g.first_action(t) is not None,
    "instrument": _needs_instrument,
    "en": _needs_coincide,
    "remain": _needs_remain,
    "treaty": lambda t: any(o.lemma_.lower() in word_list("treaties") for o in objects(t)),
    "access": lambda t: g.first_action(t, window=3) is not None or has_noun(t, word_list("requests"), window=5),
    "appeal": _appeals,
    "a_action": lambda t: followed_by(t, "a", window=8) and g.first_action(t, window=14, addressee=True) is not None,
    "por": lambda t: followed_by(t, "por", "favor", "contra", window=4),
    "commit": _needs_commit,
    "promise": lambda t: has_noun(t, _PROMISES, window=4) or (is_modifier(t) and t.head.lemma_.lower() in _PROMISES),
    "green_light": lambda t: says(t, "luz verde", "visto bueno", "el sí", "su aval", "su aprobación", "el aval"),
    "addressed": lambda t: followed_by(t, "a", "al", window=12) and has_complement(t),
    "with": lambda t: g.tense(t) == "present" and followed_by(t, "con", window=7) and g.first_action(t) is not None,
    "wish": _wishes,
    "self_plan": lambda t: g.is_reflexive(t) and g.first_action(t) is not None,
    "obliged": lambda t: g.is_reflexive(t) and followed_by(t, "a", window=3) and g.first_action(t) is not None,
    "renewed": lambda t: _NEEDS["renewable"](t),
    "suggested": lambda t: (
        not (_closes_report(t) and not followed_by(t, "a", "al", window=1)) and _NEEDS["proposal"](t)
    ),
    "handed": lambda t: (g.is_passive(t) or (g.is_plural(t) and g.tense(t) == "past")) and _needs_instrument(t),
    "self_offer": lambda t: g.is_reflexive(t) and followed_by(t, "a", window=2) and g.first_action(t) is not None,
    "action_noun": lambda t: bool(action_nouns_of(t)),
    "offer_noun": lambda t: _acts_on(t, "offer_nouns"),
    "backed": lambda t: has_noun(t, word_list("backing"), window=7),
    "treaty_in_force": lambda t: (
        g.tense(t) == "present"
        and not followed_by(t, "vigente", window=2)
        and bool(instrument_tokens([o for o in direct_objects(t)]))
    ),
    "offer": lambda t: has_noun(t, word_list("offers"), window=5) and not _remains(t),
    "resolution": lambda t: any(o.lemma_.lower() in word_list("resolutions") for o in objects(t)),
    "relations": lambda t: (
        any(o.lemma_.lower() in word_list("relations") for o in objects(t))
        or has_noun(t, word_list("relations"), window=6)
    ),
    "deal": lambda t: (
        (is_modifier(t) and _deal_before(t))
        or says(t, "posición común", "postura común")
        or _acts_on(t, "deals")
        or has_noun(t, word_list("deals"), window=4)
        or (_has_clitic(t) and _stands_before(t, "deals"))
    ),
    "deal_a": lambda t: followed_by(t, "a", window=6) and has_noun(t, word_list("deals"), window=8),
    "de_acuerdo": lambda t: "de acuerdo" in " ".join(x.lower_ for x in g.following(t, 5)),
    "previsto": lambda t: followed_by(t, *PLANNED, window=2) and g.first_action(t) is not None,
    "disposed": lambda t: (
        t.lower_.startswith(("dispuest", *READY)) and followed_by(t, "a", "al", "para", window=3) and not is_modifier(t)
    ),
    "committed": lambda t: t.lower_.startswith("comprometid") and followed_by(t, "a", "con", "en", "para", window=3),
    "will": lambda t: has_noun(t, word_list("will"), window=4),
    "support": lambda t: (
        has_noun(t, word_list("support"), window=6) or g.first_action(t, window=3) is not None or _joint_claim(t)
    ),
    "request": _needs_request,
    "pledge": lambda t: _NEEDS["any"](t) and not _to_own_people(t) and not _of_another(t),
    "insist": lambda t: followed_by(t, "en", "para", window=2) and (not _claims(t) or _wants(t)),
    "political": lambda t: bool(objects(t)),
    "vigor": lambda t: followed_by(t, "vigor", "vigencia", window=3),
    "vigente": lambda t: True,
    "joins": lambda t: (
        g.is_reflexive(t)
        and followed_by(t, "a", "al", window=2)
        and has_noun(t, word_list("deals") | word_list("joined"), window=5)
    ),
    "negotiated": lambda t: (
        g.tense(t) in ("present", "past")
        and not g.is_relative(t)  # "las condiciones que habían negociado"
        and (followed_by(t, "con", window=7) or g.is_plural(t))
    ),
    "favourable": lambda t: any(x.lower_.startswith(("favorable", "partidari")) for x in g.following(t, 3)),
    "aid": lambda t: has_noun(t, word_list("credits") | word_list("received") | word_list("money"), window=6),
    "aimed": lambda t: has_noun(t, word_list("goals"), window=3) and g.first_action(t, window=5) is not None,
    "object": lambda t: not is_modifier(t) and bool(direct_objects(t)) and not _acts_on(t, "laws"),
    "told_deal": lambda t: (
        not is_modifier(t)
        and any(o.lemma_.lower() in word_list("deals") and o.lower_ != "declaraciones" for o in direct_objects(t))
    ),
    "jointpresent": lambda t: g.tense(t) == "present",
    "document": _needs_document,
}


def holds(entry: Entry, token: Word) -> bool:
    """Whether `token` stands in the construction that `entry` needs."""
    if entry.kind != "force" and entry.needs not in ("disposed", "committed") and not _is_predicative(entry, token):
        return False
    return _NEEDS[entry.needs](token)


def _is_predicative(entry: Entry, token: Word) -> bool:
    """A finite form, a participle that reports a deal, or an infinitive that a finite verb leads to."""
    form = g.tense(token)
    if form in ("past", "present", "future", "conditional", "possible"):
        # "se habían por fin puesto", "quedó firmado": the models take these participles for adjectives
        compound = any(a.lemma_ in ("haber", "ser", "quedar") for a in g.auxiliaries(token))
        return token.pos_ in ("VERB", "AUX") or compound or is_mistaken_verb(token)
    if form == "participle":
        told = is_modifier(token) or bool(token.is_sent_start)  # "Firmada por los dos ministros, la declaración"
        return entry.kind in ("sign", "agree", "light") and told
    if form == "gerund":
        return entry.kind in ("call", "reaffirm") and token.dep_ in ("advcl", "conj")
    if form != "infinitive":
        return False
    when = when_of(token)  # "citó al embajador para exigir explicaciones"
    return when != "" and (
        entry.kind in ("sign", "agree", "light", "reaffirm") or (entry.kind == "call" and when == "to come")
    )


def _is_idiom(token: Word) -> bool:
    """ "me acuerdo", "se acuerda de": remembering; "demandó a la empresa ante la corte": a lawsuit."""
    before = token.nbor(-1).lower_ if token.i > token.sent.start else ""
    if (
        token.lower_.startswith(("acuerd", "acord"))
        and before in ("me", "te", "se")
        and followed_by(token, "de", window=1)
    ):
        return True
    if token.lower_ in ("conviene", "convenga", "convenía") and not followed_by(token, "en", window=1):
        return True  # "lo que conviene a México"
    return token.lower_ == "acuerdo" or before in ("me", "te")


def _remains(token: Word) -> bool:
    """ "el partido se mantiene bajo el mismo plan": how something stays, and nothing that somebody keeps up."""
    return lemma_of(token) == "mantener" and g.is_reflexive(token)


def _deal_before(token: Word) -> bool:
    """ "al acuerdo de cielos abiertos alcanzado": what was reached stands a few words before."""
    near = token.doc[max(token.sent.start, token.i - 7) : token.i]
    return any(t.lemma_.lower() in word_list("deals") or t.lower_ in word_list("deals") for t in near)


def _to_own_people(token: Word) -> bool:
    """ "prometió a sus ciudadanos": at home."""
    words = [t.lower_ for t in g.following(token, 3)]
    return any(a == "a" and b in ("su", "sus") for a, b in pairwise(words))


def _of_another(token: Word) -> bool:
    """ "prometió que el gobierno sirio enfrentaría": what somebody else is going to do is no promise of one's own."""
    words = g.following(token, 8)
    at = next((k for k, t in enumerate(words) if t.lower_ == "que"), None)
    rest = words[at + 1 :] if at is not None else []
    if at is None or at > 3 or not rest or rest[0].pos_ != "DET":
        return False
    verb = next((t for t in g.following(token, 20) if g.is_finite(t) and t.pos_ == "VERB"), None)
    subject = g.subject_of(verb, before_only=True) if verb is not None else None
    own = rest[0].lower_ in ("su", "mi", "nuestro", "nuestra")
    return subject is not None and subject.i > words[at].i and not own


def has_agent(token: Word) -> bool:
    """ "suscrito por los ministros", "alcanzado entre Estados Unidos e Irán": who did it must be said."""
    near = [t.lower_ for t in until_finite(token, 14)]
    if {"por", "entre", "con"} & set(near[: near.index(",")] if "," in near else near):
        return True
    return any(
        t.lower_ == "entre" for t in token.head.subtree if t.i < token.i
    )  # "el convenio entre ambos, firmado ayer"
