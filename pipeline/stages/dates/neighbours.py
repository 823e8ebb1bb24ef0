"""Words beside a place in a text, by their use in `lexicons/date_words.csv`."""

from __future__ import annotations

import re

from pipeline.knowledge.lexicon import per_lexicon
from pipeline.stages.dates.context import DateContext
from pipeline.text.word_values import alternatives, date_words


def has_word_before(use: str, at: int, context: DateContext) -> bool:
    """Whether one of the words of that use stands right before a place: "before a month" is the "en" of "en mayo"."""
    return _pattern_at_end(use).search(context.before(at)) is not None


@per_lexicon
def _pattern_at_end(use: str) -> re.Pattern[str]:
    """Return the pattern of a folded text that ends in one of the words and white space."""
    return re.compile(rf"\b{alternatives(date_words(use))}\s+$")
