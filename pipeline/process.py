"""From an article as read to its rows: language, cleaning, publication date, the pipeline, the tables.

`prepare` and `doc_rows` are pure steps for one article; `process` runs many in chunks of fixed size, so that the tables
are the same for any number of workers (a neural model may round differently in another batch).
"""

from __future__ import annotations

import re
import signal
import threading
import traceback
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from multiprocessing import get_context
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from pipeline.attributes import Row
from pipeline.bounds import glued_signs
from pipeline.clean import clean_text
from pipeline.datelines import find_dateline
from pipeline.language import detect_language
from pipeline.nlp import find_model, load_nlp
from pipeline.published import resolve_published
from pipeline.read import Article, Failure
from pipeline.readers.model import safe_line
from pipeline.tables import doc_rows

#: Articles that go through the model together; part of the result's identity, so no option.
CHUNK = 16
LANGUAGE = "es"
#: What records call Spanish: ISO 639-1 and 639-2, with or without a region, and its names.
SPANISH = frozenset((LANGUAGE, "spa", "spanish", "español", "espanol", "castellano"))


@dataclass(frozen=True, slots=True)
class Prepared:
    """A cleaned article: `text` as in the tables and `row`, its metadata under the names of the `articles` table."""

    text: str
    row: Row


def prepare(article: Article) -> Prepared | Failure:
    """Check the language, clean the text and find the publication date of one article."""
    code, score = article.language, None
    if not code:
        code, score = detect_language(article.raw_text)
    if re.split("[-_]", code.strip().lower())[0] not in SPANISH:
        found = f"detected '{code}', score {score:.2f}" if score is not None else f"the record says '{code}'"
        message = f"{article.input}: the text is not in Spanish ({found}); set language: es in the record if it is"
        return _failure(article, "language", "not_spanish", message)
    cleaned = clean_text(article.raw_text)
    if not cleaned.text.strip():
        message = f"{article.input}: nothing is left of the text after page furniture is removed; check the file"
        return _failure(article, "clean", "empty_text", message)
    dateline = find_dateline(cleaned.text)
    published, published_from, dateline_date = resolve_published(article, cleaned.text, dateline)
    dateline = dateline or {}
    return Prepared(
        cleaned.text,
        {
            "article_id": article.article_id,
            "source": article.source,
            "sha256": article.sha256,
            "title": article.title,
            "agency": dateline.get("agency") or cleaned.agency,
            "dateline_place": dateline.get("place"),
            "dateline_date": dateline_date.isoformat() if dateline_date else None,
            "published": published.isoformat() if published else None,
            "published_from": published_from,
            "bylines": "; ".join(cleaned.bylines) or None,
            "language": LANGUAGE,
            "language_score": None if score is None else round(score, 4),
            "url": article.url,
            "input": article.input,
        },
    )


def _failure(article: Article, stage: str, error: str, message: str) -> Failure:
    return Failure(
        source=article.input,
        article_id=article.article_id,
        stage=stage,
        error=error,
        message=safe_line(message),
        sha256=article.sha256,
    )


def parse(articles: Iterable[Article], nlp: Language | None = None) -> Iterator[Doc]:
    """Processed Docs of `articles` (see `read_articles`), for the table functions; articles that fail are left out."""
    for _, result in _docs(articles, nlp or default_nlp()):
        if isinstance(result, Doc):
            yield result


def default_nlp(model: str | None = None) -> Language:
    """The pipeline of `load_nlp`, loaded once a process."""
    return _loaded(find_model(model))


@lru_cache(maxsize=1)
def _loaded(model: str) -> Language:
    return load_nlp(model)


Outcome = Mapping[str, list[Row]]


def process(
    articles: Iterable[Article | Failure], *, workers: int = 1, model: str | None = None
) -> Iterator[tuple[str, Outcome]]:
    """(article id or source, rows by table) of each input, in order; what fails gives one row of `failures`.

    Raises WorkerError when a process of the `workers` dies.
    """
    chunks = _chunks(articles, CHUNK)
    if workers == 1:
        for chunk in chunks:
            yield from _process_chunk(chunk, model)
        return
    # a fresh interpreter: forking a process that has threads of a numerical library is not safe
    pool = ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=_ignore_interrupt)
    try:
        pending = [_submit(pool, chunk, model) for chunk in islice(chunks, workers * 2)]
        while pending:
            done = pending.pop(0).result()
            pending += [_submit(pool, chunk, model) for chunk in islice(chunks, 1)]
            yield from done
    except BrokenProcessPool as error:
        raise WorkerError("a worker process died, most likely for lack of memory; run it with fewer workers") from error
    finally:
        # an interrupted run must not first work off what is queued
        pool.shutdown(cancel_futures=True)


class WorkerError(RuntimeError):
    """A worker process died; the message says what to do."""


