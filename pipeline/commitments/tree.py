"""A parsed text as plain Python objects: what the rules of the commitment modules look at.

Rules ask every word of a sentence many small questions (its lemma, its children, the words behind it). spaCy makes a
new `Token` for each answer, and looks its strings up again; here they are taken from the Doc once and kept. Attributes
are named as in spaCy, so that a rule reads the same.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache, wraps
from itertools import repeat
from typing import Any, NamedTuple, TypeVar, cast

from spacy.attrs import DEP, HEAD, IDX, LEMMA, MORPH, POS
from spacy.lang.es.lex_attrs import like_num
from spacy.lang.lex_attrs import is_punct
from spacy.tokens import Doc

from pipeline.attributes import lower_words, text_of, words_of_doc

_T = TypeVar("_T")


class Morph(NamedTuple):
    """The features of a word that rules ask about; a word may have several values of one, or none."""

    verb_form: tuple[str, ...] = ()
    mood: tuple[str, ...] = ()
    tense: tuple[str, ...] = ()
    person: tuple[str, ...] = ()
    number: tuple[str, ...] = ()


@lru_cache(maxsize=1 << 12)
def _morph(features: str) -> Morph:
    """ "Mood=Ind|Number=Sing" as features."""
    values = dict(feature.split("=", 1) for feature in features.split("|") if "=" in feature)
    names = ("VerbForm", "Mood", "Tense", "Person", "Number")
    return Morph(*(tuple(values[name].split(",")) if name in values else () for name in names))


class Word:
    """A word of a text: what spaCy's `Token` of that name knows, with the word's place in the tree."""

    __slots__ = (
        "dep_", "head", "i", "idx", "known", "lefts", "lemma_", "lower_", "morph", "pos_",
        "rights", "sent", "text",
    )  # fmt: skip

    def __init__(
        self, sent: Sentence, i: int, idx: int, text: str, lower: str, lemma: str, pos: str, dep: str, morph: Morph
    ) -> None:
        self.sent = sent
        self.i = i
        self.idx = idx
        self.text = text
        self.lower_ = lower
        self.lemma_ = lemma
        self.pos_ = pos
        self.dep_ = dep
        self.morph = morph
        self.head: Word = self
        #: The words that hang on it, those before it and those behind it.
        self.lefts: Sequence[Word] = ()
        self.rights: Sequence[Word] = ()
        #: Answers to questions that were asked before, see `once`; most words are never asked one.
        self.known: dict[Any, Any] | None = None

    def __len__(self) -> int:
        return len(self.text)

    @property
    def doc(self) -> Text:
        """The text it stands in."""
        return self.sent.doc

    @property
    def is_sent_start(self) -> bool:
        """The first word of its sentence."""
        return self.i == self.sent.start

    @property
    def is_lower(self) -> bool:
        """All letters are small."""
        return self.text.islower()

    @property
    def is_space(self) -> bool:
        """White space only."""
        return self.text.isspace()

    @property
    def is_punct(self) -> bool:
        """Punctuation marks only."""
        return _is_punct(self.text)

    @property
    def like_num(self) -> bool:
        """A figure or the word for one."""
        return bool(like_num(self.text))  # type: ignore[no-untyped-call]

    @property
    def children(self) -> Sequence[Word]:
        """The words that hang on it, left to right."""
        return (*self.lefts, *self.rights)

    @property
    def subtree(self) -> Sequence[Word]:
        """The word and all that hangs on it, left of it and right of it."""
        return _subtree(self)

    @property
    def ancestors(self) -> Iterator[Word]:
        """The word it hangs on, the one that this one hangs on, and so on."""
        above = self
        while above.head is not above:
            above = above.head
            yield above

    @property
    def conjuncts(self) -> Sequence[Word]:
        """The words it is coordinated with."""
        first = self
        while first.dep_ == "conj" and first.head is not first:
            first = first.head
        row = [first]
        for word in row:
            row += (other for other in word.rights if other.dep_ == "conj")
        return [word for word in row if word is not self]

    def nbor(self, distance: int) -> Word:
        """The word so many places further on. Raises IndexError outside the text."""
        at = self.i + distance
        if at < 0:
            raise IndexError(f"no word {distance} from word {self.i}")
        return self.doc[at]


class Sentence(list[Word]):
    """The words of a sentence, with its place in the text."""

    __slots__ = ("doc", "end", "end_char", "root", "start", "start_char", "text")

    def __init__(self, doc: Text, start: int, end: int, chars: tuple[int, int]) -> None:
        super().__init__()
        self.doc, self.start, self.end = doc, start, end
        self.start_char, self.end_char = chars
        self.text = doc.text[slice(*chars)]
        #: The word that all others hang on, the first one where there are several.
        self.root: Word


class Text(list[Word]):
    """The words of a parsed Doc and its sentences."""

    __slots__ = ("sents", "text")

    def __init__(self, doc: Doc) -> None:
        super().__init__()
        self.text = text_of(doc)
        self.sents: list[Sentence] = []
        if len(doc):
            self._read(doc)

    def between(self, start: int, end: int) -> str:
        """The text of the words from `start` to `end` (exclusive)."""
        last = self[end - 1] if start < end else None
        return "" if last is None else self.text[self[start].idx : last.idx + len(last.text)]

    def inside(self, start: int, end: int) -> list[Word]:
        """The words that lie within some characters."""
        return self[bisect_left(self, start, key=_start) : bisect_right(self, end, key=_end)]

    def _read(self, doc: Doc) -> None:
        lemmas, parts, labels, features, places = doc.to_array([LEMMA, POS, DEP, MORPH, IDX]).T.tolist()
        strings = doc.vocab.strings
        columns = (
            places,
            words_of_doc(doc),
            lower_words(doc),
            _named(lemmas, strings.__getitem__),
            _named(parts, strings.__getitem__),
            _named(labels, strings.__getitem__),
            _named(features, lambda number: _morph(strings[number])),
        )
        for span in doc.sents:
            start, end = span.start, span.end
            chars = places[start], places[end - 1] + len(columns[1][end - 1])
            sentence = Sentence(self, start, end, chars)
            # column by column: a tuple for each word first would double the work
            sentence += map(Word, repeat(sentence), range(start, end), *(column[start:end] for column in columns))
            self.sents.append(sentence)
            self += sentence
        self._join(doc.to_array(HEAD).view("int64").tolist())
        for sentence in self.sents:
            sentence.root = next(word for word in sentence if word.head is word)

    def _join(self, heads: Sequence[int]) -> None:
        """Hang each word on its head, which stands so many places away."""
        for word, distance in zip(self, heads, strict=True):
            if not distance:
                continue
            head = word.head = self[word.i + distance]
            if distance > 0:
                head.lefts = (*head.lefts, word)
            else:
                head.rights = (*head.rights, word)


def once(question: Callable[[Word], _T]) -> Callable[[Word], _T]:
    """A question about a word that is answered once and remembered; nobody may change the answer."""

    @wraps(question)
    def answer(word: Word) -> _T:
        known = word.known
        if known is None:
            known = word.known = {}
        elif question in known:
            return cast(_T, known[question])
        found = known[question] = question(word)
        return found

    return answer


@once
def _subtree(word: Word) -> Sequence[Word]:
    out: list[Word] = []
    for other in word.lefts:
        out += _subtree(other)
    out.append(word)
    for other in word.rights:
        out += _subtree(other)
    return out


def _named(numbers: Sequence[int], name: Callable[[int], _T]) -> list[_T]:
    """What each number of a column stands for, looked up once for each that comes up."""
    names = {number: name(number) for number in set(numbers)}
    return [names[number] for number in numbers]


_is_punct = lru_cache(maxsize=1 << 12)(is_punct)


def _start(word: Word) -> int:
    return word.idx


def _end(word: Word) -> int:
    return word.idx + len(word.text)
