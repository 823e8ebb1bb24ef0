"""The process where documents become rows: `python -m pipeline.running.batch.child`. `sandbox` starts it and watches.

A document may hang, exhaust the memory or crash a library: here it takes nothing with it but its shard's work so far.
The child names the documents that it begins with, some at a time; when they kill it, it is asked again for each of them
alone, so that the culprit is known.

On Linux the process that loaded the models does no work itself, but in copies that do not live long: see `copies`.
"""

from __future__ import annotations

import gc
import os
import queue
import sys
import threading
from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from importlib.resources import files
from types import MappingProxyType
from typing import Any, BinaryIO

from spacy.language import Language

from pipeline.knowledge.lexicon import Lexicon
from pipeline.models.nlp import load_nlp
from pipeline.output.tables import stage_of_table
from pipeline.reading.model import Article, Failure
from pipeline.running.batch.copies import can_copy, go_on_in_copies
from pipeline.running.batch.documents import unpack
from pipeline.running.batch.frames import Frame, own_streams, receive, send
from pipeline.running.batch.identity import differences, identity_of, model_of
from pipeline.running.batch.processes import limit_memory
from pipeline.running.batch.rows import shard_files, unfit_table
from pipeline.running.process import LeftOut, Outcome, outcome_of, outcomes_of, unexpected_failure
from pipeline.schemas import Row

#: Seconds without work after which the process ends.
_IDLE = 300.0
#: Documents that are processed at a time, and characters of them together: more would only take more memory.
_GROUP, _GROUP_CHARACTERS = 8, 60_000


def main() -> int:
    """Answer the messages on standard input until it ends, and return the exit status."""
    requests, answers = own_streams()
    hello = receive(requests)
    if hello is None:
        return 0
    lexicon = Lexicon.of({name: text.decode() for name, text in hello.blobs.items()})
    problem = _why_unfit(hello.fields, lexicon)
    if problem:
        send(answers, "unfit", message=problem)
        return 1
    limit_memory(hello.fields["memory"])
    nlp = load_nlp(model_of(hello.fields["identity"])[0], lexicon=lexicon)
    _warm_up(nlp)
    # What is loaded stays to the end. Looking through it for garbage takes time, and writes to every object, so that
    # copies of this process would share no memory any more.
    gc.freeze()
    send(answers, "ready")
    if can_copy():
        go_on_in_copies(requests, hello.fields["shards"])
    return _serve(requests, nlp, answers)


def _warm_up(nlp: Language) -> None:
    """Process some articles: what is read or compiled when it is first needed must not take a document's time.

    Copies would do it again and again. The articles speak of as many kinds of things as their length allows.
    """
    texts = files("pipeline.running.batch").joinpath("warm_up.txt").read_text(encoding="utf-8")
    for text in texts.split("\n\n"):
        outcome_of(Article(article_id="warm-up", source="", input="", sha256="", raw_text=text), nlp)


def _serve(requests: BinaryIO, nlp: Language, answers: BinaryIO) -> int:
    """Answer shards as they are asked for, and return the exit status."""
    frames = _listen(requests)
    while True:
        try:
            frame = frames.get(timeout=_IDLE)
        except queue.Empty:  # a worker of a cluster outlives the run, and others need the memory
            return 0
        _answer(frame, nlp, answers)


def _listen(requests: BinaryIO) -> queue.SimpleQueue[Frame]:
    """Return a queue of the messages as they come.

    The process ends with its parent, also in the middle of a document.
    """
    frames: queue.SimpleQueue[Frame] = queue.SimpleQueue()

    def listen() -> None:
        while (frame := receive(requests)) is not None:
            frames.put(frame)
        os._exit(0)

    threading.Thread(target=listen, daemon=True).start()
    return frames


def _why_unfit(hello: Mapping[str, Any], lexicon: Lexicon) -> str:
    """Return why this process would give other rows than the run wants; empty when it would not."""
    wanted = hello["identity"]
    found = differences(wanted, identity_of(model_of(wanted)[0], lexicon))
    return f"a worker has not what the run has: {found}; install the same there" if found else ""


