"""Make `pipeline/reader/model/reader.npz` from annotated articles, as `python -m training.reader`.

`begin` learns what all networks begin with, from labels by rules, written articles and raw texts. `crossvalidate` reads
each article of the folders `--gold` with a network that did not learn from it: that gives tables that can be scored,
and cases for the confidence. `train`, which needs these, makes the network, averaged with those of the folds, and the
confidence; `export` the file of the package. Several steps can be given at once; what they leave for one another lies
in the folder `--work`.
"""

from __future__ import annotations

import argparse
import json
import logging
import sys
from collections.abc import Sequence
from pathlib import Path

from spacy.language import Language
from tokenizers import Tokenizer

from training.reader import articles
from training.reader.articles import Annotated
from training.reader.confidence import fit_confidence, read_cases, write_cases
from training.reader.crossvalidate import Nets, crossvalidate, write_readings
from training.reader.encoder import Packed, find_weights, read_packed, tokenizer_of
from training.reader.export import export
from training.reader.fit import Options, load_net, load_rereader, mean_net, save_net, save_rereader
from training.reader.phases import (
    Material,
    examples_of,
    first_phases,
    first_rereading,
    second_phase,
    second_rereading,
    weak_examples_of,
)
from training.reader.reading import TrainedNetwork, cases_of_readings
from training.reader.verdicts import cases_of_verdicts, read_verdicts

TRAINING = Path(__file__).parents[1]
MODEL = TRAINING.parent / "pipeline" / "reader" / "model" / "reader.npz"
STEPS = ("begin", "crossvalidate", "train", "export")
logger = logging.getLogger("training.reader")


