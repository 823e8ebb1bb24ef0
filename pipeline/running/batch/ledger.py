"""What is done: shards in the work folder of an output folder, each with a line that says it is whole.

A shard's files are written first, its line (`shards/<id>.json`, one line of JSON, for an object store has no files to
add lines to) last: a shard without a line does not exist. Sizes are compared when a run begins, digests when a file is
read.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.output.write import OutputError
from pipeline.running.batch.documents import Document, shard_id
from pipeline.running.batch.identity import Identity, differences
from pipeline.running.batch.sandbox import Result
from pipeline.running.batch.store import Store

WORK = ".comunicado"
_SHARDS = f"{WORK}/shards"
_IDENTITY = f"{WORK}/identity.json"


class MismatchError(ValueError):
    """The work folder was made with another model or other rules; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Shard:
    """A finished shard: its id, the number of its documents, and by table of its files digest, size and rows."""

    name: str
    documents: int
    files: Mapping[str, Mapping[str, Any]]


class Ledger:
    """The finished shards of a store."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.shards: list[Shard] = []
        #: Shards that cannot be used any more, with the reason.
        self.damaged: list[str] = []
        self._places: dict[bytes, tuple[int, int]] = {}

    def open(self, identity: Identity, *, fresh: bool, again: bool) -> None:
        """Read what is there: all of it, nothing when `fresh`; `again` forgets documents that were given up.

        Raises MismatchError when it was made with something else.
        """
        if fresh:
            self._store.remove(WORK + "/state.json")
            self._store.remove(_SHARDS)
        sizes = self._store.sizes(_SHARDS)
        if sizes:
            self._check(identity)
        self._store.write(_IDENTITY, (json.dumps(dict(identity)) + "\n").encode())
        for name in sorted(sizes):
            if name.endswith(".json"):
                self._read(name, sizes, again)

    def _check(self, identity: Identity) -> None:
        try:
            before = json.loads(self._store.read(_IDENTITY))
        except (FileNotFoundError, ValueError):
            before = {}
        if before != dict(identity):
            changed = differences(before, identity) if before else "something that is not known"
            raise MismatchError(
                f"{self._store.url}: what is there was made with {changed}; process everything anew with --fresh, "
                "or choose another folder with --out"
            )

    def _read(self, name: str, sizes: Mapping[str, int], again: bool) -> None:
        shard_name = name.removeprefix(f"{_SHARDS}/").removesuffix(".json")
        try:
            line = json.loads(self._store.read(name))
            documents, files, lost = line["documents"], line["files"], line["lost"] if again else ()
        except (ValueError, KeyError, TypeError):
            self._drop(shard_name, "its line cannot be read")
            return
        for table, file in files.items():
            if sizes.get(self._path(shard_name, table)) != file["bytes"]:
                self._drop(shard_name, f"{table}.parquet is missing or cut off")
                return
        self._add(Shard(shard_name, len(documents), files), documents, lost)

    def _add(self, shard: Shard, documents: Sequence[str], lost: Sequence[int]) -> None:
        number = len(self.shards)
        self.shards.append(shard)
        for position, fingerprint in enumerate(documents):
            if position not in lost:
                self._places[bytes.fromhex(fingerprint)] = (number, position)

    def _drop(self, name: str, reason: str) -> None:
        """Forget a shard; its documents are processed again."""
        self.damaged.append(f"{self._store.url}/{_SHARDS}/{name}: {reason}; its documents are processed again")
        self._store.remove(f"{_SHARDS}/{name}.json")

    @staticmethod
    def _path(shard: str, table: str) -> str:
        return f"{_SHARDS}/{shard}/{table}.parquet"

    def is_done(self, fingerprint: str) -> bool:
        """Return whether the rows of a document are there."""
        return bytes.fromhex(fingerprint) in self._places

    def places(self, fingerprints: Iterable[bytes]) -> dict[int, set[int]]:
        """Return the positions of documents that are done, by the number of their shard."""
        found: dict[int, set[int]] = defaultdict(set)
        for fingerprint in fingerprints:
            shard, position = self._places[fingerprint]
            found[shard].add(position)
        return found

    def commit(self, documents: Sequence[Document], result: Result) -> None:
        """Keep a processed shard: its files first, then its line. Raises OutputError when the store refuses."""
        name = shard_id(documents)
        files = {
            table: {
                "bytes": len(data),
                "sha256": hashlib.sha256(data).hexdigest(),
                "rows": result.rows.get(table, 0),
            }
            for table, data in sorted(result.files.items())
        }
        fingerprints = [document.fingerprint for document in documents]
        with self._store.stage() as stage:
            for table, data in result.files.items():
                stage.open(self._path(name, table)).write(data)
        line = {"documents": fingerprints, "files": files, "lost": list(result.lost)}
        self._store.write(f"{_SHARDS}/{name}.json", (json.dumps(line) + "\n").encode())
        self._add(Shard(name, len(fingerprints), files), fingerprints, ())

    def load(self, shard: Shard, table: str) -> bytes | None:
        """Return the content of a shard's file, None when the shard has no rows of the table.

        Raises OutputError when the file is damaged; the shard is forgotten then, so that the next run makes it anew.
        """
        if table not in shard.files:
            return None
        try:
            data = self._store.read(self._path(shard.name, table))
        except FileNotFoundError:
            data = b""
        if hashlib.sha256(data).hexdigest() != shard.files[table]["sha256"]:
            self._drop(shard.name, f"{table}.parquet is damaged")
            raise OutputError(
                f"{self._store.url}/{self._path(shard.name, table)}: the file is damaged, and its shard was set aside; "
                "run the same command again, it processes these documents anew and keeps all others"
            )
        return data
