"""Small questions about a parsed sentence that the commitment modules ask: tense, negation, subject, complement.

Labels are those of Universal Dependencies as the Spanish models have them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from pipeline.commitments.forms import look_up
from pipeline.commitments.tree import Word, once
from pipeline.commitments.words import demonym_code, word_list

SUBJECTS = ("nsubj", "nsubj:pass", "csubj")
_AUXILIARIES = {"haber", "ser", "estar", "poder", "deber", "ir", "querer", "quedar"}
#: Verbs before an infinitive that only tell when or how often: "acaban de firmar", "volvieron a instar".
_PERIPHRASES = {"acabar", "volver", "proceder", "pasar", "llegar", "lograr", "conseguir", "terminar"}
_REFLEXIVES = {"se", "nos", "me"}
_INHERITING = ("conj", "xcomp", "advcl", "ccomp", "parataxis", "aux", "cop")
_QUOTES = {'"', "“", "”", "«", "»", "'", "‘", "’", "''"}
#: A gerund with a clitic: its accent gives it away, where the models guess.
_GERUND = re.compile(r"(?:á|é)ndo(?:me|te|se|nos|l[aeo]s?)+$")
_OWN = frozenset(("país", "gobierno", "nación", "administración", "estado", "países"))
_LINKS = frozenset(
    """
    a en de por para con que como el la los las su sus un una al del no parte vez hoy ayer este lunes martes miércoles
    jueves viernes sábado domingo
    """.split()  # noqa: SIM905
)


def is_finite(token: Word) -> bool:
    """A conjugated verb form; what the models take for one ("en la capital paraguaya", "imputándole") is none."""
    return "Fin" in token.morph.verb_form and _looks_finite(token.text)


@lru_cache(maxsize=1 << 12)
def _looks_finite(text: str) -> bool:
    return demonym_code(text) is None and not _GERUND.search(text.lower())


def is_gerund(token: Word) -> bool:
    """A gerund, one with a clitic ("apoyándose", "imputándole") included."""
    return "Ger" in token.morph.verb_form or ("ndo" in token.lower_ and bool(_GERUND.search(token.lower_)))


def person(token: Word) -> str:
    """Grammatical person of a verb, its auxiliary's where it has one: `1`, `3` or ``."""
    carrier = next((a for a in auxiliaries(token) if is_finite(a)), token)
    known = look_up(carrier.text)
    found = carrier.morph.person
    return str(known.person) if known is not None else (found[0] if found else "")


@once
def periphrasis(token: Word) -> Word | None:
    """The finite verb that an infinitive is the rest of: "acaban" in "acaban de firmar"."""
    if "Inf" not in token.morph.verb_form:
        return None
    at = token.i - 1
    if at > token.sent.start and token.doc[at].lower_ in ("de", "a", "por"):
        at -= 1
    if at < token.sent.start:
        return None
    before = token.doc[at]
    return before if is_finite(before) and before.lemma_.split(" ")[0] in _PERIPHRASES else None


def is_passive(token: Word) -> bool:
    """ "fue firmado", "quedó firmado", "se firmó"."""
    return is_reflexive(token) or any(a.lemma_ in ("ser", "quedar") for a in auxiliaries(token))


def is_infinitive(token: Word) -> bool:
    """An infinitive, one with a clitic ("abrirlo") included."""
    return token.pos_ in ("VERB", "AUX") and "Inf" in token.morph.verb_form


def finite_verb_above(token: Word) -> Word | None:
    """The nearest finite verb that a word depends on."""
    return next((a for a in token.ancestors if is_finite(a) and a.pos_ in ("VERB", "AUX")), None)


@once
def auxiliaries(token: Word) -> Sequence[Word]:
    """Auxiliaries and copulas of a verb, left to right."""
    own = [c for c in token.lefts if c.pos_ == "AUX" or c.dep_ in ("aux", "cop", "aux:pass")]
    if own or token.is_sent_start:
        return own
    before = token.doc[token.i - 1]
    near = before.pos_ in ("AUX", "VERB") and before.lemma_ in _AUXILIARIES
    return [before] if near and not is_finite(token) else own


