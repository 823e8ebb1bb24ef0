"""Gatherings of officials, hosts, capitals, tours, days and places of a second look. Own sentences, no base model."""

from __future__ import annotations

from typing import Any

import pytest

from pipeline.stages.meetings.component import find_meetings
from tests.stages.marked import read_marked

PAZ, VERA, GIL = "[Juan Paz](person)", "[Ana Vera](person)", "[Luis Gil](person)"
PERU, CHILE = "[Perú](country)", "[Chile](country)"
LIMA, QUITO = "[Lima](city)", "[Quito](city)"
UNION = "[Unión Andina](organization)"


def met(text: str, **options: str) -> list[dict[str, Any]]:
    return find_meetings(read_marked(text, **options))


def names(row: dict[str, Any]) -> list[str]:
    return sorted(p["name"] for p in row["participants"])


def one(text: str, **options: str) -> dict[str, Any]:
    (row,) = met(text, **options)
    return row


def test_officials_gathered_somewhere_are_a_meeting_of_their_body() -> None:
    row = one(f"Los cancilleres de la {UNION}, reunidos ayer en {LIMA}, aprobaron un plan.")
    assert (row["type"], row["status"], row["place"], names(row)) == ("ministerial", "held", "Lima", ["Unión Andina"])


def test_the_meeting_of_the_lead_is_of_its_officials() -> None:
    row = one(f"Los ministros de la {UNION} aprobaron un plan. {VERA} dijo al término de la reunión que fue útil.")
    assert (row["type"], names(row)) == ("ministerial", ["Ana Vera", "Unión Andina"])


def test_without_officials_in_the_lead_the_meeting_is_nobodys() -> None:
    assert met(f"{PERU} aprobó un plan. {VERA} dijo al término de la reunión que fue útil.") == []


def test_officials_who_will_hold_a_meeting() -> None:
    row = one(f"Los cancilleres de la {UNION} sostendrán una reunión informal en {LIMA}.")
    assert (row["type"], row["status"], names(row)) == ("ministerial", "planned", ["Unión Andina"])


def test_the_numbered_summit_of_a_body_is_of_that_body() -> None:
    row = one(f"En su 11ª cumbre, la {UNION} pidió calma.")
    assert (row["type"], row["ordinal"], names(row)) == ("summit", 11, ["Unión Andina"])


def test_whose_summit_is_told_by_the_body_before_cuya() -> None:
    row = one(f"La {UNION}, cuya segunda cumbre se celebrará en {LIMA}, aprobó un plan.")
    assert (row["status"], row["place"], names(row)) == ("planned", "Lima", ["Unión Andina"])


RECEIVED = [
    f"La ministra {VERA} fue recibida por {PAZ} en {LIMA}.",
    f"{PAZ} recibió a {VERA} en {LIMA}.",
]


@pytest.mark.parametrize("text", RECEIVED)
def test_who_receives_and_who_is_received(text: str) -> None:
    row = one(text)
    assert (row["type"], row["place"], names(row)) == ("bilateral_meeting", "Lima", ["Ana Vera", "Juan Paz"])


def test_received_on_a_visit_is_a_visit() -> None:
    row = one(f"{PAZ} recibió a {VERA} en visita oficial.")
    assert (row["type"], names(row)) == ("visit", ["Ana Vera", "Juan Paz"])


CAPITALS = [
    (f"{PAZ} se reunió con {VERA} en la capital peruana.", "Lima"),
    (f"{PAZ} se reunió con {VERA} en la capital de {PERU}.", "Lima"),
    (f"{PAZ} se reunió con {VERA} en la Casa Rosada.", None),
    (f"{PAZ} se reunió con {VERA} en la [Casa Rosada](organization).", "Casa Rosada"),
]


@pytest.mark.parametrize(("text", "place"), CAPITALS)
def test_capitals_and_residences_are_places(text: str, place: str | None) -> None:
    assert one(text)["place"] == place


