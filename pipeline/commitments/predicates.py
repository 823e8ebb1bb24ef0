"""Words that commit: verbs, light verbs and nouns of `lexicons/commitment_*.csv` in the constructions they need.

"Los dos países acordaron abrir una ruta y crear un fondo" gives two predicates, "acordaron abrir" and "acordaron crear".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from spacy.tokens import Span, Token

from pipeline.commitments import grammar as g
from pipeline.commitments.forms import look_up
from pipeline.commitments.fields import instrument_of, instrument_tokens
from pipeline.lexicon import read_lexicon, split_cell

DEALS = frozenset(
    """
    acuerdo preacuerdo consenso entendimiento pacto convenio tratado compromiso tregua alianza contrato memorándum
    memorando arreglo declaración empeño
    """.split()  # noqa: SIM905
)
WILL = frozenset("disposición voluntad intención disponibilidad determinación compromiso interés".split())  # noqa: SIM905
SUPPORT = WILL | frozenset(
    "apoyo respaldo solidaridad adhesión adherencia oferta promesa llamado llamamiento apego principio vigencia".split()  # noqa: SIM905
)
OFFERS = frozenset("oferta propuesta invitación plan mediación compromiso objetivo meta".split())  # noqa: SIM905
#: What is asked for without a call to others: "pidió disculpas", "pidió un informe".
NO_REQUESTS = frozenset("disculpa perdón permiso votación voto palabra asilo informe refugio visa información".split())  # noqa: SIM905
#: What is offered and proposed without any commitment: "ofrecieron una rueda de prensa".
NO_OFFERS = frozenset(
    """
    show concierto función espectáculo posibilidad oportunidad servicio producto rueda conferencia entrevista discurso declaración declaraciones detalle disculpa condolencia mensaje recepción cena
    almuerzo banquete homenaje asilo recompensa resistencia versión explicación dato información misa brindis
    """.split()  # noqa: SIM905
)
RESOLUTIONS = frozenset("resolución declaración documento carta plan acuerdo programa hoja comunicado consenso".split())  # noqa: SIM905
TREATIES = frozenset("tratado convenio acuerdo protocolo convención estatuto pacto memorándum".split())  # noqa: SIM905
DOCUMENTS = frozenset(
    """
    acuerdo convenio tratado pacto texto documento declaración memorándum memorando protocolo resolución consenso carta
    instrumento entendimiento comunicado anuncio plan
    """.split()  # noqa: SIM905
)
REQUESTS = frozenset("petición solicitud propuesta demanda pedido plan exigencia reclamo".split())  # noqa: SIM905
#: What one may call for with a noun: "llamó al diálogo".
APPEALS = frozenset(
    """
    diálogo paz unidad calma cooperación solidaridad moderación integración respeto negociación cese fin reforma
    acción reconciliación desarme esfuerzo compromiso
    """.split()  # noqa: SIM905
)
RELATIONS = frozenset("relación negociación diálogo conversación vínculo plática contacto".split())  # noqa: SIM905
#: What is announced to be held: "la próxima reunión se celebrará en Madrid".
MEETINGS = frozenset(
    "reunión cumbre encuentro ronda sesión edición conferencia comisión foro diálogo negociación consulta".split()  # noqa: SIM905
)
_NEXT = re.compile(r"próxim|siguiente|segund|tercer|cuart|quint|nuev|otr|seguimiento|^[IVX]+$", re.IGNORECASE)
_HOLDING = frozenset("celebrar realizar efectuar tener llevar organizar reanudar prever".split())  # noqa: SIM905
#: Plans of this kind are meetings and journeys, no commitments: "tiene previsto viajar a Lima".
TRAVEL = frozenset(
    """
    viajar visitar participar reunir asistir llegar recibir entrevistar sostener encontrar conversar pronunciar hablar
    abordar tratar analizar regresar acudir ir dialogar volver salir
    """.split()  # noqa: SIM905
)
_PLANNED = ("previsto", "planeado", "programado")
#: "comenzará a desmantelar", "volverán a abrir": the action is the infinitive.
_PHASES = frozenset("comenzar empezar volver pasar iniciar".split())  # noqa: SIM905
#: Actions that only carry the next one: "trabajar con Perú para abrir" commits to abrir.
LIGHT_ACTIONS = frozenset("trabajar colaborar cooperar hacer seguir continuar buscar tratar poder unir".split())  # noqa: SIM905
_CONTENT_LIMIT = 14


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of the inventory of commitment verbs."""

    id: str
    lemmas: frozenset[str]
    kind: str
    status: str
    needs: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Predicate:
    """A commitment word in its sentence; `anchor` and `action` are tokens, `words` all tokens of the predicate."""

    anchor: Token
    action: Token
    words: tuple[Token, ...]
    kind: str
    status: str
    rule: str
    confidence: float
    negated: bool = False
    joint_only: bool = False
    document: Token | None = None

    @property
    def first(self) -> int:
        """Index of the predicate's first token."""
        return min(t.i for t in self.words)


