"""Labelled cases for the judges of commitments and themes: what the pipeline knows of a candidate, beside the gold.

A case is a line of JSON: the set and the article it comes from, its features by name (no text of the article), whether
it is a commitment, and its theme where it is one. Cases are collected from folders of gold, one `<id>.json` an article
in the format that `make evaluate` reads; a file with `"complete": false` speaks only of the predicates it lists, and
one of its agreements with `"wrong": true` is none.
"""

from __future__ import annotations

import gzip
import json
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from spacy.language import Language

from pipeline.attributes import text_of
from pipeline.commitments.inventory import lemma_of
from pipeline.evaluation.scorer import gold_sentence, same_predicate
from pipeline.process import parse
from pipeline.read import read_articles
from pipeline.readers.model import Article
from pipeline.sentence_rules import sentence_spans
from pipeline.stages.agreements import Candidate

#: A feature seen in fewer cases is left out.
LEAST = 3
_PARTS = ("features", "aspects")


class Case(NamedTuple):
    """A candidate with its label; `theme` is None where it is no commitment or its theme is unknown.

    `features` are names with the value 1, `aspects` names and values.
    """

    source: str
    article: str
    commitment: bool
    theme: str | None
    features: Mapping[str, float]
    aspects: Mapping[str, float]


def collect(source: str, gold: Path, articles: Path, nlp: Language, seen: set[str]) -> Iterator[Case]:
    """Cases of a folder of gold; `articles` is what `extract` reads, `seen` the texts that came before, no twice.

    `nlp` is a pipeline of `load_nlp`. Raises FileNotFoundError when the gold names an article that is not there.
    """
    wanted = {path.stem: path for path in sorted(gold.glob("*.json"))}
    found: list[Candidate] = []
    nlp.get_pipe("comunicado_agreements").observe = found.append
    missing = set(wanted)
    for article in read_articles([articles]):
        if not isinstance(article, Article) or article.article_id not in wanted:
            continue
        missing.discard(article.article_id)
        found.clear()
        docs = list(parse([article], nlp))
        known = _fingerprint(text_of(docs[0])) if docs else ""
        if not known or known in seen:  # no Spanish text, or one that came before
            continue
        seen.add(known)
        label = json.loads(wanted[article.article_id].read_text(encoding="utf-8"))
        yield from _labelled(source, article.article_id, text_of(docs[0]), found, label)
    if missing:
        raise FileNotFoundError(f"{articles}: no article of {', '.join(sorted(missing)[:5])}")


def _fingerprint(text: str) -> str:
    """Letters near the beginning: the same agency report comes with other datelines."""
    return "".join(c for c in text if c.isalpha())[60:160]


def _labelled(
    source: str, article: str, text: str, found: Iterable[Candidate], gold: Mapping[str, Any]
) -> Iterator[Case]:
    starts = [start for start, _ in sentence_spans(text)]
    wanted = [(gold_sentence(text, starts, a["sentence_start"]), a) for a in gold["agreements"]]
    for candidate in found:
        predicate = candidate.predicate
        if predicate.negated:
            continue
        at = bisect_right(starts, predicate.anchor.idx) - 1
        row = {"predicate": " ".join(t.text for t in predicate.words), "lemma": lemma_of(predicate.action)}
        told = next((a for sentence, a in wanted if sentence == at and same_predicate(a, row)), None)
        if told is None and not gold.get("complete", True):
            continue
        right = told is not None and not told.get("wrong", False)
        theme = told.get("category") if told is not None and right else None
        features = dict.fromkeys(candidate.features, 1.0)
        yield Case(source, article, right, theme, features, candidate.matter.features)


def write_cases(path: Path, cases: Iterable[Case]) -> int:
    """Write cases with the features that at least `LEAST` of them have, by name; returns how many cases there are."""
    kept = list(cases)
    with gzip.GzipFile(path, "wb", mtime=0) as file:
        counts = {part: Counter(name for case in kept for name in getattr(case, part)) for part in _PARTS}
        for case in kept:
            line: dict[str, Any] = case._asdict()
            for part in _PARTS:
                values = {n: round(v, 3) for n, v in sorted(line[part].items()) if counts[part][n] >= LEAST}
                line[part] = list(values) if part == "features" else values
            file.write((json.dumps(line, ensure_ascii=False) + "\n").encode())
    return len(kept)


def read_cases(path: Path) -> list[Case]:
    """Cases of a file of `write_cases`. Raises OSError and ValueError for a file that is missing or none."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        lines = [json.loads(line) for line in file]
    return [Case(**{**line, "features": dict.fromkeys(line["features"], 1.0)}) for line in lines]
