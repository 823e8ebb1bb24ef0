""" "el funcionario", "la dependencia", "el comunicado", "el diario": whom they stand for."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Doc

from pipeline.actors import DETERMINERS, Actor, covering, speaker_nouns
from pipeline.attributes import article_of, rows_of
from pipeline.gazetteer import demonym_code
from pipeline.speech.before import fullest
from pipeline.speech.scenes import Scene, can_speak
from pipeline.speech.verbs import Speech

#: Heads that fit the holder of any office, and those of whoever leads a state.
_ANY_OFFICE = frozenset(("titular", "funcionario", "funcionaria", "diplomático", "diplomática"))
_OF_STATE = frozenset(("mandatario", "mandataria", "gobernante", "presidente", "presidenta", "estadista"))
_PEERS = frozenset(("par", "homólogo", "homóloga", "colega", "visitante", "huésped"))
#: "Los Pinos", a seat, issues communiqués too.
_ISSUERS = frozenset(("organization", "person", "site", "media"))
_BY, _BY_MEDIA, _GAP = frozenset(("por", "de", "del")), frozenset(("por", "de", "del", "en")), 5
_PAPERS = frozenset(
    ("diario", "periódico", "rotativo", "semanario", "revista", "medio", "portal", "cadena", "publicación", "matutino")
    + ("vespertino", "dominical", "tabloide", "agencia")
)


def carried_speakers(scene: Scene, speech: Speech) -> tuple[Actor, ...]:
    """Speakers a verb without subject goes back to."""
    return scene.memory.last(speech.plural)


def resolved_speaker(scene: Scene, actor: Actor) -> Actor:
    """ "la dependencia", "el comunicado" and "el funcionario" stand for the one named before."""
    if actor.kind == "document":
        return _issuer(scene, actor)
    if actor.entity_id is None and (actor.kind == "media" or actor.name.lower() == "agencia"):
        return _named_medium(scene, actor)
    if actor.kind == "organization" and " " not in actor.name:
        return _fuller_name(scene, actor, ("media",))
    if actor.kind == "name":
        return _of_nation(scene, actor) or _fuller_name(scene, actor)
    if actor.kind == "anaphor" and actor.definite:
        return scene.memory.body or _last_alliance(scene, actor) or actor
    if actor.kind != "person" or actor.person_id is not None or actor.plural:
        return actor
    head = actor.name.split()[0].lower()
    if head == "fuente":
        return actor  # "la fuente" is nobody who has a name
    if actor.end < len(scene.doc) and scene.doc[actor.end].lower_ == "que":
        return actor  # "el funcionario que encargó la obra" is told from others by just that
    bare = len(actor.name.split()) <= 2 and " de" not in actor.name.lower()
    last = scene.memory.person
    if bare and actor.definite and last is not None and not _is_of_another_country(scene, actor, last):
        return last
    return _described(scene, actor) or actor


def _is_of_another_country(scene: Scene, noun: Actor, person: Actor) -> bool:
    """ "el visitante chino" is not the Mexican who spoke last."""
    country = _country_of(scene.doc, noun)
    return country is not None and person.country is not None and person.country != country


def _of_nation(scene: Scene, actor: Actor) -> Actor | None:
    """ "El australiano recordó": the last speaker if a national, else the only person of that country in the text."""
    code = demonym_code(actor.name) if actor.name.islower() and not actor.plural else None
    if code is None:
        return None
    last = scene.memory.person
    if last is not None and last.country == code:
        return last
    people = {a.person_id: a for a in scene.all_actors if a.person_id is not None and a.country == code}
    if len(people) == 1:
        return replace(next(iter(people.values())), preposition=None)
    return last if last is not None and last.country is None else None


def _last_alliance(scene: Scene, noun: Actor) -> Actor | None:
    """ "el bloque", "el organismo": the organisation of states named last before it, though it has not spoken."""
    states = {r["organization_id"] for r in rows_of(scene.doc, "organizations") if r.get("kind") == "igo"}
    named = [a for a in scene.all_actors if a.start < noun.start and a.entity_id in states and a.kind == "organization"]
    return replace(named[-1], preposition=None) if named else None


def _fuller_name(scene: Scene, actor: Actor, kinds: tuple[str, ...] = ("media", "organization", "person")) -> Actor:
    """ "el Post" after "The Washington Post": the body or person whose name has all its words, when there is one."""
    words = set(actor.name.split())
    known = {a.name: a for a in scene.all_actors if a.kind in kinds}
    fuller = [a for name, a in known.items() if words < set(name.split()) and name[0].isupper()]
    return replace(fuller[0], preposition=None) if len(fuller) == 1 else actor


def _named_medium(scene: Scene, noun: Actor) -> Actor:
    """ "el rotativo alemán": the newspaper named last before it; an agency in the dateline is none."""
    if noun.name.split()[0].lower() not in _PAPERS or not noun.definite:
        return noun
    agency = article_of(scene.doc).get("agency")
    named = [a for a in scene.all_actors if a.start < noun.start and a.kind == "media" and a.entity_id is not None]
    named = [a for a in named if a.name != agency]
    if scene.memory.medium is not None and scene.memory.medium.name != agency:
        return scene.memory.medium
    return replace(named[-1], preposition=None) if named else noun


def _described(scene: Scene, noun: Actor) -> Actor | None:
    """Whom "la titular de Salud", "el presidente andino", "su par chileno" name; None if unsure."""
    head = noun.name.split()[0].lower()
    last = scene.memory.person
    if last is not None and last.person_id is not None and _is_possible(scene, noun, last, head):
        return last
    country = _country_of(scene.doc, noun)
    if country is None or head not in _OF_STATE | _PEERS or not (noun.definite or _is_own(scene.doc, noun)):
        return None
    people = {a.person_id: a for a in scene.all_actors if a.person_id is not None and a.country == country}
    if len(people) != 1:
        return None
    person = replace(next(iter(people.values())), preposition=None)
    heads = {words[0].lower() for words in _titles_of(scene.doc, person)}
    return person if not heads or heads & _OF_STATE or head in _PEERS else None


def _is_possible(scene: Scene, noun: Actor, person: Actor, head: str) -> bool:
    """ "la titular de Salud": the head fits an office of the last speaker and no other country is named."""
    if not noun.definite:
        return False
    country = _country_of(scene.doc, noun)
    if country is not None and person.country not in (country, None):
        return False
    titles = _titles_of(scene.doc, person)
    if head == "titular":
        return bool(titles)
    if country is not None:
        return (head in _ANY_OFFICE and person.country is not None) or head in {words[0].lower() for words in titles}
    names = {w for w in noun.name.split() if w[0].isupper() and len(w) > 2}
    return bool(names) and any(names & set(words) for words in titles)


def _titles_of(doc: Doc, person: Actor) -> list[list[str]]:
    """Words of each title the text gives a person."""
    rows = (row for row in rows_of(doc, "titles") if row.get("person_id") == person.person_id)
    return [[t.text for t in span] for row in rows if (span := covering(doc, row)) is not None]


def _country_of(doc: Doc, noun: Actor) -> str | None:
    for token in doc[noun.start + 1 : noun.end]:
        alone = token.text[0].islower() or token.pos_ == "ADJ"
        if alone and doc[token.i - 1].lower_ not in ("de", "del") and (code := demonym_code(token.lower_)):
            return code
    return None


def _is_own(doc: Doc, noun: Actor) -> bool:
    return noun.start > 0 and doc[noun.start - 1].lower_ == "su"


def _issuer(scene: Scene, document: Actor) -> Actor:
    """Who issued a document: named with it ("publicada por la cancillería"), else who spoke last."""
    named, latest = issuer_named(scene, document), scene.memory.latest
    if named is not None or latest is None:
        return named or document
    return document if latest.kind == "person" and not _has_document(scene, latest) else latest


def _has_document(scene: Scene, person: Actor) -> bool:
    """ "Vera leyó una nota. El texto añade …" is hers; "Vera pidió calma. El documento añade …" is not."""
    sentence = scene.doc[person.start].sent if scene.doc.has_annotation("SENT_START") else scene.sentence
    return any(a.kind == "document" and sentence.start <= a.start < sentence.end for a in scene.all_actors)


def issuer_named(scene: Scene, document: Actor) -> Actor | None:
    """Whom the sentence names as issuer: "una nota de la embajada", "un informe publicado en el diario Sur"."""
    inside = _issuer_inside(scene, document)
    if inside is not None:
        return fullest(scene, inside)
    for actor in scene.actors:
        gap = scene.doc[document.end : actor.start].text.split() if actor.start >= document.end else None
        if gap is None or len(gap) > _GAP or not can_speak(actor):
            continue
        words = _BY_MEDIA if actor.kind == "media" else _BY
        if any(word in words for word in gap):
            return fullest(scene, replace(actor, preposition=None))
    return None


def _issuer_inside(scene: Scene, document: Actor) -> Actor | None:
    """ "el comunicado de la cancillería", "una nota del Ministerio de Salud": the body inside the phrase."""
    for actor in scene.actors:
        if document.start < actor.start and actor.end <= document.end and actor.kind in _ISSUERS:
            return replace(actor, preposition=None)
    doc = scene.doc
    for token in doc[document.start + 1 : document.end]:
        kind, plural = speaker_nouns().get(token.lower_, ("", False))
        led = doc[token.i - 1].lower_ in DETERMINERS | {"del", "de"}
        if (kind == "institution" and led) or (kind == "media" and doc[token.i - 1].lower_ in DETERMINERS | {"del"}):
            name = doc[token.i : document.end].text
            return Actor(token.i, document.end, name, kind, plural=plural, definite=True)
    return None
