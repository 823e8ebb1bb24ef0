"""Every Doc extension, span key and label the stages share, and the only `set_extension` calls.

Stages keep their results as plain dict rows of str, int, float and None in `doc._.<stage>`: spaCy cannot send spans or
dataclasses to another process (E871), and rows are what the tables are made of anyway.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import accumulate
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from spacy.attrs import POS, SENT_START, SPACY
from spacy.parts_of_speech import NAMES
from spacy.tokens import Doc, Span

from pipeline.schemas import MENTION_KINDS
from pipeline.schemas import SKIPPABLE_STAGES as SKIPPABLE_STAGES  # and who puts the components together
from pipeline.schemas import Row as Row  # the stages know rows by this module, and no tables
from pipeline.text.word_memory import Remembered

#: Stages that leave rows behind, in the order they run. One word is the file, the factory, the extension and the table.
STAGES = tuple(stage for stage in SKIPPABLE_STAGES if stage not in ("ner", "names", "reader"))

#: Labels of proper names in `doc.ents`, those of CoNLL-2002.
NAME_LABELS = ("PER", "LOC", "ORG", "MISC")

Ranges = list[tuple[int, int]]

Made = TypeVar("Made")

#: An extension with the default None, as `Doc.get_extension` gives it: no method, getter or setter.
_NO_MORE = (None, None, None, None)

#: What was made of a Doc by its name, as long as the Doc lives. `doc.user_data` would go along to copies of a part of
#: it (`span.as_doc`), to merged Docs and to other processes, of which it is not true.
_MADE: WeakKeyDictionary[Doc, dict[str, Any]] = WeakKeyDictionary()
#: Words by the hash that spaCy has for each, in every vocabulary the same, and words in lower case.
_SPELLED: Remembered[int, str] = Remembered()
_LOWER: Remembered[str, str] = Remembered()


def register() -> None:
    """Declare the Doc extensions. Safe to call any number of times (a second `set_extension` would raise E090).

    Raises ValueError where one of the names is somebody else's.
    """
    for name in (*STAGES, "mentions", "cues", "article", "foreign_affairs"):
        if not Doc.has_extension(name):
            Doc.set_extension(name, default=None)
        elif Doc.get_extension(name) != _NO_MORE:
            message = (
                f"Doc._.{name} is set by other code and comunicado writes its rows there: "
                f'declare the other one under another name, or remove it (Doc.remove_extension("{name}")) before'
            )
            raise ValueError(message)


def rows_of(doc: Doc, stage: str) -> list[Row]:
    """Return the rows that a stage left in `doc`; an empty list when it has not run."""
    return (doc._.get(stage) or []) if Doc.has_extension(stage) else []


def article_of(doc: Doc) -> Row:
    """Return the metadata of the article (`article_id`, `published`, ...).

    It is empty for a Doc that came from no article.
    """
    return (doc._.get("article") or {}) if Doc.has_extension("article") else {}


def foreign_affairs_of(doc: Doc) -> float | None:
    """Return how likely the article is about foreign affairs, None where the reader has not run."""
    return doc._.get("foreign_affairs") if Doc.has_extension("foreign_affairs") else None


def _once(doc: Doc, name: str, make: Callable[[Doc], Made]) -> Made:
    """Return what `make` gives for a Doc, made only once for as long as the Doc has the same number of tokens."""
    made = _MADE.get(doc)
    if made is None or made["tokens"] != len(doc):
        made = _MADE[doc] = {"tokens": len(doc)}
    if name not in made:
        made[name] = make(doc)
    value: Made = made[name]
    return value


def text_of(doc: Doc) -> str:
    """Return the text of `doc`, put together from its tokens only once; spaCy does so at every call of `doc.text`."""
    return _once(doc, "text", lambda doc: doc.text)


def keep_text(doc: Doc, text: str) -> None:
    """Give `text_of` the text that the tokens of `doc` were made of, which spares putting it together."""
    _once(doc, "text", lambda _: text)


def lower_words(doc: Doc) -> list[str]:
    """Return the tokens in lower case, made only once."""
    return _once(doc, "lower", lambda doc: _LOWER.of(words_of_doc(doc), str.lower))


def words_of_doc(doc: Doc) -> list[str]:
    """Return the tokens as they are written, made only once."""
    strings = doc.vocab.strings
    return _once(doc, "words", lambda doc: _SPELLED.of(doc.to_array("ORTH").tolist(), lambda orth: strings[orth]))


def entity_ranges(doc: Doc) -> dict[str, Ranges]:
    """Return the characters (start, end) of `doc.ents` by label, every one of NAME_LABELS, by position."""
    found: dict[str, Ranges] = {label: [] for label in NAME_LABELS}
    for ent in doc.ents:
        found.setdefault(ent.label_, []).append((ent.start_char, ent.end_char))
    return found


def row_id(prefix: str, number: int) -> str:
    """Return the id of the `number`-th row of a table in an article.

    `row_id("a", 1)` is `a001`, which sorts as text.
    """
    return f"{prefix}{number:03d}"


def set_mentions(doc: Doc, kind: str, rows: list[Row]) -> None:
    """Replace the mentions of one kind; `rows` have `entity_id`, `start`, `end` (characters) and `rule`.

    Raises KeyError for an unknown kind.
    """
    MENTION_KINDS[kind]
    others = [m for m in rows_of(doc, "mentions") if m["kind"] != kind]
    doc._.mentions = others + [{**row, "kind": kind} for row in rows]


def mentions_of(doc: Doc, *kinds: str) -> list[Row]:
    """Return the mentions of the given kinds (all when none is given), by position in the text."""
    found = [m for m in rows_of(doc, "mentions") if not kinds or m["kind"] in kinds]
    return sorted(found, key=lambda m: (m["start"], m["end"], m["kind"]))


def dateline_country(doc: Doc) -> str | None:
    """Return the country (ISO code) of the place of the dateline, as the stage of places has it.

    None without a dateline or its place, and where it names places of several countries: "Lima/Quito".
    """
    dateline = next(iter(rows_of(doc, "dateline")), {})
    start, end = dateline.get("place_start"), dateline.get("place_end")
    if start is None or end is None:
        return None
    countries = {row["place_id"]: row["country"] for row in rows_of(doc, "places")}
    named = {countries.get(m["entity_id"]) for m in mentions_of(doc, "place") if start <= m["start"] < end}
    return named.pop() if len(named) == 1 else None


def offsets_of(doc: Doc) -> list[int]:
    """Return the first character of each token, and after the last one where the text ends.

    One more than there are tokens; made once.
    """
    return _once(doc, "offsets", _offsets)


def _offsets(doc: Doc) -> list[int]:
    spaces = doc.to_array([SPACY]).ravel().astype(int).tolist()
    lengths = [len(word) + space for word, space in zip(words_of_doc(doc), spaces, strict=True)]
    return list(accumulate(lengths, initial=0))


def parts_of_speech(doc: Doc) -> list[str]:
    """Return the part of speech of every token (`token.pos_`), made only once: for Docs whose tags no longer change."""
    return _once(doc, "pos", lambda doc: [NAMES[tag] for tag in doc.to_array([POS]).ravel().tolist()])


def openings(doc: Doc) -> list[bool]:
    """Return whether each token is the first of a sentence.

    Made only once: for Docs whose sentences no longer change.
    """
    return _once(doc, "openings", lambda doc: (doc.to_array([SENT_START]).ravel() == 1).tolist())


def sentence_of(doc: Doc, i: int) -> Span:
    """Return the sentence that token `i` is in, the whole doc where sentences are not known."""
    return doc[i].sent if doc.has_annotation("SENT_START") else doc[:]


def text_between(doc: Doc, start: int, end: int) -> str:
    """Return the text of the tokens from `start` (0 or more) to `end`: `doc[start:end].text`, but faster."""
    words = words_of_doc(doc)
    end = min(end, len(words))
    if start >= end:
        return ""
    offsets = offsets_of(doc)
    return text_of(doc)[offsets[start] : offsets[end - 1] + len(words[end - 1])]
