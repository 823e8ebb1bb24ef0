"""What the reader makes of short articles, with the network of the package."""

from __future__ import annotations

import math
import pickle
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import spacy

import pipeline.reader
from pipeline.reader.component import Reader, _to_reread
from pipeline.reader.network import CUES, Network, ReaderError, join_odds, load_network, read_network
from pipeline.reader.pair_features import ASKED
from pipeline.reader.view import View
from pipeline.reading.read import read_records
from pipeline.running.process import parse

ROOT = Path(pipeline.reader.__file__).parent
TREATY = (
    "Lima, 8 oct (Agencia).- Los cancilleres de Perú, Ana Vera, y de Chile, Juan Paz, firmaron este martes en Lima un "
    "convenio de extradición. Vera dijo que los dos países acordaron además abrir un paso fronterizo antes de 2021. "
    "Paz se reunirá mañana con el presidente peruano."
)
THEFT = (
    "Dos hombres asaltaron anoche una panadería del barrio norte y huyeron con la recaudación del día. La dueña contó "
    "que los ladrones llevaban cascos de motociclista. La policía municipal busca un vehículo rojo."
)


def read(nlp: Any, text: str) -> Any:
    """The Doc of an article of 8 October 2019."""
    (doc,) = parse(read_records([{"id": "t", "text": text, "date": "2019-10-08", "language": "es"}]), nlp)
    return doc


def cues(doc: Any, kind: str) -> dict[str, dict[str, Any]]:
    """Sure cues of a kind by the word of their anchor."""
    return {doc[c["token"]].text: c for c in doc._.cues if c["kind"] == kind and c["sure"] > 0.5}


def test_what_commits_says_and_meets(nlp: Any) -> None:
    doc = read(nlp, TREATY)
    assert {"firmaron", "acordaron"} <= set(cues(doc, "agreement"))
    assert set(cues(doc, "statement")) == {"dijo"}
    assert "reunirá" in cues(doc, "meeting")


def test_an_agreement_has_status_theme_and_parties(nlp: Any) -> None:
    signing = cues(read(nlp, TREATY), "agreement")["firmaron"]
    assert (signing["status"], signing["theme"]) == ("signed", "security_counterterrorism")
    assert sorted(f["party"]["country"] for f in signing["party"] if f["sure"] > 0.5) == ["CL", "PE"]


def test_a_surname_speaks_for_the_person(nlp: Any) -> None:
    said = cues(read(nlp, TREATY), "statement")["dijo"]
    assert said["speaker"][0]["name"] == "Ana Vera"
    assert said["direct"] < 0.5


def test_a_meeting_has_type_status_and_day(nlp: Any) -> None:
    meeting = cues(read(nlp, TREATY), "meeting")["reunirá"]
    assert (meeting["type"], meeting["status"]) == ("bilateral_meeting", "planned")
    assert meeting["day"][0]["value"] == "2019-10-09"


def test_foreign_affairs(nlp: Any) -> None:
    assert read(nlp, TREATY)._.foreign_affairs > 0.8
    assert read(nlp, THEFT)._.foreign_affairs < 0.2


def test_a_local_crime_has_no_agreement_and_no_meeting(nlp: Any) -> None:
    doc = read(nlp, THEFT)
    assert cues(doc, "agreement") == cues(doc, "meeting") == {}


def test_the_same_article_is_read_the_same_in_any_company(nlp: Any) -> None:
    alone = read(nlp, TREATY)._.cues
    read(nlp, THEFT)
    assert read(nlp, TREATY)._.cues == alone


def test_every_cue_is_whole(nlp: Any) -> None:
    doc = read(nlp, TREATY)
    assert [c["token"] for c in doc._.cues] == sorted(c["token"] for c in doc._.cues)
    for cue in doc._.cues:
        assert cue["kind"] in CUES
        assert cue["token"] in cue["words"]
        assert 0 <= cue["sure"] <= 1
        assert cue["from"] <= doc[cue["token"]].idx < cue["to"]


def test_the_weights_are_one_file_of_at_most_60_mb() -> None:
    (path,) = (ROOT / "model").iterdir()
    assert path.stat().st_size < 60e6


def test_weights_for_other_pair_numbers_are_refused() -> None:
    with np.load(ROOT / "model" / "reader.npz") as data:
        arrays = dict(data)
    arrays["head.pair.numbers"] = arrays["head.pair.numbers"][:-1]
    with pytest.raises(ValueError, match="train it again"):
        Network(arrays)


