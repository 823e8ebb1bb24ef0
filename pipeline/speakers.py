"""Whose words they are: the subject of a speech verb, before it, after it, or carried over from what came before.

Spanish puts the subject on either side ("Wang dijo", "dijo Wang") and drops it when it goes on ("Agregó que …").
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from spacy.tokens import Doc, Span

from pipeline.actors import DETERMINERS, PREPOSITIONS, Actor
from pipeline.quotes import Quote
from pipeline.speech import CLITICS, Speech, skip_fillers

SPEAKING = frozenset(("person", "organization", "country", "institution", "media", "group", "document", "anaphor", "place"))
_NOT_SPEAKERS = frozenset(("partes", "países", "pueblos", "naciones"))
_RELATIVE = frozenset(("quien", "quienes"))
_PRONOUNS = frozenset(("él", "ella", "éste", "ésta", "este", "esta", "aquél", "aquélla"))
_JOINERS = frozenset(("y", "e", "pero", "aunque", "sino", "mientras", "o"))
_AFTER_REACH = 5


@dataclass
class Memory:
    """Who spoke, or was the subject, last: what a verb without subject goes back to."""

    singular: Actor | None = None
    plural: tuple[Actor, ...] = ()
    body: Actor | None = None
    latest: Actor | None = None
    pair: tuple[Actor, ...] = ()

    def remember(self, actors: Sequence[Actor]) -> None:
        """Keep the speakers of a statement for the next verb without subject."""
        self.latest = actors[0] if actors else self.latest
        if len(actors) > 1 or (actors and actors[0].plural):
            self.plural = tuple(actors)
        elif actors:
            self.singular = actors[0]
            if actors[0].kind in ("organization", "institution"):
                self.body = actors[0]

    def last(self, plural: bool | None) -> tuple[Actor, ...]:
        """The last speakers of that number."""
        if plural:
            return self.plural
        return (self.singular,) if self.singular else ()


@dataclass
class Scene:
    """A sentence with its actors outside of quotes, and what was said before."""

    doc: Doc
    sentence: Span
    actors: list[Actor]
    quotes: list[Quote]
    memory: Memory
    previous: tuple[Speech, tuple[Actor, ...]] | None = field(default=None)


def scene_of(doc: Doc, sentence: Span, actors: list[Actor], quotes: list[Quote], memory: Memory) -> Scene:
    """The scene of one sentence."""
    here = [
        a
        for a in actors
        if sentence.start <= a.start < sentence.end and not _inside(doc, a, quotes)
    ]
    return Scene(doc, sentence, here, quotes, memory)


def _inside(doc: Doc, actor: Actor, quotes: list[Quote]) -> bool:
    return any(q.closed and q.start < doc[actor.start].idx < q.end for q in quotes)


def speakers_of(scene: Scene, speech: Speech) -> tuple[Actor, ...]:
    """Who speaks: usually one, several when coordinated; empty when nobody can be named."""
    found = _named_speakers(scene, speech)
    if found is None:
        found = _carried(scene, speech)
    resolved: list[Actor] = []
    for actor in found:
        actor = _resolved(scene, actor)
        if not any(_same(actor, other) for other in resolved):
            resolved.append(actor)
    return tuple(resolved)


def subject_of(scene: Scene, speech: Speech) -> tuple[Actor, ...]:
    """The subject of any verb; carried over only where the verb opens its clause ("Viajará el lunes")."""
    found = _named_speakers(scene, speech)
    if found is None:
        before = _token_before(scene, speech)
        opens = before < scene.sentence.start or scene.doc[before].lower_ in ("y", "e", ",", "pero")
        found = _carried(scene, speech) if opens and speech.tense not in ("inf", "ger") else ()
    return tuple(_resolved(scene, actor) for actor in found)


def _same(a: Actor, b: Actor) -> bool:
    return a.name == b.name or (a.person_id is not None and a.person_id == b.person_id)


def _named_speakers(scene: Scene, speech: Speech) -> tuple[Actor, ...] | None:
    """Speakers the sentence names; None when the verb has no subject in it."""
    if speech.tense in ("ger", "inf"):
        return _matrix_subject(scene, speech)
    before = _token_before(scene, speech)
    word = scene.doc[before].lower_ if before >= scene.sentence.start else ""
    if word == "que" and before and scene.doc[before - 1].lower_ == "lo":
        return _coordinated(scene, speech)  # "…, por lo que pidió paciencia"
    if word in _RELATIVE or word == "que":
        return _antecedent(scene, before, speech)
    parenthetical = speech.frame == "par" or word in ("", ",", "y", "según", "como") or _is_mark(scene.doc, before)
    if parenthetical and (after := _subject_after(scene, speech)):
        return _with_conjuncts_after(scene, after, speech)
    if word in _PRONOUNS and scene.doc[before].i == scene.sentence.start:
        return None
    if word in _JOINERS or word == "":
        return _coordinated(scene, speech)
    if _is_mark(scene.doc, before):
        return _across_comma(scene, speech, before)
    return _subject_before(scene, speech, before)


def _is_mark(doc: Doc, at: int) -> bool:
    return at >= 0 and (doc[at].is_punct or doc[at].is_space or doc[at].text in ("--", "''"))


def _token_before(scene: Scene, speech: Speech) -> int:
    """Last token before the verb that is no clitic, filler or adverb."""
    at = speech.start - 1
    while at >= scene.sentence.start:
        token = scene.doc[at]
        if token.lower_ in CLITICS or token.pos_ == "ADV" or token.lower_.endswith("mente") or _filler_ends(scene, at):
            at -= 1
            continue
        break
    return at


def _filler_ends(scene: Scene, at: int) -> bool:
    """A filler ends at `at`: "Wang también dijo", "Wang, por su parte, dijo"."""
    for size in range(1, 6):
        begin = at - size + 1
        if begin >= scene.sentence.start and skip_fillers(scene.doc, begin, at + 1) == at + 1:
            return scene.doc[begin].text != ","
    return False


def _speaking(actor: Actor) -> bool:
    return actor.kind in SPEAKING and actor.name.split()[0].lower() not in _NOT_SPEAKERS


def _agrees(actor: Actor, speech: Speech) -> bool:
    if speech.plural is None or actor.kind in ("country", "organization"):
        return True
    return actor.plural == speech.plural or (bool(speech.plural) and actor.person_id is not None)


def _subject_after(scene: Scene, speech: Speech) -> Actor | None:
    at = skip_fillers(scene.doc, speech.end, scene.sentence.end)
    for token in scene.doc[at : min(scene.sentence.end, at + _AFTER_REACH)]:
        actor = next((a for a in scene.actors if a.start == token.i), None)
        if actor is not None and _speaking(actor):
            return actor if _agrees(actor, speech) else None
        if not (token.lower_ in DETERMINERS or token.pos_ in ("ADJ", "NOUN", "PROPN", "DET", "NUM")):
            break
    return _unknown_name(scene, at) or _subject_after_phrase(scene, speech, at)


def _subject_after_phrase(scene: Scene, speech: Speech, at: int) -> Actor | None:
    """"declaró en la radio militar el coronel Paz": the subject after one phrase with a preposition."""
    doc = scene.doc
    if speech.frame != "par" or at >= scene.sentence.end or doc[at].lower_ not in PREPOSITIONS:
        return None
    for token in doc[at + 1 : min(scene.sentence.end, at + 8)]:
        if token.is_punct or token.pos_ in ("VERB", "AUX"):
            return None
        actor = next((a for a in scene.actors if a.start == token.i), None)
        if actor is not None and not actor.governed and _speaking(actor) and _agrees(actor, speech):
            return actor if doc[token.i - 1].lower_ in ("el", "la", "los", "las") else None
    return None


def _unknown_name(scene: Scene, at: int) -> Actor | None:
    """A capitalised name no stage knows: "informa TeleNorte"."""
    end = at
    while end < scene.sentence.end and scene.doc[end].is_alpha and scene.doc[end].text[0].isupper():
        end += 1
    if end == at or any(a.start <= at < a.end for a in scene.actors):
        return None
    return Actor(at, end, scene.doc[at:end].text, "name")


def _with_conjuncts_after(scene: Scene, first: Actor, speech: Speech) -> tuple[Actor, ...]:
    named = _fullest(scene, first)
    if not speech.plural or first.plural:
        return (named,)
    chain = [named]
    for actor in scene.actors:
        if actor.start > chain[-1].end and _joined(scene.doc, chain[-1].end, actor.start) and _speaking(actor):
            chain.append(actor)
    return tuple(chain)


def _fullest(scene: Scene, actor: Actor) -> Actor:
    """The name behind an apposition: "dijo el jefe de la misión, Juan Paz" is Juan Paz's."""
    following = next((a for a in scene.actors if a.start == actor.end), None)
    if actor.kind in ("media", "institution") and following is not None and following.kind in ("media", "organization"):
        return following  # "la agencia Reuters"
    if actor.kind != "person" or actor.person_id is not None:
        return actor
    for other in scene.actors:
        gap = scene.doc[actor.end : other.start].text if other.start >= actor.end else None
        if gap in (",", "") and other.kind == "person" and other.person_id is not None:
            return other
    return actor


