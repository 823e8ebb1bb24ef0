"""Gold as labels of words: where cues are, what they are, who takes part. On articles of our own; no base model."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from pipeline.reader.actors import Actor
from pipeline.reader.view import View
from pipeline.schemas import MEETING_STATUSES, MEETING_TYPES, STATUSES, THEMES
from tests.training.conftest import Label
from training.reader import matching
from training.reader.gold import Cue, read_gold

SIGNED = "La canciller de Perú, Rosa Quispe, y el ministro ecuatoriano de Transporte, Juan Lema, firmaron ayer en Quito"
ANNOUNCED = "«Abriremos dos pasos», dijo Quispe"
ROAD = f"{SIGNED} un convenio por 20 millones de dólares. {ANNOUNCED}, y añadió que la obra estará lista en 2030."
TALKS = (
    "Rosa Quispe y Juan Lema se reunieron en Lima. Quispe y Lema dijeron que habrá diálogo. "
    "«No basta», dijo Lema. «Sí», dijo Quispe; «sí basta», dijo."
)
AGREEMENT = {
    "sentence_start": SIGNED[:60],
    "predicate": "firmaron un convenio",
    "category": "infrastructure_connectivity",
    "also": ["trade"],
    "status": "signed",
    "parties": ["PE", "Ecuador"],
    "amount": "20 millones de dólares",
    "deadline": "2030",
}
MEETING = {
    "sentence_start": TALKS[:30],
    "cue": "se reunieron",
    "type": "bilateral_meeting",
    "status": "held",
    "participants": ["Rosa Quispe", "Lema"],
    "place": "Lima",
    "date_value": "2026-03-03",
}


def words(view: View, cue: Cue) -> list[str]:
    return [view.doc[i].text for i in cue.words]


def said(verb: str, speaker: str, start: str | None, kind: str = "direct") -> Mapping[str, Any]:
    return {"speaker": speaker, "verb": verb, "kind": kind} | ({} if start is None else {"sentence_start": start})


def test_an_agreement_is_found_by_its_words(label: Label) -> None:
    view, gold = label(ROAD, agreements=[AGREEMENT])
    (cue,) = gold.cues
    assert words(view, cue) == ["firmaron", "un", "convenio"]
    assert view.doc[cue.anchor].text == "firmaron"
    assert (cue.kind, STATUSES[cue.status]) == ("agreement", "signed")
    assert {THEMES[n]: weight for n, weight in cue.themes.items()} == {"infrastructure_connectivity": 1.0, "trade": 0.4}


def test_parties_are_those_whom_mentions_stand_for(label: Label) -> None:
    _, gold = label(ROAD, agreements=[AGREEMENT])
    assert gold.cues[0].who == {
        "party": {"c:PE", "c:EC"},
        "deadline": {"d:2030"},
        "amount": {"a:20 millones de dólares"},
    }


def test_nobody_takes_part_whom_the_gold_does_not_name(label: Label) -> None:
    _, gold = label(ROAD, agreements=[AGREEMENT | {"parties": ["CL"], "amount": None, "deadline": None}])
    assert gold.cues[0].who == {"party": set(), "deadline": set(), "amount": set()}


def test_an_auxiliary_is_no_anchor(label: Label) -> None:
    record = AGREEMENT | {"sentence_start": ANNOUNCED, "predicate": "estará lista"}
    view, gold = label(ROAD, agreements=[record])
    assert (words(view, gold.cues[0]), view.doc[gold.cues[0].anchor].text) == (["estará", "lista"], "lista")


def test_a_cue_may_stand_in_one_of_the_next_sentences(label: Label) -> None:
    view, gold = label(ROAD, agreements=[AGREEMENT | {"predicate": "abriremos"}])
    assert (words(view, gold.cues[0]), gold.cues[0].sentence) == (["Abriremos"], 1)


def test_words_that_do_not_follow_the_others_are_left_out(label: Label) -> None:
    view, gold = label(ROAD, agreements=[AGREEMENT | {"predicate": "firmaron convenio en"}])
    assert words(view, gold.cues[0]) == ["firmaron", "convenio"]


def test_of_the_same_words_those_that_stand_closest_are_taken(label: Label) -> None:
    _, gold = label(TALKS, statements=[said("sí basta", "Quispe", "«Sí», dijo Quispe")])
    first, second = gold.cues[0].words
    assert second - first == 1


def test_what_is_not_in_the_text_is_left_out(label: Label) -> None:
    lost = [AGREEMENT | {"predicate": "rubricaron"}, AGREEMENT | {"sentence_start": "Otro artículo empieza aquí"}]
    assert label(ROAD, agreements=lost)[1].cues == []


def test_each_statement_has_its_speaker(label: Label) -> None:
    records = [
        said("dijo", "Rosa Quispe", ANNOUNCED),
        said("añadió", "Quispe", ANNOUNCED, "indirect"),
    ]
    view, gold = label(ROAD, statements=records)
    assert [(words(view, cue), cue.direct) for cue in gold.cues] == [(["dijo"], 1.0), (["añadió"], 0.0)]
    assert [cue.who for cue in gold.cues] == [{"speaker": {"rosa-quispe-pe"}}] * 2


def test_the_anchor_of_a_statement_is_its_last_long_word(label: Label) -> None:
    view, gold = label(TALKS, statements=[said("Lema dijeron que", "Lema", "Quispe y Lema dijeron")])
    assert view.doc[gold.cues[0].anchor].text == "dijeron"


def test_two_speakers_of_one_verb_are_one_cue(label: Label) -> None:
    start = "Quispe y Lema dijeron"
    _, gold = label(TALKS, statements=[said("dijeron", "Rosa Quispe", start), said("dijeron", "Juan Lema", start)])
    assert [cue.who for cue in gold.cues] == [{"speaker": {"rosa-quispe", "juan-lema"}}]


def test_a_speaker_who_says_two_things_in_a_sentence_has_two_cues(label: Label) -> None:
    view, gold = label(TALKS, statements=[said("dijo", "Rosa Quispe", "«Sí», dijo Quispe")] * 3)
    first, second = (cue.anchor for cue in gold.cues)
    assert [view.doc[i].text for i in (first, second)] == ["dijo", "dijo"]
    assert first < second


def test_statements_without_their_sentence_are_taken_in_order(label: Label) -> None:
    records = [
        said("dijeron", "Lema", None),
        said("dijo", "Lema", None),
        said("sí basta", "Quispe", None),
        said("reunieron", "Quispe", None),
    ]
    view, gold = label(TALKS, statements=records)
    assert [view.sentence_of(cue.anchor) for cue in gold.cues] == [1, 2, 3, 0]


def test_a_meeting_has_its_place_and_no_day_that_is_not_told(label: Label) -> None:
    view, gold = label(TALKS, meetings=[MEETING])
    (cue,) = gold.cues
    assert view.doc[cue.anchor].text == "reunieron"
    assert (MEETING_TYPES[cue.type], MEETING_STATUSES[cue.status]) == ("bilateral_meeting", "held")
    assert cue.who == {"participant": {"rosa-quispe", "juan-lema"}, "place": {"geo-3936456"}, "day": set()}


def test_a_meeting_of_another_type_is_left_out(label: Label) -> None:
    assert label(TALKS, meetings=[MEETING | {"type": "encuentro"}])[1].cues == []


def test_meetings_without_words_tell_nothing_of_meetings(label: Label) -> None:
    bare = {key: value for key, value in MEETING.items() if key not in ("cue", "sentence_start")}
    assert label(TALKS, meetings=[bare])[1].told == {"agreement", "statement"}
    assert label(TALKS, meetings=[])[1].told == {"agreement", "statement", "meeting"}


@pytest.mark.parametrize(("told", "foreign"), [({}, None), ({"foreign_affairs": True}, 1.0)])
def test_whether_it_is_foreign_affairs_may_be_unknown(label: Label, told: Any, foreign: float | None) -> None:
    assert label(TALKS, **told)[1].foreign == foreign


def actor(name: str, kind: str, country: str | None = None) -> Actor:
    return Actor(0, 1, name, kind, country=country)


@pytest.mark.parametrize(
    ("same", "gold", "mention", "expected"),
    [
        (matching.same_speaker, "Juan de la Cruz", actor("Cruz", "person"), True),
        (matching.same_speaker, "Juan de la Cruz", actor("Juan de la Paz", "person"), False),
        (matching.same_speaker, "Mateo Vera Jr.", actor("Luis Paz Jr.", "person"), False),
        (matching.same_speaker, "fuentes del Congreso", actor("Congreso", "organization"), True),
        (matching.same_participant, "PE", actor("Perú", "country", "PE"), True),
        (matching.same_participant, "Rosa Quispe", actor("R. Quispe", "person"), True),
        (matching.same_participant, "Rosa Quispe", actor("R. Quispe", "organization"), False),
        (matching.same_participant, "EU", actor("EU", "country", "US"), False),
        (matching.same_participant, "Perú", actor("Lima", "place", "PE"), False),
        (matching.same_place, "Perú", actor("el país andino", "country", "PE"), True),
        (matching.same_place, "Quito", actor("Lima", "place"), False),
        (matching.same_day, "2026-W10", actor("2026-03-02/2026-03-08", "date"), True),
        (matching.same_day, "P3M", actor("P3M", "date"), True),
        (matching.same_day, "P3M", actor("P6M", "date"), False),
        (matching.same_day, "2026-03", actor("2026-03-02", "date"), False),
        (matching.same_amount, "unos 20 millones", actor("20 millones", "amount"), True),
        (matching.same_amount, "20 millones", actor("20 mil millones", "amount"), False),
    ],
)
def test_a_mention_is_what_the_gold_names(same: Any, gold: str, mention: Actor, expected: bool) -> None:
    assert same(gold, mention) is expected


@pytest.mark.parametrize(
    ("gold", "kind", "name", "country", "expected"),
    [
        ("Brasilia", "country", "Brasil", "BR", True),
        ("BR", "organization", "Petrobras", "BR", False),
        ("Brasil", "person", "Ana Brasil", None, False),
        ("OEA", "organization", "Organización de los Estados Americanos", None, True),
        ("Consejo", "organization", "Consejo de Seguridad", None, True),
        ("Consejo Seguridad", "organization", "Consejo de Seguridad", None, False),
    ],
)
def test_a_party_is_what_the_gold_names(gold: str, kind: str, name: str, country: str | None, expected: bool) -> None:
    party = {"kind": kind, "name": name, "country": country, "organization_id": None}
    assert matching.same_party(gold, party, {}) is expected


def test_a_party_goes_by_the_acronym_of_its_organization() -> None:
    party = {"kind": "organization", "name": "Foro Andino de Puertos", "country": None, "organization_id": "o1"}
    assert matching.same_party("FAP", party, {"o1": {"name": "Foro Andino de Puertos", "acronym": "FAP"}})
    assert not matching.same_party("FAP", party, {})


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"status": "sealed"}, r"x.json: agreement 1: unknown status or theme 'sealed'"),
        ({"category": "sports"}, r"x.json: agreement 1: unknown status or theme 'sports'"),
        ({"also": ["sports"]}, r"x.json: agreement 1: unknown status or theme 'sports'"),
        ({"predicate": ""}, r"x.json: agreement 1: no predicate"),
    ],
)
def test_gold_that_cannot_be_learned_is_refused_by_name(tmp_path: Path, changes: dict[str, Any], told: str) -> None:
    (tmp_path / "x.json").write_text(json.dumps({"agreements": [AGREEMENT | changes]}), encoding="utf-8")
    with pytest.raises(ValueError, match=told):
        read_gold(tmp_path / "x.json")
