"""Documents made from good ones by damage that files suffer, and some that people do to them on purpose.

Each document follows from a seed and a number alone, so that one of thousands can be made again.
"""

from __future__ import annotations

import gzip
import io
import json
import random
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from pipeline.reading.read import Article, read_articles

#: Length of the texts that are damaged: enough for a dateline, an agreement and a quotation, and soon processed.
LENGTH = 500
_FEED = 3


class Sample(NamedTuple):
    """Bytes of a file and the ending that says how they are read."""

    ending: str
    data: bytes


#: What breaks readers, calendars, tokenizers, spreadsheets and terminals.
TOKENS: tuple[bytes, ...] = tuple(
    token.encode("utf-8", errors="surrogatepass")
    for token in (
        *(
            "\x00",
            "\ufeff",
            "\x1b[2J",
            "\x1b]0;x\x07",
            "\x9b31m",
            "\u202e",
            "\u200b",
            "\u2028",
            "\x85",
            "\r",
            "\r\n",
            "\f",
        ),
        *("\ud800", "\ufffd", "\U0001f600", "\u0301" * 40, "ﬁ", "İ", "ß", "ſ", "\u00ad", "\u00a0", "\t", " ", "\n\n"),
        *(
            "=1+1",
            "+",
            "-",
            "@",
            "＝",
            "'",
            '"',
            '""',
            "“",
            "»",
            "«",
            "—",
            "…",
            "(",
            ")",
            "[",
            "]",
            "{",
            "}",
            "<",
            ">",
            "&",
        ),
        *(
            "&lt;",
            "&#0;",
            "&#x1b;",
            "&#1114112;",
            "<!--",
            "<script>",
            "</p>",
            "<![CDATA[",
            "<!DOCTYPE x [",
            "]]>",
            "<a/>",
        ),
        *(
            "---\n",
            "---\nid: ../x\n---\n",
            "---\ndate: 30/02/2024\n---\n",
            "&a [*a]",
            "!!python/name:os.system",
            "%YAML",
        ),
        *(
            '{"id":"',
            '"text":',
            "null",
            "NaN",
            "1e999",
            "\\ud800",
            "\\u0000",
            "[" * 2000,
            '{"a":' * 500,
            "9" * 5000,
            "},",
        ),
        *("../../x", "/etc/passwd", "C:\\x", "CON", "x" * 600, ",", ";", ",\n", "id,text\n"),
        *(
            "31 de junio",
            "29 de febrero de 2023",
            "el 0 de enero de 0",
            "año 99999",
            "hace 10000 años",
            "dentro de mil años",
        ),
        *(
            "el lunes",
            "ayer",
            "mañana",
            "a las 25:61",
            "siglo XXXX",
            "1.000.000.000.000.000 de dólares",
            "-5 %",
            "10^400 euros",
        ),
        *("1" * 400 + " euros", "0,0,0.0", "½", "²", "٣", "五", "entre el 1 y el", "de 2020 a 1990", "cada", "LIMA, "),
        *("(EFE).-", "LIMA, 1 ene (EFE).- ", "Foto: ", "dijo", "dijo que", "firmaron un acuerdo", "acordaron", "no "),
        *(
            "el presidente de",
            "el canciller",
            "ambas partes",
            "los dos países",
            "y",
            "de",
            "la ONU",
            "S.A.",
            "EE. UU.",
            "Sr.",
        ),
        *(
            "_" * 300,
            "<" * 300,
            "á" * 300,
            "a " * 200,
            "A. " * 100,
            "\n- " * 50,
            "\u00b0" * 20,
            "http://a.b/c?d=" + "e" * 300,
        ),
    )
)

_ENCODINGS = ("utf-16", "utf-16-le", "utf-32", "cp1252", "latin-1", "utf-8-sig", "mac-roman", "cp437", "utf-7")


def samples(folders: Sequence[Path]) -> list[Sample]:
    """Good documents in every format that is read: the files of `folders`, and their articles in the other formats."""
    files = sorted(path for folder in folders for path in folder.rglob("*") if path.is_file())
    articles = [item for item in read_articles(list(map(str, folders))) if isinstance(item, Article)]
    found = [Sample(path.suffix, path.read_bytes()) for path in files if path.stat().st_size <= 2 * LENGTH]
    for number, article in enumerate(articles):
        text = _part(article.raw_text, number)
        found += [Sample(".txt", text.encode()), Sample(*_dressed(article, text, number))]
    feeds = [articles[at : at + _FEED] for at in range(0, len(articles), _FEED)]
    pages = [Sample(path.suffix, path.read_bytes()) for path in files if path.suffix == ".html"]
    return found + pages + [feed for part in feeds for feed in _feeds(part)]


