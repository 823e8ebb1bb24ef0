"""Whose words they are: the subject of a speech verb, before it, after it, or carried over from what came before.

Spanish puts the subject on either side ("Vera dijo", "dijo Vera") and drops it when it goes on ("Agregó que …").
"""

from __future__ import annotations

from spacy.tokens import Doc

from pipeline.actors import DETERMINERS, PREPOSITIONS, Actor
from pipeline.attributes import lower_words, parts_of_speech
from pipeline.speech.before import across_comma, are_joined, coordinated, fullest, subject_before, with_conjuncts_before
from pipeline.speech.markers import CLITICS, may_end_filler, skip_fillers
from pipeline.speech.references import carried_speakers, resolved_speaker
from pipeline.speech.scenes import Scene, agrees, can_speak, is_same_actor
from pipeline.speech.verbs import Speech

_RELATIVE = frozenset(("quien", "quienes"))
_PRONOUNS = frozenset(("él", "ella", "éste", "ésta", "este", "esta", "aquél", "aquélla"))
_JOINERS = frozenset(("y", "e", "pero", "aunque", "sino", "mientras", "o"))
_QUOTE_MARKS = frozenset('"«“')
_AFTER_REACH, _PHRASE_REACH = 5, 9


def speakers_of(scene: Scene, speech: Speech) -> tuple[Actor, ...]:
    """Who speaks: usually one, several when coordinated; empty when nobody can be named."""
    found = _named_speakers(scene, speech)
    if found is None:
        found = carried_speakers(scene, speech)
    resolved: list[Actor] = []
    for actor in found:
        actor = _resolved(scene, speech, actor)
        if not any(is_same_actor(actor, other) for other in resolved):
            resolved.append(actor)
    if speech.plural and len(resolved) == 1 and resolved[0].kind == "person" and not resolved[0].plural:
        return ()  # "…, destacaron los avances": nothing one person said
    if speech.plural is False and resolved and all(a.kind == "group" and a.plural for a in resolved):
        return ()
    return tuple(resolved)


def _resolved(scene: Scene, speech: Speech, actor: Actor) -> Actor:
    """Whom the actor stands for; in "Gil dijo que vendrá, contó este asesor" the adviser is not Gil."""
    full = resolved_speaker(scene, actor)
    told = scene.previous is not None and speech.frame == "par" and scene.previous[0].frame == "que"
    if told and actor.person_id is None and scene.previous and any(is_same_actor(full, a) for a in scene.previous[1]):
        return actor
    return full


def subject_of(scene: Scene, speech: Speech) -> tuple[Actor, ...]:
    """The subject of any verb; carried over only where the verb opens its clause ("Viajará el lunes").

    Dates stay where they are: in "anunció que esta noche viajará" the subject is not what stands before "que".
    """
    found = _named_speakers(scene, speech, dates=False)
    if found is None:
        before = _token_before(scene, speech)
        opens = before < scene.sentence.start or scene.doc[before].lower_ in ("y", "e", ",", "pero")
        found = carried_speakers(scene, speech) if opens and speech.tense not in ("inf", "ger") else ()
    return tuple(resolved_speaker(scene, actor) for actor in found)


def _named_speakers(scene: Scene, speech: Speech, *, dates: bool = True) -> tuple[Actor, ...] | None:
    """Speakers the sentence names; None when the verb has no subject in it."""
    if speech.tense in ("ger", "inf"):
        return _matrix_subject(scene, speech)
    before = _before_parenthesis(scene, _token_before(scene, speech, dates=dates))
    word = scene.doc[before].lower_ if before >= scene.sentence.start else ""
    if word == "que" and before and scene.doc[before - 1].lower_ == "lo":
        return coordinated(scene, speech)  # "…, por lo que pidió paciencia"
    if word in _RELATIVE or word == "que":
        return _behind_relative(scene, before, speech)
    parenthetical = speech.frame == "par" or word in ("", ",", "y", "según", "como") or _is_mark(scene.doc, before)
    if parenthetical and (after := _subject_after(scene, speech)):
        return _with_conjuncts_after(scene, after, speech)
    if parenthetical and word in ("según", "como"):
        return coordinated(scene, speech)  # "Vera leyó un texto que, según dijo, suena bien"
    if word in _PRONOUNS and scene.doc[before].i == scene.sentence.start:
        return None
    if word in _JOINERS or word == "":
        return coordinated(scene, speech)
    if _is_mark(scene.doc, before):
        return across_comma(scene, speech, before)
    return subject_before(scene, speech, before)


def _behind_relative(scene: Scene, before: int, speech: Speech) -> tuple[Actor, ...] | None:
    """The subject of a verb right behind "que", "quien" or "a quien" at `before`."""
    word = scene.doc[before].lower_
    if word in _RELATIVE and before and scene.doc[before - 1].lower_ in PREPOSITIONS:
        if speech.plural:
            return ()  # "Vera, a quien comparan con su padre": nobody in particular
        # "Gil se vio con Vera, a quien reiteró su apoyo"
        return _first_subject(scene, before, speech) if scene.previous is None else scene.previous[1]
    if word == "que" and scene.previous is not None and scene.previous[0].at == before:
        told = speech.entry["class"] != "emphasis" or speech.frame != "np"  # not "informó que destaca una gira"
        return scene.previous[1] if told else ()  # "escribió en la red que pidió calma"
    return _antecedent(scene, before, speech)


