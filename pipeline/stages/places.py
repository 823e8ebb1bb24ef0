"""Places: countries (also as actors), cities, regions and sites, with ISO codes and coordinates.

"ALMATY, 25 abr -- China y Kazajistán firmaron en Almaty" gives the city Almaty (dateline) and two countries (actors).
A place inside the name of a body ("Banco Central de Chile") or person ("Israel Paz") is none, a demonym is none, and
"la segunda Cumbre Perú-Asia Central" names two. Sources, in order: the gazetteer's countries, capitals and regions,
heads of place names ("Palacio de Gobierno"), the tagger's LOC, and towns behind "en" that the gazetteer knows.

Reads: `doc.text`, `doc.ents`, `doc._.dateline`, person and organization mentions. Writes: `doc._.places` and mentions
of kind place.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache

from spacy.language import Language
from spacy.tokens import Doc

from pipeline.attributes import Row, mentions_of, rows_of, set_mentions
from pipeline.gazetteer import (
    Place,
    capital_surfaces,
    city_surfaces,
    country_code,
    country_place,
    country_surfaces,
    demonym_codes,
    find_city,
    find_place,
    fold,
    region_surfaces,
)
from pipeline.lexicon import read_lexicon
from pipeline.surfaces import SurfaceIndex, Word, starts_sentence, words_of

#: Strength of the roles: the strongest of a place's mentions is the place's.
_ROLES = ("mention", "actor", "event", "dateline")
#: A town that only its name speaks for must have this many people; smaller ones are too often words or surnames.
_MIN_POPULATION = 50_000
#: A town in a country that the article does not name must be this big to be meant.
_KNOWN_ABROAD = 300_000
#: "Región de San Petersburgo": so big a city is what its name means even after such a noun.
_METROPOLIS = 1_000_000
#: Words between a meeting and the place it is held in: "la reunión que los ministros sostuvieron ayer en Lima".
_REACH = 12

_FIRST_WORDS = frozenset(("La", "El", "Los", "Las", "San", "Santa", "Santo", "Nueva", "Nuevo", "Puerto", "Villa"))
_OF = frozenset(("de", "del"))
_ARTICLES = frozenset(("el", "la", "los", "las"))
_AND = frozenset(("y", "e"))
_PREPOSITIONS = frozenset(
    ("a", "al", "ante", "con", "contra", "de", "del", "desde", "en", "entre", "hacia", "hasta", "para", "por", "sobre")
)
_OPENERS = (
    _PREPOSITIONS
    | _ARTICLES
    | frozenset(
        (
            "y",
            "e",
            "o",
            "u",
            "ni",
            "que",
            "como",
            "según",
            "tras",
            "durante",
            "mientras",
            "cuando",
            "si",
            "donde",
            "su",
            "un",
        )
    )
)
_LINKS = frozenset(("de", "del", "la", "las", "los", "el", "y"))
#: Endings of finite verbs of acts, third person: "China instó", "Chile firmará", "México y Cuba acordaron".
_VERB_ENDING = re.compile(r"[^\W\d_]{2,}(?:ó|aron|ieron|eron|rá|rán|ía|ían|aba|aban)")


@dataclass(frozen=True, slots=True)
class _Found:
    """A mention: characters and words (end exclusive), the place meant, what made it, and its role."""

    start: int
    end: int
    first: int
    last: int
    place: Place
    rule: str
    role: str = "mention"


@dataclass(frozen=True, slots=True)
class _Context:
    """What the article says as a whole: its words, ISO codes it names, its home, ranges that are no places."""

    text: str
    words: list[Word]
    near: tuple[str, ...]
    home: str | None
    taken: tuple[tuple[int, int], ...]
    bodies: tuple[tuple[int, int], ...]
    people: frozenset[int]
    surnames: frozenset[str]
    body_ends: frozenset[int]
    sites: frozenset[int]
    dateline: tuple[int, int] | None


@cache
def _index() -> SurfaceIndex[tuple[str, str]]:
    """Surfaces of the gazetteer that need no tagger -> (kind of lexicon, canonical surface)."""
    index: SurfaceIndex[tuple[str, str]] = SurfaceIndex()
    for surface in country_surfaces():
        index.add(surface, ("country", surface))
    for surface in city_surfaces():
        index.add(surface, ("city", surface))
    seats = {s for s in capital_surfaces() if s not in city_surfaces()}
    for surface in seats:
        if " " in surface:  # "Palacio de Nariño"; bare "Moncloa" is a government, which organizations knows
            index.add(surface, ("seat", surface))
    for surface in region_surfaces():
        index.add(surface, ("region", surface))
    return index


@cache
def _words_for(use: str) -> Mapping[str, str]:
    """Words of place_words.csv with one use -> kind, as written for heads and folded otherwise."""
    return {fold(e["word"]): e["kind"] for e in read_lexicon("place_words") if e["use"] == use}


@cache
def _heads() -> SurfaceIndex[str]:
    index: SurfaceIndex[str] = SurfaceIndex()
    for entry in read_lexicon("place_words"):
        if entry["use"] == "head":
            index.add(entry["word"], entry["kind"])
    return index


@cache
def _abbreviations() -> Mapping[str, tuple[str, str]]:
    """State abbreviation without its full stop -> (state, country)."""
    return {
        e["word"].rstrip("."): (e["target"], e["country"])
        for e in read_lexicon("place_words")
        if e["use"] == "abbreviation"
    }


def find_places(doc: Doc, *, use_entities: bool = True) -> tuple[list[Row], list[Row]]:
    """Places of `doc` and their mentions, both by first position.

    Rows have the columns of the places table but `article_id`, mentions are as for `attributes.set_mentions`.
    `use_entities=False` leaves the tagger's LOC aside.
    """
    context = _context(doc)
    found = [*_by_dateline(doc, context), *_by_gazetteer(context)]
    if use_entities:
        found += _by_tagger(doc, context, found)
    found += _by_preposition(context)
    found = _without_overlap(found)
    found += _state_abbreviations(context, found)
    found += _repeated(context, found)
    found = sorted((_with_role(f, context) for f in found), key=lambda f: f.start)
    return _rows(found)


# ------------------------------------------------------------------------------------------------------------ context
def _context(doc: Doc) -> _Context:
    text = doc.text
    words = words_of(text)
    counts = Counter(_codes(words))
    dateline = next(iter(rows_of(doc, "dateline")), None)
    span = (dateline["start"], dateline["end"]) if dateline else None
    # "el presidente de Chile" is a mention of a person too, but Chile in it is a place
    named = [m for m in mentions_of(doc, "person") if not m["rule"].startswith("title")]
    people = [(m["start"], m["end"]) for m in named]
    people += [(e.start_char, e.end_char) for e in doc.ents if e.label_ == "PER"]
    bodies = [(m["start"], m["end"]) for m in mentions_of(doc, "organization")]
    near = _with_towns(words, tuple(code for code, _ in counts.most_common()))
    return _Context(
        text=text,
        words=words,
        near=near,
        home=_home(text, words, dateline, near),
        taken=tuple(sorted(people + bodies)),
        bodies=tuple(bodies),
        people=frozenset(start for start, _ in people),
        surnames=frozenset(name for start, end in people for name in text[start:end].split()[1:]),
        body_ends=frozenset(end for _, end in bodies),
        sites=frozenset(e.start_char for e in doc.ents if e.label_ == "LOC"),
        dateline=span,
    )


def _codes(words: list[Word]) -> Iterator[str]:
    """ISO codes of the countries and demonyms in the text, each as often as it occurs."""
    for at, word in enumerate(words):
        if word.text.islower():
            yield from demonym_codes(word.text) if len(word.text) > 4 else ()
        elif word.capital:
            hit = _index().longest(words, at)
            if hit and hit[1][0] == "country":
                code = country_code(hit[1][1])
                if code and not _is_ambiguous_country(code):
                    yield code


def _with_towns(words: list[Word], codes: tuple[str, ...]) -> tuple[str, ...]:
    """The codes and, behind them, the countries of known towns and regions: "Maryland" tells of the United States."""
    more: dict[str, None] = dict.fromkeys(codes)
    for at, word in enumerate(words):
        hit = _index().longest(words, at) if word.capital else None
        if hit and hit[1][0] in ("city", "region"):
            place = find_place(hit[1][1], codes)
            if place and place.country and not place.ambiguous:
                more.setdefault(place.country)
    return tuple(more)


@cache
def _is_ambiguous_country(code: str) -> bool:
    return any(e["id"] == code and e["ambiguous"] == "yes" for e in read_lexicon("countries"))


def _home(text: str, words: list[Word], dateline: Row | None, near: tuple[str, ...]) -> str | None:
    """Country the article is from: that of its dateline, else the one it names most."""
    if dateline and dateline.get("place_start") is not None:
        place = find_place(text[dateline["place_start"] : dateline["place_end"]].title(), near)
        if place and place.country:
            return place.country
    return near[0] if near else None


# ------------------------------------------------------------------------------------------------------------ finding
def _by_gazetteer(context: _Context) -> Iterator[_Found]:
    """Known surfaces and names with a place head, the longest at each word."""
    words = context.words
    at = 0
    while at < len(words):
        known = _index().longest(words, at)
        built = _built_name(context, at)
        if built and (not known or built[0] > known[0]):
            at, found = built
            if not _is_taken(context, found.start, found.end):
                yield found
        elif known:
            end, (source, surface) = known
            resolved = _resolve(context, at, end, source, surface)
            if resolved:
                yield resolved
            at = end
        else:
            at += 1


def _resolve(context: _Context, at: int, end: int, source: str, surface: str) -> _Found | None:
    """The mention of a gazetteer surface at words `at:end`, None when the context says it is none."""
    words = context.words
    start, stop = words[at].start, words[end - 1].end
    if _is_taken(context, start, stop) or not _is_name_of_its_own(context, at, end):
        return None
    unit = _unit_kind(words, at)
    place = _of_unit(surface, unit, context) or find_place(surface, context.near)
    if place is None:
        return None
    if source == "region" and region_surfaces()[surface].ambiguous and not _has_evidence(context, at, end, unit, place):
        return None
    if source != "country" and _is_blocked(words, at):
        return None
    if source == "country" and place.kind == "city" and words[at - 1].text == "de":
        at -= 2  # "ciudad de Panamá" is the name of the city
        start = words[at].start
    return _Found(start, stop, at, end, place, f"gazetteer:{place.id}")


def _is_taken(context: _Context, start: int, end: int) -> bool:
    return _overlaps(context.taken, start, end)


def _overlaps(spans: Iterable[tuple[int, int]], start: int, end: int) -> bool:
    return any(a < end and start < b for a, b in spans)


def _is_name_of_its_own(context: _Context, at: int, end: int) -> bool:
    """Whether the surface is a whole name: not "Chile" in "Telefónica Chile" or "Israel" in "Israel Paz"."""
    words = context.words
    if words[at].acronym or words[at].start in context.sites:
        return True
    before = words[at - 1] if at else None
    after = words[end] if end < len(words) else None
    hyphened = bool((before and before.text in "-–") or (after and after.text in "-–"))
    if before and _adjoins(words[at]) and _is_part_of_name(context, before) and not hyphened:
        spans = (_index().longest(words, back) for back in range(max(0, at - 4), at))
        return any(hit is not None and hit[0] == at for hit in spans)
    if after and _adjoins(after) and after.capital and after.text[1:].islower():
        code = country_code(context.text[words[at].start : words[end - 1].end])
        governed = before is not None and before.text.lower() in _PREPOSITIONS
        governed = governed and not (code and _is_ambiguous_country(code))
        return governed or after.start in context.people or _index().longest(words, end) is not None
    return True


def _adjoins(word: Word) -> bool:
    """Whether nothing but a space of one line stands in front of the word."""
    return word.gap in (" ", "\xa0")


def _is_part_of_name(context: _Context, before: Word) -> bool:
    """Whether the word in front makes one name with the place: capitalised, and not only so by its position."""
    if before.end in context.body_ends:
        return True  # "Telefónica Chile"
    if not before.capital or (len(before.text) == 1 and before.text not in ("X", "Y")):
        return False
    if before.text.lower() in _OPENERS or fold(before.text) in _words_for("meeting"):
        return False
    return not starts_sentence(context.text, before.start)


def _unit_kind(words: list[Word], at: int) -> str | None:
    """Kind by the noun in front: "provincia de Mendoza" is a region, "ciudad de Guatemala" a city, "río Magdalena"."""
    units = _words_for("unit")
    back = at - 1
    while back >= 0 and words[back].text in _LINKS and at - back <= 3:
        back -= 1
    if back > 0 and at - back > 1 and words[back].text.islower() and fold(words[back].text) not in units:
        back -= 1  # "la ciudad francesa de Niza", "la aldea vecina de Jobar"
    if back < 0 or at - back > 5 or "\n" in words[at].gap:
        return None
    for noun in (f"{words[back - 1].text} {words[back].text}" if back else "", words[back].text):
        if fold(noun) in units:
            linked = at - back > 1 or noun in ("río", "lago", "mar", "hotel", "aeropuerto", "océano")
            return units[fold(noun)] if linked else None
    return None


def _of_unit(surface: str, unit: str | None, context: _Context) -> Place | None:
    """The reading of a shared name that the noun in front asks for; None when there is only one."""
    if unit == "region":
        region = region_surfaces().get(surface)
        if region and region.kind == "region":
            return region
    if unit == "city" and country_code(surface):
        return _city_of_same_name(surface)
    return None


@cache
def _city_of_same_name(surface: str) -> Place | None:
    """The capital called like its state ("Panamá", "Guatemala"), for datelines and after "ciudad de"."""
    code = country_code(surface)
    city = find_place(f"Ciudad de {surface}")
    return city if city and code and city.country == code and city.kind == "city" else None


def _by_dateline(doc: Doc, context: _Context) -> Iterator[_Found]:
    """The place of the dateline, which needs no other evidence."""
    for row in rows_of(doc, "dateline"):
        start, end = row.get("place_start"), row.get("place_end")
        if start is None or end is None:
            continue
        surface = context.text[start:end]
        running = surface.title() if surface.isupper() else surface
        place = find_place(surface, context.near) or find_place(running, context.near)
        if place is None:
            continue
        if place.kind == "country":
            place = _city_of_same_name(running) or place
        first = next((i for i, w in enumerate(context.words) if w.start >= start), 0)
        last = next((i + 1 for i, w in enumerate(context.words) if w.end >= end), first + 1)
        yield _Found(start, end, first, last, place, "dateline")


def _has_evidence(context: _Context, at: int, end: int, unit: str | None, place: Place) -> bool:
    """Whether a name that is a word or surname as often ("Guerrero", "Meta") is a place here."""
    words = context.words
    if unit == "region" or (words[at].start in context.sites and place.country in context.near):
        return True
    if end + 1 < len(words) and words[end].text in (",", "("):
        follower = _index().longest(words, end + 1)
        if follower and follower[1][0] == "country":
            return True
    return bool(at) and words[at - 1].text == "en"


def _is_blocked(words: list[Word], at: int) -> bool:
    """ "Acuerdo de París", "Copa de Oro": a name in which the town is no place of the story."""
    back = at - 1
    while back >= 0 and words[back].text in _LINKS:
        back -= 1
    return 0 <= back < at - 1 and words[back].capital and fold(words[back].text) in _words_for("blocked")


def _built_name(context: _Context, at: int) -> tuple[int, _Found] | None:
    """End and mention of a name with a capitalised head: "Palacio de Gobierno", "Hotel Nacional", "Isla Margarita"."""
    words = context.words
    hit = _heads().longest(words, at) if words[at].capital and words[at].text[1:].islower() else None
    if hit is None:
        return None
    end = _grow(context, hit[0])
    if end == hit[0]:
        return None
    start, stop = words[at].start, words[end - 1].end
    name = context.text[start:stop]
    place = find_place(name, context.near)
    if place is None and _is_part_of_head(context, at):
        return None
    if place is None:
        place = Place(name=name, kind=hit[1], country=_country_inside(context, at, end) or context.home)
    return end, _Found(start, stop, at, end, place, "place_words:head")


def _is_part_of_head(context: _Context, at: int) -> bool:
    """Whether the head belongs to a name before it: "Autoridad del Canal", "Sala Plena"."""
    return bool(at) and _adjoins(context.words[at]) and _is_part_of_name(context, context.words[at - 1])


def _grow(context: _Context, end: int) -> int:
    """End of a place name whose head ends at `end`."""
    words = context.words
    while end < len(words) and "\n" not in words[end].gap:
        if words[end].capital and words[end].text[1:].islower():
            end += 1
            continue
        after = end
        while after < len(words) and words[after].text in _LINKS and words[after].text != "y" and after - end < 2:
            after += 1
        if after == end or after >= len(words) or not words[after].capital or "\n" in words[after].gap:
            break
        if words[after].text in ("Estado", "República", "Provincia"):
            # "Palacio de Gobierno del Estado de México" is in a place that has a name of its own
            break
        end = after + 1
    return end


def _country_inside(context: _Context, at: int, end: int) -> str | None:
    """Country of a known place within words `at:end` or right behind a comma or bracket: "Hotel Sol, Lima"."""
    words = context.words
    for position in (*range(at + 1, end), end + 1):
        if position >= len(words) or (position == end + 1 and words[end].text not in (",", "(", "de")):
            continue
        hit = _index().longest(words, position)
        if hit:
            place = find_place(hit[1][1], context.near)
            if place and place.country:
                return place.country
    return None


def _by_tagger(doc: Doc, context: _Context, known: list[_Found]) -> Iterator[_Found]:
    """The tagger's LOC: known to the gazetteer, else a site of the article's home country."""
    ends = {f.last for f in known}
    for ent in doc.ents:
        inside = [i for i, w in enumerate(context.words) if w.start >= ent.start_char and w.end <= ent.end_char]
        while inside and not context.words[inside[-1]].text[0].isalnum():
            inside.pop()  # "Japón''"
        while inside and not context.words[inside[0]].text[0].isalnum():
            inside.pop(0)
        if ent.label_ != "LOC" or not inside:
            continue
        first, last = inside[0], inside[-1] + 1
        if _lacks_first_word(context, first):
            first -= 1  # "La Ceiba", of which the tagger often takes the second word only
        start, end = context.words[first].start, context.words[last - 1].end
        if _is_taken(context, start, end) or _is_loose(context, first, last, known):
            continue
        listed = first > 1 and context.words[first - 1].text in (",", "y", "e", "o") and first - 1 in ends
        place = _place_of_entity(context, first, last, listed=listed)
        if place:
            ends.add(last)
            yield _Found(start, end, first, last, place, f"ner:{place.id}" if place.id else "ner")


def _lacks_first_word(context: _Context, first: int) -> bool:
    before = context.words[first - 1] if first else None
    if before is None or before.text not in _FIRST_WORDS or not _adjoins(context.words[first]):
        return False
    return context.words[first].capital and not starts_sentence(context.text, before.start)


def _is_loose(context: _Context, first: int, last: int, known: list[_Found]) -> bool:
    """Whether the tagger's span is a demonym or runs over more than one name the gazetteer finds by itself."""
    surface = context.text[context.words[first].start : context.words[last - 1].end]
    if demonym_codes(surface) and not country_code(surface):
        return True
    if _is_article_with_known(context, first, last, known):
        return True
    if any(c.isdigit() for c in surface) or re.search(r"\w\.\w", surface) or surface in context.surnames:
        return True
    inside = [f for f in known if f.first >= first and f.last <= last and f.last - f.first < last - first]
    return len(inside) > 1 or any(f.first == first for f in inside)