@lru_cache(maxsize=1)
def verb_entries() -> dict[str, tuple[Entry, ...]]:
    """Entries by lemma; a lemma may have several, tried in the order of the file."""
    table: dict[str, tuple[Entry, ...]] = {}
    for row in read_lexicon("commitment_verbs"):
        lemmas = frozenset(split_cell(row["lemma"]))
        entry = Entry(row["id"], lemmas, row["kind"], row["status"], row["needs"], float(row["confidence"]))
        for lemma in lemmas:
            table[lemma] = (*table.get(lemma, ()), entry)
    return table


@lru_cache(maxsize=1)
def action_kinds() -> dict[str, str]:
    """Kind (`joint` or `give`) of each verb of action."""
    return {lemma: row["kind"] for row in read_lexicon("commitment_actions") for lemma in split_cell(row["lemmas"])}


@lru_cache(maxsize=1)
def noun_entries() -> dict[str, Entry]:
    """Commitment nouns by lemma."""
    return {
        row["lemma"]: Entry(
            row["id"], frozenset((row["lemma"],)), row["kind"], row["status"], "instrument", float(row["confidence"])
        )
        for row in read_lexicon("commitment_nouns")
    }


def find_predicates(sentence: Span) -> list[Predicate]:
    """Commitment predicates of a parsed sentence, by position; no word is used twice."""
    found: list[Predicate] = []
    used: set[int] = set()
    for token in sentence:
        if token.i in used or token.is_punct or token.is_space:
            continue
        for predicate in _predicates_at(token):
            if predicate.action.i in used:
                continue
            used.update(t.i for t in predicate.words)
            found.append(predicate)
    return sorted(found, key=lambda p: (p.anchor.i, p.action.i))


def _predicates_at(token: Token) -> list[Predicate]:
    if token.pos_ in ("VERB", "AUX", "ADJ"):
        for entry in verb_entries().get(lemma_of(token), ()):
            if _holds(entry, token):
                found = list(_from_verb(entry, token))
                if found:
                    return found
        return list(_from_meeting(token)) or list(_from_obligation(token)) or list(_from_future(token))
    if token.pos_ in ("NOUN", "PROPN") and token.lower_ in noun_entries():
        return list(_from_noun(noun_entries()[token.lower_], token))
    if token.pos_ == "NOUN" and token.lower_ in WILL:
        return list(_from_will(token))
    return []


_IRREGULAR_PARTICIPLES = {"poner": "puesto", "suscribir": "suscrit suscript", "resolver": "resuelt", "proponer": "propuest"}


@lru_cache(maxsize=1)
def participles() -> dict[str, str]:
    """Verb of each participle of the inventory: the models take many for adjectives ("el acuerdo alcanzado")."""
    table = {}
    for lemma in verb_entries():
        if lemma[-2:] not in ("ar", "er", "ir"):
            continue
        regular = lemma[:-2] + ("ad" if lemma.endswith("ar") else "id")
        for stem in _IRREGULAR_PARTICIPLES.get(lemma, regular).split():
            table.update({stem.removesuffix("o") + ending: lemma for ending in ("o", "a", "os", "as")})
    return table


