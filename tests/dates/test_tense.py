"""Which way the verb beside a date points: back, ahead or neither; the date stands in brackets."""

from __future__ import annotations

import pytest
import spacy
from spacy.tokens import Doc

from pipeline.stages.dates.tense import direction_by_ending, direction_finder, has_future
from pipeline.text import timex

BLANK = spacy.blank("es")
BACK, NEITHER, AHEAD = timex.PAST, timex.NEAREST, timex.FUTURE

#: Endings of a word of `tagged` and the tags that they stand for.
TAGS = {
    "past": ("VERB", "Tense=Past|VerbForm=Fin"),
    "imp": ("AUX", "Tense=Imp|VerbForm=Fin"),
    "pres": ("VERB", "Tense=Pres|VerbForm=Fin"),
    "fut": ("AUX", "Tense=Fut|VerbForm=Fin"),
    "cond": ("VERB", "Mood=Cnd|VerbForm=Fin"),
    "part": ("VERB", "VerbForm=Part"),
    "partadj": ("ADJ", "VerbForm=Part"),
    "inf": ("VERB", "VerbForm=Inf"),
    "adj": ("ADJ", ""),
    "pastnoun": ("NOUN", "Tense=Past"),
    "partnoun": ("NOUN", "VerbForm=Part"),
}


def direction(marked: str) -> int:
    """Direction of the part in brackets of a text without tags."""
    before, rest = marked.split("[")
    date, after = rest.split("]")
    return direction_finder(BLANK(before + date + after))(len(before), len(before) + len(date))


def tagged(marked: str) -> int:
    """As `direction`, for words with tags: "llegó/past el [lunes]"; the others are nouns."""
    words, tags, morphs, at = [], [], [], 0
    for number, item in enumerate(marked.split()):
        word, _, tag = item.partition("/")
        if word[0] == "[":
            at, word = number, word.strip("[]")
        pos, morph = TAGS.get(tag, ("NOUN", ""))
        words.append(word)
        tags.append(pos)
        morphs.append(morph)
    doc = Doc(BLANK.vocab, words, pos=tags, morphs=morphs)
    return direction_finder(doc)(doc[at].idx, doc[at].idx + len(doc[at]))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Llegó el [lunes].", BACK),
        ("Llegará el [lunes].", AHEAD),
        ("Madrid, [lunes].", NEITHER),
        ("El [lunes] llegó el canciller.", BACK),
        ("El [lunes] llegará el canciller.", AHEAD),
        # the nearer verb is the one
        ("Anunció que el [lunes] viajará.", AHEAD),
        ("Anunció el [lunes] que viajará.", BACK),
        ("El ministro, que llegará pronto, firmó el [lunes].", BACK),
        # as near on both sides: the one before
        ("Firmó [ayer] viajará.", BACK),
        ("Viajará [ayer] firmó.", AHEAD),
        # a verb of another sentence or line is none
        ("Llegó a Lima. El [lunes] hay feria.", AHEAD),
        ("Llegó a Lima! El [lunes], fiesta.", NEITHER),
        ("Llegó a Lima; el [lunes], fiesta.", NEITHER),
        ("Llegó a Lima\nEl [lunes], fiesta.", NEITHER),
        ("El [lunes], fiesta. Llegó el canciller.", NEITHER),
    ],
)
def test_the_nearest_verb_of_the_sentence(text: str, wanted: int) -> None:
    assert direction(text) == wanted


@pytest.mark.parametrize(
    ("words", "wanted"),
    [(0, BACK), (10, BACK), (11, NEITHER), (12, NEITHER)],
)
def test_a_verb_before_a_date_reaches_twelve_words(words: int, wanted: int) -> None:
    assert direction("Hoy firmó " + "pan " * words + "el [lunes]") == wanted


@pytest.mark.parametrize(("words", "wanted"), [(11, BACK), (12, NEITHER), (13, NEITHER)])
def test_a_verb_behind_a_date_reaches_twelve_words(words: int, wanted: int) -> None:
    assert direction("Pan pan pan pan pan pan [lunes] " + "pan " * words + "firmó") == wanted


@pytest.mark.parametrize(("words", "wanted"), [(27, BACK), (28, NEITHER)])
def test_what_opens_a_sentence_waits_longer_for_its_verb(words: int, wanted: int) -> None:
    assert direction("El [lunes] " + "pan " * words + "firmó") == wanted


