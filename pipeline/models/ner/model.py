"""The weights on disk: a small network, word vectors in half precision and the counts of word case.

A model folder holds `config.cfg` (the inner spaCy pipeline), `ner/` (its weights), `vectors.npy` and `vectors.json`
(floret: vectors of hashed character n-grams, so that an unseen name has a vector too), `case.tsv.gz` (word, times in
lower case, capitalised, in capitals), `names.tsv.gz` (names of the lexicons and their codes), `clusters.tsv.gz` and
`topics.npy` (classes of words and what each says about an article's topic) and `meta.json` (recipe and figures).
"""

from __future__ import annotations

import gzip
import json
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import spacy
from spacy.language import Language
from spacy.tokenizer import Tokenizer
from spacy.tokens import Doc
from spacy.vectors import Vectors

from pipeline.models.blas import use_openblas
from pipeline.models.ner.consistency import Entity, acting_cities, join_registered, one_class_per_name
from pipeline.models.ner.evidence import CITY, ORGANIZATION, UNKNOWN, NameLexicon, WordClusters
from pipeline.models.ner.features import Counts, Described, Evidence, WordTable, describe, inner_docs
from pipeline.models.ner.network import NameNetwork, read_network

_CASE, _NAMES, _CLUSTERS, _TOPICS = "case.tsv.gz", "names.tsv.gz", "clusters.tsv.gz", "topics.npy"
_PARTS = ("config.cfg", "ner", "vectors.npy", "vectors.json", _CASE, _NAMES, _CLUSTERS, _TOPICS, "meta.json")


#: An organisation's name of so many words is no chance: "Comisión Económica para América Latina y el Caribe".
_LONG_NAME = 3


class ModelError(ValueError):
    """A model folder is missing or incomplete; the message says which file and what to do."""


class NerModel(NamedTuple):
    """A loaded recogniser. `nlp` is an inner pipeline with its own vocabulary, so that no base model is touched.

    `network` computes the same as `nlp` in less time; there is none while the weights still change in training.
    """

    nlp: Language
    evidence: Evidence
    meta: dict[str, Any]
    network: NameNetwork | None = None

    def find(self, paragraphs: Sequence[Sequence[str]]) -> list[list[Entity]]:
        """Return the names in an article given as paragraphs of words, by paragraph.

        An article is a batch of its own: the last bits of a matrix product depend on the size of the batch, and the
        same article has to give the same names whatever it is processed with.
        """
        described = describe(paragraphs, self.evidence)
        found = [
            join_registered(names, _registered_bodies(paragraph))
            for names, paragraph in zip(self._recognise(described), described, strict=True)
        ]
        return one_class_per_name(paragraphs, acting_cities(paragraphs, found, self._is_city))

    def _recognise(self, paragraphs: Sequence[Described]) -> list[list[Entity]]:
        if self.network:
            return self.network.find(paragraphs)
        docs = inner_docs(self.nlp.vocab, paragraphs, self.evidence)
        recognise(docs, self.nlp)
        return [[(ent.start, ent.end, ent.label_) for ent in doc.ents] for doc in docs]

    def _is_city(self, name: str) -> bool:
        return CITY in self.evidence.lexicon.names.get(name, UNKNOWN)


def _registered_bodies(paragraph: Described) -> list[Entity]:
    """Return the long names in a paragraph that the lexicons have for an organisation and for nothing else."""
    return [
        (start, end, "ORG")
        for start, end, code in paragraph.longer
        if code == ORGANIZATION and end - start >= _LONG_NAME
    ]


def recognise(docs: Sequence[Doc], nlp: Language) -> None:
    """Set the entities of inner Docs in one batch; empty ones are left alone."""
    ner = nlp.get_pipe("ner")
    full = [doc for doc in docs if len(doc)]
    if full:
        ner.set_annotations(full, ner.predict(full))  # type: ignore[attr-defined]


def load_packaged() -> NerModel:
    """Return the model that comes with the package, read once a process."""
    return _load_packaged()


@lru_cache(maxsize=1)
def _load_packaged() -> NerModel:
    with as_file(files("pipeline.models.ner").joinpath("model")) as folder:
        return load_model(folder)


@lru_cache(maxsize=4)
def load_from(folder: str) -> NerModel:
    """Return a model in another folder, read once a process. Raises ModelError."""
    return load_model(Path(folder))


def load_model(folder: Path) -> NerModel:
    """Read a model folder. Raises ModelError when a part is missing."""
    missing = [part for part in _PARTS if not (folder / part).exists()]
    if missing:
        raise ModelError(
            f"{folder}: no name recogniser here ({', '.join(missing)} missing); reinstall the package or `make train`"
        )
    nlp = build_nlp(folder / "config.cfg")
    nlp.vocab.vectors = _read_vectors(folder, nlp)
    nlp.get_pipe("ner").from_disk(folder / "ner", exclude=["vocab"])  # type: ignore[attr-defined]
    evidence = read_evidence(folder)
    return NerModel(nlp, evidence, json.loads((folder / "meta.json").read_text("utf-8")), read_network(nlp, evidence))


