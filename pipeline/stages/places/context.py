"""What an article says as a whole: the countries it names, its home, and the characters that are no places."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from spacy.tokens import Doc

from pipeline.knowledge.gazetteer import country_code, demonym_codes, find_place, is_ambiguous_country
from pipeline.stages.places.lexicons import known_surfaces
from pipeline.stages.places.model import Context, Known
from pipeline.text.attributes import Ranges, Row, entity_ranges, mentions_of, rows_of, text_of
from pipeline.text.surfaces import Word, words_of

#: Shorter demonyms are other words as often: "gala", "galo".
_SHORTEST_DEMONYM = 5


def context_of(doc: Doc) -> Context:
    """Return the context of the article in `doc`, whose dateline, persons and organizations have been found."""
    text, words = text_of(doc), words_of(text_of(doc))
    dateline = next(iter(rows_of(doc, "dateline")), None)
    bodies = [(m["start"], m["end"]) for m in mentions_of(doc, "organization")]
    tags = entity_ranges(doc)
    people = _people(doc, tags["PER"])
    known = known_surfaces().everywhere(words)
    near = _with_towns(words, known, tuple(code for code, _ in Counter(_codes(words, known)).most_common()))
    return Context(
        text=text,
        words=words,
        known=known,
        near=near,
        home=_home(text, dateline, near),
        taken=tuple(sorted(people + bodies)),
        bodies=tuple(bodies),
        people=frozenset(start for start, _ in people),
        surnames=frozenset(name for start, end in people for name in text[start:end].split()[1:]),
        body_ends=frozenset(end for _, end in bodies),
        sites=frozenset(start for start, _ in tags["LOC"]),
        dateline=(dateline["start"], dateline["end"]) if dateline else None,
    )


def _people(doc: Doc, tagged: Ranges) -> Ranges:
    """Return the ranges of persons' names, not of titles: Chile in "el presidente de Chile" is a place."""
    named = [m for m in mentions_of(doc, "person") if not m["rule"].startswith("title")]
    return [*((m["start"], m["end"]) for m in named), *tagged]


def _codes(words: list[Word], known: Mapping[int, Known]) -> Iterator[str]:
    """Yield the ISO codes of the countries and demonyms in the text, each as often as it occurs."""
    for at, word in enumerate(words):
        if word.capital:
            if at in known and known[at][1][0] == "country":
                code = country_code(known[at][1][1])
                if code and not is_ambiguous_country(code):
                    yield code
        elif word.end - word.start >= _SHORTEST_DEMONYM and word.text.islower():
            yield from demonym_codes(word.text)


def _with_towns(words: list[Word], known: Mapping[int, Known], codes: tuple[str, ...]) -> tuple[str, ...]:
    """Return the codes and, after them, the countries of known towns and regions: the United States for "Maryland"."""
    more: dict[str, None] = dict.fromkeys(codes)
    for at, (_, (source, surface)) in known.items():
        if source in ("city", "region") and words[at].capital:
            place = find_place(surface, codes)
            if place and place.country and not place.ambiguous:
                more.setdefault(place.country)
    return tuple(more)


def _home(text: str, dateline: Row | None, near: tuple[str, ...]) -> str | None:
    """Return the country that the article is from: that of its dateline, else the one it names most."""
    if dateline and dateline.get("place_start") is not None:
        place = find_place(text[dateline["place_start"] : dateline["place_end"]].title(), near)
        if place and place.country:
            return place.country
    return near[0] if near else None
