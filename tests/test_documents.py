"""Word files, mails, saved pages, feeds and ZIP archives as articles; one clear line for those that are no use."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pandas as pd
import pytest

from pipeline.reading.clean import clean_text
from pipeline.reading.read import Article, Failure, read_articles
from pipeline.running.batch.documents import pack, unpack
from pipeline.running.process import _article_row
from tests.documents import archive, docx, locked_archive, word_paragraph

TITLE = "Perú y Chile abren la frontera"
ONE = "LIMA, 3 may 2024 (Agencia).- Los cancilleres de Chile y del Perú firmaron un acuerdo de libre tránsito."
TWO = (
    "«Es un día histórico», dijo la ministra Aurora Sotomayor tras una reunión de dos horas en el Palacio Torre Tagle."
)


def read(folder: Path, name: str, data: str | bytes) -> list[Article | Failure]:
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return list(read_articles([path]))


def article(folder: Path, name: str, data: str | bytes) -> Article:
    (document,) = read(folder, name, data)
    assert isinstance(document, Article), document
    return document


def failure(folder: Path, name: str, data: str | bytes) -> Failure:
    (document,) = read(folder, name, data)
    assert isinstance(document, Failure), document
    return document


# ------------------------------------------------------------------------------------------------------------- Word
BODY = word_paragraph(TITLE, "Ttulo") + word_paragraph(ONE) + word_paragraph(TWO)


def test_a_word_file(tmp_path: Path) -> None:
    found = article(tmp_path, "nota.docx", docx(BODY, styles={"Ttulo": "Title"}))
    assert (found.article_id, found.title, found.date) == ("nota", TITLE, None)
    assert found.raw_text.split("\n\n") == [TITLE, ONE, TWO]


@pytest.mark.parametrize("own", ["", "Documento1", "Microsoft Word - nota", "nota.docx", "Plantilla"])
def test_a_title_that_a_program_filled_in_is_none(tmp_path: Path, own: str) -> None:
    assert article(tmp_path, "a.docx", docx(BODY, title=own)).title is None
    assert article(tmp_path, "b.docx", docx(BODY, title=own, styles={"Ttulo": "heading 1"})).title == TITLE


def test_the_title_of_the_properties(tmp_path: Path) -> None:
    assert article(tmp_path, "a.docx", docx(BODY, title=TITLE.upper())).title == TITLE.upper()


def test_signs_and_changes_of_a_word_file(tmp_path: Path) -> None:
    body = (
        "<w:p><w:r><w:t>El acuerdo</w:t><w:tab/><w:t>franco</w:t><w:noBreakHyphen/><w:t>alemán</w:t><w:br/>"
        "<w:t>entró</w:t></w:r><w:del><w:r><w:delText>no</w:delText></w:r></w:del>"
        '<w:ins><w:r><w:t xml:space="preserve"> en vigor</w:t></w:r></w:ins>'
        "<w:moveFrom><w:r><w:t>ayer</w:t></w:r></w:moveFrom><w:r><w:instrText>PAGE</w:instrText></w:r></w:p>"
    )
    assert article(tmp_path, "a.docx", docx(body)).raw_text == "El acuerdo franco-alemán\nentró en vigor"


def test_rows_of_a_table_are_lines_and_cells_of_a_layout_paragraphs(tmp_path: Path) -> None:
    cell = "<w:tc>{}</w:tc>".format
    table = f"<w:tbl><w:tr>{cell(word_paragraph('Chile'))}{cell(word_paragraph('20 millones'))}</w:tr></w:tbl>"
    layout = (
        f"<w:tbl><w:tr>{cell(word_paragraph(ONE) + word_paragraph(TWO))}{cell(word_paragraph(TITLE))}</w:tr></w:tbl>"
    )
    assert article(tmp_path, "a.docx", docx(table + layout)).raw_text.split("\n\n") == [
        "Chile | 20 millones", ONE, TWO, TITLE,
    ]  # fmt: skip


def test_a_text_box_is_read_once(tmp_path: Path) -> None:
    box = f"<w:txbxContent>{word_paragraph(TWO)}</w:txbxContent>"
    both = (
        '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f"<mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>"
    )
    body = f"<w:p><w:r><w:t>{ONE}</w:t></w:r><w:r>{both}</w:r></w:p>"
    assert article(tmp_path, "a.docx", docx(body)).raw_text.split("\n\n") == [ONE, TWO]


@pytest.mark.parametrize(
    ("data", "error", "word"),
    [
        (b"\xd0\xcf\x11\xe0" + bytes(600), "encrypted", "without one"),
        (b"hola", "broken_docx", "save it again"),
        (docx(BODY)[:300], "broken_docx", "save it again"),
        (archive({"a.txt": ONE}), "broken_docx", "word/document.xml"),
        (docx("")[:0], "empty", "the file is empty"),
        (docx(""), "empty", "no text in it"),
        (docx("<w:p>"), "broken_docx", "mismatch"),
        (archive({"word/document.xml": b"<a>" + b" " * 100_000_000}), "too_long", "200 times"),
        (archive({"word/document.xml": '<!DOCTYPE x [<!ENTITY e "e">]><x>&e;</x>'}), "broken_docx", "entities"),
    ],
)
def test_broken_word_files(tmp_path: Path, data: bytes, error: str, word: str) -> None:
    found = failure(tmp_path, "a.docx", data)
    assert (found.error, word in found.message) == (error, True), found.message


# ------------------------------------------------------------------------------------------------------------ mails
MAIL = """From: =?iso-8859-1?Q?Canciller=EDa_del_Per=FA?= <prensa@cancilleria.example>
To: redaccion@faro.example
Subject: =?utf-8?Q?Per=C3=BA_y_Chile_abren_la_frontera?=
Date: Fri, 03 May 2024 23:30:00 -0500
MIME-Version: 1.0
Content-Type: {}

