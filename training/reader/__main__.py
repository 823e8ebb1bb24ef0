"""`python -m training.reader` makes `pipeline/reader/model/reader.npz` from annotated articles.

`crossvalidate` reads each article of the folders `--gold` with a network that did not learn from it: that gives tables
that can be scored. `train` makes a network, and the confidence by the articles that are kept out; `export` makes the
file of the package. Several steps can be given at once; what they leave for one another lies in the folder `--work`.
"""

from __future__ import annotations

import argparse
import json
import logging
import sys
from pathlib import Path

from spacy.language import Language

from training.reader import articles
from training.reader.articles import Annotated
from training.reader.crossvalidate import crossvalidate, write_readings
from training.reader.encoder import Packed, find_weights, read_packed, tokenizer_of
from training.reader.export import export
from training.reader.fit import Options, load_net, save_net
from training.reader.network import Net
from training.reader.phases import Material, examples_of, first_phase, second_phase
from training.reader.reading import TrainedNetwork, confidence_of, readings_of

TRAINING = Path(__file__).parents[1]
MODEL = TRAINING.parent / "pipeline" / "reader" / "model" / "reader.npz"
#: Articles of ../shared/gold/news that are not learned from: the confidence is fitted on them, among others.
KEPT = ("029", "037", "044", "052", "055", "062", "075", "081", "085", "091")
STEPS = ("crossvalidate", "train", "export")
logger = logging.getLogger("training.reader")


def main(arguments: list[str] | None = None) -> int:
    """Run the steps; 1 when a file cannot be read."""
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
        help="folders of gold of written articles, of which every fifth one is kept out",
    )  # fmt: skip
    parser.add_argument(
        "--annotated", type=Path, nargs="*", default=[TRAINING / "annotations"], help="folders of gold of raw texts"
    )
    parser.add_argument("--raw", type=Path, help="unannotated news (default: raw/news_es.jsonl.xz of --shared)")
    parser.add_argument("--kept", nargs="*", default=KEPT, help="ids of articles of --gold that are kept out")
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
    if {"crossvalidate", "train"} & set(chosen.steps):
        _learn(chosen, packed)
    if "export" in chosen.steps:
        _export(chosen, packed)


def _learn(chosen: argparse.Namespace, packed: Packed) -> None:
    nlp, stages = articles.load_stages()
    (gold, written, raw), kept = _sources(chosen, nlp)
    tokenizer = tokenizer_of(packed)
    material = Material(*(examples_of(part, tokenizer) for part in (gold, written, raw)))
    options = Options(**{name: getattr(chosen, name) for name in vars(Options())})
    net = first_phase(packed, material, options, logger.info)
    if "crossvalidate" in chosen.steps:
        readings = crossvalidate(net, tokenizer, gold, material, options, logger.info)
        write_readings(readings, stages, chosen.work / "crossvalidated")
    if "train" in chosen.steps:
        second_phase(net, material, options, logger.info)
        _keep(net, TrainedNetwork(net, tokenizer, {}), kept, chosen.work)


def _sources(chosen: argparse.Namespace, nlp: Language) -> tuple[list[list[Annotated]], list[Annotated]]:
    """The articles of gold, the written ones and the raw ones that are learned from, and those that are kept out."""
    folders = (chosen.gold, chosen.written, chosen.annotated)
    gold, written, raw = (articles.read_annotated(each, chosen.raw, nlp) for each in folders)
    gold, kept = articles.without_ids(gold, chosen.kept)
    written, fifth = articles.without_fifth(written)
    learned, kept = [gold, written, raw], [*kept, *fifth]
    logger.info("read %d articles of gold, %d written, %d raw; %d are kept out", *map(len, (*learned, kept)))
    return learned, kept


def _keep(net: Net, network: TrainedNetwork, kept: list[Annotated], work: Path) -> None:
    """Write a network, and the confidence by the articles that it did not learn from."""
    save_net(net, work / "net.pt")
    text = json.dumps(confidence_of(readings_of(kept, network)), indent=1)
    (work / "confidence.json").write_text(text + "\n", encoding="utf-8")


def _export(chosen: argparse.Namespace, packed: Packed) -> None:
    net = load_net(chosen.work / "net.pt", packed)
    confidence = json.loads((chosen.work / "confidence.json").read_text(encoding="utf-8"))
    texts = articles.read_texts([*chosen.gold, *chosen.written, *chosen.annotated], chosen.raw)
    info = {"layers": len(net.encoder.layers), "confidence": confidence}
    pieces = export(net, packed, texts, info, chosen.out)
    logger.info("wrote %s: %d pieces, %.1f MB", chosen.out, pieces, chosen.out.stat().st_size / 1e6)


if __name__ == "__main__":
    sys.exit(main())