def lemma_of(token: Token) -> str:
    """Lemma of a verb without a clitic: the models give "comprometer él" for "comprometerse"."""
    if token.lower_.startswith("comprometid") and not any(a.lemma_ == "haber" for a in g.auxiliaries(token)):
        return "comprometido"
    if token.lower_.startswith("dispuest"):
        return "dispuesto"
    participle = participles().get(token.lower_)
    if participle and (token.pos_ == "ADJ" or "Part" in token.morph.get("VerbForm")):
        return participle
    known = look_up(token.text)
    return known.lemma if known is not None else token.lemma_.split(" ")[0].lower()


# --------------------------------------------------------------------------- what an entry needs around it
def _objects(token: Token) -> list[Token]:
    """Nouns that the verb acts on: objects and their coordination, or the subject of a passive."""
    heads = [c for c in token.children if c.dep_ in ("obj", "nsubj", "nsubj:pass", "obl", "iobj") and c.i > token.i]
    if g.is_reflexive(token) or any(a.lemma_ == "ser" for a in g.auxiliaries(token)) or is_modifier(token):
        heads += [c for c in token.children if c.dep_ in g.SUBJECTS and c.i < token.i]
    heads += [c for h in heads for c in h.conjuncts if c.i > h.i]
    if is_modifier(token) or g.is_relative(token):
        heads.append(token.head)
    return heads


def is_modifier(token: Token) -> bool:
    """"el convenio suscrito por ambos": a participle that describes a noun."""
    is_participle = "Part" in token.morph.get("VerbForm") or token.pos_ == "ADJ"
    return is_participle and token.dep_ in ("acl", "amod") and token.head.pos_ in ("NOUN", "PROPN")


def _without_deal(token: Token) -> bool:
    """"concluyó sin acuerdo", "no alcanzaron ningún acuerdo"."""
    near = g.following(token, 5)
    pairs = zip(near, near[1:], strict=False)
    return any(a.lower_ in ("sin", "ningún", "ninguna") and b.lemma_.lower() in DEALS | {"avance"} for a, b in pairs)


def _has_noun(token: Token, lemmas: frozenset[str], *, window: int = 8) -> bool:
    near = [t for t in g.following(token, window) if t.pos_ in ("NOUN", "PROPN", "ADJ", "VERB")]
    stop = next((t.i for t in g.following(token, window) if g.is_finite(t)), token.sent.end)
    return any(t.lemma_.lower() in lemmas or t.lower_ in lemmas for t in near if t.i < stop)


def _followed_by(token: Token, *words: str, window: int = 4) -> bool:
    return any(t.lower_ in words for t in g.following(token, window))


def _has_complement(token: Token) -> bool:
    return any(c.dep_ in ("obj", "obl", "xcomp", "ccomp", "iobj", "advcl") and c.i > token.i for c in token.children) or (
        g.is_reflexive(token) and bool(_objects(token))
    )


def _closes_report(token: Token) -> bool:
    """"Las obras empezarán en mayo, decidieron los dos gobiernos": what was decided stands before."""
    before = token.nbor(-1).text if token.i > token.sent.start else ""
    return before == ","


def _resolves(token: Token) -> bool:
    """"se propone estar al frente": a plan for oneself and no proposal; "se propone crear" by a body stays."""
    return g.is_reflexive(token) and not g.is_plural(token)


def _joint_claim(token: Token) -> bool:
    """"ambos reiteraron que ...": a common position."""
    return g.is_plural(token) and _opens_clause(token)


def _appeals(token: Token) -> bool:
    """"llamó a dialogar", "llamó a las partes al diálogo"; not "llamó traidor a su rival"."""
    if not _followed_by(token, "a", "al", window=8):
        return False
    return g.first_action(token, window=12, addressee=True) is not None or _has_noun(token, APPEALS, window=8)