def _is_article_with_known(context: _Context, first: int, last: int, known: list[_Found]) -> bool:
    """ "El Vaticano" is "Vaticano", which the gazetteer found."""
    return context.words[first].text.lower() in _ARTICLES and any(
        f.first == first + 1 and f.last == last for f in known
    )


def _place_of_entity(context: _Context, first: int, last: int, *, listed: bool) -> Place | None:
    """What the tagger's words `first:last` name; `listed` when they stand in a list with another place."""
    words = context.words
    name = context.text[words[first].start : words[last - 1].end]
    unit = _unit_kind(words, first)
    inside = _country_inside(context, first, last)
    place = _known_entity(context, name, unit, inside)
    if not words[first].capital or (_is_blocked(words, first) and (place is None or place.kind != "country")):
        return None
    if last - first == 1 and not (unit or listed or _is_well_known(name, place)):
        # lone words are names of all kinds ("Nobel"), and so many surnames are also towns
        located = _is_ever_located(context, name) or (place is not None and _is_governed_by_thing(words, first))
        if not located:
            return None
    if place and unit == "region" and place.kind == "city" and place.population < _METROPOLIS:
        return replace(place, kind="region", geonames_id=None, id="")
    if place and (unit != "other" or place.kind != "city"):
        return place
    return Place(name=name, kind=unit or "other", country=inside or context.home)


