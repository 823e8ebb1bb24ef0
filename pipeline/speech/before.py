"""The subject before a speech verb: next to it, across an apposition, or coordinated."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Doc

from pipeline.actors import DETERMINERS, PREPOSITIONS, Actor
from pipeline.gazetteer import demonym_code
from pipeline.speech.markers import CLITICS, skip_fillers
from pipeline.speech.scenes import NOT_SPEAKERS, Scene, agrees, can_speak, in_relative_clause, is_same_actor
from pipeline.speech.verbs import Speech

#: Nouns that tell when, with an article and no preposition: "ese día anunció".
_TIMES = frozenset("día semana mes año mañana tarde noche víspera jornada fecha vez momento".split())  # noqa: SIM905
_SUBJECT_ARTICLES = frozenset(
    ("el", "la", "los", "las", "cada", "un", "una", "su", "sus", "ese", "esa", "este", "esta")
)
#: Tokens from the start of a sentence to its first verb at most, for what stands between to be its subject.
_SUBJECT_REACH = 9
_RELATIVES = frozenset(("que", "cual", "donde", "cuando"))
_SETS_OFF, _PHRASE_REACH = frozenset((",", "(", "-", "–", "—")), 8
_STATES = frozenset(("region", "country", "place"))
#: What stands before a subject without title: its article or what opens its clause.
_MARKS = frozenset('"«“”»')
_BEFORE_SUBJECT = frozenset(("el", "la", "los", "las", "que", "y", "e", "pero", "mientras", "aunque", "entonces"))


def fullest(scene: Scene, actor: Actor) -> Actor:
    """The name behind an apposition: "dijo el jefe de la misión, Juan Paz" is Juan Paz's."""
    following = next((a for a in scene.actors if a.start == actor.end), None)
    if actor.kind in ("media", "institution") and following is not None and following.kind in ("media", "organization"):
        return following  # "la agencia Telesol"
    if actor.entity_id is None and (actor.kind == "media" or actor.name.split()[0].lower() == "agencia"):
        return _named_behind(scene, actor)
    if actor.kind != "person" or actor.person_id is not None:
        return actor
    for other in scene.actors:
        first, second = sorted((actor, other), key=lambda a: a.start)
        gap = scene.doc[first.end : second.start]
        near = 0 <= second.start - first.end <= 2 and gap.text.split(" ")[0] in (",", "")
        if near and other.person_id is not None and all(t.pos_ in ("NOUN", "ADJ") for t in gap[1:]):
            return other  # also "Ana Vera, consejera presidenta del instituto"
    return actor


def _named_behind(scene: Scene, noun: Actor) -> Actor:
    """ "el diario «Farol»", "la agencia Sana": the name behind the noun, though no stage knows it for a newspaper's."""
    doc, at = scene.doc, noun.end
    inside = next((t.i for t in doc[noun.start + 1 : at] if t.text[0].isupper()), at)
    if inside < at:
        named = doc[inside - 1].lower_ not in ("de", "del")
        return replace(noun, start=inside, name=doc[inside:at].text) if named else noun
    if at < scene.sentence.end and doc[at].text in _MARKS:
        at += 1
    known = next((a for a in scene.actors if a.start <= at < a.end), None)
    if known is not None:
        return replace(known, kind="media", preposition=None) if known.start == at else noun
    end = at
    while end < scene.sentence.end and doc[end].is_alpha and doc[end].text[0].isupper():
        end += 1
    return replace(noun, start=at, end=end, name=doc[at:end].text) if end > at else noun


def are_joined(doc: Doc, end: int, start: int) -> bool:
    """Only "y", commas, determiners and nouns of a title lie between two conjuncts."""
    if end + 2 < start and doc[end].text == "(" and doc[end + 2].text == ")":
        end += 3  # "Cruz Verde (CV) y Paz Ya"
    gap = doc[end:start]
    words = [t for t in gap if t.text != ","]
    return (
        0 < len(gap) <= 6
        and any(t.lower_ in ("y", "e", ",") for t in gap)
        and all(t.lower_ in DETERMINERS or t.lower_ in ("y", "e") or t.pos_ in ("NOUN", "ADJ") for t in words)
    )


