"""Meetings of sentences of our own: type, who, where, when, and whether it took place.

With the network of the package, and no base model.
"""

from __future__ import annotations

import re
from typing import Any

import pytest

from pipeline.stages.meetings.component import Meetings, find_meetings
from tests.stages.marked import read_marked

PAZ, VERA = "[Juan Paz](person)", "[Ana Vera](person)"


def met(text: str, **options: str) -> list[dict[str, Any]]:
    return find_meetings(read_marked(text, **options))


def names(row: dict[str, Any]) -> list[str]:
    return sorted(p["name"] for p in row["participants"])


TWO_PEOPLE = [
    (f"{PAZ} se reunió con {VERA}.", "bilateral_meeting", "held"),
    (f"{PAZ} se reunió ayer en [Lima](city) con {VERA}.", "bilateral_meeting", "held"),
    (f"{PAZ} y {VERA} se reunieron en [Lima](city).", "bilateral_meeting", "held"),
    (f"{PAZ} se ha reunido con {VERA}.", "bilateral_meeting", "held"),
    (f"{PAZ} se reunirá con {VERA}.", "bilateral_meeting", "planned"),
    (f"{PAZ} se entrevistó con {VERA}.", "bilateral_meeting", "held"),
    (f"{PAZ} dialogó con {VERA}.", "bilateral_meeting", "held"),
    (f"{PAZ} recibió a {VERA} en [Lima](city).", "bilateral_meeting", "held"),
    (f"{PAZ} recibirá a {VERA}.", "bilateral_meeting", "planned"),
    (f"{PAZ} fue recibido por {VERA}.", "bilateral_meeting", "held"),
    (f"{PAZ} sostuvo un encuentro con {VERA}.", "bilateral_meeting", "held"),
    (f"{PAZ} mantuvo una reunión con {VERA}.", "bilateral_meeting", "held"),
    (f"{PAZ} tendrá una reunión con {VERA}.", "bilateral_meeting", "planned"),
    (f"{PAZ} mantuvo conversaciones con {VERA}.", "bilateral_meeting", "held"),
    (f"{PAZ} sostuvo reuniones con {VERA}.", "bilateral_meeting", "held"),
    (f"El encuentro entre {PAZ} y {VERA} duró una hora.", "bilateral_meeting", "held"),
    (f"La reunión prevista entre {PAZ} y {VERA} será en mayo.", "bilateral_meeting", "planned"),
    (f"{PAZ} canceló su reunión con {VERA}.", "bilateral_meeting", "cancelled"),
    (f"{PAZ} suspendió una reunión con {VERA}.", "bilateral_meeting", "cancelled"),
    (f"{PAZ} propuso una reunión con {VERA}.", "bilateral_meeting", "proposed"),
    (f"{PAZ} conversó por teléfono con {VERA}.", "call", "held"),
    (f"{PAZ} habló por teléfono con {VERA}.", "call", "held"),
    (f"{PAZ} hablará por teléfono con {VERA}.", "call", "planned"),
    (f"{PAZ} sostuvo una conversación telefónica con {VERA}.", "call", "held"),
    (f"{PAZ} mantuvo una videoconferencia con {VERA}.", "call", "held"),
    (f"{PAZ} sostuvo una llamada con {VERA}.", "call", "held"),
    (f"{PAZ} volvió a reunirse con {VERA}.", "bilateral_meeting", "held"),
    (f"{PAZ} y {VERA} celebraron el segundo diálogo estratégico.", "dialogue", "held"),
    (f"{PAZ} celebró el segundo diálogo estratégico con {VERA}.", "dialogue", "held"),
]


@pytest.mark.parametrize(("text", "kind", "status"), TWO_PEOPLE)
def test_two_people_meet(text: str, kind: str, status: str) -> None:
    (row,) = met(text)
    assert (row["type"], row["status"], names(row)) == (kind, status, ["Ana Vera", "Juan Paz"])


