"""Gold of an article as labels of its words: which cues there are, of which kind, and who takes part."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pipeline.reader.actors import Actor
from pipeline.reader.network import CUES
from pipeline.reader.pair_features import ASKED, may_be
from pipeline.reader.view import Mention, View
from pipeline.schemas import MEETING_STATUSES, MEETING_TYPES, STATUSES, THEMES, Row
from pipeline.text.attributes import rows_of
from training.reader import matching
from training.reader.finding import Finder

Record = Mapping[str, Any]

#: The list of the records of each kind of cue in a gold file, and the words of a cue in these.
_LISTS = dict(zip(CUES, (("agreements", "predicate"), ("statements", "verb"), ("meetings", "cue")), strict=True))
#: Where a record has what is asked for a role, and when a mention is it; parties are compared by themselves.
_GIVEN: Mapping[str, tuple[str, Callable[[str, Actor], bool]]] = {
    "speaker": ("speaker", matching.same_speaker),
    "participant": ("participants", matching.same_participant),
    "place": ("place", matching.same_place),
    "day": ("date_value", matching.same_day),
    "deadline": ("deadline", matching.same_day),
    "amount": ("amount", matching.same_amount),
}
#: What a theme counts that a careful reader accepts too.
_ALSO = 0.4


@dataclass
class Cue:
    """A cue of the gold: its anchor and words as tokens, its record, and those of further speakers of one verb.

    `who` has the keys of the mentions (of parties: theirs) for each role that is asked for the kind, `sentence` is the
    number of the sentence of the anchor.
    """

    kind: str
    anchor: int
    words: list[int]
    record: Record
    further: list[Record] = field(default_factory=list)
    who: dict[str, set[str]] = field(default_factory=dict)
    sentence: int = 0

    @property
    def status(self) -> int:
        """Number of the status of an agreement or meeting."""
        return (STATUSES if self.kind == "agreement" else MEETING_STATUSES).index(self.record["status"])

    @property
    def type(self) -> int:
        """Number of the type of a meeting."""
        return MEETING_TYPES.index(self.record["type"])

    @property
    def themes(self) -> dict[int, float]:
        """Weights (0 to 1) of the themes of an agreement, by their numbers."""
        also = {THEMES.index(name): _ALSO for name in self.record.get("also") or ()}
        return also | {THEMES.index(self.record["category"]): 1.0}

    @property
    def direct(self) -> float:
        """Whether a statement is in the speaker's own words (0 or 1)."""
        return float(self.record["kind"] == "direct")


@dataclass
class Gold:
    """Cues of an article; `told` are the kinds that were annotated with their words, `foreign` is null or 0 or 1."""

    cues: list[Cue]
    told: frozenset[str]
    foreign: float | None


def read_gold(path: Path) -> dict[str, Any]:
    """Return the records of one gold file. Raises ValueError for an agreement without what is learned of it."""
    records = dict(json.loads(path.read_text(encoding="utf-8")))
    for number, record in enumerate(records.get("agreements") or (), 1):
        themes = {record.get("category"), *(record.get("also") or ())}
        unknown = ({record.get("status")} - set(STATUSES)) | (themes - set(THEMES))
        if unknown or not record.get("predicate"):
            wrong = f"unknown status or theme {', '.join(map(repr, unknown))}" if unknown else "no predicate"
            raise ValueError(f"{path}: agreement {number}: {wrong}")
    return records


def gold_of(view: View, records: Mapping[str, Any]) -> Gold:
    """Return the labels of an article; records whose words are not found in the text are left out."""
    finder = Finder(view)
    found = {name: records.get(name) or [] for name, _ in _LISTS.values()}
    cues = [
        *_cues(finder, "agreement", found["agreements"]),
        *_statements(finder, found["statements"]),
        *_cues(finder, "meeting", [r for r in found["meetings"] if _is_known(r)]),
    ]
    bodies = {row["organization_id"]: row for row in rows_of(view.doc, "organizations")}
    for cue in cues:
        cue.sentence = view.sentence_of(cue.anchor)
        cue.who = {role: _who(view, cue, role, bodies) for role in ASKED[cue.kind]}
    foreign = records.get("foreign_affairs")
    return Gold(cues, _kinds_told_of(found), None if foreign is None else float(foreign))


def _kinds_told_of(found: Mapping[str, Sequence[Record]]) -> frozenset[str]:
    """Return the kinds of cue whose words the records tell; where there are no records there are no cues."""
    lists = ((kind, found[name], words) for kind, (name, words) in _LISTS.items())
    return frozenset(kind for kind, records, words in lists if not records or any(words in r for r in records))


def _is_known(meeting: Record) -> bool:
    return meeting["type"] in MEETING_TYPES and meeting["status"] in MEETING_STATUSES


def _cues(finder: Finder, kind: str, records: list[Record]) -> Iterator[Cue]:
    """Yield the cues of agreements or meetings, which tell the beginning of their sentence."""
    for record in records:
        sentence = finder.sentence_of(record["sentence_start"]) if record.get("sentence_start") else None
        words = [] if sentence is None else finder.words_near(sentence, record[_LISTS[kind][1]])
        if words:
            yield Cue(kind, finder.anchor(words), words, record)


def _statements(finder: Finder, records: list[Record]) -> list[Cue]:
    """Return the cues of statements: one for two speakers of one verb, and one for each verb of a speaker."""
    cues: list[Cue] = []
    last = 0
    for record in records:
        last, words = _verb(finder, record, last, cues)
        same = next((cue for cue in cues if cue.words == words), None)
        if same is not None and record["speaker"] != same.record["speaker"]:
            same.further.append(record)
            continue
        if same is not None:  # said twice in one sentence
            words = finder.words_near(last, record["verb"], {tuple(words)})
        if words and all(cue.words != words for cue in cues):
            cues.append(Cue("statement", finder.speech_anchor(words), words, record))
    return cues


def _verb(finder: Finder, record: Record, last: int, cues: list[Cue]) -> tuple[int, list[int]]:
    """Return the sentence and tokens of a verb: where the record says, else the next one after the verb before."""
    if "sentence_start" not in record:
        return finder.words_from(last, record["verb"], {tuple(cue.words) for cue in cues})
    sentence = finder.sentence_of(record["sentence_start"])
    return (last, []) if sentence is None else (sentence, finder.words_near(sentence, record["verb"]))


def _who(view: View, cue: Cue, role: str, bodies: Mapping[str, Row]) -> set[str]:
    """Return the keys of the mentions, or of the parties they stand for, to which the gold gives the role."""
    mentions = [mention for mention in view.mentions if may_be(role, mention.actor.kind)]
    if role == "party":
        return {key for mention in mentions for key in _parties(mention, cue.record["parties"] or [], bodies)}
    names, same = _names(cue, role), _GIVEN[role][1]
    return {mention.key for mention in mentions if any(same(name, mention.actor) for name in names)}


def _parties(mention: Mention, names: list[str], bodies: Mapping[str, Row]) -> Iterator[str]:
    for key, party in mention.parties:
        if any(matching.same_party(name, party, bodies) for name in names):
            yield key


def _names(cue: Cue, role: str) -> list[str]:
    """Return what the records of a cue give for a role."""
    given = [record.get(_GIVEN[role][0]) for record in (cue.record, *cue.further)]
    return [name for value in given if value for name in (value if isinstance(value, list) else [value])]
