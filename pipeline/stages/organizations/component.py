"""Bodies: organizations, ministries, parties, parliaments, companies, media, by capitalised names and acronyms.

"La Organización Panamericana de la Salud (OPS) y el Ministerio de Minas peruano" gives the igo OPS with two mentions
and a ministry of PE. Lower-case "el gobierno" is no name, and summits are meetings. Three sources, in this order where
they overlap: the lexicon of known bodies, a grammar of capitalised body names ("Comité Central del Partido ..."), and
what the tagger calls ORG. How bodies are named is in `pipeline.stages.organizations`.

Reads: `doc.text`, `doc.ents`, person mentions. Writes: `doc._.organizations` and mentions of kind organization.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from spacy.language import Language
from spacy.tokens import Doc

from pipeline.knowledge.lexicon import Lexicon, using
from pipeline.stages.organizations.acronyms import (
    unknown_acronyms,
    with_acronyms,
    without_other_things,
    without_unexplained,
)
from pipeline.stages.organizations.announced import announced_bodies
from pipeline.stages.organizations.companies import by_form, with_company_form
from pipeline.stages.organizations.coreference import coreferent_heads
from pipeline.stages.organizations.entities import rows_of_bodies
from pipeline.stages.organizations.grammar import body_by_grammar
from pipeline.stages.organizations.known import known_body
from pipeline.stages.organizations.letterheads import letterheads
from pipeline.stages.organizations.lexicons import first_words
from pipeline.stages.organizations.model import Found
from pipeline.stages.organizations.tagged import tagged_bodies
from pipeline.text.attributes import Ranges, Row, entity_ranges, mentions_of, rows_of, set_mentions, text_of
from pipeline.text.component import Component
from pipeline.text.function_words import AND
from pipeline.text.overlap import without_overlap
from pipeline.text.surfaces import Word, words_of

#: Rules that give way where mentions overlap; those of the lexicon and the grammar come first.
_GIVE_WAY = frozenset(("announced", "ner", "acronym", "coreferent_head"))

#: The word index where a body's name ends (exclusive), and its mention.
Reading = tuple[int, Found]


def find_organizations(
    doc: Doc, *, use_entities: bool = True, lexicon: Lexicon | None = None
) -> tuple[list[Row], list[Row]]:
    """Return the organizations of `doc` and their mentions, both by first position.

    Rows have the columns of the `organizations` table but article_id; mentions have `entity_id` (the organization_id),
    `start`, `end` (characters, end exclusive) and `rule`. With `use_entities` False the tagger's ORG is left aside.

    `lexicon` is what names and words are looked up in; None for that in force, which is the package's.
    """
    with using(lexicon):
        return _organizations(doc, use_entities=use_entities)


def _organizations(doc: Doc, *, use_entities: bool) -> tuple[list[Row], list[Row]]:
    """Return what `find_organizations` returns, with the lexicon in force."""
    text, tags = text_of(doc), entity_ranges(doc)
    if not use_entities:
        tags["ORG"] = []
    found = without_overlap(_candidates(doc, tags), preference=_preference)
    titles = rows_of(doc, "titles")
    found = [with_company_form(text, mention) for mention in found if not _is_in_title(text, titles, mention)]
    found = without_other_things(text, with_acronyms(text, found))
    starts = frozenset(start for start, _ in tags["ORG"])
    return rows_of_bodies(text, without_unexplained(text, found, starts))


def _candidates(doc: Doc, tags: Mapping[str, Ranges]) -> list[Found]:
    """Return all that may be a body, overlapping."""
    text, words = text_of(doc), words_of(text_of(doc))
    # "Ministerio de Minas Juan Paz" ends before Juan, where a person's name begins
    people = frozenset(start for start, _ in tags["PER"]).union(m["start"] for m in mentions_of(doc, "person"))
    persons = [m for m in mentions_of(doc, "person") if not m["rule"].startswith("title")]
    found = [m for m in _bodies_by_name(text, words, people) if not _is_in_person(persons, m)]
    found += [*announced_bodies(text, words, people), *by_form(text, words), *letterheads(text)]
    # of two readings of the same words the first stays
    return [*found, *tagged_bodies(text, tags["ORG"]), *coreferent_heads(text, words, found), *unknown_acronyms(words)]


def _is_in_person(persons: list[Row], mention: Found) -> bool:
    """Whether the mention lies in a person's name: "Abdel | Fatah | al Burhan" is not the party."""
    return any(m["start"] <= mention.start and mention.end <= m["end"] for m in persons)