def _is_mark(doc: Doc, at: int) -> bool:
    return at >= 0 and (doc[at].is_punct or doc[at].is_space or doc[at].text in ("--", "''"))


def _token_before(scene: Scene, speech: Speech, *, dates: bool = True) -> int:
    """Last token before the verb that is no clitic, filler (nor date, if `dates` are) or adverb."""
    words, tags = lower_words(scene.doc), parts_of_speech(scene.doc)
    at = speech.start - 1
    while at >= scene.sentence.start:
        if words[at] in CLITICS or tags[at] == "ADV" or words[at].endswith("mente"):
            at -= 1
        elif size := _filler_ending(scene, at, dates):
            at -= size
        else:
            break
    return at


def _before_parenthesis(scene: Scene, at: int) -> int:
    """ "la experta del Centro de Aguas | (CA) añadió": what stands in brackets is no subject."""
    if at < scene.sentence.start or scene.doc[at].text != ")":
        return at
    for i in range(at - 1, max(scene.sentence.start, at - 8), -1):
        if scene.doc[i].text == "(":
            return i - 1
    return at


def _filler_ending(scene: Scene, at: int, dates: bool) -> int:
    """Tokens of the filler that ends at `at`, 0 without one: "Vera también dijo", "Vera por ahora dijo"."""
    if not may_end_filler(scene.doc, at, dates=dates):
        return 0
    for size in range(1, 6):
        begin = at - size + 1
        if begin >= scene.sentence.start and skip_fillers(scene.doc, begin, at + 1, dates=dates) == at + 1:
            return size if scene.doc[begin].text != "," else 0
    return 0


def _subject_after(scene: Scene, speech: Speech) -> Actor | None:
    at = skip_fillers(scene.doc, speech.end, scene.sentence.end)
    if at > speech.end and scene.doc[speech.end].text == ",":
        if at >= scene.sentence.end or scene.doc[at].text != ",":
            return None  # "comentó, aparentemente la cuota subió"
        at += 1  # "dijo, por su parte, el ministro"
    words, tags = lower_words(scene.doc), parts_of_speech(scene.doc)
    for i in range(at, min(scene.sentence.end, at + _AFTER_REACH)):
        actor = next((a for a in scene.actors if a.start == i), None)
        if actor is not None and can_speak(actor):
            return actor if agrees(actor, speech) and not _is_object(actor, speech) else None
        if not (words[i] in DETERMINERS or tags[i] in ("ADJ", "NOUN", "PROPN", "DET", "NUM")):
            break
    return _unknown_name(scene, at) or _unknown_phrase(scene, speech, at) or _subject_after_phrase(scene, speech, at)


def _is_object(actor: Actor, speech: Speech) -> bool:
    """ "…, celebró un texto que califica de \"histórico\"": what is judged, not who judges."""
    return actor.kind == "document" and speech.entry["class"] == "evaluation"


def _subject_after_phrase(scene: Scene, speech: Speech, at: int) -> Actor | None:
    """ "declaró en la radio militar el coronel Paz": the subject after one phrase with a preposition."""
    doc = scene.doc
    if speech.frame != "par" or at >= scene.sentence.end or doc[at].lower_ not in PREPOSITIONS:
        return None
    inside: Actor | None = None
    for token in doc[at + 1 : min(scene.sentence.end, at + 8)]:
        if token.is_punct or token.pos_ in ("VERB", "AUX"):
            return None
        actor = next((a for a in scene.actors if a.start == token.i), None)
        if actor is None:
            continue
        if inside is not None and inside.end == actor.start and _is_apart(inside, actor):
            return actor  # "dijo a la agencia Sur | Ana Vera"
        if not actor.governed and can_speak(actor) and agrees(actor, speech):
            lead = doc[token.i - 2] if doc[token.i - 1].pos_ == "ADJ" else doc[token.i - 1]
            return actor if lead.lower_ in ("el", "la", "los", "las", "un", "una") else None
        inside = actor
    return None


def _is_apart(first: Actor, second: Actor) -> bool:
    """A person next to a place or newspaper is not part of its phrase."""
    return second.kind == "person" and first.kind not in ("person", "document", "group")


def _unknown_name(scene: Scene, at: int) -> Actor | None:
    """A capitalised name no stage knows: "informa TeleNorte"."""
    at += at < scene.sentence.end and scene.doc[at].text in _QUOTE_MARKS
    end = at
    while end < scene.sentence.end and scene.doc[end].is_alpha and scene.doc[end].text[0].isupper():
        end += 1
    if end == at or any(a.start <= at < a.end for a in scene.actors):
        return None
    return Actor(at, end, scene.doc[at:end].text, "name")