def _known_entity(context: _Context, name: str, unit: str | None, inside: str | None) -> Place | None:
    """The gazetteer's place of that name, None where it is too far from the article to be the one meant."""
    near = (inside, *context.near) if inside else context.near
    place = find_place(name, near) or (find_place(name.title(), near) if name.isupper() else None)
    if place and unit is None and near and place.country not in near and 0 < place.population < _KNOWN_ABROAD:
        # an oil field called La Ceiba in Bolivia is not the town in Honduras
        return None
    if place and place.kind == "region" and place.ambiguous and unit != "region" and place.country not in near:
        return None
    return place


def _is_well_known(name: str, place: Place | None) -> bool:
    return place is not None and (place.kind != "city" or place.population >= _METROPOLIS or name in city_surfaces())


def _is_ever_located(context: _Context, name: str) -> bool:
    """Whether the text once says "en X" or the like."""
    lead = r"(?:\ben|\bdesde|\bhacia|\bcerca de|\b(?:zona|área|complejo|recinto)(?:e?s)?(?: \w+)?(?: de)?)"
    pattern = lead + r"(?: el| la| los| las)? " + re.escape(name) + r"(?!\w)"
    return re.search(pattern, context.text, re.IGNORECASE) is not None


def _is_governed_by_thing(words: list[Word], at: int) -> bool:
    """ "los puertos de Iquique", "el reactor de Arak", but "el marqués de Villaverde", "hijo de Castro"."""
    if at < 2 or words[at - 1].text not in _OF or not words[at - 2].text.islower():
        return False
    noun = fold(words[at - 2].text)
    return noun not in _words_for("office") and noun not in _words_for("kin")


