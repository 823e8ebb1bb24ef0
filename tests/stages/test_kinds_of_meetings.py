"""Negotiations, calls, journeys, ceremonies, groups; whose, when, where. Sentences of our own, no base model."""

from __future__ import annotations

from typing import Any

import pytest

from pipeline.stages.meetings.component import find_meetings
from tests.stages.marked import read_marked

PAZ, VERA = "[Juan Paz](person)", "[Ana Vera](person)"
PERU, CHILE = "[Perú](country)", "[Chile](country)"
LIMA, QUITO = "[Lima](city)", "[Quito](city)"


def met(text: str, **options: str) -> list[dict[str, Any]]:
    return find_meetings(read_marked(text, **options))


def names(row: dict[str, Any]) -> list[str]:
    return sorted(p["name"] for p in row["participants"])


NEGOTIATIONS = [
    (f"Las negociaciones entre {CHILE} y {PERU} siguen en {LIMA}.", ["Chile", "Perú"], "Lima"),
    (f"La nueva ronda de negociaciones entre {CHILE} y {PERU} será en {QUITO}.", ["Chile", "Perú"], "Quito"),
    (f"Las conversaciones de paz entre {CHILE} y {PERU} avanzan.", ["Chile", "Perú"], None),
    ("La ronda de negociaciones será el [5 de mayo](date:2024-05-05).", [], None),
]


@pytest.mark.parametrize(("text", "who", "place"), NEGOTIATIONS)
def test_negotiations_are_dialogues(text: str, who: list[str], place: str | None) -> None:
    (row,) = met(text)
    assert (row["type"], names(row), row["place"]) == ("dialogue", who, place)


@pytest.mark.parametrize(
    "text",
    [
        "Las negociaciones fueron duras.",
        f"Apoyaron el proceso de paz entre {CHILE} y {PERU}.",
        f"{PAZ} habló de las negociaciones.",
    ],
)
def test_negotiations_as_a_topic_are_no_meeting(text: str) -> None:
    assert met(text) == []


CALLS = [
    f"{PAZ} llamó a {VERA} para saludarla.",
    f"{PAZ} llamó por teléfono a {VERA}.",
    f"Pidió que {PAZ} conversara por teléfono con {VERA}.",
]


@pytest.mark.parametrize("text", CALLS)
def test_calls(text: str) -> None:
    (row,) = met(text)
    assert (row["type"], names(row)) == ("call", ["Ana Vera", "Juan Paz"])


@pytest.mark.parametrize(
    "text", [f"{PAZ} llamó a {VERA} a votar.", f"{PAZ} llamó a {PERU} a votar.", f"{PAZ} y {VERA} hablaron de energía."]
)
def test_to_call_on_somebody_is_no_call(text: str) -> None:
    assert met(text) == []


JOURNEYS = [
    (f"{PAZ} irá a {PERU}.", "Perú", "planned"),
    (f"{PAZ} partió a {LIMA}.", "Lima", "held"),
    (f"{PAZ} se dirigió hasta {LIMA}.", "Lima", "held"),
    (f"{PAZ} viajará hasta {LIMA}.", "Lima", "planned"),
    (f"{PAZ} estará en {LIMA}.", "Lima", "planned"),
    (f"{PAZ} tiene previsto viajar a {LIMA}.", "Lima", "planned"),
    (f"{PAZ} visita {PERU}.", "Perú", "ongoing"),
    (f"{PAZ} inició una gira que lo llevará a {PERU}.", "Perú", "ongoing"),
    (f"{PAZ} llegó [ayer](date:2024-05-02) a {LIMA}.", "Lima", "ongoing"),
    (f"{PAZ} llegó en [marzo](date:2024-03-01/2024-03-31) a {LIMA}.", "Lima", "held"),
    (f"La visita que {PAZ} hiciera a {PERU} fue breve.", "Perú", "held"),
    (f"A pocos días de la visita de {PAZ} a {PERU}, nadie habla.", "Perú", "planned"),
    (f"{PAZ}, de visita en {LIMA}, habló de paz.", "Lima", "ongoing"),
]