def subject_before(scene: Scene, speech: Speech, before: int) -> tuple[Actor, ...] | None:
    """The subject that stands next to the verb; None when the verb has none of its own."""
    start = scene.previous[0].end if scene.previous and scene.previous[0].end <= before else scene.sentence.start
    candidates = [a for a in scene.actors if start <= a.start <= before and not a.governed and can_speak(a)]
    if (named := _adjacent_name(scene, before)) is not None and named.start >= start:
        if named.kind == "name" and speech.entry["lemma"] == "referirse":
            return ()  # "el curso de Geodesia se refiere a los mapas"
        reported = named.kind == "name" and [t.lower_ for t in scene.doc[named.start - 2 : named.start]][:1] == ["que"]
        return () if reported else (named,)  # "las pruebas que la Reforma plantea hacer": nobody's words
    if (side := _side(scene, before)) is not None:
        return (side,)
    if _is_unknown_in_clause(scene, before):
        return ()
    if (unknown := _unknown_subject(scene, speech, before)) is not None:
        return (unknown,)
    for position in range(len(candidates) - 1, -1, -1):
        actor = candidates[position]
        if agrees(actor, speech) and not _has_own_verb(scene.doc, actor.end, speech.start):
            return with_conjuncts_before(scene, candidates[: position + 1], speech)
    if _has_another_subject(scene, before):
        return ()
    return scene.previous[1] if scene.previous else None


def _adjacent_name(scene: Scene, before: int) -> Actor | None:
    """ "Semana afirma que …", "Occidente culpó a …": a name right before the verb speaks, whatever it names."""
    doc = scene.doc
    known = next((a for a in scene.actors if a.start <= before < a.end), None)
    if known is not None:
        listed = (
            known.start > scene.sentence.start and doc[known.start - 1].text == ","
        )  # "tras la cita en Lima, Chile dijo"
        free = known.kind in _STATES and (listed or (known.kind == "region" and not known.governed))
        return replace(known, preposition=None) if free and known.end == before + 1 else None
    begin = before
    while begin >= scene.sentence.start and doc[begin].is_alpha and doc[begin].text[0].isupper():
        begin -= 1
    if begin < before and doc[begin + 1].lower_ in DETERMINERS:
        begin += 1  # "El Farol sugirió …"
    if begin == before or any(begin < a.end and a.start <= before for a in scene.actors):
        return None
    led = doc[begin] if begin >= scene.sentence.start else None
    if led is not None and led.lower_ in DETERMINERS and led.i and doc[led.i - 1].lower_ in PREPOSITIONS:
        return None  # "el relator sobre la Tortura calificó …"
    if begin + 1 == scene.sentence.start and doc[begin + 1].pos_ not in ("PROPN", "NOUN"):
        return None  # "Asimismo dijo": a capital at the start names nobody
    if led is not None and not (led.text in (",", ";") or led.lower_ in _BEFORE_SUBJECT):
        return None
    return Actor(begin + 1, before + 1, doc[begin + 1 : before + 1].text, "name")


def _side(scene: Scene, before: int) -> Actor | None:
    """ "la parte chilena pidió …": a side of talks, told by its nation."""
    doc = scene.doc
    words = [t.lower_ for t in doc[max(scene.sentence.start, before - 2) : before + 1]]
    if words[:2] != ["la", "parte"] or len(words) != 3 or not demonym_code(words[2]):
        return None
    state = next((a for a in scene.all_actors if a.kind == "country" and a.country == demonym_code(words[2])), None)
    if state is not None:
        return replace(state, start=before - 1, end=before + 1, preposition=None)
    return Actor(before - 1, before + 1, doc[before - 1 : before + 1].text, "name")


def _has_another_subject(scene: Scene, before: int) -> bool:
    """ "cada vecino llama a …", "un sondeo entre empresas reveló …": a noun phrase that nobody knows to speak."""
    doc, start = scene.doc, scene.sentence.start
    opening = doc[start : before + 1]
    if (
        len(opening) > 1
        and opening[0].lower_ in _SUBJECT_ARTICLES
        and next((t for t in opening[1:] if t.pos_ != "ADJ"), opening[0]).pos_ == "NOUN"
        and not _TIMES & {t.lower_ for t in opening[1:3]}
        and not any(t.text in (",", ";", ":") or t.morph.get("VerbForm") == ["Fin"] for t in opening)
    ):
        return True
    if before <= scene.sentence.start or doc[before].pos_ != "NOUN" or doc[before].lower_ in _TIMES:
        return False
    return doc[before - 1].lower_ in _SUBJECT_ARTICLES and not (
        before - 2 >= scene.sentence.start and doc[before - 2].lower_ in PREPOSITIONS | {"y", "e", ","}
    )