def _part(text: str, number: int) -> str:
    """The beginning of a text, or for every other one a piece of its middle."""
    start = (len(text) // 3 if number % 2 else 0) if len(text) > 2 * LENGTH else 0
    return text[start : start + LENGTH]


def _dressed(article: Article, text: str, number: int) -> tuple[str, bytes]:
    """The text as another format that holds one article."""
    kind = number % 3
    if kind == 0:
        return ".md", f"---\nid: {article.article_id}\ntitle: Una nota\ndate: 2024-05-17\n---\n\n{text}".encode()
    if kind == 1:
        paragraphs = "".join(f"<p>{line}</p>\n" for line in text.split("\n"))
        return (
            ".html",
            f"<html><head><title>Nota</title></head><body><article>{paragraphs}</article></body></html>".encode(),
        )
    plain = text.replace("&", "y").replace("<", "(")
    dct = '<DCT><TIMEX3 tid="t0" type="DATE" value="2024-05-17">x</TIMEX3></DCT>'
    return ".tml", f'<?xml version="1.0" ?>\n<TimeML>{dct}<TEXT>{plain}</TEXT></TimeML>'.encode()


def _feeds(articles: Sequence[Article]) -> list[Sample]:
    """Some articles as one file, in every format that holds many."""
    import csv

    import pyarrow as pa
    import pyarrow.parquet as pq

    rows = [
        {"id": a.article_id, "date": "2024-05-17", "title": a.title or "Una nota", "text": a.raw_text[: LENGTH // 2]}
        for a in articles
    ]
    lines = "\n".join(json.dumps(row, ensure_ascii=False) for row in rows).encode()
    table = io.StringIO(newline="")
    writer = csv.DictWriter(table, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    packed = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(rows), packed)
    return [
        Sample(".jsonl", lines),
        Sample(".jsonl.gz", gzip.compress(lines, mtime=0)),
        Sample(".json", json.dumps(rows, ensure_ascii=False, indent=1).encode()),
        Sample(".csv", table.getvalue().encode()),
        Sample(".parquet", packed.getvalue()),
    ]


# ------------------------------------------------------------------------------------------------------------ damage
def _place(rng: random.Random, data: bytes) -> tuple[int, int]:
    """A range of bytes, mostly short."""
    start = rng.randrange(len(data) + 1)
    return start, min(len(data), start + int(rng.paretovariate(0.6)))


def _flip(rng: random.Random, data: bytes, other: bytes) -> bytes:
    changed = bytearray(data or b"\x00")
    for _ in range(rng.choice((1, 1, 2, 8))):
        changed[rng.randrange(len(changed))] ^= 1 << rng.randrange(8)
    return bytes(changed)


def _delete(rng: random.Random, data: bytes, other: bytes) -> bytes:
    start, end = _place(rng, data)
    return data[:start] + data[end:]


def _repeat(rng: random.Random, data: bytes, other: bytes) -> bytes:
    start, end = _place(rng, data)
    return data[:end] + data[start:end][:400] * rng.choice((1, 2, 20)) + data[end:]


def _splice(rng: random.Random, data: bytes, other: bytes) -> bytes:
    return data[: rng.randrange(len(data) + 1)] + other[rng.randrange(len(other) + 1) :]


def _insert(rng: random.Random, data: bytes, other: bytes) -> bytes:
    start, _ = _place(rng, data)
    return data[:start] + rng.choice(TOKENS) + data[start:]


def _replace(rng: random.Random, data: bytes, other: bytes) -> bytes:
    start, end = _place(rng, data)
    return data[:start] + rng.choice(TOKENS) + data[end:]


def _random(rng: random.Random, data: bytes, other: bytes) -> bytes:
    start, end = _place(rng, data)
    return data[:start] + rng.randbytes(min(end - start, 64)) + data[end:]


def _truncate(rng: random.Random, data: bytes, other: bytes) -> bytes:
    return data[: rng.randrange(len(data) + 1)]


def _move(rng: random.Random, data: bytes, other: bytes) -> bytes:
    """A piece cut out and put elsewhere: sentences and fields in another order."""
    start, end = _place(rng, data)
    piece, rest = data[start:end], data[:start] + data[end:]
    at = rng.randrange(len(rest) + 1)
    return rest[:at] + piece + rest[at:]


def _encode(rng: random.Random, data: bytes, other: bytes) -> bytes:
    return data.decode("utf-8", errors="replace").encode(rng.choice(_ENCODINGS), errors="replace")


Damage = Callable[[random.Random, bytes, bytes], bytes]
_DAMAGES: tuple[tuple[Damage, int], ...] = (
    (_flip, 3),
    (_delete, 3),
    (_repeat, 2),
    (_splice, 2),
    (_insert, 6),
    (_replace, 3),
    (_random, 1),
    (_truncate, 1),
    (_move, 2),
    (_encode, 1),
)


def mutant(pool: Sequence[Sample], seed: int, number: int) -> Sample:
    """Document `number` of `seed`: a sample of the pool, damaged up to six times."""
    rng = random.Random(f"{seed}:{number}")
    ending, data = rng.choice(pool)
    damages, weights = zip(*_DAMAGES, strict=True)
    packed = ending.endswith(".gz") and rng.random() < 0.5  # else the damage is done to the packed bytes
    data = gzip.decompress(data) if packed else data
    for _ in range(rng.choice((1, 1, 2, 3, 6))):
        data = rng.choices(damages, weights)[0](rng, data, rng.choice(pool).data)
    if rng.random() < 0.02:
        ending = rng.choice(pool).ending
    return Sample(ending, gzip.compress(data, mtime=0) if packed else data)
