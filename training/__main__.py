"""Make `pipeline/models/ner/model` from the corpora, as `python -m training`; a step that was done is skipped."""

from __future__ import annotations

import argparse
import logging
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from pipeline.models.ner.features import Evidence
from pipeline.models.ner.model import NerModel, build_nlp, load_model, save_model
from training import raw
from training.clusters import make_clusters
from training.corpora import read_cess, read_conll
from training.lexicon import compile_lexicon
from training.train import Corpora, Recipe, Score, evaluate, train
from training.vectors import attach_vectors, train_vectors

CONFIG = Path(__file__).with_name("config.cfg")
logger = logging.getLogger("training")


def main() -> None:
    """Run the steps."""
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"), help="folder with ner/ and raw/")
    parser.add_argument("--work", type=Path, default=Path("build/training"), help="folder for intermediate results")
    parser.add_argument(
        "--out", type=Path, default=Path("pipeline/models/ner/model"), help="folder of the finished model"
    )
    options = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    options.work.mkdir(parents=True, exist_ok=True)
    make(options.shared, options.work, options.out)


def make(shared: Path, work: Path, out: Path) -> dict[str, Score]:
    """Take all steps and return the scores of the finished model on esp.testa.

    Raises FileNotFoundError without a corpus.
    """
    news = _need(shared, "raw/news_es.jsonl.xz")
    text = _step(work / "raw.txt", lambda path: raw.write_articles(raw.read_articles(news), path))
    table = raw.count_case(raw.load_articles(text))
    lines = _step(work / "vectors.txt", lambda path: raw.write_vector_text(raw.load_articles(text), table, path))
    vectors = _step(work / "vectors.floret", lambda path: train_vectors(lines, path))
    corpora = Corpora(
        main=read_conll(_need(shared, "ner/esp.train")),
        second=read_cess(_need(shared, "ner/cess_esp.zip")),
        development=read_conll(_need(shared, "ner/esp.testa")),
    )
    nlp = build_nlp(CONFIG)
    attach_vectors(nlp, vectors)
    clusters = make_clusters(raw.normal_articles(raw.load_articles(text), table), nlp)
    logger.info("made classes of words and topics of articles")
    evidence = Evidence(table, compile_lexicon(table), clusters)
    _train(NerModel(nlp, evidence, {}), corpora, Recipe(), out)
    return evaluate(load_model(out), corpora.development)


def _need(shared: Path, name: str) -> Path:
    path = shared / name
    if not path.is_file():
        raise FileNotFoundError(f"{path}: not there; training needs the corpora, give their folder with --shared")
    return path


def _step(path: Path, work: Callable[[Path], Any]) -> Path:
    if not path.exists():
        logger.info("making %s", path.name)
        begun = time.monotonic()
        work(path)
        logger.info("made %s in %.0f s", path.name, time.monotonic() - begun)
    return path


def _train(model: NerModel, corpora: Corpora, recipe: Recipe, out: Path) -> None:
    def keep(model: NerModel, scores: dict[str, Score]) -> None:
        figures = {
            name: {key: round(value, 4) for key, value in score._asdict().items()} for name, score in scores.items()
        }
        meta = {"name": "comunicado_ner", "recipe": vars(recipe), "esp.testa": figures}
        save_model(model._replace(meta=meta), out, config_path=CONFIG)

    train(model, corpora, recipe, keep=keep, say=logger.info)


if __name__ == "__main__":
    main()
