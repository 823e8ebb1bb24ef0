"""Which mentions of persons in one article are the same person: "Enrique Peña Nieto", "Peña Nieto", "Peña".

Full names come first: two of them are one person when one has all the words of the other in order, or the registry says
so. A surname alone belongs to the nearest earlier person who has it, so that Raúl and Fidel Castro are kept apart.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import lru_cache

from pipeline.naming.known_people import PARTICLES, KnownPerson, fold_person, given_names, people_named

#: Lowest similarity of two long words that are one name with a slip of the pen ("Morodo", "Moroda").
_SLIP = 0.82
_SLIP_LENGTH = 6


@dataclass(slots=True)
class Mention:
    """A person's name in the text, character offsets."""

    text: str
    start: int
    end: int
    rule: str

    @property
    def words(self) -> tuple[str, ...]:
        """Words of the name, folded, without particles."""
        return _words(self.text)


@lru_cache(maxsize=1 << 12)
def _words(name: str) -> tuple[str, ...]:
    return tuple(w for w in fold_person(name).split() if w not in PARTICLES)


@dataclass(slots=True)
class Cluster:
    """The mentions of one person."""

    mentions: list[Mention] = field(default_factory=list)

    @property
    def fullest(self) -> Mention:
        """The longest form, the earliest of several."""
        return max(self.mentions, key=lambda m: (len(m.words), len(m.text), -m.start))

    def names(self) -> set[tuple[str, ...]]:
        """Return the word tuples of all forms."""
        return {m.words for m in self.mentions}


def cluster_mentions(mentions: list[Mention]) -> list[Cluster]:
    """Return the clusters in order of first mention."""
    clusters: list[Cluster] = []
    full = [m for m in mentions if len(m.words) > 1]
    for mention in sorted(full, key=lambda m: (-len(m.words), m.start)):
        home = next((c for c in clusters if _same_full_name(c, mention)), None)
        _add_mention(clusters, home, mention)
    for mention in mentions:
        if len(mention.words) <= 1:
            _add_mention(clusters, _home_of_surname(clusters, mention), mention)
    for cluster in clusters:
        cluster.mentions.sort(key=lambda m: m.start)
    return sorted(clusters, key=lambda c: c.mentions[0].start)


def _add_mention(clusters: list[Cluster], home: Cluster | None, mention: Mention) -> None:
    """Add the mention to the cluster `home`, or to a new one if that is None."""
    if home is None:
        home = Cluster()
        clusters.append(home)
    home.mentions.append(mention)


def _same_full_name(cluster: Cluster, mention: Mention) -> bool:
    """Whether a full name is that of a cluster: the same words, a slip of the pen, or one person of the registry."""
    known = {p.id for p in people_named(mention.text)}
    for other in cluster.mentions:
        if _in_order(mention.words, other.words) or _slip_of_the_pen(mention.words, other.words):
            return True
        if known and known & {p.id for p in people_named(other.text)}:
            return True
    return False


