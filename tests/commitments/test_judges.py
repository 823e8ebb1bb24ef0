"""The judges: what they weigh, what no weight can outweigh, and that their weights are those of the cases."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from pipeline.commitments.judge import probability
from pipeline.commitments.theme_judge import is_clear, likeliest
from pipeline.lexicon import read_lexicon
from pipeline.process import parse
from pipeline.read import read_records
from pipeline.schemas import THEMES
from pipeline.stages.agreements import MIN_CONFIDENCE, Candidate
from training.cases import Case, collect, read_cases, write_cases
from training.judges import CASES, fit

LEAD = "El presidente de Chile, Sebastián Piñera, recibió en Santiago a su homólogo peruano, Martín Vizcarra.\n\n"


def candidates(nlp: Any, text: str, date: str = "2019-10-08") -> dict[str, Candidate]:
    """Candidates of an article by their words."""
    found: list[Candidate] = []
    stage = nlp.get_pipe("comunicado_agreements")
    stage.observe = found.append
    try:
        list(parse(read_records([{"id": "t", "text": text, "date": date, "language": "es"}]), nlp))
    finally:
        stage.observe = None
    return {" ".join(t.text for t in c.predicate.words): c for c in found}


def test_unknown_features_say_nothing() -> None:
    assert probability(["kind.sign", "no.such.feature"]) == probability(["kind.sign"])


def test_doubts_lower_the_probability() -> None:
    known = ["kind.future_joint", "rule.future.joint", "how.subject"]
    assert probability([*known, "doubt.home", "doubts.1"]) < probability([*known, "doubts.0"])


def test_a_signing_is_surer_than_what_a_third_one_will_do(nlp: Any) -> None:
    text = LEAD + "Los dos países firmaron un convenio de extradición. La empresa estudiará una propuesta de Francia."
    found = candidates(nlp, text)
    assert found["firmaron"].sure > 0.85
    assert found["firmaron"].doubts == ()
    assert found["estudiará"].sure < MIN_CONFIDENCE


def test_history_is_no_row_however_sure(nlp: Any) -> None:
    text = LEAD + "Los dos países firmaron en 1998 un convenio de extradición."
    assert "history" in candidates(nlp, text)["firmaron"].doubts
    (doc,) = parse(read_records([{"id": "t", "text": text, "date": "2019-10-08", "language": "es"}]), nlp)
    assert doc._.agreements == []


def test_candidates_tell_who_is_only_guessed(nlp: Any) -> None:
    found = candidates(nlp, LEAD + "Es necesario reformar el organismo.")
    assert "guessed" in found["Es necesario reformar"].doubts


def test_an_own_law_is_no_candidate(nlp: Any) -> None:
    found = candidates(nlp, LEAD + "Los dos gobiernos aprobaron una ley. Los dos gobiernos aprobaron un calendario.")
    assert len([words for words in found if "aprobaron" in words]) == 1


@pytest.mark.parametrize(
    ("sentence", "words", "parties"),
    [
        ("España contará con todo el apoyo de Francia.", "apoyo", ["FR"]),
        (
            "El canciller chileno subrayó en una rueda de prensa la necesidad de evitar el conflicto.",
            "necesidad evitar",
            ["CL"],
        ),
        (
            "El acuerdo se alcanzó entre el canciller japonés, Taro Kono, y su homólogo surcoreano.",
            "se alcanzó",
            ["JP", "KR"],
        ),
    ],
)
def test_parties_of_nouns_and_passives(nlp: Any, sentence: str, words: str, parties: list[str]) -> None:
    found = candidates(nlp, LEAD + sentence)[words]
    assert [p["country"] for p in found.found.parties] == parties


def test_thanks_for_backing_are_no_backing(nlp: Any) -> None:
    assert not candidates(nlp, LEAD + "El canciller peruano agradeció el respaldo de Francia.")


def test_a_chain_of_subjunctives_gives_one_each(nlp: Any) -> None:
    text = LEAD + "Los dos países pidieron que cese la violencia, que se abra el paso y se respete la tregua."
    assert set(candidates(nlp, text)) == {"pidieron cese", "pidieron abra", "pidieron respete"}


def test_a_question_is_no_candidate(nlp: Any) -> None:
    found = candidates(nlp, LEAD + "«¿Firmarán Chile y Perú hoy el acuerdo?», preguntó un periodista.")
    assert not any("Firmarán" in words for words in found)


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("«Se juzgó a Chile, imputándole una doble conducta», dijo Vizcarra.", "imputándole"),
        ("Perú intentó calumniar a Chile ante la OEA.", "intentó calumniar"),
    ],
)
def test_gerunds_and_hostile_acts_are_no_candidates(nlp: Any, sentence: str, words: str) -> None:
    assert words not in candidates(nlp, LEAD + sentence)


def test_the_moment_to_act_is_a_call(nlp: Any) -> None:
    found = candidates(nlp, LEAD + "«Es el momento de reformar el organismo», dijo Piñera.")
    assert "el momento reformar" in found


@pytest.mark.parametrize("phrase", ["a la hora de jubilarse", "en el momento de firmar el contrato"])
def test_when_something_is_done_is_no_need(nlp, phrase):
    found = candidates(nlp, LEAD + f"«Los años cuentan {phrase}», dijo Piñera.")
    assert not [words for words in found if "hora" in words or "momento" in words]


def test_how_many_states_is_no_amount(nlp: Any) -> None:
    text = LEAD + "Los dos países acordaron unirse a otros 189 países en el cumplimiento de un convenio."
    (doc,) = parse(read_records([{"id": "t", "text": text, "date": "2019-10-08", "language": "es"}]), nlp)
    assert [row["amount"] for row in doc._.agreements] == [None]


def test_an_object_of_one_theme_is_clear_and_less_is_enough_among_others() -> None:
    assert is_clear({"object.energy": 1.2, "object.trade": 0.1}, among=False)
    assert not is_clear({"object.energy": 0.9}, among=False)
    assert is_clear({"object.energy": 0.9, "object.trade": 0.3}, among=True)
    assert not is_clear({"object.energy": 1.2, "object.trade": 1.0}, among=True)


def test_each_theme_has_a_weight_for_its_own_words() -> None:
    for theme in THEMES:
        assert likeliest({f"object.{theme}": 3.0, f"sum.{theme}": 4.0, f"best.{theme}": 1.0})[0] == theme


def test_weights_are_those_of_the_cases(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    fit(read_cases(CASES), tmp_path)
    assert "commitments: precision" in capsys.readouterr().out
    for name in ("commitment_weights", "theme_weights"):
        made = {row.split(",")[0].strip('"'): row for row in (tmp_path / f"{name}.csv").read_text().splitlines()}
        kept = {entry["id"]: entry for entry in read_lexicon(name)}
        shared = [key for key in kept if key in made]
        assert len(shared) > 0.98 * len(kept)
    intercept = float((tmp_path / "commitment_weights.csv").read_text().splitlines()[1].split(",")[1])
    assert intercept == pytest.approx(float(read_lexicon("commitment_weights")[0]["weight"]), abs=0.02)


def test_cases_come_from_gold(nlp: Any, tmp_path: Path) -> None:
    (tmp_path / "gold").mkdir()
    agreement = {
        "predicate": "firmaron",
        "sentence_start": "Los dos países firmaron",
        "category": "security_counterterrorism",
        "status": "signed",
    }
    (tmp_path / "gold" / "a.json").write_text(json.dumps({"agreements": [agreement]}), encoding="utf-8")
    text = LEAD + "Los dos países firmaron un convenio de extradición. La empresa estudiará una propuesta de Francia."
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    stage = nlp.get_pipe("comunicado_agreements")
    try:
        cases = list(collect("own", tmp_path / "gold", tmp_path, nlp, set()))
    finally:
        stage.observe = None
    assert [(c.commitment, c.theme) for c in cases if "kind.sign" in c.features] == [
        (True, "security_counterterrorism")
    ]
    assert [c.commitment for c in cases if "kind.sign" not in c.features] == [False] * (len(cases) - 1)


def test_rare_features_are_not_kept(tmp_path: Path) -> None:
    often, rare = {"kind.sign": 1.0}, {"kind.sign": 1.0, "verb.firmar": 1.0}
    cases = [Case("own", str(n), True, "trade", rare if n < 2 else often, {"sum.trade": 1.0}) for n in range(4)]
    assert write_cases(tmp_path / "cases.jsonl.gz", cases) == 4
    kept = read_cases(tmp_path / "cases.jsonl.gz")
    assert [set(c.features) for c in kept] == [{"kind.sign"}] * 4
    assert kept[0].aspects == {"sum.trade": 1.0}
