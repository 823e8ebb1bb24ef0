"""What around a name says whether it is a place's.

"Chile" in "Telefónica Chile" and "Israel" in "Israel Paz" are pieces of other names, "París" in "Acuerdo de París" is
no place of the story, "Guerrero" needs a witness, and "Hotel Sol, Lima" gives its country.
"""

from __future__ import annotations

from pipeline.knowledge.folding import fold_name
from pipeline.knowledge.gazetteer import Place, country_code, demonym_codes, find_place, is_ambiguous_country
from pipeline.stages.places.lexicons import words_for
from pipeline.stages.places.model import Context
from pipeline.stages.places.words import BEFORE_PLACES, LINKS, OPENERS
from pipeline.text.surfaces import Word, starts_sentence

#: A town in a country that the article does not name must have this many people to be meant.
KNOWN_ABROAD = 300_000
#: Words in front of a name among which its country may be named.
_BESIDE = 15
_SHORTEST_DEMONYM = 4
#: Small words inside the names of treaties and meetings.
_IN_TITLES = LINKS | {"sobre", "para", "contra"}
#: Texts with long names: "Tratado de Libre Comercio de América del Norte", but "Foro Económico Mundial de Davos".
_TREATIES = frozenset(("tratado", "acuerdo", "acuerdos", "convenio", "convencion", "protocolo"))


def adjoins(word: Word) -> bool:
    """Whether nothing but a space of one line stands in front of the word."""
    return word.gap in (" ", "\xa0")


def is_name_of_its_own(context: Context, at: int, end: int) -> bool:
    """Whether the words `at:end` are a whole name: not "Chile" in "Telefónica Chile" or "Israel" in "Israel Paz"."""
    words = context.words
    if words[at].acronym or words[at].start in context.sites:
        return True
    hyphened = end < len(words) and words[end].text in "-–"
    if continues_name(context, at) and not hyphened:
        return _follows_known(context, at)
    if end < len(words) and _continues_after(words[end]):
        return _may_precede_name(context, at, end)
    return True


def continues_name(context: Context, at: int) -> bool:
    """Whether the word at `at` goes on with a name before it: "Telefónica | Chile"."""
    return at > 0 and adjoins(context.words[at]) and is_part_of_name(context, context.words[at - 1])


def _continues_after(after: Word) -> bool:
    """Whether the word after a place may go on with its name: capitalised, and no acronym."""
    return adjoins(after) and after.capital and after.text[1:].islower()


def _follows_known(context: Context, at: int) -> bool:
    """Whether the capitalised words before are a place by themselves, as in a headline's "Perú Bolivia"."""
    return any(end == at for end, _ in context.known.values())


def _may_precede_name(context: Context, at: int, end: int) -> bool:
    """Whether a place ends before a capitalised word: "en Chile Ana Paz", but not "Israel Paz" nor "de Israel Paz"."""
    words = context.words
    code = country_code(context.surface(at, end))
    governed = at > 0 and words[at - 1].text.lower() in BEFORE_PLACES and not (code and is_ambiguous_country(code))
    return governed or words[end].start in context.people or end in context.known


def is_part_of_name(context: Context, before: Word) -> bool:
    """Whether the word in front makes one name with the place: capitalised, and not only so by its position."""
    if before.end in context.body_ends:
        return True  # "Telefónica Chile"
    if not before.capital or (len(before.text) == 1 and before.text != "X"):
        return False
    if before.text.lower() in OPENERS or fold_name(before.text) in words_for("meeting"):
        return False
    return not starts_sentence(context.text, before.start)


def is_blocked(words: list[Word], at: int, *, region: bool = False) -> bool:
    """Whether the name stands in one that means no place of the story: "Acuerdo de | París", "virus de Marburgo".

    A `region` is none in "Conferencia sobre la Mujer de América Latina"; "Foro Económico Mundial de Davos" is there.
    """
    if at and words[at - 1].key in words_for("work"):
        return True  # "la película Casablanca"
    back = at
    while (before := _before_links(words, back)) is not None:
        if words[before].text.islower():
            return words[before].key in words_for("blocked_lower")
        if words[before].key in words_for("blocked"):
            return True
        back = before  # "Tratado de Libre Comercio de América del Norte"
        while back > 0 and words[back - 1].capital and adjoins(words[back]):
            back -= 1
            head = words[back].key
            if head in _TREATIES or (region and head in words_for("blocked")):
                return True
    return False


def _before_links(words: list[Word], at: int) -> int | None:
    """Return the index of the word that links such as "de la" join to the one at `at`, or None."""
    back = at - 1
    while back >= 0 and words[back].text in _IN_TITLES:
        back -= 1
    joined = 0 <= back < at - 1 and words[back].text.isalpha() and "y" not in {w.text for w in words[back + 1 : at]}
    return back if joined else None


def has_evidence(context: Context, at: int, end: int, place: Place) -> bool:
    """Whether a name that is a word or surname as often ("Guerrero", "Meta") is a place here.

    The tagger says so in an article on its country, a country follows ("Meta, Colombia"), or "en" leads to it.
    """
    words = context.words
    if words[at].start in context.sites and place.country in context.near:
        return True
    if end < len(words) and words[end].text in (",", "("):
        follower = context.known.get(end + 1)
        if follower and follower[1][0] == "country":
            return True
    return bool(at) and words[at - 1].text == "en"


def country_beside(context: Context, at: int) -> str | None:
    """Return the country named last in the sentence before the word `at`, else the article's own.

    A name, a town or an adjective shows it: "El Ejército sirio en | Jamrayah" is in Syria wherever the article is from.
    """
    words = context.words
    for back in range(at - 1, max(-1, at - _BESIDE), -1):
        word = words[back]
        if word.text in ".;" or "\n" in words[back + 1].gap:
            break
        if word.text.islower():
            codes = demonym_codes(word.text) if len(word.text) > _SHORTEST_DEMONYM else ()
            if len(codes) == 1:
                return str(codes[0])
        elif word.capital and (hit := context.known.get(back)) is not None:
            place = find_place(hit[1][1], context.near)
            if place is not None and place.country:
                return place.country
    return context.home


def country_inside(context: Context, at: int, end: int) -> str | None:
    """Return the country of a known place in the words `at:end` or after a comma or bracket: "Hotel Sol, Lima"."""
    words = context.words
    after = (end + 1,) if end < len(words) and words[end].text in (",", "(", "de") else ()
    for position in (*range(at + 1, end), *after):
        hit = context.known.get(position)
        place = find_place(hit[1][1], context.near) if hit else None
        if place and place.country:
            return place.country
    return None
