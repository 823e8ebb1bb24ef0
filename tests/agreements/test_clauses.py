"""The clause of each commitment of a sentence, and what of it the commitment is about."""

from __future__ import annotations

import pytest

from pipeline.stages.agreements.clauses import clauses_of, object_of
from pipeline.text.quotes import find_quotes


def clauses(text: str, *cues: tuple[str, str]) -> list[str]:
    """The clauses of cues, told by their first words and their words of action."""
    places = [(text.index(first), text.index(action) + len(action)) for first, action in cues]
    return [text[start:end] for start, end in clauses_of(text, (0, len(text)), places)]


def about(text: str, anchor: str, *days: str) -> str:
    """The object behind an anchor up to the end of the text."""
    rows = [{"start": text.index(day), "end": text.index(day) + len(day)} for day in days]
    after = text.index(anchor) + len(anchor)
    return object_of(text, after, len(text), quotes=find_quotes(text), days=rows)


def test_no_cues_no_clauses() -> None:
    assert clauses("Perú y Chile dialogaron.") == []


def test_one_cue_has_the_sentence() -> None:
    text = "Perú y Chile firmaron un convenio."
    assert clauses(text, ("firmaron", "firmaron")) == [text]


def test_each_clause_ends_before_the_next_cue() -> None:
    text = "Perú y Chile firmaron un convenio, acordaron abrir un puente y ampliarán el comercio."
    cues = [("firmaron", "firmaron"), ("acordaron", "abrir"), ("ampliarán", "ampliarán")]
    assert clauses(text, *cues) == [
        "Perú y Chile firmaron un convenio",
        "acordaron abrir un puente",
        "ampliarán el comercio.",
    ]


def test_only_the_sentence_is_cut() -> None:
    text = "Hubo acuerdo. Perú firmó el acta. Chile no."
    start = text.index("Perú")
    assert clauses_of(text, (start, 33), [(19, 24)]) == [(start, 33)]
    assert text[start:33] == "Perú firmó el acta."


@pytest.mark.parametrize(
    ("first", "between", "second"),
    [
        ("Firmaron el acta", " y ", "acordaron la fecha."),
        ("Firmaron el acta", " e ", "iniciaron las obras."),
        ("Firmarán el acta", " o ", "buscarán otra salida."),
        ("Firmaron el acta", " así como ", "acordaron la fecha."),
        ("Firmaron el acta", "; además, ", "acordaron la fecha."),
        ("Firmaron el acta", " y también ", "acordaron la fecha."),
        ("Se comprometen", " a ", "abrir el puente."),
        ("Insistieron", " en ", "abrir el puente."),
        ("Cooperarán", " para ", "abrir el puente."),
        ("Tratarán", " de ", "abrir el puente."),
        ("Abogaron", " por ", "abrir el puente."),
        ("Exigieron", " que ", "abran el puente."),
        ("Firmaron el acta", " y se ", "comprometieron a cumplirla."),
        ("Firmaron el acta", " y no ", "acordaron la fecha."),
        ("FIRMARON EL ACTA", " Y ADEMÁS ", "ACORDARON LA FECHA."),
        ("Firmaron el acta", ", ", "acordaron la fecha."),
        ("Firmaron el acta", "; ", "acordaron la fecha."),
        ("Firmaron el acta", ": ", "acordaron la fecha."),
        ("Firmaron el acta", " — ", "acordaron la fecha."),
        ("Firmaron el acta", " – ", "acordaron la fecha."),
        ("Firmaron el acta", " - ", "acordaron la fecha."),
        ("Firmaron el acta", "\n", "acordaron la fecha."),
        ("Firmaron el plan Rey", ", ", "acordaron la fecha."),  # no "y"
        ("Firmaron el acta cuando", " ", "acordaron la fecha."),  # not one of these words
    ],
)
def test_words_that_join_belong_to_no_clause(first: str, between: str, second: str) -> None:
    cues = [(words.split()[0], words.split()[0]) for words in (first, second)]
    assert clauses(first + between + second, *cues) == [first, second]


def test_joining_words_at_the_end_of_a_sentence_stay() -> None:
    text = "Perú firmó lo que quiso y no"
    assert clauses(text, ("firmó", "firmó")) == [text]


def test_a_clause_has_its_word_of_action() -> None:
    text = "Acordaron y firmaron abrir el puente."
    first, _ = clauses(text, ("Acordaron", "abrir"), ("firmaron", "firmaron"))
    assert first == "Acordaron y firmaron abrir", "the next cue begins before the action of this one"


def test_marks_at_the_end_of_a_sentence_are_left_out() -> None:
    assert clauses("Perú firmó el acta;\n", ("firmó", "firmó")) == ["Perú firmó el acta"]