VISITS = [
    (f"{PAZ} visitó [Perú](country).", "Perú", "held"),
    (f"{PAZ} visitará [Perú](country).", "Perú", "planned"),
    (f"{PAZ} viajará mañana a [Lima](city).", "Lima", "planned"),
    (f"{PAZ} viajó a [Lima](city).", "Lima", "held"),
    (f"{PAZ} llegó a [Lima](city).", "Lima", "held"),
    (f"{PAZ} arribó a la ciudad de [Lima](city).", "Lima", "held"),
    (f"{PAZ} inició una visita oficial a [Perú](country).", "Perú", "ongoing"),
    (f"{PAZ} realizó una visita oficial a [Perú](country).", "Perú", "held"),
    (f"{PAZ} realizará una visita oficial a [Perú](country).", "Perú", "planned"),
    (f"{PAZ} canceló su visita a [Perú](country).", "Perú", "cancelled"),
    (f"{PAZ} aplazó su viaje a [Perú](country).", "Perú", "cancelled"),
    (f"La visita de {PAZ} a [Perú](country) fue breve.", "Perú", "held"),
    (f"La próxima visita de {PAZ} a [Perú](country) será breve.", "Perú", "planned"),
    (f"La visita oficial que {PAZ} realizará a [Perú](country) será breve.", "Perú", "planned"),
    (f"La visita de {PAZ} a [Perú](country) fue cancelada.", "Perú", "cancelled"),
]


@pytest.mark.parametrize(("text", "place", "status"), VISITS)
def test_visits(text: str, place: str, status: str) -> None:
    (row,) = met(text)
    assert (row["type"], row["place"], row["status"], names(row)) == ("visit", place, status, ["Juan Paz"])


NAMED = [
    (f"{PAZ} asistió a la II Cumbre Andina en [Lima](city).", "summit", "II Cumbre Andina", 2, "held"),
    (f"{PAZ} asistirá a la Cumbre de las Aguas en [Lima](city).", "summit", "Cumbre de las Aguas", None, "planned"),
    (f"{PAZ} inauguró la XII Conferencia sobre Puertos.", "conference", "XII Conferencia sobre Puertos", 12, "ongoing"),
    (f"{PAZ} participó en el IV Foro de Puertos.", "conference", "IV Foro de Puertos", 4, "held"),
    (f"{PAZ} clausuró la 23 Asamblea General de la [OEA](organization).", "session",
     "23 Asamblea General de la OEA", 23, "held"),
    (f"{PAZ} presidió la VII Reunión de la Comisión Mixta.", "session", "VII Reunión de la Comisión Mixta", 7, "held"),
    (f"{PAZ} presidió la tercera reunión de ministros.", "ministerial", "tercera reunión de ministros", 3, "held"),
    (f"{PAZ} inauguró el encuentro «Puertos del Sur».", "conference", "Puertos del Sur", None, "ongoing"),
    (f"{PAZ} participó en la 5ª Cumbre Andina.", "summit", "5ª Cumbre Andina", 5, "held"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "kind", "name", "ordinal", "status"), NAMED)
def test_named_meetings(text: str, kind: str, name: str, ordinal: int | None, status: str) -> None:
    (row,) = met(text)
    assert (row["type"], row["name"], row["ordinal"], row["status"]) == (kind, name, ordinal, status)
    assert names(row) == ["Juan Paz"]


NOTHING = [
    "La reunión fue larga.",
    "El encuentro terminó tarde.",
    "Hubo reuniones.",
    "Las visitas siguen.",
    f"{PAZ} ofreció una conferencia de prensa.",
    f"{PAZ} habló en una entrevista con [Telesol](media).",
    f"{PAZ} no se reunió con {VERA}.",
    f"{PAZ} evitó reunirse con {VERA}.",
    f"{PAZ} llegó a un acuerdo con {VERA}.",
    f"{PAZ} recibió una carta.",
    f"{PAZ} viajará a la cumbre.",
    f"El Congreso votó y {PAZ} ganó.",
    f"{PAZ} visitó a la delegación.",
    "La delegación firmó el acta.",
    "La visita de los turistas fue breve.",
    f"«Me reuní con {VERA} y hablamos durante varias horas de la reunión de mañana», dijo {PAZ}.",
]


@pytest.mark.parametrize("text", NOTHING)
def test_no_meeting(text: str) -> None:
    assert met(text) == []


ONE_MEETING = [
    f"{PAZ} se reunió con {VERA}. La reunión fue larga.",
    f"{PAZ} se reunió con {VERA}. El encuentro entre {PAZ} y {VERA} duró una hora.",
    f"{PAZ} se reunió con {VERA}. Tras la reunión, {PAZ} viajó.",
    f"{PAZ} asistió a la II Cumbre Andina. La cumbre terminó tarde. {VERA} asistió a la II Cumbre Andina.",
    f"{PAZ} visitó [Perú](country). La visita de {PAZ} a [Perú](country) fue breve.",
    f"{PAZ} realizará una visita oficial a [Perú](country). {PAZ} viajará a [Lima](city).",
]