def _in_order(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Whether all words of `short` occur in `long` in the same order."""
    if len(short) > len(long):
        return False
    rest = iter(long)
    return all(word in rest for word in short)


def _slip_of_the_pen(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Whether two names end alike but for one letter of a long word: "Ruiz Moroda" is "Valentín Ruiz Morodo"."""
    short, long = sorted((a, b), key=len)
    tail = long[len(long) - len(short) :]
    different = [(x, y) for x, y in zip(short, tail, strict=True) if x != y]
    return len(different) == 1 and _are_alike(*different[0])


def _are_alike(x: str, y: str) -> bool:
    return min(len(x), len(y)) >= _SLIP_LENGTH and SequenceMatcher(None, x, y).ratio() >= _SLIP


def _home_of_surname(clusters: list[Cluster], mention: Mention) -> Cluster | None:
    """Return the cluster that a surname or given name alone belongs to, the nearest of several, or None."""
    known = {p.id for p in people_named(mention.text)}
    for cluster in clusters:  # "AMLO" is "Andrés Manuel López Obrador"
        if known & _known_ids(cluster):
            return cluster
    return min(_bearers(clusters, mention, known), key=lambda c: _distance(c, mention), default=None)


def _bearers(clusters: list[Cluster], mention: Mention, known: set[str]) -> list[Cluster]:
    """Return the clusters with the one word of the mention as a surname, else a given name, else a surname misspelt."""
    (word,) = mention.words or (fold_person(mention.text),)
    matching = [c for c in clusters if _has_word(c, word) and not _comes_ahead(c, mention, known)]
    # a word that is the surname of one and the given name of another ("Martín Torrijos", "Ana Martín") is the surname
    surnames = [c for c in matching if _has_surname(c, word)]
    return surnames or matching or [c for c in clusters if _has_surname_alike(c, word)]


def _has_word(cluster: Cluster, word: str) -> bool:
    return any(word in name for name in cluster.names())


def _has_surname(cluster: Cluster, word: str) -> bool:
    """Whether the word comes after the first word of a name, or is a name by itself."""
    return any(word in name[1:] or name == (word,) for name in cluster.names())


def _has_surname_alike(cluster: Cluster, word: str) -> bool:
    """Whether the last word of a full name is the word but for a slip of the pen."""
    return any(_are_alike(word, name[-1]) for name in cluster.names() if len(name) > 1)


def _comes_ahead(cluster: Cluster, mention: Mention, known: set[str]) -> bool:
    """Whether a known person's surname stands before the cluster of a namesake begins: "Obama … Michelle Obama"."""
    first = min(m.start for m in cluster.mentions)
    return bool(known) and first > mention.start and not known & _known_ids(cluster)


def _known_ids(cluster: Cluster) -> set[str]:
    return {p.id for m in cluster.mentions for p in people_named(m.text)}


def _distance(cluster: Cluster, mention: Mention) -> tuple[bool, int]:
    """Return a sort key: the nearest earlier mention first, then the nearest later one."""
    before = [mention.start - m.start for m in cluster.mentions if m.start <= mention.start]
    after = [m.start - mention.start for m in cluster.mentions if m.start > mention.start]
    return not before, min(before or after)


def known_person(cluster: Cluster, *, year: int | None = None) -> KnownPerson | None:
    """Return the office holder whom the forms of a cluster name; None when the registry has nobody or several.

    The year of publication decides between several of one name, if only one was in office then.
    """
    for mention in sorted(cluster.mentions, key=lambda m: (-len(m.words), m.start)):
        found = {p.id: p for p in _office_holders(mention)}
        if len(found) > 1 and year is not None:
            found = {i: p for i, p in found.items() if (p.since or year) <= year <= (p.until or year)}
        if len(found) == 1:
            person = next(iter(found.values()))
            if _agrees(cluster, person):
                return person
    return None


def _office_holders(mention: Mention) -> tuple[KnownPerson, ...]:
    """Return the office holders of this name, or of its beginning if the names stage found it in the registry."""
    found = people_named(mention.text)
    words = mention.text.split()
    while not found and mention.rule == "registry" and len(words) > 2:
        words = words[:-1]
        found = people_named(" ".join(words)) if any(fold_person(w) not in given_names() for w in words) else ()
    return found


def _agrees(cluster: Cluster, person: KnownPerson) -> bool:
    """Whether the fullest form may be that person's name: "Michelle Obama" is not the "Obama" of the registry."""
    fullest = cluster.fullest.words
    forms = [_words(name) for name in (person.name, *person.variants)]
    return any(_in_order(fullest, form) or (_in_order(form, fullest) and len(form) > 1) for form in forms)


def unique_id(wanted: str, taken: set[str]) -> str:
    """Return `wanted`, or `wanted-2`, `wanted-3` … when another person of the article has it."""
    number, found = 1, wanted
    while found in taken:
        number += 1
        found = f"{wanted}-{number}"
    return found
