"""Titles beside names set by hand: whose each is. No model."""

from __future__ import annotations

from typing import Any

import pytest

from tests.stages.named import named, said_in, titles_in

TIED: list[tuple[str, list[str], dict[str, Any]]] = [
    # behind a comma, in brackets, between dashes
    ("El canciller ([Juan Paz]) habló.", ["Juan Paz: canciller"], {}),
    ("El canciller -- [Juan Paz] -- habló.", ["Juan Paz: canciller"], {}),
    ("El canciller, señor [Juan Paz], habló.", ["Juan Paz: canciller"], {}),
    ('El presidente, Dr. "[Juan Paz]", habló.', ["Juan Paz: presidente"], {}),
    # an editor's completion of the name
    ("El acta (el canciller, Juan) [Paz|Juan Paz] la leyó.", ["Juan Paz: canciller"], {}),
    ("El acta (el canciller, Lima) [Paz|Juan Paz] la leyó.", [], {}),
    # an epithet of up to three adjectives, or one that no lexicon has
    ("El presidente, el conservador liberal español [Mariano Palma], habló.", ["Mariano Palma: presidente"], {}),
    ("El presidente, el conservador liberal moderado español [Mariano Palma], habló.", [], {}),
    ("El presidente, el prorruso [Mariano Palma], habló.", ["Mariano Palma: presidente"], {}),
    ("El presidente, el [Mariano Palma], habló.", [], {}),
    ("El presidente, el ministro [Juan Paz] y todos hablaron.", ["Juan Paz: ministro"], {}),
    ("Habló el presidente, el", [], {}),
    # a bare "director" is too little behind a comma, a whole one or "su director" is not
    ("El director, [Juan Paz], habló.", [], {}),
    ("El director general, [Juan Paz], habló.", ["Juan Paz: director general"], {}),
    ("Su director, [Juan Paz], habló.", ["Juan Paz: director"], {}),
    ("El director [Juan Paz] habló.", ["Juan Paz: director"], {}),
    # a relative is not the holder
    ("La hija del diplomático, [Rana Amrani], habló.", [], {}),
    ("La hija de la embajadora, [Rana Amrani], habló.", [], {}),
    ("hija del diplomático, [Rana Amrani], habló", [], {}),
    ("Con el hijo habló también el embajador, [Juan Paz].", ["Juan Paz: embajador"], {}),
    # in brackets before the name: an acronym, up to six words, nobody else's name
    ("El director de Petróleos del Sur (Petrosur) [Juan Paz] habló.", ["Juan Paz: director de Petróleos del Sur"], {}),
    (
        "El director de Petróleos del Sur (Petrosur), [Juan Paz], habló.",
        ["Juan Paz: director de Petróleos del Sur"],
        {},
    ),
    ("Lo pidió a la secretaria (de Estado para Asia, Ana) [Paz|Ana Paz] ayer.", ["Ana Paz: secretaria"], {}),
    ("Lo pidió a la secretaria (de Estado para la paz, Ana) [Paz|Ana Paz] ayer.", [], {}),
    ("El director de Puertos (ayer en la muy vieja sede) [Juan Paz] habló.", ["Juan Paz: director de Puertos"], {}),
    ("El director de Puertos (ayer en la muy vieja sede nueva) [Juan Paz] habló.", [], {}),
    ("El director de Puertos (hoy) [Juan Paz] habló.", ["Juan Paz: director de Puertos"], {}),
    ("El director de Puertos ([Ana Ruiz] hoy) [Juan Paz] habló.", ["Ana Ruiz: director de Puertos"], {}),
    ("El vicepresidente de [Donald Trump], [Mike Pence], viajó.", ["Mike Pence: vicepresidente"], {}),
    # over words that are no part of the title, at most eleven
    ("El director de Puertos con sede en Lima, [Juan Paz], habló.", ["Juan Paz: director de Puertos"], {}),
    ("Llamó al director de Puertos con sede en Lima, [Juan Paz], ayer.", ["Juan Paz: director de Puertos"], {}),
    ("El director de Puertos con sede en Lima, [Juan Paz] dijo que no.", ["Juan Paz: director de Puertos"], {}),
    (
        "El director de Puertos con sede en la vieja casa del barrio alto de Lima, [Juan Paz], habló.",
        ["Juan Paz: director de Puertos"],
        {},
    ),
    ("El director de Puertos con sede en la vieja casa gris del barrio alto de Lima, [Juan Paz], habló.", [], {}),
    ("Un director de Puertos con sede en Lima, [Juan Paz], habló.", [], {}),
    ("El director de Puertos con sede en Lima, [Juan Paz] viajó.", [], {}),
    ("El director de Puertos con [Ana Ruiz] en Lima, [Juan Paz], habló.", [], {}),
    ("El director de Puertos con sede en Lima y el ministro, [Juan Paz], hablaron.", ["Juan Paz: ministro"], {}),
    ("El director de Puertos con voz triste dijo, [Juan Paz], que no.", [], {}),
    ("El director de Puertos con sede (Lima), [Juan Paz], habló.", [], {}),
    ("El director de Puertos con sede. Ayer, [Juan Paz], habló.", [], {}),
    ("El director de Puertos con sede en Lima viajó ayer, [Juan Paz], con todos.", [], {"tags": {"viajó": "VERB"}}),
    ("El director de Puertos tiene sede en Lima, [Juan Paz], dijo.", [], {}),
    ("La directora de Puertos con sede en Lima, [Juan Paz], habló.", [], {"known": {"Juan Paz": {"gender": "male"}}}),
    ("El director de Puertos con sede en Lima", [], {}),
    # a plural and one name with a verb of its own
    ("Con los ministros, [Kerry] viajó.", [], {"tags": {"viajó": "VERB"}}),
    ("Con los ministros, [Kerry] indicó que no.", [], {}),
    ("Con los ministros, [Kerry] ayer.", ["Kerry: ministros"], {}),
    ("Habló con los ministros, [Kerry]", ["Kerry: ministros"], {}),
    ("Los presidentes, [Juan Paz] y [Ana Ruiz], firmaron.", ["Ana Ruiz: presidentes", "Juan Paz: presidentes"], {}),
    ("Los presidentes, [Juan Paz] dijo y [Ana Ruiz] calló.", [], {}),
    # coordinated titles of one person
    (
        "El presidente y director de Puertos [Juan Paz] habló.",
        ["Juan Paz: presidente", "Juan Paz: director de Puertos"],
        {},
    ),
    (
        "El presidente, director de Puertos [Juan Paz] habló.",
        ["Juan Paz: presidente", "Juan Paz: director de Puertos"],
        {},
    ),
    (
        "El presidente, y director de Puertos, [Juan Paz], habló.",
        ["Juan Paz: presidente", "Juan Paz: director de Puertos"],
        {},
    ),
    (
        "El presidente y también director de Puertos [Juan Paz] habló.",
        ["Juan Paz: presidente", "Juan Paz: director de Puertos"],
        {},
    ),
    ("El miembro y ministro de Obras [Juan Paz] habló.", ["Juan Paz: ministro de Obras"], {}),
    (
        "El miembro del Senado y ministro de Obras [Juan Paz] habló.",
        ["Juan Paz: miembro del Senado", "Juan Paz: ministro de Obras"],
        {},
    ),
    ("Los presidentes y ministro de Obras [Juan Paz] hablaron.", ["Juan Paz: ministro de Obras"], {}),
    ("Presidente y ministros [Juan Paz] y [Ana Ruiz] hablaron.", ["Ana Ruiz: ministros", "Juan Paz: ministros"], {}),
    ("El presidente y el ministro de Obras [Juan Paz] hablaron.", ["Juan Paz: ministro de Obras"], {}),
    ("El presidente y [Juan Paz], ministro de Obras, hablaron.", ["Juan Paz: ministro de Obras"], {}),
    # a rank behind an office is the same person's, another office is not
    (
        "El presidente del Senado, el general [Juan Paz], habló.",
        ["Juan Paz: presidente del Senado", "Juan Paz: general"],
        {},
    ),
    (
        "El presidente del Senado, el obispo [Juan Paz], habló.",
        ["Juan Paz: presidente del Senado", "Juan Paz: obispo"],
        {},
    ),
    ("El presidente del Senado, el ministro [Juan Paz], habló.", ["Juan Paz: ministro"], {}),
    ("El presidente del Senado, un general [Juan Paz], habló.", ["Juan Paz: general"], {}),
    # behind the name
    ("[Ana Paz], miembro, habló.", [], {}),
    ("[Ana Paz], ministra, habló.", ["Ana Paz: ministra"], {}),
    ("[Ana Paz], miembro del Senado, habló.", ["Ana Paz: miembro del Senado"], {}),
    ("[Ana Paz], la nueva ministra de Salud, habló.", ["Ana Paz: ministra de Salud"], {}),
    ("[Ana Paz] -- ministra de Salud -- habló.", ["Ana Paz: ministra de Salud"], {}),
    ("[Ana Paz], ministra de Salud, y el canciller viajaron.", ["Ana Paz: ministra de Salud"], {}),
    ("[Ana Paz], ministra de Salud, y la canciller viajaron.", ["Ana Paz: ministra de Salud"], {}),
    ("[Ana Paz], ministra de Salud y la canciller viajaron.", ["Ana Paz: ministra de Salud"], {}),
    ("Faltó [Ana Paz], ministra de Salud. Canciller de Chile habló.", ["Ana Paz: ministra de Salud"], {}),
    ("[Ana Paz], ministra de Salud y canciller, viajó.", ["Ana Paz: ministra de Salud", "Ana Paz: canciller"], {}),
    (
        "[Ana Paz], ministra de Salud, canciller y presidenta del Senado, viajó.",
        ["Ana Paz: ministra de Salud", "Ana Paz: canciller", "Ana Paz: presidenta del Senado"],
        {},
    ),
    ("[Ana Paz], ministra de Salud y embajadores, viajaron.", ["Ana Paz: ministra de Salud"], {}),
    ("[Ana Paz], ministros de Salud, viajaron.", [], {}),
    ("[Ana Paz], ministra de Salud viajó ayer.", ["Ana Paz: ministra de Salud"], {}),
    ("[Ana Paz], la ministra de Salud viajó ayer.", [], {}),
    ("[Ana Paz], canciller chilena Pérez dijo.", [], {}),
    ("Lo dijo [Ana Paz], la ministra de Salud", ["Ana Paz: ministra de Salud"], {}),
    ("Lo dijo [Ana Paz], la ministra de Salud\nLima, hoy", ["Ana Paz: ministra de Salud"], {}),
    ("[Ana Paz] (i), ministra de Salud, viajó.", ["Ana Paz: ministra de Salud"], {}),
    ("[Ana] (45), ministra de Salud, viajó.", ["Ana: ministra de Salud"], {}),
    ("[Ana Paz] ayer), ministra de Salud, viajó.", [], {}),
    # a man is no "ministra", a Peruvian no minister of Chile
    ("[Juan Paz], ministra de Salud, viajó.", [], {"known": {"Juan Paz": {"gender": "male"}}}),
    ("[Juan Paz], ministro de Chile, viajó.", [], {"known": {"Juan Paz": {"country": "PE"}}}),
    (
        "[Juan Paz], ministro de Chile, viajó.",
        ["Juan Paz: ministro de Chile"],
        {"known": {"Juan Paz": {"country": "CL"}}},
    ),
    # over what somebody does for a living
    ("[Ana Paz], empresaria y presidenta de la Cámara, viajó.", ["Ana Paz: presidenta de la Cámara"], {}),
    ("[Ana Paz], empresaria, presidenta de la Cámara, viajó.", ["Ana Paz: presidenta de la Cámara"], {}),
    ("Llegó [Ana Paz], empresaria, ministros de Chile y otros.", [], {}),
    # a plural behind several names
    ("Llegó [Ana Paz], ministros de Chile y otros.", [], {}),
    (
        "[Ana Paz] y [Juan Ruiz], ministros de Chile, viajaron.",
        ["Ana Paz: ministros de Chile", "Juan Ruiz: ministros de Chile"],
        {},
    ),
    (
        "[Luis Mora], [Ana Paz] y [Juan Ruiz], ministros de Chile, viajaron.",
        ["Ana Paz: ministros de Chile", "Juan Ruiz: ministros de Chile", "Luis Mora: ministros de Chile"],
        {},
    ),
    ("[Ana Paz] y [Juan Ruiz], ministra de Chile, viajaron.", ["Juan Ruiz: ministra de Chile"], {}),
    # as many portfolios as names, or one for all
    (
        "Los ministros de Economía y Defensa, [Ana Paz] y [Juan Ruiz], viajaron.",
        ["Ana Paz: ministros de Economía", "Juan Ruiz: ministros de Economía y Defensa"],
        {},
    ),
    (
        "Los ministros de Economía, Salud y Defensa, [Ana Paz], [Juan Ruiz] y [Luis Mora], viajaron.",
        [
            "Ana Paz: ministros de Economía",
            "Juan Ruiz: ministros de Economía, Salud",
            "Luis Mora: ministros de Economía, Salud y Defensa",
        ],
        {},
    ),
    (
        "Los ministros de Defensa [Ana Paz] y [Juan Ruiz] viajaron.",
        ["Ana Paz: ministros de Defensa", "Juan Ruiz: ministros de Defensa"],
        {},
    ),
    (
        "Los ministros de Defensa de Chile [Ana Paz] y [Juan Ruiz] viajaron.",
        ["Ana Paz: ministros de Defensa de Chile", "Juan Ruiz: ministros de Defensa de Chile"],
        {},
    ),
    # what somebody does for a living is a title with a body, a portfolio, a client, or when it is over
    ("El abogado [Juan Paz] viajó.", [], {}),
    ("El abogado de la ONU [Juan Paz] viajó.", ["Juan Paz: abogado de la ONU"], {}),
    ("El abogado de Economía [Juan Paz] viajó.", ["Juan Paz: abogado de Economía"], {}),
    ("El abogado de la familia [Juan Paz] viajó.", ["Juan Paz: abogado de la familia"], {}),
    ("El abogado del presidente de Mongolia, [Juan Paz], viajó.", ["Juan Paz: abogado del presidente de Mongolia"], {}),
    ("El exanalista [Juan Paz] viajó.", ["Juan Paz: exanalista"], {}),
    ("El responsable de la tragedia, [Juan Paz], viajó.", [], {}),
    ("El responsable de Economía, [Juan Paz], viajó.", ["Juan Paz: responsable de Economía"], {}),
    ("El responsable de la OMS, [Juan Paz], viajó.", ["Juan Paz: responsable de la OMS"], {}),
]


