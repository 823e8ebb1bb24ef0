"""Articles of a run that repeat earlier ones (see `running.duplicates`), without their texts in memory.

Three sorts on the disk: by band, which tells the articles that have one in common; by shard, where their texts are read
for their shingles, once; by day, the order in which they are compared.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby, islice
from operator import itemgetter
from typing import BinaryIO, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from pipeline.running.batch.rows import DOCUMENT, SIGNATURE_SCHEMA, SIGNATURES
from pipeline.running.batch.sorting import Sorter
from pipeline.running.batch.wanted import WantedRows
from pipeline.running.duplicates import Codes, find_repeated, shingles_of
from pipeline.schemas import Row

Scratch = Callable[[], BinaryIO]
Flags = NDArray[np.bool_]

#: Rows that are made into a batch.
_BATCH = 1_024
#: What articles are ordered by: the earliest first, those of no day last.
_ORDER = ("undated", "published", "article_id")
_ARTICLE = (pa.field("undated", pa.bool_()), pa.field("published", pa.string()), pa.field("article_id", pa.string()))
_PLACE = (pa.field("shard", pa.int32()), pa.field(DOCUMENT, pa.int32()))
_BANDS = pa.schema([pa.field("band", pa.uint64()), *_ARTICLE, *_PLACE])
#: `later`: whether a later article has the band too.
_COMMON = _BANDS.append(pa.field("later", pa.bool_()))
#: Bands that another article has, those of them that a later one has, and where the shingles are.
_STORIES = pa.schema(
    [
        *_ARTICLE,
        pa.field("bands", pa.list_(pa.uint64())),
        pa.field("later", pa.list_(pa.uint64())),
        pa.field("start", pa.int64()),
        pa.field("size", pa.int64()),
    ]
)
_PAIRS = pa.schema([pa.field("article_id", pa.string()), pa.field("repeats", pa.string())])


class _Story(NamedTuple):
    """An article, and where in a file its shingles are."""

    article_id: str
    start: int
    size: int


def repeated_articles(shards: WantedRows, scratch: Scratch) -> Iterator[tuple[str, str]]:
    """Yield each article that repeats an earlier one, with the earliest that it repeats, sorted by id.

    `scratch` opens temporary files.
    """
    pairs = Sorter(_PAIRS, ("article_id",), scratch)
    with scratch() as codes:
        ordered = (
            (_Story(row["article_id"], row["start"], row["size"]), row["bands"], row["later"])
            for row in _rows(_stories(shards, codes, scratch).batches())
        )
        found = find_repeated(ordered, _reader(codes))
        _fill(pairs, ({"article_id": story.article_id, "repeats": first.article_id} for story, first in found))
    return ((row["article_id"], row["repeats"]) for row in _rows(pairs.batches()))


def _stories(shards: WantedRows, codes: BinaryIO, scratch: Scratch) -> Sorter:
    """Return the articles with common bands by day; their shingles go to a file."""
    common = Sorter(_COMMON, ("shard", DOCUMENT), scratch)
    for batch in _common(_by_band(shards, scratch).batches()):
        common.add(batch)
    stories = Sorter(_STORIES, _ORDER, scratch)
    _fill(stories, _with_codes(_rows(common.batches()), shards, codes))
    return stories


def _by_band(shards: WantedRows, scratch: Scratch) -> Sorter:
    """Return a row for each band of each article."""
    sorter = Sorter(_BANDS, ("band", *_ORDER), scratch)
    for number, batch in shards.batches(SIGNATURES, SIGNATURE_SCHEMA):
        rows = batch.take(pc.list_parent_indices(batch["bands"]))
        columns = [
            pc.list_flatten(batch["bands"]),
            pc.is_null(rows["published"]),
            rows["published"],
            rows["article_id"],
            pa.repeat(pa.scalar(number, pa.int32()), rows.num_rows),
            rows[DOCUMENT],
        ]
        sorter.add(pa.RecordBatch.from_arrays(columns, schema=_BANDS))
    return sorter


def _common(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Yield the rows whose band another row has, too."""
    held: pa.RecordBatch | None = None  # the last row, whose next one is not known yet
    earlier = False
    for batch in batches:
        rows = pa.Table.from_batches([batch] if held is None else [held, batch])
        bands = rows["band"].to_numpy()
        same = bands[1:] == bands[:-1]
        with_earlier = np.concatenate(([earlier], same))
        yield from _marked(rows.slice(0, len(same)), with_earlier[:-1], same)
        held, earlier = batch.slice(batch.num_rows - 1), bool(with_earlier[-1])
    if held is not None:
        yield from _marked(pa.Table.from_batches([held]), np.array([earlier]), np.array([False]))


def _marked(rows: pa.Table, with_earlier: Flags, with_later: Flags) -> list[pa.RecordBatch]:
    marked = rows.append_column(_COMMON.field("later"), pa.array(with_later))
    batches: list[pa.RecordBatch] = marked.filter(pa.array(with_earlier | with_later)).to_batches()
    return batches


def _with_codes(rows: Iterable[Row], shards: WantedRows, codes: BinaryIO) -> Iterator[Row]:
    """Yield the stories of articles whose bands come in the order of the shards."""
    for number, of_shard in groupby(rows, itemgetter("shard")):
        texts = shards.texts(number)
        for position, of_article in groupby(of_shard, itemgetter(DOCUMENT)):
            bands = list(of_article)
            start = codes.tell()
            codes.write(shingles_of(texts[position]).tobytes())
            yield {
                **{name: bands[0][name] for name in _ORDER},
                "bands": [row["band"] for row in bands],
                "later": [row["band"] for row in bands if row["later"]],
                "start": start,
                "size": codes.tell() - start,
            }


def _reader(codes: BinaryIO) -> Callable[[_Story], Codes]:
    def read(story: _Story) -> Codes:
        codes.seek(story.start)
        return np.frombuffer(codes.read(story.size), np.uint64)

    return read


def _rows(batches: Iterable[pa.RecordBatch]) -> Iterator[Row]:
    for batch in batches:
        yield from batch.to_pylist()


def _fill(sorter: Sorter, rows: Iterable[Row]) -> None:
    rows = iter(rows)
    while some := list(islice(rows, _BATCH)):
        sorter.add(pa.RecordBatch.from_pylist(some, schema=sorter.schema))
