"""Single questions that the stage of names asks of the words around a run."""

from __future__ import annotations

import pytest
from spacy.tokens import Doc

from pipeline.stages.names.component import _credit_lines
from pipeline.stages.names.context import Context, Guess, is_completion, label_of_run
from pipeline.stages.names.joins import join_second_surname, widen_persons
from pipeline.stages.names.readings import _trim, cut_runs, read_run
from pipeline.stages.names.repeats import _parts_of, _variants
from pipeline.stages.names.rules import _comma_before, _has_surname_after, _noun_before, speaks
from pipeline.stages.names.runs import capital_runs, capitals, is_shouted, starts_sentence
from pipeline.stages.names.tagger import (
    _acts,
    _in_list,
    _is_thing,
    _looks_common,
    _named_for,
    _odd_surnames,
    _only_initial,
    _plausible_label,
    _without_other,
)
from tests.names.runs_of_names import NLP, SENTENCES, asked, doc_of, found


def by_hand(words: list[str], spaces: list[bool] | None = None) -> Context:
    """The context of these tokens; all have a space behind them unless told."""
    return Context(SENTENCES(Doc(NLP.vocab, words=words, spaces=spaces)), [])


# what a context knows


def test_words_outside_of_a_text_are_empty() -> None:
    context = by_hand(["Ana", "calla"])
    assert [context.form(i) for i in (-1, 0, 1, 2)] == ["", "Ana", "calla", ""]
    assert [context.word(i) for i in (-1, 0, 1, 2)] == ["", "ana", "calla", ""]
    assert (context.text(0, 2), context.text(1, 9)) == ("Ana calla", "calla")


def test_where_a_word_stands() -> None:
    context = by_hand(["Xul", "y", "Xil", "y", "Xul"])
    assert [context.places_of(form) for form in ("Xul", "Xil", "Xal")] == [[0, 4], [2], []]


@pytest.mark.parametrize(
    ("text", "tagged", "label"),
    [
        ("dijo |Ana Paz| ya", "Ana Paz", "PER"),
        ("dijo |Ana Paz| ya", "Paz", ""),
        ("dijo |Ana Paz| ya", "Ana", ""),
        ("dijo Ana |Paz| ya", "Ana Paz", ""),  # begun before
        ("dijo |Ana| Paz ya", "Ana Paz", "PER"),
    ],
)
def test_the_label_of_a_run(text: str, tagged: str, label: str) -> None:
    assert label_of_run(*asked(text, tagged={tagged: "PER"})) == label


@pytest.mark.parametrize(
    ("text", "completes"),
    [
        ("el presidente (|Ana|) Paz", True),
        ("el presidente (|Ana Luz|) Paz", True),
        ("el presidente (uno dos tres cuatro cinco |Ana|) Paz", True),  # within six words
        ("el presidente (|Ana Luz Ana|) Paz", False),
        ("el presidente (|Xul|) Paz", False),
        ("el presidente (|Ana|) calla", False),
        ("el presidente (|Ana| Paz)", False),
        ("el presidente |Ana|) Paz", False),
        ("el presidente (|Ana|)", False),
    ],
)
def test_first_names_that_an_editor_put_in(text: str, completes: bool) -> None:
    assert is_completion(*asked(text)) is completes


# runs


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("|Ana| calla", True),
        ("Calla. |Ana| calla", True),
        ("Dijo: |Ana| calla", True),
        ("Dijo ¿|Ana| calla?", True),
        ("Calla. «|Ana| calla»", True),
        ("«|Ana| calla»", True),
        ("calla\n|Ana| calla", True),
        ("dijo «|Ana|» ya", False),
        ("dijo (|Ana|) ya", False),
        ("dijo |Ana| ya", False),
        ("dijo, |Ana| ya", False),
    ],
)
def test_where_a_capital_means_nothing(text: str, first: bool) -> None:
    context, start, _ = asked(text)
    assert starts_sentence(context, start) is first


