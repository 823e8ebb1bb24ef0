"""Verdicts of judges on rows that the reader made of general news, as cases for the confidence.

Articles on other things than foreign affairs are rare in the gold, and most of what is wrong in a paper's whole output
stands in them.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from spacy.tokens import Doc

from pipeline.reader.component import find_cues
from pipeline.reader.network import Network
from pipeline.reader.sureness import names_of, odds_of
from pipeline.reader.view import EncodedArticle
from pipeline.schemas import Row
from pipeline.text.attributes import article_of
from training.reader.confidence import Case


@dataclass(frozen=True)
class Verdict:
    """A row: characters of its clause, words of its predicate, and whether judges see what is agreed there.

    Whether its parties are right too, `right` in the file, does not count, as in the gold: confidence is that of cues.
    """

    start: int
    end: int
    predicate: frozenset[str]
    right: bool


def read_verdicts(path: Path) -> dict[str, list[Verdict]]:
    """Return the verdicts by the id of their article. Raises FileNotFoundError."""
    found = defaultdict(list)
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            place = int(row["start"]), int(row["end"])
            found[row["article_id"]].append(Verdict(*place, frozenset(row["predicate"].split()), row["record"] == "1"))
    return dict(found)


def cases_of_verdicts(
    verdicts: Mapping[str, Sequence[Verdict]], docs: Iterable[Doc], network: Network
) -> Iterator[Case]:
    """Yield the cases of the cues that `network` finds where there is a verdict.

    Of the cues in the clause of a verdict the likeliest is taken.
    """
    for doc in docs:
        cues, _ = find_cues(EncodedArticle(doc, network))
        names = names_of(cues)
        for verdict in verdicts[article_of(doc)["article_id"]]:
            near = [number for number, cue in enumerate(cues) if _is_meant(doc, cue, verdict)]
            if near:
                number = max(near, key=lambda n: cues[n]["evidence"][0])
                yield Case(names[number], odds_of(cues[number]), verdict.right)


def _is_meant(doc: Doc, cue: Row, verdict: Verdict) -> bool:
    token = doc[cue["token"]]
    inside = verdict.start <= token.idx < verdict.end
    return cue["kind"] == "agreement" and inside and token.text in verdict.predicate
