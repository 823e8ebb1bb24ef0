"""Who takes part in a meeting and where it is, read off the words around its mention."""

from __future__ import annotations

import re
from dataclasses import replace

from spacy.tokens import Doc, Span, Token

from pipeline import gazetteer
from pipeline.actors import DETERMINERS, OFFICES, Actor
from pipeline.attributes import rows_of
from pipeline.encounters.model import is_finite
from pipeline.offices.roles import HEADS
from pipeline.speech.scenes import Scene

_TAKING_PART = frozenset(("person", "country", "organization", "institution", "media", "region", "group", "place"))
_SIDES = re.compile(r"\b(?:ambos|ambas|los dos|las dos)\s*$", re.IGNORECASE)
_PAIR = re.compile(r"((?:[A-ZÁÉÍÓÚÑ][\wáéíóúüñ.]*\s?){1,3}?)\s?[-–/]\s?((?:[A-ZÁÉÍÓÚÑ][\wáéíóúüñ.]*\s?){1,3})")
_AGENT = re.compile(r"^(?:manten|sosten|celebr|organiz|encabez|presid|convoc|auspici|realiz)\w+[ao]s?$")
_MEMBERS = frozenset(("integrantes", "miembros", "delegación", "delegaciones"))
_COUNTERPARTS = frozenset(
    ("homólogo", "homóloga", "par", "colega", "contraparte", "presidente", "canciller", "mandatario")
)
_OFFICIALS = _COUNTERPARTS | {
    "presidenta", "mandataria", "ministro", "ministra", "viceministro", "viceministra", "vicecanciller", "gobernante",
    "vicepresidente", "vicepresidenta", "premier", "primer", "primera", "secretario", "secretaria", "embajador",
    "embajadora", "rey", "reina", "papa", "emir", "jefe", "jefa",
}  # fmt: skip
#: Groups without names whom statesmen meet; not neighbours or relatives.
_AUDIENCES = frozenset(
    """
    empresarios empresarias inversionistas inversores autoridades funcionarios legisladores legisladoras parlamentarios
    senadores diputados congresistas embajadores diplomáticos responsables representantes directivos integrantes
    miembros dirigentes delegados delegaciones intelectuales
    """.split()  # noqa: SIM905
)
#: People who act for their state rather than for a firm or a chamber.
_FOR_A_STATE = frozenset(("autoridades", "dirigentes", "gobernantes", "líderes"))
#: Who speaks for others takes no part in what they tell of.
_SPEAKING_FOR = frozenset(("spokesperson",))
#: Roles of those a bare plural goes back to: "ambos mandatarios" are two heads, not a head and a spokesman.
_ROLES = {
    **dict.fromkeys(("mandatarios", "presidentes", "gobernantes"), HEADS),
    **dict.fromkeys(("cancilleres", "ministros"), frozenset(("foreign_minister", "minister"))),
}
_GAP = 9


def after_preposition(
    scene: Scene, at: int, words: tuple[str, ...], *, reach: int, across: tuple[str, ...] = ()
) -> list[Actor]:
    """Actors after the first of `words` within `reach` tokens from `at`: "con el canciller Vera y Perú"."""
    doc, end = scene.doc, min(scene.sentence.end, at + reach)
    for position in range(at, end):
        token = doc[position]
        if token.lower_ in words:
            actors = _listed(scene, position + 1)
            if actors:
                return actors
            if across and position + 1 < len(doc) and doc[position + 1].lower_ in across:
                continue
        if token.text in (";", ":") or token.lower_ in ("que", "quien", "quienes", "donde"):
            break
        mistaken = position == at and doc[min(position + 1, len(doc) - 1)].lower_ in words  # "cumbre tripartita entre"
        if _begins_clause(token) and not mistaken:
            break
    return []


def _begins_clause(token: Token) -> bool:
    """Another clause: "El encuentro confirma los lazos entre Chile y Perú" does not say who met."""
    return token.pos_ == "VERB" and is_finite(token)


def _listed(scene: Scene, at: int) -> list[Actor]:
    """The actor that begins within a few tokens, and those coordinated with it."""
    first = _first_actor(scene, at)
    if first is None:
        return []
    chain = [first]
    for actor in scene.actors:
        if actor.start < chain[-1].end or not _on_a_par(first, actor):
            continue
        if _coordinated(scene.doc, chain[-1], actor) and not _ends_with(scene, chain[-1], actor):
            if _is_next_subject(scene, chain[-1], actor):
                break
            chain.append(actor)
    found = sides(scene, first) or _parties([_counterpart(scene, a) for a in chain])
    return found or (bodies_of(scene, first) if first.kind in ("group", "person") else [])


def _is_next_subject(scene: Scene, before: Actor, actor: Actor) -> bool:
    """ "En la cita con su par, Ana Vera, Gil respondió": after a comma alone, who does what follows."""
    gap = scene.doc[before.end : actor.start]
    listed_on = any(t.lower_ in ("y", "e", ";") for t in gap) or actor.end >= scene.sentence.end
    same = before.person_id is not None and before.person_id == actor.person_id
    return not listed_on and not same and actor.person_id is not None and _begins_clause(scene.doc[actor.end])