@pytest.mark.parametrize(
    ("words", "spaces", "expected"),
    [
        (["dijo", "Xul", "-", "Xil", "ya"], [True, False, False, True, True], ["Xul-Xil"]),
        (["dijo", "Xul", "-", "Xil", "ya"], [True, True, False, True, True], ["Xul", "Xil"]),
        (["dijo", "Xul", "-", "Xil", "ya"], [True, False, True, True, True], ["Xul", "Xil"]),
        (["dijo", "Xul", "-", "21", "ya"], [True, False, False, True, True], ["Xul"]),
        (["dijo", "Xul", "-"], [True, False, False], ["Xul"]),
        (["dijo", "Xul", "van", "Xil", "ya"], None, ["Xul van Xil"]),
        (["dijo", "Xul", "van", "der", "Xil", "ya"], None, ["Xul van der Xil"]),
        (["dijo", "Xul", "van", "ya"], None, ["Xul"]),
        (["dijo", "Xul", "van"], None, ["Xul"]),
        (["dijo", "Xul", "al", "Xil", "ya"], None, ["Xul", "Xil"]),
        (["dijo", "Ana", "al", "Xil", "ya"], None, ["Ana al Xil"]),
        (["dijo", "Ana", "Luz", "al", "Xil", "ya"], None, ["Ana Luz al Xil"]),
        (["dijo", "Ana", "Luz", "Ana", "al", "Xil", "ya"], None, ["Ana Luz Ana", "Xil"]),
        (["dijo", "Ana", "al", "xil", "ya"], None, ["Ana"]),
        (["dijo", "Xul", "al", "-", "Xil", "ya"], [True, True, False, False, True, True], ["Xul al-Xil"]),
        (["dijo", "Xul", "al", "-", "xil", "ya"], [True, True, False, False, True, True], ["Xul"]),
        (["dijo", "Xul", "al", "-"], [True, True, False, False], ["Xul"]),
        (["dijo", "José", '"', "Pepe", '"', "Xil"], None, ['José " Pepe " Xil']),
        (["dijo", "José", '"', "la", "Chola", '"', "Xil"], None, ['José " la Chola " Xil']),
        (["dijo", "José", '"', "de", "Chola", '"', "Xil"], None, ["José", "Chola", "Xil"]),
        (["dijo", "José", '"', "pepe", '"', "Xil"], None, ["José", "Xil"]),
        (["dijo", "José", '"', "Pepe", '"', "xil"], None, ["José", "Pepe"]),
        (["dijo", "José", '"', "Pepe", '"'], None, ["José", "Pepe"]),
        (["dijo", "Xul", '"', "Pepe", '"', "Xil"], None, ["Xul", "Pepe", "Xil"]),
        (["dijo", "OPAQ", "Ana", "Xil"], None, ["OPAQ", "Ana Xil"]),
        (["dijo", "OPAQ", "Ana", "xil"], None, ["OPAQ Ana"]),
        (["dijo", "OPAQ", "Xul", "Xil"], None, ["OPAQ Xul Xil"]),
        (["dijo", "República", "Ana", "Xil"], None, ["República", "Ana Xil"]),
        (["dijo", "Twitter", "Xul", "Xil"], None, ["Twitter", "Xul Xil"]),
    ],
)
def test_runs_of_tokens(words: list[str], spaces: list[bool] | None, expected: list[str]) -> None:
    context = by_hand(words, spaces)
    assert [context.text(start, end) for start, end in capital_runs(context, capitals(context))] == expected


@pytest.mark.parametrize(
    ("text", "shouted"),
    [
        ("|VIAJA| OBAMA HACIA CHINA", True),
        ("VIAJA A LA |ONU| HACIA CHINA", True),
        ("|VIAJA| HACIA UNO", False),  # two longer words
        ("|VIAJA| HACIA Lima CHINA", False),
        ("|Viaja| OBAMA HACIA CHINA", False),
        ("NUEVA YORK (|AP|)", False),
    ],
)
def test_headlines_in_capitals(text: str, shouted: bool) -> None:
    context, start, _ = asked(text)
    assert is_shouted(context, start) is shouted