def _opens_clause(token: Token) -> bool:
    """"acordaron que": the complement is a clause."""
    return _followed_by(token, "que", window=3)


def _needs_instrument(token: Token) -> bool:
    return any(instrument_of([o]) is not None for o in _objects(token)) or bool(
        instrument_tokens(_until_finite(token, _CONTENT_LIMIT))
    )


def _until_finite(token: Token, limit: int) -> list[Token]:
    out = []
    for other in g.following(token, limit):
        if g.is_finite(other) and other.pos_ in ("VERB", "AUX"):
            break
        out.append(other)
    return out


def _needs_remain(token: Token) -> bool:
    """"quedaron en reunirse"; not "quedaron en el octavo sitio"."""
    after = g.following(token, 2)
    return len(after) > 1 and after[0].lower_ == "en" and (g.is_infinitive(after[1]) or after[1].lower_ == "que")


def _needs_coincide(token: Token) -> bool:
    if not _followed_by(token, "en", window=5):
        return False
    if not _opens_clause_after_en(token):
        return True
    # an opinion ("coincidieron en que la economía crece") is no agreement, an action or an obligation is
    rest = g.following(token, 30)
    return any(
        t.lemma_ in ("deber", "necesario", "necesidad", "cooperación", "fundamental") or g.is_infinitive(t) for t in rest
    )


def _opens_clause_after_en(token: Token) -> bool:
    words = [t.lower_ for t in g.following(token, 7)]
    return any(a == "en" and b == "que" for a, b in zip(words, words[1:], strict=False))


def _needs_commit(token: Token) -> bool:
    return g.is_reflexive(token) or token.lower_.endswith(("se", "nos")) or "Part" in token.morph.get("VerbForm")


def _needs_request(token: Token) -> bool:
    if _has_noun(token, NO_REQUESTS, window=4):
        return False
    return _has_complement(token) or g.first_action(token) is not None


def _needs_document(token: Token) -> bool:
    subject = g.subject_of(token)
    return subject is not None and subject.i < token.i and subject.lemma_.lower() in DOCUMENTS and g.is_finite(token)


_NEEDS: dict[str, Callable[[Token], bool]] = {
    "need": lambda t: _has_noun(t, frozenset(("necesidad", "urgencia")), window=4),
    "call_noun": lambda t: _has_noun(t, frozenset(("llamado", "llamamiento", "exhortación")), window=3),
    "proposal": lambda t: _NEEDS["any"](t) and not _has_noun(t, NO_OFFERS, window=4) and not _resolves(t),
    "any": lambda t: _has_complement(t) or g.first_action(t) is not None,
    "joint": lambda t: _has_complement(t) or g.first_action(t) is not None or _opens_clause(t) or _closes_report(t),
    "jointaction": lambda t: g.first_action(t) is not None,
    "action": lambda t: g.first_action(t) is not None,
    "instrument": _needs_instrument,
    "en": _needs_coincide,
    "remain": _needs_remain,
    "treaty": lambda t: any(o.lemma_.lower() in TREATIES for o in _objects(t)),
    "access": lambda t: g.first_action(t, window=3) is not None or _has_noun(t, REQUESTS, window=5),
    "a": lambda t: _followed_by(t, "a", "al", window=6),
    "appeal": _appeals,
    "a_action": lambda t: _followed_by(t, "a", window=8) and g.first_action(t, window=14, addressee=True) is not None,
    "por": lambda t: _followed_by(t, "por", "favor", window=4),
    "commit": _needs_commit,
    "offer": lambda t: _has_noun(t, OFFERS, window=5),
    "resolution": lambda t: any(o.lemma_.lower() in RESOLUTIONS for o in _objects(t)),
    "relations": lambda t: any(o.lemma_.lower() in RELATIONS for o in _objects(t)) or _has_noun(t, RELATIONS, window=6),
    "deal": lambda t: any(o.lemma_.lower() in DEALS for o in _objects(t)) or _has_noun(t, DEALS, window=4),
    "deal_a": lambda t: _followed_by(t, "a", window=6) and _has_noun(t, DEALS, window=8),
    "de_acuerdo": lambda t: "de acuerdo" in " ".join(x.lower_ for x in g.following(t, 5)),
    "previsto": lambda t: _followed_by(t, *_PLANNED, window=2) and g.first_action(t) is not None,
    "disposed": lambda t: t.lower_.startswith("dispuest") and _followed_by(t, "a", window=3),
    "committed": lambda t: t.lower_.startswith("comprometid") and _followed_by(t, "a", "con", "en", "para", window=3),
    "will": lambda t: _has_noun(t, WILL, window=4),
    "support": lambda t: _has_noun(t, SUPPORT, window=6) or g.first_action(t, window=3) is not None or _joint_claim(t),
    "request": _needs_request,
    "insist": lambda t: _followed_by(t, "en", "para", window=2),
    "political": lambda t: bool(_objects(t)),
    "vigor": lambda t: _followed_by(t, "vigor", "vigencia", window=3),
    "vigente": lambda t: True,
    "jointpresent": lambda t: g.tense(t) == "present",
    "document": _needs_document,
}


