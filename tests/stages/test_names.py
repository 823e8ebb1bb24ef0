"""Names in sentences of our own: "[Juan Pérez](PER)" marks a span and its label; no other person may be found.

Places and organisations that are not marked may be found or not: other stages have their own lexicons for them.
No model: the rules alone must do.
"""

from __future__ import annotations

import re

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Span

from pipeline.stages import names, sentences
from pipeline.stages.names import find_names

MARK = re.compile(r"\[([^\]]+)\]\((PER|LOC|ORG|MISC)\)")


@pytest.fixture(scope="module")
def nlp() -> Language:
    assert names.make_names
    assert sentences
    blank = spacy.blank("es")
    blank.add_pipe("comunicado_sentences")
    blank.add_pipe("comunicado_names")
    return blank


def read_markup(marked: str) -> tuple[str, list[tuple[str, str]]]:
    """The plain text and its (surface, label) pairs, repeats kept."""
    return MARK.sub(r"\1", marked), [(m[1], m[2]) for m in MARK.finditer(marked)]


MARKED = [
    # what only looks like a name after a title
    "El Presidente Chino llegó a [Lima](LOC).",
    "El gobernante Frente para la Concordia ganó.",
    # a place before a name
    "Lo entregó en [Nueva York](LOC) [Berta Cifuentes](PER) ayer.",
    # "al" inside a name
    "Habló con el general [Abdel Fatah al Sisi](PER) ayer.",
    # peers and lists
    "Habló con su homólogo marroquí, [Abdelouaf Lafrit](PER), del estrecho.",
    "Llamó a su par de [Noruega](LOC), [Oddvar Lien](PER), el lunes.",
    "Llegaron los cancilleres [Jaime Ruiz](PER) y [Tancredo Paves](PER) a la cita.",
    # a credit is no person of the story
    "El periodista de Reuters Jaime Ruiz contribuyó a este despacho.",
    # papers speak too
    "Según Der Spiegel, hubo escuchas.",
    # titles stay outside the name
    "El canciller [Bruno Rodríguez](PER) viajó a [Quito](LOC).",
    "El Canciller [Rodríguez](PER) viajó ayer.",
    "Canciller [Rodríguez](PER): «Seguiremos».",
    "El presidente [Xi Jinping](PER) recibió a la delegación.",
    "La presidenta [Dilma Rousseff](PER) abrió la sesión.",
    "El Primer Ministro [Narendra Modi](PER) saludó a los presentes.",
    "El secretario general [António Guterres](PER) pidió calma.",
    "Habló el viceministro [Tomás Quiñones](PER).",
    "El ex presidente [Vicente Fox](PER) no asistió.",
    "El expresidente [Álvaro Uribe](PER) tampoco.",
    "El general [Amílcar Bermejo](PER) dirigió la maniobra.",
    "La reina [Letizia](PER) visitó la escuela.",
    "El papa [Francisco](PER) recibió al mandatario.",
    "La senadora [Piedad Córdoba](PER) y el diputado [Iván Cepeda](PER) coincidieron.",
    # honorifics stay outside
    "El Sr. [Wang](PER) llegó tarde.",
    "Don [Arturo Miralles](PER) murió en [Lima](LOC).",
    "La señora [Bachelet](PER) firmó el acta.",
    "El doctor [Anselmo Tejada](PER) explicó la vacuna.",
    "Según la Dra. [Ofelia Rentería](PER), hay avances.",
    # the title comes after
    "[Xu Feihong](PER), embajador de [China](LOC), visitó el puerto.",
    "Lo dijo [Zoltan Bereny](PER), ministro de Defensa de [Hungría](LOC).",
    "[Ngozi Okonjo-Iweala](PER), directora general de la [OMC](ORG), lo confirmó.",
    "[Pham Van Hoa](PER) (viceministro de Comercio) encabezó el grupo.",
    # two names are two
    "[Peña Nieto](PER) y [Obama](PER) hablaron por teléfono.",
    "Asistieron [Evo Morales](PER), [Rafael Correa](PER) y [Hugo Chávez](PER).",
    "El presidente de [Estados Unidos](LOC) [Barack Obama](PER) llamó a [Vladimir Putin](PER).",
    "El ministro de Energía [Alexandr Novak](PER) estuvo allí.",
    "El portavoz del Ministerio de Petróleo [Ali Hasan](PER) lo negó.",
    "El secretario de Estado [John Kerry](PER) y el canciller ruso [Serguéi Lavrov](PER) cenaron juntos.",
    # words at the head of a sentence are no names
    "También [Obama](PER) lo dijo.",
    "Además, [Rajoy](PER) viajará a [Berlín](LOC).",
    "Asimismo [Merkel](PER) pidió calma.",
    "Según [Lavrov](PER), no hay plazo.",
    "Tras [Maduro](PER) habló [Correa](PER). El ecuatoriano [Rafael Correa](PER) fue breve.",
    "Firmaron [Raúl Castro](PER) y [Nicolás Maduro](PER) cinco convenios.",
    "Durante Abril no hubo reunión. Hoy Lunes tampoco.",
    "El Lunes llegó la carta. Los Ministros no vinieron.",
    # particles, hyphens, initials, foreign orders
    "[Ursula von der Leyen](PER) llegó a [Kiev](LOC).",
    "[Alberto van Klaveren](PER) viajó ayer.",
    "[Luiz Inácio Lula da Silva](PER) volvió.",
    "El rey [Salmán bin Abdelaziz](PER) no asistió.",
    "[Bashar al-Assad](PER) lo rechazó.",
    "[Mohamed bin Salmán](PER) visitó [El Cairo](LOC).",
    "[Frank-Walter Steinmeier](PER) propuso otra fecha.",
    "[Ban Ki-moon](PER) y [Park Geun-hye](PER) se saludaron.",
    "[Kim Jong-un](PER) recibió la carta.",
    "[George W. Bush](PER) y [Robert M. Gates](PER) viajaron a [Bagdad](LOC).",
    "[Fernando de la Rúa](PER) renunció.",
    "[Isabel de Saint Malo](PER) firmó el acta.",
    "[Juan Ramón de la Fuente](PER) tomó posesión.",
    "[Cristina Fernández de Kirchner](PER) habló en cadena.",
    "La ministra [María de los Ángeles Moreno](PER) lo anunció.",
    'El presidente José "Pepe" Mujica llegó.'.replace('José "Pepe" Mujica', '[José "Pepe" Mujica](PER)'),
    "[Massimo D'Alema](PER) criticó el plan.",
    "El ministro [Seán Ó Fearghaíl](PER) saludó.",
    "[Murat Nurtleu](PER) y [Wang Yi](PER) conversaron en [Almaty](LOC).",
    "[Kasim-Yomart Tokáyev](PER) aceptó la invitación.",
    # persons named like places, places that look like persons
    "[Santiago Cafiero](PER) viajó a [Santiago](LOC).",
    "El diplomático uruguayo [Washington Abdala](PER) pidió la palabra en [Washington](LOC).",
    "[Israel Katz](PER) habló en nombre de [Israel](LOC).",
    "El presidente [Lugo](PER) y el presidente [Santos](PER) hablaron.",
    "[Salvador Sánchez Cerén](PER) asumió en [El Salvador](LOC).",
    "Llegó a [Puerto España](LOC) y después a [San José](LOC).",
    "[China](LOC), miembro permanente del [Consejo de Seguridad](ORG), votó en contra.",
    "[Buenos Aires](LOC) y [Londres](LOC) retomarán el diálogo.",
    # organisations are no persons
    "La [Fundación José Saramago](ORG) premió a los jóvenes.",
    "El [Banco Santander](ORG) abrió una oficina.",
    "El [Ministerio de Relaciones Exteriores](ORG) lo confirmó.",
    "La [Organización de Estados Americanos](ORG) se reunió.",
    "El [Ministerio de Economía y Finanzas](ORG) publicó la norma.",
    "La [Universidad Simón Bolívar](ORG) firmó el convenio.",
    "La [ONU](ORG), la [OEA](ORG) y la [FAO](ORG) enviaron observadores.",
    "Según [Reuters](ORG), no hubo acuerdo.",
    "El director del diario Haaretz lo publicó.",
    "El portavoz de la empresa Nordgas no contestó.",
    "El director técnico del equipo Pachuca renunció.",
    "Lo escribió en Twitter [Antonio Tejada](PER).",
    "Felicitó al director de la OPAQ [Ahmet Uzumcu](PER).",
    "■ Anuncia [Peña Nieto](PER) otro viaje. El presidente [Peña Nieto](PER) irá a [Lima](LOC).",
    "De paso por [Brasilia](LOC) [Rodríguez](PER) calló. [Bruno Rodríguez](PER) volverá.",
    # places named after persons
    "Aterrizó en el aeropuerto [José Martí](LOC) de [La Habana](LOC).",
    "La marcha salió de la avenida [Benito Juárez](LOC).",
    # offices in capitals, portfolios, adjectives
    "El Presidente Municipal [Ramiro Lozano](PER) y el Secretario Académico [Hugo Prado](PER) asistieron.",
    "El secretario de Comercio y Turismo presentó el plan.",
    "El Ministro de Economía, Planificación y Desarrollo, [Isidoro Santana](PER), expuso.",
    "El jefe del Estado Mayor, [Efraín Bretón](PER), viajó.",
    # once a person, always a person
    "[Enrico Letta](PER) viajó a [Roma](LOC). [Letta](PER) regresará mañana.",
    "Habló el ministro [Abiodun Salako](PER). Dijo [Salako](PER) que no.",
    "[Xi Jinping](PER) llegó. [Xi](PER) fue recibido con honores.",
    "[Evo Morales](PER) llegó tarde. [Evo](PER) pidió disculpas.",
    "Su visita fue breve. Lo dijo ayer [Su Wei](PER), representante de [China](LOC).",
    # ALL CAPS, numerals, combinations
    "El rey [Felipe VI](PER) y el papa [Benedicto XVI](PER) se saludaron.",
    "La XXII Cumbre y el siglo XXI no son personas.",
    "El diálogo China-Kazajistán y el foro México-Italia continúan.",
    "La reunión de ministros de Relaciones Exteriores China-Asia Central será en mayo.",
]


