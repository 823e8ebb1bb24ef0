"""Places: countries (also as actors), cities, regions and sites, with ISO codes and coordinates.

"ALMATY, 25 abr -- China y Kazajistán firmaron en Almaty" gives the city Almaty (dateline) and two countries (actors).
A place inside the name of a body ("Banco Central de Chile") or person ("Israel Paz") is none, a demonym is none, and
"la segunda Cumbre Perú-Asia Central" names two. Sources, in order: the gazetteer's countries, capitals and regions,
heads of place names ("Palacio de Gobierno"), the tagger's LOC, and towns after "en" that the gazetteer knows. How
places are named is in `pipeline.stages.places`.

Reads: `doc.text`, `doc.ents`, `doc._.dateline`, person and organization mentions. Writes: `doc._.places` and mentions
of kind place.
"""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from pipeline.knowledge.lexicon import Lexicon, using
from pipeline.stages.places.by_dateline import by_dateline
from pipeline.stages.places.by_gazetteer import by_gazetteer
from pipeline.stages.places.by_preposition import by_preposition
from pipeline.stages.places.by_tagger import by_tagger
from pipeline.stages.places.context import context_of
from pipeline.stages.places.entities import rows_of_places
from pipeline.stages.places.later import abbreviated_states, repeated_places
from pipeline.stages.places.model import Context, Found
from pipeline.stages.places.roles import with_role
from pipeline.text.attributes import Row, set_mentions
from pipeline.text.component import Component
from pipeline.text.overlap import without_overlap


def find_places(doc: Doc, *, use_entities: bool = True, lexicon: Lexicon | None = None) -> tuple[list[Row], list[Row]]:
    """Return the places of `doc` and their mentions, both by first position.

    Rows have the columns of the `places` table but article_id, coordinates in degrees (WGS 84, of GeoNames); mentions
    have `entity_id` (the place_id), `start`, `end` (characters, end exclusive) and `rule`. With `use_entities` False
    the tagger's LOC is left aside.

    `lexicon` is what names and words are looked up in; None for that in force, which is the package's.
    """
    with using(lexicon):
        context = context_of(doc)
        found = without_overlap(_candidates(doc, context, use_entities=use_entities), preference=_preference)
        found = [*found, *abbreviated_states(context, found)]
        found = [*found, *repeated_places(context, found)]
        return rows_of_places(sorted((with_role(context, f) for f in found), key=lambda f: f.start))


def _candidates(doc: Doc, context: Context, *, use_entities: bool) -> list[Found]:
    """Return all that may be a place, overlapping."""
    found = [*by_dateline(doc, context), *by_gazetteer(context)]
    if use_entities:
        found = [*found, *by_tagger(doc, context, found)]
    return [*found, *by_preposition(context, found)]


def _preference(mention: Found) -> tuple[int, bool, bool, int]:
    """Return a sort key: the longer of two that overlap first, then the dateline's, the tagger's last."""
    return mention.start - mention.end, mention.rule != "dateline", mention.rule.startswith("ner"), mention.start


class Places(Component):
    """Component: keeps the places of a Doc and their mentions."""

    def __init__(self, *, use_entities: bool = True, lexicon: Lexicon | None = None) -> None:
        super().__init__(lexicon)
        self.use_entities = use_entities

    def __call__(self, doc: Doc) -> Doc:
        """Find the places of `doc` and keep them in it."""
        found = find_places(doc, use_entities=self.use_entities, lexicon=self.lexicon)
        doc._.places, mentions = found
        set_mentions(doc, "place", mentions)
        return doc


@Language.factory(
    "comunicado_places",
    requires=["doc.ents", "doc._.dateline", "doc._.mentions"],
    assigns=["doc._.places", "doc._.mentions"],
    default_config={"use_entities": True, "lexicon": None},
)
def make_places(nlp: Language, name: str, use_entities: bool, lexicon: Lexicon | None = None) -> Places:
    """Make the component."""
    return Places(use_entities=use_entities, lexicon=lexicon)