def _answer(frame: Frame, nlp: Language, answers: BinaryIO) -> None:
    """Process a shard; documents that are known to be lost are failures."""
    lost = {int(number): Failure(**fields) for number, fields in frame.fields["lost"].items()}
    left_out = {
        int(number): {stage: Failure(**fields) for stage, fields in stages.items()}
        for number, stages in frame.fields["left_out"].items()
    }
    documents = [lost.get(number, item) for number, item in enumerate(unpack(frame.blobs["documents"]))]
    done, rows = process_shard(
        documents,
        nlp,
        at=lambda numbers: send(answers, "at", documents=numbers),
        on_stage=lambda stage: send(answers, "stage", stage=stage),
        alone=frozenset(frame.fields["alone"]),
        left_out=left_out,
    )
    send(answers, "done", done, rows=rows)


def process_shard(
    documents: Sequence[Article | Failure],
    nlp: Language,
    *,
    at: Callable[[Sequence[int]], None] = lambda numbers: None,
    on_stage: Callable[[str], None] = lambda stage: None,
    alone: Container[int] = (),
    left_out: Mapping[int, LeftOut] = MappingProxyType({}),
) -> tuple[dict[str, bytes], dict[str, int]]:
    """Return the files of a shard (see `shard_files`) and rows by table.

    `at` is told the numbers of the documents that are begun with, none for the work on all of them together. Several
    at a time are faster; those in `alone` are not put together with others, and `on_stage` is told which stage each
    comes to. `left_out` are the stages that a document, one of `alone`, goes without.
    """
    outcomes: list[Outcome] = []
    for numbers in _groups(documents, alone):
        at(numbers)
        if len(numbers) == 1:
            (number,) = numbers
            outcomes.append(outcome_of(documents[number], nlp, left_out=left_out.get(number, {}), on_stage=on_stage))
        else:
            outcomes += outcomes_of([documents[number] for number in numbers], nlp)
    at([])
    try:
        return _files(outcomes)
    except Exception:  # some row fits no table, for a day of the year 10000 or the like
        without = [left_out.get(number, {}) for number in range(len(documents))]
        return _files([_fitting(*each, nlp) for each in zip(documents, outcomes, without, strict=True)])


def _files(outcomes: Iterable[Outcome]) -> tuple[dict[str, bytes], dict[str, int]]:
    """Return the files of a shard, and rows by table."""
    rows: dict[str, list[tuple[int, Row]]] = defaultdict(list)
    for number, outcome in enumerate(outcomes):
        for table, found in outcome.items():
            rows[table].extend((number, row) for row in found)
    return shard_files(rows), {table: len(found) for table, found in rows.items()}


def _fitting(item: Article | Failure, outcome: Outcome, without: LeftOut, nlp: Language) -> Outcome:
    """Return the rows of a document without the stages that left rows which fit no table."""
    left_out = dict(without)
    while isinstance(item, Article) and (found := unfit_table(outcome)):
        table, error = found
        stage = stage_of_table(table)
        failure = unexpected_failure(item, error, stage)
        if not stage or stage in left_out:
            return {"failures": [asdict(failure)]}
        left_out[stage] = failure
        outcome = outcome_of(item, nlp, left_out=left_out)
    return outcome


def _groups(documents: Sequence[Article | Failure], alone: Container[int]) -> Iterator[list[int]]:
    """Yield the numbers of documents to process at a time."""
    group: list[int] = []
    size = 0
    for number, item in enumerate(documents):
        length = len(item.raw_text) if isinstance(item, Article) else 0
        if group and (number in alone or len(group) == _GROUP or size + length > _GROUP_CHARACTERS):
            yield group
            group, size = [], 0
        group.append(number)
        size += length if number not in alone else _GROUP_CHARACTERS
    if group:
        yield group


if __name__ == "__main__":
    sys.exit(main())
