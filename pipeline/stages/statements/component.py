"""Statements: who said what, directly or in reported speech.

"Vera declaró que habrá tregua" is one indirect statement of Vera's, "«Es un éxito», dijo el canciller"
a direct one, "según la cancillería" an indirect one without verb. The reader tells which words speak and for whom.

Reads: the reader's cues, tokens, quotation marks.
Writes: `doc._.statements`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from itertools import pairwise

from spacy.language import Language
from spacy.tokens import Doc

from pipeline.knowledge.lexicon import Lexicon, using, word_list
from pipeline.stages.statements.content import Range, content_of
from pipeline.stages.statements.lemmas import lemma_of
from pipeline.stages.statements.references import Memory, resolved
from pipeline.text.attributes import Row, lower_words, offsets_of, row_id, rows_of, text_of, words_of_doc
from pipeline.text.component import Component
from pipeline.text.function_words import AND, PREPOSITIONS
from pipeline.text.quotes import Quote, find_quotes

#: Statements less sure than this do not come out.
MIN_CONFIDENCE = 0.55
#: A statement this likely to be direct is.
DIRECT = 0.5
#: A speaker less likely than this is nobody; a second one of the same verb has to be this likely.
SPEAKER, SECOND = 0.2, 0.5
#: Tokens between two speakers of one verb at most, and the words that join them.
_JOINED, _JOINS = 12, AND | {"junto", "como", ","}
_KINDS = {"institution": "organization", "media": "organization", "anaphor": "organization", "place": "country",
          "site": "organization", "name": "unknown"}  # fmt: skip


def find_statements(doc: Doc, *, min_confidence: float = MIN_CONFIDENCE, lexicon: Lexicon | None = None) -> list[Row]:
    """Return the statement rows of a `doc` that was read, by position, without those under `min_confidence` (0 to 1).

    A row has the columns of the `statements` table but article_id, text and sentence; `start` and `end` are the
    characters of the content and of the words that tell whose it is, end exclusive.

    `lexicon` is what names and words are looked up in; None for that in force, which is the package's.
    """
    with using(lexicon):
        return _statements(doc, min_confidence)


def _statements(doc: Doc, min_confidence: float) -> list[Row]:
    cues = [c for c in rows_of(doc, "cues") if c["kind"] == "statement" and c["sure"] >= min_confidence]
    speech = _Speech(doc, text_of(doc), find_quotes(text_of(doc)), {cue["token"] for cue in cues}, Memory())
    rows = [row for cue, after in pairwise([*cues, None]) if cue for row in _rows(speech, cue, after)]
    return [{**row, "statement_id": row_id("s", number)} for number, row in enumerate(rows, 1)]


@dataclass(frozen=True)
class _Speech:
    """What the cues of an article are seen with: its quotations, the tokens that speak, and who spoke before."""

    doc: Doc
    text: str
    quotes: Sequence[Quote]
    spoken: Set[int]
    memory: Memory

    def range_of(self, first: int, last: int) -> Range:
        """Return the characters of the tokens from `first` to `last`, the last among them."""
        offsets = offsets_of(self.doc)
        return offsets[first], offsets[last] + len(words_of_doc(self.doc)[last])


def _rows(speech: _Speech, cue: Row, after: Row | None) -> Iterator[Row]:
    """Yield one row for each speaker of a cue, and keep who has spoken; `after` is the next cue."""
    following = None
    if after is not None and after["sentence"] == cue["sentence"]:
        following = offsets_of(speech.doc)[after["token"]]
    for told in speakers_of(speech.doc, cue, speech.spoken):
        speaker = resolved(speech.doc, told, speech.memory)
        speech.memory.keep(speaker)
        yield _row(speech, cue, speaker, following)


def _row(speech: _Speech, cue: Row, speaker: Row, following: int | None) -> Row:
    """Return the row of a cue and a speaker; `following` is where the next cue of the sentence begins."""
    tokens = _verb(speech.doc, cue)
    verb, place = speech.range_of(*tokens), speech.range_of(speaker["first"], speaker["last"] - 1)
    direct = cue["direct"] >= DIRECT
    near = place if cue["from"] <= place[0] < cue["to"] else None
    content = content_of(
        speech.text, (cue["from"], cue["to"]), verb, speech.quotes, direct=direct, speaker=near, following=following
    )
    edges = [*verb, *(content if content[0] < content[1] else ()), *(near or ())]
    return {
        "speaker": speaker["name"],
        "person_id": speaker["person_id"],
        "speaker_kind": _KINDS.get(speaker["kind"], speaker["kind"]),
        "verb": speech.text[slice(*verb)],
        "lemma": lemma_of(speech.doc, *tokens, cue["token"]),
        "kind": "direct" if direct else "indirect",
        "content": speech.text[slice(*content)],
        "start": min(edges),
        "end": max(edges),
        "rule": "|".join(_rule(cue, speaker["sure"])),
        "confidence": round(cue["sure"], 2),
    }


def _rule(cue: Row, sure: float) -> Iterator[str]:
    """Yield what made the row: how sure the reader is of the words, an own entry that asked for it, how sure of who."""
    yield f"reader.{round(100 * cue['score'])}"
    if cue["hint"]:
        yield cue["hint"]
    yield f"who.{round(100 * sure)}" if sure >= SECOND else f"who.doubtful.{round(100 * sure)}"


def _verb(doc: Doc, cue: Row) -> tuple[int, int]:
    """Return the first and the last token of the verb or marker: the words of a cue that stand around its anchor.

    A marker is whole with its preposition: "de acuerdo con".
    """
    own, first, last = set(cue["words"]), cue["token"], cue["token"]
    while first - 1 in own:
        first -= 1
    while last + 1 in own:
        last += 1
    before, word = lower_words(doc)[max(0, first - 1) : first], lower_words(doc)[first]
    if word in word_list("reference_nouns", "markers", "nouns") and not PREPOSITIONS.isdisjoint(before):
        first -= 1
    return first, last


def speakers_of(doc: Doc, cue: Row, spoken: Set[int]) -> list[Row]:
    """Return the likeliest speaker of a cue and those joined to it, by position; none where nobody is likely.

    "Vera y Paz dijeron" has two.

    `spoken` are the tokens that speak, that of the cue among them: none stands within a list.
    """
    told = cue["speaker"]
    if not told or told[0]["sure"] < SPEAKER:
        return []
    chosen = [told[0]]
    for other in told[1:]:
        if other["sure"] >= SECOND and any(_are_joined(doc, one, other, spoken) for one in chosen):
            chosen.append(other)
    return sorted(chosen, key=lambda speaker: (speaker["first"], speaker["last"]))


def _are_joined(doc: Doc, one: Row, other: Row, spoken: Set[int]) -> bool:
    """Whether two mentions are parts of one list, which no word of speech (`spoken`) cuts."""
    before, after = sorted((one, other), key=lambda m: (m["first"], m["last"]))
    if any(before["last"] <= token < after["first"] for token in spoken):
        return False
    between = lower_words(doc)[before["last"] : after["first"]]
    return len(between) <= _JOINED and not _JOINS.isdisjoint(between) and not re.search(r"[.;:]", " ".join(between))


class Statements(Component):
    """Component: leaves the rows of `find_statements` in `doc._.statements`."""

    def __init__(self, *, min_confidence: float = MIN_CONFIDENCE, lexicon: Lexicon | None = None) -> None:
        super().__init__(lexicon)
        self.min_confidence = min_confidence

    def __call__(self, doc: Doc) -> Doc:
        """Write the statements of `doc`, in place."""
        doc._.statements = find_statements(doc, min_confidence=self.min_confidence, lexicon=self.lexicon)
        return doc


@Language.factory(
    "comunicado_statements",
    requires=["doc._.cues", "doc._.people", "doc._.titles", "doc._.organizations", "doc._.places", "doc._.mentions"],
    assigns=["doc._.statements"],
    default_config={"min_confidence": MIN_CONFIDENCE, "lexicon": None},
)
def make_statements(nlp: Language, name: str, min_confidence: float, lexicon: Lexicon | None = None) -> Statements:
    """Make the component."""
    return Statements(min_confidence=min_confidence, lexicon=lexicon)