def _joined(doc: Doc, end: int, start: int) -> bool:
    """Only "y", commas, determiners and nouns of a title lie between two conjuncts."""
    gap = doc[end:start]
    words = [t for t in gap if t.text != ","]
    return 0 < len(gap) <= 6 and any(t.lower_ in ("y", "e", ",") for t in gap) and all(
        t.lower_ in DETERMINERS or t.lower_ in ("y", "e") or t.pos_ in ("NOUN", "ADJ") for t in words
    )


def _subject_before(scene: Scene, speech: Speech, before: int) -> tuple[Actor, ...] | None:
    start = scene.previous[0].end if scene.previous and scene.previous[0].end <= before else scene.sentence.start
    candidates = [a for a in scene.actors if start <= a.start <= before and not a.governed and _speaking(a)]
    for position in range(len(candidates) - 1, -1, -1):
        actor = candidates[position]
        if _agrees(actor, speech) and not _has_own_verb(scene.doc, actor.end, speech.start):
            return _with_conjuncts_before(scene, candidates[: position + 1], speech)
    if scene.previous is None and (unknown := _unknown_subject(scene, before)) is not None:
        return (unknown,)
    return scene.previous[1] if scene.previous else None


def _unknown_subject(scene: Scene, before: int) -> Actor | None:
    """"El náufrago indicó que …": a noun phrase that opens the sentence and no lexicon knows."""
    doc, start = scene.doc, scene.sentence.start
    if before - start not in (1, 2, 3) or doc[start].lower_ not in ("el", "la", "los", "las", "un", "una"):
        return None
    inside = doc[start + 1 : before + 1]
    if not all(t.pos_ in ("NOUN", "ADJ", "PROPN") for t in inside) or inside[0].pos_ != "NOUN":
        return None
    return Actor(start + 1, before + 1, inside.text, "name", plural=doc[start].lower_ in ("los", "las"))


