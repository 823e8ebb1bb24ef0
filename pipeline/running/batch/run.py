"""A whole run: articles in, tables out, on this machine or on a cluster, and on again after whatever ended it."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import asdict, dataclass, field
from itertools import chain
from pathlib import Path
from typing import Any, BinaryIO

from pipeline.config import Settings
from pipeline.knowledge.entries import Own
from pipeline.knowledge.own_entries import load_lexicon
from pipeline.models.choice import find_model
from pipeline.output.write import file_names, json_bytes
from pipeline.reading.addresses import without_secrets
from pipeline.reading.columns import Options
from pipeline.reading.inputs import WORK, refuse_missing
from pipeline.reading.model import Article, Failure
from pipeline.running.batch.corpus import Corpus, Index, Records
from pipeline.running.batch.documents import Document, cut, pack
from pipeline.running.batch.executors import open_pool, results
from pipeline.running.batch.identity import Identity, identity_of, model_of
from pipeline.running.batch.ledger import DamagedShardError, Ledger
from pipeline.running.batch.lock import locked
from pipeline.running.batch.merge import write_merged
from pipeline.running.batch.reading import Reading
from pipeline.running.batch.rows import failure_files
from pipeline.running.batch.sandbox import Limits, Result, Task
from pipeline.running.batch.sealed import DamagedError, seal, unseal
from pipeline.running.batch.store import LocalStore, Store, open_store

#: Times that a run is gone on with after rows turned out to be damaged.
_TRIES = 3
_INDEX, _STATE, _RUN = f"{WORK}/inputs.jsonl", f"{WORK}/state.json", "run.json"


class Interrupted(KeyboardInterrupt):
    """Ctrl-C ended a run; the message says what is kept and how to go on."""


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run did: articles, rows by table, seconds.

    `failures` are the documents that failed, `incomplete` the articles in which a stage did, `processed` the documents
    that were new, `notes` what a person should know besides.
    """

    articles: int
    failures: int
    incomplete: int
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
    on_note: Callable[[str], None] | None = None,
) -> Summary:
    """Read `inputs`, write every table to `out`; `on_article` is called for each document done, with its fingerprint.

    `on_note` is called with a line for a person when columns of a table were recognised by a common name; without it
    the line is among the notes of the summary.

    `inputs` and `out` are paths or `fsspec` URLs, `settings` says how (see `config.Settings`). Documents that are done
    in `out` are not processed again: a run that was ended goes on, and one over a corpus that has grown processes what
    is new.

    Raises ValueError for columns of fields that there are not, InputError when nothing that is named is there,
    ModelNotFoundError when no base model is installed, OutputError when `out` cannot be written or is in use,
    MismatchError when it was made with another model or other rules, LexiconError when own entries are wrong,
    WorkerError when workers are lost, and Interrupted, a KeyboardInterrupt, for Ctrl-C.
    """
    refuse_missing(inputs)
    return _locked_run(inputs, out, settings, on_article, on_note)


def run_records(
    read: Callable[[], Iterable[Article | Failure]],
    out: str | Path,
    settings: Settings,
    *,
    on_article: Callable[[str], None] | None = None,
) -> Summary:
    """Write every table of documents in memory to `out`, and return what was done, as `run_extract` does for files.

    `read` returns the documents, from the beginning each time that it is called.
    """
    return _locked_run(Records(read), out, settings, on_article, None)