@pytest.mark.parametrize(("text", "place", "status"), JOURNEYS)
def test_journeys(text: str, place: str, status: str) -> None:
    (row,) = met(text)
    assert (row["type"], row["place"], row["status"], names(row)) == ("visit", place, status, ["Juan Paz"])


@pytest.mark.parametrize(
    "text",
    [
        f"{PAZ} va a firmar en {LIMA}.",
        f"{PAZ} se dirigió a los presentes.",
        f"A partir del lunes {PAZ} firma.",
        f"{PAZ} está en {LIMA}.",
    ],
)
def test_other_words_of_the_same_form_are_no_journeys(text: str) -> None:
    assert met(text) == []


def test_who_goes_is_not_where_one_goes() -> None:
    (row,) = met(f"El sucesor de {VERA}, el presidente {PAZ}, visitó {PERU}.")
    assert (names(row), row["place"]) == (["Juan Paz"], "Perú")


def test_a_tour_and_a_journey_on_it_are_two() -> None:
    rows = met(f"{PAZ} realizará una gira por [Asia](region). {PAZ} viajará a {LIMA}.")
    assert [r["place"] for r in rows] == ["Asia", "Lima"]


def test_the_last_visit_is_not_the_next() -> None:
    rows = met(f"{PAZ} realizará una visita a {PERU}. La última visita de {PAZ} a {PERU} fue breve.")
    assert [r["status"] for r in rows] == ["planned", "held"]


MEETINGS = [
    f"Tras reunirse con {VERA}, {PAZ} habló de paz.",
    f"{PAZ} dio la bienvenida a {VERA}.",
    f"{PAZ} dará a {VERA} la bienvenida.",
    f"La reunión que sostuvo {PAZ} con {VERA} fue larga.",
    f"La reunión del presidente {PAZ} con {VERA} fue larga.",
    f"Tras una conversación privada, {PAZ} y {VERA} firmaron.",
    f"El encuentro entre el [ministro de Minas](title:Juan Paz) (MM), {PAZ}, y {VERA} fue breve.",
]


@pytest.mark.parametrize("text", MEETINGS)
def test_two_meet(text: str) -> None:
    (row,) = met(text)
    assert (row["type"], names(row)) == ("bilateral_meeting", ["Ana Vera", "Juan Paz"])


def test_a_counterpart_is_received() -> None:
    (row,) = met(f"{PAZ} recibirá a su homólogo ruso.")
    assert (names(row), row["status"]) == (["Juan Paz", "Rusia"], "planned")


def test_an_office_without_a_name_takes_part() -> None:
    (row,) = met(f"{PAZ} recibirá al ministro ruso.")
    assert names(row) == ["Juan Paz", "ministro ruso"]


def test_who_is_received_where_he_goes() -> None:
    rows = met(f"{PAZ} viajará a {LIMA}, donde será recibido por {VERA}.")
    assert [(r["type"], r["place"], r["status"]) for r in rows] == [
        ("visit", "Lima", "planned"),
        ("bilateral_meeting", "Lima", "planned"),
    ]


def test_a_definite_meeting_with_somebody_has_no_guessed_host() -> None:
    assert met(f"{PAZ} saludó a su hija. Al encuentro con {VERA} fueron invitados varios.") == []


@pytest.mark.parametrize("group", ["empresarios", "legisladores y empresarios", "miembros del gabinete"])
def test_one_person_and_a_group(group: str) -> None:
    (row,) = met(f"{PAZ} se reunió con {group}.")
    assert (row["type"], row["status"]) == ("other", "held")
    assert "Juan Paz" in names(row)


def test_neighbours_are_no_diplomacy() -> None:
    assert met(f"{PAZ} se reunió con vecinos.") == []


