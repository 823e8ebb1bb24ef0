"""Cleaning: what goes, what stays, and that a clean text stays as it is."""

from __future__ import annotations

import json
import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.knowledge.lexicon import read_lexicon
from pipeline.reading import characters, credits, repeats
from pipeline.reading.clean import clean_text
from pipeline.reading.furniture import furniture_id

SHARED = Path(__file__).parents[2] / "shared"
STORY = "El canciller uruguayo recibió en Montevideo a su homóloga finlandesa para hablar de comercio y de clima."
MORE = "Ambos países acordaron que sus delegaciones se reúnan de nuevo en Helsinki antes de que termine el año."


def kept(raw: str) -> str:
    return clean_text(raw).text


# ---- characters
@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("Kazajista\u0301n", "Kazajistán"),
        ("\x93Hola\x94, dijo \x96ayer\x96 con 5 \x80\x85", "“Hola”, dijo –ayer– con 5 €…"),
        ("coope\u00adración", "cooperación"),
        ("trienio 2008\u00ad2010", "trienio 2008-2010"),
        ("Bra\u200bsil\ufeff", "Brasil"),
        ("27,5\u00a0millones\u202fde\u2009euros", "27,5 millones de euros"),
        ("uno\r\ndos\rtres\u2028cuatro", "uno\ndos\ntres\ncuatro"),
        ("uno  dos\t tres", "uno dos tres"),
        (" uno \n dos ", "uno\ndos"),
        ("uno\n\n\n\n\ndos", "uno\n\ndos"),
        ("uno\n \n\t\ndos", "uno\n\ndos"),
        ("uno\x07dos\x1b[31m", "unodos[31m"),
        ("uno \ud800dos", "uno dos"),
        ("«uno» “dos” ‘tres’ – — …", "«uno» “dos” ‘tres’ – — …"),
        ("¿Sí? ¡No! 1.º n.º 3 €", "¿Sí? ¡No! 1.º n.º 3 €"),
        ("", ""),
    ],
)
def test_characters(raw: str, text: str) -> None:
    assert kept(raw) == text


# ---- markup
@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("El <b>canciller</b> viajó<br/>ayer.", "El canciller viajó\nayer."),
        ("<p>Uno.</p><p class='x'>Dos.</p>", "Uno.\n\nDos."),
        ("Uno &amp; dos&nbsp;tres &laquo;cuatro&raquo;", "Uno & dos tres «cuatro»"),
        ("Uno<script>var x = '<p>';</script> dos", "Uno dos"),
        ("Uno <!-- oculto --> dos", "Uno dos"),
        ("AT&T y R&D; 3 < 5 y 7 > 2", "AT&T y R&D; 3 < 5 y 7 > 2"),
        ('El [acuerdo](https://e.example/a_(b) "título") vale', 'El [acuerdo](https://e.example/a_(b) "título") vale'),
        ("El [acuerdo](https://e.example/a) vale", "El acuerdo vale"),
        ("Antes ![mapa](mapa.png) después [aquí](x)", "Antes después aquí"),
        ("## Acuerdos\n\nSe firmó **uno** y *otro*.", "Acuerdos\n\nSe firmó uno y otro."),
        ("> Cita de la nota [1](x)", "Cita de la nota 1"),
        ("**Uno** y **dos** y __tres__", "Uno y dos y tres"),
        ("- uno [a](b)\n- dos", "- uno a\n- dos"),
    ],
)
def test_markup(raw: str, text: str) -> None:
    assert kept(raw) == text


@pytest.mark.parametrize(
    "text",
    [
        "El precio* subió. *Según el ministerio.",
        "Subió *15 por ciento* en un año.",
        "El código a_b_c y 2*3*4 quedan.",
        "Punto #1 de la agenda: comercio [sic] y clima (bis).",
        "Los firmantes [los cancilleres] acordaron el punto (3).",
    ],
)
def test_what_is_no_markdown_stays(text: str) -> None:
    assert kept(text) == text


# ---- wrapped lines
WRAPPED = """El presidente de la república y el primer ministro visitante firmaron
este martes una declaración conjunta en la que se comprometen a duplicar
el comercio bilateral antes de 2030 y a facilitar los visados de trabajo
de sus ciudadanos.

La declaración, de doce puntos, prevé además la apertura de una oficina
comercial en la capital y el envío de una misión de empresarios durante
el primer semestre del próximo año."""


def test_wrapped_lines_are_joined_to_paragraphs() -> None:
    text = kept(WRAPPED)
    assert text.count("\n") == 2
    assert text.split() == WRAPPED.split()
    assert "conjunta en la que se comprometen a duplicar el comercio" in text


