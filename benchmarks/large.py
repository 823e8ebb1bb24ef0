"""`python -m benchmarks.large [raw | DOCUMENTSxCHARACTERS] [--runs N]`: a large corpus, from file to tables, checked.

`raw` is the 17,171 texts of `../shared/raw`; other corpora are made of their sentences, shuffled. The figures are
written into `benchmarks/RESULTS.md`. Exit status 1 for tables that break a promise.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

from benchmarks.memory import Measured, measure
from benchmarks.runs import command
from benchmarks.soundness import broken_in, failed_stages
from benchmarks.texts import RAW, Record, made_records, write_records
from pipeline.models.choice import find_model, version_of
from training.raw import raw_records

_RESULTS = Path(__file__).parent / "RESULTS.md"
_EXPORTS = ("sqlite", "duckdb")
#: Problems that are printed.
_SHOWN = 20


@dataclass
class Figures:
    """What was measured over one corpus."""

    characters: int = 0
    ids: list[str] = field(default_factory=list)
    runs: list[Measured] = field(default_factory=list)
    again: Measured | None = None
    exports: dict[str, Measured] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)


def main() -> int:
    """Run it, check the tables and write the figures down."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.large", description=__doc__)
    parser.add_argument("corpus", nargs="?", default="raw", help="raw, or DOCUMENTSxCHARACTERS as in 200000x500")
    parser.add_argument(
        "--runs", type=int, default=1, help="runs into one folder, each with its part of the corpus (1)"
    )
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--model", default=None)
    parser.add_argument("--keep", type=Path, help="folder to work in, which stays")
    arguments = parser.parse_args()
    if not RAW.is_file():
        print(f"{RAW} is not there: the texts of this measurement lie beside the checkout")
        return 2
    model = find_model(arguments.model)
    with tempfile.TemporaryDirectory() as name:
        folder = arguments.keep or Path(name)
        figures = take(arguments.corpus, folder, arguments.runs, model, arguments.workers)
        text = report(arguments.corpus, figures, folder / "out", model, arguments.workers)
    print(text)
    _write_down(text)
    return int(bool(figures.problems))


def take(corpus: str, folder: Path, runs: int, model: str, workers: int) -> Figures:
    """Run the corpus into `folder/out`, part by part, then once more, export the tables and check them."""
    figures, out = Figures(), folder / "out"
    (folder / "in").mkdir(parents=True)
    run = command(folder / "in", out, model, "--workers", str(workers), "--format", "parquet")
    for number, part in enumerate(_parts(corpus, runs), start=1):
        figures.characters += sum(len(record["text"]) for record in part)
        figures.ids += write_records(folder / "in" / f"{number}.jsonl", part)
        figures.runs.append(measure(run))
        print(f"run {number}: {figures.runs[-1]}", flush=True)
    figures.again = measure(run)
    for kind in _EXPORTS:
        figures.exports[kind] = measure(_export(out, kind))
    started = time.monotonic()
    figures.problems = list(broken_in(out, figures.ids))
    print(f"checked in {time.monotonic() - started:.0f} s", *figures.problems[:_SHOWN], sep="\n", flush=True)
    return figures


def _parts(corpus: str, runs: int) -> Iterator[list[Record]]:
    """Cut the corpus into as many parts as there are runs."""
    if corpus == "raw":
        records = list(raw_records(RAW))
        number, rest = len(records), iter(records)
    else:
        number, characters = map(int, corpus.split("x"))
        rest = made_records(number, characters)
    for _ in range(runs):
        yield list(islice(rest, -(-number // runs)))


def _export(out: Path, kind: str) -> Sequence[str]:
    file = str(out.parent / f"tables.{kind}")
    return [sys.executable, "-m", "pipeline", "export", "--in", str(out), "--format", kind, "--to", file]


def report(corpus: str, figures: Figures, out: Path, model: str, workers: int) -> str:
    """The figures as a section of Markdown."""
    run = json.loads((out / "run.json").read_text("utf-8"))
    seconds = sum(each.seconds for each in figures.runs)
    peak = max(each.mebibytes for each in figures.runs)
    failed = ", ".join(f"{number} {stage}" for stage, number in failed_stages(out).items()) or "none"
    exported = ", ".join(
        f"{kind} {each.seconds:.0f} s, {each.mebibytes:,.0f} MiB" for kind, each in figures.exports.items()
    )
    size = sum(path.stat().st_size for path in out.glob("*.parquet")) / 2**20
    assert figures.again
    return f"""## {corpus}

{len(figures.ids):,} texts, {figures.characters / 1e6:,.1f} million characters, {workers} workers, `{model}` \
{version_of(model)}, Python {platform.python_version()}, {os.cpu_count()} cores, {platform.machine()}.

| measure | value |
| --- | --- |
| seconds of each run, from file to tables | {", ".join(f"{each.seconds:,.0f}" for each in figures.runs)} |
| texts a second | {len(figures.ids) / seconds:.1f} |
| of the last run sorting, duplicates and writing of the final tables | {run["timings"]["write_seconds"]:,.0f} s |
| a rerun when all is done | {figures.again.seconds:.1f} s |
| peak memory of all processes together | {peak:,.0f} MiB |
| Parquet | {size:,.0f} MiB |
| exports, and their memory | {exported} |
| rows of `failures` | {failed} |
| articles that repeat another one | {_repeated(out):,} |
| broken promises of the tables | {len(figures.problems)} |
| rows | {", ".join(f"{name} {number:,}" for name, number in run["counts"].items())} |
"""


def _repeated(out: Path) -> int:
    import pyarrow.parquet as pq

    column: Any = pq.read_table(out / "articles.parquet", columns=["duplicate_of"])["duplicate_of"]
    return len(column) - int(column.null_count)


def _write_down(section: str) -> None:
    """Put a section in the place of the one with its heading, or at the end."""
    heading = section.partition("\n")[0]
    text = _RESULTS.read_text("utf-8")
    kept = re.sub(rf"{re.escape(heading)}\n.*?(?=\n## |\Z)", "", text, flags=re.DOTALL).rstrip("\n")
    _RESULTS.write_text(f"{kept}\n\n{section}", "utf-8")


if __name__ == "__main__":
    sys.exit(main())
