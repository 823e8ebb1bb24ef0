"""Where samples, gold and golden tables are in the checkout, and the tables of the samples."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from evaluation.gold import digest, read_gold
from evaluation.matching import Counts
from evaluation.must import failing_checks, read_must
from evaluation.scorer import score
from pipeline.models.choice import find_model
from pipeline.reading.read import read_articles
from pipeline.running.extraction import finish
from pipeline.running.process import default_nlp, process_with
from pipeline.schemas import TABLES, Row

_ROOT = Path(__file__).parents[1]
SAMPLES = _ROOT / "data" / "raw"
GOLD = _ROOT / "tests" / "gold"
#: Gold by another hand than the rules: eight samples to develop on, and four whose errors are not shown.
SECOND, KEPT = GOLD / "second", GOLD / "kept"
#: The README in each language.
READMES = {"en": _ROOT / "README.md", "es": _ROOT / "README.es.md"}
#: The table dictionary in each language.
DICTIONARIES = {"en": _ROOT / "docs" / "tables.md", "es": _ROOT / "docs" / "es" / "tables.md"}
FLOORS = GOLD / "floors.json"
GOLDEN = _ROOT / "tests" / "golden"
#: Optional folder beside the checkout with more gold and its scorer.
SHARED = _ROOT.parent / "shared"
#: Texts of that folder whose errors nobody reads: they show whether a rule holds beyond the texts it was written for.
VALIDATION = frozenset("029 037 044 052 055 062 075 081 085 091".split())  # noqa: SIM905


def sample_tables(wanted: str | None = None) -> tuple[dict[str, list[Row]], str]:
    """Return every table of the sample articles, and the name of the base model that they were made with.

    `wanted` is as in `find_model`.
    """
    model = find_model(wanted)
    return finish(rows for _, rows in process_with(read_articles([SAMPLES]), default_nlp(model))), model


def read_tables(folder: Path) -> dict[str, list[Row]]:
    """Return every table written to `folder` as CSV, its cells as text. Raises OSError where one is missing."""
    tables: dict[str, list[Row]] = {}
    for name in TABLES:
        with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
            tables[name] = list(csv.DictReader(lines))
    return tables


def floors_digest() -> str:
    """Return the digest of what the floors are measured on: samples and gold."""
    return digest([SAMPLES, GOLD])


def measure(tables: Mapping[str, list[Row]]) -> tuple[dict[str, Counts], list[str]]:
    """Return the scores by metric on the gold of the samples, and the facts of must.yaml that do not hold.

    Metrics of the gold by another hand begin with `second.` and `kept.`; of `kept.` misses and extras are left out.
    `must` is the share of those facts that hold.
    """
    scores = score(read_gold(GOLD), tables)
    scores |= {f"second.{metric}": counts for metric, counts in score(read_gold(SECOND), tables).items()}
    kept = score(read_gold(KEPT), tables)
    scores |= {f"kept.{metric}": replace(counts, missed=(), extra=()) for metric, counts in kept.items()}
    checks = read_must(GOLD / "must.yaml")
    gaps = failing_checks(checks, tables)
    return scores | {"must": Counts(len(checks) - len(gaps), len(checks), len(checks))}, gaps
