"""Names that begin with a noun of places: "Palacio de Gobierno", "Hotel Nacional", "Isla Margarita"."""

from __future__ import annotations

from pipeline.knowledge.gazetteer import Place, find_city, find_place
from pipeline.stages.places.evidence import continues_name, country_inside
from pipeline.stages.places.lexicons import heads
from pipeline.stages.places.model import Context, Found
from pipeline.stages.places.words import LINKS
from pipeline.text.surfaces import Word

#: "Palacio de Gobierno del Estado de México" is in a place that has a name of its own.
_OTHER_PLACES = frozenset(("Estado", "República", "Provincia"))


def name_with_head(context: Context, at: int) -> tuple[int, Found] | None:
    """Return the end (exclusive word index) and the mention of a name whose capitalised head is at `at`, or None."""
    words = context.words
    hit = heads().longest(words, at) if words[at].capital and words[at].text[1:].islower() else None
    if hit is None:
        return None
    head_end, kind = hit
    end = name_end(words, head_end)
    if end == head_end:
        return None
    name = context.surface(at, end)
    place = find_place(name, context.near)
    if place is None and continues_name(context, at):
        return None
    if place is None:
        place = Place(name=name, kind=kind, country=country_inside(context, at, end) or context.home)
    return end, Found(words[at].start, words[end - 1].end, at, end, place, "place_words:head")


def name_end(words: list[Word], end: int) -> int:
    """Return the end of a place name: after its capitalised words, also those that follow "de la".

    `end` is the end of its first word or head.
    """
    first = end - 1
    while end < len(words) and "\n" not in words[end].gap:
        if words[end].capital and words[end].text[1:].islower():
            end += 1
            continue
        after = _after_links(words, end)
        if after == end or after >= len(words) or not words[after].capital or "\n" in words[after].gap:
            break
        if words[after].text in _OTHER_PLACES or _is_seat(words, first, end, after):
            break
        end = after + 1
    return end


def _is_seat(words: list[Word], first: int, end: int, after: int) -> bool:
    """Whether a palace is named already and its town follows: "Palacio de Gobierno | de Toluca"."""
    if words[first].key not in ("palacio", "plaza") or end - first < 2:
        return False
    return any(find_place(" ".join(w.text for w in words[after:stop])) for stop in (after + 1, after + 2))


def _after_links(words: list[Word], at: int) -> int:
    """Index after "de" or "de la" at `at`; not after "y", which joins two places."""
    after = at
    while after < len(words) and words[after].text in LINKS and words[after].text != "y":
        after += 1
    return after


def longer_town(context: Context, at: int, end: int) -> int | None:
    """Return the end of a town's longer name that begins like a known one: "Santiago | de los Caballeros"."""
    last = name_end(context.words, end)
    if last == end or context.words[end].text != "de":
        return None
    for stop in range(last, end + 1, -1):  # "Santa Cruz de la Sierra | y de La Paz"
        if context.words[stop - 1].capital and find_city(context.surface(at, stop)) is not None:
            return stop
    return None