def _has_own_verb(doc: Doc, start: int, end: int) -> bool:
    """A finite verb lies between, not in a relative clause: "los pactos que el ministerio alcanzó sugieren …"."""
    for token in doc[start:end]:
        if token.lower_ in ("que", "quien", "quienes", "cual", "donde", ",", "("):
            return False
        if token.pos_ in ("VERB", "AUX") and not token.morph.get("VerbForm", [""])[0] in ("Inf", "Ger", "Part"):
            return token.lower_ not in CLITICS
    return False


def _with_conjuncts_before(scene: Scene, candidates: list[Actor], speech: Speech) -> tuple[Actor, ...]:
    last = _fullest(scene, candidates[-1])
    if not speech.plural or last.plural:
        return (last,)
    chain = [last]
    begin = candidates[-1].start
    for actor in reversed(candidates[:-1]):
        joins = _joined(scene.doc, actor.end, begin) and _alike(actor, last)
        if actor.end <= begin and (joins or _same(actor, chain[0])):
            chain.insert(0, actor)
            begin = actor.start
    return tuple(chain)


def _alike(a: Actor, b: Actor) -> bool:
    return (a.kind in ("place", "country")) == (b.kind in ("place", "country"))


def _across_comma(scene: Scene, speech: Speech, comma: int) -> tuple[Actor, ...] | None:
    """"Froman, que dirige las pláticas, señaló que …": the subject whose apposition the comma closes."""
    if speech.frame == "par" and not _is_short(scene, speech):
        return scene.previous[1] if scene.previous else None
    for actor in reversed(scene.actors):
        closes = _is_apposition(scene, actor, comma) or (actor.end < comma and scene.doc[actor.end].text in (",", "(", "-", "–", "—"))
        if closes and not actor.governed and _speaking(actor) and _agrees(actor, speech):
            if scene.previous and actor.start < scene.previous[0].start:
                break
            return _with_conjuncts_before(scene, [a for a in scene.actors if a.start <= actor.start], speech)
    opening = _opening_subject(scene, comma)
    if opening is not None:
        return (opening,)
    return scene.previous[1] if scene.previous else None


