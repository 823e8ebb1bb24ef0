"""What the lexicons know of a cue, as numbers beside what the network makes of it.

Words speak for themes (`themes.csv`), verbs for a status (`commitment_verbs.csv`), and the form of a verb tells whether
something was done or will be.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from pipeline.knowledge.entries import split_cell
from pipeline.knowledge.lexicon import per_lexicon, read_lexicon
from pipeline.reader.themes import theme_hits, theme_sums
from pipeline.reader.verb_forms import look_up
from pipeline.schemas import STATUSES, THEMES

Numbers = npt.NDArray[np.float32]

#: Tenses of verb forms, see `verb_forms.VerbForm`.
_TENSES = ("present", "past", "future", "conditional", "subjunctive", "gerund", "participle", "infinitive")
#: Characters after which a word behind the cue counts only 1/e.
_FADE = 60.0
#: Characters before a cue whose words count too.
_AROUND = 300
#: Words before a cue that are looked at: "podrían firmar", "no se comprometieron".
_BEFORE = ("podría", "podrían", "puede", "pueden", "debe", "deben", "va", "van", "no", "para", "si", "que")
_NEAR = 4
#: Length of the numbers of a cue.
WIDTH = 3 * len(THEMES) + 2 * (len(STATUSES) + len(_TENSES)) + len(_BEFORE)


class Known:
    """What the lexicons know of the cues of one article; its words are looked up once."""

    def __init__(self, title: str, text: str, words: Sequence[str]) -> None:
        """Look the words of an article up; `words` are the tokens of `text` in lower case."""
        self.words, self.hits = words, theme_hits(text)
        sums = _vector(theme_sums(self.hits, 0, len(text))) + _vector(theme_sums(theme_hits(title), 0, len(title)))
        #: Share of each theme in the words of the article.
        self.shares: Numbers = np.asarray(sums / max(1.0, float(sums.sum())), np.float32)

    def numbers(self, cue: int, sentence: tuple[int, int], place: tuple[int, int]) -> Numbers:
        """Return the numbers of a cue, WIDTH of them.

        `cue` is its token, `sentence` the range of its sentence's tokens, `place` the characters where the cue and its
        sentence end.
        """
        start, end = place
        words = self.words
        behind = next((i for i in range(cue + 1, min(cue + 1 + _NEAR, sentence[1])) if look_up(words[i])), None)
        before = set(words[max(sentence[0], cue - _NEAR) : cue])
        parts: list[Numbers] = [
            _vector(theme_sums(self.hits, start, end, fade=_FADE)),
            np.asarray(_vector(theme_sums(self.hits, max(0, start - _AROUND), end)) / 3, np.float32),
            self.shares,
            _of_verb(words[cue]),
            _of_verb(words[behind]) if behind is not None else np.zeros(len(STATUSES) + len(_TENSES), np.float32),
            np.array([word in before for word in _BEFORE], np.float32),
        ]
        return np.concatenate(parts)


def _vector(sums: Mapping[str, float]) -> Numbers:
    return np.array([sums.get(theme, 0.0) for theme in THEMES], np.float32)


@per_lexicon(maxsize=1 << 12)
def _of_verb(word: str) -> Numbers:
    """Return the status of the verb in the lexicon and tense of the form, each one number of many."""
    out = np.zeros(len(STATUSES) + len(_TENSES), np.float32)
    form = look_up(word)
    if form is not None:
        status = _statuses().get(form.lemma)
        if status is not None:
            out[STATUSES.index(status)] = 1
        out[len(STATUSES) + _TENSES.index(form.tense)] = 1
    return out


@per_lexicon
def _statuses() -> dict[str, str]:
    rows = [(lemma, row["status"]) for row in read_lexicon("commitment_verbs") for lemma in split_cell(row["lemma"])]
    return dict(reversed(rows))
