"""Role codes of title phrases, and which roles a later mention like "el mandatario" can mean."""

from __future__ import annotations

import re
from collections.abc import Mapping

from spacy.tokens import Doc

from pipeline.knowledge.lexicon import per_lexicon, read_lexicon
from pipeline.naming.title_phrase import TitlePhrase
from pipeline.naming.title_words import NounForm, title_words

#: From the most to the least important: the first of a person's roles is the role of the person.
RANKING = (
    "monarch", "head_of_state", "head_of_government", "deputy_head_of_state", "deputy_head_of_government",
    "foreign_minister", "minister",
    "secretary_general", "deputy_minister", "ambassador", "igo_official", "party_leader", "governor", "legislator",
    "mayor", "judge", "military", "envoy", "spokesperson", "party_official", "executive", "academic", "other",
)  # fmt: skip

#: States whose "canciller" is the head of government.
CHANCELLORS = frozenset({"DE", "AT"})
HEADS = frozenset({"head_of_state", "head_of_government", "monarch"})


def role_of(phrase: TitlePhrase, doc: Doc, *, country: str | None = None) -> str:
    """Return the role code of a phrase: "presidente" is a head of state, "presidente del Senado" a legislator.

    `country` is that of the person when the phrase has none.
    """
    role = phrase.noun.role
    special = _role_of_minister(phrase, doc, phrase.country or country) or _role_of_leader(phrase, doc)
    if special is not None:
        return special
    raised = _roles_in_body(_body_text(phrase, doc)).get(role, role)
    # an adviser or a spokesperson of the Casa Blanca is not at its head
    holds_it = role != "other" or raised not in HEADS or not phrase.noun.traits.isdisjoint(("chief", "leader"))
    return raised if holds_it else role


def _role_of_minister(phrase: TitlePhrase, doc: Doc, country: str | None) -> str | None:
    """Return the role that portfolio and state give a minister or a "canciller", or None."""
    noun = phrase.noun
    if noun.role == "minister" and phrase.portfolio_role:
        return phrase.portfolio_role
    if "secretary" in noun.traits and country == "US" and any(doc[a:b].text == "Estado" for a, b in phrase.portfolios):
        return "foreign_minister"
    if "chancellor" in noun.traits and country in CHANCELLORS:
        return "head_of_government"
    return None


def _role_of_leader(phrase: TitlePhrase, doc: Doc) -> str | None:
    """Return the role of a leader by the words around: of a state ("el líder cubano") or part of one, a party, a town.

    None if the words say nothing about it.
    """
    traits = phrase.noun.traits
    only_country = phrase.country and phrase.end == phrase.head_end + 1
    if "leader" in traits and only_country:
        return "head_of_state"
    words = {token.lower_ for token in doc[phrase.start : phrase.end]}
    if "partisan" in traits and not words.isdisjoint(title_words("parties") | title_words("opposition")):
        return "party_leader"
    if "municipal" in traits and "municipal" in words:
        return "mayor"
    # "el mandatario estatal", but not "el presidente regional del banco"
    below = phrase.noun.role == "head_of_state" and not words.isdisjoint(title_words("below_state"))
    return "governor" if below and not _body_text(phrase, doc) else None


def _roles_in_body(body: str) -> Mapping[str, str]:
    """Return the roles in a body, by the noun's own: the Senado's president is a legislator; empty without a body."""
    roles = (roles for pattern, roles in _body_roles() if pattern.search(body))
    return next(roles, {}) if body else {}


@per_lexicon
def _body_roles() -> tuple[tuple[re.Pattern[str], Mapping[str, str]], ...]:
    """Return the patterns of bodies with the roles they give, by role of the noun; the first that fits counts."""
    rows = sorted(read_lexicon("title_body_roles"), key=lambda row: not row["pattern"])
    return tuple(
        (
            re.compile(row["pattern"], re.IGNORECASE),
            {column: cell for column, cell in row.items() if cell and column not in ("id", "pattern", "example")},
        )
        for row in rows
    )


def _body_text(phrase: TitlePhrase, doc: Doc) -> str:
    """Return the text of the body, else of a president's portfolio, a lower-case complement or a seat of power.

    The complement may be "del gremio". The text is empty if there is none of these, or if it is only the state: "el
    presidente del país".
    """
    span = phrase.body
    if span is None and phrase.portfolios and phrase.noun.role == "head_of_state":
        span = phrase.portfolios[0]
    span = span or phrase.lower_complement
    if span is not None:
        text = doc[span[0] : span[1]].text
    else:
        seat = _any_of("seats").search(doc[phrase.start : phrase.end].text)
        text = seat.group() if seat is not None else ""
    return "" if _any_of("own_state").match(text) else text


@per_lexicon
def _any_of(name: str) -> re.Pattern[str]:
    """Return a pattern of the words of a list of `title_words.csv`."""
    return re.compile(rf"(?:{'|'.join(map(re.escape, sorted(title_words(name))))})(?!\w)")


def may_mean(noun: NounForm, noun_role: str, roles: set[str], nouns: Mapping[str, NounForm]) -> bool:
    """Whether a person with these roles and office nouns may be called so: "el mandatario" a president or a king.

    `noun_role`: role code of the phrase, which may differ from the noun's: "la canciller alemana" leads a government.
    `nouns` are by id.
    """
    if noun.id in nouns:
        return True
    if "pope" in noun.traits:
        return any("pope" in known.traits for known in nouns.values())
    return bool(roles & noun.means) or (noun_role not in ("other", "minister") and noun_role in roles)