@pytest.mark.parametrize(
    "text",
    [
        "Titular corto de la nota\nSumario de la misma nota\nUna línea más\nY otra línea\nLa última de todas",
        f"{STORY}\n{MORE}\n{STORY[:70]}",
        "Participaron:\nMéxico\nArgentina\nChile\nPerú\nColombia y otros tres países de la región sudamericana",
    ],
)
def test_other_line_ends_are_paragraphs(text: str) -> None:
    assert kept(text).count("\n") == text.count("\n")


# ---- furniture
@pytest.mark.parametrize("row", read_lexicon("furniture"), ids=lambda row: row["id"])
def test_every_furniture_pattern_takes_its_example_and_no_other_does_first(row: dict[str, str]) -> None:
    assert re.fullmatch(row["pattern"], row["example"], re.IGNORECASE)
    assert furniture_id(row["example"]) is not None
    assert kept(f"{STORY}\n{row['example']}\n{MORE}") == f"{STORY}\n{MORE}"


@pytest.mark.parametrize(
    "line",
    [
        "Leer más libros es la meta del plan que anunciaron los dos ministros de Cultura.",
        "Compartir el agua del río es un derecho de ambos pueblos, dijo la canciller.",
        "Compartieron la mesa los presidentes de Chile y Bolivia.",
        "Fuentes diplomáticas confirmaron la visita.",
        "Fuente de tensiones, la frontera sigue cerrada.",
        "Temas de la agenda: comercio, energía y seguridad.",
        "Final de la cumbre",
        "Suscribieron el acuerdo los dos cancilleres.",
        "Suscripción del acuerdo: los cancilleres firmarán el martes.",
        "Anuncian visita",
        "Publicado el decreto, la medida entrará en vigor.",
        "Inicio de la negociación",
        "Siguiente paso: la ratificación",
        "Ver para creer, dijo el ministro.",
        "Video y audio de la reunión fueron entregados al juez.",
        "6. Comentario final",
        "Tres comentarios hizo el embajador.",
        "Reciben al nuevo embajador",
        "Twitter anunció que cerrará su oficina en Bruselas.",
        "Imprimir moneda no es la solución, advirtió el FMI.",
        "Sección I",
        "Contacto con Moscú",
        "2. Cooperación",
        "EE. UU.",
        "Fuente: cálculos del ministerio con datos de 2023",
    ],
)
def test_sentences_and_headings_are_no_furniture(line: str) -> None:
    assert line in kept(f"{STORY}\n{line}\n{MORE}")


def test_headlines_under_related_notes_go_with_their_label() -> None:
    raw = f"{STORY}\n{MORE}\nNotas relacionadas:\nCancilleres hablan de comercio\nUruguay abre embajada en Helsinki"
    assert kept(raw) == f"{STORY}\n{MORE}"


def test_a_story_under_related_notes_stays() -> None:
    raw = f"{STORY}\nNotas relacionadas:\nCancilleres hablan de comercio\n{MORE}"
    assert kept(raw) == f"{STORY}\nCancilleres hablan de comercio\n{MORE}"


# ---- credits
@pytest.mark.parametrize(
    ("credit", "people", "agency"),
    [
        ("(Xinhua/Lu Jian)", ("Lu Jian",), "Xinhua"),
        ("(Xinhua/Lu Jian) (jg) (dp)", ("Lu Jian",), "Xinhua"),
        ("(EFE/ Ana Ruiz)", ("Ana Ruiz",), "EFE"),
        ("(Ana Ruiz/EFE)", ("Ana Ruiz",), "EFE"),
        ("(AP Photo/John Smith)", ("John Smith",), "AP"),
        ("(Xinhua/Str)", (), "Xinhua"),
        ("[Xinhua/Lu Jian]", ("Lu Jian",), "Xinhua"),
        ("(Foto de Lu Jian/Xinhua)", ("Lu Jian",), "Xinhua"),
        ("(Foto por Lu Jian/Xinhua)", ("Lu Jian",), "Xinhua"),
        ("(Xinhua/Foto: Lu Jian)", ("Lu Jian",), "Xinhua"),
        ("(Foto: Xinhua/Lu Jian)", ("Lu Jian",), "Xinhua"),
        ("(Foto de Xinhua por Lu Jian)", ("Lu Jian",), "Xinhua"),
        ("(XINHUA/LU JIAN)", ("Lu Jian",), "Xinhua"),
        ("(Xinhua/Lu Jian, Li Mei)", ("Lu Jian", "Li Mei"), "Xinhua"),
        ("(Xinhua/Lu Jian/Pool)", ("Lu Jian",), "Xinhua"),
        ("(Foto: Casa Rosada)", (), None),
        ("(Web editor: Lu Jian)", ("Lu Jian",), None),
        ("EFE/Ana Ruiz", ("Ana Ruiz",), "EFE"),
        ("EFE/ Ana Ruiz.", ("Ana Ruiz",), "EFE"),
        ("(Foto: AFP)", (), "AFP"),
        ("(Foto: Ana Ruiz)", ("Ana Ruiz",), None),
        ("(Editor: Ana Ruiz)", ("Ana Ruiz",), None),
        ("(Editora: Ana Ruiz, Redactor: Luis Vega)", ("Ana Ruiz", "Luis Vega"), None),
        ("(Con información de Notimex)", (), "Notimex"),
        ("(con información de Ana Ruiz, corresponsal)", ("Ana Ruiz",), None),
        ("(Con información de agencias)", (), "Agencias"),
        ("(EFE)", (), "EFE"),
        ("(Reuters/AP)", (), "Reuters"),
    ],
)
def test_credits_in_brackets(credit: str, people: tuple[str, ...], agency: str | None) -> None:
    found = clean_text(f"{MORE}\n{STORY} {credit}")
    assert found.text == f"{MORE}\n{STORY}"
    assert (found.bylines, found.agency) == (people, agency)
    assert found.removed == (credit,)