def _by_preposition(context: _Context) -> Iterator[_Found]:
    """Towns behind "en" or a unit noun that the gazetteer knows: "en Ufá", "la ciudad de Arequipa"."""
    words = context.words
    pairs: set[int] = set()
    at = 0
    while at < len(words):
        end = at + 1
        pair = at > 1 and words[at - 1].text in _AND and at - 1 in pairs
        if words[at].capital and words[at].text[1:].islower() and (pair or _leads_to_place(words, at)):
            end = _grow(context, at + 1)
            for stop in range(end, at, -1):
                name = context.text[words[at].start : words[stop - 1].end]
                if len(name) < 4 or not words[stop - 1].capital:
                    continue
                start, last = words[at].start, words[stop - 1].end
                # "la ciudad de Sucre" is no marshal, whatever the tagger thinks
                taken = context.bodies if _unit_kind(words, at) == "city" else context.taken
                city = None if _overlaps(taken, start, last) else _known_town(name, context)
                if city and (pair or words[at - 1].text == "entre") and city.country not in context.near:
                    continue
                if city and (stop == end or stop - at > 1):
                    pairs.add(stop)
                    yield _Found(words[at].start, words[stop - 1].end, at, stop, city, f"gazetteer:{city.id}")
                    end = stop
                    break
        at = max(end, at + 1)