def test_a_call_after_words_of_time() -> None:
    row = one(f"{PAZ} ya había llamado la víspera a {VERA}.")
    assert (row["type"], names(row)) == ("call", ["Ana Vera", "Juan Paz"])


def test_the_tour_a_visit_is_a_leg_of_is_a_row_of_its_own() -> None:
    asia = "[Asia](region)"
    visit, tour = met(f"{PAZ} viajará mañana a {LIMA}, segunda y última etapa de su gira por {asia}.")
    assert (visit["place"], visit["status"]) == ("Lima", "planned")
    assert (tour["place"], tour["status"], names(tour)) == ("Asia", "ongoing", ["Juan Paz"])


def test_two_days_on_end_are_the_days_of_the_meeting() -> None:
    row = one(
        f"{PAZ} y {VERA} se reunirán en {LIMA} el [viernes](date:2024-05-03) y el [sábado](date:2024-05-04).",
    )
    assert (row["start_date"], row["end_date"]) == ("2024-05-03", "2024-05-04")


def test_days_apart_are_not_one_meeting() -> None:
    row = one(f"{PAZ} y {VERA} se reunirán en {LIMA} el [viernes](date:2024-05-03) y el [lunes](date:2024-05-06).")
    assert (row["start_date"], row["end_date"]) == ("2024-05-03", "2024-05-03")


def test_the_day_of_a_visit_is_that_of_what_was_done_on_it() -> None:
    rows = met(f"{PAZ} viajó a {QUITO} el [martes](date:2024-05-07). {PAZ} se reunió en {QUITO} con {VERA}.")
    assert [(r["type"], r["start_date"]) for r in rows] == [
        ("visit", "2024-05-07"), ("bilateral_meeting", "2024-05-07"),
    ]  # fmt: skip


def test_the_day_of_who_took_office_is_not_that_of_the_visit() -> None:
    row = one(f"Comenzó la visita a {LIMA} de {VERA}, quien asumió el [3 de mayo](date:2024-05-03).")
    assert row["start_date"] is None


NOBODY_MET = [
    f"Es un mecanismo de consultas permanentes entre {PERU} y {CHILE}.",
    f"{PERU} y {CHILE} firmaron el acuerdo en {LIMA} tras diez años de negociaciones.",
    f"{PAZ} irá como jefe de la misión en {LIMA}.",
    f"{CHILE} saludó ayer a los vecinos reunidos frente a las estatuas de {PAZ} y {VERA}.",
]


@pytest.mark.parametrize("text", NOBODY_MET)
def test_bodies_topics_and_posts_are_no_meetings(text: str) -> None:
    assert met(text) == []


def test_the_subject_of_the_next_clause_takes_no_part() -> None:
    row = one(f"Preguntado por los planes de {PAZ} de reunirse en {LIMA} con {VERA}, {GIL} respondió que es útil.")
    assert names(row) == ["Ana Vera", "Juan Paz"]


def test_who_is_called_on_to_talk_is_the_one_who_talks() -> None:
    rows = met(f"{PAZ} llamó a {VERA} a dialogar con {GIL}.")
    assert [(r["status"], names(r)) for r in rows] == [("proposed", ["Ana Vera", "Luis Gil"])]


def test_a_visit_to_a_person_of_no_known_state_does_not_come_out() -> None:
    assert met(f"{PAZ} visitó a {VERA}.") == []


def test_a_numbered_meeting_to_come_somewhere_needs_no_names() -> None:
    row = one(f"El grupo, cuya primera reunión será en {QUITO}, seguirá el plan.")
    assert (row["ordinal"], row["place"], row["status"], names(row)) == (1, "Quito", "planned", [])


def test_authorities_stand_for_their_state() -> None:
    row = one(f"{PAZ} se reunió en {LIMA} con las autoridades peruanas.")
    assert (row["type"], names(row)) == ("bilateral_meeting", ["Juan Paz", "Perú"])