@pytest.mark.parametrize("marked", MARKED)
def test_marked_names(nlp, marked):
    text, wanted = read_markup(marked)
    found = [(e.text, e.label_) for e in nlp(text).ents]
    for pair in wanted:
        assert pair in found
    people = [text for text, label in found if label == "PER"]
    assert people == [text for text, label in wanted if label == "PER"]


def test_the_rule_is_in_the_id(nlp):
    doc = nlp("El canciller Bruno Rodríguez y la ministra Ofelia Rentería viajaron a Chile.")
    assert {e.text: e.id_ for e in doc.ents} == {
        "Bruno Rodríguez": "registry",
        "Ofelia Rentería": "title_before",
        "Chile": "country",
    }


def test_a_tagger_is_one_opinion_among_others():
    blank = spacy.blank("es")
    blank.add_pipe("comunicado_sentences")
    doc = blank("También vino Chile. El canciller Quevedo habló con Okuda Haruto.")
    doc.ents = [Span(doc, 0, 1, label="PER"), Span(doc, 2, 3, label="PER"), Span(doc, 9, 11, label="PER")]
    assert [(e.text, e.label_) for e in find_names(doc)] == [
        ("Chile", "LOC"),
        ("Quevedo", "PER"),
        ("Okuda Haruto", "PER"),
    ]


