"""Titles of persons, and what they say about them.

"Murat Nurtleu, viceprimer ministro y ministro de Relaciones Exteriores de Kazajistán" gives two rows, both of
Kazakhstan; a later "el canciller kazajo" is another title and another mention of the same person. A grammar finds the
phrases (`naming.title_grammar`), `links` says whose they are, `mentions` resolves those without a name.

Reads: tokens, `doc._.people`, person mentions. Writes: `doc._.titles`, mentions of kind `title`; completes country,
role, gender and mentions of `doc._.people`.
"""

from __future__ import annotations

from collections import defaultdict

from spacy.language import Language
from spacy.tokens import Doc

from pipeline.knowledge.lexicon import Lexicon, per_lexicon, using
from pipeline.naming.clusters import unique_id
from pipeline.naming.known_people import known_people, slug
from pipeline.naming.title_grammar import find_title_phrases
from pipeline.naming.title_roles import RANKING, role_of
from pipeline.stages.titles.described_country import described_countries
from pipeline.stages.titles.home_country import HomeCountry
from pipeline.stages.titles.links import Linker
from pipeline.stages.titles.mentions import later_mentions
from pipeline.stages.titles.model import Link, Name
from pipeline.stages.titles.surroundings import Surroundings
from pipeline.text.attributes import Row, mentions_of, row_id, rows_of, set_mentions
from pipeline.text.component import Component


def find_titles(doc: Doc, *, lexicon: Lexicon | None = None) -> list[Row]:
    """Return the rows of the titles in `doc`, each of one person of `doc._.people`, in order.

    A row has the columns of the `titles` table but article_id and sentence; `start` and `end` are characters of the
    phrase, end exclusive. Without `doc._.people` there are no rows.

    `lexicon` is what names and words are looked up in; with None it is the one in use, by default the package's.
    """
    return read_titles(doc, lexicon=lexicon)[0]


def read_titles(doc: Doc, *, lexicon: Lexicon | None = None) -> tuple[list[Row], list[Row], dict[str, str]]:
    """Return the rows of titles, the completed rows of people, and the new person ids by the old ones."""
    with using(lexicon):
        return _read(doc)


def _read(doc: Doc) -> tuple[list[Row], list[Row], dict[str, str]]:
    """Return what `read_titles` returns, with the lexicon in use."""
    names = _names(doc)
    links = _links(doc, names)
    people, renamed = complete_people(rows_of(doc, "people"), links, names, doc)
    by_id = {row["person_id"]: row for row in people}
    rows = []
    for number, link in enumerate(links, 1):
        person = by_id[renamed.get(link.person_id, link.person_id)]
        rows.append({"title_id": row_id("t", number), **_row(doc, link, person)})
    return rows, people, renamed


def _links(doc: Doc, names: list[Name]) -> list[Link]:
    """Return the titles of persons by position: those beside a name, then later mentions by title alone."""
    covered = {i for n in names for i in range(n.start, n.end)}
    phrases = find_title_phrases(doc, is_name=covered.__contains__)
    people = rows_of(doc, "people")
    links = Linker(Surroundings(doc, names, phrases, people)).links()
    links += later_mentions(doc, phrases, links, names, people)
    return sorted(links, key=lambda link: (link.start, link.end, link.person_id))


def _names(doc: Doc) -> list[Name]:
    """Return the names of persons as tokens, without mentions by title."""
    names = []
    for mention in mentions_of(doc, "person"):
        span = doc.char_span(mention["start"], mention["end"], alignment_mode="expand")
        if span is not None and not mention["rule"].startswith("title:"):
            names.append(Name(span.start, span.end, mention["entity_id"]))
    return names


def _row(doc: Doc, link: Link, person: Row) -> Row:
    """Return the row of a title without its id; `person` is the completed row of its holder."""
    phrase = link.phrase
    span = doc[link.start : link.end]
    portfolio, body = link.portfolio or phrase.own_portfolio, phrase.organization
    country = link.country or phrase.country
    return {
        "person_id": person["person_id"],
        "person": person["name"],
        "role": role_of(phrase, doc, country=country or person["country"]),
        "portfolio": doc[portfolio[0] : portfolio[1]].text if portfolio else None,
        "organization": doc[body[0] : body[1]].text if body else None,
        "country": country or person["country"],
        "qualifier": phrase.qualifier,
        "start": span.start_char,
        "end": span.end_char,
        "rule": f"{phrase.noun.id}:{link.rule}",
    }


def complete_people(
    people: list[Row], links: list[Link], names: list[Name], doc: Doc
) -> tuple[list[Row], dict[str, str]]:
    """Return the people with country, role and gender according to their titles, and the new ids by the old ones.

    A title that names the country outweighs the registry: a namesake who acts for another state is not the office
    holder and loses that id. Ids outside the registry end in the country, so that namesakes of two states differ.
    """
    home = HomeCountry(doc, people, [link.phrase for link in links])
    described = described_countries(doc, names)
    own: dict[str, list[Link]] = defaultdict(list)
    for link in links:
        own[link.person_id].append(link)
    completed: list[Row] = []
    renamed: dict[str, str] = {}
    for person in people:
        row = _complete(person, own[person["person_id"]], doc, home, described.get(person["person_id"]))
        row["person_id"] = unique_id(row["person_id"], {r["person_id"] for r in completed})
        renamed[person["person_id"]] = row["person_id"]
        completed.append(row)
    _share_countries(completed, renamed, links, names, home)
    return completed, renamed


