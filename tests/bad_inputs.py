"""Kinds of bad input, one file each, and the table of what becomes of them in docs/promises.md.

`python -m tests.bad_inputs` writes the table anew.
"""

from __future__ import annotations

import gzip
import json
import os
import re
import sys
import tempfile
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq

from tests import documents

PAGE = Path(__file__).parents[1] / "docs" / "promises.md"
HEADING = "| input | file | `stage` | `error` | `message` |\n| --- | --- | --- | --- | --- |\n"
GOOD = (
    "LIMA, 3 may (Agencia).- Los cancilleres de Chile, Aurora Sotomayor, y del Perú, Elmer Quispe, firmaron este "
    "martes en Lima un acuerdo de libre tránsito. Los dos países se comprometieron a abrir la frontera antes de 2030."
)
ENGLISH = "The ministers of both countries signed an agreement on trade on Monday."
_ENTITIES = '<!DOCTYPE x [<!ENTITY e "hola"><!ENTITY f "&e;&e;">]><rss><item>&f;</item></rss>'
#: A time that no calendar has.
NO_TIME = pa.array([2**62], pa.timestamp("us"))


class Case(NamedTuple):
    """A kind of bad input: in words, the name of its file, and what makes the file."""

    kind: str
    name: str
    make: Callable[[Path], object]


def _bytes(data: bytes) -> Callable[[Path], object]:
    return lambda path: path.write_bytes(data)


def _text(text: str) -> Callable[[Path], object]:
    return _bytes(text.encode())


def _record(**fields: Any) -> Callable[[Path], object]:
    return _text(json.dumps({"text": GOOD, **fields}, ensure_ascii=False) + "\n")


def _parquet(**columns: Any) -> Callable[[Path], object]:
    return lambda path: pq.write_table(pa.table(columns), path)