"""
PLAIN = (
    "LIMA.- Los cancilleres firmaron un acuerdo de libre tr=E1nsito que abre=\n seis pasos.\n\n"
    "Segunda l=EDnea.\n-- \nOficina de Prensa\n"
)


def test_a_mail_in_latin_1_and_quoted_printable(tmp_path: Path) -> None:
    head = MAIL.format("text/plain; charset=iso-8859-1\nContent-Transfer-Encoding: quoted-printable")
    found = article(tmp_path, "nota.eml", head + PLAIN)
    assert (found.title, found.source, found.date) == (TITLE, "Cancillería del Perú", "2024-05-03")
    text = "LIMA.- Los cancilleres firmaron un acuerdo de libre tránsito que abre seis pasos.\n\nSegunda línea."
    assert clean_text(found.raw_text).text == text


def test_the_plain_text_of_a_mail_comes_before_its_html(tmp_path: Path) -> None:
    parts = (
        f"--x\nContent-Type: text/plain; charset=utf-8\n\n{ONE}\n--x\nContent-Type: text/html\n\n<p>Otro</p>\n--x--\n"
    )
    found = article(tmp_path, "a.eml", MAIL.format("multipart/alternative; boundary=x") + parts)
    assert found.raw_text.strip() == ONE


def test_a_mail_of_html_alone_is_all_read(tmp_path: Path) -> None:
    page = f"<html><head><title>x</title><style>p {{}}</style></head><body><p>{ONE}</p><p>{TWO}</p></body></html>"
    found = article(tmp_path, "a.eml", MAIL.format("text/html; charset=utf-8") + page)
    assert found.raw_text == f"{ONE}\n\n{TWO}"


def test_lines_that_a_mail_says_are_one_are_joined(tmp_path: Path) -> None:
    body = "Los cancilleres de Chile y del Perú firmaron \nun acuerdo.\nFin.\n"
    found = article(tmp_path, "a.eml", MAIL.format("text/plain; charset=utf-8; format=flowed") + body)
    assert found.raw_text == "Los cancilleres de Chile y del Perú firmaron un acuerdo.\nFin.\n"


def test_a_sender_without_a_name_is_a_host(tmp_path: Path) -> None:
    mail = f"From: prensa@cancilleria.example\nDate: Fri, 03 May 2024 10:00:00 -0500\n\n{ONE}"
    found = article(tmp_path, "a.eml", mail)
    assert (found.source, found.title) == ("cancilleria.example", None)


@pytest.mark.parametrize(
    ("data", "error"),
    [
        ("hola", "broken_mail"),
        (MAIL.format("application/pdf") + "JVBERi0=", "missing_text"),
        (MAIL.format("text/plain"), "empty"),
        ("", "empty"),
    ],
)
def test_mails_without_an_article(tmp_path: Path, data: str, error: str) -> None:
    assert failure(tmp_path, "a.eml", data).error == error


# ------------------------------------------------------------------------------------------------------ saved pages
PAGE = (
    f"<html><head><title>{TITLE}</title></head><body><nav>Inicio</nav><article><h1>{TITLE}</h1>"
    f"<p>{ONE}</p><p>{TWO}</p><p>{ONE.replace('Chile', 'Bolivia')}</p></article></body></html>"
)


@pytest.mark.parametrize("name", ["nota.mhtml", "nota.mht"])
def test_a_saved_page(tmp_path: Path, name: str) -> None:
    head = MAIL.format('multipart/related; type="text/html"; boundary=x')
    address = "https://faro.example/nota"
    parts = (
        f"--x\nContent-Type: text/html; charset=utf-8\nContent-Location: {address}\n\n{PAGE}\n"
        "--x\nContent-Type: image/png\nContent-Transfer-Encoding: base64\n\niVBORw0KGgo=\n--x--\n"
    )
    found = article(tmp_path, name, head + parts)
    assert (found.url, found.title) == (address, TITLE)
    assert ONE in found.raw_text and "Inicio" not in found.raw_text
    assert found.date is None  # the head tells when it was saved


def test_a_file_that_is_no_saved_page(tmp_path: Path) -> None:
    assert failure(tmp_path, "a.mhtml", "hola").error == "broken_mhtml"
    assert failure(tmp_path, "b.mhtml", MAIL.format("text/plain") + ONE).error == "no_main_text"


# ------------------------------------------------------------------------------------------------------------ feeds
RSS = f"""<?xml version="1.0" encoding="iso-8859-1"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:media="http://search.yahoo.com/mrss/"><channel><title>El Faro Austral</title><link>https://faro.example</link>
<item><media:title>Foto</media:title><title>Perú &amp; Chile</title><link>https://faro.example/1</link>
<guid isPermaLink="false">faro-1</guid>
<pubDate>Fri, 03 May 2024 23:30:00 -0500</pubDate><dc:creator>Ana Vera</dc:creator>
<description>Resumen</description><content:encoded><![CDATA[<p>{ONE}</p><p>{TWO}</p>]]></content:encoded></item>
<item><title>Otra</title><link>https://faro.example/2</link><author>web@faro.example (Redacción)</author>
<description>&lt;p&gt;{TWO}&lt;/p&gt;</description></item>
<item><title>Sin texto</title><link>https://faro.example/3</link></item>
</channel></rss>"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>El Faro Austral</title>
<entry><title type="html">Perú &amp;amp; Chile</title><id>urn:faro:1</id><link rel="self" href="https://faro.example/x"/>
<link href="https://faro.example/1"/><published>2024-05-03T10:00:00Z</published><updated>2025-01-01T10:00:00Z</updated>
<author><name>Ana Vera</name></author><summary>Resumen</summary>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>{ONE}</p><p>{TWO}</p></div></content></entry></feed>"""


@pytest.mark.parametrize("encoding", ["iso-8859-1", "utf-8"])
@pytest.mark.parametrize("ending", ["rss", "xml"])
def test_items_of_rss(tmp_path: Path, ending: str, encoding: str) -> None:
    first, second, third = read(tmp_path, f"faro.{ending}", RSS.encode(encoding))
    assert isinstance(first, Article) and isinstance(second, Article)
    assert first.raw_text.split("\n\n") == [ONE, TWO]
    assert (first.article_id, first.title, first.date) == ("faro-1", "Perú & Chile", "2024-05-03")
    assert (first.source, first.url, first.authors) == ("El Faro Austral", "https://faro.example/1", ("Ana Vera",))
    assert (second.article_id, second.raw_text, second.authors) == ("https://faro.example/2", TWO, ())
    assert isinstance(third, Failure) and third.error == "missing_text"
    assert third.source == f"faro.{ending}:3"


@pytest.mark.parametrize("ending", ["atom", "xml"])
def test_entries_of_atom(tmp_path: Path, ending: str) -> None:
    found = article(tmp_path, f"faro.{ending}", ATOM)
    assert found.raw_text.split("\n\n") == [ONE, TWO]
    assert (found.article_id, found.title, found.date) == ("urn:faro:1", "Perú & Chile", "2024-05-03")
    assert (found.source, found.url, found.authors) == ("El Faro Austral", "https://faro.example/1", ("Ana Vera",))


def test_an_rdf_feed(tmp_path: Path) -> None:
    rdf = (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>El Faro</title></channel><item><title>Nota</title>'
        f"<dc:date>2024-05-03</dc:date><description>{ONE}</description></item></rdf:RDF>"
    )
    found = article(tmp_path, "a.xml", rdf)
    assert (found.article_id, found.source, found.date, found.raw_text) == ("a:1", "El Faro", "2024-05-03", ONE)


def test_of_a_feed_that_is_cut_off_the_items_before_are_read(tmp_path: Path) -> None:
    first, *others = read(tmp_path, "a.rss", RSS[: RSS.index("<item><title>Sin texto")])
    assert isinstance(first, Article) and isinstance(others[0], Article)
    assert isinstance(others[1], Failure) and "what stands behind that was not read" in others[1].message


def test_a_timeml_document_may_be_called_xml(tmp_path: Path) -> None:
    found = article(tmp_path, "a.xml", f"<?xml version='1.0' ?><TimeML><TEXT>{ONE}</TEXT></TimeML>")
    assert found.raw_text == ONE


@pytest.mark.parametrize(
    ("data", "error"),
    [
        ("<html><body>hola</body></html>", "unknown_xml"),
        ("hola", "broken_xml"),
        ("", "empty"),
        ("<rss><channel><title>Vacío</title></channel></rss>", "empty"),
        ('<!DOCTYPE x [<!ENTITY e "hola"><!ENTITY f "&e;&e;">]><rss><item>&f;</item></rss>', "broken_xml"),
        ('<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]><rss><item>&e;</item></rss>', "broken_xml"),
    ],
)
def test_xml_that_is_no_feed(tmp_path: Path, data: str, error: str) -> None:
    assert failure(tmp_path, "a.xml", data).error == error


def test_authors_of_a_feed_are_bylines(tmp_path: Path) -> None:
    found = article(tmp_path, "a.atom", ATOM)
    assert unpack(pack([found])) == [found]
    assert (
        _article_row(found, clean_text(f"Por Luis Díaz\n\n{found.raw_text}"), None)["bylines"] == "Ana Vera; Luis Díaz"
    )


# -------------------------------------------------------------------------------------------------------------- ZIP
def test_files_in_an_archive_are_as_in_a_folder(tmp_path: Path) -> None:
    table = io.BytesIO()
    pd.DataFrame([{"cuerpo": ONE}]).to_parquet(table)
    data = archive(
        {
            "2024/": "",
            "2024/b.txt": ONE,
            "a.docx": docx(BODY),
            "c.jsonl": f'{{"text": "{TWO}"}}\n{{"text": 1}}\n',
            "d.parquet": table.getvalue(),
            "e.odt": "x",
            "f.zip": archive({"g.txt": ONE}),
            ".oculto.txt": ONE,
            "__MACOSX/b.txt": ONE,
        }
    )
    documents = read(tmp_path, "notas.zip", data)
    assert [(one.article_id, one.input) for one in documents if isinstance(one, Article)] == [
        ("notas.zip/2024/b", "notas.zip/2024/b.txt"),
        ("notas.zip/a", "notas.zip/a.docx"),
        ("notas.zip/c:1", "notas.zip/c.jsonl:1"),
        ("notas.zip/d:1", "notas.zip/d.parquet:1"),
    ]
    assert [(one.source, one.error) for one in documents if isinstance(one, Failure)] == [
        ("notas.zip/c.jsonl:2", "missing_text"),
        ("notas.zip/e.odt", "unknown_ending"),
        ("notas.zip/f.zip", "archive"),
    ]


def test_a_name_that_leads_out_of_an_archive_leads_nowhere(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    outside, inside = read(tmp_path / "in", "a.zip", archive({"../fuera.txt": ONE, "b.txt": TWO}))
    assert isinstance(outside, Failure) and outside.error == "unsafe_name"
    assert isinstance(inside, Article)
    assert [path.name for path in tmp_path.rglob("*")] == ["in", "a.zip"]


def test_a_broken_member_costs_no_other(tmp_path: Path) -> None:
    data = archive({"a.txt": ONE, "b.txt": TWO})
    at = data.index(b"a.txt") + 12
    first, second = read(tmp_path, "a.zip", data[:at] + b"\xff\xff\xff" + data[at + 3 :])
    assert isinstance(first, Failure) and first.error == "broken_zip"
    assert first.source == "a.zip/a.txt"
    assert isinstance(second, Article)


@pytest.mark.parametrize(
    ("data", "error", "source"),
    [
        (b"hola", "broken_zip", "a.zip"),
        (archive({"a.txt": ONE})[:-30], "broken_zip", "a.zip"),
        (archive({}), "empty", "a.zip"),
        (archive({".a": ONE}), "empty", "a.zip"),
        (locked_archive("a.txt", ONE), "encrypted", "a.zip/a.txt"),
    ],
)
def test_archives_that_are_no_use(tmp_path: Path, data: bytes, error: str, source: str) -> None:
    found = failure(tmp_path, "a.zip", data)
    assert (found.error, found.source) == (error, source)


def test_a_link_in_an_archive_is_not_followed(tmp_path: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as out:
        link = zipfile.ZipInfo("a.txt")
        link.external_attr = 0o120777 << 16
        out.writestr(link, "/etc/hostname")
    assert failure(tmp_path, "a.zip", packed.getvalue()).error == "unreadable"


#: A line of a million characters, which packs well.
_LONG_LINE = b'{"text": "' + b"a" * 1_000_000 + b'"}\n'


def test_a_bomb_in_an_archive_is_not_unpacked(tmp_path: Path) -> None:
    bomb, other = read(tmp_path, "a.zip", archive({"a.jsonl": _LONG_LINE * 120, "b.txt": ONE}))[-2:]
    assert isinstance(bomb, Failure) and (bomb.error, bomb.source) == ("too_long", "a.zip/a.jsonl")
    assert isinstance(other, Article)
