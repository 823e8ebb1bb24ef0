"""Copies of annotated articles with other names and case, so that the network learns contexts and shapes, not names.

The corpora are Spanish newswire of the year 2000: half the persons are Spaniards. The package reads about Chinese,
Central Asian, Arab and African ones. Names are put together from `names.yaml`, alike throughout an article
("Kasim-Yomart Tokáyev" … "Tokáyev").
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

import srsly  # type: ignore[import-untyped]

from training.corpora import Article, Sentence

Namer = Callable[[Sequence[str]], Sequence[str] | None]


@cache
def _load(name: str) -> dict[str, Any]:
    data: dict[str, Any] = srsly.yaml_loads(files("training").joinpath(name).read_text("utf-8"))
    return data


def make_name(culture: str, pattern: str, rng: random.Random) -> dict[str, list[str]]:
    """Return the parts of a made-up name: a list of names for each letter of the pattern, in order."""
    parts: dict[str, list[str]] = {}
    for key in pattern.split():
        parts.setdefault(key, []).append(str(rng.choice(_load("names.yaml")[culture][key])))
    return parts


def _spell(pattern: str, parts: dict[str, list[str]], culture: str, rng: random.Random) -> list[str]:
    words: list[str] = []
    used: dict[str, int] = {}
    for key in pattern.split():
        known = parts.get(key, [])
        place = used.get(key, 0)
        used[key] = place + 1
        text = known[place] if place < len(known) else str(rng.choice(_load("names.yaml")[culture][key]))
        words.extend(text.split(" "))
    return words


class _Persons:
    """New names for the persons of one article, the same for the same person."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.cultures = rng.choices(sorted(_load("names.yaml")), k=3)
        self.known: dict[str, tuple[str, str, dict[str, list[str]]]] = {}

    def __call__(self, words: Sequence[str]) -> Sequence[str] | None:
        """Return new words for a person's name; None leaves it alone (initials, titles and quotes inside)."""
        if not all(word[0].isupper() or word in {"de", "la", "del", "los", "y"} for word in words):
            return None
        culture, pattern, parts = self.known.get(words[-1]) or self._new(words[-1])
        if len(words) == 1:
            short = self.rng.choice(_load("names.yaml")[culture]["short"])
            return _spell(short, parts, culture, self.rng)
        return _spell(pattern, parts, culture, self.rng)

    def _new(self, key: str) -> tuple[str, str, dict[str, list[str]]]:
        culture = self.rng.choice(self.cultures)
        pattern = self.rng.choice(_load("names.yaml")[culture]["order"])
        self.known[key] = (culture, pattern, make_name(culture, pattern, self.rng))
        return self.known[key]


class _Things:
    """New names for the places or organisations of one article."""

    def __init__(self, rng: random.Random, file: str, share: float) -> None:
        self.rng = rng
        self.file = file
        self.share = share
        self.known: dict[str, Sequence[str] | None] = {}

    def __call__(self, words: Sequence[str]) -> Sequence[str] | None:
        """Return new words, of the same kind as far as the old ones tell it.

        An acronym is given for an acronym, a country for a country.
        """
        key = " ".join(words)
        if key not in self.known:
            self.known[key] = self._choose(key) if self.rng.random() < self.share else None
        return self.known[key]

    def _choose(self, key: str) -> Sequence[str] | None:
        groups = _load(self.file)
        same = [group for group in groups.values() if key in group]
        if same:
            return str(self.rng.choice(same[0])).split(" ")
        if self.file == "places.yaml" and " " not in key and key[0].isupper():
            return str(self.rng.choice(groups["cities"])).split(" ")
        if self.file == "organizations.yaml" and key.isalpha() and key.isupper():
            return str(self.rng.choice(groups["acronyms"])).split(" ")
        return None


def replace_names(article: Article, rng: random.Random) -> Article:
    """Return the article with persons, some places and some organisations renamed."""
    country = _Countries(rng)
    namers: dict[str, Namer] = {
        "PER": _Persons(rng),
        "LOC": _either(country, _Things(rng, "places.yaml", 0.7)),
        "ORG": _either(country, _Things(rng, "organizations.yaml", 0.7)),
    }
    return [_rename(sentence, namers) for sentence in article]


class _Countries:
    """A country stays a country, whether it is annotated as a place or as an actor."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.known: dict[str, Sequence[str]] = {}

    def __call__(self, words: Sequence[str]) -> Sequence[str] | None:
        """Return another country for a country, None for anything else."""
        countries = _load("places.yaml")["countries"]
        key = " ".join(words)
        if key not in countries:
            return None
        if key not in self.known:
            self.known[key] = str(self.rng.choice(countries)).split(" ")
        return self.known[key]


def _either(first: Namer, second: Namer) -> Namer:
    return lambda words: first(words) or second(words)


def _rename(sentence: Sentence, namers: dict[str, Namer]) -> Sentence:
    new = Sentence([], [])
    index = 0
    while index < len(sentence.words):
        end = index + 1
        label = sentence.labels[index]
        while label != "O" and end < len(sentence.words) and sentence.labels[end] == f"I-{label[2:]}":
            end += 1
        words: Sequence[str] = sentence.words[index:end]
        namer = namers.get(label[2:])
        words = (namer and namer(words)) or words
        new.words.extend(words)
        new.labels.extend([label if place == 0 or label == "O" else f"I-{label[2:]}" for place in range(len(words))])
        index = end
    return new


def shout(sentence: Sentence, rng: random.Random) -> Sentence:
    """Return the sentence in capitals (a headline), or only its first name in capitals, as in a dateline.

    For example "ALMATY, Kazajistán".
    """
    if rng.random() < 0.5:
        return Sentence([word.upper() for word in sentence.words], list(sentence.labels))
    words = list(sentence.words)
    for index, label in enumerate(sentence.labels):
        if label == "O":
            break
        words[index] = words[index].upper()
    return Sentence(words, list(sentence.labels))


def dress_roles(sentence: Sentence) -> Sentence:
    """Return the sentence with its office nouns outside of names capitalised.

    For example "el Presidente", "Ministro de Defensa".
    """
    roles = _load("roles.yaml")["roles"]
    words = [
        word.capitalize() if label == "O" and word in roles else word
        for word, label in zip(sentence.words, sentence.labels, strict=True)
    ]
    return Sentence(words, list(sentence.labels))
