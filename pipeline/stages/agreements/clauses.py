"""The stretch of a sentence that tells of one commitment, and what of it the commitment is about."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.text.attributes import Row
from pipeline.text.quotes import Quote
from pipeline.text.speech_verbs import speech_forms

TRAILING = " ,;:—–-"
_AROUND = TRAILING + '."”» \n'
#: Marks of quotation that open one, with those that close it.
_OPENING = {"«": "»", "“": "”", '"': '"'}
#: Words that join a clause to the next one and belong to neither.
_CONNECTORS = re.compile(
    r"(?:[\s,;]|\b(?:y|e|o|así como|además|también|a|en|para|de|por|que|se|no)\b)+$", re.IGNORECASE
)
#: Where what is agreed on may end and the words of who tells it begin: "…, dijo el canciller", "…, según la nota".
_SOURCE = re.compile(r"(?:,\s+|\s[—–-]\s*)(?:(?P<marker>según|de acuerdo con|conforme a)\b|(?P<words>\w+(?: \w+)?))")
#: What follows a date that is itself what is agreed on: "acordaron el lunes como fecha".
_GOES_ON = re.compile(r"\s+(?:como|para|y|e|o|u)\b")
#: What may stand between a verb and the date behind it.
_ARTICLE = re.compile(r"[ ,]*(?:(?:el|la|los|este|esta)(?: (?:pasado|pasada|próximo|próxima|mismo|misma))? )?")

Range = tuple[int, int]


def clauses_of(text: str, sentence: Range, cues: Sequence[Range]) -> list[Range]:
    """Return the characters of the clause of each cue of a sentence, by position.

    `cues` are (start of the first word, end of the word of action). The first clause begins with the
    sentence, each ends before the next cue or with the sentence.
    """
    found = []
    for n, (first, last) in enumerate(cues):
        start = sentence[0] if n == 0 else first
        end = max(cues[n + 1][0], last) if n + 1 < len(cues) else sentence[1]
        words = text[start:end]
        if n + 1 < len(cues):
            words = _CONNECTORS.sub("", words)
        found.append((start, max(start + len(words.rstrip(TRAILING + "\n")), last)))
    return found


def object_of(text: str, after: int, end: int, *, quotes: Sequence[Quote] = (), days: Sequence[Row] = ()) -> str:
    """Return what a commitment is about: the words from `after` the anchor up to `end`, the end of its clause.

    They end where a quotation that the anchor stands in is closed, and before the words of who tells it. A day right
    behind the anchor is no part of them: "acordaron este martes la venta".
    """
    around = next((q for q in quotes if q.start <= after < q.end), None)
    if around is not None:
        end = min(end, around.inner_end)
    end = _before_source(text, after, end)
    words = text[_after_day(text, after, days) : end].strip(_AROUND) or text[after:end].strip(_AROUND)
    return words[1:] if words[:1] in _OPENING and _OPENING[words[0]] not in words[1:] else words


def _before_source(text: str, start: int, end: int) -> int:
    """Return where the words of who tells it begin, `end` where there are none behind the first word."""
    found = (match for match in _SOURCE.finditer(text, start, end) if match.start() > start + 1)
    return next((match.start() for match in found if match["marker"] or _is_said(match["words"])), end)


def _is_said(words: str) -> bool:
    """Whether one of one or two words is a verb of saying in the past: "dijo", "así informó"."""
    forms = (speech_forms().get(word) for word in words.lower().split())
    return any(form is not None and form.tense == "past" for form in forms)


def _after_day(text: str, start: int, days: Sequence[Row]) -> int:
    """Return where a day that begins at `start`, its article before it, ends; `start` when there is none."""
    for day in days:
        if day["start"] >= start and _ARTICLE.fullmatch(text, start, day["start"]):
            return start if _GOES_ON.match(text, day["end"]) else int(day["end"])
    return start
