"""Later mentions by title alone, with names set by hand: who is meant. No model."""

from __future__ import annotations

from typing import Any

import pytest

from tests.stages.named import named, titles_in

AGAIN: list[tuple[str, list[str], dict[str, Any]]] = [
    # with a definite article or a demonstrative, not in the plural, not with an indefinite one
    ("El canciller [Juan Paz] llegó. El canciller habló.", ["Juan Paz: canciller", "Juan Paz: canciller"], {}),
    ("El canciller [Juan Paz] llegó. Hablaron al canciller.", ["Juan Paz: canciller", "Juan Paz: canciller"], {}),
    ("El canciller [Juan Paz] llegó. Habló el canciller", ["Juan Paz: canciller", "Juan Paz: canciller"], {}),
    ("El canciller [Juan Paz] llegó. Dicho canciller habló.", ["Juan Paz: canciller", "Juan Paz: canciller"], {}),
    ("El canciller [Juan Paz] llegó. Un canciller habló.", ["Juan Paz: canciller"], {}),
    ("El canciller [Juan Paz] llegó. Su canciller habló.", ["Juan Paz: canciller"], {}),
    ("El canciller [Juan Paz] llegó. Los cancilleres hablaron.", ["Juan Paz: canciller"], {}),
    # at the head of a line without article, with its country
    (
        "El canciller de Rusia [Juan Paz] llegó.\nCanciller ruso viaja a Lima",
        ["Juan Paz: canciller de Rusia", "Juan Paz: Canciller ruso"],
        {},
    ),
    (
        "Canciller ruso viaja a Lima\nEl canciller de Rusia [Juan Paz] llegó.",
        ["Juan Paz: Canciller ruso", "Juan Paz: canciller de Rusia"],
        {},
    ),
    ("El canciller de Rusia [Juan Paz] llegó.\nCanciller viaja a Lima", ["Juan Paz: canciller de Rusia"], {}),
    ("El canciller de Rusia [Juan Paz] llegó.\ncanciller ruso viaja a Lima", ["Juan Paz: canciller de Rusia"], {}),
    ("El canciller de Rusia [Juan Paz] llegó. Ayer Canciller ruso viajó.", ["Juan Paz: canciller de Rusia"], {}),
    # with an adjective that no lexicon has it is another office
    (
        "El presidente [Juan Paz] llegó. Habló el presidente lacustre.",
        ["Juan Paz: presidente"],
        {"tags": {"lacustre": "ADJ"}},
    ),
    ("El presidente [Juan Paz] llegó. Habló el presidente.", ["Juan Paz: presidente", "Juan Paz: presidente"], {}),
    # a capitalised word behind it
    ("El gobernante [Juan Paz] llegó. El gobernante Partido del Pueblo calló.", ["Juan Paz: gobernante"], {}),
    # words that mean somebody only when one person was called so
    ("El dictador [Juan Paz] llegó. El dictador habló.", ["Juan Paz: dictador", "Juan Paz: dictador"], {}),
    ("El presidente [Juan Paz] llegó. El dictador habló.", ["Juan Paz: presidente"], {}),
    (
        "El dictador [Juan Paz] llegó. El dictador [Luis Mora] también. El dictador habló.",
        ["Juan Paz: dictador", "Luis Mora: dictador"],
        {},
    ),
    (
        "El director de Puertos [Juan Paz] llegó. El director habló.",
        ["Juan Paz: director de Puertos", "Juan Paz: director"],
        {},
    ),
    (
        "El director de Puertos [Juan Paz] llegó. El director chileno habló.",
        ["Juan Paz: director de Puertos", "Juan Paz: director chileno"],
        {},
    ),
    ("El profesor de la ONU [Juan Paz] llegó. El profesor habló.", ["Juan Paz: profesor de la ONU"], {}),
    # the state agrees
    (
        "El canciller de Perú [Juan Paz] llegó. El canciller peruano habló.",
        ["Juan Paz: canciller de Perú", "Juan Paz: canciller peruano"],
        {},
    ),
    ("El canciller de Perú [Juan Paz] llegó. El canciller chileno habló.", ["Juan Paz: canciller de Perú"], {}),
    (
        "El canciller [Juan Paz] llegó. El canciller chileno habló.",
        ["Juan Paz: canciller", "Juan Paz: canciller chileno"],
        {},
    ),
    ("[Juan Paz] llegó. El canciller chileno habló.", [], {}),
    # the gender agrees
    ("El presidente [Juan Paz] llegó. La presidenta habló.", ["Juan Paz: presidente"], {}),
    ("La presidenta [Ana Paz] llegó. La presidenta habló.", ["Ana Paz: presidenta", "Ana Paz: presidenta"], {}),
    (
        "La presidenta [Ana Paz] y el presidente [Juan Ruiz] llegaron. La presidenta habló.",
        ["Ana Paz: presidenta", "Juan Ruiz: presidente", "Ana Paz: presidenta"],
        {},
    ),
    # the side agrees
    (
        "El líder republicano [Juan Paz] llegó. El líder republicano habló.",
        ["Juan Paz: líder republicano", "Juan Paz: líder republicano"],
        {},
    ),
    ("El líder laborista [Juan Paz] llegó. El líder conservador habló.", ["Juan Paz: líder laborista"], {}),
    (
        "El presidente de Chile [Juan Paz] llegó. El líder opositor chileno habló.",
        ["Juan Paz: presidente de Chile"],
        {},
    ),
    (
        "El gobernador [Luis Mora] y el presidente [Juan Paz] llegaron. El mandatario estatal habló.",
        ["Luis Mora: gobernador", "Juan Paz: presidente", "Luis Mora: mandatario estatal"],
        {},
    ),
    ("El presidente de Chile [Juan Paz] llegó. El mandatario regional habló.", ["Juan Paz: presidente de Chile"], {}),
    ("El líder kurdo [Juan Paz] llegó. El líder rebelde habló.", ["Juan Paz: líder kurdo"], {}),
    # portfolio and body agree
    (
        "El ministro de Salud [Juan Paz] y el ministro de Defensa [Luis Mora] llegaron. El ministro de Salud habló.",
        ["Juan Paz: ministro de Salud", "Luis Mora: ministro de Defensa", "Juan Paz: ministro de Salud"],
        {},
    ),
    ("El ministro de Salud [Juan Paz] llegó. El ministro de Defensa habló.", ["Juan Paz: ministro de Salud"], {}),
    (
        "El secretario general de la ONU [Juan Paz] llegó. El jefe de la ONU habló.",
        ["Juan Paz: secretario general de la ONU", "Juan Paz: jefe de la ONU"],
        {},
    ),
    (
        "El secretario general de la ONU [Juan Paz] llegó. El jefe de las Naciones Unidas habló.",
        ["Juan Paz: secretario general de la ONU", "Juan Paz: jefe de las Naciones Unidas"],
        {},
    ),
    (
        "El secretario general de la ONU [Juan Paz] llegó. El jefe de la OEA habló.",
        ["Juan Paz: secretario general de la ONU"],
        {},
    ),
    ("El portavoz de la ONU [Juan Paz] llegó. El jefe de la ONU habló.", ["Juan Paz: portavoz de la ONU"], {}),
    (
        "El canciller de Perú [Juan Paz] llegó. El ministro de Exteriores habló.",
        ["Juan Paz: canciller de Perú", "Juan Paz: ministro de Exteriores"],
        {},
    ),
    (
        "El portavoz de la cancillería [Juan Paz] llegó. El portavoz de Exteriores habló.",
        ["Juan Paz: portavoz de la cancillería", "Juan Paz: portavoz de Exteriores"],
        {},
    ),
    (
        "El presidente de Perú [Juan Paz] llegó. El presidente de la República habló.",
        ["Juan Paz: presidente de Perú", "Juan Paz: presidente de la República"],
        {},
    ),
    ("El presidente de Perú [Juan Paz] llegó. El presidente del Senado habló.", ["Juan Paz: presidente de Perú"], {}),
    (
        "El presidente del Consejo Coordinador Empresarial [Juan Paz] llegó. El presidente del CCE habló.",
        ["Juan Paz: presidente del Consejo Coordinador Empresarial", "Juan Paz: presidente del CCE"],
        {},
    ),
    (
        "El director del Instituto de Puertos [Juan Paz] llegó. El director del Instituto de Minas habló.",
        ["Juan Paz: director del Instituto de Puertos"],
        {},
    ),
    (
        "El director de la FAO [Juan Paz] llegó. El director de la FAO habló.",
        ["Juan Paz: director de la FAO", "Juan Paz: director de la FAO"],
        {},
    ),
    (
        "El presidente del gremio [Juan Paz] llegó. El presidente del banco habló.",
        ["Juan Paz: presidente del gremio"],
        {},
    ),
    ("El presidente del banco [Juan Paz] llegó. El presidente del club habló.", ["Juan Paz: presidente del banco"], {}),
    (
        "El ministro de Economía y del Agua [Juan Paz] llegó. El ministro de Salud y del Deporte habló.",
        ["Juan Paz: ministro de Economía y del Agua"],
        {},
    ),
    (
        "El presidente de la Unión Minera Boliviana [Juan Paz] llegó. El presidente de la UMB habló.",
        ["Juan Paz: presidente de la Unión Minera Boliviana", "Juan Paz: presidente de la UMB"],
        {},
    ),
    (
        "El presidente de la Unión Minera Boliviana [Juan Paz] llegó. El presidente de la UMC habló.",
        ["Juan Paz: presidente de la Unión Minera Boliviana"],
        {},
    ),
    (
        "El presidente del gremio [Juan Paz] llegó. El presidente del gremio habló.",
        ["Juan Paz: presidente del gremio", "Juan Paz: presidente del gremio"],
        {},
    ),
    # the office agrees
    (
        "El presidente de España [Pedro Sánchez] llegó. El presidente del Gobierno habló.",
        ["Pedro Sánchez: presidente de España", "Pedro Sánchez: presidente del Gobierno"],
        {"known": {"Pedro Sánchez": {"country": "ES", "role": "head_of_government"}}},
    ),
    (
        "[Pedro Sánchez] llegó. El presidente habló.",
        ["Pedro Sánchez: presidente"],
        {"known": {"Pedro Sánchez": {"country": "ES", "role": "head_of_government"}}},
    ),
    (
        "[Pedro Sánchez] llegó. El presidente del Senado habló.",
        [],
        {"known": {"Pedro Sánchez": {"country": "ES", "role": "head_of_government"}}},
    ),
    (
        "[Angela Merkel] llegó. El presidente habló.",
        [],
        {"known": {"Angela Merkel": {"country": "DE", "role": "head_of_government"}}},
    ),
    (
        "El presidente del Consejo de Estado [Juan Paz] llegó. El presidente del Gobierno habló.",
        ["Juan Paz: presidente del Consejo de Estado"],
        {},
    ),
    (
        "El presidente del Banco Sur [Juan Paz] llegó. El presidente del Gobierno habló.",
        ["Juan Paz: presidente del Banco Sur"],
        {},
    ),
    ("El embajador [Juan Paz] llegó. El ministro habló.", ["Juan Paz: embajador"], {}),
    ("El embajador [Juan Paz] llegó. El funcionario habló.", ["Juan Paz: embajador", "Juan Paz: funcionario"], {}),
    ("El papa [Francisco] llegó. El pontífice habló.", ["Francisco: papa", "Francisco: pontífice"], {}),
    ("El presidente [Juan Paz] llegó. El pontífice habló.", ["Juan Paz: presidente"], {}),
    # whom the clause names by another word is not meant
    ("[Ana Paz] es presidenta. La presidenta espera a [Ana Paz] en Lima.", ["Ana Paz: presidenta"], {}),
    ("El presidente [Juan Paz] llegó. El presidente espera a [Paz|Juan Paz] en Lima.", ["Juan Paz: presidente"], {}),
    (
        "El presidente [Juan Paz] llegó. El presidente dijo: [Paz|Juan Paz] es el mejor.",
        ["Juan Paz: presidente", "Juan Paz: presidente"],
        {},
    ),
    (
        'El presidente [Juan Paz] llegó. El presidente dijo "[Paz|Juan Paz] es el mejor".',
        ["Juan Paz: presidente", "Juan Paz: presidente"],
        {},
    ),
    (
        "El presidente [Juan Paz] llegó. Ayer comió el presidente en casa de [Paz|Juan Paz].",
        ["Juan Paz: presidente", "Juan Paz: presidente"],
        {},
    ),
    (
        "El presidente [Juan Paz] llegó. Volvió el presidente, pues [Paz|Juan Paz] estaba enfermo.",
        ["Juan Paz: presidente", "Juan Paz: presidente"],
        {},
    ),
    (
        "El presidente [Juan Paz] llegó. El presidente habló. [Paz|Juan Paz] comió.",
        ["Juan Paz: presidente", "Juan Paz: presidente"],
        {},
    ),
    ("El presidente [Juan Paz] llegó. [Paz|Juan Paz] vio al presidente.", ["Juan Paz: presidente"], {}),
    (
        "El presidente [Juan Paz] llegó. [Paz|Juan Paz] comió, el presidente habló.",
        ["Juan Paz: presidente", "Juan Paz: presidente"],
        {},
    ),
    (
        "El presidente [Juan Paz] llegó. [Paz|Juan Paz] comió y el presidente habló.",
        ["Juan Paz: presidente", "Juan Paz: presidente"],
        {},
    ),
    (
        "El presidente [Juan Paz] llegó. [Paz|Juan Paz] dijo que el presidente habló.",
        ["Juan Paz: presidente", "Juan Paz: presidente"],
        {},
    ),
    (
        "El presidente [Juan Paz] llegó. [Paz|Juan Paz] comió mientras el presidente habló.",
        ["Juan Paz: presidente", "Juan Paz: presidente"],
        {},
    ),
    (
        "El presidente de Perú viajó y llegó [Juan Paz].",
        ["Juan Paz: presidente de Perú"],
        {"known": {"Juan Paz": {"country": "PE", "role": "head_of_state"}}},
    ),
    # before its holder's name only with a country or a body
    (
        "El presidente peruano viajó. Llegó [Juan Paz].",
        ["Juan Paz: presidente peruano"],
        {"known": {"Juan Paz": {"country": "PE", "role": "head_of_state"}}},
    ),
    ("El presidente viajó. Llegó [Juan Paz].", [], {"known": {"Juan Paz": {"country": "PE", "role": "head_of_state"}}}),
    (
        "El jefe de la ONU viajó. Llegó el secretario general de la ONU, [Juan Paz].",
        ["Juan Paz: jefe de la ONU", "Juan Paz: secretario general de la ONU"],
        {},
    ),
    (
        "El presidente peruano viajó. Llegaron [Juan Paz] y [Luis Mora].",
        [],
        {
            "known": {
                "Juan Paz": {"country": "PE", "role": "head_of_state"},
                "Luis Mora": {"country": "PE", "role": "head_of_state"},
            }
        },
    ),
    # of several a head of state, of known country, whom the text is about, who has a title, who was named last
    (
        "El presidente [Juan Paz] y el gobernador [Luis Mora] llegaron. El mandatario habló.",
        ["Juan Paz: presidente", "Luis Mora: gobernador", "Juan Paz: mandatario"],
        {},
    ),
    ("El gobernador [Luis Mora] llegó. El mandatario habló.", ["Luis Mora: gobernador", "Luis Mora: mandatario"], {}),
    (
        "El presidente de Perú [Juan Paz] y el presidente [Luis Mora] llegaron. El presidente habló.",
        ["Juan Paz: presidente de Perú", "Luis Mora: presidente", "Luis Mora: presidente"],
        {},
    ),
    (
        "El presidente de Perú [Juan Paz] y el presidente [Luis Mora] llegaron. El presidente peruano habló.",
        ["Juan Paz: presidente de Perú", "Luis Mora: presidente", "Juan Paz: presidente peruano"],
        {},
    ),
    (
        "El canciller [Juan Paz] y el canciller [Luis Mora] llegaron. El canciller habló.",
        ["Juan Paz: canciller", "Luis Mora: canciller", "Luis Mora: canciller"],
        {},
    ),
    (
        "El canciller [Juan Paz] y el canciller [Luis Mora] llegaron. [Paz|Juan Paz] comió. [Mora|Luis Mora] "
        "durmió. El canciller habló.",
        ["Juan Paz: canciller", "Luis Mora: canciller", "Luis Mora: canciller"],
        {},
    ),
    (
        "El canciller [Juan Paz] y el canciller [Luis Mora] llegaron. [Paz|Juan Paz] comió. [Paz|Juan Paz] "
        "bebió. [Paz|Juan Paz] cantó. [Mora|Luis Mora] durmió. El canciller habló.",
        ["Juan Paz: canciller", "Luis Mora: canciller", "Juan Paz: canciller"],
        {},
    ),
    (
        "El canciller [Juan Paz] y el canciller [Luis Mora] llegaron. [Paz|Juan Paz] comió. [Paz|Juan Paz] "
        "bebió. [Mora|Luis Mora] durmió. El canciller habló.",
        ["Juan Paz: canciller", "Luis Mora: canciller", "Luis Mora: canciller"],
        {},
    ),
    (
        "[Luis Mora] y el canciller [Juan Paz] llegaron. [Mora|Luis Mora] calló. El canciller habló.",
        ["Juan Paz: canciller", "Luis Mora: canciller"],
        {"known": {"Luis Mora": {"role": "foreign_minister"}}},
    ),
]


@pytest.mark.parametrize(("text", "wanted", "given"), AGAIN)
def test_titles_without_a_name(text: str, wanted: list[str], given: dict[str, Any]) -> None:
    assert sorted(titles_in(named(text, **given))) == sorted(wanted)
