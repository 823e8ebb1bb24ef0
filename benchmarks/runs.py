"""Whole runs: speed against the base model, two workers against one, a rerun, memory, what each stage takes."""

from __future__ import annotations

import io
import json
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import cycle, islice
from pathlib import Path

from spacy.language import Language

from benchmarks.memory import measure
from benchmarks.ratios import Comparison, take_turns
from pipeline.config import MEMORY, TIME_LIMIT, Settings
from pipeline.output.tables import doc_rows
from pipeline.reading.read import Article, read_articles
from pipeline.running.batch.child import process_shard
from pipeline.running.batch.corpus import Corpus, Index
from pipeline.running.batch.documents import cut
from pipeline.running.batch.identity import identity_of
from pipeline.running.batch.ledger import Ledger
from pipeline.running.batch.merge import write_merged
from pipeline.running.batch.reading import Reading
from pipeline.running.batch.sandbox import Limits, Result
from pipeline.running.batch.store import open_store
from pipeline.running.process import Prepared, default_nlp, prepare

_BATCH = 16
#: Texts for two workers against one, and the share of them a text is repeated for memory.
_TEXTS_FOR_WORKERS = 600
_FEW, _MANY = 1_000, 10_000
#: Characters of the openings that memory is measured on: whole texts would take a quarter of an hour.
_OPENING = 400


def whole(base: Language, model: str, files: Sequence[Path], rounds: int) -> Comparison:
    """Texts a second from files to tables against the plain base model with all its components, both in one process."""
    nlp = default_nlp(model)
    texts = [item.raw_text for item in read_articles(files) if isinstance(item, Article)]

    def ours() -> None:
        with tempfile.TemporaryDirectory() as out:
            _run(files, Path(out), nlp, model)

    def theirs() -> None:
        for _ in base.pipe(texts, batch_size=_BATCH):
            pass

    seconds = take_turns(ours, theirs, rounds)
    name = f"texts a second, {len(texts)} from file to tables, times the base model's"
    return Comparison(name, *seconds, 0.8, at_most=False)


def _run(files: Sequence[Path], out: Path, nlp: Language, model: str) -> None:
    """All that `run_extract` does, but in this process, whose models are loaded."""
    store = open_store(out)
    ledger = Ledger(store)
    ledger.open(identity_of(model), fresh=False, again=False)
    reading = Reading(Limits(seconds=TIME_LIMIT, memory=MEMORY))
    corpus = Corpus(list(files), reading, index=Index(), is_done=ledger.is_done, new_index=io.BytesIO())
    done: list[bytes] = []
    for shard in cut(corpus):
        items = [document.item for document in shard if document.item]
        ledger.commit(shard, Result(*process_shard(items, nlp), lost=()))
        done += [bytes.fromhex(document.fingerprint) for document in shard]
    reading.stop()
    with store.stage() as stage:
        write_merged(ledger, ledger.places(done), stage, Settings())


def shares(model: str, file: Path) -> Iterator[str]:
    """Lines with the CPU time a word of reading, each component and the rows, in the second of two rounds."""
    nlp = default_nlp(model)
    articles = [item for item in read_articles([file]) if isinstance(item, Article)]
    for _ in range(2):
        spent, words = _spent(nlp, articles)
    total = sum(spent.values())
    yield f"microseconds a word, {words} words:"
    for name, seconds in spent.most_common():
        yield f"  {name:26} {1e6 * seconds / words:6.1f}  {seconds / total:5.1%}"
    yield f"  {'all':26} {1e6 * total / words:6.1f}"


def _spent(nlp: Language, articles: Sequence[Article]) -> tuple[Counter[str], int]:
    laps = _Laps()
    words = 0
    for article in articles:
        prepared = prepare(article)
        laps.end("language, cleaning, date")
        if not isinstance(prepared, Prepared):
            continue
        doc = nlp.make_doc(prepared.text)
        doc._.article = prepared.row
        words += len(doc)
        laps.end("tokens")
        for name, component in nlp.pipeline:
            doc = component(doc)
            laps.end(name)
        doc_rows(doc)
        laps.end("rows")
    return laps.spent, words


class _Laps:
    """CPU seconds by name, each from the end of the one before."""

    def __init__(self) -> None:
        self.spent: Counter[str] = Counter()
        self._clock = time.process_time()

    def end(self, name: str) -> None:
        now = time.process_time()
        self.spent[name] += now - self._clock  # type: ignore[assignment]
        self._clock = now


def corpus_of(path: Path, source: Path, number: int, *, longest: int | None = None) -> Path:
    """A JSONL file of `number` records of the articles of `source`, again and again under new ids."""
    articles = [item for item in read_articles([source]) if isinstance(item, Article)]
    with path.open("w", encoding="utf-8") as file:
        for n, article in enumerate(islice(cycle(articles), number)):
            # a number in every text: nearly equal articles by the hundred are no corpus
            text = f"{article.raw_text[:longest]} {n}"
            file.write(json.dumps({"id": f"{n:06}", "date": article.date, "text": text}, ensure_ascii=False) + "\n")
    return path


def command(corpus: Path, out: Path, model: str, *more: str) -> list[str]:
    """A run in a process of its own."""
    return [sys.executable, "-m", "pipeline", "extract", str(corpus), "--out", str(out), "--model", model, *more]


def workers_and_rerun(model: str, source: Path) -> Iterator[Comparison]:
    """Two workers against one on the same texts, and a rerun when all is done; seconds on the clock."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        corpus = corpus_of(folder / "corpus.jsonl", source, _TEXTS_FOR_WORKERS)
        one = measure(command(corpus, folder / "one", model))
        two = measure(command(corpus, folder / "two", model, "--workers", "2"))
        again = measure(command(corpus, folder / "one", model))
    yield Comparison("speed of two workers, times that of one", [two.seconds], [one.seconds], 1.8, at_most=False)
    yield Comparison(
        "time of a rerun on finished output, times the first run's", [again.seconds], [one.seconds], 0.03, at_most=True
    )


def memory(model: str, source: Path) -> Comparison:
    """Peak memory of all processes of a run with two workers over many openings of articles, against one over few."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        peaks = []
        for number in (_MANY, _FEW):
            corpus = corpus_of(folder / f"{number}.jsonl", source, number, longest=_OPENING)
            run = command(corpus, folder / str(number), model, "--workers", "2")
            peaks.append(measure(run).mebibytes)
    return Comparison(
        f"peak memory at {_MANY} articles, times that at {_FEW}", [peaks[0]], [peaks[1]], 1.1, at_most=True
    )
