"""Cross-validation by article: every article of the gold is read by a network that did not learn from it.

The first phase of a training knows nothing of the gold, and is done once; the second is done for each fold. The stages
behind the reader make tables of what was read, which can be scored like those of a run.
"""

from __future__ import annotations

import copy
import json
import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from spacy.tokens import Doc
from tokenizers import Tokenizer

from pipeline.output.tables import doc_rows, merge_rows
from pipeline.output.write import write_tables
from pipeline.reader.sureness import with_sure
from pipeline.text.attributes import text_of
from training.reader.articles import Annotated, Stage, shuffle
from training.reader.confidence import Confidence, fit_confidence
from training.reader.fit import Options, Say
from training.reader.network import Net
from training.reader.phases import Material, replay, second_phase, second_rereading
from training.reader.reading import Reading, TrainedNetwork, cases_of_readings, readings_of
from training.reader.rereading import Rereader

#: The networks of the first and of the second reading.
Nets = tuple[Net, Rereader]


def crossvalidate(
    begun: Nets, tokenizer: Tokenizer, articles: Sequence[Annotated], material: Material, options: Options, say: Say
) -> tuple[list[Reading], list[Nets]]:
    """Return readings of `articles`, each by networks that learned from the other folds of the gold of `material`.

    The networks are returned too.

    `begun` are the networks of both readings after the first phase, and stay as they are; of written articles and raw
    texts a few are learned again beside the gold. Raises ValueError for fewer than two folds.
    """
    if options.folds < 2:
        raise ValueError(f"{options.folds} folds leave nothing to learn from; give at least two")
    fold_of, few = folds_of(articles, options.folds), replay(material)
    readings, nets = list[Reading](), list[Nets]()
    for fold in range(options.folds):
        say(f"fold {fold + 1} of {options.folds}")
        net, again = copy.deepcopy(begun)
        known = [example for example in few.gold if fold_of[example.article_id] != fold]
        second_phase(net, replace(few, gold=known), options, say)
        second_rereading(again, replace(few, gold=known), options, say)
        left_out = [article for article in articles if fold_of[article.article_id] == fold]
        readings += readings_of(left_out, TrainedNetwork(net, again, tokenizer, {}), fold)
        nets.append((net, again))
    return readings, nets


def folds_of(articles: Sequence[Annotated], folds: int) -> dict[str, int]:
    """Return the number of its fold for each article id, always the same one for the same articles."""
    return {article.article_id: number % folds for number, article in enumerate(shuffle(articles))}


def write_readings(readings: Sequence[Reading], stages: Sequence[Stage], out: Path) -> None:
    """Write the tables of the articles to `out/tables`, and their gold and texts to `out/gold`.

    The confidence of a cue is that by the other folds, without the verdicts of judges that the package's is fitted with
    too. `stages` are those behind the reader.
    """
    tables, gold = (_empty(out / name) for name in ("tables", "gold"))
    by_fold = {fold: fit_confidence(cases_of_readings(readings, fold)) for fold in {r.fold for r in readings}}
    rows = merge_rows(doc_rows(_finish(r, by_fold[r.fold], stages)) for r in readings)
    write_tables(rows, tables, formats=["csv"])
    for reading in readings:
        shutil.copy(reading.article.gold, gold)
    lines = [{"id": r.article.article_id, "text": text_of(r.article.doc)} for r in readings]
    text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
    (gold / "articles.jsonl").write_text(text, encoding="utf-8")


def _finish(reading: Reading, confidence: Confidence, stages: Sequence[Stage]) -> Doc:
    """Return the Doc of a reading after the stages behind the reader."""
    doc = reading.article.doc
    doc._.cues, doc._.foreign_affairs = with_sure(reading.cues, confidence), reading.foreign
    for stage in stages:
        doc = stage(doc)
    return doc


def _empty(folder: Path) -> Path:
    if folder.exists():
        shutil.rmtree(folder)
    folder.mkdir(parents=True)
    return folder
