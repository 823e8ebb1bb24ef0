"""The constructions that a commitment verb needs around it, by the name in the lexicon's `needs` column.

"firmar" needs an instrument ("firmaron un convenio", not "firmó autógrafos"), "comprometer" a reflexive, "llamar" an
appeal ("llamó al diálogo", not "llamó traidor a su rival").
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from spacy.tokens import Token

from pipeline.commitments import grammar as g
from pipeline.commitments.fields import instrument_of, instrument_tokens
from pipeline.commitments.forms import look_up
from pipeline.commitments.inventory import Entry, action_nouns
from pipeline.commitments.words import word_list

_CONTENT_LIMIT = 14
_PROMISES = frozenset(("compromiso", "obligación"))
DISPOSED = ("dispuest", "list", "prest", "determinad", "decidid")
PLANNED = ("previsto", "planeado", "programado")


def _objects(token: Token) -> list[Token]:
    """Nouns that the verb acts on: objects and their coordination, or the subject of a passive."""
    heads = [c for c in token.children if c.dep_ in ("obj", "nsubj", "nsubj:pass", "obl", "iobj") and c.i > token.i]
    if g.is_reflexive(token) or any(a.lemma_ == "ser" for a in g.auxiliaries(token)) or is_modifier(token):
        heads += [c for c in token.children if c.dep_ in g.SUBJECTS and c.i < token.i]
    heads += [c for h in heads for c in h.conjuncts if c.i > h.i]
    if is_modifier(token) or g.is_relative(token):
        heads.append(token.head)
    return heads


def _direct_objects(token: Token) -> list[Token]:
    """Objects without those behind a preposition: not "cerraron la cumbre con el compromiso"."""
    return [o for o in _objects(token) if o.dep_ != "obl" and o.head.dep_ != "obl"]


def is_shouted_verb(token: Token) -> bool:
    """The verb that opens a headline and is taken for a name: "Acuerdan México y Cuba reanudar los vuelos"."""
    capitals = token.text.isupper() and len(token) > 4  # "PERÚ E ITALIA SUSCRIBEN UN TRATADO"
    if token.pos_ not in ("PROPN", "NOUN", "ADJ") or not ((token.is_sent_start and token.pos_ == "PROPN") or capitals):
        return False
    known = look_up(token.text)
    return known is not None and known.tense in ("present", "past") and known.person == 3


def is_modifier(token: Token) -> bool:
    """ "el convenio suscrito por ambos": a participle that describes a noun."""
    is_participle = "Part" in token.morph.get("VerbForm") or token.pos_ == "ADJ"
    if any(g.is_finite(a) for a in g.auxiliaries(token)):
        return False  # "quienes han pedido explicaciones"
    return is_participle and token.dep_ in ("acl", "amod") and token.head.pos_ in ("NOUN", "PROPN")


def without_deal(token: Token) -> bool:
    """ "concluyó sin acuerdo", "no alcanzaron ningún acuerdo"."""
    near = g.following(token, 5)
    deals = word_list("deals") | {"avance"}
    return any(a.lower_ in ("sin", "ningún", "ninguna") and b.lemma_.lower() in deals for a, b in pairwise(near))


def _has_noun(token: Token, lemmas: frozenset[str], *, window: int = 8) -> bool:
    near = [t for t in g.following(token, window) if t.pos_ in ("NOUN", "PROPN", "ADJ", "VERB")]
    stop = next((t.i for t in g.following(token, window) if g.is_finite(t)), token.sent.end)
    return any(t.lemma_.lower() in lemmas or t.lower_ in lemmas for t in near if t.i < stop)


def followed_by(token: Token, *words: str, window: int = 4) -> bool:
    """One of `words` (lower case) is among the next `window` tokens, quotation marks left out."""
    return any(t.lower_ in words for t in g.following(token, window))


def _says(token: Token, *phrases: str) -> bool:
    """One of the fixed `phrases` follows: "dieron luz verde", "dio ayer su visto bueno"."""
    rest = " ".join(t.lower_ for t in g.following(token, 6))
    return any(phrase in rest for phrase in phrases)


def action_nouns_of(token: Token) -> list[Token]:
    """What is announced by nouns of action: "anunció el envío de médicos y la donación de camas"."""
    nouns: list[Token] = []
    for other in g.following(token, 40):
        if (g.is_finite(other) and other.pos_ in ("VERB", "AUX")) or other.text in (";", ":"):
            break
        if other.pos_ != "NOUN" or other.lower_ not in action_nouns():
            continue
        before = other.nbor(-1)
        lead = before.nbor(-1) if before.pos_ == "DET" and before.i > token.i + 1 else before
        if before.pos_ == "DET" and (
            (not nouns and _next_to(token, lead)) or (nouns and lead.lower_ in ("y", "e", ","))
        ):
            nouns.append(other)
    return nouns


def _next_to(verb: Token, lead: Token) -> bool:
    """Nothing but the day, the place or an addressee stands between the verb and its object."""
    between = verb.doc[verb.i + 1 : lead.i + 1]
    if any(g.is_infinitive(t) for t in between):
        return False  # "prometió apoyar la apertura de negociaciones"
    return len(between) < 8 and not any(t.lower_ in ("que", "sobre", "tras", "por") for t in between)


def _has_complement(token: Token) -> bool:
    return any(
        c.dep_ in ("obj", "obl", "xcomp", "ccomp", "csubj", "iobj", "advcl") and c.i > token.i for c in token.children
    ) or (g.is_reflexive(token) and bool(_objects(token)))


def _closes_report(token: Token) -> bool:
    """ "Las obras empezarán en mayo, decidieron los dos gobiernos": what was decided stands before."""
    before = token.nbor(-1).text if token.i > token.sent.start else ""
    return before == ","


def _resolves(token: Token) -> bool:
    """ "se propone estar al frente": a plan for oneself and no proposal; "se propone crear" by a body stays."""
    return g.is_reflexive(token) and not g.is_plural(token)


def _joint_claim(token: Token) -> bool:
    """ "ambos reiteraron que ...": a common position."""
    return g.is_plural(token) and _opens_clause(token)


def _appeals(token: Token) -> bool:
    """ "llamó a dialogar", "llamó a las partes al diálogo"; not "llamó traidor a su rival"."""
    if not followed_by(token, "a", "al", window=8):
        return False
    action = g.first_action(token, window=14, addressee=True)
    if action is not None:  # "llamó a la presidenta para darle explicaciones": by telephone
        return action.nbor(-1).lower_ == "a" or action.nbor(-2).lower_ == "a"
    return _has_noun(token, word_list("appeals"), window=10)


def _claims(token: Token) -> bool:
    """ "insistió en que": a clause follows."""
    words = [t.lower_ for t in g.following(token, 4)]
    return any(a == "en" and b == "que" for a, b in pairwise(words))


def _wants(token: Token) -> bool:
    """The clause that follows asks for something: a subjunctive, "debe", "tiene que"; "insistió en que crece" does not."""
    for other in g.following(token, 30):
        if other.lower_ in ("deber", "debe", "deben", "debería", "deberían", "hay", "tiene", "tienen"):
            return True
        if g.is_finite(other) and other.pos_ in ("VERB", "AUX"):
            return "Sub" in other.morph.get("Mood")
    return False


def _wishes(token: Token) -> bool:
    """ "quieren que Irán dé marcha atrás": somebody else is to act; "quiere crecer" and "espera que crezca" are not."""
    words = g.following(token, 14)
    if not words or words[0].lower_ != "que":
        return False
    verb = next((t for t in words if g.is_finite(t) and t.pos_ in ("VERB", "AUX")), None)
    return verb is not None and "Sub" in verb.morph.get("Mood")


def _opens_clause(token: Token) -> bool:
    """ "acordaron que": the complement is a clause."""
    return followed_by(token, "que", window=3)


def _needs_instrument(token: Token) -> bool:
    fronted = token.i > token.sent.start and token.nbor(-1).lower_ in (
        "lo",
        "la",
        "los",
        "las",
    )  # "El convenio lo firmó"
    if (g.is_passive(token) or fronted) and instrument_tokens(_before_finite(token, _CONTENT_LIMIT)):
        return True  # "Un memorando contra la trata quedó firmado"
    return any(instrument_of([o]) is not None for o in _objects(token)) or bool(
        instrument_tokens(_until_finite(token, _CONTENT_LIMIT))
    )


def _before_finite(token: Token, limit: int) -> list[Token]:
    """The words in front of a verb and its auxiliaries, back to another finite verb."""
    first = min([token.i, *(a.i for a in g.auxiliaries(token))])
    out: list[Token] = []
    for other in reversed(token.doc[max(token.sent.start, first - limit) : first]):
        if g.is_finite(other) and other.pos_ in ("VERB", "AUX"):
            break
        out.append(other)
    return out


def _until_finite(token: Token, limit: int) -> list[Token]:
    out = []
    for other in g.following(token, limit):
        if g.is_finite(other) and other.pos_ in ("VERB", "AUX"):
            break
        out.append(other)
    return out


def _needs_remain(token: Token) -> bool:
    """ "quedaron en reunirse"; not "quedaron en el octavo sitio"."""
    after = g.following(token, 2)
    return len(after) > 1 and after[0].lower_ == "en" and (g.is_infinitive(after[1]) or after[1].lower_ == "que")


def _needs_coincide(token: Token) -> bool:
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


def opens_clause_after_en(token: Token) -> bool:
    """ "coincidieron en que ...": the complement is a clause."""
    words = [t.lower_ for t in g.following(token, 7)]
    return any(a == "en" and b == "que" for a, b in pairwise(words))


def _needs_commit(token: Token) -> bool:
    return g.is_reflexive(token) or token.lower_.endswith(("se", "nos")) or "Part" in token.morph.get("VerbForm")


def _needs_request(token: Token) -> bool:
    if token.lemma_.lower() == "demandar" and followed_by(token, "ante", window=8):
        return False
    pleading = word_list("excuses") if token.lemma_.lower().startswith("ped") else frozenset()
    if _has_noun(token, word_list("no_requests") | pleading, window=4):
        return False
    return _has_complement(token) or g.first_action(token) is not None


def _needs_document(token: Token) -> bool:
    subject = g.subject_of(token)
    return (
        subject is not None
        and subject.i < token.i
        and subject.lemma_.lower() in word_list("documents")
        and g.is_finite(token)
    )


_NEEDS: dict[str, Callable[[Token], bool]] = {
    "renewable": lambda t: any(o.lemma_.lower() in word_list("renewables") for o in _objects(t)),
    "credit": lambda t: any(o.lemma_.lower() in word_list("credits") for o in _direct_objects(t)),
    "backing": lambda t: _has_noun(t, word_list("backing"), window=4),
    "principle": lambda t: _has_noun(t, word_list("principles"), window=4),
    "need": lambda t: _has_noun(t, word_list("needs"), window=4),
    "call_noun": lambda t: _has_noun(t, word_list("calls"), window=3),
    "proposal": lambda t: (
        _NEEDS["any"](t)
        and not _resolves(t)
        and (g.first_action(t, window=2) is not None or not _has_noun(t, word_list("no_offers"), window=4))
    ),
    "any": lambda t: (_has_complement(t) or g.first_action(t) is not None) and not _is_idiom(t),
    "foresee": lambda t: _NEEDS["joint"](t) and not (g.is_reflexive(t) and not g.is_plural(t)),
    "formal": lambda t: (
        any(o.lemma_.lower() in word_list("deals") | word_list("foundings") for o in _direct_objects(t))
        or _needs_instrument(t)
    ),
    "organ": lambda t: not is_modifier(t) and any(o.lemma_.lower() in word_list("organs") for o in _direct_objects(t)),
    "joint": lambda t: _has_complement(t) or g.first_action(t) is not None or _opens_clause(t) or _closes_report(t),
    "jointaction": lambda t: g.first_action(t) is not None,
    "action": lambda t: g.first_action(t) is not None,
    "instrument": _needs_instrument,
    "en": _needs_coincide,
    "remain": _needs_remain,
    "treaty": lambda t: any(o.lemma_.lower() in word_list("treaties") for o in _objects(t)),
    "access": lambda t: g.first_action(t, window=3) is not None or _has_noun(t, word_list("requests"), window=5),
    "a": lambda t: followed_by(t, "a", "al", window=6),
    "appeal": _appeals,
    "a_action": lambda t: followed_by(t, "a", window=8) and g.first_action(t, window=14, addressee=True) is not None,
    "por": lambda t: followed_by(t, "por", "favor", "contra", window=4),
    "commit": _needs_commit,
    "promise": lambda t: _has_noun(t, _PROMISES, window=4) or (is_modifier(t) and t.head.lemma_.lower() in _PROMISES),
    "green_light": lambda t: _says(t, "luz verde", "visto bueno", "el sí", "su aval", "su aprobación", "el aval"),
    "addressed": lambda t: followed_by(t, "a", "al", window=12) and _has_complement(t),
    "with": lambda t: g.tense(t) == "present" and followed_by(t, "con", window=7) and g.first_action(t) is not None,
    "wish": lambda t: _wishes(t),
    "self_plan": lambda t: g.is_reflexive(t) and g.first_action(t) is not None,
    "obliged": lambda t: g.is_reflexive(t) and followed_by(t, "a", window=3) and g.first_action(t) is not None,
    "renewed": lambda t: any(o.lemma_.lower() in word_list("renewables") for o in _objects(t)),
    "suggested": lambda t: (
        not (_closes_report(t) and not followed_by(t, "a", "al", window=1)) and _NEEDS["proposal"](t)
    ),
    "handed": lambda t: (g.is_passive(t) or (g.is_plural(t) and g.tense(t) == "past")) and _needs_instrument(t),
    "self_offer": lambda t: g.is_reflexive(t) and followed_by(t, "a", window=2) and g.first_action(t) is not None,
    "action_noun": lambda t: bool(action_nouns_of(t)),
    "que": lambda t: followed_by(t, "que", window=4) and not g.is_reflexive(t),
    "offer_noun": lambda t: any(o.lemma_.lower() in word_list("offer_nouns") for o in _direct_objects(t)),
    "backed": lambda t: _has_noun(t, word_list("backing"), window=7),
    "treaty_in_force": lambda t: (
        g.tense(t) == "present"
        and not followed_by(t, "vigente", window=2)
        and bool(instrument_tokens([o for o in _direct_objects(t)]))
    ),
    "offer": lambda t: _has_noun(t, word_list("offers"), window=5),
    "resolution": lambda t: any(o.lemma_.lower() in word_list("resolutions") for o in _objects(t)),
    "relations": lambda t: (
        any(o.lemma_.lower() in word_list("relations") for o in _objects(t))
        or _has_noun(t, word_list("relations"), window=6)
    ),
    "deal": lambda t: (
        (is_modifier(t) and _deal_before(t))
        or _says(t, "posición común", "postura común")
        or any(o.lemma_.lower() in word_list("deals") for o in _direct_objects(t))
        or _has_noun(t, word_list("deals"), window=4)
    ),
    "deal_a": lambda t: followed_by(t, "a", window=6) and _has_noun(t, word_list("deals"), window=8),
    "de_acuerdo": lambda t: "de acuerdo" in " ".join(x.lower_ for x in g.following(t, 5)),
    "previsto": lambda t: followed_by(t, *PLANNED, window=2) and g.first_action(t) is not None,
    "disposed": lambda t: (
        t.lower_.startswith(DISPOSED) and followed_by(t, "a", "para", window=3) and not is_modifier(t)
    ),
    "committed": lambda t: t.lower_.startswith("comprometid") and followed_by(t, "a", "con", "en", "para", window=3),
    "will": lambda t: _has_noun(t, word_list("will"), window=4),
    "support": lambda t: (
        _has_noun(t, word_list("support"), window=6) or g.first_action(t, window=3) is not None or _joint_claim(t)
    ),
    "request": _needs_request,
    "pledge": lambda t: _NEEDS["any"](t) and not _to_own_people(t) and not _of_another(t),
    "insist": lambda t: followed_by(t, "en", "para", window=2) and (not _claims(t) or _wants(t)),
    "political": lambda t: bool(_objects(t)),
    "vigor": lambda t: followed_by(t, "vigor", "vigencia", window=3),
    "vigente": lambda t: True,
    "jointpresent": lambda t: g.tense(t) == "present",
    "document": _needs_document,
}


def holds(entry: Entry, token: Token) -> bool:
    """Whether `token` stands in the construction that `entry` needs."""
    if entry.kind != "force" and entry.needs not in ("disposed", "committed") and not _is_predicative(entry, token):
        return False
    return _NEEDS[entry.needs](token)


def _is_predicative(entry: Entry, token: Token) -> bool:
    """A finite form, a participle that reports a deal, or an infinitive that a finite verb leads to."""
    form = g.tense(token)
    if form in ("past", "present", "future", "conditional", "possible"):
        # "se habían por fin puesto", "quedó firmado": the models take these participles for adjectives
        compound = any(a.lemma_ in ("haber", "ser", "quedar") for a in g.auxiliaries(token))
        return token.pos_ in ("VERB", "AUX") or compound or is_shouted_verb(token)
    if form == "participle":
        told = is_modifier(token) or token.is_sent_start  # "Firmada por los dos ministros, la declaración"
        return entry.kind in ("sign", "agree", "light") and told and _has_agent(token)
    if form == "gerund":
        return entry.kind in ("call", "reaffirm") and token.dep_ in ("advcl", "conj")
    return form == "infinitive" and entry.kind in ("sign", "agree", "light") and when_of(token) != ""


def when_of(infinitive: Token) -> str:
    """`done` for "tras firmar", "al suscribir", `to come` for "para firmar", "antes de pactar", else empty."""
    at = infinitive.i - 1
    words = [t.lower_ for t in infinitive.doc[max(infinitive.sent.start, at - 1) : infinitive.i]]
    if words and words[-1] in ("se", "no"):
        return ""
    if words[-1:] in (["tras"], ["al"]) or words in (["luego", "de"], ["después", "de"]):
        return "done"
    return "to come" if words[-1:] == ["para"] or words == ["antes", "de"] else ""


def _is_idiom(token: Token) -> bool:
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


def _deal_before(token: Token) -> bool:
    """ "al acuerdo de cielos abiertos alcanzado": what was reached stands a few words before."""
    near = token.doc[max(token.sent.start, token.i - 7) : token.i]
    return any(t.lemma_.lower() in word_list("deals") or t.lower_ in word_list("deals") for t in near)


def _to_own_people(token: Token) -> bool:
    """ "prometió a sus ciudadanos": at home."""
    words = [t.lower_ for t in g.following(token, 3)]
    return any(a == "a" and b in ("su", "sus") for a, b in pairwise(words))


def _of_another(token: Token) -> bool:
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


def _has_agent(token: Token) -> bool:
    """ "suscrito por los ministros", "alcanzado entre Estados Unidos e Irán": who did it must be said."""
    near = [t.lower_ for t in _until_finite(token, 14)]
    if {"por", "entre", "con"} & set(near[: near.index(",")] if "," in near else near):
        return True
    return any(
        t.lower_ == "entre" for t in token.head.subtree if t.i < token.i
    )  # "el convenio entre ambos, firmado ayer"