@pytest.mark.parametrize(
    "credit",
    [
        " Foto: Ana Ruiz/Teleandes",
        " | Foto: Teleandes",
        " / Foto: Teleandes",
        " Foto Ana Ruiz",
        " Foto tomada de Teleandes",
        " Fotografía de Ana Ruiz",
        " – Foto: Presidencia",
        " (Foto de archivo)",
        " (Captura de video: Teleandes)",
        " (Teleandes)",
        " [Teleandes]",
        " /TELEANDES",
        " © Teleandes",
    ],
)
def test_credits_of_outlets_that_no_list_has_at_the_end_of_a_caption(credit: str) -> None:
    assert clean_text(f"{MORE}\n{STORY}{credit}").text == f"{MORE}\n{STORY}"


@pytest.mark.parametrize(
    "end",
    [
        " en la sede del Mercado Común (Mercosur)",
        " con Aceros del Sur, S.A. (Asura).",
        " en lo que llamó “una foto de familia”",
        " tras la foto de familia",
        " entre Chile/Argentina",
    ],
)
def test_an_end_that_is_no_credit_stays(end: str) -> None:
    text = f"{MORE}\n{STORY.rstrip('.')}{end}"
    assert clean_text(text).text == text


@pytest.mark.parametrize(
    ("line", "people", "agency"),
    [
        ("Por Ana Ruiz", ("Ana Ruiz",), None),
        ("Ana Ruiz / El Faro del Norte", ("Ana Ruiz",), None),
        ("(Ana Ruiz/Teleandes)", ("Ana Ruiz",), None),
        ("Ana Ruiz - Teleandes", ("Ana Ruiz",), None),
        ("TELEANDES | Ana Ruiz", ("Ana Ruiz",), None),
        ("Redacción Teleandes", (), None),
        ("Fuente: Teleandes", (), None),
        ("(Teleandes)", (), None),
        ("/Teleandes", (), None),
        ("© Teleandes", (), None),
        ("Con información de Teleandes y agencias", (), "Agencias"),
        ("Tomado de Teleandes", (), None),
        ("Ana Ruiz para Teleandes", ("Ana Ruiz",), None),
        ("Especial para Teleandes", (), None),
        ("Prensa Cancillería", (), None),
        ("Foto cortesía Cancillería", (), None),
        ("Foto de archivo", (), None),
        ("Foto: X @canciller", (), None),
        ("Foto: Elena Ruiz (Teleandes)", ("Elena Ruiz",), None),
        ("Infografía: Ana Ruiz", ("Ana Ruiz",), None),
        ("Redacción: Ana Ruiz. Edición: Juan Gil", ("Ana Ruiz", "Juan Gil"), None),
        ("Ana Ruiz @anaruiz", ("Ana Ruiz",), None),
        ("ana.ruiz@teleandes.bo", (), None),
        ("/ Ana Ruiz", ("Ana Ruiz",), None),
        ("Por: Ana Ruiz", ("Ana Ruiz",), None),
        ("Por Ana Ruiz y Luis Vega", ("Ana Ruiz", "Luis Vega"), None),
        ("Por Ana Ruiz, enviada especial", ("Ana Ruiz",), None),
        ("Por Ana Ruiz / EFE", ("Ana Ruiz",), "EFE"),
        ("Texto: Ana Ruiz", ("Ana Ruiz",), None),
        ("Texto y foto: Ana Ruiz", ("Ana Ruiz",), None),
        ("Redacción", (), None),
        ("REDACCION", (), None),
        ("Redacción Internacional", (), None),
        ("Redacción / EFE", (), "EFE"),
        ("Redacción/Ana Ruiz", ("Ana Ruiz",), None),
        ("El Faro del Norte/REDACCION", (), None),
        ("El Faro del Norte/ANA DE LA VEGA RUIZ", ("Ana de la Vega Ruiz",), None),
        ("ANA RUIZ / FOTO: LUIS VEGA", ("Ana Ruiz", "Luis Vega"), None),
        ("Ana Ruiz / EFE", ("Ana Ruiz",), "EFE"),
        ("Ana Ruiz | Reuters", ("Ana Ruiz",), "Reuters"),
        ("ANA RUIZ", ("Ana Ruiz",), None),
        ("Foto: Reuters", (), "Reuters"),
        ("Foto: AP/John Smith", ("John Smith",), "AP"),
        ("Foto: cortesía de la embajada", (), None),
        ("Fotografía: Ana Ruiz", ("Ana Ruiz",), None),
        ("Traducción: Ana Ruiz", ("Ana Ruiz",), None),
        ("Editor: Ana Ruiz", ("Ana Ruiz",), None),
        ("Con información de Prensa Latina", (), "Prensa Latina"),
        ("Agencia EFE", (), "EFE"),
        ("Fuente: Xinhua", (), "Xinhua"),
        ("Agencias", (), "Agencias"),
        ("Ana Ruiz, enviada especial", ("Ana Ruiz",), None),
        ("Ana Ruiz (Corresponsal)", ("Ana Ruiz",), None),
        ("Ana Ruiz | Lima", ("Ana Ruiz",), None),
        ("De nuestra corresponsal Ana Ruiz", ("Ana Ruiz",), None),
        ("LIMA (EFE) — Ana Ruiz", ("Ana Ruiz",), "EFE"),
        ("Publicado por Ana Ruiz el 3 de mayo de 2020", ("Ana Ruiz",), None),
        ("Reporte de Ana Ruiz; editado en español por Luis Vega", ("Ana Ruiz", "Luis Vega"), None),
        ("Traducción de Ana Ruiz", ("Ana Ruiz",), None),
        ("Foto de Ana Ruiz/AFP", ("Ana Ruiz",), "AFP"),
    ],
)
@pytest.mark.parametrize("place", ["head", "foot"])
def test_credit_lines(line: str, people: tuple[str, ...], agency: str | None, place: str) -> None:
    found = clean_text(f"{line}\n{STORY}\n{MORE}" if place == "head" else f"{STORY}\n{MORE}\n{line}")
    assert found.text == f"{STORY}\n{MORE}"
    assert (found.bylines, found.agency, found.removed) == (people, agency, (line,))


