"""Persons of the story: one row a person, with every mention.

"El canciller Bruno Rodríguez llegó a Lima. Rodríguez dijo …" is one person, mentioned twice; office holders of the
registry get their registry id, country and role, others an id of their name. Country, role, gender and title-only
mentions ("el canciller") are completed by the titles stage. Photographers and reporters are not persons of the story.

Reads: `doc.ents`. Writes: `doc._.people`, mentions of kind `person`.
"""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc, Span

from pipeline.knowledge.lexicon import Lexicon, using
from pipeline.naming.clusters import Cluster, Mention, cluster_mentions, known_person, unique_id
from pipeline.naming.known_people import KnownPerson, gender_of_given_name, in_office, slug
from pipeline.naming.title_phrase import countries_named
from pipeline.text.attributes import Row, article_of, set_mentions
from pipeline.text.component import Component
from pipeline.text.roman import looks_roman


def find_people(doc: Doc, *, lexicon: Lexicon | None = None) -> tuple[list[Row], list[Row]]:
    """Return the people of `doc`, by first mention, and their mentions, by position.

    Rows have the columns of the `people` table but article_id: person_id, name, country (ISO 3166-1 alpha-2), role,
    gender, n_mentions, start and end of the first mention in the fullest form (characters, end exclusive). Mentions
    have `entity_id` (the person_id), `start`, `end` and `rule`. It reads names in `doc.ents`.

    `lexicon` is what names and words are looked up in; with None it is the one in use, by default the package's.
    """
    with using(lexicon):
        return _people(doc)


def _people(doc: Doc) -> tuple[list[Row], list[Row]]:
    """Return what `find_people` returns, with the lexicon in use."""
    names = [_mention(e) for e in doc.ents if e.label_ == "PER"]
    year = _year(doc)
    countries = countries_named(doc) if any(name.rule == "in_office" for name in names) else frozenset()
    people: list[Row] = []
    mentions: list[Row] = []
    for cluster in cluster_mentions(names):
        row = _row(cluster, year, countries, {p["person_id"] for p in people})
        people.append(row)
        mentions += [
            {"entity_id": row["person_id"], "start": m.start, "end": m.end, "rule": m.rule} for m in cluster.mentions
        ]
    return people, sorted(mentions, key=lambda m: m["start"])


def _mention(ent: Span) -> Mention:
    """Return the mention for a span of the recogniser, without punctuation after the name."""
    text = ent.text.rstrip(",;:-–—»”\"'")  # "Correa,-" is one token
    if text.endswith(".") and " " in text and looks_roman(text[:-1].rpartition(" ")[2], letters="IVX"):
        text = text[:-1]  # "Juan Carlos I." at the end of a sentence is one token
    return Mention(text, ent.start_char, ent.start_char + len(text), ent.id_ or "name")


def _row(cluster: Cluster, year: int | None, countries: frozenset[str], taken: set[str]) -> Row:
    """Return the person's row for a cluster; `taken` are the ids of the other persons in the article."""
    fullest = cluster.fullest
    known = known_person(cluster, year=year)
    if known is None and fullest.rule == "in_office":
        known = in_office(fullest.text, year=year, countries=countries)
    if known is not None and known.id in taken:
        known = None
    person_id = known.id if known else unique_id(slug(fullest.text) or "person", taken)
    return {
        "person_id": person_id,
        "name": fullest.text,
        "country": known.country if known else None,
        "role": known.role if known and _holds_office(known, year) else None,
        "gender": known.gender if known else gender_of_given_name(fullest.text),
        "n_mentions": len(cluster.mentions),
        "start": fullest.start,
        "end": fullest.end,
    }


def _holds_office(person: KnownPerson, year: int | None) -> bool:
    """Whether the office is held in the year; without a year (None) it may be."""
    if year is None:
        return True
    return (person.since or year) <= year <= (person.until or year)


def _year(doc: Doc) -> int | None:
    published = article_of(doc).get("published")
    return int(published[:4]) if published else None


class People(Component):
    """Pipeline component of the stage."""

    def __call__(self, doc: Doc) -> Doc:
        """Set `doc._.people` and the person mentions."""
        people, mentions = find_people(doc, lexicon=self.lexicon)
        doc._.people = people
        set_mentions(doc, "person", mentions)
        return doc


@Language.factory(
    "comunicado_people",
    requires=["doc.ents"],
    assigns=["doc._.people", "doc._.mentions"],
    default_config={"lexicon": None},
)
def make_people(nlp: Language, name: str, lexicon: Lexicon | None = None) -> People:
    """Make the component."""
    return People(lexicon)
