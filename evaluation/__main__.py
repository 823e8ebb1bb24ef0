"""The commands `python -m evaluation evaluate | accept | lexicons`, run by `make` from the checkout."""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from evaluation.checkout import (
    DICTIONARIES,
    FLOORS,
    GOLD,
    GOLDEN,
    READMES,
    SAMPLES,
    SECOND,
    SHARED,
    VALIDATION,
    floors_digest,
    measure,
    read_tables,
    sample_tables,
)
from evaluation.confusion import confusion, show_confusion
from evaluation.floors import FloorsError, accept, check, f1_of, read_floors, write_floors
from evaluation.gold import GoldError, read_gold, read_partial
from evaluation.golden import PINNED, is_pinned, write_golden
from evaluation.partial import report_partial, score_partial
from evaluation.readme import with_dictionary, with_example
from evaluation.scorer import errors, report, score
from pipeline.config import DEFAULT_OUTPUT
from pipeline.knowledge.columns import described_lexicons, mistakes
from pipeline.knowledge.entries import LexiconError, lexicon_files, parse_lexicon
from pipeline.output.folder import read_tables as read_output
from pipeline.output.folder import text_digest
from pipeline.schemas import Row


def evaluate(wanted: str | None = None) -> int:
    """Print scores, misses and extras on the samples and, by ../shared/score.py, on ../shared/gold; 1 below a floor.

    `wanted`: a base model other than the installed one; `blank:es` shows what the names are worth on tokens alone.
    """
    tables, model = sample_tables(wanted)
    scores, gaps = measure(tables)
    known = read_gold(GOLD) | read_gold(SECOND)
    print(f"Samples in {SAMPLES}, gold in {GOLD}, base model {model}\n{report(scores)}\n\n{errors(scores)}")
    print(f"\nConfusion on the samples, gold and what came out\n{show_confusion(confusion(known, tables))}")
    print(
        "\n".join(
            ["", "Facts of must.yaml that do not hold:", *gaps] if gaps else ["", "Every fact of must.yaml holds."]
        )
    )
    try:
        pinned_gaps = gaps if is_pinned(model) else []
        problems = check(read_floors(FLOORS), f1_of(scores), pinned_gaps, digest=floors_digest())
    except FloorsError as error:
        problems = [str(error)]
    print("\n".join(["", *problems] if problems else ["", "Every floor is kept."]))
    _evaluate_shared(wanted)
    return int(bool(problems))


def evaluate_gold(gold: Path, out: Path) -> int:
    """Print the scores of the tables in `out` on the gold in `gold`, as `comunicado review import` makes it.

    Articles that were checked in part count for precision only. Raises GoldError, NoOutputError.
    """
    tables, partial = read_output(out), read_partial(gold)
    complete = read_gold(gold) if any(gold.glob("*.json")) or not partial else {}
    _check_articles({**partial, **complete}, tables["articles"], out)
    if complete:
        scores = score(complete, tables)
        print(f"{len(complete)} complete articles in {gold}, tables of {out}\n{report(scores)}\n\n{errors(scores)}")
    if partial:
        checked = score_partial(partial, tables)
        print(f"\n{len(partial)} articles checked in part: precision of the checked rows\n{report_partial(checked)}")
    return 0


def _check_articles(gold: Mapping[str, Mapping[str, Any]], articles: Sequence[Row], out: Path) -> None:
    """Raise GoldError for an article that is not in the tables; say where a text is another one than then."""
    texts = {row["article_id"]: row["text"] for row in articles}
    if lost := sorted(gold.keys() - texts.keys()):
        some = ", ".join(lost[:3])
        raise GoldError(
            f"{out}: {len(lost)} articles of the gold are not there ({some}); name their tables with --tables"
        )
    for article_id, content in gold.items():
        digest = text_digest(texts[article_id])
        if content.get("text_sha256", digest) != digest:
            print(f"{article_id}: the text is another one than when it was checked; sentences may not be found")


def _evaluate_shared(model: str | None) -> None:
    scorer = SHARED / "score.py"
    for name in ("seed", "news"):
        folder = SHARED / "gold" / name
        if not scorer.is_file() or not folder.is_dir():
            continue
        with tempfile.TemporaryDirectory() as work:
            out = Path(work) / "tables"
            _extract([str(p) for p in sorted(folder.glob("*.txt"))] or [str(folder / "articles.jsonl")], out, model)
            print(f"\n../shared/gold/{name}, by ../shared/score.py", flush=True)
            _score(scorer, folder, out)
            gold = {key: value for key, value in read_gold(folder).items() if key not in VALIDATION}
            print(
                f"\nConfusion, gold and what came out\n{show_confusion(confusion(gold, read_tables(out)))}", flush=True
            )
            if name == "news":
                _score_validation(scorer, folder, out, Path(work))