# readings


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (['"', "Ana", '"'], "Ana"),
        (["-", "Ana", "-"], "Ana"),
        (["van", "Ana"], "Ana"),
        (["de", "la", "Rúa"], "Rúa"),
        (["De", "la", "Rúa"], "De la Rúa"),
        (["Ana", "van"], "Ana van"),
        (['"', '"'], '"'),
        (["-"], "-"),
    ],
)
def test_edges_of_runs(words: list[str], expected: str) -> None:
    context = by_hand(words)
    assert context.text(*_trim(context, (0, len(words)))) == expected


def readings(text: str) -> list[tuple[str, str]]:
    """Text and label of the readings of a run, from left to right."""
    context, start, end = asked(text)
    return [(context.text(g.start, g.end), g.label) for g in sorted(read_run(context, (start, end)))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("dijo |Barack Obama| ya", [("Barack Obama", "PER")]),
        ("dijo |Barack Obama Xul Xil Xal| ya", [("Barack Obama Xul Xil Xal", "PER")]),  # three more
        ("dijo |Barack Obama Xul Xil Xal Xel| ya", [("Barack Obama", "PER")]),
        ("dijo |Luis Fernando Carrera Castro| ya", [("Luis Fernando Carrera Castro", "PER")]),
        ("dijo |Estados Unidos Barack Obama| ya", [("Estados Unidos", "LOC"), ("Barack Obama", "PER")]),
        ("dijo |Barack Obama Chile| ya", [("Barack Obama", "PER"), ("Chile", "LOC")]),
        ("dijo |Barack Obama Nicolás Maduro| ya", [("Barack Obama", "PER"), ("Nicolás Maduro", "PER")]),
        ("dijo |Chile Ana Paz| ya", [("Chile", "LOC"), ("Ana Paz", "PER")]),
        ("dijo |Estados Unidos de América Ana Paz| ya", [("Estados Unidos de América", "LOC"), ("Ana Paz", "PER")]),
        ("dijo |Chile Xul| ya", []),
        ("en |Nueva York Ana Paz| ya", [("Nueva York", "LOC"), ("Ana Paz", "PER")]),
        ("dijo |Nueva York Ana Paz| ya", [("Nueva York", "LOC"), ("Ana Paz", "PER")]),
        ("dijo |Xul| ya", []),
    ],
)
def test_readings_of_a_run(text: str, expected: list[tuple[str, str]]) -> None:
    assert readings(text) == expected


def test_runs_are_cut_where_titles_end() -> None:
    context, start, end = asked("dijo que |Canciller Xul| calla")
    assert [context.text(*run) for run in cut_runs(context, [(start, end)])] == ["Xul"]


# joins


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("el canciller, |Inés Xul| e Ibarra, calla", "Inés Xul e Ibarra"),
        ("el canciller, |Inés Xul| y Ibarra, calla", "Inés Xul y Ibarra"),
        ("el canciller, |Inés Xul| e Ana, calla", "Inés Xul"),
        ("el canciller, |Inés Xul| e Ibarra calla", "Inés Xul"),
        ("el canciller, |Inés Xul| e ibarra, calla", "Inés Xul"),
        ("el canciller, |Inés Xul| o Ibarra, calla", "Inés Xul"),
        ("el canciller, |Inés Xul| e Ibarra", "Inés Xul"),
        ("el canciller, |Inés Xul| e", "Inés Xul"),
        ("el canciller |Inés Xul| e Ibarra, calla", "Inés Xul"),
        ("los cancilleres, |Inés Xul| e Ibarra, callan", "Inés Xul"),
        ("el amigo, |Inés Xul| e Ibarra, calla", "Inés Xul"),
    ],
)
def test_second_surnames(text: str, name: str) -> None:
    context, start, end = asked(text)
    (joined,) = join_second_surname(context, [Guess(start, end, "PER", 80, "test")])
    assert context.text(joined.start, joined.end) == name