def _ends_with(scene: Scene, group: Actor, actor: Actor) -> bool:
    """ "Tras una reunión con empresarios, Vera dijo": the comma after a group without names ends the phrase."""
    between = {t.lower_ for t in scene.doc[group.end : actor.start]}
    return group.kind == "group" and not _has_leaders(group) and not between & {"y", "e"}


def listed(scene: Scene, at: int) -> list[Actor]:
    """Participants that begin at the token: "participaron los cancilleres de Chile, Vera; Perú, Gil"."""
    return _listed(scene, at)


def bodies_of(scene: Scene, group: Actor) -> list[Actor]:
    """ "directivos de la Asociación de Amistad": the body the group belongs to."""
    kinds = ("organization", "country") if group.name.split()[0].lower() in OFFICES else ("organization",)
    return [a for a in scene.actors if group.start < a.start < group.end and a.kind in kinds]


def _has_leaders(group: Actor) -> bool:
    """ "los líderes de la región": states meet, not somebody and a group."""
    return group.name.split()[0].lower() in OFFICES - {"autoridades", "funcionarios"}


def group_after(scene: Scene, at: int, *, reach: int = 8) -> Actor | None:
    """ "con empresarios y autoridades": a group without names that somebody meets."""
    for position in range(at, min(scene.sentence.end, at + reach)):
        word = scene.doc[position].lower_
        if word == "con":
            first = _first_actor(scene, position + 1)
            return first if first is not None and first.name.split()[0].lower() in _AUDIENCES else None
        if word in (";", ":", "que", "quien"):
            break
    return None


def state_of_group(group: Actor) -> Actor | None:
    """ "las autoridades austríacas", "representantes del Gobierno chileno": the state such people stand for."""
    words = group.name.split()
    if words[0].lower() not in _FOR_A_STATE:
        return None
    codes = {code for word in words[1:] if (code := gazetteer.demonym_code(word) or gazetteer.country_code(word))}
    if len(codes) != 1:
        return None
    code = codes.pop()
    return replace(group, name=gazetteer.country_name(code) or code, kind="country", country=code)


def free_pair(scene: Scene) -> list[Actor]:
    """ "Tras la reunión, Vera y Gil anunciaron …": two persons joined as the subject of the sentence."""
    people: dict[str, Actor] = {}
    for actor in scene.actors:
        if actor.person_id is not None and not actor.governed:
            people.setdefault(actor.person_id, actor)
    pair = list(people.values())
    return pair[:2] if len(pair) >= 2 and _coordinated(scene.doc, pair[0], _latest(scene, pair[0], pair[1])) else []


def free_states(scene: Scene) -> list[Actor]:
    """ "Chile y Perú firmaron … en la V Reunión": two or more states joined as the subject."""
    states = [a for a in scene.actors if a.kind == "country" and not a.governed]
    chain = states[:1]
    for state in states[1:]:
        if _coordinated(scene.doc, chain[-1], state):
            chain.append(state)
    return chain if len(chain) >= 2 else []


def _latest(scene: Scene, first: Actor, second: Actor) -> Actor:
    mentions = [a for a in scene.actors if a.person_id == second.person_id and a.start >= first.end]
    return mentions[0] if mentions else second


def _on_a_par(first: Actor, actor: Actor) -> bool:
    """Not inside the description of the one before: "Vera, del equipo del presidente Paz"."""
    return actor.preposition in (None, first.preposition) or actor.kind in ("country", "place")


def _counterpart(scene: Scene, actor: Actor) -> Actor:
    """ "su homólogo ruso" without a name: the person of that state named in the text, else the state."""
    words = actor.name.split()
    if actor.person_id is not None or words[0].lower() not in _COUNTERPARTS:
        return actor
    following = next((a for a in scene.actors if a.start == actor.end and a.person_id is not None), None)
    if following is not None:
        return following  # "su par peruano Luis Gil"
    code = next((c for w in words[1:] if (c := gazetteer.demonym_code(w) or gazetteer.country_code(w))), None)
    if code is None:
        return actor
    known = [a for a in scene.memory.pair if a.country == code]
    name = gazetteer.country_name(code) or code
    return known[-1] if known else replace(actor, name=name, kind="country", country=code)


def _first_actor(scene: Scene, at: int) -> Actor | None:
    for token in scene.doc[at : min(scene.sentence.end, at + 7)]:
        actor = next((a for a in scene.actors if a.start == token.i), None)
        if actor is not None:
            return actor
        of_members = token.lower_ in ("de", "del") and scene.doc[token.i - 1].lower_ in _MEMBERS
        if not (of_members or token.lower_ in DETERMINERS or token.pos_ in ("ADJ", "NOUN", "PROPN", "DET", "NUM")):
            return None
    return None