def _is_unknown_in_clause(scene: Scene, before: int) -> bool:
    """ "Vera defendió el crédito que el cabildo solicitó": the clause has a subject of its own, whom nobody knows."""
    doc, start = scene.doc, scene.sentence.start
    if before - 2 < start or doc[before].pos_ != "NOUN" or doc[before].lower_ in _TIMES:
        return False
    known = any(a.start <= before < a.end for a in scene.actors)
    return not known and doc[before - 1].lower_ in _SUBJECT_ARTICLES and doc[before - 2].lower_ in _RELATIVES


def _unknown_subject(scene: Scene, speech: Speech, before: int) -> Actor | None:
    """ "El farero indicó que …": a noun phrase that opens the sentence and no lexicon knows."""
    doc = scene.doc
    start = next(
        (i for i in range(before - 1, before - 4, -1) if i >= scene.sentence.start and _opens_clause(scene, i, speech)),
        -1,
    )
    if start < 0:
        return None
    inside = doc[start + 1 : before + 1]
    if inside[0].lower_ in NOT_SPEAKERS | _TIMES or any(a.start <= before < a.end for a in scene.actors):
        return None
    if speech.entry["lemma"] == "referirse":  # "las pláticas se refieren a un texto": about things, not words
        return None
    alone = len(inside) == 1 and inside[0].text[0].islower()  # "la socialista insistió": whatever the tag
    if not all(t.pos_ in ("NOUN", "ADJ", "PROPN") for t in inside) or not (inside[0].pos_ == "NOUN" or alone):
        return None
    return Actor(start + 1, before + 1, inside.text, "name", plural=doc[start].lower_ in ("los", "las"))


def _opens_clause(scene: Scene, at: int, speech: Speech) -> bool:
    """An article at the start of the sentence or behind a conjunction: "…, pero | los vecinos dicen que …"."""
    if scene.doc[at].lower_ not in ("el", "la", "los", "las", "un", "una"):
        return False
    if at == scene.sentence.start or scene.doc[at - 1].lower_ in ("pero", "mientras", "aunque", ";"):
        return True
    if scene.doc[at - 1].lower_ in ("y", "e"):
        return speech.plural is False and scene.doc[at].lower_ in ("un", "una")  # "… y una mujer contó que …"
    return scene.doc[at - 1].text == "," and scene.doc[at].lower_ in ("los", "las")  # "Sin embargo, los vecinos dicen"


def _has_own_verb(doc: Doc, start: int, end: int) -> bool:
    """A finite verb lies between, not in a relative clause: "los pactos que el ministerio alcanzó sugieren …"."""
    for token in doc[start:end]:
        if token.lower_ in ("que", "quien", "quienes", "cual", "donde", ",", "("):
            return False
        if token.pos_ in ("VERB", "AUX") and token.morph.get("VerbForm", [""])[0] not in ("Inf", "Ger", "Part"):
            return token.lower_ not in CLITICS
    return False


def with_conjuncts_before(scene: Scene, candidates: list[Actor], speech: Speech) -> tuple[Actor, ...]:
    """The last of `candidates`, with those joined to it when the verb is plural: "Vera y Gil dijeron"."""
    last = fullest(scene, candidates[-1])
    if not speech.plural or last.plural:
        return (last,)
    chain = [last]
    begin = candidates[-1].start
    for actor in reversed(candidates[:-1]):
        joins = are_joined(scene.doc, actor.end, begin) and _alike(actor, last)
        if actor.end <= begin and (joins or is_same_actor(actor, chain[0])):
            chain.insert(0, actor)
            begin = actor.start
    return tuple(chain)


def _alike(a: Actor, b: Actor) -> bool:
    return (a.kind in ("place", "country")) == (b.kind in ("place", "country"))


def across_comma(scene: Scene, speech: Speech, comma: int) -> tuple[Actor, ...] | None:
    """ "Paz, que dirige la misión, señaló que …": the subject whose apposition the comma closes."""
    if speech.frame == "par" and not _is_short(scene, speech) and not _named_between_commas(scene, comma):
        return scene.previous[1] if scene.previous else None
    for actor in reversed(scene.actors):
        closes = _is_apposition(scene, actor, comma) or (actor.end < comma and _is_set_off(scene, actor, comma))
        if closes and not actor.governed and can_speak(actor) and agrees(actor, speech):
            if scene.previous and actor.start < scene.previous[0].start:
                break
            return with_conjuncts_before(scene, [a for a in scene.actors if a.start <= actor.start], speech)
    opening = _opening_subject(scene, comma)
    if opening is not None:
        return (opening,)
    return scene.previous[1] if scene.previous else None