@pytest.mark.parametrize(
    ("text", "tagged", "name"),
    [
        ("dijo |Ana Ruiz| de Castro ya", "Ana Ruiz de Castro", "Ana Ruiz de Castro"),
        ("dijo Luz |Ana Ruiz| ya", "Luz Ana Ruiz", "Luz Ana Ruiz"),
        ("dijo |Ana Ruiz| de castro ya", "Ana Ruiz de castro", "Ana Ruiz"),
        ("dijo |Ana Ruiz| de ONXO ya", "Ana Ruiz de ONXO", "Ana Ruiz"),
        ("dijo |Ana Ruiz| con Castro ya", "Ana Ruiz con Castro", "Ana Ruiz"),
        ("dijo |Ana Ruiz| Castro ya", "Ana", "Ana Ruiz"),
        ("dijo |Ana| Ruiz ya", "Ana Ruiz", "Ana"),  # one word may be anything
        ("dijo Canciller |Ana Ruiz| ya", "Canciller Ana Ruiz", "Ana Ruiz"),
        ("dijo Sr. |Ana Ruiz| ya", "Sr. Ana Ruiz", "Ana Ruiz"),
    ],
)
def test_persons_as_far_as_the_tagger_sees(text: str, tagged: str, name: str) -> None:
    context, start, end = asked(text, tagged={tagged: "PER"})
    (joined,) = widen_persons(context, [Guess(start, end, "PER", 80, "test")])
    assert context.text(joined.start, joined.end) == name


# rules


@pytest.mark.parametrize(
    ("text", "comma"),
    [
        ("dijo, |Ana|", ","),
        ("dijo (|Ana|", "("),
        ("dijo, el prorruso |Ana|", ","),
        ("dijo (la prorrusa |Ana|", "("),
        ("dijo, un prorruso |Ana|", None),
        ("dijo, el Prorruso |Ana|", None),
        ("dijo, el de |Ana|", None),
        ("dijo |Ana|", None),
        ("|Ana|", None),
    ],
)
def test_commas_before_names(text: str, comma: str | None) -> None:
    context, start, _ = asked(text)
    at = _comma_before(context, start)
    assert (None if at == -1 else context.word(at)) == comma


@pytest.mark.parametrize(
    ("text", "behind"),
    [
        ("|Julio| de Vido", True),
        ("|Lourdes| de la Guardia", True),
        ("|Julio| del Vido", True),
        ("|Julio| de vido", False),
        ("|Julio| en Vido", False),
        ("|Xul| de Vido", False),
        ("|Julio Ana| de Vido", False),
        ("|Julio| de", False),
    ],
)
def test_surnames_behind_de(text: str, behind: bool) -> None:
    assert _has_surname_after(*asked(text)) is behind


@pytest.mark.parametrize(
    ("text", "noun"),
    [
        ("la fragata |Ana|", "fragata"),
        ('la fragata "|Ana|"', "fragata"),
        ('la fragata nacional "|Ana|"', "fragata"),
        ('"|Ana|"', ""),
        ("|Ana|", ""),
    ],
)
def test_nouns_that_name_after(text: str, noun: str) -> None:
    context, start, _ = asked(text)
    assert _noun_before(context, start) == noun


@pytest.mark.parametrize(
    ("text", "speaking"),
    [("dijo |Ana|", True), ("|Ana| dijo", True), ("según |Ana|", True), ("con |Ana|", False), ("|Ana| según", False)],
)
def test_who_speaks(text: str, speaking: bool) -> None:
    assert speaks(*asked(text)) is speaking


