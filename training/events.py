"""Learn how surely two rows tell of one event, and measure it: `python -m training.events TABLES`.

`TABLES` is the output of `comunicado extract` over the texts of `../shared/raw`. The gold of `event_annotations` is
laid over its rows. First the measurement: five folds by groups of articles, B-cubed (Bagga and Baldwin 1998) over the
rows that lie on an annotated sentence. Then the weights of all of it are written into the package, as
`pipeline/events/likeness.json`, with the number of texts that have each stem.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import partial
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.texts import RAW
from pipeline.events import clusters, words
from pipeline.events.likeness import likeness, numbers_of
from pipeline.events.telling import Telling, tellings_of
from pipeline.output.folder import read_tables
from pipeline.schemas import Row
from training.raw import raw_records

_GOLD = Path(__file__).parent / "event_annotations" / "first.jsonl"
_LEARNED = Path(words.__file__).parent / "likeness.json"
_FOLDS, _ROUNDS, _L2 = 5, 30, 1.0
#: Stems in fewer texts are as rare as any.
_LEAST_TEXTS = 20
#: Characters of the beginning of an annotated sentence by which it is found where cleaning changed the rest.
_BEGINNING = 40

Weights = Mapping[str, float]


def main() -> int:
    """Run the folds, then learn from all and write it down."""
    parser = argparse.ArgumentParser(prog="python -m training.events", description=__doc__)
    parser.add_argument("tables", type=Path)
    folder = parser.parse_args().tables
    records = {record["id"]: record["text"] for record in raw_records(RAW)}
    stems = _stems(records.values())
    _write_down({"weights": {}, **stems})
    gold = [json.loads(line) for line in _GOLD.read_text("utf-8").splitlines()]
    known = _wanted(read_tables(folder), {mention["id"] for event in gold for mention in event["mentions"]})
    events = lay_over(gold, tellings_of(known), records, {row["article_id"]: row["text"] for row in known["articles"]})
    print(f"{len(events)} rows lie on sentences of {len(set(events.values()))} events")
    for threshold in (-0.5, 0.0, 0.5, 1.0):
        print(f"threshold {threshold}:", measure(events, threshold))
    weights = learn(list(events), events)
    _write_down({"weights": {name: round(weight, 4) for name, weight in weights.items()}, **stems})
    return 0


def _stems(texts: Collection[str]) -> dict[str, Any]:
    """In how many of the texts each stem stands."""
    counted: Counter[str] = Counter()
    for text in texts:
        counted.update(words.stems_of(text))
    return {"texts": len(texts), "stems": {stem: n for stem, n in sorted(counted.items()) if n >= _LEAST_TEXTS}}


def _write_down(learned: Mapping[str, Any]) -> None:
    parts = [f'"{name}": {json.dumps(value, ensure_ascii=False)}' for name, value in sorted(learned.items())]
    _LEARNED.write_text("{\n" + ",\n".join(parts) + "\n}\n", "utf-8")
    words.knowledge.cache_clear()


def _wanted(tables: Mapping[str, Sequence[Row]], ids: set[str]) -> dict[str, list[Row]]:
    return {name: [row for row in rows if row.get("article_id") in ids] for name, rows in tables.items()}


def lay_over(
    gold: Sequence[Mapping[str, Any]], rows: Sequence[Telling], raw: Mapping[str, str], texts: Mapping[str, str]
) -> dict[Telling, str]:
    """Return the event of each row that lies on a sentence of one; those on sentences of two are left out."""
    found: dict[Telling, set[str]] = defaultdict(set)
    for event in gold:
        for mention in event["mentions"]:
            start, end = _place(raw[mention["id"]][mention["start"] : mention["end"]], texts.get(mention["id"], ""))
            for telling in rows:
                at = telling.start < end and telling.end > start
                if at and (telling.kind, telling.article_id) == (event["kind"], mention["id"]):
                    found[telling].add(event["event"])
    return {telling: min(events) for telling, events in found.items() if len(events) == 1}


def _place(sentence: str, text: str) -> tuple[int, int]:
    at = text.find(sentence)
    at = text.find(sentence[:_BEGINNING]) if at < 0 else at
    return (at, at + len(sentence)) if at >= 0 else (0, 0)


def measure(events: Mapping[Telling, str], threshold: float) -> str:
    """Return B-cubed of what is joined with weights that were learned from other groups of articles."""
    groups = sorted({event.partition("-")[0] for event in events.values()})
    joined: list[list[Telling]] = []
    for fold in range(_FOLDS):
        kept = set(groups[fold::_FOLDS])
        inside = [t for t in events if events[t].partition("-")[0] in kept]
        weights = learn([t for t in events if events[t].partition("-")[0] not in kept], events)
        ordered = sorted(inside, key=lambda telling: telling.order)
        joined += clusters.clusters_of(ordered, like=partial(likeness, weights=weights), threshold=threshold)
    precision, recall = b_cubed(joined, events)
    wrong = sum(events[a] != events[b] for group in joined for a, b in combinations(group, 2))
    right = sum(events[a] == events[b] for group in joined for a, b in combinations(group, 2))
    f1 = 2 * precision * recall / (precision + recall)
    return f"B3 precision {precision:.3f}, recall {recall:.3f}, F1 {f1:.3f}; pairs joined {right} right, {wrong} wrong"


def b_cubed(joined: Iterable[Sequence[Telling]], events: Mapping[Telling, str]) -> tuple[float, float]:
    """Return precision and recall of B-cubed.

    Of the rows joined with a row the share of its event, and of its event the share that is joined, both as means.
    """
    sizes, precision, recall = Counter(events.values()), 0.0, 0.0
    for group in joined:
        for telling in group:
            same = sum(events[other] == events[telling] for other in group)
            precision += same / len(group)
            recall += same / sizes[events[telling]]
    return precision / len(events), recall / len(events)


def learn(rows: Sequence[Telling], events: Mapping[Telling, str]) -> Weights:
    """Return the weights of a logistic regression over the pairs of rows that may be joined, by Newton's method."""
    compared = [(pair, numbers) for pair in combinations(rows, 2) if (numbers := numbers_of(*pair))]
    names = list(compared[0][1])
    x = np.array([[numbers[name] for name in names] for _, numbers in compared])
    y = np.array([float(events[one] == events[other]) for (one, other), _ in compared])
    weights = np.zeros(len(names))
    for _ in range(_ROUNDS):
        p = 1 / (1 + np.exp(-x @ weights))
        curvature = (x * (p * (1 - p) + 1e-6)[:, None]).T @ x + _L2 * np.eye(len(names))
        weights += np.linalg.solve(curvature, x.T @ (y - p) - _L2 * weights)
    return dict(zip(names, map(float, weights), strict=True))


if __name__ == "__main__":
    sys.exit(main())
