"""Was it held, is it under way, planned, proposed or cancelled? By tense and cue words."""

from __future__ import annotations

import re

from spacy.tokens import Token

from pipeline.attributes import text_between
from pipeline.encounters.verbs import Use
from pipeline.speech.scenes import Scene

_PLANNED = re.compile(
    r"\b(?:próxim[oa]s?|previst[oa]s?|planead[oa]s?|anunci(?:a|ó|aron) (?:\w+ ){0,2}una?|prevé|prevén|planea|planean|"
    r"programad[oa]s?|agendad[oa]s?|está confirmado|convocad[oa]s? para|preparativos|preparación|tiene previsto|"
    r"tienen previsto|a (?:unos|pocos) días de|vísperas? de|anticipación de|espera con|previ[oa] a|futur[oa]|"
    r"de cara a|rumbo a|con miras a|venider[oa])\b"
)
_ASKED = re.compile(r"\b(?:invit|prop(?:us|on)|sug[ie]r|p[ie]d|solicit|inst)\w+")
_OVER = re.compile(r"\b(?:cierre|clausura|término|conclusión|final)\b")
_AGENDA = re.compile(r"\b(?:incluye|incluirá|contempla|contempló|comprende)\b")
_UNDER_WAY = re.compile(r"\b(?:(?:primer|segundo|tercer|cuarto) día|apertura|inauguración|en curso|en marcha)\b")
_CALLED_OFF = re.compile(
    r"\b(?:fue|fueron|quedó|ha sido|será) (?:cancelad|suspendid|aplazad|pospuest|postergad)[oa]s?\b"
)
_SUSPENDED = re.compile(r"\b(?:suspendió|canceló|aplazó|pospuso|postergó|suspendieron|cancelaron|aplazaron)\b")
_GOES_ON = re.compile(
    r"(?:celebra|realiza|desarrolla|continúa|prosigue|transcurre|participan?|asisten?|sesiona|tiene|lleva|reúne|está|es)n?$"
)
_CALLS = re.compile(r"invit|exhort|inst(?:ó|a|an|aron)$|llam(?:ó|a|an|aron)$|urgi|urge")
_WISHES = frozenset(("desea", "desean", "quiere", "quieren", "deseaba", "quería", "propuso", "ofreció", "pidió"))
AFTER = frozenset(("tras", "después", "luego", "al"))


def status_of_mention(scene: Scene, use: Use | None, start: int, end: int) -> str:
    """Held, ongoing or planned, by the verb's tense and the words around the mention."""
    doc = scene.doc
    left = text_between(doc, max(scene.sentence.start, start - 8), start).lower()
    near = text_between(doc, max(scene.sentence.start, start - 8), min(scene.sentence.end, end + 12)).lower()
    if use is not None and use.entry["class"] in ("cancel", "propose"):
        return "cancelled" if use.entry["class"] == "cancel" else "proposed"
    relative = end < scene.sentence.end and doc[end].lower_ == "que"  # "la cumbre que se haría en mayo fue aplazada"
    if _CALLED_OFF.search(text_between(doc, end, min(scene.sentence.end, end + (20 if relative else 6))).lower()):
        return "cancelled"
    if relative and _SUSPENDED.search(doc[end + 1 : min(scene.sentence.end, end + 4)].text.lower()):
        return "cancelled"
    happened = use is not None and use.form.tense in ("past", "part", "imp")
    if not happened and (_PLANNED.search(near) or _AGENDA.search(left)):
        return "planned"
    if use is None and _will_be(scene, end):
        return "planned"
    if use is None:
        return _status_by_tense(scene, start, end)
    return _status_of(scene, use)


def _will_be(scene: Scene, end: int) -> bool:
    """ "una cumbre entre Chile y Perú que se celebrará en mayo"."""
    for token in scene.doc[end : min(scene.sentence.end, end + 14)]:
        if token.lower_ == "que":
            following = scene.doc[token.i + 1 : min(scene.sentence.end, token.i + 4)]
            return any(re.search(r"[aei]rán?$", t.lower_) for t in following)
        ends = token.text in (";", ":") or (token.text == "," and token.i > end)
        if ends or (token.pos_ == "VERB" and token.i > end):
            return False
    return False


def _status_of(scene: Scene, use: Use) -> str:
    tense, kind = use.form.tense, use.entry["class"]
    if tense == "subj":
        left = scene.doc[scene.sentence.start : use.start].text.lower()
        return "proposed" if _ASKED.search(left) else "planned"  # "lo invitó a que haga una visita"
    if tense in ("fut", "cond"):
        return "planned"
    if kind == "begin" or (tense == "ger" and not use.form.plural):
        return "ongoing"
    if tense == "inf":
        return _status_of_infinitive(scene, use)
    if tense == "pres":
        return "planned" if kind == "travel" else "ongoing"
    return "held"


def _status_by_tense(scene: Scene, start: int, end: int) -> str:
    """Status of a noun without a meeting verb: its predicate ("tendrá lugar"), or words such as "apertura"."""
    doc = scene.doc
    words = [t.lower_ for t in doc[max(scene.sentence.start, start - 4) : start]]
    if words[-1:] == ["de"] and doc[start].lower_ in ("visita", "gira") and doc[end - 1 : end + 1].text.endswith(" en"):
        return "ongoing"  # "Vera, de visita en Lima, dijo"
    if AFTER & set(words[-3:]):
        return "held"
    if _UNDER_WAY.search(" ".join(words)):
        return "ongoing"
    relative = "que" in [t.lower_ for t in doc[end : min(scene.sentence.end, end + 2)]]  # "la cumbre, que será en Lima"
    if _OVER.search(" ".join(words)) or (not relative and _finite_before(scene, start) == "Past"):
        return "held"
    for token in doc[end : min(scene.sentence.end, end + 18)]:
        if (token.pos_ in ("VERB", "AUX") or token.lower_.endswith("rá")) and (tense := _tense(token)):
            going_on = tense == "Pres" and _GOES_ON.match(token.lower_)
            return "planned" if tense == "Fut" else "ongoing" if going_on else "held"
    return "held"


def _status_of_infinitive(scene: Scene, use: Use) -> str:
    """ "volvió a reunirse" and "viajó para reunirse" were held, "acordaron reunirse" was not yet."""
    words = [t.lower_ for t in scene.doc[max(scene.sentence.start, use.start - 8) : use.start]]
    if any(_CALLS.match(w) for w in words) or _WISHES & set(words[-3:]):
        return "proposed"
    if AFTER & set(words[-4:]):
        return "held"
    goes_on = bool({"para", "volvió", "volvieron", "lograron", "logró"} & set(words[-3:]))
    return "held" if goes_on and _finite_before(scene, use.start) == "Past" else "planned"


def _finite_before(scene: Scene, at: int) -> str:
    """Tense of the nearest finite verb before an infinitive: "volvió a reunirse"."""
    for token in reversed(scene.doc[scene.sentence.start : at]):
        if token.pos_ in ("VERB", "AUX") and (tense := _tense(token)):
            return tense
    return ""


def _tense(token: Token) -> str:
    if re.search(r"(?:[aei]rá|[aei]rán|drá|drán|brá|brán)$", token.lower_):
        return "Fut"
    return str((token.morph.get("Tense") or [""])[0])