#: Each is one document, and ends as one row of `failures`.
CASES = (
    Case("nothing in it", "vacio.txt", _text("")),
    Case("white space alone", "blanco.txt", _text(" \n\t\n")),
    Case("an image called text", "imagen.txt", _bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40)),
    Case("a PDF called text", "pdf.txt", _bytes(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")),
    Case("NUL between the letters", "nulos.txt", _bytes(GOOD.replace(" ", "\0").encode())),
    Case("10 million characters", "largo.txt", _text("palabra " * 1_300_000)),
    Case("another language", "ingles.txt", _text(ENGLISH)),
    Case("a folder called like a file", "carpeta.txt", Path.mkdir),
    Case("a link to itself", "circulo.txt", lambda path: path.symlink_to(path.name)),
    Case("a link to nothing", "perdido.txt", lambda path: path.symlink_to("no-hay.txt")),
    Case("a pipe", "tubo.jsonl", os.mkfifo),
    Case("a device behind a link", "ceros.txt", lambda path: path.symlink_to("/dev/zero")),
    Case("an ending that nobody reads", "hoja.odt", _text("x")),
    Case("a page without a text", "portada.html", _text("<html><body><nav><a href='/'>Inicio</a></nav></body></html>")),
    Case("a page with nothing in it", "nada.html", _text("")),
    Case("a line that is no JSON", "linea.jsonl", _text('{"id": "x", "text": \n')),
    Case("a line that is no record", "lista.jsonl", _text("[1, 2]\n")),
    Case("JSON that ends too early", "cortado.json", _text('[{"id": "x", "text": "')),
    Case("JSON nested 100,000 times", "hondo.json", _text("[" * 100_000 + "]" * 100_000)),
    Case("an empty list", "lista.json", _text("[]")),
    Case("a record without a text", "sin_texto.jsonl", _text('{"id": "x", "title": "Sin texto"}\n')),
    Case("an id that leads out of the folder", "ruta.jsonl", _record(id="../x")),
    Case("an id with a control character", "mando.jsonl", _record(id="a\u001b[2Jb")),
    Case("CSV without a header", "vacio.csv", _text("")),
    Case("CSV without a column of text", "titulares.csv", _text("id,titular\n1,Nada\n")),
    Case("CSV with an open quotation mark", "comillas.csv", _text('id,text\n1,"sin fin\n')),
    Case("gzip that is none", "roto.jsonl.gz", _bytes(b"\x1f\x8b\x08\x00roto")),
    Case(
        "gzip that unpacks a thousandfold", "bomba.txt.gz", lambda p: p.write_bytes(gzip.compress(b"a" * 200_000_000))
    ),
    Case("Parquet that is none", "roto.parquet", _bytes(b"PAR1roto")),
    Case("Parquet without a column of text", "titulares.parquet", _parquet(titular=["Nada"])),
    Case("a time of Parquet beyond all calendars", "tiempo.parquet", _parquet(text=[GOOD], title=NO_TIME)),
    Case("TimeML that is no XML", "roto.tml", _text("<TimeML><TEXT>sin fin")),
    Case("a PDF that is cut off", "cortado.pdf", _bytes(documents.pdf([[documents.Line(GOOD, 60, 100)]])[:300])),
    Case("a scan", "escaneo.pdf", _bytes(documents.pdf([[]]))),
    Case("a Word file that is none", "roto.docx", _bytes(documents.archive({"a.txt": GOOD}))),
    Case("a Word file with a password", "cerrado.docx", _bytes(b"\xd0\xcf\x11\xe0" + bytes(600))),
    Case("a mail without a head", "roto.eml", _text(GOOD)),
    Case("a mail without a text", "adjunto.eml", _text("From: a@faro.example\nContent-Type: image/png\n\nx")),
    Case("a saved page that is none", "roto.mhtml", _text(GOOD)),
    Case("a feed without items", "vacio.rss", _text("<rss><channel><title>El Faro</title></channel></rss>")),
    Case("XML of another kind", "factura.xml", _text("<factura><total>3</total></factura>")),
    Case("XML with entities, of which bombs are made", "bomba.xml", _text(_ENTITIES)),
    Case("a ZIP archive that is none", "roto.zip", _bytes(b"PK\x03\x04roto")),
    Case("a ZIP archive with nothing in it", "vacio.zip", _bytes(documents.archive({}))),
    Case("a file with a password in an archive", "cerrado.zip", _bytes(documents.locked_archive("a.txt", GOOD))),
    Case("an archive within an archive", "doble.zip", _bytes(documents.archive({"a.zip": documents.archive({})}))),
    Case(
        "a file in an archive that unpacks a thousandfold",
        "bomba.zip",
        _bytes(documents.archive({"a.txt": b"a" * 100_000_000})),
    ),
)


def make_files(folder: Path) -> None:
    """Make the file of each case."""
    folder.mkdir(parents=True, exist_ok=True)
    for case in CASES:
        case.make(folder / case.name)


def table(failures: Iterable[Mapping[str, Any]]) -> str:
    """Return the table of the page; what a library says in brackets is left out."""
    by_file = {re.split(r":|(?<=\.zip)/", row["source"])[0]: row for row in failures}
    return HEADING + "".join(_line(case, by_file[case.name]) for case in CASES)


def _line(case: Case, row: Mapping[str, Any]) -> str:
    message = re.sub(r" \([^()]*\)", " (…)", row["message"]).replace("|", "\\|")
    return f"| {case.kind} | `{case.name}` | {row['stage']} | {row['error']} | {message} |\n"


def main() -> None:
    """Write the table anew."""
    from pipeline.config import BLANK, Settings
    from pipeline.output.folder import read_tables
    from pipeline.running.batch.run import run_extract

    with tempfile.TemporaryDirectory() as folder:
        make_files(Path(folder) / "in")
        run_extract([Path(folder) / "in"], Path(folder) / "out", Settings(model=BLANK, formats=("csv",)))
        made = table(read_tables(Path(folder) / "out")["failures"])
    page = PAGE.read_text(encoding="utf-8")
    start = page.index(HEADING)
    PAGE.write_text(page[:start] + made, encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