@pytest.mark.parametrize("boundary", [",", ":", "(", ")", "que", "y", "mientras"])
def test_a_boundary_of_clauses_is_as_far_as_five_words(boundary: str) -> None:
    assert direction(f"Hoy firmó {boundary} " + "pan " * 5 + "el [lunes]") == BACK
    assert direction(f"Hoy firmó {boundary} " + "pan " * 6 + "el [lunes]") == NEITHER


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        # far away, behind what opens its sentence
        ("El [lunes], el presidente de la comisión de asuntos exteriores del Senado firmó el acta.", BACK),
        ("Hubo feria. El [lunes], el presidente de la comisión de asuntos exteriores del Senado viajará.", AHEAD),
        ("Feria\nEl [lunes], el presidente de la comisión de asuntos exteriores del Senado viajará.", AHEAD),
        ("Feria. Y de el [lunes], el presidente de la comisión de asuntos exteriores del Senado viajará.", AHEAD),
        # the same distance, in the middle of a sentence
        ("La feria grande de este [lunes], el pan y el vino y el queso y la miel y el trigo viajará.", NEITHER),
        # what has a verb before it does not wait for another one
        ("Firmó el [lunes] el presidente de la comisión de asuntos exteriores y viajará.", BACK),
    ],
)
def test_what_opens_a_sentence_belongs_to_its_main_verb(text: str, wanted: int) -> None:
    assert direction(text) == wanted


@pytest.mark.parametrize(("words", "wanted"), [(4, AHEAD), (5, NEITHER)])
def test_an_opening_is_four_words_long_at_most(words: int, wanted: int) -> None:
    assert direction("Feria. " + "pan " * (words - 1) + "[lunes] " + "pan " * 14 + "viajará") == wanted
    assert direction("pan " * words + "[lunes] " + "pan " * 14 + "viajará") == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Desde el [lunes] no acude a clase.", BACK),
        ("Se celebra desde el [lunes] en Lima.", BACK),
        ("Desde el [lunes] regirá la norma.", AHEAD),
        ("Regirá desde el [lunes].", AHEAD),
        ("Desde finales de [mayo] celebra ferias.", BACK),
        ("Lo citaron para el [lunes].", AHEAD),
        ("Estaba prevista para [octubre].", BACK),
        ("La cita estaba fijada en Lima para el [lunes].", BACK),
        ("Está prevista para [octubre].", AHEAD),
        ("Pidió firmar antes del [lunes].", AHEAD),
        ("Pidió firmar antes de [mayo].", AHEAD),
        ("Había firmado antes del [lunes].", BACK),
        ("Feria grande del [lunes].", NEITHER),
        ("A partir de [mayo], fiesta.", AHEAD),
        ("A partir de [mayo] rigió la norma.", BACK),
        # the news of what followed on something is past although it is told in the present
        ("La crisis se produce tras la renuncia el [martes].", BACK),
        ("Los ministros se reúnen tras la renuncia de Juan este [martes].", BACK),
        ("Tras la renuncia dimitirá el [martes].", AHEAD),
        ("Tras Lima la cámara se reúne el [martes].", AHEAD),  # seven words away it dates another event
    ],
)
def test_prepositions(text: str, wanted: int) -> None:
    assert direction(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("La declaración del [7 de abril] se cumple.", BACK),
        ("La declaración conjunta del [7 de abril] se cumple.", BACK),
        ("La declaración conjunta final del [7 de abril] se cumple.", BACK),
        ("La cumbre del [7 de abril] se celebra en Lima.", AHEAD),
        ("La declaración el [7 de abril] se cumple.", AHEAD),
        ("La declaración del [7 de abril] será nula.", AHEAD),
    ],
)
def test_a_document_is_past(text: str, wanted: int) -> None:
    assert direction(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("El plan caduca si el [29 de marzo] no se ha ratificado.", AHEAD),
        ("Si no se ha ratificado el [29 de marzo], el plan caduca.", AHEAD),
        ("No sabe si llegó el [29 de marzo].", BACK),
        ("El [29 de marzo] no se ha ratificado.", BACK),
        ("Dudan si ir; el [29 de marzo] se ha ratificado.", BACK),
        ("Si el [29 de marzo] la cámara baja no ha ratificado el pacto, caduca.", AHEAD),
    ],
)
def test_a_condition_in_the_perfect_is_still_to_come(text: str, wanted: int) -> None:
    assert direction(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("La cumbre celebrada el [martes].", BACK),
        ("La cumbre será celebrada el [martes].", AHEAD),
        ("La cumbre fue celebrada el [martes].", BACK),
        ("Celebrada el [martes] la cumbre.", BACK),
        ("La cumbre prevista el [martes].", AHEAD),
    ],
)
def test_a_participle(text: str, wanted: int) -> None:
    assert direction(text) == wanted