def _leads_to_place(words: list[Word], at: int) -> bool:
    if at == 0 or "\n" in words[at].gap:
        return False
    before = words[at - 1].text.lower()
    if before == "a" and at > 1:
        return fold(words[at - 2].text) in _words_for("journey")
    return before in ("en", "desde", "hacia", "entre") or _unit_kind(words, at) == "city"


def _known_town(name: str, context: _Context) -> Place | None:
    city = find_city(name, near=context.near)
    if city is None or country_code(name):
        return None
    least = 0 if city.country in context.near else _KNOWN_ABROAD if context.near else _MIN_POPULATION
    return city if city.population >= least else None


def _without_overlap(found: Iterable[_Found]) -> list[_Found]:
    """The longer of two that overlap, the gazetteer's before the tagger's."""
    chosen: list[_Found] = []
    for mention in sorted(
        found, key=lambda m: (m.start - m.end, m.rule != "dateline", m.rule.startswith("ner"), m.start)
    ):
        if all(mention.end <= other.start or mention.start >= other.end for other in chosen):
            chosen.append(mention)
    return sorted(chosen, key=lambda m: m.start)


def _state_abbreviations(context: _Context, found: list[_Found]) -> Iterator[_Found]:
    """ "Méx." in "Toluca, Méx.": a state's abbreviation counts behind a town only."""
    for town in found:
        at = town.last + 1
        if at >= len(context.words) or context.words[at - 1].text != ",":
            continue
        word = context.words[at]
        state, country = _abbreviations().get(word.text, ("", ""))
        if state and town.place.country == country:
            place = find_place(state, (country,)) or Place(name=state, kind="region", country=country)
            place = replace(place, kind="region", geonames_id=None, id="") if place.kind == "city" else place
            yield _Found(word.start, word.end, at, at + 1, place, "place_words:abbreviation")