def _complete(person: Row, links: list[Link], doc: Doc, home: HomeCountry, described: str | None) -> Row:
    """Return a person's row completed from the titles; `described` is the country given beside the name."""
    row = dict(person)
    said = _country_said(links)
    known = row["person_id"] in _registered_ids()
    if known and _is_namesake(row, links, said):
        known, row["role"] = False, None
    if not known:
        row["country"] = said or row["country"] or described or _from_context(links, doc, home)
        row["person_id"] = _id_of_name(row["name"], row["country"])
    row["role"] = _highest_role(links, doc, row["country"]) or row["role"]
    if said is None and _acts_for_a_body(row["role"], registered=person["role"]):
        row["country"] = None
    return row | _from_links(row, links)


def _from_links(row: Row, links: list[Link]) -> Row:
    """Return gender and number of mentions of a person, with what the titles tell of them."""
    genders = (link.phrase.gender for link in links if link.phrase.gender)
    mentions = sum(link.rule == "mention" for link in links)
    return {"gender": next(genders, None) or row["gender"], "n_mentions": row["n_mentions"] + mentions}


def _acts_for_a_body(role: str | None, *, registered: str | None) -> bool:
    """Whether a person acts for an international body and not for the state of the passport, as the head of the UN."""
    return role == "igo_official" or (role == "secretary_general" and registered == "igo_official")


def _country_said(links: list[Link]) -> str | None:
    """Return the ISO code in the first title beside a name that names a country, or None."""
    return next((link.country for link in links if link.country and link.rule != "mention"), None)


def _id_of_name(name: str, country: str | None) -> str:
    """Return the id of somebody who is not in the registry: "ana-paz-pe", "ana-paz" without a country."""
    person_id = slug(name) or "person"
    return f"{person_id}-{country.lower()}" if country else person_id


def _is_namesake(person: Row, links: list[Link], said: str | None) -> bool:
    """Whether titles name another state than the registry, so that somebody else of that name is meant.

    Lists are too loose for that, and officials of international bodies have titles of their state as well.
    """
    if said is None or person["country"] in (None, said) or person["role"] == "igo_official":
        return False
    return any(link.rule != "list" for link in links if link.country == said)


def _highest_role(links: list[Link], doc: Doc, country: str | None) -> str | None:
    """Return the code of the most important role among the titles, or None without titles.

    Titles beside a name come first, since "el presidente" alone may be of a town or club; then those held now.
    """
    named = [link for link in links if link.rule != "mention"] or links
    current = [link for link in named if link.phrase.qualifier != "former"] or named
    roles = [role_of(link.phrase, doc, country=country) for link in current]
    return min(roles, key=RANKING.index, default=None)


def _from_context(links: list[Link], doc: Doc, home: HomeCountry) -> str | None:
    """Return the ISO code that the text around the titles beside a name suggests, or None."""
    guesses = (home.of_title(link, role_of(link.phrase, doc)) for link in links if link.rule != "mention")
    return next((code for code in guesses if code), None)


@per_lexicon
def _registered_ids() -> frozenset[str]:
    """Return the ids of the persons in the registry."""
    return frozenset(p.id for p in known_people())


def _share_countries(
    people: list[Row], renamed: dict[str, str], links: list[Link], names: list[Name], home: HomeCountry
) -> None:
    """Give relatives and spokespersons without a country that of the person they belong to."""
    by_id = {row["person_id"]: row for row in people}
    spoken_of = names + [Name(link.start, link.end, link.person_id) for link in links if link.rule == "mention"]
    close = [(n.person_id, home.of_kin(n, names)) for n in names]
    close += [(link.person_id, home.of_possessor(link, spoken_of)) for link in links]
    for person_id, of in close:
        row = by_id[renamed.get(person_id, person_id)]
        other = by_id[renamed.get(of, of)] if of is not None else None
        if other is not None and row["country"] is None and other["role"] not in ("secretary_general", "igo_official"):
            row["country"] = other["country"]


class Titles(Component):
    """Pipeline component of the stage."""

    def __call__(self, doc: Doc) -> Doc:
        """Set `doc._.titles` and title mentions, complete the people and their mentions."""
        titles, people, renamed = read_titles(doc, lexicon=self.lexicon)
        mentions = [{**m, "entity_id": renamed.get(m["entity_id"], m["entity_id"])} for m in mentions_of(doc, "person")]
        mentions += [
            {"entity_id": t["person_id"], "start": t["start"], "end": t["end"], "rule": f"title:{t['rule']}"}
            for t in titles
            if t["rule"].endswith(":mention")
        ]
        doc._.people, doc._.titles = people, titles
        set_mentions(doc, "person", sorted(mentions, key=lambda m: m["start"]))
        set_mentions(
            doc,
            "title",
            [{"entity_id": t["title_id"], "start": t["start"], "end": t["end"], "rule": t["rule"]} for t in titles],
        )
        return doc


@Language.factory(
    "comunicado_titles",
    requires=["doc._.people", "doc._.mentions"],
    assigns=["doc._.titles", "doc._.people", "doc._.mentions"],
    default_config={"lexicon": None},
)
def make_titles(nlp: Language, name: str, lexicon: Lexicon | None = None) -> Titles:
    """Make the component."""
    return Titles(lexicon)
