"""Where the words that the gold quotes stand in an article."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from evaluation.matching import fold, words
from pipeline.reader.view import View
from pipeline.text.attributes import lower_words, text_of

#: Letters of the beginning of a sentence that are looked for: fewer where more are not found.
_BEGINNINGS = (60, 40, 25, 15)
#: Letters that a word with a meaning has at least.
_LONG = 4
#: Words between two words of a cue at most, and sentences behind the one named in which it is looked for.
_GAP, _FURTHER = 13, 2
#: Words that mean nothing by themselves in a cue: its anchor is another one.
_EMPTY = frozenset(
    """
    está están estaba estaban estará estarán sido siendo había habían haya hayan habrá habrán será serán sería serían
    fueron fuera haber tiene tienen tenía tendrá tendrán para como sobre también además ante entre hasta desde según
    """.split()  # noqa: SIM905
)
_EDGES = re.compile(r"^\W+|\W+$")

Taken = Collection[tuple[int, ...]]


class Finder:
    """Finds sentences by their beginnings and cues by their words; case, accents and signs do not count."""

    def __init__(self, view: View) -> None:
        text = text_of(view.doc)
        letters = [(letter, i) for i, character in enumerate(text) for letter in "".join(words(character))]
        self._letters = "".join(letter for letter, _ in letters)
        self._characters = [i for _, i in letters]
        self._ends = [view.words[end - 1][1] for _, end in view.sentences]
        self._folded = [_EDGES.sub("", fold(text[start:end])) for start, end in view.words]
        self._lower = lower_words(view.doc)
        self.sentences = view.sentences

    def sentence_of(self, beginning: str) -> int | None:
        """Return the number of the sentence that holds the first letters of `beginning`.

        None for a text without them.
        """
        letters = "".join(words(beginning))
        places = (self._letters.find(letters[:count]) for count in _BEGINNINGS)
        at = next((place for place in places if place >= 0), None)
        if at is None:
            return None
        return next((n for n, end in enumerate(self._ends) if end > self._characters[at]), None)

    def words_near(self, sentence: int, phrase: str, taken: Taken = ()) -> list[int]:
        """Return the tokens of the words of `phrase` in a sentence or the two behind it, other than those `taken`."""
        wanted = words(phrase)
        for number in range(sentence, min(sentence + 1 + _FURTHER, len(self.sentences))):
            found = self._in_sentence(number, wanted, taken)
            if found:
                return found
        return []

    def words_from(self, sentence: int, phrase: str, taken: Taken) -> tuple[int, list[int]]:
        """Return the first sentence with all words of `phrase` and their tokens.

        It is sought from one on and round to those before.
        """
        wanted = words(phrase)
        for number in (*range(sentence, len(self.sentences)), *range(sentence)):
            found = self._in_sentence(number, wanted, taken)
            if len(found) == len(wanted):
                return number, found
        return sentence, []

    def anchor(self, tokens: Sequence[int]) -> int:
        """Return the word that stands for an agreement or meeting: the first that means something, else the last."""
        return next((i for i in tokens if self._is_long(i) and self._lower[i] not in _EMPTY), tokens[-1])

    def speech_anchor(self, tokens: Sequence[int]) -> int:
        """Return the word that stands for a statement: the last long one, else the last: "dijo", "según"."""
        return next((i for i in reversed(tokens) if self._is_long(i)), tokens[-1])

    def _is_long(self, token: int) -> bool:
        return len(self._lower[token]) >= _LONG

    def _in_sentence(self, number: int, wanted: Sequence[str], taken: Taken) -> list[int]:
        """Return the longest and closest run of the wanted words; where the first one is not there, those that are."""
        first, last = self.sentences[number]
        runs = [
            self._words_in_order(i, wanted, last) for i in range(first, last) if wanted and self._folded[i] == wanted[0]
        ]
        free = [run for run in runs if tuple(run) not in taken]
        if free:
            return max(free, key=_length_and_closeness)
        return self._scattered_words(range(first, last), wanted)

    def _words_in_order(self, start: int, wanted: Sequence[str], limit: int) -> list[int]:
        """Return the tokens of the wanted words in order from `start` on; those that do not follow are left out."""
        run = [start]
        for word in wanted[1:]:
            near = range(run[-1] + 1, min(run[-1] + 2 + _GAP, limit))
            run += [i for i in near if self._folded[i] == word][:1]
        return run

    def _scattered_words(self, tokens: Sequence[int], wanted: Sequence[str]) -> list[int]:
        """Return the tokens of the long ones of the wanted words, wherever they stand."""
        found: list[int] = []
        for word in wanted:
            if len(word) >= _LONG:
                found += [i for i in tokens if self._folded[i] == word and i not in found][:1]
        return sorted(found)


def _length_and_closeness(run: Sequence[int]) -> tuple[int, int]:
    return len(run), run[0] - run[-1]
