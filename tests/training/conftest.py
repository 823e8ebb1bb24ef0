"""Articles of our own with labels, without the base model and the network."""

from __future__ import annotations

from collections.abc import Callable
from importlib.util import find_spec
from typing import Any

import pytest
from tokenizers import Tokenizer, models, pre_tokenizers

from pipeline.reader.view import View
from pipeline.reading.read import read_records
from pipeline.running.process import parse
from training.reader.articles import load_stages
from training.reader.gold import Gold, gold_of

#: Needs torch, which only the extra `train` brings.
collect_ignore = [] if find_spec("torch") else ["test_reader_learning.py", "test_reader_rereading.py"]

Label = Callable[..., tuple[View, Gold]]


@pytest.fixture(scope="session")
def label() -> Label:
    """A text, published on 4 March 2026, with the labels of some records."""
    nlp, _ = load_stages("blank:es")
    tokenizer = Tokenizer(models.WordLevel({"?": 0}, unk_token="?"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()

    def labelled(text: str, **records: Any) -> tuple[View, Gold]:
        record = {"id": "x", "text": text, "date": "2026-03-04", "language": "es"}
        (doc,) = parse(read_records([record]), nlp)
        view = View(doc, tokenizer)
        return view, gold_of(view, records)

    return labelled
