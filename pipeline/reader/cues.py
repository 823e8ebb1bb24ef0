"""Where the cues of an article are: words that the network takes for anchors, and those around that belong to one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import TypedDict

import numpy as np

from pipeline.reader import thresholds
from pipeline.reader.hints import find_hints, is_taken_away
from pipeline.reader.network import CUES, Floats, sigmoid, softmax
from pipeline.reader.pair_features import Flags
from pipeline.reader.view import EncodedArticle

#: How far from the word before it a further word of a cue stands at most.
_REACH = {"agreement": 8, "statement": 1, "meeting": 1}
#: Columns of the heads that tag words.
_INSIDE, _ANCHOR = 1, 2

#: Where a cue is, and how likely. `component.read` tells what the reader adds to it.
Cue = TypedDict(
    "Cue",
    {
        "kind": str,  # one of `network.CUES`
        "token": int,  # its anchor
        "words": list[int],  # its tokens
        "score": float,  # 0 to 1, mean of the anchor's and its sentence's
        "evidence": list[float],  # how likely anchor and sentence are, 0 to 1
        "hint": str | None,  # id of the own entry that asks for it
        "sentence": int,  # its number, and the first character and the end of the sentence
        "from": int,
        "to": int,
    },
)


def cues_of(article: EncodedArticle) -> Iterable[Cue]:
    """Yield the cues of each kind in turn, by position."""
    in_sentence = sigmoid(article.network.head("sentence", article.sentence_vectors))
    for number, kind in enumerate(CUES):
        yield from _of_kind(article, kind, in_sentence[:, number])


def _of_kind(article: EncodedArticle, kind: str, in_sentence: Floats) -> Iterable[Cue]:
    """Yield the cues of one kind; `in_sentence` is how likely each sentence holds one."""
    hints = find_hints(article.doc, kind)
    tags = softmax(article.network.head(kind, article.vectors))
    sentences = in_sentence[article.sentence_rows]
    score = np.asarray((tags[:, _ANCHOR] + sentences) / 2, np.float32)
    for row, words in _with_words(article, kind, _anchors(article, kind, tags[:, _ANCHOR], hints), tags):
        if score[row] < thresholds.CUE and article.tokens[row] not in hints:
            continue
        yield {
            "kind": kind,
            "token": article.tokens[row],
            "words": words,
            "score": float(score[row]),
            "evidence": [float(tags[row, _ANCHOR]), float(sentences[row])],
            "hint": hints.get(article.tokens[row]),
            **article.place_of(article.sentence_rows[row]),
        }


def _anchors(article: EncodedArticle, kind: str, tagged: Floats, hints: dict[int, str]) -> list[int]:
    """Return the rows of anchors by position; of two words side by side the likelier one."""
    asked = {article.rows[token] for token in hints if token in article.rows}
    likely = {*np.flatnonzero(tagged >= thresholds.ANCHOR).tolist(), *asked}
    likely = {row for row in likely if not is_taken_away(article.doc, article.tokens[row], kind)}
    kept: list[int] = []
    for row in sorted(likely, key=lambda r: (r not in asked, -tagged[r], r)):
        if all(abs(article.tokens[row] - article.tokens[other]) > 1 for other in kept):
            kept.append(row)
    return sorted(kept)


def _with_words(
    article: EncodedArticle, kind: str, anchors: Sequence[int], tags: Floats
) -> Iterable[tuple[int, list[int]]]:
    """Yield each anchor with the tokens of its cue: the words around it that belong to one, each to one cue.

    The words of an agreement may stand apart: "acordaron este martes acelerar".
    """
    inside, taken = tags[:, _INSIDE] > tags[:, 0], -1
    for row, after in pairwise([*anchors, len(inside)]):
        own = [*_ahead(article, row, inside, taken), row]
        for other in range(row + 1, _limit(row, after, inside)):
            apart = article.sentence_rows[other] != article.sentence_rows[row]
            if apart or other - own[-1] > _REACH[kind]:
                break
            if inside[other]:
                own.append(other)
        taken = own[-1]
        yield row, [article.tokens[r] for r in own]


def _ahead(article: EncodedArticle, row: int, inside: Flags, taken: int) -> list[int]:
    """Return the rows of the words of a cue right before its anchor, behind the last that is `taken`."""
    first = row
    while first - 1 > taken and inside[first - 1] and article.sentence_rows[first - 1] == article.sentence_rows[row]:
        first -= 1
    return list(range(first, row))


def _limit(row: int, after: int, inside: Flags) -> int:
    """Return the row before which the words of a cue end.

    Those right before the next anchor are its own, if anything parts them from this one ("firmaron un convenio y han
    acordado").
    """
    limit = after
    while limit - 1 > row and inside[limit - 1]:
        limit -= 1
    return after if limit == row + 1 else limit
