"""PDF files: text in reading order, paragraphs whole, without what is on every page; clear words for the rest."""

from __future__ import annotations

import pytest

from pipeline.reading.model import Problem
from pipeline.reading.pdf import pdf_record
from tests.documents import HYPHEN, Line, column, pdf, width

TITLE = "Uruguay y Paraguay simplifican el tránsito de camiones"
#: Where a word may be parted is marked with a bar.
MARKED = (
    "MONTE|VIDEO, 12 mar 2024 (Agen|cia Aus|tral).- La minis|tra de Rela|cio|nes Exte|rio|res de Uru|guay, Ama|lia "
    "Berru|tti, y su homó|lo|go para|gua|yo, Rami|ro Esco|bar, sus|cri|bie|ron este mar|tes un con|ve|nio que "
    "sim|pli|fi|ca el trán|si|to de camio|nes por los pasos fron|te|ri|zos del río Pa|ra|ná.",
    "El acuer|do, nego|cia|do duran|te cator|ce meses por comi|sio|nes de ambos paí|ses, esta|ble|ce una "
    "ven|ta|ni|lla úni|ca para los trá|mi|tes de adua|na y redu|ce de nue|ve a tres los docu|men|tos que un "
    "trans|por|tis|ta debe pre|sen|tar en la fron|te|ra.",
    "«Hemos qui|ta|do pape|les, no con|tro|les», ase|gu|ró Berru|tti al tér|mi|no de la cere|mo|nia, cele|bra|da en el "
    "Pala|cio San|tos. La can|ci|ller expli|có que las ins|pec|cio|nes sani|ta|rias se harán en ori|gen.",
    "Esco|bar cal|cu|ló que el comer|cio bila|te|ral, que en 2023 sumó 640 millo|nes de dóla|res, podría aumen|tar un "
    "doce por cien|to en los dos años siguien|tes. Tam|bién anun|ció que el Banco de Desa|rro|llo des|ti|na|rá 25 "
    "millo|nes de dóla|res a la amplia|ción del puen|te inter|na|cio|nal.",
)
PARTED = [text.replace("|", HYPHEN) for text in MARKED]
WHOLE = [text.replace("|", "") for text in MARKED]
HEADLINE = Line(TITLE, 60, 70, 18, True)


def paragraphs(data: bytes) -> list[str]:
    return pdf_record(data)["text"].split("\n\n")