def _holds(entry: Entry, token: Token) -> bool:
    if entry.kind != "force" and entry.needs not in ("disposed", "committed") and not _is_predicative(entry, token):
        return False
    return _NEEDS[entry.needs](token)


def _is_predicative(entry: Entry, token: Token) -> bool:
    """A finite form, a participle that reports a deal, or an infinitive that a finite verb leads to."""
    form = g.tense(token)
    if form in ("past", "present", "future", "conditional", "possible"):
        return token.pos_ in ("VERB", "AUX")
    if form == "participle":
        return entry.kind in ("sign", "agree", "light") and is_modifier(token) and _has_agent(token)
    if form == "gerund":
        return entry.kind in ("call", "reaffirm") and token.dep_ in ("advcl", "conj")
    return False


def _has_agent(token: Token) -> bool:
    """"suscrito por los ministros", "alcanzado entre Estados Unidos e Irán": who did it must be said."""
    return _followed_by(token, "por", "entre", window=4) or _followed_by(token, "con", window=2)


# --------------------------------------------------------------------------- from an entry to predicates
_INTENDED_BY_TENSE = {"future": "intended", "conditional": "proposed", "possible": "proposed"}


def _from_verb(entry: Entry, token: Token) -> Iterator[Predicate]:
    form = g.tense(token)
    if g.is_hypothetical(token) or (form == "subjunctive"):
        return
    if g.is_relative(token) and entry.kind not in ("sign", "agree", "light"):
        return
    status, confidence = entry.status, entry.confidence
    if entry.kind in ("sign", "agree", "light", "accept", "force") and form in _INTENDED_BY_TENSE:
        status, confidence = _INTENDED_BY_TENSE[form], confidence - 0.1
    elif entry.kind in ("call", "support") and form in ("conditional", "future"):
        return
    elif entry.kind == "propose" and form == "conditional":
        return
    elif entry.kind == "stipulate" and token.lower_.endswith(("aba", "aban", "ía", "ían")):
        return  # "el plan establecía": told of the past
    elif entry.kind in ("call", "support") and form == "possible":
        return
    elif entry.kind in ("reaffirm", "stipulate") and form in ("conditional", "possible"):
        return
    if entry.id == "establecer-relaciones" and form in ("present", "future"):
        status = "intended"
    head = _head_words(entry, token)
    base = Predicate(
        token,
        token,
        head,
        entry.kind,
        status,
        f"verb.{entry.id}",
        confidence,
        negated=g.is_negated(token) or entry.kind == "fail" or _without_deal(token),
        joint_only=entry.needs in ("joint", "jointaction", "jointpresent"),
        document=g.subject_of(token) if entry.needs == "document" else None,
    )
    yield from _with_actions(base)