def first_index(token: Word) -> int:
    """Where a verb begins, its auxiliaries included: at "han" in "han firmado"."""
    return min([token.i, *(a.i for a in auxiliaries(token))])


@once
def tense(token: Word) -> str:
    """`past, present, future, conditional, possible, must, subjunctive, infinitive, gerund, participle` or ``."""
    helpers = auxiliaries(token)
    carrier = next((a for a in helpers if is_finite(a)), None) if helpers else None
    if carrier is not None and not is_finite(token):
        modal = next((a for a in helpers if a.lemma_ in ("poder", "deber")), None)
        own = _form(carrier)
        if modal is not None and own in ("present", "future"):
            return "possible" if modal.lemma_ == "poder" else "must"
        if modal is not None and modal.lemma_ == "poder" and own == "past":
            return ""  # "pudo establecer negociaciones": whether it did is not said
        if modal is not None and own == "conditional":
            return "must" if modal.lemma_ == "deber" else "possible"
        if carrier.lemma_ == "ir" and own == "present":
            return "future"
        if carrier.lemma_ == "haber" and own in ("present", "conditional"):
            return "past"  # "han firmado"; "habría pedido" is reported, not hypothetical
        if carrier.lemma_ == "ser" and "Part" in token.morph.verb_form and own == "present":
            return "present"
        return own
    governor = periphrasis(token)
    if governor is not None:
        return "past" if governor.lemma_ == "acabar" else _form(governor)
    return _form(token)


def _form(token: Word) -> str:
    known = look_up(token.text)
    if known is not None and known.tense != "participle":
        return known.tense
    morph = token.morph
    mood, verb_form, when = morph.mood, morph.verb_form, morph.tense
    if "Inf" in verb_form:
        return "infinitive"
    if is_gerund(token):
        return "gerund"
    if "Part" in verb_form:
        return "participle"
    if "Cnd" in mood:
        return "conditional"
    if "Sub" in mood or "Imp" in mood:
        return "subjunctive"
    return {"Fut": "future", "Past": "past", "Imp": "past", "Pres": "present"}.get(when[0] if when else "", "")


def is_negated(token: Word) -> bool:
    """ "no firmaron", "nunca acordaron", "sin firmar", "ni aceptó"; a negated auxiliary counts."""
    governor = periphrasis(token)  # "no lograron acordar"
    lowest = first_index(token) if governor is None else min(first_index(token), governor.i)
    for i in range(lowest - 1, max(token.sent.start, lowest - 4) - 1, -1):
        other = token.doc[i]
        if other.lower_ in ("no", "nunca", "jamás", "sin", "tampoco", "ni"):
            return True
        if other.lower_ not in ("se", "le", "les", "lo", "la", "los", "las", "me", "nos", "aún", "todavía"):
            break
    return False


@once
def is_reflexive(token: Word) -> bool:
    """ "se comprometió", "nos pusimos"."""
    lowest = first_index(token)
    before = token.doc[lowest - 1].lower_ if lowest > token.sent.start else ""
    return before in _REFLEXIVES or any(c.lower_ in _REFLEXIVES for c in token.lefts)


@once
def is_relative(token: Word) -> bool:
    """A finite verb in a relative clause: "un fondo que financiará proyectos"."""
    if token.dep_ not in ("acl", "acl:relcl") or _is_locative(token):
        return False
    return any(
        t.lower_ in ("que", "quien", "quienes", "cual", "cuales", "donde", "cuyo", "cuya") for t in left_edge(token)
    )