def _locked_run(
    inputs: Sequence[str | Path] | Records,
    out: str | Path,
    settings: Settings,
    on_article: Callable[[str], None] | None,
    on_note: Callable[[str], None] | None,
) -> Summary:
    Options(settings.columns, settings.undated)  # refused before anything is made
    run = _Run(inputs, open_store(out), settings, on_article or (lambda fingerprint: None), on_note)
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
        self,
        inputs: Sequence[str | Path] | Records,
        store: Store,
        settings: Settings,
        on_article: Callable[[str], None],
        on_note: Callable[[str], None] | None,
    ) -> None:
        self.store = store
        self._options = Options(settings.columns, settings.undated)
        #: What was read from where, for a person who was not told at once.
        self._lines: list[str] = []
        self._on_note = on_note or self._lines.append
        self._inputs = inputs
        self._settings = settings
        self._on_article = on_article
        self._ledger = Ledger(store)
        #: What was damaged besides shards, for a person.
        self._notes: list[str] = []
        #: Fingerprints of all documents of the corpus.
        self._current: list[bytes] = []
        self._processed = 0
        #: Columns that were told, in words; the same ones in a thousand files are told once.
        self._told: set[str] = set()
        self._undated = ""

    @property
    def done(self) -> int:
        """Documents whose rows are there."""
        return len(self._current)

    def whole(self) -> Summary:
        """Process what is new and write the tables, if anything changed."""
        started = time.perf_counter()
        lexicon = load_lexicon(self._settings.lexicon)
        identity = identity_of(find_model(self._settings.model), lexicon)
        if self._settings.fresh:
            self.store.remove(_STATE)
        self._ledger.open(identity, fresh=self._settings.fresh, again=self._settings.retry)
        state = self._until_whole(identity, dict(lexicon.own), started)
        return Summary(
            articles=state["rows"]["articles"],
            failures=state["failed"],
            incomplete=state["incomplete"],
            rows=state["rows"],
            seconds=time.perf_counter() - started,
            processed=self._processed,
            messages=tuple(state["messages"]),
            notes=(*self._lines, *filter(None, (self._undated,)), *self._notes, *self._ledger.damaged),
        )

    def _until_whole(self, identity: Identity, own: Own, started: float) -> dict[str, Any]:
        """Process and write; again when rows of a shard turn out to be damaged, whose documents are new then."""
        for times_left in reversed(range(_TRIES)):
            self._current.clear()
            with tempfile.TemporaryFile() as new_index:
                try:
                    self._process(identity, own, new_index)
                    state = self._state()
                    if state is None:
                        new_index.seek(0)
                        state = self._write(identity, new_index.read(), started)
                    return state
                except DamagedShardError:
                    if not times_left:
                        raise
        raise AssertionError("the last try returns or raises")

    def _process(self, identity: Identity, own: Own, new_index: BinaryIO) -> None:
        """Read the corpus and process the documents whose rows are not there."""
        limits = Limits(seconds=self._settings.time_limit, memory=self._settings.memory)
        reading = Reading(limits, self._options, self._note_columns)
        corpus = self._inputs if isinstance(self._inputs, Records) else self._corpus(self._inputs, reading, new_index)
        try:
            shards = self._without_failures(cut(self._new_documents(corpus)))
            self._process_shards((shard, Task(_pack(shard), identity, limits, own)) for shard in shards)
        finally:
            reading.stop()
        self._undated = corpus.undated.line

    def _corpus(self, inputs: Sequence[str | Path], reading: Reading, new_index: BinaryIO) -> Corpus:
        """Return the documents of files, with what an earlier run knows of them unless all is to be done anew."""
        known = b"" if self._settings.fresh else self._sealed(_INDEX)
        return Corpus(
            inputs,
            reading,
            index=Index(known, again=self._settings.retry, options=self._options.key),
            is_done=self._ledger.is_done,
            new_index=new_index,
            own=self._own_files(),
        )

    def _note_columns(self, name: str, columns: str) -> None:
        if columns not in self._told:
            self._told.add(columns)
            self._on_note(f"{name}: {columns}")

    def _process_shards(self, tasks: Iterator[tuple[Sequence[Document], Task]]) -> None:
        first = next(tasks, None)
        if first is None:  # no process with models is begun for nothing
            return
        with open_pool(self._settings.workers, self._settings.cluster) as pool:
            for shard, result in results(chain((first,), tasks), pool):
                self._commit(shard, result)

    def _without_failures(self, shards: Iterable[Sequence[Document]]) -> Iterator[Sequence[Document]]:
        """Yield the shards for which a model is needed; those of failures alone are done at once."""
        for shard in shards:
            failures = [document.item for document in shard if isinstance(document.item, Failure)]
            if len(failures) < len(shard):
                yield shard
            else:
                self._commit(shard, Result(failure_files(failures), {"failures": len(failures)}, ()))

    def _commit(self, shard: Sequence[Document], result: Result) -> None:
        self._ledger.commit(shard, result)
        self._processed += len(shard)
        for document in shard:
            self._note_done(document)

    def _own_files(self) -> Set[str]:
        """Return the paths of the files that a run writes: an output folder may lie in its input folder."""
        if not isinstance(self.store, LocalStore):
            return frozenset()
        names = (*file_names(), "report.html")
        return frozenset(os.path.realpath(self.store.folder / name) for name in names)

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

    def _sealed(self, name: str) -> bytes:
        """Return the content of a control file; empty when there is none, or when it was damaged and is set aside."""
        try:
            return unseal(self.store.read(name))
        except FileNotFoundError:
            return b""
        except DamagedError as error:
            place = self.store.set_aside(name)
            self._notes.append(
                f"{self.store.url}/{name}: the file is damaged ({error}) and was moved to {place}; "
                "it is made anew, nothing is lost"
            )
            return b""

    def _corpus_digest(self) -> str:
        return hashlib.sha256(b"".join(sorted(self._current))).hexdigest()

    def _state(self) -> dict[str, Any] | None:
        """Return what an earlier run left behind, when its tables are those that this one would write."""
        state: dict[str, Any] = json.loads(self._sealed(_STATE) or b"{}")
        same = (
            not self._processed
            and not self._ledger.damaged
            and not self._notes
            and state.get("corpus") == self._corpus_digest()
            and state.get("shape") == self._shape()
            and all(self.store.size(name) == size for name, size in state["files"].items())
        )
        return state if same else None

    def _shape(self) -> list[str]:
        """Return what decides the shape of the tables, but not their rows."""
        return [*self._settings.formats, self._settings.csv_cells]

    def _write(self, identity: Identity, index: bytes, started: float) -> dict[str, Any]:
        """Write the tables, which appear together, then what says that they are whole; the new state.

        A run that ends in between leaves neither `run.json` nor a state, and the next one writes all of them again.
        """
        processed = time.perf_counter()
        with self.store.stage() as stage:
            written = write_merged(self._ledger, self._ledger.places(self._current), stage, self._settings)
            sizes = stage.sizes()
            stage.open(_INDEX).write(seal(index))
            for name in (_STATE, _RUN):
                self.store.remove(name)
        timings = {
            "process_seconds": round(processed - started, 3),
            "write_seconds": round(time.perf_counter() - processed, 3),
        }
        run = json_bytes(describe_run(self._settings, identity, written.rows, timings))
        self.store.write(_RUN, run)
        state = {
            "corpus": self._corpus_digest(),
            "shape": self._shape(),
            "files": {**sizes, _RUN: len(run)},
            "rows": written.rows,
            "failed": written.failed,
            "incomplete": len(written.incomplete),
            "messages": written.messages,
        }
        self.store.write(_STATE, seal(json_bytes(state)))
        return state


def _pack(shard: Sequence[Document]) -> bytes:
    items = [document.item for document in shard if document.item is not None]
    assert len(items) == len(shard), "a document that is not done was read"
    return pack(items)


def _as_written(value: object) -> object:
    """Return a setting without the secrets of an address."""
    return without_secrets(value, value) if isinstance(value, str) else value


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
        "settings": {name: _as_written(value) for name, value in asdict(settings).items()},
        "counts": dict(counts),
        "timings": dict(timings),
    }