def test_a_word_only_the_tagger_calls_a_person_must_speak():
    blank = spacy.blank("es")
    blank.add_pipe("comunicado_sentences")
    doc = blank("Actualización del mapa. Creció Nordgas. Dijo Haddadi que no.")
    doc.ents = [Span(doc, i, i + 1, label="PER") for i in (0, 5, 8)]
    assert [e.text for e in find_names(doc)] == ["Haddadi"]


def test_credited_people_are_no_names(nlp):
    doc = nlp.make_doc("El presidente Xi Jinping llegó. (Xinhua/Pedro Salas) Lo vio Marta Salas.")
    doc._.article = {"article_id": "a", "bylines": "Pedro Salas; Marta Salas"}
    assert [e.text for e in nlp(doc).ents if e.label_ == "PER"] == ["Xi Jinping"]


@pytest.mark.parametrize("text", ["", " ", "\n\n", "sin mayúsculas", "¡!", "A", "EL PRESIDENTE VIAJÓ"])
def test_texts_without_names(nlp, text):
    assert [e for e in nlp(text).ents if e.label_ == "PER"] == []


def test_names_do_not_overlap(nlp):
    doc = nlp(
        "El Ministerio de Economía y Finanzas de Perú y el presidente de Perú Ollanta Humala firmaron con la OEA."
    )
    taken = [i for e in doc.ents for i in range(e.start, e.end)]
    assert len(taken) == len(set(taken))