def in_columns(number: int, *, indent: float = 10, gap: float = 0) -> list[list[Line]]:
    """The article in columns of one height, each with its lines."""
    gutter, left = 14, 60.0
    wide = (480 - gutter * (number - 1)) / number
    lines = column(PARTED, 0, 120, wide, indent=indent, gap=gap)
    height = -(-len(lines) // number)
    return [
        [line._replace(x=line.x + left + at * (wide + gutter), y=120 + 12 * n) for n, line in enumerate(part)]
        for at in range(number)
        for part in [lines[at * height : (at + 1) * height]]
    ]


@pytest.mark.parametrize("number", [1, 2, 3])
def test_columns_one_after_the_other(number: int) -> None:
    lines = [line for part in in_columns(number) for line in part]
    assert any(line.text.endswith("-") for line in lines)
    assert paragraphs(pdf([[HEADLINE, *lines]])) == [TITLE, *WHOLE]


def test_columns_that_the_file_has_row_by_row_from_the_right() -> None:
    rows = sorted((line for part in in_columns(2) for line in part), key=lambda line: (line.y, -line.x))
    assert paragraphs(pdf([[*rows, HEADLINE]])) == [TITLE, *WHOLE]


def test_a_heading_across_two_columns_parts_them() -> None:
    left, right = in_columns(2)
    below = [line._replace(y=line.y + 400) for part in in_columns(2) for line in part]
    heading = Line("La segunda nota de la página cruza las dos columnas", 60, 480, 14, True)
    found = paragraphs(pdf([[*left, *right, heading, *below]]))
    assert found == [*WHOLE, heading.text, *WHOLE]


def test_paragraphs_with_a_gap_between_them() -> None:
    assert paragraphs(pdf([column(PARTED, 60, 100, 400, gap=8)])) == WHOLE


def test_a_heading_of_two_lines_is_one() -> None:
    heading = [Line("Uruguay y Paraguay simplifican", 60, 60, 18), Line("el tránsito de camiones", 60, 84, 18)]
    record = pdf_record(pdf([[*heading, *column(PARTED, 60, 120, 400)]]))
    assert record["title"] == TITLE
    assert record["text"].startswith(f"{TITLE}\n\nMONTEVIDEO")


def test_a_table_is_read_row_by_row() -> None:
    cells = [("Chile", "20 millones"), ("Perú", "35 millones"), ("Bolivia", "8 millones"), ("Ecuador", "12 millones")]
    lines = [Line(text, x, 500 + 12 * n) for n, row in enumerate(cells) for x, text in zip((60, 200), row, strict=True)]
    text = pdf_record(pdf([[*column(PARTED, 60, 100, 400), *lines]]))["text"]
    assert "Chile 20 millones" in text and "Ecuador 12 millones" in text


def on_pages(number: int = 3) -> list[list[Line]]:
    """The article again and again, with head and foot on each page, and the last paragraph over two pages."""
    lines = column(PARTED * 4, 60, 0, 240, indent=10)
    height = -(-len(lines) // number)
    pages = []
    for at in range(number):
        part = lines[at * height : (at + 1) * height]
        head = Line(f"Boletín del Ministerio · Núm. 45 · {at + 1}", 60, 30, 8)
        foot = Line(f"Página {at + 1} de {number}", 270, 800, 8)
        pages.append([head, *(line._replace(y=120 + 12 * n) for n, line in enumerate(part)), foot])
    return pages


def test_running_heads_and_numbers_of_pages_go_and_paragraphs_go_on() -> None:
    assert paragraphs(pdf(on_pages())) == WHOLE * 4


def test_a_number_that_ends_a_page_is_no_number_of_a_page() -> None:
    text = [
        "El convenio que firmaron los dos cancilleres en la capital uruguaya estará en vigor desde el 1 de enero de",
        "2030",
    ]
    lines = [Line(line, 60, 780 + 12 * n) for n, line in enumerate(text)]
    assert paragraphs(pdf([[*column(PARTED, 60, 100, 400), *lines]]))[-1].endswith("enero de 2030")


@pytest.mark.parametrize("number", ["7", "- 7 -", "7/12", "Pág. 7", "PÁGINA 7 DE 12"])
def test_the_number_of_a_single_page_goes(number: str) -> None:
    assert paragraphs(pdf([[*column(PARTED, 60, 100, 400, indent=10), Line(number, 290, 800, 9)]])) == WHOLE


@pytest.mark.parametrize(
    ("first", "second", "whole"),
    [
        ("firmaron el acuer-", "do en Lima", "firmaron el acuerdo en Lima"),
        ("la declaración franco-", "alemana de París", "la declaración franco-alemana de París"),
        ("el ferrocarril China-", "Kazajistán avanza", "el ferrocarril China-Kazajistán avanza"),
        ("el plan bienal 2024-", "2025 se aprobó", "el plan bienal 2024-2025 se aprobó"),
        ("los tres países -", "todos del sur", "los tres países - todos del sur"),
    ],
)
def test_hyphens_at_the_ends_of_lines(first: str, second: str, whole: str) -> None:
    assert paragraphs(pdf([[Line(first, 60, 100), Line(second, 60, 112)]])) == [whole]


def test_a_compound_that_the_text_has_elsewhere_keeps_its_hyphen() -> None:
    lines = ["la cumbre iberoamericano-caribeña de Lima fue", "la primera reunión iberoamericano-", "caribeña del año"]
    (found,) = paragraphs(pdf([[Line(text, 60, 100 + 12 * n) for n, text in enumerate(lines)]]))
    assert found.endswith("reunión iberoamericano-caribeña del año")


@pytest.mark.parametrize(
    ("own", "title"),
    [
        (TITLE, TITLE),
        ("Microsoft Word - nota.doc", "Nota de prensa del Ministerio"),
        ("Documento1", "Nota de prensa del Ministerio"),
        ("", "Nota de prensa del Ministerio"),
        ("Plantilla", "Nota de prensa del Ministerio"),
    ],
)
def test_the_title_of_the_properties_where_it_is_one(own: str, title: str) -> None:
    body = [Line(TITLE, 60, 120, 10), *column(PARTED, 60, 140, 400)]
    heading = Line("Nota de prensa del Ministerio", 60, 60, 18)
    assert pdf_record(pdf([[heading, *body]], title=own))["title"] == title


def test_text_without_a_heading_has_no_title() -> None:
    assert pdf_record(pdf([column(PARTED, 60, 100, 400)]))["title"] is None


def test_the_day_on_which_a_file_was_made_is_no_day_of_publication() -> None:
    data = pdf([column(PARTED, 60, 100, 400)]).replace(b"/Title ()", b"/Title () /CreationDate (D:20190101000000)")
    assert b"CreationDate" in data
    assert "date" not in pdf_record(data)


def test_letters_that_are_printed_twice_are_read_once() -> None:
    lines = column(PARTED, 60, 100, 400, indent=10)
    assert paragraphs(pdf([[*lines, *(line._replace(x=line.x + 0.3) for line in lines)]])) == WHOLE


@pytest.mark.parametrize(
    ("data", "error", "word"),
    [
        (pdf([[]]), "no_text_layer", "run OCR first, e.g. ocrmypdf"),
        (pdf([[HEADLINE]], is_locked=True), "encrypted", "locked with a password"),
        (pdf([[HEADLINE]])[:500], "broken_pdf", "save it again"),
        (b"%PDF-1.7\nroto", "broken_pdf", "save it again"),
        (b"Los cancilleres firmaron un acuerdo.", "broken_pdf", "save it again"),
        (pdf([[Line("a", 60, 60)]] * 501), "too_long", "500 pages"),
    ],
)
def test_what_is_no_article(data: bytes, error: str, word: str) -> None:
    with pytest.raises(Problem) as found:
        pdf_record(data)
    assert found.value.error == error
    assert word in found.value.message


def test_widths_are_those_of_the_font() -> None:
    assert width("m", 10) > width("i", 10) > 0