@pytest.mark.parametrize("text", ONE_MEETING)
def test_mentions_of_one_meeting_are_one_row(text: str) -> None:
    assert len(met(text)) == 1


TWO_MEETINGS = [
    f"{PAZ} se reunió con {VERA}. [Luis Gil](person) se reunió con [Eva Sol](person).",
    f"{PAZ} visitó [Perú](country). {VERA} visitó [Perú](country).",
    f"{PAZ} visitó [Perú](country). {PAZ} visitará [Cuba](country).",
    f"{PAZ} asistió a la II Cumbre Andina. {PAZ} asistirá a la III Cumbre Andina.",
    f"{PAZ} se reunió con {VERA}. {PAZ} viajará a [Lima](city).",
]


@pytest.mark.parametrize("text", TWO_MEETINGS)
def test_different_meetings_are_different_rows(text: str) -> None:
    assert len(met(text)) == 2


def test_a_later_mention_adds_the_place() -> None:
    (row,) = met(f"{PAZ} se reunió con {VERA}. La reunión se celebró en [Lima](city).")
    assert (row["place"], row["country"]) == ("Lima", "PE")


def test_the_dateline_is_the_place_of_what_was_held() -> None:
    (row,) = met(f"[Lima](dateline) -- {PAZ} se reunió con {VERA}.")
    assert (row["place"], row["country"]) == ("Lima", "PE")


@pytest.mark.parametrize(
    ("text", "dateline"),
    [
        (f"{PAZ} se reunirá con {VERA}.", "Lima"),
        (f"{PAZ} conversó por teléfono con {VERA}.", "Lima"),
        (f"{PAZ} se reunió con {VERA} en [2019](date:2019-01-01/2019-12-31).", "Lima"),
        (f"{PAZ} se reunió con {VERA}.", "Lima/Quito"),
    ],
)
def test_the_dateline_says_nothing_of_other_meetings(text: str, dateline: str) -> None:
    assert met(text, dateline=dateline)[0]["place"] is None


DATES = [
    (f"{PAZ} se reunió [ayer](date:2024-05-02) con {VERA}.", "2024-05-02", "2024-05-02"),
    (f"{PAZ} se reunirá con {VERA} [mañana](date:2024-05-04).", "2024-05-04", "2024-05-04"),
    (f"{PAZ} visitará [Perú](country) del [5 al 7 de mayo](date:2024-05-05/2024-05-07).", "2024-05-05", "2024-05-07"),
    (f"{PAZ} se reunió con {VERA}.", None, None),
    (f"{PAZ} se reunió con {VERA}. Habló [hoy](date:2024-05-03).", None, None),
]


@pytest.mark.parametrize(("text", "first", "last"), DATES)
def test_dates_come_from_the_sentence(text: str, first: str | None, last: str | None) -> None:
    (row,) = met(text)
    assert (row["start_date"], row["end_date"]) == (first, last)


def test_states_of_a_pair_take_part() -> None:
    (row,) = met("Habrá pronto una segunda Cumbre China-Kazajistán.")
    assert [(p["name"], p["kind"], p["country"]) for p in row["participants"]] == [
        ("China", "country", "CN"),
        ("Kazajistán", "country", "KZ"),
    ]


def test_states_joined_by_between_take_part() -> None:
    (row,) = met("La cumbre entre [China](country) y [Chile](country) fue en [Lima](city).")
    assert (row["type"], names(row), row["place"]) == ("summit", ["Chile", "China"], "Lima")


def test_a_counterpart_without_name_is_his_state() -> None:
    (row,) = met(f"{PAZ} se reunió con su homólogo ruso.")
    assert [(p["name"], p["kind"], p["country"]) for p in row["participants"]] == [
        ("Juan Paz", "person", None),
        ("Rusia", "country", "RU"),
    ]


@pytest.mark.parametrize("joint", [" ", ", "])
def test_a_counterpart_with_a_name_is_that_person(joint: str) -> None:
    (row,) = met(f"{PAZ} se reunió con su homólogo ruso{joint}{VERA}.")
    assert names(row) == ["Ana Vera", "Juan Paz"]


def test_the_host_is_not_the_visitor() -> None:
    rows = met(f"{PAZ} llegó a [Lima](city). En su visita sostuvo una reunión con su homólogo ruso, {VERA}.")
    assert [(row["type"], names(row)) for row in rows] == [
        ("visit", ["Juan Paz"]),
        ("bilateral_meeting", ["Ana Vera", "Juan Paz"]),
    ]