@pytest.fixture(scope="module")
def mute(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A reader of one's own, which sees no statements."""
    with np.load(ROOT / "model" / "reader.npz") as data:
        arrays = dict(data)
    arrays["head.statement.bias"] = np.array([100.0, 0.0, 0.0], np.float16)
    path = tmp_path_factory.mktemp("own") / "mute.npz"
    np.savez(path, **arrays)
    return str(path)


def kinds_read_by(reader: Any, nlp: Any) -> set[str]:
    return {cue["kind"] for cue in reader(read(nlp, TREATY))._.cues}


def test_a_reader_of_ones_own(nlp: Any, mute: str) -> None:
    own = spacy.blank("es")
    reader = own.add_pipe("comunicado_reader", config={"model": mute})
    assert kinds_read_by(own.add_pipe("comunicado_reader", name="packaged"), nlp) == set(CUES)
    assert kinds_read_by(reader, nlp) == {"agreement", "meeting"}


def test_a_saved_pipeline_keeps_the_path_of_its_reader(nlp: Any, mute: str, tmp_path: Path) -> None:
    own = spacy.blank("es")
    own.add_pipe("comunicado_reader", config={"model": mute})
    own.to_disk(tmp_path / "saved")
    again = spacy.load(tmp_path / "saved")
    assert kinds_read_by(again.get_pipe("comunicado_reader"), nlp) == {"agreement", "meeting"}
    assert kinds_read_by(pickle.loads(pickle.dumps(again.get_pipe("comunicado_reader"))), nlp) == {
        "agreement",
        "meeting",
    }
    assert len(pickle.dumps(again.get_pipe("comunicado_reader"))) < 1000


@pytest.mark.parametrize(
    ("content", "message"),
    [(None, "no such file"), (b"no weights", "no reader"), (b"PK\x03\x04", "no reader"), (b"", "no reader")],
)
def test_what_is_no_reader_is_named(content: bytes | None, message: str, tmp_path: Path) -> None:
    path = tmp_path / "own.npz"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(ReaderError, match=rf"own\.npz: .*{message}.*make reader"):
        Reader(model=str(path)).weights()


def test_a_part_that_is_missing_is_named(tmp_path: Path) -> None:
    np.savez(tmp_path / "own.npz", info=np.zeros(1))
    with pytest.raises(ReaderError, match=r"own\.npz: no reader \(pieces, vectors, .*missing\).*make reader"):
        read_network(tmp_path / "own.npz")
    np.save(tmp_path / "own.npy", np.zeros(1))
    with pytest.raises(ReaderError, match=r"own\.npy: no reader"):
        read_network(tmp_path / "own.npy")


def test_what_a_batch_holds_twice_is_read_as_if_once(nlp: Any) -> None:
    network = load_network()
    (window,) = View(read(nlp, TREATY), network.tokenizer).windows
    for alone, twice in zip(network.encode([window]), network.encode([window, window]), strict=True):
        assert (alone[0] == twice[0]).all()
        assert (alone[0] == twice[1]).all()


def test_the_same_windows_have_the_same_vectors(nlp: Any) -> None:
    network = load_network()
    windows = View(read(nlp, TREATY), network.tokenizer).windows
    for one, other in zip(network.encode(windows), network.encode(windows), strict=True):
        assert np.array_equal(one, other)


def test_agreements_and_meetings_are_read_again_where_nothing_tells_how_sure_they_are() -> None:
    assert _to_reread([{"kind": kind} for kind in ("agreement", "statement", "meeting")], None) == [0, 2]


@pytest.mark.parametrize(
    ("kind", "sure", "hint", "expected"),
    [
        ("agreement", 0.251, None, [0]), ("agreement", 0.249, None, []), ("agreement", 0.1, "not", [0]),
        ("meeting", 0.251, None, [0]), ("statement", 0.9, None, []),
    ],
)  # fmt: skip
def test_cues_that_may_come_out_are_read_again(kind: str, sure: float, hint: str, expected: list[int]) -> None:
    cue = {"kind": kind, "sentence": 0, "evidence": [0.5] * 3, "hint": hint, ASKED[kind][0]: []}
    always = [0.0] * 4 + [math.log(sure / (1 - sure))]
    assert _to_reread([cue], {kind: always}) == expected


def test_a_reading_has_nothing_left_of_the_work(nlp: Any) -> None:
    for cue in read(nlp, TREATY)._.cues:
        assert not {"choices", "evidence", "about"} & cue.keys()


def test_weights_without_a_second_reading_are_refused() -> None:
    with np.load(ROOT / "model" / "reader.npz") as data:
        arrays = {name: array for name, array in data.items() if not name.startswith("again.")}
    with pytest.raises(ValueError, match="train it again"):
        Network(arrays)


def test_of_the_mentions_of_one_the_odds_are_added_up() -> None:
    sure = join_odds([("a", 0.0), ("b", math.log(3)), ("a", math.log(2)), ("c", 1e9)])
    assert sure == pytest.approx({"a": 0.75, "b": 0.75, "c": 1.0})
