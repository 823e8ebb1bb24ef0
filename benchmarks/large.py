"""`python -m benchmarks.large [--workers N]`: 20,000 news texts from file to tables; writes `benchmarks/RESULTS.md`.

The 17,171 texts of `../shared/raw`, and 2,829 made from them: a text in another outlet, its first sentence replaced.
"""

from __future__ import annotations

import argparse
import json
import lzma
import os
import platform
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from benchmarks.memory import Measured, measure
from benchmarks.runs import command
from pipeline.models.choice import find_model, version_of

RAW = Path("../shared/raw/news_es.jsonl.xz")
_RESULTS = Path(__file__).parent / "RESULTS.md"
_TEXTS, _FEW = 20_000, 1_000


def main() -> int:
    """Run it and write the figures down."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.large", description=__doc__)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--model", default=None)
    arguments = parser.parse_args()
    model, workers = find_model(arguments.model), str(arguments.workers)
    if not RAW.is_file():
        print(f"{RAW} is not there: the texts of this measurement lie beside the checkout")
        return 1
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        texts = list(records())
        made = [_again(record, number) for number, record in enumerate(texts[: _TEXTS - len(texts)])]
        corpus = write(folder / "corpus.jsonl", [*texts, *made])
        few = write(folder / "few.jsonl", texts[:_FEW])
        runs = {
            "few": measure(command(few, folder / "few", model, "--workers", workers)),
            "all": measure(command(corpus, folder / "all", model, "--workers", workers)),
            "again": measure(command(corpus, folder / "all", model, "--workers", workers)),
        }
        run = json.loads((folder / "all" / "run.json").read_text("utf-8"))
        sizes = {
            kind: sum(path.stat().st_size for path in (folder / "all").glob(f"*.{kind}")) for kind in ("csv", "parquet")
        }
        repeated = _repeated(folder / "all", {record["id"] for record in made})
    text = _report(len(texts), len(made), model, workers, runs, run, sizes, repeated)
    _RESULTS.write_text(text, "utf-8")
    print(text)
    return 0


def records() -> Iterator[dict[str, Any]]:
    """The texts beside the checkout."""
    with lzma.open(RAW, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def _again(record: dict[str, Any], number: int) -> dict[str, Any]:
    """The same story elsewhere: another id, a day later in name, the first sentence replaced."""
    _, _, rest = str(record["text"]).partition(". ")
    text = f"Redacción, nota número {number} del servicio. {rest or record['text']}"
    return {"id": f"made-{record['id']}", "date": record.get("date"), "text": text}


def write(path: Path, records: Iterable[dict[str, Any]]) -> Path:
    """A JSONL file of records."""
    with path.open("w", encoding="utf-8") as file:
        for record in records:
            file.write(json.dumps(record, ensure_ascii=False) + "\n")
    return path


def _repeated(out: Path, made: set[str]) -> tuple[int, int]:
    """Articles marked as repeating another one, and how many of these were made to."""
    import pyarrow.parquet as pq

    table = pq.read_table(out / "articles.parquet", columns=["article_id", "duplicate_of"]).to_pylist()
    marked = {row["article_id"] for row in table if row["duplicate_of"]} | {
        row["duplicate_of"] for row in table if row["duplicate_of"] and row["duplicate_of"] in made
    }
    return sum(bool(row["duplicate_of"]) for row in table), len(marked & made)


def _report(
    real: int,
    made: int,
    model: str,
    workers: str,
    runs: dict[str, Measured],
    run: dict[str, Any],
    sizes: dict[str, int],
    repeated: tuple[int, int],
) -> str:
    counts, timings = run["counts"], run["timings"]
    seconds, few = runs["all"].seconds, runs["few"].mebibytes
    rows = "\n".join(f"| {name} | {number:,} |" for name, number in counts.items())
    return f"""# A large corpus, measured

`make bench-large`: {real:,} news texts of 2013 and 2014 and {made:,} made from them (the same story elsewhere, its
first sentence replaced), {workers} workers, `{model}` {version_of(model)}, Python {platform.python_version()},
{os.cpu_count()} cores, {platform.machine()}.

| measure | value |
| --- | --- |
| seconds, from file to tables | {seconds:,.0f} |
| texts a second | {(real + made) / seconds:.1f} |
| of it sorting, duplicates and writing of the final tables | {timings["write_seconds"]:,.0f} s |
| a rerun when all is done | {runs["again"].seconds:.1f} s, {runs["again"].seconds / seconds:.2%} of the first run |
| peak memory of all processes together | {runs["all"].mebibytes:,.0f} MiB |
| the same at {_FEW:,} texts | {few:,.0f} MiB (ratio {runs["all"].mebibytes / few:.3f}) |
| CSV, Parquet | {sizes["csv"] / 2**20:,.0f} MiB, {sizes["parquet"] / 2**20:,.0f} MiB |
| articles that repeat another one | {repeated[0]:,}; of the {made:,} made ones {repeated[1]:,} are in such a pair |

| table | rows |
| --- | --- |
{rows}
"""


if __name__ == "__main__":
    sys.exit(main())
