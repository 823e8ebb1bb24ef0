"""A whole run: articles in, tables out, on this machine or on a cluster, and on again after whatever ended it."""

from __future__ import annotations

import hashlib
import json
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from itertools import chain
from pathlib import Path
from typing import Any, BinaryIO

from pipeline.config import Settings
from pipeline.knowledge.entries import Own
from pipeline.knowledge.own_entries import load_lexicon
from pipeline.models.choice import find_model
from pipeline.output.write import json_bytes
from pipeline.running.batch.corpus import Corpus, Index
from pipeline.running.batch.documents import Document, cut, pack
from pipeline.running.batch.executors import open_pool, results
from pipeline.running.batch.identity import Identity, identity_of, model_of
from pipeline.running.batch.ledger import WORK, Ledger
from pipeline.running.batch.lock import locked
from pipeline.running.batch.merge import write_merged
from pipeline.running.batch.sandbox import Limits, Task
from pipeline.running.batch.store import Store, open_store

_INDEX, _STATE, _RUN = f"{WORK}/inputs.jsonl", f"{WORK}/state.json", "run.json"


class Interrupted(KeyboardInterrupt):
    """Ctrl-C ended a run; the message says what is kept and how to go on."""


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run did: articles and failures, rows by table, seconds.

    `processed` are the documents that were new, `notes` what a person should know besides.
    """

    articles: int
    failures: int
    rows: Mapping[str, int]
    seconds: float
    processed: int
    messages: tuple[str, ...] = field(default=())
    notes: tuple[str, ...] = field(default=())


def run_extract(
    inputs: Sequence[str | Path],
    out: str | Path,
    settings: Settings,
    *,
    on_article: Callable[[str], None] | None = None,
) -> Summary:
    """Read `inputs`, write every table to `out`; `on_article` is called for each document done, with its fingerprint.

    `inputs` and `out` are paths or `fsspec` URLs, `settings` says how (see `config.Settings`). Documents that are done
    in `out` are not processed again: a run that was ended goes on, and one over a corpus that has grown processes what
    is new.

    Raises ModelNotFoundError when no base model is installed, OutputError when `out` cannot be written or is in use,
    MismatchError when it was made with another model or other rules, LexiconError when own entries are wrong,
    WorkerError when workers are lost, and Interrupted, a KeyboardInterrupt, for Ctrl-C.
    """
    run = _Run(inputs, open_store(out), settings, on_article or (lambda fingerprint: None))
    with locked(run.store):
        run.store.tidy()
        try:
            return run.whole()
        except KeyboardInterrupt:
            raise Interrupted(
                f"interrupted; {run.done} documents are done and kept in {run.store.url}, no table was written; "
                "the same command goes on from there"
            ) from None


class _Run:
    """One run over a store that is locked."""

    def __init__(
        self, inputs: Sequence[str | Path], store: Store, settings: Settings, on_article: Callable[[str], None]
    ) -> None:
        self.store = store
        self._inputs = inputs
        self._settings = settings
        self._on_article = on_article
        self._ledger = Ledger(store)
        #: Fingerprints of all documents of the corpus.
        self._current: list[bytes] = []
        self._processed = 0

    @property
    def done(self) -> int:
        """Documents whose rows are there."""
        return len(self._current)

    def whole(self) -> Summary:
        """Process what is new and write the tables, if anything changed."""
        started = time.perf_counter()
        lexicon = load_lexicon(self._settings.lexicon)
        identity = identity_of(find_model(self._settings.model), lexicon)
        self._ledger.open(identity, fresh=self._settings.fresh, again=self._settings.retry)
        with tempfile.TemporaryFile() as new_index:
            self._process(identity, dict(lexicon.own), new_index)
            state = self._state()
            if state is None:
                new_index.seek(0)
                state = self._write(identity, new_index.read(), started)
        return Summary(
            articles=state["rows"]["articles"],
            failures=state["rows"]["failures"],
            rows=state["rows"],
            seconds=time.perf_counter() - started,
            processed=self._processed,
            messages=tuple(state["messages"]),
            notes=tuple(self._ledger.damaged),
        )

    def _process(self, identity: Identity, own: Own, new_index: BinaryIO) -> None:
        """Read the corpus and process the documents whose rows are not there."""
        index = Index(self._read(_INDEX))
        corpus = Corpus(self._inputs, index=index, is_done=self._ledger.is_done, new_index=new_index)
        limits = Limits(seconds=self._settings.time_limit, memory=self._settings.memory)
        tasks = ((shard, Task(_pack(shard), identity, limits, own)) for shard in cut(self._new_documents(corpus)))
        first = next(tasks, None)
        if first is None:
            return
        with open_pool(self._settings.workers, self._settings.cluster) as pool:
            for shard, result in results(chain((first,), tasks), pool):
                self._ledger.commit(shard, result)
                self._processed += len(shard)
                for document in shard:
                    self._note_done(document)

    def _new_documents(self, corpus: Iterable[Document]) -> Iterator[Document]:
        """Yield the documents to process; the others are done."""
        under_way: set[str] = set()
        for document in corpus:
            if self._ledger.is_done(document.fingerprint):
                self._note_done(document)
            elif document.fingerprint not in under_way:
                under_way.add(document.fingerprint)
                yield document

    def _note_done(self, document: Document) -> None:
        self._current.append(bytes.fromhex(document.fingerprint))
        self._on_article(document.fingerprint)

    def _read(self, name: str) -> bytes:
        try:
            return self.store.read(name)
        except FileNotFoundError:
            return b""

    def _corpus_digest(self) -> str:
        return hashlib.sha256(b"".join(sorted(self._current))).hexdigest()

    def _state(self) -> dict[str, Any] | None:
        """Return what an earlier run left behind, when its tables are those that this one would write."""
        try:
            state: dict[str, Any] = json.loads(self._read(_STATE) or "{}")
        except ValueError:
            return None
        same = (
            not self._processed
            and not self._ledger.damaged
            and state.get("corpus") == self._corpus_digest()
            and state.get("shape") == self._shape()
            and all(self.store.size(name) == size for name, size in state["files"].items())
        )
        return state if same else None

    def _shape(self) -> list[str]:
        """Return what decides the shape of the tables, but not their rows."""
        return [*self._settings.formats, self._settings.csv_cells]

    def _write(self, identity: Identity, index: bytes, started: float) -> dict[str, Any]:
        """Write the tables and `run.json` of a run that was `started` then; the new state."""
        processed = time.perf_counter()
        state = self._write_tables(index)
        timings = {
            "process_seconds": round(processed - started, 3),
            "write_seconds": round(time.perf_counter() - processed, 3),
        }
        self.store.write(_RUN, json_bytes(describe_run(self._settings, identity, state["rows"], timings)))
        return state

    def _write_tables(self, index: bytes) -> dict[str, Any]:
        """Write all tables, which appear together; a run that ends in between leaves no `run.json`."""
        wanted = self._ledger.places(self._current)
        with self.store.stage() as stage:
            written = write_merged(self._ledger, wanted, stage, self._settings)
            files = stage.sizes()
            stage.open(_INDEX).write(index)
            for name in (_STATE, _RUN):
                self.store.remove(name)
        state = {
            "corpus": self._corpus_digest(),
            "shape": self._shape(),
            "files": files,
            "rows": written.rows,
            "messages": written.messages,
        }
        self.store.write(_STATE, json_bytes(state))
        return state


def _pack(shard: Sequence[Document]) -> bytes:
    items = [document.item for document in shard if document.item is not None]
    assert len(items) == len(shard), "a document that is not done was read"
    return pack(items)


def describe_run(
    settings: Settings, identity: Identity, counts: Mapping[str, int], timings: Mapping[str, float]
) -> dict[str, Any]:
    """Return the content of `run.json`."""
    model, version = model_of(identity)
    return {
        "package": {"name": "comunicado", "version": identity["package"], "code_digest": identity["code"]},
        "python": identity["python"],
        "spacy": identity["spacy"],
        "model": {"name": model, "version": version},
        "name_recogniser": {"name": "comunicado_ner", "sha256": identity["recogniser"]},
        "lexicon_digest": identity["lexicons"],
        "settings": asdict(settings),
        "counts": dict(counts),
        "timings": dict(timings),
    }