def build_nlp(config_path: Path) -> Language:
    """Return the untrained inner pipeline of a config file: blank Spanish with an `ner` component."""
    config = spacy.util.load_config(config_path)
    # words come as such: the rules of Spanish tokens would only take their time
    nlp = spacy.util.get_lang_class("es")(create_tokenizer=lambda nlp: Tokenizer(nlp.vocab))
    nlp.add_pipe("ner", config={"model": config["components"]["ner"]["model"]})
    use_openblas(nlp.get_pipe("ner"))
    return nlp


class _CachedVectors(Vectors):  # type: ignore[misc]
    """Floret vectors that remember the words they have put together: the network keeps rows of the words it knows."""

    _MOST = 4_000

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self._known: dict[int, np.ndarray] = {}

    def get_batch(self, keys: Any) -> np.ndarray:
        """Return the vectors of words given by their hashes, one a row."""
        wanted = [int(key) for key in keys]
        new = [key for key in dict.fromkeys(wanted) if key not in self._known]
        if new:
            if len(self._known) + len(new) > self._MOST:
                self._known.clear()
                new = list(dict.fromkeys(wanted))
            self._known.update(zip(new, super().get_batch(np.asarray(new, dtype="uint64")), strict=True))
        return np.asarray([self._known[key] for key in wanted], dtype="float32")


def _read_vectors(folder: Path, nlp: Language) -> Vectors:
    settings = json.loads((folder / "vectors.json").read_text("utf-8"))
    data = np.load(folder / "vectors.npy", allow_pickle=False).astype("float32")
    return _CachedVectors(strings=nlp.vocab.strings, data=data, mode="floret", name="comunicado_ner", **settings)


def read_evidence(folder: Path) -> Evidence:
    """Return the tables of a folder that `write_evidence` wrote."""
    grouped, numbers = _read_columns(folder / _CLUSTERS, 2)
    names, codes = _read_columns(folder / _NAMES, 2)
    return Evidence(
        WordTable(_SortedCounts(_read(folder / _CASE).split("\n")[:-1])),
        NameLexicon(dict(zip(names, codes, strict=True))),
        WordClusters(dict(zip(grouped, map(int, numbers), strict=True)), np.load(folder / _TOPICS, allow_pickle=False)),
    )


class _SortedCounts(Mapping[str, Counts]):
    """Words and their counts as the sorted lines of a table: only those that are asked for are parted and read."""

    def __init__(self, lines: list[str]) -> None:
        self._lines = lines

    def __getitem__(self, word: str) -> Counts:
        at = bisect_left(self._lines, f"{word}\t")
        if at == len(self._lines) or not self._lines[at].startswith(f"{word}\t"):
            raise KeyError(word)
        lower, title, upper = self._lines[at].split("\t")[1:]
        return int(lower), int(title), int(upper)

    def __iter__(self) -> Iterator[str]:
        return (line.partition("\t")[0] for line in self._lines)

    def __len__(self) -> int:
        return len(self._lines)


def write_evidence(evidence: Evidence, folder: Path) -> None:
    """Write the tables so that the same tables give the same bytes."""
    _write_rows(((word, *counts) for word, counts in evidence.table.counts.items()), folder / _CASE)
    _write_rows(evidence.lexicon.names.items(), folder / _NAMES)
    _write_rows(evidence.clusters.of_word.items(), folder / _CLUSTERS)
    np.save(folder / _TOPICS, evidence.clusters.topics)


def _read_columns(path: Path, count: int) -> list[list[str]]:
    """Return the columns of a table with so many.

    All cells are parted at once, for the tables have some 150,000 rows.
    """
    cells = _read(path).replace("\n", "\t").split("\t")[:-1]
    return [cells[number::count] for number in range(count)]


def _read(path: Path) -> str:
    return gzip.decompress(path.read_bytes()).decode("utf-8")


def _write_rows(rows: Iterable[tuple[object, ...]], path: Path) -> None:
    text = "".join("\t".join(str(cell) for cell in row) + "\n" for row in sorted(rows))
    path.write_bytes(gzip.compress(text.encode("utf-8"), mtime=0))


def save_model(model: NerModel, folder: Path, *, config_path: Path) -> None:
    """Write a model folder that `load_model` reads; vectors are rounded to half precision."""
    folder.mkdir(parents=True, exist_ok=True)
    vectors = model.nlp.vocab.vectors
    (folder / "config.cfg").write_text(config_path.read_text("utf-8"), "utf-8")
    model.nlp.get_pipe("ner").to_disk(folder / "ner", exclude=["vocab"])  # type: ignore[attr-defined]
    np.save(folder / "vectors.npy", np.asarray(vectors.data, dtype="float16"))
    settings = {key: getattr(vectors, key) for key in ("minn", "maxn", "hash_count", "hash_seed", "bow", "eow")}
    (folder / "vectors.json").write_text(json.dumps(settings, indent=1) + "\n", "utf-8")
    write_evidence(model.evidence, folder)
    (folder / "meta.json").write_text(json.dumps(model.meta, indent=1, ensure_ascii=False) + "\n", "utf-8")