@pytest.mark.parametrize(
    "text",
    [
        "El diputado del Partido Liberal (PL).",
        "Lo informó la agencia Associated Press (AP).",
        "El ministro habló con la Agencia Boliviana de Información (ABI)",
        "Por México",
        "Por la paz y la concordia",
        "Por Ucrania y Rusia hablaron los embajadores",
        "Ana Ruiz",  # named again below
        "Washington/Ciudad de México",
        "Madrid / EFE",
        "MONTEVIDEO, URUGUAY",
        "Nicolás Maduro, presidente de Venezuela",
        "Editor de profesión, el ministro fundó dos diarios",
        "Foto: el canciller saluda a la multitud en el aeropuerto.",
        "«La paz es posible» (canciller Ruiz)",
        "Acuerdo entre Chile y Perú (2024)",
        "Redacción de la ley de visados",
    ],
)
def test_what_is_no_credit_stays(text: str) -> None:
    assert text in kept(f"{text}\n{STORY}\nAna Ruiz, embajadora en Helsinki, asistió al acto. Ruiz no habló.\n{MORE}")


def test_a_list_of_names_is_no_byline() -> None:
    names = "Ana Vega\nLuis Rojas\nMarta Soto"
    assert kept(f"{names}\n{STORY}") == f"{names}\n{STORY}"


def test_the_author_of_a_quotation_stays() -> None:
    assert kept(f"“La paz no se decreta.”\nMarta Soto\n{STORY}") == f"“La paz no se decreta.”\nMarta Soto\n{STORY}"