@pytest.mark.parametrize(("text", "wanted", "given"), TIED)
def test_titles_beside_names(text: str, wanted: list[str], given: dict[str, Any]) -> None:
    assert sorted(titles_in(named(text, **given))) == sorted(wanted)


SAID: list[tuple[str, list[str], dict[str, Any]]] = [
    # a copula behind the name, with auxiliaries and relative clauses
    ("[Ana Paz] es ministra de Salud.", ["Ana Paz: ministra de Salud (copula)"], {}),
    ("[Ana Paz], quien es ministra de Salud, viajó.", ["Ana Paz: ministra de Salud (copula)"], {}),
    ("[Ana Paz] que es ministra de Salud viajó.", ["Ana Paz: ministra de Salud (copula)"], {}),
    ("[Ana Paz] ha sido elegida presidenta del Senado.", ["Ana Paz: presidenta del Senado (copula)"], {}),
    ("[Ana Paz], que llegó ayer, es ministra de Salud.", ["Ana Paz: ministra de Salud (copula)"], {}),
    ("[Ana Paz], que llegó, es ministra de Salud.", ["Ana Paz: ministra de Salud (copula)"], {}),
    ("[Ana Paz], quien llegó ayer, es ministra de Salud.", ["Ana Paz: ministra de Salud (copula)"], {}),
    ("[Ana Paz], que llegó ayer, y es ministra de Salud, viajó.", ["Ana Paz: ministra de Salud (copula)"], {}),
    ("[Ana Paz], fue ministra de Salud.", ["Ana Paz: ministra de Salud (copula)"], {}),
    ("Habló [Ana Paz], que viajó. Su hermana, en Lima, es ministra de Salud.", [], {}),
    # the longest relative clause
    (
        "[Ana Paz], que llegó ayer con dos de sus hijos y con todas las cartas de su vieja casa de Lima, es "
        "ministra de Salud.",
        ["Ana Paz: ministra de Salud (copula)"],
        {},
    ),
    (
        "[Ana Paz], que llegó ayer con dos de sus hijos y con todas las cartas de su muy vieja casa de Lima, "
        "es ministra de Salud.",
        ["Ana Paz: ministra de Salud (zero_subject)"],
        {},
    ),
    # a man is no "ministra", a Peruvian no minister of Chile
    ("[Juan Paz] fue ministra de Salud.", [], {"known": {"Juan Paz": {"gender": "male"}}}),
    ("[Juan Paz] es ministro de Chile.", [], {"known": {"Juan Paz": {"country": "PE"}}}),
    # who receives ministers is none
    ("Los recibió [Ana Paz] como ministros de Chile.", [], {}),
    ("Los nombró [Ana Paz] como embajadores de Chile.", [], {}),
    # "como" behind a verb of holding, at most four words before it
    ("[Ana Paz] fue nominada como embajadora en Chile.", ["Ana Paz: embajadora en Chile (as)"], {}),
    ("[Ana Paz] fue nominada ayer en Lima como embajadora en Chile.", ["Ana Paz: embajadora en Chile (as)"], {}),
    ("[Ana Paz] fue nominada ayer mismo en Lima como embajadora en Chile.", [], {}),
    ("[Ana Paz] viajó ayer en tren como embajadora en Chile.", [], {}),
    # "de" behind a post or a verb of acting
    ("[Ana Paz] asumió el cargo de ministra de Salud.", ["Ana Paz: ministra de Salud (as)"], {}),
    ("[Ana Paz] funge de directora del banco.", ["Ana Paz: directora del banco (as)"], {}),
    ("[Ana Paz] viajó ayer en tren de embajadora en Chile.", [], {}),
    # whose name ends at most four words before, else the only subject of the sentence
    (
        "[Juan Ruiz] preside el banco, mientras que [Ana Paz] funge de directora del banco.",
        ["Ana Paz: directora del banco (as)"],
        {},
    ),
    (
        "[Juan Ruiz] viajó mientras [Ana Paz] asumió ayer el cargo de ministra de Salud.",
        ["Ana Paz: ministra de Salud (as)"],
        {},
    ),
    ("[Juan Ruiz] viajó mientras [Ana Paz] asumió ayer mismo el cargo de ministra de Salud.", [], {}),
    (
        "[Ana Paz] fue designada por [Juan Ruiz] para el cargo de ministra de Salud.",
        ["Ana Paz: ministra de Salud (as)"],
        {},
    ),
    (
        "[Ana Paz] ocupó, y [Paz|Ana Paz] ocupa desde ayer mismo, el cargo de ministra de Salud.",
        ["Ana Paz: ministra de Salud (as)"],
        {},
    ),
    ("[Juan Paz] asumió el cargo de ministra de Salud.", [], {"known": {"Juan Paz": {"gender": "male"}}}),
    # a subject that is not repeated
    ("[Ana Paz] viajó. Ocupó el cargo de embajadora en Chile.", ["Ana Paz: embajadora en Chile (as)"], {}),
    ("[Ana Paz] viajó. Llovía. Ocupó el cargo de embajadora en Chile.", ["Ana Paz: embajadora en Chile (as)"], {}),
    ("[Ana Paz] viajó. Llovía. Tronaba. Ocupó el cargo de embajadora en Chile.", [], {}),
    ("[Ana Paz] viajó. El también escritor ocupó el cargo de embajador en Chile.", [], {}),
    (
        "[Luis Mora] viajó. [Ana Paz] ocupó desde ayer mismo el cargo de ministra de Salud.",
        ["Ana Paz: ministra de Salud (as)"],
        {},
    ),
    ("[Luis Mora] viajó. Ocupó el cargo de ministra de Salud.", [], {"known": {"Luis Mora": {"gender": "male"}}}),
    ("Ocupó el cargo de ministra de Salud. [Ana Paz] viajó.", [], {}),
    ("Ocupó el cargo de ministra de Salud y llegó [Ana Paz] ayer.", [], {}),
    ("[Ana Paz] y [Juan Ruiz] ocuparon desde ayer mismo los cargos de ministros de Salud.", [], {}),
    # a copula without a subject of its own
    ("[Ana Paz] viajó. Hasta junio fue miembro de la Junta.", ["Ana Paz: miembro de la Junta (zero_subject)"], {}),
    (
        "[Juan Ruiz] calló cuando [Ana Paz] viajó. Hasta junio fue miembro de la Junta.",
        ["Ana Paz: miembro de la Junta (zero_subject)"],
        {},
    ),
    (
        "[Ana Paz] viajó. Hasta junio fue miembro de la Junta.",
        ["Ana Paz: miembro de la Junta (zero_subject)"],
        {"tags": {"fue": "AUX"}},
    ),
    (
        "[Ana Paz] viajó. Llovía. Hasta junio fue miembro de la Junta.",
        ["Ana Paz: miembro de la Junta (zero_subject)"],
        {},
    ),
    ("[Ana Paz] viajó. Llovía. Tronaba. Hasta junio fue miembro de la Junta.", [], {}),
    (
        "[Juan Ruiz] viajó. [Ana Paz] calló. Hasta junio fue miembro de la Junta.",
        ["Ana Paz: miembro de la Junta (zero_subject)"],
        {},
    ),
    (
        "[Juan Ruiz] viajó. [Ana Paz] calló. Hasta junio fue miembro de la Junta.",
        ["Ana Paz: miembro de la Junta (zero_subject)"],
        {"known": {"Ana Paz": {"country": "PE"}}},
    ),
    (
        "[Ana Paz] recibió a [Juan Ruiz]. Hasta junio fue miembro de la Junta.",
        ["Ana Paz: miembro de la Junta (zero_subject)"],
        {},
    ),
    (
        "Recibieron a [Juan Ruiz]. Hasta junio fue miembro de la Junta.",
        ["Juan Ruiz: miembro de la Junta (zero_subject)"],
        {},
    ),
    ("[Juan Paz] calló. Hasta junio fue embajadora en Chile.", [], {"known": {"Juan Paz": {"gender": "male"}}}),
    ("[Ana Paz] viajó. Hasta junio fue miembros de la Junta.", [], {}),
    (
        "[Ana Paz] viajó. En 2010 ya había sido elegida presidenta del Senado.",
        ["Ana Paz: presidenta del Senado (zero_subject)"],
        {},
    ),
    ("[Ana Paz] calló. Su hermana fue miembro de la Junta.", [], {}),
    ("[Ana Paz] calló. Hasta que viajó en junio fue miembro de la Junta.", [], {"tags": {"viajó": "VERB"}}),
    # a second verb of the subject
    ("[Ana Paz] viajó mucho y fue embajadora en Chile.", ["Ana Paz: embajadora en Chile (zero_subject)"], {}),
    ("[Ana Paz] viajó mucho, fue embajadora en Chile.", ["Ana Paz: embajadora en Chile (zero_subject)"], {}),
    ("[Ana Paz] dijo ayer que fue embajadora en Chile.", [], {}),
    (
        "[Juan Ruiz] calló, pero [Ana Paz] viajó y fue embajadora en Chile.",
        ["Ana Paz: embajadora en Chile (zero_subject)"],
        {},
    ),
    ("Viajó [Ana Paz] y fue embajadora en Chile.", ["Ana Paz: embajadora en Chile (zero_subject)"], {}),
    ("Con [Ana Paz] viajó y fue embajadora en Chile.", [], {}),
    ("[Juan Paz] viajó mucho y fue embajadora en Chile.", [], {"known": {"Juan Paz": {"gender": "male"}}}),
]


@pytest.mark.parametrize(("text", "wanted", "given"), SAID)
def test_titles_that_a_verb_ties(text: str, wanted: list[str], given: dict[str, Any]) -> None:
    assert sorted(said_in(named(text, **given))) == sorted(wanted)