@pytest.mark.parametrize(("words", "wanted"), [(3, BACK), (4, NEITHER)])
def test_a_participle_reaches_five_words(words: int, wanted: int) -> None:
    assert direction("La cumbre celebrada " + "pan " * words + "el [martes].") == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Se clausura el [martes].", AHEAD),
        ("Se firman el [martes] las actas.", AHEAD),
        ("La clausura el [martes].", NEITHER),
        ("Lo clausura el [martes].", NEITHER),
        ("La subida de la renta el [martes].", NEITHER),
        ("Su alegría el [martes].", NEITHER),
        ("Su feligresía el [martes].", NEITHER),  # a noun, as the word before it shows
        ("Ella tendría el [martes].", AHEAD),
        ("Irán el [martes].", NEITHER),  # the country
        ("Firmará el [martes].", AHEAD),
        ("En Panamá el [martes].", NEITHER),
        ("Dijo: «Firmará» el [martes].", AHEAD),
        ("— Juan Firmará el [martes].", NEITHER),
    ],
)
def test_forms_without_tags(text: str, wanted: int) -> None:
    assert direction(text) == wanted


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("llegaron/past el [lunes]", BACK),
        ("estaban/imp allí el [lunes]", BACK),
        ("habla/pres el [lunes]", AHEAD),
        ("estarán/fut el [lunes]", AHEAD),
        ("hablarían/cond el [lunes]", AHEAD),
        ("hablar/inf el [lunes]", NEITHER),
        ("cumbre abierta/part el [lunes]", BACK),
        ("cumbre abierta/partadj el [lunes]", BACK),
        ("cumbre amplia/adj el [lunes]", NEITHER),
        ("el soldado/pastnoun el [lunes]", NEITHER),
        ("el alzado/partnoun el [lunes]", NEITHER),
        ("fuerza libia/pres el [lunes]", NEITHER),
        ("cumbre será/fut celebrada/part el [lunes]", AHEAD),
        ("celebrada/part el [lunes]", BACK),
        ("abierta/part el [lunes]", BACK),
    ],
)
def test_tags_say_what_a_verb_is(words: str, wanted: int) -> None:
    assert tagged(words) == wanted


@pytest.mark.parametrize(
    ("word", "wanted"),
    [
        ("firmó", BACK), ("firmaron", BACK), ("firmaba", BACK), ("tenía", BACK), ("firmado", BACK), ("hablé", BACK),
        ("firmará", AHEAD), ("firmarán", AHEAD), ("firmaremos", AHEAD), ("firmaría", AHEAD), ("hablaré", AHEAD),
        ("firma", NEITHER), ("Panamá", NEITHER), ("Firmará", NEITHER), ("perú", NEITHER), ("", NEITHER),
    ],
)  # fmt: skip
def test_endings(word: str, wanted: int) -> None:
    assert direction_by_ending(word) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("el pleno votará la ley", True),
        ("el pleno votaría la ley", True),
        ("la cita prevista en Lima", True),
        ("el pleno votó la ley", False),
        ("el pleno celebra la cita", False),  # a present is no sure sign
        ("Votará el pleno", True),
        ("Dijo. Votará el pleno", True),
        ("Dijo: «Votará el pleno»", True),
        ("- Votará el pleno", True),
        ("en la isla Votará", False),  # a name
        ("Irán firma el pacto", False),
        ("Teherán firma el pacto", False),
        ("", False),
    ],
)
def test_a_future_around_a_date(text: str, wanted: bool) -> None:
    assert has_future(text) is wanted


def test_nothing_has_no_direction() -> None:
    assert direction_finder(BLANK("Fin."))(50, 60) == NEITHER