# the tagger


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("dijo |Bento Xul| ya", "PER"),
        ("calla |Bento Xul| ya", None),
        ("dijo |Bento Xul Xil Xal Xel Xol Xam| ya", "PER"),  # seven words
        ("dijo |Bento Xul Xil Xal Xel Xol Xam Xum| ya", None),
        ("dijo |Isla Azul| ya", None),
        ("dijo |Asia Central| ya", None),
        ("dijo |Ministerio Azul| ya", None),
        ("dijo |YPB Xul| ya", "ORG"),
        ("dijo |Xul VI| ya", "PER"),
        ("dijo |BENTO| ya", None),
        ("dijo |Seguridad Xul| ya", None),
        ("dijo la |Bento Xul| ya", None),
        ("dijo |Xul| ya", "PER"),
        ("calla |Xul| ya", None),
        ("calla |Ana| ya", "PER"),
        ("calla |Lugo| ya", "LOC"),
        ("dijo |X| ya", None),
        ("dijo la tormenta |Ana| ya", None),
    ],
)
def test_what_a_tagged_person_may_be(text: str, label: str | None) -> None:
    assert _plausible_label(*asked(text), "PER") == label


@pytest.mark.parametrize(
    ("text", "acting"),
    [
        ("calla |J. Xul| ya", True),
        ("calla |Ana Xul| ya", True),
        ("dijo |Bento Xul| ya", True),
        ("el chino |Bento Xul| ya", True),
        ("el nacional |Bento Xul| ya", True),
        ("calla |Bento Xul| quien va", True),
        ("calla |Bento Xul|, que va", True),
        ("calla |Bento Xul|, un amigo", True),
        ("calla |Bento Xul|, ya", False),
        ("calla |Bento Xul|. Que va", False),
        ("va por |Bento Xul| ya", True),
        ("va sin |Bento Xul| ya", False),
        ("calla |Bento Xul| y Xul", True),
        ("calla |Bento Xul| y Bento", False),
        ("calla |Bento Xul| ya", False),
    ],
)
def test_what_speaks_for_a_person(text: str, acting: bool) -> None:
    assert bool(_acts(*asked(text))) is acting


@pytest.mark.parametrize(
    ("text", "listed"),
    [
        ("Odd Lien y |Bento Xul| callan", True),
        ("Odd Lien, |Bento Xul| callan", True),
        ("|Bento Xul| y Odd Lien callan", True),
        ("|Bento Xul|, Odd Lien callan", True),
        ("Odd Lien con |Bento Xul| callan", False),
        ("|Bento Xul| con Odd Lien callan", False),
        ("Odd Lien calla y |Bento Xul| no", False),
        ("|Bento Xul| y no Odd Lien", False),
    ],
)
def test_neighbours_in_a_list(text: str, listed: bool) -> None:
    assert _in_list(*asked(text, tagged={"Odd Lien": "PER"})) is listed


@pytest.mark.parametrize(
    ("text", "thing"),
    [
        ("la |Marcha Real| suena", True),
        ("por la película |Lago Azul| ya", True),
        ("por película nacional |Lago Azul| ya", True),
        ("por película china |Lago Azul| ya", True),
        ('por "|Lago Azul|" ya', True),
        ('por "|Lago Azul| ya"', False),
        ("por |Lago Azul| ya", False),
        ("|Lago Azul| ya", False),
        ('"|Lago Azul|', False),
    ],
)
def test_things_that_the_tagger_calls_persons(text: str, thing: bool) -> None:
    assert bool(_is_thing(*asked(text))) is thing


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("la tormenta |Julia| llega", True),
        ("la empresa |Julia| llega", True),
        ("el distrito de |Magdalena| crece", True),
        ("el distrito limeño de |Magdalena| crece", True),
        ("el distrito nacional de |Magdalena| crece", True),
        ("el talón de |Aquiles| duele", True),
        ("el distrito con |Magdalena| crece", False),
        ("el amigo de |Magdalena| crece", False),
        ("el amigo |Julia| llega", False),
        ("|Julia| llega", False),
    ],
)
def test_what_a_lone_name_is_of(text: str, named: bool) -> None:
    context, start, _ = asked(text)
    assert bool(_named_for(context, start)) is named


