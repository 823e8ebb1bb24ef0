"""What is done: shards in the work folder of an output folder, a file each.

`shards/<id>.shard` begins with a sealed header (documents, identity, digests; see `sealed`), behind which stand the
Parquet files of the tables. It appears with one rename, after its content is on the disk: a shard is there as a whole
or not at all. Lengths are compared when a run begins, digests when rows are read.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.output.write import OutputError
from pipeline.reading.inputs import WORK
from pipeline.running.batch.documents import Document, shard_id
from pipeline.running.batch.identity import Identity, differences
from pipeline.running.batch.sandbox import Result
from pipeline.running.batch.sealed import LONGEST, DamagedError, seal, sealed_length, unseal
from pipeline.running.batch.store import Store

_SHARDS = f"{WORK}/shards"
_ENDING = ".shard"
#: Bytes read of a shard at first: the header of 64 documents has some 5,000.
_HEAD = 16_384


class MismatchError(ValueError):
    """The work folder was made with another model or other rules; the message says what to do."""


class DamagedShardError(OutputError):
    """The rows of a shard are not those that were written; it was set aside, and its documents are not done."""


@dataclass(frozen=True, slots=True)
class Shard:
    """A finished shard: its id, the number of its documents, and by table where its file is, its digest and rows."""

    name: str
    documents: int
    files: Mapping[str, Mapping[str, Any]]


class Ledger:
    """The finished shards of a store."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._identity: Identity = {}
        self.shards: list[Shard] = []
        #: What was damaged, for a person.
        self.damaged: list[str] = []
        self._places: dict[bytes, tuple[int, int]] = {}

    def open(self, identity: Identity, *, fresh: bool, again: bool) -> None:
        """Read what is there: all of it, nothing when `fresh`; `again` forgets documents that were given up.

        Raises MismatchError when it was made with something else.
        """
        self._identity = identity
        if fresh:
            self._store.remove(_SHARDS)
        for name, size in sorted(self._store.sizes(_SHARDS).items()):
            if not name.endswith(_ENDING):
                raise self._mismatch("another version of the package")
            try:
                header, start = self._header(name, size)
            except (DamagedError, FileNotFoundError) as error:
                self._set_aside(name, str(error))
                continue
            if header["identity"] != dict(identity):
                raise self._mismatch(differences(header["identity"], identity))
            self._add(_shard(name, header, start), header, again=again)

    def _mismatch(self, changed: str) -> MismatchError:
        return MismatchError(
            f"{self._store.url}: what is there was made with {changed}; process everything anew with --fresh, "
            "or choose another folder with --out"
        )

    def _header(self, name: str, size: int) -> tuple[dict[str, Any], int]:
        """Return the header of a shard and where its files begin. Raises DamagedError when it is not whole."""
        head = self._store.read(name, 0, _HEAD)
        start, length = sealed_length(head[:LONGEST])
        if start + length > len(head):
            head = self._store.read(name, 0, start + length)
        header: dict[str, Any] = json.loads(unseal(head))
        if size != start + length + sum(file["bytes"] for file in header["files"].values()):
            raise DamagedError("it is cut off")
        return header, start + length

    def _add(self, shard: Shard, header: Mapping[str, Any], *, again: bool) -> None:
        """Take the documents of a shard as done; one that was given up is done if no shard has more of it."""
        number = len(self.shards)
        self.shards.append(shard)
        for position, fingerprint in enumerate(header["documents"]):
            key = bytes.fromhex(fingerprint)
            given_up = position in header["lost"]
            if not given_up or not (again or key in self._places):
                self._places[key] = (number, position)

    def _set_aside(self, name: str, reason: str) -> None:
        """Forget a shard; its documents are processed again."""
        place = self._store.set_aside(name)
        self.damaged.append(
            f"{self._store.url}/{name}: the file is damaged ({reason}) and was moved to {place}; "
            "its documents are processed again"
        )

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
        """Keep a processed shard; it is on the disk then. Raises OutputError when the store refuses."""
        files = sorted(result.files.items())
        header = {
            "identity": dict(self._identity),
            "documents": [document.fingerprint for document in documents],
            "lost": list(result.lost),
            "files": {table: _described(data, result.rows.get(table, 0)) for table, data in files},
        }
        sealed = seal(json.dumps(header).encode())
        name = f"{_SHARDS}/{shard_id(documents)}{_ENDING}"
        with self._store.stage() as stage:
            stage.open(name).writelines((sealed, *(data for _, data in files)))
        self._add(_shard(name, header, len(sealed)), header, again=False)

    def load(self, shard: Shard, table: str) -> bytes | None:
        """Return the content of a shard's file, None when the shard has no rows of the table.

        Raises DamagedShardError when it is damaged; the shard is forgotten then.
        """
        file = shard.files.get(table)
        if file is None:
            return None
        name = f"{_SHARDS}/{shard.name}{_ENDING}"
        try:
            data = self._store.read(name, file["start"], file["bytes"])
        except FileNotFoundError:
            raise self._lost(shard, f"{self._store.url}/{name}: the file is gone") from None
        if hashlib.sha256(data).hexdigest() != file["sha256"]:
            self._set_aside(name, f"the digest of {table} is wrong")
            raise self._lost(shard, self.damaged[-1])
        return data

    def _lost(self, shard: Shard, message: str) -> DamagedShardError:
        """Forget the documents of a shard, and return what to raise."""
        number = self.shards.index(shard)
        self._places = {fingerprint: place for fingerprint, place in self._places.items() if place[0] != number}
        return DamagedShardError(message)


def _shard(name: str, header: Mapping[str, Any], start: int) -> Shard:
    """Return a shard of the header of its file, which ends at `start`."""
    files = {}
    for table, file in header["files"].items():
        files[table] = {**file, "start": start}
        start += file["bytes"]
    return Shard(name.removeprefix(f"{_SHARDS}/").removesuffix(_ENDING), len(header["documents"]), files)


def _described(data: bytes, rows: int) -> dict[str, Any]:
    return {"bytes": len(data), "sha256": hashlib.sha256(data).hexdigest(), "rows": rows}