def _coordinated(doc: Doc, before: Actor, actor: Actor) -> bool:
    """Commas, "y" and the words of a title lie between: "Vera, el ministro de Minas, Luis Paz, y Ana Gil"."""
    gap = _outside_parentheses(doc[before.end : actor.start])
    if not gap or len(gap) > _GAP or not any(t.lower_ in ("y", "e", ",", ";") for t in gap):
        return False
    return all(
        t.lower_ in ("y", "e", ",", ";", "de", "del", "como")
        or t.lower_ in DETERMINERS
        or t.pos_ in ("NOUN", "ADJ", "PROPN")
        for t in gap
    )


def _outside_parentheses(gap: Span) -> list[Token]:
    """The tokens of a gap without "(SG)", the acronym or name a text adds in passing."""
    kept: list[Token] = []
    depth = 0
    for token in gap:
        depth += token.text == "("
        if not depth:
            kept.append(token)
        depth -= token.text == ")" and depth > 0
    return kept


def is_official(actor: Actor) -> bool:
    """An office without a name that one person holds: "el canciller alemán", "su homólogo ruso"."""
    return actor.kind == "person" and actor.person_id is None and actor.name.split()[0].lower() in _OFFICIALS


def is_counterpart(scene: Scene, actor: Actor) -> bool:
    """ "su par de Colombia", for whom the state stands."""
    return actor.kind == "country" and scene.doc[actor.start].lower_ in _COUNTERPARTS


def _parties(chain: list[Actor]) -> list[Actor]:
    """Persons before the offices and states in their titles: "los mandatarios de Chile, Paz, y Perú, Gil"."""
    people = [a for a in chain if a.person_id or is_official(a)]
    if people:
        return [*people, *(a for a in chain if a.kind == "organization" and not a.governed)]
    return [a for a in chain if a.kind in _TAKING_PART and a.kind not in ("group", "place", "person")] or [
        a for a in chain if a.kind == "place" and gazetteer.capital_code(a.name)
    ]


def sides(scene: Scene, actor: Actor) -> list[Actor]:
    """ "ambos presidentes", "los dos cancilleres": the last two persons named before."""
    before = scene.doc[max(scene.sentence.start, actor.start - 2) : actor.start].text
    if actor.kind != "group" or not (actor.definite or _SIDES.search(before)) or actor.name.lower() not in OFFICES:
        return []
    pair = _pair_in_office(scene, actor)
    return pair if len(pair) == 2 else []


def _pair_in_office(scene: Scene, group: Actor) -> list[Actor]:
    """The last two named; where one is known to hold another office, the only two who hold that of the group."""
    pair, fitting, roles = list(scene.memory.pair), _ROLES.get(group.name.lower()), roles_of(scene.doc)
    if not fitting or all(roles.get(a.person_id or "") in fitting for a in pair):
        return pair
    known = [a for a in scene.all_actors if a.start < group.start and roles.get(a.person_id or "") in fitting]
    holders = list({a.person_id: a for a in known}.values())
    if len(holders) == 2:
        return holders
    others = [a for a in pair if roles.get(a.person_id or "") in _SPEAKING_FOR]
    return [] if others else pair


def roles_of(doc: Doc) -> dict[str, str | None]:
    """Role of each person of the text by id."""
    return {row["person_id"]: row.get("role") for row in rows_of(doc, "people")}


def agents(scene: Scene, at: int) -> list[Actor]:
    """ "encuentro mantenido en Lima por Vera y Rojas": who held it."""
    doc = scene.doc
    if at < scene.sentence.end and _AGENT.match(doc[at].lower_):
        return after_preposition(scene, at + 1, ("por",), reach=8)
    return []


def country_pair(name: str) -> list[Actor]:
    """States or regions of a pair in a name: "Reunión China-Asia Central"."""
    for match in _PAIR.finditer(name):
        for size in range(len(match[1].split())):
            left = " ".join(match[1].split()[size:])
            sides = [_side(left), _side(_longest(match[2]))]
            if any(side is not None and side.kind == "country" for side in sides) and all(sides):
                return [side for side in sides if side is not None]
    return []


def _longest(words: str) -> str:
    parts = words.split()
    for size in range(len(parts), 0, -1):
        if _side(" ".join(parts[:size])) is not None:
            return " ".join(parts[:size])
    return words


def _side(name: str) -> Actor | None:
    name = name.strip()
    if code := gazetteer.country_code(name):
        return Actor(0, 0, name, "country", country=code)
    if name in gazetteer.region_surfaces():
        return Actor(0, 0, name, "region")
    return None


def people_of_sentence(scene: Scene, head: int) -> list[Actor]:
    """Persons of the sentence that no preposition governs, else those one does, before the mention first."""
    roles = roles_of(scene.doc)
    people = [a for a in scene.actors if a.person_id is not None and roles.get(a.person_id) not in _SPEAKING_FOR]
    free = [a for a in people if not a.governed]
    return free or [a for a in people if a.start < head][-1:]