def _repeated(context: _Context, found: list[_Found]) -> Iterator[_Found]:
    """Later mentions of a name that was seen to be a place once: "La Ceiba" after "el campo La Ceiba"."""
    covered = [(m.start, m.end) for m in found]
    starts = {word.start: i for i, word in enumerate(context.words)}
    ends = {word.end: i + 1 for i, word in enumerate(context.words)}
    seen: set[str] = set()
    for mention in found:
        surface = context.text[mention.start : mention.end]
        if surface in seen or mention.rule.endswith("abbreviation") or mention.place.kind == "country":
            continue
        seen.add(surface)
        for match in re.finditer(re.escape(surface), context.text):
            start, end = match.span()
            if start not in starts or end not in ends or any(a < end and start < b for a, b in covered):
                continue
            if not _is_taken(context, start, end) and _is_name_of_its_own(context, starts[start], ends[end]):
                covered.append((start, end))
                yield _Found(start, end, starts[start], ends[end], mention.place, mention.rule)


# -------------------------------------------------------------------------------------------------------------- roles
def _with_role(found: _Found, context: _Context) -> _Found:
    """The mention with its role: dateline, event (something is held there), actor, mention."""
    if context.dateline and context.dateline[0] <= found.start < context.dateline[1]:
        return replace(found, role="dateline")
    if found.place.kind != "country" or _word(context, found.first - 1) == "en":
        return replace(found, role="event" if _is_scene(context, found.first) else "mention")
    return replace(found, role="actor" if _acts(context, found) else "mention")