@pytest.mark.parametrize(
    ("text", "anchor", "words"),
    [
        ("Perú y Chile firmaron un convenio.", "firmaron", "un convenio"),
        ("«Ampliaremos el comercio», subrayó la ministra.", "Ampliaremos", "el comercio"),
        ("«Ampliaremos el comercio y la pesca» con Chile.", "Ampliaremos", "el comercio y la pesca"),
        ("Vera dijo «sí» y ampliarán el comercio.", "ampliarán", "el comercio"),
        ("Firmaron.", "Firmaron", ""),
    ],
)
def test_what_it_is_about(text: str, anchor: str, words: str) -> None:
    assert about(text, anchor) == words


TELLING = (
    "dijo informó señaló indicó afirmó aseguró anunció añadió agregó explicó expresó declaró destacó subrayó precisó "
    "manifestó sostuvo comentó reiteró apuntó recordó detalló"
)


@pytest.mark.parametrize("verb", TELLING.split())
def test_who_tells_it_is_no_part(verb: str) -> None:
    assert about(f"Ampliarán el comercio, {verb} la ministra.", "Ampliarán") == "el comercio"


@pytest.mark.parametrize(
    "told",
    [
        ", según la nota.",
        ", de acuerdo con la nota.",
        ", conforme a la nota.",
        ", según se informó.",
        " – dijo Vera –.",
        " — dijo Vera —.",
        " - dijo Vera -.",
    ],
)
def test_other_words_of_who_tells_it(told: str) -> None:
    assert about(f"Ampliarán el comercio{told}", "Ampliarán") == "el comercio"


def test_one_word_may_stand_before_the_verb_of_telling() -> None:
    assert about("Ampliarán el comercio, también dijo Vera.", "Ampliarán") == "el comercio"


def test_a_dash_without_space_before_the_verb_of_telling() -> None:
    assert about("Ampliarán el comercio —dijo Vera—.", "Ampliarán") == "el comercio"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Ampliarán el comercio como dijo Vera.", "el comercio como dijo Vera"),  # no comma
        ("Ampliarán el comercio, así lo dijo Vera.", "el comercio, así lo dijo Vera"),  # two words before it
        ("Ampliarán, dijo Vera, el comercio.", "dijo Vera, el comercio"),  # right behind the anchor
    ],
)
def test_where_the_words_of_who_tells_it_are_not_seen(text: str, words: str) -> None:
    assert about(text, "Ampliarán") == words


@pytest.mark.parametrize(
    ("lead", "day"),
    [
        (" ", "ayer"),
        (", ", "ayer"),
        (" el ", "martes"),
        (" este ", "martes"),
        (" los ", "martes"),
        (" el pasado ", "martes"),
        (" el próximo ", "martes"),
        (" el mismo ", "martes"),
        (" la ", "víspera"),
        (" esta ", "mañana"),
        (" la pasada ", "semana"),
        (" la próxima ", "semana"),
        (" la misma ", "semana"),
    ],
)
def test_a_day_behind_the_anchor_is_no_part(lead: str, day: str) -> None:
    assert about(f"Acordaron{lead}{day} la venta de trigo.", "Acordaron", day) == "la venta de trigo"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Acordaron el lunes como fecha.", "el lunes como fecha"),
        ("Acordaron el lunes para la cita.", "el lunes para la cita"),
        ("Acordaron el lunes y otro día.", "el lunes y otro día"),
        ("Acordaron el lunes e iniciar pronto.", "el lunes e iniciar pronto"),
        ("Acordaron el lunes o más tarde.", "el lunes o más tarde"),
        ("Acordaron el lunes u otro día.", "el lunes u otro día"),
        ("Acordaron el lunes yerbas de Tarija.", "yerbas de Tarija"),
    ],
)
def test_a_day_that_is_itself_agreed_on(text: str, words: str) -> None:
    assert about(text, "Acordaron", "lunes") == words


@pytest.mark.parametrize(
    "text", ["Acordaron la venta el lunes.", "Acordaron en lunes la venta.", "Acordaron aquel lunes la venta."]
)
def test_a_day_further_behind_stays(text: str) -> None:
    assert about(text, "Acordaron", "lunes") == text.removeprefix("Acordaron ").removesuffix(".")


def test_a_day_before_the_anchor_is_no_matter() -> None:
    assert about("El lunes acordaron la venta.", "acordaron", "lunes") == "la venta"


@pytest.mark.parametrize("marks", ["«»", "“”", '""'])
def test_of_two_quotation_marks_none_is_left_alone(marks: str) -> None:
    assert about(f"Acordaron {marks[0]}abrir un puente{marks[1]}.", "Acordaron") == "abrir un puente"


def test_of_a_day_alone_the_day_is_kept() -> None:
    assert about("Firmaron el lunes.", "Firmaron", "lunes") == "el lunes"
