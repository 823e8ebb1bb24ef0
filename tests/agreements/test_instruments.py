"""The document that a commitment is laid down in: where it is, how long its name is, its topic. No model."""

from __future__ import annotations

import pytest
import spacy
from spacy.tokens import Doc

from pipeline.stages.agreements.instruments import instrument_near, instruments_in, name_of
from tests.stages.marked import marked


def instruments(text: str, end: int | None = None) -> list[str]:
    """Names of all instruments in the tokens of a text up to `end`."""
    doc = marked(text)
    return [name_of(doc, found) for found in instruments_in(doc, (0, len(doc) if end is None else end))]


def nearest(text: str, anchor: str) -> str | None:
    doc = marked(text)
    found = instrument_near(doc, (0, len(doc)), [token.text for token in doc].index(anchor))
    return name_of(doc, found) if found else None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Firmaron un acuerdo.", "acuerdo"),
        ("Firmaron varios convenios en Lima.", "convenios"),
        ("Firmaron un memorándum de entendimiento.", "memorándum de entendimiento"),
        ("Firmaron un tratado de extradición con Perú.", "tratado de extradición"),
        ("Firmaron un convenio bilateral.", "convenio bilateral"),
        ("Firmaron un acuerdo estratégico de cooperación.", "acuerdo estratégico de cooperación"),
        ("Firmaron un acuerdo de libre tránsito.", "acuerdo de libre tránsito"),
        ("Firmaron un acuerdo de libre tránsito bilateral.", "acuerdo de libre tránsito bilateral"),
        ("Firmaron una carta de intención.", "carta de intención"),
        ("Leyeron un comunicado conjunto.", "comunicado conjunto"),
        ("COMUNICADO CONJUNTO", "COMUNICADO CONJUNTO"),
        ("Habrá un tratado de libre comercio.", "tratado de libre comercio"),
        ("Habrá un TLC con Perú.", "TLC"),
    ],
)
def test_the_name_of_an_instrument(text: str, name: str) -> None:
    assert instruments(text) == [name]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Firmaron un convenio de minas.", "convenio"),  # no kind of document
        ("Firmaron un acuerdo de Lima.", "acuerdo"),
        ("Firmaron un convenio Oficial.", "convenio"),  # a name
        ("Firmaron un convenio para todos.", "convenio"),
        ("Firmaron un acuerdo dispuesto ayer.", "acuerdo"),  # a form of "disponer"
    ],
)
def test_where_the_name_ends(text: str, name: str) -> None:
    assert instruments(text) == [name]


def test_a_name_has_eight_words_at_most() -> None:
    six = "acuerdo bilateral estratégico oficial de cooperación"
    assert instruments(f"Un {six} de asistencia de inversión.") == [f"{six} de asistencia"]
    seven = "acuerdo de cooperación de asistencia de inversión"
    assert instruments(f"Un {seven} de comercio.") == [seven]


@pytest.mark.parametrize("end", [2, 3, 4])
def test_a_name_ends_with_the_clause(end: int) -> None:
    assert instruments("Firmaron memorándum de entendimiento.", end) == [
        "memorándum de entendimiento" if end == 4 else "memorándum"
    ]


@pytest.mark.parametrize("text", ["Están de acuerdo en todo.", "De acuerdo con la nota, llueve.", "Firmaron."])
def test_what_is_no_instrument(text: str) -> None:
    assert instruments(text) == []


@pytest.mark.parametrize(
    ("before", "pos", "names"),
    [
        ("pusieron", "VERB", []),
        ("mostraron", "VERB", []),
        ("muy", "ADV", []),
        ("borrador", "NOUN", ["acuerdo"]),
        ("Proyecto", "PROPN", ["acuerdo"]),
    ],
)
def test_de_acuerdo_is_a_document_behind_a_noun(before: str, pos: str, names: list[str]) -> None:
    doc = Doc(spacy.blank("es").vocab, ["Se", before, "de", "acuerdo"], pos=["PRON", pos, "ADP", "NOUN"])
    assert [name_of(doc, found) for found in instruments_in(doc, (0, 4))] == names


def test_only_the_tokens_of_the_clause_are_looked_at() -> None:
    doc = marked("Un acuerdo, un convenio y un tratado.")
    assert [name_of(doc, i) for i in instruments_in(doc, (2, 6))] == ["convenio"]


def test_a_part_of_the_name_of_a_body_is_no_document() -> None:
    text = "Fortalecerán la Alianza del Pacífico con una alianza."
    doc = marked(text)
    start = text.index("Alianza")
    assert instruments(text) == ["Alianza", "alianza"]
    doc._.mentions = [{"kind": "organization", "start": start, "end": start + len("Alianza del Pacífico")}]
    assert [name_of(doc, found) for found in instruments_in(doc, (0, len(doc)))] == ["alianza"]


def test_all_instruments_by_position() -> None:
    text = "Firmaron un acuerdo de cooperación, dos protocolos y una hoja de ruta."
    assert instruments(text) == ["acuerdo de cooperación", "protocolos", "hoja de ruta"]


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("un memorando", "memorandum_signed"),
        ("un tratado de libre comercio", "free_trade_agreement"),
        ("un tratado", ""),
        ("un protocolo", ""),
    ],
)
def test_the_topic_of_a_kind_of_document(text: str, topic: str) -> None:
    doc = marked(text)
    assert [found.topic for found in instruments_in(doc, (0, len(doc)))] == [topic]


@pytest.mark.parametrize(
    ("text", "anchor", "name"),
    [
        ("Firmaron un acuerdo y un tratado.", "Firmaron", "acuerdo"),
        ("Tras el acta y el convenio, firmaron.", "firmaron", "convenio"),
        ("Tras el acta, firmaron un convenio.", "firmaron", "convenio"),
        ("La firma del tratado fue breve.", "tratado", "tratado"),
        ("Firmaron.", "Firmaron", None),
        ("Firmaron dos documentos, entre ellos un memorándum.", "Firmaron", "memorándum"),
        ("Con un convenio firmaron varios textos.", "firmaron", "convenio"),
        ("Firmaron un documento en Lima.", "Firmaron", "documento"),
    ],
)
def test_the_instrument_nearest_to_an_anchor(text: str, anchor: str, name: str | None) -> None:
    assert nearest(text, anchor) == name