def _word(context: _Context, at: int) -> str:
    return context.words[at].text.lower() if 0 <= at < len(context.words) else ""


def _is_scene(context: _Context, at: int) -> bool:
    """Whether "en" (or "a", "capital", a comma after another place) leads to the place and a meeting is near before."""
    words = context.words
    before = _word(context, at - 1)
    if before in _ARTICLES:
        before = _word(context, at - 2)
    if before not in ("en", "a", "de", ",", "ciudad"):
        return False
    meetings = _words_for("meeting")
    for back in range(at - 1, max(-1, at - 1 - _REACH), -1):
        if words[back].text in ".;\n" or "\n" in words[back].gap:
            return False
        if fold(words[back].text) in meetings:
            return True
    return False


def _acts(context: _Context, found: _Found) -> bool:
    """Whether a country does something: before a verb, in "entre X e Y", as X of "X y Y" with a verb, in a title."""
    before, after = _word(context, found.first - 1), _word(context, found.last)
    if after in _AND:
        skip = found.last + 1
        hit = _index().longest(context.words, skip) if skip < len(context.words) else None
        after = _word(context, hit[0]) if hit else ""
    if before == "entre" or (before in _AND and _word(context, found.first - 3) == "entre"):
        return True
    if before in _PREPOSITIONS:
        return before in _OF and _is_titled(context, found.first - 2)
    return bool(_VERB_ENDING.fullmatch(after)) or fold(after) in _words_for("act")


