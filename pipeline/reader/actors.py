"""Who can speak or take part: persons, organizations, states, and bodies the text names in lower case.

Shared by the reader and the stages behind it. An actor is a stretch of tokens with the entity behind it; its
`preposition` is that before it, as before "Kazajistán" in "el canciller de Kazajistán": such a one is no subject.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from weakref import WeakKeyDictionary

from spacy.tokens import Doc, Span

from pipeline.knowledge.gazetteer import demonym_code
from pipeline.knowledge.lexicon import Lexicon, current_lexicon, per_lexicon, read_lexicon, word_list
from pipeline.schemas import Row
from pipeline.text.attributes import (
    lower_words,
    mentions_of,
    openings,
    parts_of_speech,
    rows_of,
    text_between,
    text_of,
    words_of_doc,
)
from pipeline.text.function_words import AND, DETERMINERS, OF, PREPOSITIONS
from pipeline.text.overlap import without_overlap

_WHERE = frozenset(("country", "place", "region", "site"))
#: Tokens between a preposition and its name at most.
_PREPOSITION_REACH = 6
_LINKS = OF | DETERMINERS | AND
_MAX_PHRASE = 14


@dataclass(frozen=True)
class Actor:
    """Tokens `start` to `end` (exclusive) and the entity.

    `kind` is person, organization, country, region, place (a city), site (any other place), institution, media, group,
    document, anaphor or name (capitalised, unknown to the entity stages).
    """

    start: int
    end: int
    name: str
    kind: str
    plural: bool = False
    person_id: str | None = None
    country: str | None = None
    entity_id: str | None = None
    preposition: str | None = None
    definite: bool = False


def actor_row(actor: Actor) -> Row:
    """Return an actor as a row, without its place."""
    names = ("name", "kind", "person_id", "entity_id", "country", "plural", "definite", "preposition")
    return {name: getattr(actor, name) for name in names}


def alliances_of(doc: Doc) -> frozenset[str]:
    """Return the ids of the organizations of states that an article names."""
    return frozenset(row["organization_id"] for row in rows_of(doc, "organizations") if row["kind"] == "igo")


#: Actors of Docs in work, with the lexicon, the number of tokens and the rows they were made of: the reader and the
#: statements ask for them.
_FOUND: WeakKeyDictionary[Doc, tuple[tuple[Lexicon, int, list[list[Row]]], list[Actor]]] = WeakKeyDictionary()


def find_actors(doc: Doc) -> list[Actor]:
    """Return the actors of `doc` by position, without overlap (the longer one wins)."""
    rows = [rows_of(doc, stage) for stage in ("people", "titles", "organizations", "places", "mentions")]
    made_of = current_lexicon(), len(doc), rows
    known = _FOUND.get(doc)
    if known is None or known[0] != made_of:
        known = _FOUND[doc] = made_of, _actors(doc)
    return list(known[1])


def _actors(doc: Doc) -> list[Actor]:
    found = [*_people(doc), *_titles(doc), *_organizations(doc), *_places(doc)]
    chosen = without_overlap(found, preference=_preference)
    taken = {i for actor in chosen for i in range(actor.start, actor.end)}
    chosen = sorted([*chosen, *_common_nouns(doc, taken)], key=lambda a: a.start)
    return _with_prepositions(doc, chosen)


def tokens_of(doc: Doc, row: Row) -> Span | None:
    """Return the tokens of a row's or mention's characters, widened to whole tokens; None outside the text."""
    span = doc.char_span(row["start"], row["end"], alignment_mode="expand")
    return span if span is not None and len(span) else None


def _entities(doc: Doc, stage: str, key: str) -> dict[str, Row]:
    return {row[key]: row for row in rows_of(doc, stage)}


def _people(doc: Doc) -> Iterator[Actor]:
    people = _entities(doc, "people", "person_id")
    for mention in mentions_of(doc, "person"):
        span, person = tokens_of(doc, mention), people.get(mention["entity_id"])
        if span is not None and person is not None:
            yield Actor(
                span.start, span.end, person["name"], "person", person_id=person["person_id"], country=person["country"]
            )


def _titles(doc: Doc) -> Iterator[Actor]:
    """Yield the titles whose holder is known: "el canciller" speaks for Ana Vera."""
    people = _entities(doc, "people", "person_id")
    for title in rows_of(doc, "titles"):
        span, person = tokens_of(doc, title), people.get(title.get("person_id") or "")
        if span is not None and person is not None:
            yield Actor(
                span.start, span.end, person["name"], "person", person_id=person["person_id"], country=person["country"]
            )


def _organizations(doc: Doc) -> Iterator[Actor]:
    """Yield the organizations, by the fullest name that the article has for them.

    For example "la ONU" where it is never spelled out.
    """
    organizations = _entities(doc, "organizations", "organization_id")
    mentions = [m for m in mentions_of(doc, "organization") if m["entity_id"] in organizations]
    called = forms_by_entity(doc, mentions)
    for mention in mentions:
        span, row = tokens_of(doc, mention), organizations[mention["entity_id"]]
        if span is not None:
            forms = called[row["organization_id"]]
            name = row["name"] if row["name"] in forms else max(forms, key=len)
            kind = "media" if row.get("kind") == "media" else "organization"
            yield Actor(span.start, span.end, name, kind, country=row.get("country"), entity_id=row["organization_id"])


def forms_by_entity(doc: Doc, mentions: Sequence[Row]) -> dict[str, list[str]]:
    """Return the forms by which the article calls each entity, by id, in the order of the mentions."""
    text, forms = text_of(doc), defaultdict[str, list[str]](list)
    for mention in mentions:
        forms[mention["entity_id"]].append(text[mention["start"] : mention["end"]])
    return forms


def _places(doc: Doc) -> Iterator[Actor]:
    places = _entities(doc, "places", "place_id")
    for mention in mentions_of(doc, "place"):
        span, row = tokens_of(doc, mention), places.get(mention["entity_id"])
        if span is not None and row is not None:
            kind = {"country": "country", "region": "region", "city": "place"}.get(row["kind"], "site")
            yield Actor(span.start, span.end, span.text, kind, country=row["country"], entity_id=row["place_id"])


def _preference(actor: Actor) -> tuple[int, int, int]:
    """Return a sort key: the longer of two that overlap ("presidente de Chile" hides Chile), persons, bodies."""
    return actor.start - actor.end, {"person": 0, "organization": 1, "media": 1}.get(actor.kind, 2), actor.start


@per_lexicon
def speaker_nouns() -> dict[str, tuple[str, bool]]:
    """Return (kind, plural) by noun, from `speaker_nouns.csv`."""
    return {row["noun"]: (row["kind"], row["plural"] == "yes") for row in read_lexicon("speaker_nouns")}


def _common_nouns(doc: Doc, taken: set[int]) -> Iterator[Actor]:
    """Yield the bodies and groups named by a common noun.

    For example "la cancillería brasileña", "fuentes diplomáticas", "el comunicado".
    """
    nouns, last = speaker_nouns(), -1
    for i, word in enumerate(lower_words(doc)):
        entry = nouns.get(word)
        if entry is None or i in taken or i < last or not _is_noun(doc, i):
            continue
        end = _phrase_end(doc, i + 1, taken)
        last = end
        kind, plural = entry
        yield Actor(i, end, text_between(doc, i, end), kind, plural=plural, definite=_is_definite(doc, i))


def _is_noun(doc: Doc, i: int) -> bool:
    tag = parts_of_speech(doc)[i]
    return tag not in ("VERB", "AUX", "ADV") and (tag != "ADJ" or (i > 0 and lower_words(doc)[i - 1] in DETERMINERS))


def _is_definite(doc: Doc, start: int) -> bool:
    words, at = lower_words(doc), start - 1
    if at > 0 and words[at] in word_list("commitment_words", "behind_article"):
        at -= 1
    return at >= 0 and words[at] in ("el", "la", "los", "las", "este", "esta", "dicho", "dicha")


def _phrase_end(doc: Doc, at: int, taken: set[int]) -> int:
    """Return the end of the noun phrase whose noun is before `at`, with adjectives, names and phrases with "de"."""
    words, first = lower_words(doc), openings(doc)
    end, limit = at, min(len(words), at + _MAX_PHRASE)
    while at < limit and not first[at]:
        if not _is_link(doc, at, limit):
            linked = words[at - 1] in _LINKS
            apart = at in taken and at - 1 not in taken and not linked
            if apart or not _belongs_to_phrase(doc, at, inside=linked):
                return end  # "los generales Luis Gil y Juan Paz": the names are actors of their own
            end = at + 1
        at += 1
    return end


def _is_link(doc: Doc, at: int, limit: int) -> bool:
    """Return whether a word leads on within a noun phrase: "de", an article behind it, "y" between two of a kind."""
    words = lower_words(doc)
    if words[at] in AND:
        return at + 1 < limit and _are_alike(doc, at - 1, at + 1)
    return words[at] in OF or (words[at] in DETERMINERS and words[at - 1] in OF)


def _are_alike(doc: Doc, i: int, j: int) -> bool:
    """Return whether two words are of a kind, so that "y" joins them in a phrase: "ministros ruso y chino"."""
    forms, tags = words_of_doc(doc), parts_of_speech(doc)
    if tags[i] == tags[j] and tags[i] in ("ADJ", "NOUN", "PROPN"):
        return True
    return bool(demonym_code(forms[i]) and demonym_code(forms[j]))


def _belongs_to_phrase(doc: Doc, i: int, *, inside: bool) -> bool:
    form, tag = words_of_doc(doc)[i], parts_of_speech(doc)[i]
    if (form.isalpha() and form[0].isupper()) or tag == "ADJ" or demonym_code(form):
        return True
    return inside and tag in ("NOUN", "PROPN", "NUM")


def _with_prepositions(doc: Doc, actors: list[Actor]) -> list[Actor]:
    done: list[Actor] = []
    for actor in actors:
        preposition = _preposition(doc, actor, done[-1] if done else None)
        done.append(actor if preposition is None else replace(actor, preposition=preposition))
    return done


def _preposition(doc: Doc, actor: Actor, previous: Actor | None) -> str | None:
    """Return the preposition an actor stands under, or the one of what it is joined to.

    Its article and its title may be between.
    """
    words = lower_words(doc)
    for at in _tokens_before(doc, actor):
        if previous is not None and previous.end == at + 1:
            return previous.preposition if at + 1 == actor.start or _same_phrase(previous, actor) else None
        if words[at] in PREPOSITIONS:
            return words[at]
        if previous is not None and previous.end == at and _are_joined(words[at], previous, actor):
            return previous.preposition
        if not _leads(doc, at):
            return None
    return None


def _tokens_before(doc: Doc, actor: Actor) -> Iterator[int]:
    """Yield the tokens before an actor, the nearest first: those of its sentence where its preposition may be."""
    opens = openings(doc)
    for at in range(actor.start, max(0, actor.start - _PREPOSITION_REACH), -1):
        if opens[at]:
            return
        yield at - 1


def _are_joined(link: str, previous: Actor, actor: Actor) -> bool:
    """Return whether "y" or a comma makes one list or one phrase of two actors, under one preposition."""
    if link in AND:
        return True
    listed = previous.kind in _WHERE and actor.kind in _WHERE  # "en España, Francia e Italia"
    named = previous.kind == actor.kind == "person" and previous.person_id is None  # "con su homólogo ruso, Paz"
    return link == "," and (listed or named or _same_phrase(previous, actor))


def _leads(doc: Doc, i: int) -> bool:
    """Return whether a word may stand between a preposition and its name.

    True of all in "con el canciller ruso Ivanov", not of "año" in "del año pasado Vera".
    """
    word = lower_words(doc)[i]
    if not words_of_doc(doc)[i].isalpha():
        return False
    return word in DETERMINERS or word in speaker_nouns() or parts_of_speech(doc)[i] in ("ADJ", "PROPN", "DET")


def _same_phrase(previous: Actor, actor: Actor) -> bool:
    """Return whether title and name are one person: "el ministro de Minas, Juan Paz"."""
    return previous.person_id is not None and previous.person_id == actor.person_id