def _head_words(entry: Entry, token: Token) -> tuple[Token, ...]:
    """The verb with its auxiliaries, its "se" and the fixed part of "tener previsto"."""
    words = {*g.auxiliaries(token), token}
    first = min(t.i for t in words)
    if first > token.sent.start and token.doc[first - 1].lower_ in ("se", "nos"):
        words.add(token.doc[first - 1])
    if entry.needs == "previsto":
        words.add(next(t for t in g.following(token, 2) if t.lower_ in _PLANNED))
    return tuple(sorted(words, key=lambda t: t.i))


def _with_actions(base: Predicate) -> Iterator[Predicate]:
    """One predicate for each coordinated action, or the verb alone where it governs none."""
    if base.kind in ("sign", "light", "force", "support") and base.rule != "verb.poner-de-acuerdo":
        yield replace(base, words=_with_light_object(base))
        return
    if base.rule == "verb.coincidir" and _opens_clause_after_en(base.anchor):
        yield base
        return
    addressee = base.kind in ("call", "propose")
    first = g.first_action(base.anchor, window=14 if addressee else 10, addressee=addressee)
    if first is None:
        yield base
        return
    if base.kind == "intend" and lemma_of(first) in TRAVEL:
        return
    actions = g.action_chain(first)
    if len(actions) == 1 and lemma_of(first) in LIGHT_ACTIONS:
        deeper = g.first_action(first)
        if deeper is not None and _purpose(deeper):
            actions = g.action_chain(deeper)
    for action in actions:
        gerund = _gerund_after(action)
        words = (*base.words, action) if gerund is None else (*base.words, action, gerund)
        yield replace(base, action=gerund or action, words=words)


def _gerund_after(action: Token) -> Token | None:
    """"seguir apoyándose": the action is the gerund."""
    if lemma_of(action) not in ("seguir", "continuar"):
        return None
    return next((t for t in g.following(action, 2) if _is_gerund(t)), None)


def _is_gerund(token: Token) -> bool:
    return "Ger" in token.morph.get("VerbForm") or token.lower_.endswith(("ándose", "iéndose"))


def _with_light_object(base: Predicate) -> tuple[Token, ...]:
    if base.kind != "light":
        return base.words
    deal = next((t for t in g.following(base.anchor, 5) if t.lemma_.lower() in DEALS), None)
    return base.words if deal is None else (*base.words, deal)


def _purpose(action: Token) -> bool:
    before = action.nbor(-1).lower_ if action.i > action.sent.start else ""
    return before in ("para", "por", "en", "a")


def _from_future(token: Token) -> Iterator[Predicate]:
    """"ampliarán la cooperación", "seguirán aumentando": a future that several sides share, or one side promises."""
    form = g.tense(token)
    lemma = lemma_of(token)
    action = token
    if lemma in ("seguir", "continuar") and form in ("future", "present"):
        gerund = next((t for t in g.following(token, 3) if _is_gerund(t)), None)
        if gerund is None:
            return
        action, lemma = gerund, gerund.lemma_.split(" ")[0]
    elif form not in ("future", "conditional", "possible"):
        return
    elif lemma in _PHASES and (started := g.first_action(token, window=5)) is not None:
        action, lemma = started, lemma_of(started)
    kind = action_kinds().get(lemma)
    if kind is None or g.is_relative(token) or g.is_hypothetical(token) or token.dep_ in ("aux", "cop"):
        return
    status = "proposed" if form in ("conditional", "possible") else "intended"
    words = tuple(sorted({*g.auxiliaries(token), token, action}, key=lambda t: t.i))
    confidence = 0.7 if status == "intended" else 0.45
    yield Predicate(
        token,
        action,
        words,
        f"future_{kind}",
        status,
        f"future.{kind}",
        confidence,
        negated=g.is_negated(token),
        joint_only=form == "present" or status == "proposed",
    )


