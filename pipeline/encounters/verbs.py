"""Verbs of meeting in a sentence ("se reunió", "viajará", "sostuvo") and their subjects."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from spacy.tokens import Doc, Token

from pipeline.actors import Actor
from pipeline.attributes import lower_words
from pipeline.conjugation import Form, conjugate
from pipeline.encounters.model import is_finite
from pipeline.encounters.participants import free_pair, is_official, sides
from pipeline.lexicon import Entry, read_lexicon
from pipeline.speech.markers import CLITICS
from pipeline.speech.scenes import Scene
from pipeline.speech.speakers import subject_of
from pipeline.speech.verbs import Speech

_SUBJECTS = frozenset(("person", "country", "organization", "institution"))
#: Verbs whose other forms are other words: "va a firmar", "a partir del lunes", "está de acuerdo".
_TENSES_OF = {"ir": ("fut",), "partir": ("past", "fut"), "estar": ("fut",)}
#: "tiene previsto viajar", "planea visitar".
_PLANS = frozenset(("previsto", "prevé", "prevén", "planea", "planean", "planeado", "programado"))
#: Tokens before a sentence in which the two it goes back to were named.
_RECENT = 80
_LOOSE = frozenset(("ADV", "PRON", "PUNCT", "SPACE", "DET", "ADP", "NUM"))
#: Nouns and adjectives of time, which name no thing: "el martes en Lima".
TIME_WORDS = frozenset(
    """
    lunes martes miércoles jueves viernes sábado domingo día semana mes año mañana tarde noche madrugada mediodía
    próximo próxima pasado pasada siguiente mismo misma después luego víspera anoche
    """.split()  # noqa: SIM905
)
_BODIES = frozenset(("institution", "organization", "country", "group"))
_ADJUNCTS = frozenset(("tras", "después", "luego", "antes", "al", "para"))
_NOT_DONE = frozenset(("no", "nunca", "sin", "evitar", "evitara", "evitó", "rechazó", "descartó", "rehusó", "negó"))


@dataclass(frozen=True)
class Use:
    """A verb of `meeting_verbs.csv` in the text: tokens `start` (its auxiliary or clitic) to `end`."""

    entry: Entry
    form: Form
    start: int
    end: int


@lru_cache(maxsize=1)
def _verbs() -> dict[str, list[tuple[Entry, Form]]]:
    table: dict[str, list[tuple[Entry, Form]]] = {}
    for entry in read_lexicon("meeting_verbs"):
        for form in forms_of(entry):
            table.setdefault(form.text, []).append((entry, form))
            if form.tense in ("inf", "ger") and entry["lemma"].endswith("se"):
                table.setdefault(_enclitic(form), []).append((entry, form))
    return table


def forms_of(entry: Entry) -> Iterator[Form]:
    """The verb's forms, with the past subjunctive of "la visita que hiciera en enero" beside "hizo", and the
    participles of "fue recibida" and "fueron recibidos".
    """
    for form in conjugate(entry["lemma"].removesuffix("se"), entry["change"]):
        yield form
        if form.tense == "part" and entry["class"] == "receive":
            for ending, plural in (("a", False), ("os", True), ("as", True)):
                yield Form(form.text[:-1] + ending, "part", plural)
        if form.tense == "past" and form.plural and form.text.endswith("ron"):
            for ending in ("ra", "se"):
                yield Form(form.text[:-3] + ending, "imp", False)
                yield Form(form.text[:-3] + ending + "n", "imp", True)


#: Participles that stand for "se reunieron": "…, reunidos en Lima, …".
MET_ALREADY = frozenset(("reunidos", "reunidas"))


def _enclitic(form: Form) -> str:
    """ "reunirse", "reuniéndose"."""
    return f"{form.text}se" if form.tense == "inf" else re.sub("ndo$", "ndose", re.sub("ando$", "ándo", form.text))


def uses_in(scene: Scene) -> Iterator[Use]:
    """Verbs of meeting in the sentence, outside of quotes, in order."""
    doc, words, verbs = scene.doc, lower_words(scene.doc), _verbs()
    begin, end = scene.sentence.start, scene.sentence.end
    for i in [i for i, word in enumerate(words[begin:end], begin) if word in verbs or word in MET_ALREADY]:
        met = words[i] in MET_ALREADY
        token = doc[i]
        if any(q.closed and q.start <= token.idx < q.end for q in scene.quotes):
            continue
        if not met and token.pos_ in ("NOUN", "PROPN"):
            continue
        if met and (entries := _verbs().get("reunido")):
            yield Use(entries[0][0], Form(token.lower_, "ger", True), token.i, token.i + 1)
        for entry, form in verbs.get(words[i], ()):
            use = _use(doc, scene, token, entry, form)
            if use is not None:
                yield use
                break


def _use(doc: Doc, scene: Scene, token: Token, entry: Entry, form: Form) -> Use | None:
    start = token.i
    before = doc[start - 1].lower_ if start > scene.sentence.start else ""
    if form.tense == "part":
        if before not in ("ha", "han", "había", "habían", "fue", "fueron", "será", "serán", "sido", "haber"):
            return None
        form = Form(form.text, "fut", form.plural) if before in ("será", "serán") else form
        start -= 1
        before = doc[start - 1].lower_ if start > scene.sentence.start else ""
    reflexive = before == "se" or token.lower_.endswith("se")
    if form.tense == "inf" and not reflexive:  # "se iba a reunir"
        reflexive = "se" in [t.lower_ for t in doc[max(scene.sentence.start, start - 4) : start]]
    if entry["lemma"].endswith("se") != reflexive and (
        entry["class"] in ("meet", "phone") or entry["lemma"] == "dirigirse"
    ):
        return None
    if form.tense not in _TENSES_OF.get(entry["lemma"], (form.tense,)):
        return None
    planned = _PLANS & {t.lower_ for t in doc[max(scene.sentence.start, start - 3) : start]}
    if form.tense == "inf" and entry["class"] in ("travel", "visit") and before != "a" and not planned:
        return None  # "quería llegar a México" is no journey, "va a viajar", "lo invitó a visitar Perú" are
    if before in CLITICS:
        start -= 1
    if form.tense == "inf" and _hangs_on_negation(doc, scene.sentence.start, start):
        return None
    if _NOT_DONE & {t.lower_ for t in doc[max(scene.sentence.start, start - 2) : start]}:
        return None
    return Use(entry, form, start, token.i + 1)


def _hangs_on_negation(doc: Doc, begin: int, at: int) -> bool:
    """ "no viajó a Lima para reunirse con Vera": neither took place."""
    for position in range(at - 1, max(begin, at - 16), -1):
        token = doc[position]
        if is_finite(token):
            return position > begin and doc[position - 1].lower_ in ("no", "nunca")
    return False


def subject_by_verb(scene: Scene, use: Use) -> list[Actor]:
    """Subject of a meeting verb, by the rules of speech verbs; of an infinitive, the nearest person before it."""
    if use.form.tense in ("inf", "ger"):
        return _subject_of_infinitive(scene, use)
    if use.entry["class"] == "visit":  # "…, visitó Cuba": the goal is not who goes
        scene = replace(scene, sentence=scene.doc[scene.sentence.start : use.end])
    speech = Speech(use.start, use.end, use.entry, use.form.tense, use.form.plural, "np", use.end)
    found = subject_of(scene, speech)
    if len(found) == 1 and not use.form.plural and found[0].start < scene.sentence.start:
        free = [a for a in scene.actors if a.person_id and not a.governed and a.end <= use.start]
        found = tuple(free[-1:]) or found  # who the sentence names rather than who was spoken of before
    if found and (both := sides(scene, found[0])):
        return both  # "Ambos ministros se reunieron"
    return _understood(scene, use) if not found else [a for a in found if _may_attend(a)]


def _may_attend(actor: Actor) -> bool:
    return actor.kind in _SUBJECTS and (actor.kind != "person" or actor.person_id is not None or is_official(actor))


def _understood(scene: Scene, use: Use) -> list[Actor]:
    """The subject of a verb that opens its sentence: "También se reunirán con …", "Este viernes viajará a …"."""
    if use.form.plural:
        recent = use.entry["class"] != "meet" or all(
            a.start >= scene.sentence.start - _RECENT for a in scene.memory.pair
        )
        return list(scene.memory.pair) if recent and _opens(scene, use) else []
    return last_person(scene) if _opens_with_time(scene, use) else []


def _subject_of_infinitive(scene: Scene, use: Use) -> list[Actor]:
    """Of an infinitive or gerund: the person before it, else the body, else the person spoken of last."""
    if use.form.tense == "inf" and (owner := _subject_of_adjunct(scene, use)):
        return owner
    if use.form.plural:
        return free_pair(scene)
    before = [a for a in scene.actors if a.end <= use.start]
    if both := next((pair for a in before if (pair := sides(scene, a))), []):
        return both  # "Los cancilleres quedaron en encontrarse"
    called = _called_to(scene, use)
    if called is not None and (called.person_id or called.kind != "person"):
        return [called] if _may_attend(called) else []
    people = _people_before(scene, use, [a for a in before if a.person_id])
    bodies = [a for a in before if not a.governed and a.kind in _BODIES]
    if not people and bodies and use.entry["lemma"] == "reunirse" and _is_about_to(scene, use):
        return [a for a in bodies if a.kind != "group"][-1:]
    return people[-1:] or ([] if bodies else last_person(scene))


def _called_to(scene: Scene, use: Use) -> Actor | None:
    """ "llamó al Gobierno a dialogar con la oposición": who is called on, not who calls."""
    at = use.start - 1
    if use.form.tense != "inf" or at <= scene.sentence.start or scene.doc[at].lower_ != "a":
        return None
    return next((a for a in scene.actors if a.end == at and a.preposition in ("a", "al")), None)


def _people_before(scene: Scene, use: Use, before: list[Actor]) -> list[Actor]:
    """ "instó a la presidenta a cancelar", "la decisión de Vera de cancelar", "la idea de Vera es reunirse"."""
    governed = [a for a in before if a.preposition in ("de", "del")]
    if use.start - 1 > scene.sentence.start and scene.doc[use.start - 1].lower_ == "de":
        owners = [a for a in governed if a.end == use.start - 1]
        if owners:
            return owners
    people = [a for a in before if a.preposition in (None, "a", "al")]
    last = governed[-1].end if governed else use.start
    return people or ([] if any(t.pos_ == "VERB" for t in scene.doc[last : use.start]) else governed)


def _subject_of_adjunct(scene: Scene, use: Use) -> list[Actor]:
    """ "Tras reunirse con Gil, Vera dijo …": who does what follows is also who met."""
    words = {t.lower_ for t in scene.doc[scene.sentence.start : use.start]}
    if use.start - scene.sentence.start > 4 or not words & _ADJUNCTS:
        return []
    comma = next((t.i for t in scene.doc[use.end : scene.sentence.end] if t.text == ","), scene.sentence.end)
    free = [a for a in scene.actors if a.start > comma and not a.governed and (a.person_id or is_official(a))]
    return free[:1]


def _is_about_to(scene: Scene, use: Use) -> bool:
    """ "se iba a reunir", "va a reunirse", "prevé reunirse": the body before it is the subject."""
    words = {t.lower_ for t in scene.doc[max(scene.sentence.start, use.start - 3) : use.start]}
    return bool(words & {"iba", "va", "debe", "debía", "prevé", "tiene", "podría", "planea"})


def _opens(scene: Scene, use: Use) -> bool:
    """Only adverbs and clitics stand before the verb in its sentence."""
    return all(t.pos_ in ("ADV", "PRON", "PUNCT", "SPACE") for t in scene.doc[scene.sentence.start : use.start])


def _opens_with_time(scene: Scene, use: Use) -> bool:
    """Only words of time stand before the verb in its sentence."""
    before = scene.doc[scene.sentence.start : use.start]
    return len(before) < 8 and all(t.pos_ in _LOOSE or t.lower_ in TIME_WORDS for t in before)


def last_person(scene: Scene) -> list[Actor]:
    """The person spoken of last, if there is one."""
    last = scene.memory.singular
    return [last] if last is not None and last.person_id else []
