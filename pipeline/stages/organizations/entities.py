"""Bodies and their mentions as rows: which mentions are of one body, its name, kind and country.

"Ministerio del Petróleo" and "Ministerio de Petróleo" are one ministry; "el Ministerio de Minas peruano" is of PE.
"""

from __future__ import annotations

import re

from pipeline.knowledge.entries import Entry
from pipeline.knowledge.folding import fold_name
from pipeline.knowledge.gazetteer import city_surfaces, demonym_code
from pipeline.stages.organizations.companies import ends_like_company
from pipeline.stages.organizations.lexicons import countries, entries_by_name, heads, known_bodies
from pipeline.stages.organizations.model import Found
from pipeline.stages.organizations.words import INSIDE_NAMES
from pipeline.text.attributes import Row
from pipeline.text.surfaces import Word, words_of

#: Characters after a name in which its demonym may stand: "Cámara de Comercio (CCL) peruana".
_DEMONYM_WITHIN = 30
_SEAT = re.compile(r"(?:Universidad|Alcaldía|Ayuntamiento|Arzobispado|Bolsa|Puerto) (?:\w+ )?de (.+)")


def rows_of_bodies(text: str, found: list[Found]) -> tuple[list[Row], list[Row]]:
    """Return the rows of organizations, in the order of `found`, and of their mentions, by position."""
    organizations: list[Row] = []
    mentions: list[Row] = []
    for key, members in _by_body(text, found).items():
        row = _organization(text, key, members)
        organizations.append(row)
        mentions += [
            {"entity_id": row["organization_id"], "start": m.start, "end": m.end, "rule": m.rule} for m in members
        ]
    return organizations, sorted(mentions, key=lambda m: m["start"])


def _by_body(text: str, found: list[Found]) -> dict[str, list[Found]]:
    """Return the mentions of each body, by its key."""
    groups: dict[str, list[Found]] = {}
    key_at: dict[int, str] = {}
    for mention in found:
        key = mention.key or _name_key(text[mention.start : mention.end])
        if key.startswith("="):
            key = key_at.get(int(key[1:]), _name_key(text[mention.start : mention.end]))
        key = key.replace("ñ", "n")  # keys are ASCII
        key_at[mention.start] = key
        groups.setdefault(key, []).append(mention)
    return groups


def _name_key(surface: str) -> str:
    """Return the key under which forms of one name meet: "Ministerio del Petróleo", "Ministerio de Petróleo"."""
    entry = entries_by_name().get(fold_name(surface))
    if entry:
        return entry["id"]
    words = [w for w in re.split(r"\W+", fold_name(surface)) if w and w not in INSIDE_NAMES and not demonym_code(w)]
    return "-".join(words) or fold_name(surface)


def _organization(text: str, key: str, members: list[Found]) -> Row:
    """Return the row of one body: what the lexicon knows of it, else what its mentions say."""
    surfaces = [text[m.start : m.end] for m in members]
    entry = next((m.entry for m in members if m.entry), None) or entries_by_name().get(fold_name(surfaces[0]))
    full = _full_names(text, members)
    body = _from_lexicon(entry) if entry else _from_mentions(text, key, members, max(full or surfaces, key=len))
    if full:
        body["acronym"] = body["acronym"] or _first_acronym(text, members)
    return {**body, "n_mentions": len(members), "start": members[0].start, "end": members[0].end}


def _full_names(text: str, members: list[Found]) -> list[str]:
    """Return the mentions that name a body in full, neither by its acronym nor by its head noun alone."""
    return [text[m.start : m.end] for m in members if not m.acronym and m.rule != "coreferent_head"]


def _first_acronym(text: str, members: list[Found]) -> str | None:
    """Return the first mention of a body by its acronym, or None."""
    return next((text[m.start : m.end] for m in members if m.acronym), None)


def _from_lexicon(entry: Entry) -> Row:
    """Return what the lexicon knows of a body."""
    return {
        "organization_id": entry["id"],
        "name": entry["name"],
        "acronym": entry["acronym"] or None,
        "kind": entry["kind"],
        "country": entry["country"] or None,
        "wikidata": entry["wikidata"] or None,
    }


def _from_mentions(text: str, key: str, members: list[Found], name: str) -> Row:
    """Return what the mentions of a body say that the lexicon does not know; `name` is the longest of them."""
    return {
        "organization_id": key,
        "name": name,
        "acronym": None,
        "kind": _kind(members, name),
        "country": _country(text, members),
        "wikidata": None,
    }


def _kind(members: list[Found], name: str) -> str:
    """Return the kind by the first mention that suggests one, else by a company form or the head noun, else other."""
    known = next((m.kind for m in members if m.kind != "other"), None)
    if known:
        return known
    if ends_like_company(name):
        return "company"
    words = words_of(name)
    head = heads().longest(words, 0) if words else None
    kind = head[1]["kind"] if head else "other"
    return "igo" if kind == "other" and _of_union(words) else kind


def _of_union(words: list[Word]) -> bool:
    """Whether a union of states is named inside: "Comisión de la Unión Africana"."""
    hits = (known_bodies().longest(words, at) for at in range(1, len(words)))
    return any(hit is not None and hit[1][0]["kind"] == "igo" for hit in hits)


def _country(text: str, members: list[Found]) -> str | None:
    """Return the state of a body by the demonym or country in or right after its name."""
    return next((code for m in members if (code := _country_of(text, m))), None)


def _country_of(text: str, mention: Found) -> str | None:
    """Return the state by one mention; a demonym in or after the name goes before a country's name in it."""
    words = words_of(text[mention.start : mention.end + _DEMONYM_WITHIN])
    inside = [w for w in words if w.end <= mention.end - mention.start]
    for word in words[: len(inside) + 1]:
        code = demonym_code(word.text) if word.text[:1].isalpha() else None
        if code:
            return code
    hits = (countries().longest(inside, at) for at in range(len(inside)))
    return next((hit[1] for hit in hits if hit), None) or _country_of_seat(text[mention.start : mention.end])


def _country_of_seat(name: str) -> str | None:
    """Return the state of the well-known city that a university is named for: "Universidad de Nairobi"."""
    seat = _SEAT.fullmatch(name)
    place = city_surfaces().get(seat[1]) if seat else None
    return place.country if place is not None else None
