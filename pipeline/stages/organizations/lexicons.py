"""What is known of bodies' names, from `organizations.csv`, `organization_words.csv` and the gazetteer.

Every table is built once, at the first question.
"""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.knowledge.entries import Entry, split_cell
from pipeline.knowledge.folding import fold_name
from pipeline.knowledge.gazetteer import country_surfaces, region_surfaces
from pipeline.knowledge.lexicon import per_lexicon, read_lexicon
from pipeline.text.surfaces import SurfaceIndex

#: Traits of words that are looked for in front of names: a name may begin with one.
_BEFORE_NAMES = ("place", "craft")


def _full_names(entry: Entry) -> tuple[str, ...]:
    """Return the name and variants of a known body, without the column of acronyms."""
    return entry["name"], *split_cell(entry["variants"])


@per_lexicon
def known_bodies() -> SurfaceIndex[tuple[Entry, bool]]:
    """Return (entry, whether the surface is an acronym) by known surface."""
    index: SurfaceIndex[tuple[Entry, bool]] = SurfaceIndex()
    for entry in read_lexicon("organizations"):
        for surface in _full_names(entry):
            index.add(surface, (entry, surface.isupper() and " " not in surface))
        if entry["acronym"]:
            index.add(entry["acronym"], (entry, True))
    return index


@per_lexicon
def entries_by_name() -> Mapping[str, Entry]:
    """Return the entry by folded name or variant, the first of two that share one."""
    entries: dict[str, Entry] = {}
    for entry in read_lexicon("organizations"):
        for surface in _full_names(entry):
            entries.setdefault(fold_name(surface), entry)
    return entries


@per_lexicon
def heads() -> SurfaceIndex[Entry]:
    """Return the entry of organization_words.csv by nouns that begin a body's name ("Ministerio", "Banco Central")."""
    index: SurfaceIndex[Entry] = SurfaceIndex()
    for entry in read_lexicon("organization_words"):
        if entry["alone"] not in ("never", "announces", "part"):
            index.add(entry["word"], entry)
    return index


@per_lexicon
def first_words() -> frozenset[str]:
    """Return the folded words with which a known body's name or a head noun begins: at no other does a name."""
    return frozenset(known_bodies().first_words | heads().first_words)


@per_lexicon
def no_bodies() -> frozenset[str]:
    """Return abbreviations that are no bodies ("PIB") and nouns of events and texts ("Cumbre", "Tratado"), folded."""
    entries = read_lexicon("organization_words")
    return frozenset(
        fold_name(e["word"]) for e in entries if e["alone"] == "never" and e["traits"] not in _BEFORE_NAMES
    )


@per_lexicon
def portfolios() -> frozenset[str]:
    """Return the portfolios of ministers, folded: "Relaciones Exteriores" names no body by itself."""
    return frozenset(fold_name(e["form"]) for e in read_lexicon("portfolios"))


@per_lexicon
def with_trait(trait: str) -> frozenset[str]:
    """Return the folded words of organization_words.csv with a trait.

    `one`: no "y" joins on ("el Partido Popular y Vox"); `list`: their names hold lists ("Ministerio de Salud, Trabajo y
    Familia"); `person`: named after persons; `seat`: name their seat after "en"; `session`: numbered ones are meetings;
    `text`: texts and events, in whose names a body's name is not the body; `treaty`: of them, what names its subject;
    `place`: buildings and divisions, like `text`; `division`: as often a part of a country ("Comunidad de Madrid");
    `state`: begins the official name of a state ("República Italiana"); `joined`: may follow "y el" or "a la" in a name
    ("América Latina y el Caribe"); `craft`: aircraft, ships and vehicles, whose names follow at once.
    """
    return frozenset(
        fold_name(e["word"]) for e in read_lexicon("organization_words") if trait in split_cell(e["traits"])
    )


@per_lexicon
def ordinals() -> frozenset[str]:
    """Return the ordinals before a numbered session, folded: "primer", "segunda"."""
    stems = [fold_name(e["stem"]) for e in read_lexicon("meeting_ordinals")]
    return frozenset(stem + ending for stem in stems for ending in ("", "o", "a"))


@per_lexicon
def announcers() -> Mapping[str, str]:
    """Return the kind of body, "" for weak ones ("grupo"), by the folded nouns that announce one ("petrolera")."""
    return {fold_name(e["word"]): e["kind"] for e in read_lexicon("organization_words") if e["alone"] == "announces"}


@per_lexicon
def months() -> frozenset[str]:
    """Return the names of months, folded: taggers take "Mayo" for a body."""
    return frozenset(fold_name(form) for e in read_lexicon("date_months") for form in split_cell(e["forms"]))


@per_lexicon
def regions() -> SurfaceIndex[str]:
    """Return the countries and regions: "Federación de Rusia" and "Comunidad de Madrid" are no bodies."""
    index: SurfaceIndex[str] = SurfaceIndex()
    for surface in (*country_surfaces(), *region_surfaces()):
        index.add(surface, surface)
    return index


@per_lexicon
def countries() -> SurfaceIndex[str]:
    """Return the ISO codes of countries by their surfaces."""
    index: SurfaceIndex[str] = SurfaceIndex()
    for surface, code in country_surfaces().items():
        index.add(surface, code)
    return index