def _is_locative(token: Word) -> bool:
    """ "un encuentro en el que ambos llamaron": a relative clause that goes on telling."""
    words = [t.lower_ for t in left_edge(token)[:4]]
    return words[:1] == ["donde"] or (words[:1] in (["en"], ["durante"]) and any(w in ("que", "cual") for w in words))


@once
def left_edge(token: Word) -> Sequence[Word]:
    """Tokens from the beginning of the verb's clause to the verb."""
    return [t for t in token.subtree if t.i < token.i]


@once
def is_hypothetical(token: Word) -> bool:
    """In a condition or a time clause: "si firman", "cuando se apruebe", "hasta que acuerden"."""
    for verb in (token, *_clause_heads(token)):
        if any(c.dep_ == "mark" and c.lower_ in ("si", "cuando", "hasta") for c in verb.lefts):
            return True
    return _is_asked(token)


def _is_asked(token: Word) -> bool:
    """In a question, whatever follows it: "«¿Firmarán hoy el acuerdo?», preguntó un periodista"."""
    if "?" not in token.sent.text:
        return False
    marks = [(t.i, t.text) for t in token.sent if t.text in ("¿", "?")]
    if not any(text == "¿" for _, text in marks):
        return token.sent.text.rstrip(' \n"”»').endswith("?")
    before, after = [m for at, m in marks if at < token.i], [m for at, m in marks if at > token.i]
    return before[-1:] == ["¿"] or (not before and after[:1] == ["?"])


def _clause_heads(token: Word) -> Iterator[Word]:
    current = token
    while current.dep_ in ("xcomp", "advcl", "conj") and current.head is not current:
        current = current.head
        yield current


def subject_of(token: Word, *, before_only: bool = False) -> Word | None:
    """Head of the grammatical subject, taken from the verb it is coordinated with when it has none of its own.

    With `before_only`, nouns after the verb are no subjects: the models take many an object for one.
    """
    return subject_and_verb(token, before_only=before_only)[0]


def subject_and_verb(token: Word, *, before_only: bool = False) -> tuple[Word | None, Word]:
    """The subject of a verb and the verb that has it: `token` itself, or the one whose subject it shares."""
    current = token
    for _ in range(5):
        own = [c for c in current.children if c.dep_ in SUBJECTS and _is_nominal(c)]
        own = [c for c in own if c.lower_ not in ("se", "lo", "la") and agrees(c, current)]
        own = [c for c in own if c.i < current.i or not before_only]
        if current is not token:  # a relative pronoun is the subject of its own verb only
            own = [c for c in own if c.lower_ not in ("que", "quien", "quienes")]
        if own:
            return own[0], current
        if current.head is current or not _inherits(current):
            break
        current = current.head
    return None, token


def verb_before(token: Word) -> Word | None:
    """The finite verb that `token` goes on from, joined by a conjunction: "China no cambiará …, pero seguirá …".

    None where number or person differ, or where another clause begins in between.
    """
    doc, start = token.doc, token.sent.start
    at = first_index(token) - 1
    while at > start and (doc[at].pos_ == "ADV" or doc[at].lower_ == "que"):
        at -= 1
    if doc[at].lower_ not in ("y", "e", "pero", "sino", "ni"):
        return None
    for other in reversed(doc[start:at]):
        if is_finite(other) and other.pos_ in ("VERB", "AUX") and not is_relative(other):
            return other if other.morph.number == token.morph.number else None
    return None


def verb_above(token: Word) -> Word | None:
    """The verb above a relative clause that goes on telling of its subject: "llegó a Lima, donde firmó"."""
    if token.dep_ not in ("acl", "acl:relcl", "advcl"):
        return None
    lead = [t.lower_ for t in left_edge(token) if not t.is_punct][:3]
    relative = lead[:1] != [] and lead[0] in ("a", "con", "en", "al") and bool({"quien", "que", "quienes"} & set(lead))
    if not relative and lead[:1] not in (["donde"], ["aunque"], ["mientras"]):
        return None
    above = finite_verb_above(token)
    return above if above is not None and above.morph.number == token.morph.number else None