def main(arguments: list[str] | None = None) -> int:
    """Run the steps and return the exit code, 1 when a file cannot be read."""
    chosen = _parser().parse_args(arguments)
    logging.basicConfig(format="%(asctime)s %(message)s")
    logger.setLevel(logging.INFO)
    try:
        run(chosen)
    except (OSError, ValueError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m training.reader", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("steps", nargs="+", choices=STEPS, help="what to do, in the order of this list")
    parser.add_argument("--shared", type=Path, default=Path("../shared"), help="folder with gold/ and raw/")
    parser.add_argument("--gold", type=Path, nargs="+", help="folders of gold (default: events and news of --shared)")
    parser.add_argument(
        "--written", type=Path, nargs="*", default=[TRAINING / "articles"],
        help="folders of gold of written articles",
    )  # fmt: skip
    parser.add_argument(
        "--annotated", type=Path, nargs="*", default=[TRAINING / "annotations"], help="folders of gold of raw texts"
    )
    parser.add_argument(
        "--weak", type=Path, nargs="*", default=[TRAINING / "weak"], help="folders of labels by rules of raw texts"
    )
    parser.add_argument("--raw", type=Path, help="unannotated news (default: raw/news_es.jsonl.xz of --shared)")
    parser.add_argument(
        "--verdicts", type=Path, default=TRAINING / "verdicts.csv", help="what judges said of rows of raw texts"
    )
    parser.add_argument(
        "--kept",
        type=Path,
        default=TRAINING / "kept.txt",
        help="file of the ids that are not learned from",
    )
    parser.add_argument("--work", type=Path, default=Path("build/reader"), help="folder for intermediate results")
    parser.add_argument("--out", type=Path, default=MODEL, help="file to write")
    for name, value in vars(Options()).items():
        parser.add_argument(f"--{name.replace('_', '-')}", type=type(value), default=value, help="see fit.Options")
    return parser


def run(chosen: argparse.Namespace) -> None:
    """Do the steps that were chosen. Raises OSError for a file that is not there, ValueError for a wrong one."""
    chosen.gold = chosen.gold or [chosen.shared / "gold" / "events", chosen.shared / "gold" / "news"]
    chosen.raw = chosen.raw or chosen.shared / "raw" / "news_es.jsonl.xz"
    chosen.work.mkdir(parents=True, exist_ok=True)
    packed = read_packed(find_weights())
    if set(chosen.steps) - {"export"}:
        _learn(chosen, packed)
    if "export" in chosen.steps:
        _export(chosen, packed)


def _learn(chosen: argparse.Namespace, packed: Packed) -> None:
    nlp, stages = articles.load_stages()
    tokenizer = tokenizer_of(packed)
    gold, material = _material(chosen, nlp, tokenizer)
    options = Options(**{name: getattr(chosen, name) for name in vars(Options())})
    begun = chosen.work / "first"
    if "begin" in chosen.steps:
        net = first_phases(packed, material, options, logger.info)
        _save((net, first_rereading(packed, material, options, logger.info)), begun)
    nets = _load(begun, packed)
    if "crossvalidate" in chosen.steps:
        readings, of_folds = crossvalidate(nets, tokenizer, gold, material, options, logger.info)
        write_readings(readings, stages, chosen.work / "crossvalidated")
        write_cases(cases_of_readings(readings), chosen.work / "cases.jsonl")
        _save(_means(of_folds), chosen.work / "folds")
    if "train" in chosen.steps:
        second_phase(nets[0], material, options, logger.info)
        second_rereading(nets[1], material, options, logger.info)
        _finish(nets, chosen, packed, nlp, tokenizer)


def _means(nets: Sequence[Nets]) -> Nets:
    """Return the means of the networks of the first and of the second reading."""
    return mean_net([net for net, _ in nets]), mean_net([again for _, again in nets])


def _save(nets: Nets, path: Path) -> None:
    """Write both networks to files of that name."""
    save_net(nets[0], path.with_suffix(".pt"))
    save_rereader(nets[1], path.with_suffix(".again.pt"))


def _load(path: Path, packed: Packed) -> Nets:
    """Return the networks that `_save` wrote."""
    return load_net(path.with_suffix(".pt"), packed), load_rereader(path.with_suffix(".again.pt"), packed)


def _finish(nets: Nets, chosen: argparse.Namespace, packed: Packed, nlp: Language, tokenizer: Tokenizer) -> None:
    """Write networks, averaged with those of the folds, and the confidence by these and by the verdicts of judges."""
    nets = _means([nets, _load(chosen.work / "folds", packed)])
    _save(nets, chosen.work / "net")
    judged = read_verdicts(chosen.verdicts)
    news, network = articles.read_raw(judged, chosen.raw, nlp), TrainedNetwork(*nets, tokenizer, {})
    cases = [*read_cases(chosen.work / "cases.jsonl"), *cases_of_verdicts(judged, news, network)]
    text = json.dumps(fit_confidence(cases), indent=1)
    (chosen.work / "confidence.json").write_text(text + "\n", encoding="utf-8")


def _material(chosen: argparse.Namespace, nlp: Language, tokenizer: Tokenizer) -> tuple[list[Annotated], Material]:
    """Return the articles of gold, and what is learned from; those that are kept out are in neither."""
    weak_folders = chosen.weak if "begin" in chosen.steps else []  # nothing else learns from labels by rules
    folders = (chosen.gold, chosen.written, chosen.annotated, weak_folders)
    kept = articles.read_ids(chosen.kept)
    read = (articles.read_annotated(each, chosen.raw, nlp) for each in folders)
    gold, written, raw, weak = (articles.without_ids(part, kept) for part in read)
    logger.info("learn from %d articles of gold, %d written, %d raw, %d weak", *map(len, (gold, written, raw, weak)))
    own = (examples_of(part, tokenizer, own=True) for part in (written, raw))
    return gold, Material(examples_of(gold, tokenizer), *own, weak_examples_of(weak, tokenizer))


def _export(chosen: argparse.Namespace, packed: Packed) -> None:
    net, again = _load(chosen.work / "net", packed)
    confidence = json.loads((chosen.work / "confidence.json").read_text(encoding="utf-8"))
    texts = articles.read_texts([*chosen.gold, *chosen.written, *chosen.annotated], chosen.raw)
    info = {"layers": len(net.encoder.layers), "confidence": confidence}
    pieces = export(net, again, packed, texts, info, chosen.out)
    logger.info("wrote %s: %d pieces, %.1f MB", chosen.out, pieces, chosen.out.stat().st_size / 1e6)


if __name__ == "__main__":
    sys.exit(main())
