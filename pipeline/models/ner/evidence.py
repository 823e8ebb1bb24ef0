"""What is known of words beforehand: names of the lexicons, classes of words with like neighbours, topics of articles.

The training corpus is of the year 2000 and mostly on Spain: it has never seen "Unasur" or "Celac", and "Madrid" is a
team in it as often as a town. Three tables compiled once, when the model is made, make up for that. They lie in the
model folder, so that a later change of a lexicon cannot change unnoticed what the network sees.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

#: The words of a name after its first one, and the code of its kind.
Ending = tuple[tuple[str, ...], str]

#: Letters of codes that are asked for by themselves; `training/lexicon.py` has the meaning of all.
CITY, ORGANIZATION = "t", "o"
#: Stands for "nothing known" wherever a code is expected.
UNKNOWN = "-"


@dataclass(frozen=True)
class NameLexicon:
    """Names and the words that show one, with codes of what they may be: "c" a country, "gs" a given name and surname.

    `names`: words parted by single spaces, spelled as the network sees them ("Casa Blanca"), and their codes.
    """

    names: Mapping[str, str]
    #: The names of several words by their first one, and their endings by the second for those that were asked for.
    _longer: dict[str, list[str]] = field(init=False, repr=False, compare=False, default_factory=dict)
    _endings: dict[str, dict[str, list[Ending]]] = field(init=False, repr=False, compare=False, default_factory=dict)

    def __post_init__(self) -> None:
        for name in self.names:
            first, space, _ = name.partition(" ")
            if space:
                self._longer.setdefault(first, []).append(name)

    def codes(self, words: Sequence[str], names: Iterable[tuple[int, int, str]]) -> list[str]:
        """Return the code of each word: its own, or that of the longest name it stands in with B (first word) or I.

        `names` are the `longer_names` of the words.

        "la Casa Blanca" gives "-", "kB", "kI".
        """
        codes = [self.names.get(word, UNKNOWN) for word in words]
        for start, end, code in names:
            codes[start:end] = [f"{code}B"] + [f"{code}I"] * (end - start - 1)
        return codes

    def longer_names(self, words: Sequence[str]) -> Iterator[tuple[int, int, str]]:
        """Yield the names of several words from left to right, the longest first: first word, end and code of each."""
        end = 0
        for start, word in enumerate(words):
            if start >= end and word in self._longer:
                rest, code = self._ending(words, start)
                if rest:
                    end = start + 1 + len(rest)
                    yield start, end, code

    def _ending(self, words: Sequence[str], start: int) -> Ending:
        """Return the rest of the longest name that begins at `start`, empty when there is none."""
        second = words[start + 1] if start + 1 < len(words) else ""
        for rest, code in self._endings_of(words[start]).get(second, ()):
            if tuple(words[start + 1 : start + 1 + len(rest)]) == rest:
                return rest, code
        return (), UNKNOWN

    def _endings_of(self, first: str) -> dict[str, list[Ending]]:
        """Return the endings of the names that begin with a word, by the second word.

        The longest name that fits is meant.
        """
        found = self._endings.get(first)
        if found is None:
            found = self._endings[first] = {}
            for name in sorted(self._longer[first], key=lambda name: -name.count(" ")):
                rest = tuple(name.split(" ")[1:])
                found.setdefault(rest[0], []).append((rest, self.names[name]))
        return found


@dataclass(frozen=True)
class WordClusters:
    """Classes of words with alike forms and neighbours, and topics of articles known by the classes of their words.

    `of_word`: number of the class of a word, spelled as the network sees it. `topics`: one row a class, one column a
    topic; how much a word of the class speaks for the topic.
    """

    of_word: Mapping[str, int]
    topics: np.ndarray

    def code(self, word: str) -> str:
        """Return the class of a word as a short string."""
        number = self.of_word.get(word)
        return UNKNOWN if number is None else str(number)

    def topic(self, words: Iterable[str]) -> int:
        """Return the number of the topic that the words of an article speak for most; 0 when no word has a class."""
        counts = Counter(map(self.of_word.get, words))
        del counts[None]
        if not counts:
            return 0
        numbers = sorted(number for number in counts if number is not None)
        weights = np.asarray([counts[number] for number in numbers], dtype="float64")
        return int(np.argmax(weights @ self.topics[numbers]))