def _submit(
    pool: ProcessPoolExecutor, chunk: list[Article | Failure], model: str | None
) -> Future[list[tuple[str, Outcome]]]:
    """Give a chunk to the pool. A worker that starts now inherits that Ctrl-C is held back, until it ignores it."""
    with _interrupts_held():
        return pool.submit(_process_chunk, chunk, model)


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """Hold Ctrl-C back: a worker whose start is interrupted half-way would end in a traceback of its own.

    The mask is for the children. It does not suffice here: the signal may reach the thread that draws the progress bar,
    and the handler then runs in the main thread all the same.
    """
    if threading.current_thread() is not threading.main_thread() or not hasattr(signal, "pthread_sigmask"):
        yield  # handlers belong to the main thread; Windows has no mask
        return
    held: list[tuple[Any, ...]] = []
    handler = signal.signal(signal.SIGINT, lambda *interrupt: held.append(interrupt))
    mask = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)
        signal.signal(signal.SIGINT, handler)
    if held and callable(handler):
        handler(*held[0])


def _ignore_interrupt() -> None:
    """Leave Ctrl-C, which the terminal sends to every process, to the parent."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _chunks(items: Iterable[Article | Failure], size: int) -> Iterator[list[Article | Failure]]:
    iterator = iter(items)
    while chunk := list(islice(iterator, size)):
        yield chunk


def _process_chunk(chunk: Sequence[Article | Failure], model: str | None) -> list[tuple[str, Outcome]]:
    return list(process_with(chunk, default_nlp(model)))


def process_with(articles: Iterable[Article | Failure], nlp: Language | None = None) -> Iterator[tuple[str, Outcome]]:
    """As `process`, in this process and with a pipeline of `load_nlp` (loaded when None)."""
    for item, result in _docs(articles, nlp or default_nlp()):
        yield item.article_id or item.source, _rows(item, result)


def _rows(item: Article | Failure, result: Doc | Failure) -> Outcome:
    if isinstance(result, Doc):
        try:
            return doc_rows(result)
        except Exception as error:  # a row that does not fit its table must not cost the run
            assert isinstance(item, Article)
            result = _failure(item, "process", type(error).__name__, _explain(item, error))
    return {"failures": [failure_row(result)]}


def failure_row(failure: Failure) -> Row:
    """Row of the `failures` table."""
    return {
        "source": failure.source,
        "article_id": failure.article_id,
        "stage": failure.stage,
        "error": failure.error,
        "message": failure.message,
        "sha256": failure.sha256,
    }


def _docs(items: Iterable[Article | Failure], nlp: Language) -> Iterator[tuple[Any, Doc | Failure]]:
    """Each input beside its processed Doc or its Failure, in order."""
    for chunk in _chunks(items, CHUNK):
        results = [item if isinstance(item, Failure) else _make_doc(nlp, item) for item in chunk]
        done = iter(_run(nlp, [r for r in results if isinstance(r, Doc)]))
        for item, result in zip(chunk, results, strict=True):
            outcome = next(done) if isinstance(result, Doc) else result
            if isinstance(outcome, Exception):
                assert isinstance(item, Article)
                outcome = _failure(item, "process", type(outcome).__name__, _explain(item, outcome))
            yield item, outcome


def _make_doc(nlp: Language, article: Article) -> Doc | Failure | Exception:
    """The tokenized Doc of one article, with its metadata, or why there is none."""
    try:
        prepared = prepare(article)
        if isinstance(prepared, Failure):
            return prepared
        if len(prepared.text) > nlp.max_length:
            length = f"{len(prepared.text)} characters, the limit is {nlp.max_length}"
            return _failure(article, "process", "too_long", f"{article.input}: the text has {length}; split it")
        if (reason := glued_signs(prepared.text)) is not None:
            return _failure(article, "process", "too_long", f"{article.input}: {reason}")
        doc = nlp.make_doc(prepared.text)
    except Exception as error:  # one article must not cost the others; it is reported with its reason
        return error
    doc._.article = prepared.row
    return doc


def _run(nlp: Language, docs: list[Doc]) -> list[Doc | Exception]:
    """The docs through the pipeline, an exception in the place of one that a stage cannot take."""
    try:
        return list(nlp.pipe([doc.copy() for doc in docs], batch_size=CHUNK))
    except Exception:
        return [_run_one(nlp, doc) for doc in docs]


def _run_one(nlp: Language, doc: Doc) -> Doc | Exception:
    try:
        return nlp(doc)
    except Exception as error:  # one article must not cost the others; it is reported with its reason
        return error


def _explain(article: Article, error: Exception) -> str:
    frame = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{frame.name}, line {frame.lineno}"
    return f"{article.input}: {type(error).__name__} in {where}: {error}; please report it with the text of the article"
