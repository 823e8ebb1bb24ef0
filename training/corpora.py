"""The annotated corpora as articles of labelled words: CoNLL-2002 Spanish and the proper nouns of CESS-ESP."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple


class Sentence(NamedTuple):
    """Words and their IOB2 labels, one for one."""

    words: list[str]
    labels: list[str]


Article = list[Sentence]


class CorpusError(ValueError):
    """A corpus file is not in its format; the message names file and line."""


_CESS_LABELS = {"np0000p": "PER", "np0000l": "LOC", "np0000o": "ORG", "np0000a": "MISC"}
_CESS_UNKNOWN = "np00000"
_CESS_LEAF = re.compile(r"\(([^\s()]+) ([^\s()]+) ([^\s()]+)\)")
_IOB2 = re.compile(r"O|[BI]-\w+")
#: A dateline of the agency opens an article: "( EFE ) ."
_AGENCY = re.compile(r"\( EFE\w* \)")


def read_conll(path: Path) -> list[Article]:
    """Return the articles of a CoNLL-2002 file, in UTF-8 or latin-1.

    The corpus does not mark them, so a dateline begins one.

    Raises CorpusError for a line that is not a word and a label.
    """
    articles: list[Article] = []
    for sentence in _conll_sentences(path):
        if not articles or _AGENCY.search(" ".join(sentence.words)):
            articles.append([])
        articles[-1].append(sentence)
    return articles


def _conll_sentences(path: Path) -> Iterator[Sentence]:
    sentence = Sentence([], [])
    for number, line in enumerate(_text(path).split("\n"), start=1):
        if line.strip():
            word, label = _conll_word(line, f"{path}, line {number}")
            sentence.words.append(word)
            sentence.labels.append(label)
        elif sentence.words:
            yield sentence
            sentence = Sentence([], [])
    if sentence.words:
        yield sentence


def _text(path: Path) -> str:
    """Return the text of a corpus file.

    The original distribution of CoNLL-2002 is in latin-1, later ones are in UTF-8.
    """
    data = path.read_bytes()
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("latin-1")


def _conll_word(line: str, where: str) -> tuple[str, str]:
    columns = line.split()
    if len(columns) < 2 or not _IOB2.fullmatch(columns[-1]):
        raise CorpusError(f"{where}: '{line}' is no line of CoNLL-2002, which is a word, perhaps a tag, and a label")
    return columns[0], columns[-1]


def read_cess(path: Path) -> list[Article]:
    """Return the articles of the CESS-ESP archive; sentences with a name of unknown class are left out.

    Differences from CoNLL-2002 are evened out where that is safe: joined words are parted ("Estados_Unidos"), and a
    country that acts, `o` in CESS and mostly ORG in CoNLL, stays as it is.
    """
    with zipfile.ZipFile(path) as archive:
        names = sorted(name for name in archive.namelist() if name.endswith(".tbf"))
        articles = [_cess_article(archive.read(name).decode("latin-1")) for name in names]
    return [article for article in articles if article]


def _cess_article(text: str) -> Article:
    trees = re.split(r"(?m)^\(", text)  # a tree opens at the margin
    return [sentence for tree in trees if (sentence := _cess_sentence(tree)) is not None]


def _cess_sentence(tree: str) -> Sentence | None:
    sentence = Sentence([], [])
    for tag, form, _ in _CESS_LEAF.findall(tree):
        if tag == _CESS_UNKNOWN:
            return None
        if form.startswith("*"):
            continue  # an elided subject: "*0*"
        words = _cess_words(form)
        label = _CESS_LABELS.get(tag)
        sentence.words.extend(words)
        sentence.labels.extend([f"{'I' if index else 'B'}-{label}" if label else "O" for index in range(len(words))])
    return sentence if sentence.words else None


def _cess_words(form: str) -> list[str]:
    if form in {"-Fpa-", "-fpa-"}:
        return ["("]
    if form in {"-Fpt-", "-fpt-"}:
        return [")"]
    return [word for word in form.split("_") if word] or [form]
