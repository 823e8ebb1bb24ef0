"""What the trained recogniser sees of a text: short normalised Docs whose unused columns carry evidence on each word.

A network trained on 270,000 words does not know that "Según" is a common word and "Nurtleu" is none, nor that the same
article writes "la Cancillería" once more in mid-sentence. Counts over a large unannotated corpus do. They go into the
inner Docs as plain strings in columns that nobody else reads there, so that spaCy's own embedding layers can use them:

- `ORTH` is the normalised word: "ALMATY" becomes "Almaty", "«" becomes '"', "2025" becomes "0000";
- `TAG`: how the corpus writes this word (lower case, capitalised, capitals) and how often;
- `LEMMA`: where the word stands (start of a sentence or not) and how the rest of the article writes it; with a
  capitalised word also the topic of the article ("Madrid" is a team in sports news, else a city);
- `DEP`: what the lexicons know of the word or of the name of several words it stands in ("Casa Blanca": a seat);
- `MORPH`: its class among the words of the corpus, by form and usual neighbours ("Rajoy" is in that of "Hollande").

The same functions make the training data, so that training and use can never differ.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain, compress
from operator import not_
from typing import NamedTuple

import numpy as np
from spacy.tokens import Doc
from spacy.vocab import Vocab

from pipeline.models.ner.evidence import UNKNOWN, NameLexicon, WordClusters
from pipeline.text.attributes import words_of_doc
from pipeline.text.word_memory import Remembered

#: Times the corpus writes a word in lower case, with a capital, and in capitals; sentence starts do not count.
Counts = tuple[int, int, int]

#: One form for each kind of quotation mark and dash: the training corpus knows only the plain ones.
_PLAIN = str.maketrans("«»“”„‘’—–―", '"""""' + "''" + "---")
_SENTENCE_END = frozenset({".", "?", "!", "...", "…", "--", "-", ":", '"', "¿", "¡", "(", "..", ";", "*", "•", "'"})
#: Capitals of up to this length are more often acronyms ("ONU", "OTAN") than shouted words.
_ACRONYM_LENGTH = 3
#: Longest stretch handed to the network at once; longer paragraphs are cut at a sentence end, else anywhere.
_LONGEST = 400
#: Words whose codes are kept at once.
_MOST_REMEMBERED = 50_000
#: The columns of a Doc that carry evidence, in the order of the rows of `_inner_doc`.
_COLUMNS = ["TAG", "LEMMA", "DEP", "MORPH"]


@dataclass(frozen=True)
class WordTable:
    """How a large corpus writes each word, keyed by its lower-case form."""

    counts: Mapping[str, Counts]
    #: Words as the network sees them where their capitals are no shouting.
    normal: Remembered[str, str] = field(init=False, repr=False, compare=False, default_factory=Remembered)

    def get(self, word: str) -> Counts:
        """Return the counts of a word in any case; zeros for a word the corpus does not have."""
        return self.counts.get(word.lower(), (0, 0, 0))

    def normal_case(self, word: str, *, shouted: bool) -> str:
        """Return a word in capitals as the corpus mostly writes it.

        For example "ALMATY" → "Almaty", "PRESIDENTE" → "presidente", "ONU".

        `shouted`: the words around are in capitals as well, so that capitals say nothing about this word.
        """
        lower, title, upper = self.get(word)
        if upper > lower + title or (not shouted and len(word) <= _ACRONYM_LENGTH):
            return word
        if not lower + title + upper:
            return word if len(word) <= _ACRONYM_LENGTH + 1 and not shouted else word.capitalize()
        if shouted and lower > title:
            return word.lower()
        if not shouted and len(word) <= _ACRONYM_LENGTH + 3 and 4 * upper > title:
            return word
        return word.capitalize()

    def tag(self, word: str) -> str:
        """Return the evidence of the corpus as a short string: share of capitalised uses and size, in steps.

        It is "-" for no word.
        """
        return _case_code(self.get(word)) if is_word(word) else UNKNOWN


@lru_cache(maxsize=1 << 15)
def _case_code(counts: Counts) -> str:
    lower, title, upper = counts
    total = lower + title + upper
    if total < 2:
        return f"rare{total}"
    share = (title + upper) / total
    step = sum(share > limit for limit in (0.02, 0.1, 0.3, 0.6, 0.9, 0.98))
    size = sum(total > limit for limit in (5, 30, 300))
    return f"{step}{size}{'u' if upper > title + lower else 't'}"


@dataclass(frozen=True)
class Evidence:
    """All tables from which the evidence on words is taken."""

    table: WordTable
    lexicon: NameLexicon
    clusters: WordClusters
    _codes: dict[str, tuple[str, str]] = field(init=False, repr=False, compare=False, default_factory=dict)

    def of_word(self, word: str) -> tuple[str, str]:
        """Return what does not depend on neighbours, for `TAG` and `MORPH`; remembered, for most words come again."""
        known = self._codes.get(word)
        if known is None:
            if len(self._codes) >= _MOST_REMEMBERED:
                self._codes.clear()
            # spaCy takes only pairs like "Number=Plur" for MORPH.
            known = self._codes[word] = (self.table.tag(word), f"C={self.clusters.code(word)}")
        return known


def is_word(text: str) -> bool:
    """Return whether a token has a letter."""
    return text.isalpha() or any(char.isalpha() for char in text)


