"""An article as the reader sees it: words that are read, windows of them, mentions, and vectors of all these."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, TypedDict

import numpy as np
from spacy.tokens import Doc

from pipeline.reader.actors import Actor
from pipeline.reader.candidates import Candidate, find_candidates
from pipeline.reader.cue_features import Known
from pipeline.reader.network import Floats, Network
from pipeline.reader.pair_features import Flags, Mentions, Numbers, Words, pair_numbers, see_mentions, see_words
from pipeline.reader.windows import read_windows
from pipeline.schemas import Row
from pipeline.text.attributes import article_of, lower_words, offsets_of, rows_of, text_of, words_of_doc
from pipeline.text.quotes import find_quotes

if TYPE_CHECKING:
    from tokenizers import Tokenizer

#: Words from a cue on that are looked at for its theme, and words of a mention, at most.
_BEHIND, _MENTION = 12, 8


#: Number of a sentence, its first character and its end.
Place = TypedDict("Place", {"sentence": int, "from": int, "to": int})


@dataclass(frozen=True, slots=True)
class Mention:
    """Something a cue may point to: its actor, key and the parties it stands for; `row` of a date or an amount."""

    actor: Actor
    key: str
    parties: tuple[tuple[str, Row], ...] = ()
    row: str | None = None

    def keys(self, role: str) -> list[str]:
        """Return the keys of whoever has a role where this mention has it.

        They are those of the parties that it stands for, else its own.
        """
        return [key for key, _ in self.parties] if role == "party" else [self.key]


class View:
    """A Doc as the reader sees it before the network does: words that are read, windows of them, mentions."""

    def __init__(self, doc: Doc, tokenizer: Tokenizer) -> None:
        self.doc = doc
        text = text_of(doc)
        self.words = [(a, a + len(word)) for word, a in zip(words_of_doc(doc), offsets_of(doc), strict=False)]
        self.sentences = [(s.start, s.end) for s in doc.sents] if doc.has_annotation("SENT_START") else [(0, len(doc))]
        self._starts = [s for s, _ in self.sentences]
        cut = read_windows(tokenizer, text, article_of(doc).get("title") or "", self.sentences, self.words)
        read = [(i, p) for i, p in enumerate(cut.places) if p is not None and _is_word(text, self.words[i])]
        self.windows = cut.windows
        #: Tokens that are read, the row of each, and window and piece of each row.
        self.tokens = [i for i, _ in read]
        self.rows = {token: row for row, token in enumerate(self.tokens)}
        self.places = [place for _, place in read]
        self._pairs: dict[tuple[int, bool], Numbers] = {}
        self._known: dict[int, Floats] = {}

    def sentence_of(self, token: int) -> int:
        """Return the number of the sentence that a token stands in."""
        return bisect_right(self._starts, token) - 1

    def place_of(self, sentence: int) -> Place:
        """Return the number of a sentence and its characters."""
        first, last = self.sentences[sentence]
        return {"sentence": sentence, "from": self.words[first][0], "to": self.words[last - 1][1]}

    @cached_property
    def sentence_rows(self) -> list[int]:
        """Number of the sentence of each row."""
        return [self.sentence_of(token) for token in self.tokens]

    def rows_of_sentence(self, sentence: int) -> range:
        """Return the rows of the words of a sentence; none for a number that no sentence has."""
        return range(bisect_left(self.sentence_rows, sentence), bisect_right(self.sentence_rows, sentence))

    def pieces_of(self, sentence: int) -> list[tuple[int, int]]:
        """Return the window and piece of each piece of a sentence, from its first word that is read to its last."""
        rows = self.rows_of_sentence(sentence)
        if not rows:
            return []
        (window, first), (_, last) = self.places[rows[0]], self.places[rows[-1]]
        return [(window, piece) for piece in range(first, last + 1)]

    def rows_behind(self, row: int) -> list[int]:
        """Return the rows of a word and of those behind it in its sentence, a few: what is agreed is said there."""
        last = min(row + _BEHIND, len(self.tokens))
        return [other for other in range(row, last) if self.sentence_rows[other] == self.sentence_rows[row]]

    @cached_property
    def known(self) -> Known:
        """What the lexicons know of the words of the article."""
        return Known(article_of(self.doc).get("title") or "", text_of(self.doc), lower_words(self.doc))

    def known_of(self, token: int) -> Floats:
        """Return what the lexicons know of a cue, as numbers; both readings ask for it."""
        if token not in self._known:
            sentence = self.sentences[self.sentence_of(token)]
            clause = self.words[token][1], self.words[sentence[1] - 1][1]
            self._known[token] = self.known.numbers(token, sentence, clause)
        return self._known[token]

    @cached_property
    def mentions(self) -> list[Mention]:
        """What cues may point to, by position: actors, dates and amounts of which a word is read."""
        found = [*map(_mention_of_actor, find_candidates(self.doc)), *_dates_and_amounts(self.doc)]
        found = [m for m in found if any(i in self.rows for i in _tokens_looked_at(m))]
        return sorted(found, key=lambda m: (m.actor.start, m.actor.end))

    @cached_property
    def seen_words(self) -> Words:
        """The tokens as pairs of cue and mention see them."""
        sentences = [number for number, (first, last) in enumerate(self.sentences) for _ in range(first, last)]
        windows, quoted = [-1] * len(self.words), [False] * len(self.words)
        for token, (window, _) in zip(self.tokens, self.places, strict=True):
            windows[token] = window
        starts = [start for start, _ in self.words]
        for quote in find_quotes(text_of(self.doc)):
            first, last = bisect_left(starts, quote.start), bisect_left(starts, quote.end)
            quoted[first:last] = [True] * (last - first)
        return see_words(words_of_doc(self.doc), sentences, windows, quoted)

    @cached_property
    def seen_mentions(self) -> Mentions:
        """What is known of each mention without a cue."""
        parties = [(m.parties[0][0], m.parties[0][1]["kind"]) if m.parties else None for m in self.mentions]
        actors, keys = [m.actor for m in self.mentions], [m.key for m in self.mentions]
        return see_mentions(actors, keys, parties, self.seen_words)

    def pair_numbers(self, cue: int, role: str, spoke_last: Flags | None = None) -> Numbers:
        """Return the numbers of the pairs of a cue with each mention (see `pair_features.pair_numbers`).

        Roles share what they can.
        """
        if spoke_last is not None:
            return pair_numbers(self.seen_mentions, self.seen_words, cue, role, spoke_last)
        key = cue, role == "party"
        if key not in self._pairs:
            self._pairs[key] = pair_numbers(self.seen_mentions, self.seen_words, cue, role)
        return self._pairs[key]

    @cached_property
    def mention_rows(self) -> list[list[int]]:
        """Rows of the words of each mention."""
        return [[self.rows[i] for i in _tokens_looked_at(m) if i in self.rows] for m in self.mentions]


class EncodedArticle(View):
    """A Doc as the reader sees it, with vectors of its words."""

    def __init__(self, doc: Doc, network: Network) -> None:
        super().__init__(doc, network.tokenizer)
        self.network = network
        nothing = np.zeros((1, 1, 384), np.float32)
        #: What the network and its lower layers make of the windows: (windows, pieces, width).
        hidden, self.below = network.encode(self.windows) if self.places else (nothing, nothing)
        self.vectors: Floats = hidden[[window for window, _ in self.places], [piece for _, piece in self.places]]

    @cached_property
    def sentence_vectors(self) -> Floats:
        """Mean of the words of each sentence."""
        out = np.zeros((len(self.sentences), self.vectors.shape[1]), np.float32)
        np.add.at(out, self.sentence_rows, self.vectors)
        counts = np.bincount(self.sentence_rows, minlength=len(self.sentences)).clip(1)
        return np.asarray(out / counts[:, None], np.float32)

    def below_of(self, mentions: Sequence[int]) -> Floats:
        """Return the mean of what the lower layers make of the words of some mentions: (mentions, width)."""
        words = [[self.places[row] for row in self.mention_rows[number]] for number in mentions]
        means = [self.below[tuple(np.array(places).T)].mean(0) for places in words]
        return np.stack(means) if means else np.zeros((0, self.below.shape[2]), np.float32)

    @cached_property
    def mention_vectors(self) -> Floats:
        """Mean of the words of each mention."""
        return np.stack([self.vectors[rows].mean(0) for rows in self.mention_rows])


def _is_word(text: str, span: tuple[int, int]) -> bool:
    return any(c.isalnum() for c in text[slice(*span)])


def _tokens_looked_at(mention: Mention) -> range:
    actor = mention.actor
    return range(actor.start, min(actor.end, actor.start + _MENTION))


def _mention_of_actor(candidate: Candidate) -> Mention:
    return Mention(candidate.actor, candidate.key, tuple(zip(candidate.party_keys, candidate.parties, strict=True)))


def _dates_and_amounts(doc: Doc) -> Iterable[Mention]:
    """Yield the days, terms and amounts as mentions; a time of day counts as its day."""
    for row in rows_of(doc, "dates"):
        if row["type"] != "SET" and row["value"]:
            value = str(row["value"]).partition("T")[0] if row["type"] == "TIME" else str(row["value"])
            yield from _mention_of_row(doc, row, "date", value, row["date_id"])
    for row in rows_of(doc, "amounts"):
        yield from _mention_of_row(doc, row, "amount", text_of(doc)[row["start"] : row["end"]], row["amount_id"])


def _mention_of_row(doc: Doc, row: Row, kind: str, name: str, row_id: str) -> Iterable[Mention]:
    span = doc.char_span(row["start"], row["end"], alignment_mode="expand")
    if span is not None and len(span):
        before = span[0].nbor(-1).lower_ if span.start else None
        yield Mention(Actor(span.start, span.end, name, kind, preposition=before), f"{kind[0]}:{name}", row=row_id)