def test_a_name_in_the_middle_stays() -> None:
    raw = "\n".join([STORY, MORE, STORY[::-1], MORE[::-1], "Marta Soto", STORY.upper(), MORE.upper()])
    assert "Marta Soto" in kept(raw)


@pytest.mark.parametrize(
    ("name", "written"),
    [("MARTA DE LA ROSA", "Marta de la Rosa"), ("ana ruiz", "ana ruiz"), ("JOSÉ Á. NÚÑEZ", "José Á. Núñez")],
)
def test_names_in_capitals(name: str, written: str) -> None:
    assert credits.person_name(name) == written


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Efe", "EFE"),
        ("PL", "Prensa Latina"),
        ("AP Photo", "AP"),
        ("Agencia EFE", "EFE"),
        ("Agence France-Presse", "AFP"),
        ("El Faro", None),
        ("APEC", None),
    ],
)
def test_agency_names(text: str, name: str | None) -> None:
    assert credits.agency_name(text) == name


# ---- repeats
CAPTION = (
    "La canciller Ana Ruiz (i) y su homólogo finlandés, Mika Lahti (d), firman el acuerdo de cooperación científica "
    "en el Palacio Santos de Montevideo, el 3 de mayo de 2024."
)


def test_a_caption_is_kept_once_the_first_time() -> None:
    last = CAPTION.replace(" (i)", "").replace(" (d)", "")
    found = clean_text(f"{CAPTION} (Xinhua/Lu Jian)\n{STORY}\n{MORE}\n{last} (Xinhua/Lu Jian)")
    assert found.text == f"{CAPTION}\n{STORY}\n{MORE}"
    assert found.bylines == ("Lu Jian",)
    assert last in found.removed


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        (STORY, STORY, True),
        (STORY, STORY.replace("hablar", "tratar"), True),
        (CAPTION, CAPTION.replace("(i)", "(c)"), True),
        (STORY, MORE, False),
        (CAPTION, CAPTION.replace("3 de mayo", "4 de mayo"), False),
        (CAPTION, CAPTION.replace("finlandés", "danés").replace("Mika Lahti", "Jens Holm"), False),
        ("¡Viva la paz!", "¡Viva la paz!", False),
    ],
)
def test_repeated_paragraphs(first: str, second: str, same: bool) -> None:
    assert (repeats.drop_repeats(f"{first}\n{second}")[0] == first) is same


def test_blank_lines_around_a_removed_repeat_close() -> None:
    assert kept(f"{CAPTION}\n\n{STORY}\n\n{CAPTION}\n\n{MORE}") == f"{CAPTION}\n\n{STORY}\n\n{MORE}"


# ---- invariants
PIECES = st.sampled_from(
    [
        STORY,
        MORE,
        CAPTION,
        "(Xinhua/Lu Jian)",
        "Por Ana Ruiz",
        "Leer más",
        "Notas relacionadas:",
        "&amp;amp;nbsp;",
        "<p>",
        "</b>",
        "&lt;b&gt;",
        "**uno**",
        "[a](b)",
        "# Título",
        "\u00ad",
        "\x93",
        "e\u0301",
        " ",
        "\n",
        "\n\n",
        "\r\n",
        "QUITO, 3 may (EFE).- ",
        "http://e.example",
        "(EFE)",
        "Foto: AP",
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES | st.text(max_size=12), max_size=14).map("".join))
def test_cleaning_a_clean_text_changes_nothing(raw: str) -> None:
    first = clean_text(raw)
    again = clean_text(first.text)
    assert again.text == first.text
    assert again.removed == ()
    assert unicodedata.is_normalized("NFC", first.text)
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u00ad\u200b\ufeff\u00a0]|\n\n\n|^\\s|\\s$| \n|  ", first.text)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=200))
def test_characters_are_only_repaired(raw: str) -> None:
    once = characters.clean_characters(raw)
    assert characters.clean_characters(once) == once


def test_model_article_has_its_caption_once() -> None:
    path = SHARED / "gold" / "seed" / "000_0c1d86c61138dfca.txt"
    if not path.exists():
        pytest.skip("../shared is not there")
    found = clean_text(path.read_text(encoding="utf-8"))
    assert found.text.count("25 de abril de 2025") == 1
    assert (found.bylines, found.agency) == (("Li Renzi",), "Xinhua")


def test_shared_corpus_loses_little_and_is_stable() -> None:
    path = SHARED / "corpus" / "articles.jsonl"
    if not path.exists():
        pytest.skip("../shared is not there")
    for line in path.read_text(encoding="utf-8").splitlines():
        raw = json.loads(line)["text"]
        text = kept(raw)
        assert kept(text) == text
        assert len(text) > 0.9 * len(raw)