def _inherits(token: Word) -> bool:
    if token.pos_ == "ADJ" and token.head.pos_ in ("VERB", "AUX"):  # "tienen vigente un tratado"
        return True
    if token.dep_ == "ccomp" and is_finite(token):  # "anunciaron que se sumarán"
        return bool(token.morph.number == token.head.morph.number)
    if token.dep_ in ("advcl", "parataxis"):
        return _same_row(token, token.head)
    return token.dep_ in _INHERITING


def _is_nominal(token: Word) -> bool:
    """A noun, a pronoun, or an adjective that an article makes a noun ("los rusos")."""
    if token.pos_ == "ADJ":
        return any(c.pos_ == "DET" for c in token.lefts)
    return token.pos_ in ("NOUN", "PROPN", "PRON", "DET", "NUM")


def agrees(subject: Word, verb: Word) -> bool:
    """Whether subject and finite verb agree in number: "cooperación" is no subject in "ampliarán la cooperación"."""
    helper = next((a for a in auxiliaries(verb) if is_finite(a)), verb)
    if not is_finite(helper) or "Plur" not in helper.morph.number:
        return True
    several = "Plur" in subject.morph.number or bool(subject.conjuncts) or subject.pos_ in ("PROPN", "PRON", "NUM")
    return bool(several or subject.i < verb.i)


def _same_row(token: Word, head: Word) -> bool:
    """Coordination that the parser calls a clause: both finite, same tense and number, no conjunction in between."""
    if not (is_finite(token) and is_finite(head)):
        return not is_finite(token)
    if any(c.dep_ == "mark" or c.lower_ in ("que", "si") for c in token.lefts):
        return False
    return bool(token.morph.tense == head.morph.tense and token.morph.number == head.morph.number)


def is_plural(token: Word) -> bool:
    """Grammatical number of a verb, its auxiliary's where it has one."""
    helper = next((a for a in auxiliaries(token) if is_finite(a)), token)
    return "Plur" in helper.morph.number


def following(token: Word, limit: int) -> list[Word]:
    """The next tokens of the sentence, `limit` at most, quotation marks left out."""
    end = token.sent.end
    return [t for t in token.doc[token.i + 1 : min(end, token.i + 1 + limit * 2)] if t.text not in _QUOTES][:limit]


def first_action(token: Word, *, window: int = 10, addressee: bool = False) -> Word | None:
    """The infinitive that a commitment word governs, over bridges: "insistió en la necesidad de reformar" -> reformar.

    A phrase "con Kazajistán" may stand between, with `addressee` one with "a" too: "llamó a las partes a dialogar". Any
    other verb ends the search.
    """
    with_phrase = ""
    for other in following(token, window):
        if is_infinitive(other) and other.nbor(-1).lower_ == "al":
            return None  # "reiteró que al dialogar con Irán"
        if is_infinitive(other):
            return other if not (with_phrase == "en" and other.nbor(-1).lower_ in ("de", "para")) else None
        if other.lemma_ in word_list("bridges"):
            with_phrase = ""
        if other.lower_ in ("con", "en") or (addressee and other.lower_ in ("a", "al")):
            with_phrase = other.lower_
            continue
        if (
            other.lower_ in _LINKS
            or other.lemma_ in word_list("bridges")
            or other.pos_ in ("ADV", "DET", "ADJ", "PUNCT")
        ):
            if other.text == ";":
                return None
            continue
        if other.lower_ in _OWN and other.nbor(-1).lower_ in ("su", "sus", "mi", "nuestro"):
            continue  # "la disposición de su país a suministrar"
        if with_phrase and other.pos_ in ("PROPN", "NOUN", "CCONJ", "NUM"):
            continue
        return None
    return None


