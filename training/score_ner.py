"""Score the recogniser on a file in the format of CoNLL-2002 ("word POS label"): `python -m training.score_ner FILE`.

Prints precision, recall and F1 of exact spans with the right class, in percent: one line a class, PER+LOC+ORG together
(`names`) and all four (`all`). Words are taken as the file has them; the code is the component's own. What the corpus
does not mark, where an article ends, is guessed from the agency's dateline, and neighbouring sentences are read as
paragraphs of an article, as the component reads them.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from pipeline.models.ner.model import ModelError, load_model
from training.corpora import CorpusError, read_conll
from training.train import Score, evaluate

MODEL = Path(__file__).parents[1] / "pipeline" / "models" / "ner" / "model"


def main(arguments: list[str] | None = None) -> int:
    """Print the table and return the exit code, 1 when the file or the model cannot be read."""
    parser = argparse.ArgumentParser(prog="python -m training.score_ner", description=__doc__.split("\n")[0])
    parser.add_argument(
        "file", type=Path, help="a file of CoNLL-2002, in UTF-8 or latin-1: one word, tag and label a line"
    )
    parser.add_argument("--model", type=Path, default=MODEL, help="model folder (default: the packaged one)")
    options = parser.parse_args(arguments)
    try:
        scores = evaluate(load_model(options.model), read_conll(options.file))
    except (OSError, CorpusError, ModelError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    print(report(scores))
    return 0


def report(scores: dict[str, Score]) -> str:
    """Return the scores as lines of text, in percent."""
    lines = [f"{'':8}{'P':>7}{'R':>7}{'F1':>7}"]
    lines += [
        f"{name:8}{100 * score.precision:7.2f}{100 * score.recall:7.2f}{100 * score.f1:7.2f}"
        for name, score in scores.items()
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
