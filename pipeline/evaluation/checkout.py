"""Where samples, gold and golden tables are in the checkout, and the tables of the samples."""

from __future__ import annotations

from pathlib import Path

from pipeline.evaluation.gold import digest
from pipeline.evaluation.must import check_must, read_must
from pipeline.extraction import finish
from pipeline.nlp import find_model
from pipeline.process import process
from pipeline.read import read_articles
from pipeline.schemas import Row

_ROOT = Path(__file__).parents[2]
SAMPLES = _ROOT / "data" / "raw"
GOLD = _ROOT / "tests" / "gold"
GOLDEN = _ROOT / "tests" / "golden"
#: Optional folder beside the checkout with more gold and its scorer.
SHARED = _ROOT.parent / "shared"


def sample_tables() -> tuple[dict[str, list[Row]], str]:
    """Every table of the sample articles, and the name of the base model they were made with."""
    model = find_model()
    return finish(rows for _, rows in process(read_articles([SAMPLES]), model=model)), model


def floors_digest() -> str:
    """Digest of what the floors are measured on: samples and gold."""
    return digest([SAMPLES, GOLD])


def must_problems(tables: dict[str, list[Row]]) -> list[str]:
    """What must.yaml asks for and the tables do not have, or have and must not."""
    return check_must(read_must(GOLD / "must.yaml"), tables)