def is_shouted(words: Sequence[str]) -> bool:
    """Return whether a paragraph is written in capitals: most of its longer words, and at least two."""
    if sum(map(str.isupper, words)) < 2:
        return False
    longer = [word for word in words if len(word) > _ACRONYM_LENGTH and is_word(word)]
    return len(longer) >= 2 and sum(word.isupper() for word in longer) > 0.7 * len(longer)


def normalise(words: Sequence[str], table: WordTable) -> list[str]:
    """Return the words as the network sees them, one for one."""
    if is_shouted(words):
        return [_normal_word(word, table, shouted=True) for word in words]
    return table.normal.of(words, lambda word: _normal_word(word, table, shouted=False))


def _normal_word(word: str, table: WordTable, *, shouted: bool) -> str:
    if word.isalpha():
        return table.normal_case(word, shouted=shouted) if len(word) > 1 and word.isupper() else word
    if word.isdecimal():
        return "0" * min(len(word), 4)
    word = word.translate(_PLAIN).replace(" ", "")  # the tokenizer keeps "EE. UU." in one piece
    return "--" if word and not word.strip("-") and len(word) > 1 else word or "_"


def sentence_starts(words: Sequence[str]) -> list[bool]:
    """Return for each word whether its capital may be due to its place.

    That is so for the first in the paragraph, and after an end mark or a quote.
    """
    return [index == 0 or words[index - 1] in _SENTENCE_END for index in range(len(words))]


class Described(NamedTuple):
    """A paragraph as the network sees it: normalised words, and for each where it stands and what the lexicons know.

    `longer` are the lexicons' names of several words in it: first word, end and code of each.
    """

    words: list[str]
    places: list[str]
    codes: list[str]
    longer: list[tuple[int, int, str]]


def describe(paragraphs: Sequence[Sequence[str]], evidence: Evidence) -> list[Described]:
    """Return the paragraphs of one article given as their words; all its words together are evidence."""
    normal = [normalise(words, evidence.table) for words in paragraphs]
    starts = [sentence_starts(words) for words in normal]
    inside: Counter[str] = Counter()
    for words, first in zip(normal, starts, strict=True):
        inside.update(compress(words, map(not_, first)))
    topic = evidence.clusters.topic(chain.from_iterable(normal))
    article = _Article(inside, f"t{topic}")
    return [_describe_paragraph(words, first, article, evidence) for words, first in zip(normal, starts, strict=True)]


class _Article(NamedTuple):
    """What the whole article says about its words: how often each stands in mid-sentence, and the topic."""

    inside: Mapping[str, int]
    topic: str


def _describe_paragraph(words: list[str], starts: Sequence[bool], article: _Article, evidence: Evidence) -> Described:
    longer = list(evidence.lexicon.longer_names(words))
    places = [
        _place(word, at_start, article) if word[0].isupper() else "l"
        for word, at_start in zip(words, starts, strict=True)
    ]
    return Described(words, places, evidence.lexicon.codes(words, longer), longer)


def inner_docs(vocab: Vocab, paragraphs: Iterable[Described], evidence: Evidence) -> list[Doc]:
    """Return the inner Docs of described paragraphs."""
    return [_inner_doc(vocab, paragraph, evidence) for paragraph in paragraphs]


def _inner_doc(vocab: Vocab, paragraph: Described, evidence: Evidence) -> Doc:
    add = vocab.strings.add
    codes: list[int] = []
    for word, place, code in zip(paragraph.words, paragraph.places, paragraph.codes, strict=True):
        case, cluster = evidence.of_word(word)
        codes += (add(case), add(place), add(code), add(cluster))
    doc = Doc(vocab, words=paragraph.words)
    columns = np.array(codes, dtype="uint64").reshape(len(doc), len(_COLUMNS))
    return doc.from_array(_COLUMNS, columns)  # type: ignore[arg-type]


def _place(word: str, at_start: bool, article: _Article) -> str:
    """Return what place and article say of a capitalised word; of others nothing is asked."""
    lower = min(article.inside.get(word.lower(), 0), 1)
    same = min(article.inside.get(word, 0) - (not at_start), 2)
    return f"{'S' if at_start else 'm'}{lower}{same}{article.topic}"


def paragraphs_of(doc: Doc) -> list[list[int]]:
    """Return the token indices of the paragraphs of a Doc.

    White space is left out and a line break ends a paragraph.
    """
    return list(_split(doc))


def _split(doc: Doc) -> Iterator[list[int]]:
    words = words_of_doc(doc)
    blank = [index for index, word in enumerate(words) if not word or word.isspace()]
    first = 0
    line: list[int] = []
    for index in (*blank, len(words)):
        line += range(first, index)
        first = index + 1
        if index == len(words) or "\n" in words[index]:
            yield from _short_enough(line, words)
            line = []


def _short_enough(line: list[int], words: Sequence[str]) -> Iterator[list[int]]:
    """Yield the words of a line, in parts when there are too many."""
    while len(line) >= _LONGEST:
        stops = (n for n in range(_LONGEST, min(2 * _LONGEST, len(line) + 1)) if words[line[n - 1]] == ".")
        end = next(stops, 2 * _LONGEST)
        yield line[:end]
        line = line[end:]
    if line:
        yield line
