"""Role codes of title phrases, and which roles a later mention like "el mandatario" can mean."""

from __future__ import annotations

import re

from spacy.tokens import Doc

from pipeline.naming.title_phrase import TitlePhrase
from pipeline.naming.title_words import NounForm

#: From the most to the least important: the first of a person's roles is the role of the person.
RANKING = (
    "monarch", "head_of_state", "head_of_government", "deputy_head_of_state", "deputy_head_of_government",
    "foreign_minister", "minister",
    "secretary_general", "deputy_minister", "ambassador", "igo_official", "party_leader", "governor", "legislator",
    "mayor", "judge", "military", "envoy", "spokesperson", "party_official", "executive", "academic", "other",
)  # fmt: skip

#: States whose "canciller" is the head of government and whose "presidente" may be ("presidente Rajoy").
CHANCELLORS = frozenset({"DE", "AT"})
HEADS = frozenset({"head_of_state", "head_of_government", "monarch"})

# What the body makes of a president, secretary, head …: first pattern that fits wins.
_BODIES: tuple[tuple[re.Pattern[str], dict[str, str]], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), roles)
    for pattern, roles in (
        (r"^(?:consejo de ministros|gobierno|moncloa)\b", {"head_of_state": "head_of_government", "other": "other"}),
        (r"^(?:consejo de estado|estado|nación|república|casa blanca|kremlin|elíseo|casa rosada|planalto|miraflores)\b",
         {"head_of_state": "head_of_state", "other": "head_of_state"}),
        (r"^autoridad (?:nacional )?palestina", {"head_of_state": "head_of_state"}),
        (r"^(?:asamblea general|consejo de seguridad|consejo de derechos)\b", {"head_of_state": "igo_official"}),
        (r"\b(?:partido|comité central|buró político|movimiento|frente|coalición|psuv|fmln|pri|pan|pp|psoe)\b",
         {"head_of_state": "party_leader", "secretary_general": "party_leader", "other": "party_official",
          "minister": "party_official"}),
        (r"\bcámara (?:nacional|mexicana|binacional|bilateral|empresarial|hispano|franco|de (?:la )?"
         r"(?:comercio|industria|construcción|negocios))",
         {"head_of_state": "executive", "deputy_head_of_government": "executive"}),
        (r"\b(?:parlamento|congreso|senado|asamblea|cámara|diputados|knéset|bundestag|duma|comisión de)\b",
         {"head_of_state": "legislator", "other": "legislator"}),
        (r"\bbanco\b",
         {"head_of_state": "executive", "governor": "executive", "deputy_head_of_government": "executive"}),
        (r"\b(?:corte|tribunal|suprem[oa])\b", {"head_of_state": "judge"}),
        (r"\b(?:naciones unidas|onu|oea|unión europea|ue|comisión europea|consejo europeo|unasur|otan|celac|alba|"
         r"mercosur|organización|comunidad|liga|unión africana|eurogrupo|fmi|fondo monetario|banco mundial|cepal)\b",
         {"head_of_state": "igo_official", "executive": "igo_official", "minister": "secretary_general",
          "deputy_minister": "igo_official", "deputy_head_of_government": "igo_official"}),
        (r"\b(?:estado mayor|ejército|armada|fuerza aérea|fuerzas armadas|aviación|marina)\b",
         {"other": "military", "head_of_state": "military"}),
        (r".", {"head_of_state": "executive", "deputy_head_of_government": "executive"}),
    )
)  # fmt: skip

_POPES = frozenset(("papa", "pontifice", "sumo_pontifice"))
_SIDES = frozenset(
    ("laborista", "conservador", "conservadora", "socialista", "comunista", "republicano", "republicana", "demócrata")
)
#: Who is at the head of a seat of power; an adviser or a spokesperson of the Casa Blanca is not.
_AT_THE_HEAD = frozenset(("jefe", "lider", "titular", "responsable", "dirigente"))
_SEATS = re.compile(r"Casa Blanca|Kremlin|Elíseo|Casa Rosada|Planalto|Miraflores|Moncloa")


def role_of(phrase: TitlePhrase, doc: Doc, *, country: str | None = None) -> str:
    """Role code of a phrase: "presidente" is a head of state, "presidente del Senado" a legislator.

    `country` is that of the person when the phrase has none.
    """
    role = phrase.noun.role
    country = phrase.country or country
    if role == "minister" and phrase.portfolio_role:
        return phrase.portfolio_role
    if role == "minister" and phrase.noun.id == "secretario" and country == "US" and _says_state(phrase, doc):
        return "foreign_minister"
    if phrase.noun.id == "canciller" and country in CHANCELLORS:
        return "head_of_government"
    if phrase.noun.id in ("lider", "dirigente") and phrase.country and phrase.end == phrase.head_end + 1:
        return "head_of_state"  # "el líder cubano"
    words = {t.lower_ for t in doc[phrase.start : phrase.end]}
    if phrase.noun.id == "lider" and words & (_SIDES | {"oposición", "opositor", "opositora"}):
        return "party_leader"
    if phrase.noun.id in ("presidente", "vice_presidente") and "municipal" in words:
        return "mayor"
    body = _body(phrase, doc)
    if body:
        for pattern, roles in _BODIES:
            if pattern.search(body):
                above = roles.get(role, role)
                raised = role == "other" and above in HEADS
                return role if raised and phrase.noun.id not in _AT_THE_HEAD else above
    return role


def _says_state(phrase: TitlePhrase, doc: Doc) -> bool:
    return any(doc[a:b].text == "Estado" for a, b in phrase.portfolios)


def _body(phrase: TitlePhrase, doc: Doc) -> str:
    """Text of the body, else of a seat of power, a president's portfolio or a lower-case complement ("del gremio")."""
    span = phrase.body or (phrase.portfolios[0] if phrase.portfolios and phrase.noun.role == "head_of_state" else None)
    text = doc[span[0] : span[1]].text if span else ""
    if not span and phrase.lower_complement is not None:
        text = doc[phrase.lower_complement[0] : phrase.lower_complement[1]].text
    elif not span and (seat := _SEATS.search(doc[phrase.start : phrase.end].text)):
        text = seat.group()
    return "" if re.match(r"(?:país|nación|estado|república|gobierno golpista)\b", text) else text


def may_mean(noun: NounForm, noun_role: str, roles: set[str], noun_ids: set[str]) -> bool:
    """Whether a person with these roles and office nouns may be called so: "el mandatario" a president or a king.

    `noun_role`: role code of the phrase, which may differ from the noun's: "la canciller alemana" leads a government.
    """
    if noun.id in noun_ids:
        return True
    if noun.id in _POPES:
        return bool(noun_ids & _POPES)
    return bool(roles & noun.means) or (noun_role not in ("other", "minister") and noun_role in roles)