def test_both_ministers_are_the_two_named_before() -> None:
    rows = met(f"{PAZ} saludó a {VERA}. Ambos ministros se reunirán en [Lima](city).")
    assert [names(row) for row in rows] == [["Ana Vera", "Juan Paz"]]


def test_a_council_that_meets_is_a_session() -> None:
    (row,) = met("El [Consejo de Seguridad](organization) se reunirá en [Quito](city).")
    assert (row["type"], row["status"], names(row)) == ("session", "planned", ["Consejo de Seguridad"])


def test_ministers_of_a_body_that_meet_are_a_ministerial() -> None:
    (row,) = met("Los cancilleres del [Mercosur](organization) se reunieron en [Lima](city).")
    assert (row["type"], names(row), row["place"]) == ("ministerial", ["Mercosur"], "Lima")


def test_the_next_meeting_is_of_the_same_parties() -> None:
    rows = met(f"{PAZ} mantuvo una reunión con {VERA}. La próxima reunión se celebrará en [Lima](city).")
    assert [(names(r), r["status"], r["place"]) for r in rows] == [
        (["Ana Vera", "Juan Paz"], "held", None),
        (["Ana Vera", "Juan Paz"], "planned", "Lima"),
    ]


def test_the_place_may_come_before_where() -> None:
    rows = met(f"{PAZ} regresó de [Cuba](country), donde realizó una visita oficial.")
    assert [(r["type"], r["place"]) for r in rows] == [("visit", "Cuba")]


def test_rows_have_ids_offsets_and_rules() -> None:
    doc = read_marked(f"Ayer llovió. {PAZ} se reunió con {VERA}. {PAZ} viajará a [Lima](city).")
    rows = find_meetings(doc)
    assert [row["meeting_id"] for row in rows] == ["m001", "m002"]
    assert [p["participant_id"] for p in rows[0]["participants"]] == ["p1", "p2"]
    assert doc.text[rows[0]["start"] : rows[0]["end"]] == "reunió"
    assert {row["plover"] for row in rows} == {"CONSULT"}
    assert all(re.fullmatch(r"reader\.\d+", row["rule"]) for row in rows)


@pytest.mark.parametrize("text", ["", " ", "\n", "reunión", "Cumbre", "se reunió con", "visita a", "II Cumbre", "—"])
def test_broken_texts_do_no_harm(text: str) -> None:
    assert isinstance(find_meetings(read_marked(text)), list)


def test_the_component_writes_the_rows() -> None:
    doc = Meetings()(read_marked(f"{PAZ} se reunió con {VERA}."))
    assert len(doc._.meetings) == 1


@pytest.mark.parametrize("verb", ["trató", "analizó", "discutió", "abordó", "repasó"])
def test_to_discuss_with_somebody_is_to_meet(verb: str) -> None:
    (row,) = met(f"{PAZ} {verb} en [Lima](city) con {VERA} el plan de salud.")
    assert (row["type"], row["place"], names(row)) == ("bilateral_meeting", "Lima", ["Ana Vera", "Juan Paz"])


def test_to_discuss_something_alone_is_no_meeting() -> None:
    assert met(f"{PAZ} y {VERA} analizaron el plan de salud.") == []


def test_what_is_found_somewhere_does_not_meet() -> None:
    assert met("Las plantas de [Chile](country) y [Perú](country) se encuentran en [Lima](city).") == []
    assert met(f"{PAZ} y {VERA} se encuentran alojados en [Lima](city).") == []


def test_a_commission_visits() -> None:
    (row,) = met("Una comisión chilena visita [Perú](country) estos días.")
    assert (row["type"], row["place"]) == ("visit", "Perú")


LEADS = [
    (f"{PAZ} llegó [hoy](date:2024-05-03) tarde. Luego se reunió con {VERA}.", "2024-05-03"),
    (f"{PAZ} llegó [ayer](date:2024-05-02) tarde. Luego se reunió con {VERA}.", None),
    (f"{PAZ} llegó [hoy](date:2024-05-03) tarde. Luego se reunirá con {VERA}.", None),
    (f"{PAZ} llegó [hoy](date:2024-05-03) tarde. Luego habló por teléfono con {VERA}.", None),
]


@pytest.mark.parametrize(("text", "day"), LEADS)
def test_what_the_lead_reports_was_on_the_day_of_the_news(text: str, day: str | None) -> None:
    (row,) = [r for r in met(text) if r["type"] != "visit"]
    assert row["start_date"] == day