def _is_set_off(scene: Scene, actor: Actor, comma: int) -> bool:
    """A comma, bracket or dash follows, behind one phrase at most: "Una fuente | en Roma, que pidió reserva, dijo"."""
    doc = scene.doc
    if doc[actor.end].text in _SETS_OFF:
        return True
    phrase = doc[actor.end].lower_ in ("en", "ante", "para") and actor.start - scene.sentence.start <= 1
    end = next((i for i in range(actor.end, min(comma, actor.end + _PHRASE_REACH)) if doc[i].text in _SETS_OFF), 0)
    return phrase and end > 0 and not any(t.pos_ in ("VERB", "AUX") for t in doc[actor.end : end])


def _named_between_commas(scene: Scene, comma: int) -> bool:
    """ "La comisionada de la misión, Ana Vera, pidió, …": a person's name set off by commas right before the verb."""
    doc = scene.doc
    name = next((a for a in scene.actors if a.end == comma and a.kind == "person" and not a.governed), None)
    if name is None or name.start <= scene.sentence.start or doc[name.start - 1].text != ",":
        return False
    return not any(t.morph.get("VerbForm") == ["Fin"] for t in doc[scene.sentence.start : name.start])


def _opening_subject(scene: Scene, comma: int) -> Actor | None:
    """ "Gil, también miembro del consejo, dijo": a name that opens the sentence before its apposition."""
    end = scene.sentence.start
    while (
        end < comma and scene.doc[end].is_alpha and scene.doc[end].text[0].isupper() and end - scene.sentence.start < 4
    ):
        end += 1
    if end == scene.sentence.start or end == comma or scene.doc[end].text != ",":
        return None
    name = scene.doc[scene.sentence.start : end].text
    last = scene.memory.singular
    return last if last is not None and name in last.name.split() else None


def _is_apposition(scene: Scene, actor: Actor, comma: int) -> bool:
    """ "El ministro, Juan Paz, dijo": the name between commas, not "…, a la que asiste la delegación, dijo"."""
    if actor.end != comma:
        return False
    at = actor.start - 1
    while at >= scene.sentence.start and (scene.doc[at].lower_ in DETERMINERS or scene.doc[at].pos_ in ("ADJ", "NOUN")):
        at -= 1
    return actor.kind == "person" or at < scene.sentence.start or scene.doc[at].text in (",", "(")


def _is_short(scene: Scene, speech: Speech) -> bool:
    """Nothing but the verb is left after the comma-closed subject: no parenthesis but a main clause."""
    return speech.start - scene.sentence.start < 3 and speech.end >= scene.sentence.end


def coordinated(scene: Scene, speech: Speech) -> tuple[Actor, ...] | None:
    """The subject of a verb after "y" or at the start: that of the verb before, else the first free actor."""
    if scene.previous is not None:
        return scene.previous[1]
    free = [a for a in scene.actors if a.start < speech.start and not a.governed and can_speak(a)]
    first = next((a for a in free if not in_relative_clause(scene, a)), None)
    if first is None and not free and _opens_with_another(scene, speech):
        return ()
    return (first,) if first is not None and agrees(first, speech) else None


def _opens_with_another(scene: Scene, speech: Speech) -> bool:
    """ "La naviera Delmar busca socios, pero no dijo …": the sentence has a subject already, whom nobody knows."""
    doc, start = scene.doc, scene.sentence.start
    if doc[start].lower_ not in _SUBJECT_ARTICLES or skip_fillers(doc, start, speech.start) > start:
        return False
    for token in doc[start + 1 : min(speech.start, start + _SUBJECT_REACH)]:
        if token.is_punct or token.lower_ in _TIMES or token.lower_ in ("que", "quien"):
            return False
        if token.pos_ in ("VERB", "AUX") and token.morph.get("VerbForm", [""])[0] not in ("Inf", "Ger", "Part"):
            return doc[token.i - 1].lower_ not in ("lo", "la", "los", "las")  # "La visita la anunció el lunes y dijo …"
    return False