def _unknown_phrase(scene: Scene, speech: Speech, at: int) -> Actor | None:
    """«…», dijo la farera del puerto: a noun phrase nobody knows, for which no other speaker may stand.

    Bare "dijo la farera" goes back to who was named before.
    """
    doc, end = scene.doc, at + 1
    if speech.frame != "par" or at + 1 >= scene.sentence.end or doc[at].lower_ not in ("el", "la", "los", "las"):
        return None
    while end < min(scene.sentence.end, at + _PHRASE_REACH) and doc[end].pos_ in ("NOUN", "ADJ", "PROPN", "ADP", "DET"):
        if doc[end].pos_ in ("ADP", "DET") and doc[end].lower_ not in ("de", "del", "el", "la", "los", "las"):
            break
        end += 1
    while end > at + 1 and doc[end - 1].pos_ in ("ADP", "DET"):
        end -= 1
    plural = doc[at].lower_ in ("los", "las")
    if end < at + 3 or doc[at + 1].pos_ not in ("NOUN", "ADJ") or speech.plural not in (plural, None):
        return None
    return Actor(at + 1, end, doc[at + 1 : end].text, "name", plural=plural)


def _name_until(scene: Scene, last: int) -> Actor | None:
    """A capitalised name no stage knows that ends with the token: "Lola Paz, quien dijo …"."""
    begin = last
    while begin > scene.sentence.start and scene.doc[begin].is_alpha and scene.doc[begin].text[0].isupper():
        begin -= 1
    name = scene.doc[begin + 1 : last + 1].text
    return Actor(begin + 1, last + 1, name, "name") if last - begin > 1 else None


def _with_conjuncts_after(scene: Scene, first: Actor, speech: Speech) -> tuple[Actor, ...]:
    named = fullest(scene, first)
    if not speech.plural or first.plural:
        return (named,)
    chain = [named]
    for actor in scene.actors:
        if actor.start > chain[-1].end and are_joined(scene.doc, chain[-1].end, actor.start) and can_speak(actor):
            chain.append(actor)
    return tuple(chain)


def _antecedent(scene: Scene, relative: int, speech: Speech) -> tuple[Actor, ...] | None:
    """The actor right before "quien" or ", que"; a verb in a "que" clause after another verb names nobody."""
    at = relative - 1
    if at >= scene.sentence.start and scene.doc[at].text == ",":
        at -= 1
    actor = next((a for a in scene.actors if a.start <= at < a.end), None)
    that = scene.doc[relative].lower_ == "que"
    if that and (actor is None or actor.kind == "document"):
        return _holder(scene, relative, speech)
    if actor is None and not that and (named := _name_until(scene, at)) is not None:
        return (named,)
    if actor is None and scene.previous is not None and not speech.plural:
        return scene.previous[1]  # "dijo Vera en la radio, quien añadió que …"
    if that and actor is not None and at == relative - 1 and _is_no_antecedent(actor):
        return ()  # "una carta del Senado que propone …": the letter does
    # "Petrosur, de Chile, que …" is about Petrosur
    if actor is not None and actor.governed and (that or actor.kind != "person"):
        heads = [a for a in scene.actors if a.start < actor.start and not a.governed and actor.start - a.end <= 3]
        actor = heads[-1] if heads else actor
    if actor is None or not can_speak(actor):
        return ()
    if speech.plural and not actor.plural:  # "Vera y el canciller, Luis Gil, quienes dijeron"
        return with_conjuncts_before(scene, [a for a in scene.actors if a.start <= actor.start], speech)
    return (actor,)


def _is_no_antecedent(actor: Actor) -> bool:
    """A name takes no relative clause without a comma: in "la carta del Senado que propone …" the letter does."""
    return actor.kind in ("organization", "country") or (actor.governed and actor.kind != "person")


def _first_subject(scene: Scene, before: int, speech: Speech) -> tuple[Actor, ...] | None:
    """The first actor of the sentence that no preposition governs."""
    free = [a for a in scene.actors if a.end < before and not a.governed and can_speak(a) and agrees(a, speech)]
    return (free[0],) if free else None


def _holder(scene: Scene, relative: int, speech: Speech) -> tuple[Actor, ...]:
    """ "una cifra que calificó de modesta", "una nota en la que destaca …": the subject of the sentence."""
    words = [t.lower_ for t in scene.doc[max(scene.sentence.start, relative - 3) : relative]]
    if speech.frame in ("de", "como") and scene.previous is not None:
        return scene.previous[1]
    if speech.frame not in ("de", "como") and words[-2:] not in (["en", "la"], ["en", "el"]):
        return ()
    free = [a for a in scene.actors if a.end < relative and not a.governed and can_speak(a) and a.kind != "document"]
    return (free[0],) if free else ()


def _matrix_subject(scene: Scene, speech: Speech) -> tuple[Actor, ...] | None:
    if scene.previous is not None:
        return scene.previous[1]
    for actor in scene.actors:
        if actor.start < speech.start and not actor.governed and can_speak(actor):
            return (actor,)
    return None