def test_a_ceremony_of_signing() -> None:
    (row,) = met(f"{PAZ} asistió a la ceremonia de firma del tratado en {LIMA}.")
    assert (row["type"], row["place"], names(row)) == ("signing", "Lima", ["Juan Paz"])


def test_an_inauguration() -> None:
    (row,) = met(f"{PAZ} asistirá a la ceremonia de investidura de {VERA} en {LIMA}.")
    assert (row["type"], row["status"], names(row)) == ("other", "planned", ["Ana Vera", "Juan Paz"])


def test_credentials_are_presented_to_somebody() -> None:
    (row,) = met(f"{PAZ} presentó sus cartas credenciales a {VERA}.")
    assert (row["type"], names(row)) == ("other", ["Ana Vera", "Juan Paz"])
    assert met(f"{PAZ} presentó su libro a {VERA}.") == []


def test_a_summit_without_a_name_has_place_and_day() -> None:
    (row,) = met(f"Hubo una cumbre en {LIMA} en [2002](date:2002-01-01/2002-12-31).")
    assert (row["type"], row["place"], row["start_date"]) == ("summit", "Lima", "2002-01-01")


@pytest.mark.parametrize(
    "text",
    [
        f"{PAZ} no tuvo una reunión con {VERA}.",
        f"{PAZ} no viajó a {LIMA} para reunirse con {VERA}.",
        f"{PAZ} habló en una entrevista con Tele Sol.",
        f"{PAZ} dictó una conferencia magistral en {LIMA}.",
    ],
)
def test_denied_and_other_things(text: str) -> None:
    assert met(text) == []


DAYS = [
    # a day of something else
    (f"{PAZ} se reunió con {VERA} por el ataque del [2 de abril](date:2024-04-02).", None, None),
    (f"Paz anunció [hoy](date:2024-05-03) una reunión entre {PAZ} y {VERA}.", None, None),
    # from the first day to the last
    (
        f"{PAZ} visitará {PERU} desde el [5 de mayo](date:2024-05-05) hasta el [7 de mayo](date:2024-05-07).",
        "2024-05-05",
        "2024-05-07",
    ),
]


@pytest.mark.parametrize(("text", "first", "last"), DAYS)
def test_days(text: str, first: str | None, last: str | None) -> None:
    (row,) = met(text)
    assert (row["start_date"], row["end_date"]) == (first, last)


def test_a_day_to_come_makes_a_noun_planned() -> None:
    (row,) = met(f"La reunión entre {PAZ} y {VERA} el [20 de mayo](date:2024-05-20) es clave.")
    assert row["status"] == "planned"


def test_who_meets_on_a_visit_meets_there() -> None:
    rows = met(f"{PAZ} visitará {PERU}. {PAZ} se reunirá con {VERA}.")
    assert [(r["type"], r["place"]) for r in rows] == [("visit", "Perú"), ("bilateral_meeting", "Perú")]


def test_who_meets_at_a_summit_meets_there() -> None:
    rows = met(f"{PAZ} se reunió con {VERA} durante la II Cumbre Andina, celebrada en {LIMA}.", dateline="Quito")
    assert {r["place"] for r in rows} == {"Lima"}


def test_a_place_of_another_noun_is_not_where_they_met() -> None:
    (row,) = met(f"Por la guerra en {LIMA}, {PAZ} se reunió con {VERA}.")
    assert row["place"] is None


def test_a_region_at_the_end_belongs_to_the_name() -> None:
    (row,) = met(f"El II Foro de Puertos en [América Latina](region), que será en {LIMA}, es clave.")
    assert (row["name"], row["place"]) == ("II Foro de Puertos en América Latina", "Lima")


def test_the_end_of_the_calendar_does_no_harm() -> None:
    (row,) = met(f"{PAZ} se reunió con {VERA} el [31 de diciembre de 9999](date:9999-12-31).")
    assert names(row) == ["Ana Vera", "Juan Paz"]