def _score(scorer: Path, gold: Path, out: Path) -> None:
    """Print the figures, and the misses and extras of the articles whose errors may be read."""
    errors = out / "errors.txt"
    command = [sys.executable, str(scorer), "--gold", str(gold), "--out", str(out), "--errors", str(errors)]
    subprocess.run(command, check=True)
    articles = re.split(r"\n(?=== )", errors.read_text(encoding="utf-8"))
    print("\n".join(a for a in articles if a.split("\n")[0].removeprefix("== ").strip() not in VALIDATION), flush=True)


def _score_validation(scorer: Path, gold: Path, out: Path, work: Path) -> None:
    closed = work / "validation"
    closed.mkdir()
    for path in [gold / "articles.jsonl", *(gold / f"{article_id}.json" for article_id in sorted(VALIDATION))]:
        shutil.copy(path, closed)
    print(f"\nThe {len(VALIDATION)} validation texts among them, whose errors are not shown", flush=True)
    subprocess.run([sys.executable, str(scorer), "--gold", str(closed), "--out", str(out)], check=True)


def _extract(inputs: Sequence[str], out: Path, model: str | None) -> None:
    command = [sys.executable, "-m", "pipeline", "extract", *inputs, "--out", str(out), "--format", "csv"]
    command += ["--csv-cells", "exact"]  # the scorer compares cells with the text, character for character
    subprocess.run(command + (["--model", model] if model else []), check=True, stdout=subprocess.DEVNULL)


def accept_now(*, reason: str | None) -> int:
    """Pin the present scores as floors and, with the pinned base model, the present tables as golden ones."""
    tables, model = sample_tables()
    scores, gaps = measure(tables)
    pinned_gaps = gaps if is_pinned(model) else None
    floors = accept(read_floors(FLOORS), f1_of(scores), pinned_gaps, digest=floors_digest(), reason=reason)
    write_floors(floors, FLOORS)
    print(f"{FLOORS}: {len(floors.floors)} floors, {len(floors.gaps)} facts that do not hold yet")
    if is_pinned(model):
        write_golden(tables, GOLDEN)
        for path in READMES.values():
            path.write_text(with_example(path.read_text(encoding="utf-8"), tables), encoding="utf-8")
        for language, path in DICTIONARIES.items():
            path.write_text(with_dictionary(path.read_text(encoding="utf-8"), language), encoding="utf-8")
        print(f"{GOLDEN}: golden tables written, and the example in the READMEs; read the diff before you commit it")
    else:
        print(f"{GOLDEN}: left as it is, golden tables are made with {' '.join(PINNED)} and this is {model}")
    return 0


def lexicons() -> int:
    """Read every lexicon, and hold those that are described against their columns; 1 and the mistakes if any."""
    broken = []
    for name, data in lexicon_files():
        try:
            text = data.decode("utf-8")
            parse_lexicon(text, name=name)
        except (LexiconError, UnicodeDecodeError) as error:
            broken.append(str(error))
        else:
            lexicon = name.removesuffix(".csv")
            broken += mistakes({lexicon: text}) if lexicon in described_lexicons() else []
    print("\n".join(broken) if broken else f"{len(list(lexicon_files()))} lexicons are valid")
    return int(bool(broken))


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return the exit code."""
    parser = _parser()
    options = parser.parse_args(arguments)
    if options.command == "accept" and options.lower != bool(options.reason):
        parser.error("--lower and --reason belong together")
    if options.command == "evaluate" and (options.model if options.gold else options.tables):
        parser.error("--tables goes with --gold, --model without it")
    try:
        return _run(options)
    except (OSError, ValueError) as error:
        print(f"evaluation: {error}", file=sys.stderr)
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m evaluation", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    evaluating = commands.add_parser("evaluate", help="print the scores, the misses and the extras")
    evaluating.add_argument("--model", help="base model, such as blank:es; the installed one when left out")
    evaluating.add_argument("--gold", type=Path, help="score other gold: a folder that comunicado review import wrote")
    evaluating.add_argument("--tables", type=Path, help="output folder to score on it (data/out)")
    commands.add_parser("lexicons", help="check the lexicons")
    accepting = commands.add_parser("accept", help="pin scores and golden tables")
    accepting.add_argument("--lower", action="store_true", help="allow a floor to fall")
    accepting.add_argument("--reason", help="why, kept in floors.json")
    return parser


def _run(options: argparse.Namespace) -> int:
    if options.command == "accept":
        return accept_now(reason=options.reason)
    if options.command == "lexicons":
        return lexicons()
    return evaluate_gold(options.gold, options.tables or DEFAULT_OUTPUT) if options.gold else evaluate(options.model)


if __name__ == "__main__":
    sys.exit(main())