@pytest.mark.parametrize(
    ("words", "common"),
    [
        (["seguridad", "xul"], True),
        (["xul", "nacional"], True),
        (["vinculación", "laboral"], True),
        (["ana", "libertad"], False),
        (["bento", "xul"], False),
    ],
)
def test_words_of_the_language(words: list[str], common: bool) -> None:
    assert _looks_common(words) is common


@pytest.mark.parametrize(
    ("text", "only"),
    [
        ("|Xul| calla", True),
        ("|Xul| calla. Dijo Xul", False),
        ("calla |Xul| ya", False),
        ("|Ana| calla", False),
        ("|Xul|: calla. Xul calla", True),
    ],
)
def test_words_with_a_capital_at_the_head_only(text: str, only: bool) -> None:
    context, start, _ = asked(text)
    assert _only_initial(context, start) is only


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("de la |Independencia Ana Paz| ya", "Ana Paz"),
        ("de los |Independencia Ana Paz| ya", "Ana Paz"),
        ("con |Independencia Ana Paz| ya", "Independencia Ana Paz"),
        ("de la |Luz Ana Paz| ya", "Luz Ana Paz"),
        ("de la |Independencia Ana| ya", "Independencia Ana"),
        ("de la |Independencia Xul Paz| ya", "Independencia Xul Paz"),
    ],
)
def test_the_last_word_of_another_name(text: str, name: str) -> None:
    context, start, end = asked(text)
    assert context.text(_without_other(context, start, end), end) == name


def test_surnames_that_look_like_other_words() -> None:
    def odd(text: str, *people: str) -> set[str]:
        doc = doc_of(text, tagged=dict.fromkeys(people, "PER"))
        return _odd_surnames(Context(doc, []))

    assert odd("De la Fuente calla, dijo Ana de la Fuente", "De la Fuente", "Ana de la Fuente") == {"de la fuente"}
    assert odd("De la Fuente calla", "De la Fuente") == set()  # nobody was named in full
    assert odd("Xul calla, dijo Ana Xul", "Xul", "Ana Xul") == set()  # no odd one


# repeats and credits


def test_what_a_person_is_called_too() -> None:
    assert _parts_of(("Enrique", "Peña", "Nieto")) == {"pena nieto", "pena", "nieto", "enrique"}
    assert _parts_of(("Ana", "de", "la", "Guardia")) == {"de la guardia", "guardia", "ana"}
    assert _parts_of(("Wang", "Yi")) == {"wang"}  # two letters are a word
    assert _parts_of(("Xul",)) == frozenset()
    assert "chile" not in _parts_of(("Chile", "Xul"))


def test_variants_are_those_of_sure_persons() -> None:
    context = by_hand(["Ana", "Xul"])
    assert _variants(context, Guess(0, 2, "PER", 45, "test")) == {"ana xul", "ana", "xul"}
    assert _variants(context, Guess(0, 2, "PER", 44, "test")) == {"ana xul"}
    assert _variants(context, Guess(0, 2, "ORG", 90, "test")) == {"ana xul"}


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("Ana colaboró en esta nota", ["Ana colaboró en esta nota"]),
        ("Uno\nAna colaboró en esta nota\nDos", ["Ana colaboró en esta nota"]),
        ("Ana colaboró en esta nota ya\n", ["Ana colaboró en esta nota ya"]),
        ("Ana colaboró en casa", []),
    ],
)
def test_lines_of_credits(text: str, lines: list[str]) -> None:
    assert [text[start:end] for start, end in _credit_lines(text)] == lines


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("El canciller Bento Xul calla. Ayer vino Cumbre Xul ya.", ("Cumbre Xul", "MISC")),
        ("El canciller Bento Xul calla. Ayer vino Isla Xul ya.", ("Isla Xul", "LOC")),
        ("El canciller Bento Xul calla. Ayer vino Mixa Xul ya.", ("Mixa Xul", "PER")),
    ],
)
def test_who_shares_a_surname(text: str, expected: tuple[str, str]) -> None:
    assert expected in found(text)