def _is_titled(context: _Context, at: int) -> bool:
    """Whether the words in front are those of an office: "presidente de", "ministro de Salud de"."""
    return any(fold(_word(context, i)) in _words_for("office") for i in range(max(0, at - 4), at + 1))


# --------------------------------------------------------------------------------------------------------------- rows
def place_id(place: Place) -> str:
    """Id of a place: ISO code of a country, `geo-<GeoNames id>` of a city, id of a lexicon entry, else a slug."""
    if place.kind == "country" and place.country:
        return place.country
    if place.id:
        return place.id
    slug = "-".join(re.findall(r"\w+", fold(place.name).replace("ñ", "n")))
    return f"{place.kind}-{place.country.lower()}-{slug}" if place.country else f"{place.kind}-{slug}"


def _rows(found: list[_Found]) -> tuple[list[Row], list[Row]]:
    groups: dict[str, list[_Found]] = {}
    for mention in found:
        groups.setdefault(place_id(mention.place), []).append(mention)
    rows = [_row(key, members) for key, members in groups.items()]
    mentions = [{"entity_id": place_id(m.place), "start": m.start, "end": m.end, "rule": m.rule} for m in found]
    return rows, mentions


def _row(key: str, members: list[_Found]) -> Row:
    place = members[0].place
    if place.country and place.latitude is None and place.kind == "country":
        place = country_place(place.country) or place
    return {
        "place_id": key,
        "name": place.name,
        "kind": place.kind,
        "country": place.country,
        "admin1": place.admin1,
        "latitude": place.latitude,
        "longitude": place.longitude,
        "geonames_id": place.geonames_id,
        "role": max((m.role for m in members), key=_ROLES.index),
        "n_mentions": len(members),
        "start": members[0].start,
        "end": members[0].end,
    }


# ---------------------------------------------------------------------------------------------------------- component
class Places:
    """Component: keeps the places of a Doc and their mentions."""

    def __init__(self, *, use_entities: bool = True) -> None:
        self.use_entities = use_entities

    def __call__(self, doc: Doc) -> Doc:
        """Find the places of `doc` and keep them in it."""
        doc._.places, mentions = find_places(doc, use_entities=self.use_entities)
        set_mentions(doc, "place", mentions)
        return doc


@Language.factory("comunicado_places", default_config={"use_entities": True}, assigns=["doc._.places"])
def make_places(nlp: Language, name: str, use_entities: bool) -> Places:
    """Factory of the component."""
    return Places(use_entities=use_entities)
