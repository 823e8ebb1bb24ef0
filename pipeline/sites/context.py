"""What an article says as a whole: the countries it names, its home, and the characters that are no places."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from spacy.tokens import Doc

from pipeline.attributes import Row, mentions_of, rows_of, text_of
from pipeline.gazetteer import country_code, demonym_codes, find_place, is_ambiguous_country
from pipeline.sites.lexicons import known_surfaces
from pipeline.sites.model import Context
from pipeline.surfaces import Word, words_of

#: Shorter demonyms are other words as often: "gala", "galo".
_SHORTEST_DEMONYM = 5


def context_of(doc: Doc) -> Context:
    """The context of the article in `doc`, whose dateline, persons and organizations have been found."""
    text, words = text_of(doc), words_of(text_of(doc))
    dateline = next(iter(rows_of(doc, "dateline")), None)
    people = _people(doc)
    bodies = [(m["start"], m["end"]) for m in mentions_of(doc, "organization")]
    near = _with_towns(words, tuple(code for code, _ in Counter(_codes(words)).most_common()))
    return Context(
        text=text,
        words=words,
        near=near,
        home=_home(text, dateline, near),
        taken=tuple(sorted(people + bodies)),
        bodies=tuple(bodies),
        people=frozenset(start for start, _ in people),
        surnames=frozenset(name for start, end in people for name in text[start:end].split()[1:]),
        body_ends=frozenset(end for _, end in bodies),
        sites=frozenset(e.start_char for e in doc.ents if e.label_ == "LOC"),
        dateline=(dateline["start"], dateline["end"]) if dateline else None,
    )


def _people(doc: Doc) -> list[tuple[int, int]]:
    """Ranges of persons' names. "el presidente de Chile" is a mention of a person too, but Chile in it is a place."""
    named = [m for m in mentions_of(doc, "person") if not m["rule"].startswith("title")]
    tagged = [(e.start_char, e.end_char) for e in doc.ents if e.label_ == "PER"]
    return [*((m["start"], m["end"]) for m in named), *tagged]


def _codes(words: list[Word]) -> Iterator[str]:
    """ISO codes of the countries and demonyms in the text, each as often as it occurs."""
    for at, word in enumerate(words):
        if word.text.islower():
            yield from demonym_codes(word.text) if len(word.text) >= _SHORTEST_DEMONYM else ()
        elif word.capital:
            hit = known_surfaces().longest(words, at)
            if hit and hit[1][0] == "country":
                code = country_code(hit[1][1])
                if code and not is_ambiguous_country(code):
                    yield code


def _with_towns(words: list[Word], codes: tuple[str, ...]) -> tuple[str, ...]:
    """The codes and, behind them, the countries of known towns and regions: "Maryland" tells of the United States."""
    more: dict[str, None] = dict.fromkeys(codes)
    for at, word in enumerate(words):
        hit = known_surfaces().longest(words, at) if word.capital else None
        if hit and hit[1][0] in ("city", "region"):
            place = find_place(hit[1][1], codes)
            if place and place.country and not place.ambiguous:
                more.setdefault(place.country)
    return tuple(more)


def _home(text: str, dateline: Row | None, near: tuple[str, ...]) -> str | None:
    """Country the article is from: that of its dateline, else the one it names most."""
    if dateline and dateline.get("place_start") is not None:
        place = find_place(text[dateline["place_start"] : dateline["place_end"]].title(), near)
        if place and place.country:
            return place.country
    return near[0] if near else None