def _opening_subject(scene: Scene, comma: int) -> Actor | None:
    """"Han, también miembro del Buró, dijo": a name that opens the sentence before its apposition."""
    end = scene.sentence.start
    while end < comma and scene.doc[end].is_alpha and scene.doc[end].text[0].isupper() and end - scene.sentence.start < 4:
        end += 1
    if end == scene.sentence.start or end == comma or scene.doc[end].text != ",":
        return None
    name = scene.doc[scene.sentence.start : end].text
    last = scene.memory.singular
    return last if last is not None and name in last.name.split() else None


def _is_apposition(scene: Scene, actor: Actor, comma: int) -> bool:
    """"El ministro, Juan Paz, dijo": the name between commas, not "…, a la que asiste la delegación, dijo"."""
    if actor.end != comma:
        return False
    at = actor.start - 1
    while at >= scene.sentence.start and (scene.doc[at].lower_ in DETERMINERS or scene.doc[at].pos_ in ("ADJ", "NOUN")):
        at -= 1
    return actor.kind == "person" or at < scene.sentence.start or scene.doc[at].text in (",", "(")


def _is_short(scene: Scene, speech: Speech) -> bool:
    """Nothing but the verb is left after the comma-closed subject: no parenthesis but a main clause."""
    return speech.start - scene.sentence.start < 3 and speech.end >= scene.sentence.end


def _coordinated(scene: Scene, speech: Speech) -> tuple[Actor, ...] | None:
    if scene.previous is not None:
        return scene.previous[1]
    first = next((a for a in scene.actors if a.start < speech.start and not a.governed and _speaking(a)), None)
    return (first,) if first is not None and _agrees(first, speech) else None


def _antecedent(scene: Scene, relative: int, speech: Speech) -> tuple[Actor, ...] | None:
    """The actor right before "quien" or ", que"; a verb in a "que" clause after another verb names nobody."""
    at = relative - 1
    if at >= scene.sentence.start and scene.doc[at].text == ",":
        at -= 1
    actor = next((a for a in scene.actors if a.start <= at < a.end), None)
    if scene.doc[relative].lower_ == "que" and (actor is None or actor.kind == "document"):
        return _holder(scene, relative, speech)
    if actor is not None and actor.governed:  # "Petrosur, de Chile, que …" is about Petrosur
        heads = [a for a in scene.actors if a.start < actor.start and not a.governed and actor.start - a.end <= 3]
        actor = heads[-1] if heads else actor
    return (actor,) if actor is not None and _speaking(actor) else ()


def _holder(scene: Scene, relative: int, speech: Speech) -> tuple[Actor, ...]:
    """"una cifra que calificó de modesta", "una nota en la que destaca …": the subject of the sentence."""
    words = [t.lower_ for t in scene.doc[max(scene.sentence.start, relative - 3) : relative]]
    if speech.frame in ("de", "como") and scene.previous is not None:
        return scene.previous[1]
    if speech.frame not in ("de", "como") and words[-2:] not in (["en", "la"], ["en", "el"]):
        return ()
    free = [a for a in scene.actors if a.end < relative and not a.governed and _speaking(a) and a.kind != "document"]
    return (free[0],) if free else ()


def _matrix_subject(scene: Scene, speech: Speech) -> tuple[Actor, ...] | None:
    if scene.previous is not None:
        return scene.previous[1]
    for actor in scene.actors:
        if actor.start < speech.start and not actor.governed and _speaking(actor):
            return (actor,)
    return None


def _carried(scene: Scene, speech: Speech) -> tuple[Actor, ...]:
    return scene.memory.last(speech.plural)


def _resolved(scene: Scene, actor: Actor) -> Actor:
    """"la dependencia", "el comunicado" and "el funcionario" stand for the one named before."""
    if actor.kind == "document":
        return _issuer(scene, actor)
    bare = len(actor.name.split()) <= 2 and " de" not in f" {actor.name}".lower()[1:]
    if actor.kind == "anaphor" and actor.definite and scene.memory.body is not None:
        return scene.memory.body
    if actor.kind == "person" and actor.person_id is None and bare and actor.definite and not actor.plural:
        last = scene.memory.singular
        return last if last is not None and last.kind == "person" else actor
    return actor


def _issuer(scene: Scene, document: Actor) -> Actor:
    """Who issued a document: named right after it ("publicada por la cancillería"), else who spoke last."""
    for actor in scene.actors:
        gap = scene.doc[document.end : actor.start].text.split() if actor.start >= document.end else None
        if gap is not None and len(gap) <= 5 and any(word in ("por", "de", "del") for word in gap) and _speaking(actor):
            return replace(actor, preposition=None)
    return scene.memory.latest or document