def _from_meeting(token: Token) -> Iterator[Predicate]:
    """"La próxima reunión se celebrará en Madrid", "una tercera ronda está prevista": the next meeting of a series."""
    planned = token.lower_.startswith("previst") and any(a.lemma_ == "estar" for a in g.auxiliaries(token))
    if not planned and not (lemma_of(token) in _HOLDING and g.tense(token) == "future"):
        return
    if not planned and not g.is_reflexive(token) and not _followed_by(token, "lugar", "cabo", window=3):
        return
    subject = g.subject_of(token)
    if subject is None or subject.lemma_.lower() not in MEETINGS or g.is_negated(token) or g.is_relative(token):
        return
    if not any(_NEXT.search(t.text) for t in g.noun_phrase(subject)):
        return
    words = tuple(sorted({*g.auxiliaries(token), token}, key=lambda t: t.i))
    yield Predicate(token, token, words, "meeting", "intended", "meeting.next", 0.6, joint_only=True)


def _from_obligation(token: Token) -> Iterator[Predicate]:
    """"las dos partes deben respetar": what the speaker calls for."""
    if g.tense(token) != "must" or token.pos_ != "VERB" or lemma_of(token) in ("ser", "estar", "haber", "tener"):
        return
    if g.is_relative(token) or g.is_hypothetical(token) or g.is_negated(token):
        return
    words = tuple(sorted({*g.auxiliaries(token), token}, key=lambda t: t.i))
    yield Predicate(token, token, words, "must", "called_for", "obligation", 0.55)


def _from_noun(entry: Entry, token: Token) -> Iterator[Predicate]:
    """"la firma de un acuerdo": signed, or intended where a future or a plan governs it."""
    after = [t for t in g.following(token, 8) if not t.is_space]
    while after and after[0].pos_ == "ADJ":  # "la firma oficial del acuerdo"
        after = after[1:]
    if not after or after[0].lower_ not in ("de", "del") or not instrument_tokens([token, *after]):
        return
    if g.is_hypothetical(token) or g.is_negated(token):
        return
    head = token.head
    form = g.tense(head) if head.pos_ in ("VERB", "AUX", "ADJ") else _nearest_tense(token)
    status, confidence = entry.status, entry.confidence
    if form in ("future", "conditional", "infinitive", "subjunctive", "possible") or _planned(token):
        status, confidence = "intended", confidence - 0.15
    article = token.nbor(-1) if token.i > token.sent.start else token
    words = (article, token) if article.lower_ in ("la", "una", "su") else (token,)
    yield Predicate(token, token, words, entry.kind, status, f"noun.{entry.id}", confidence)


def _from_will(token: Token) -> Iterator[Predicate]:
    """"ha dejado ver su disposición a unirse", "con la intención de crear": a will with its action, whatever the verb."""
    before = token.nbor(-1).lower_ if token.i > token.sent.start else ""
    governor = next((a for a in token.ancestors if a.pos_ in ("VERB", "AUX")), None)
    if before != "su" or governor is None or governor.i > token.i or not _followed_by(token, "a", "de", "por", "en", window=1):
        return
    first = g.first_action(token, window=3)
    if first is None or lemma_of(first) in TRAVEL or g.is_negated(governor) or g.is_hypothetical(governor):
        return
    if g.tense(governor) not in ("past", "present") or g.is_relative(governor):
        return
    for action in g.action_chain(first):
        yield Predicate(governor, action, (token, action), "intend", "intended", "noun.will", 0.6)


def _nearest_tense(token: Token) -> str:
    verbs = [t for t in token.sent if g.is_finite(t) and t.pos_ in ("VERB", "AUX")]
    return g.tense(min(verbs, key=lambda t: abs(t.i - token.i))) if verbs else ""


def _planned(token: Token) -> bool:
    cues = {"prever", "previsto", "prevista", "próximo", "próxima", "pendiente", "posible", "eventual", "futuro", "futura"}
    return any(t.lemma_.lower() in cues or t.lower_ in cues for t in token.sent if abs(t.i - token.i) < 10)