def _is_in_title(text: str, titles: list[Row], mention: Found) -> bool:
    """Whether a body is in a portfolio, or the tagger's one is a portfolio or a piece of a longer body in a title.

    "el ministro de Exteriores, | Unión Europea | y Cooperación", "el ministro del | Poder Popular para la Salud", "la
    directora de | Protección a Mexicanos | en el Exterior".
    """
    surface, tagged = text[mention.start : mention.end], mention.rule == "ner"
    around = (t for t in titles if t["start"] < mention.start and mention.end <= t["end"])
    return any(_is_in_portfolio(surface, title, tagged=tagged) for title in around)


def _is_in_portfolio(surface: str, title: Row, *, tagged: bool) -> bool:
    """Whether words of a title are of its portfolio; what the tagger alone found (`tagged`) may also be all of it.

    So may it be the beginning of the body of a title without a portfolio.
    """
    portfolio, body = title["portfolio"] or "", title["organization"] or ""
    if surface != portfolio and surface in portfolio:
        return True
    if not tagged:
        return False
    return not body if portfolio else body.startswith(f"{surface} ")


def _bodies_by_name(text: str, words: list[Word], people: frozenset[int]) -> Iterator[Found]:
    """Yield bodies by the lexicon and by the grammar, from left to right, the furthest-reaching at each word."""
    opening = first_words()
    done = 0
    for at in [at for at, word in enumerate(words) if word.key in opening and not word.text.islower()]:
        if at < done:
            continue
        known, built = known_body(words, at, people), body_by_grammar(text, words, at, people)
        furthest = _furthest(words, known, built)
        if furthest:
            done, mention = furthest
            yield mention


def _furthest(words: list[Word], known: Reading | None, built: Reading | None) -> Reading | None:
    """Return the further-reaching of a known body and one by the grammar, the known one if both end together."""
    if known is None or built is None:
        return known or built
    further = built[0] > known[0] and not _joins_union(words, known)
    return built if further else known


def _joins_union(words: list[Word], known: Reading) -> bool:
    """Whether a union of states is known and joined to what follows: "Unión Europea | y Cooperación"."""
    end, mention = known
    return mention.kind == "igo" and words[end].text in (*AND, "para", "contra", "sobre")


def _preference(mention: Found) -> tuple[bool, int, int]:
    """Lexicon and grammar first; then the longer of two that overlap."""
    return mention.rule in _GIVE_WAY, mention.start - mention.end, mention.start


class Organizations(Component):
    """Component: keeps the organizations of a Doc and their mentions."""

    def __init__(self, *, use_entities: bool = True, lexicon: Lexicon | None = None) -> None:
        super().__init__(lexicon)
        self.use_entities = use_entities

    def __call__(self, doc: Doc) -> Doc:
        """Find the organizations of `doc` and keep them in it."""
        found = find_organizations(doc, use_entities=self.use_entities, lexicon=self.lexicon)
        doc._.organizations, mentions = found
        set_mentions(doc, "organization", mentions)
        return doc


@Language.factory(
    "comunicado_organizations",
    requires=["doc.ents", "doc._.titles", "doc._.mentions"],
    assigns=["doc._.organizations", "doc._.mentions"],
    default_config={"use_entities": True, "lexicon": None},
)
def make_organizations(nlp: Language, name: str, use_entities: bool, lexicon: Lexicon | None = None) -> Organizations:
    """Make the component."""
    return Organizations(use_entities=use_entities, lexicon=lexicon)