def action_chain(first: Word) -> list[Word]:
    """`first` and the infinitives coordinated with it: "ampliar el comercio, abrir consulados y crear un fondo".

    A coordinated infinitive joins the infinitive before it: in "impulsar los lazos para abrir y lograr", "lograr" goes
    with "abrir", which states a purpose and is no commitment of its own.
    """
    chain, inside = [first], True
    sentence = first.sent
    lead = _lead(first)
    for token in first.doc[first.i + 1 : sentence.end]:
        if is_finite(token) and token.pos_ in ("VERB", "AUX") and not _in_relative(token):
            break
        if not is_infinitive(token) or token.dep_ == "aux":
            continue
        before = _before(token)
        if before is None:
            continue
        if before.lower_ in ("y", "e", "o", "u", ",", "como", "también"):
            if inside:
                chain.append(token)
        elif before.lower_ == lead and _coordinated(before):
            inside = True
            chain.append(token)
        else:
            inside = False
    return chain


def subjunctive_chain(token: Word) -> list[Word]:
    """The subjunctives that a verb governs: "pidieron que cese el fuego, que se abra el paso y se libere a Juan"."""
    words = following(token, 12)
    at = next((k for k, t in enumerate(words) if t.lower_ == "que"), None)
    if at is None or any(is_finite(t) and t.pos_ in ("VERB", "AUX") for t in words[:at]):
        return []
    chain: list[Word] = []
    for other in token.doc[words[at].i + 1 : token.sent.end]:
        if (
            not is_finite(other)
            or other.pos_ not in ("VERB", "AUX")
            or (chain and is_relative(other) and not _goes_on(other))
        ):
            continue
        if "Sub" not in other.morph.mood and "Imp" not in other.morph.mood:
            break
        verb = other.head if other.dep_ in ("aux", "cop", "aux:pass") and other.head.i > other.i else other
        if not chain or _goes_on(other):
            chain.append(verb)
    return chain


def _goes_on(verb: Word) -> bool:
    """ "…, que se abra", "y libere": coordinated with the verb before it."""
    at = verb.i - 1
    while verb.doc[at].lower_ in ("se", "no", "le", "les", "también") and at > verb.sent.start:
        at -= 1
    lead = verb.doc[at].lower_
    return lead in ("y", "e", ",") or (lead == "que" and verb.doc[at - 1].lower_ in ("y", "e", ","))


def _lead(token: Word) -> str:
    before = _before(token)
    return before.lower_ if before is not None and before.lower_ in ("a", "en", "por", "para", "de") else "a"


def _before(token: Word) -> Word | None:
    i = token.i - 1
    while i >= token.sent.start and (
        token.doc[i].text in _QUOTES or (token.doc[i].pos_ == "ADV" and token.doc[i].lower_ != "no")
    ):
        i -= 1
    return token.doc[i] if i >= token.sent.start else None


def _coordinated(preposition: Word) -> bool:
    before = _before(preposition)
    return before is not None and before.lower_ in ("y", "e", ",", "como", "o")


def _in_relative(token: Word) -> bool:
    return token.dep_ in ("acl", "acl:relcl", "advcl", "ccomp")


@once
def noun_phrase(head: Word) -> list[Word]:
    """Tokens of a noun phrase without the relative clauses and participles in it.

    "Los mandatarios, reunidos en Lima,": the city is none of them.
    """
    skipped: set[int] = set()
    for token in head.subtree:
        if token.dep_ not in ("acl", "acl:relcl", "amod") or token.i <= head.i:
            continue
        placed = "Part" in token.morph.verb_form and any(
            c.dep_ in ("obl", "obj") and any(case.lower_ in ("en", "durante", "desde") for case in c.lefts)
            for c in token.rights
        )
        if is_finite(token) or (placed and token.lower_.endswith(("idos", "idas", "ados", "adas"))):
            skipped.update(t.i for t in token.subtree)
    return [t for t in head.subtree if t.i not in skipped]
