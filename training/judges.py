"""`python -m training.judges` makes the weights of the judges of commitments and themes.

`collect NAME=GOLD:ARTICLES …` runs the pipeline over annotated articles and writes `judge_cases.jsonl.gz` (see
`cases`); `fit` makes `commitment_weights.csv` and `theme_weights.csv` from it and prints cross-validated figures.
As earlier rows decide what a later pronoun stands for, collect and fit are run twice after the rules have changed.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from pipeline.commitments.judge import INTERCEPT
from pipeline.nlp import load_nlp
from pipeline.schemas import THEMES
from pipeline.stages.agreements import MIN_CONFIDENCE
from training.cases import LEAST, Case, collect, read_cases, write_cases

CASES = Path(__file__).with_name("judge_cases.jsonl.gz")
LEXICONS = Path(__file__).parents[1] / "pipeline" / "lexicons"
#: Inverse strength of the L2 penalty, by cross-validation.
COMMITMENT_C, THEME_C = 0.08, 0.15
#: Weights nearer to nothing are left out.
COMMITMENT_LEAST, THEME_LEAST = 0.01, 0.03
#: What a case of a set counts; others count 1. Single rows of random news are no whole articles, and texts written for
#: tests not quite what agencies write.
WEIGHTS = {"judged": 0.5, "marked": 0.4, "samples": 0.7, "second": 0.7, "news": 1.5}
FOLDS = 8


def main(arguments: list[str] | None = None) -> int:
    """Collect or fit; 1 when a file cannot be read."""
    parser = argparse.ArgumentParser(prog="python -m training.judges", description=__doc__.split("\n")[0])
    steps = parser.add_subparsers(dest="step", required=True)
    first = steps.add_parser("collect", help="write labelled cases from annotated articles")
    first.add_argument("sets", nargs="+", metavar="NAME=GOLD:ARTICLES", help="folder of gold, and what extract reads")
    first.add_argument("--model", help="base model (default: the one that extract would take)")
    first.add_argument("--cases", type=Path, default=CASES, help="file to write")
    second = steps.add_parser("fit", help="make the weights from the cases")
    second.add_argument("--cases", type=Path, default=CASES, help="file to read")
    second.add_argument("--out", type=Path, default=LEXICONS, help="folder of the weights")
    options = parser.parse_args(arguments)
    try:
        if options.step == "collect":
            print(f"{collect_sets(options.sets, options.model, options.cases)} cases in {options.cases}")
        else:
            fit(read_cases(options.cases), options.out)
    except (OSError, ValueError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    return 0


def collect_sets(sets: Sequence[str], model: str | None, path: Path) -> int:
    """Write the cases of all sets; returns how many. Raises ValueError for a set that is not NAME=GOLD:ARTICLES."""
    nlp, seen, cases = load_nlp(model), set[str](), list[Case]()
    for text in sets:
        name, equals, folders = text.partition("=")
        gold, colon, articles = folders.partition(":")
        if not equals or not colon:
            raise ValueError(f"'{text}' is not NAME=GOLD:ARTICLES")
        cases += collect(name, Path(gold), Path(articles), nlp, seen)
    return write_cases(path, cases)


def fit(cases: Sequence[Case], out: Path) -> None:
    """Fit both judges, print what they reach on articles left out, and write their weights to the folder `out`."""
    labels = np.array([case.commitment for case in cases])
    model, names, chances = _fitted([c.features for c in cases], labels, cases, COMMITMENT_C)
    print(_of_commitments(labels, chances[:, 1]))
    rows = [(INTERCEPT, model.intercept_[0]), *zip(names, model.coef_[0], strict=True)]
    _write(out / "commitment_weights.csv", ("weight",), [(n, (w,)) for n, w in rows], COMMITMENT_LEAST)

    about = [case for case in cases if case.theme is not None]
    themes = np.array([case.theme for case in about])
    model, names, chances = _fitted([c.aspects for c in about], themes, about, THEME_C)
    right = model.classes_[chances.argmax(axis=1)] == themes
    print(f"themes: {right.mean():.3f} of {len(about)} right")
    order = [list(model.classes_).index(theme) for theme in THEMES]
    table = [(INTERCEPT, model.intercept_[order]), *zip(names, model.coef_[order].T, strict=True)]
    _write(out / "theme_weights.csv", THEMES, table, THEME_LEAST)


def _fitted(
    features: Sequence[Mapping[str, float]], labels: np.ndarray, cases: Sequence[Case], strength: float
) -> tuple[LogisticRegression, list[str], np.ndarray]:
    """A model of all cases, its names of features, and each case's probabilities by models without its article."""
    counts = Counter(name for one in features for name in one)
    kept = [{n: v for n, v in one.items() if counts[n] >= LEAST} for one in features]
    vectorizer = DictVectorizer()
    table = vectorizer.fit_transform(kept)
    weights = np.array([WEIGHTS.get(case.source, 1.0) for case in cases])
    groups = [f"{case.source}/{case.article}" for case in cases]

    def train(rows: np.ndarray) -> LogisticRegression:
        return LogisticRegression(C=strength, max_iter=3000).fit(table[rows], labels[rows], sample_weight=weights[rows])

    model = train(np.arange(len(cases)))
    chances = np.zeros((len(cases), len(model.classes_)))
    for known, new in GroupKFold(FOLDS).split(table, groups=groups):
        part = train(known)
        chances[np.ix_(new, np.searchsorted(model.classes_, part.classes_))] = part.predict_proba(table[new])
    return model, list(vectorizer.get_feature_names_out()), chances


def _of_commitments(labels: np.ndarray, chances: np.ndarray) -> str:
    """Precision and recall at the confidence from which rows come out, and how far stated chances are off."""
    found = chances >= MIN_CONFIDENCE
    precision, recall = labels[found].mean(), found[labels].mean()
    bands = [(chances >= low) & (chances < low + 0.1) for low in np.arange(0.4, 1.0, 0.1)]
    off = [f"{chances[b].mean():.2f}/{labels[b].mean():.2f}" for b in bands if b.any()]
    return f"commitments: precision {precision:.3f}, recall {recall:.3f}; stated/true {' '.join(off)}"


def _write(path: Path, columns: Sequence[str], rows: Sequence[tuple[str, Sequence[float]]], least: float) -> None:
    """One line a feature, weights of less than `least` left out, the intercept's never."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("id", *columns))
        for name, weights in rows:
            cells = [f"{w:.3f}" if abs(w) >= least or name == INTERCEPT else "" for w in weights]
            if any(cells):
                writer.writerow((name, *cells))


if __name__ == "__main__":
    sys.exit(main())
