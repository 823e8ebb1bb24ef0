"""Sentence boundaries: what splits, what does not, and that tokens follow."""

from itertools import pairwise

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from pipeline.reading.sentences import MAX_SENTENCE, sentence_spans
from pipeline.stages.sentences import Sentences, make_sentences


def split(text):
    return [text[start:end] for start, end in sentence_spans(text)]


@pytest.mark.parametrize(
    "sentence",
    [
        "El Sr. Wang viajó a EE. UU. el lunes.",
        "La Sra. Dña. María Pérez recibió al Dr. Ruiz.",
        "El Gral. Soto y el Cnel. Díaz firmaron el acta.",
        "Según el decreto No. 123, el acuerdo sigue vigente.",
        "El art. 5 del tratado obliga a ambas partes.",
        "Un comunicado de EE. UU. y China habla de progreso.",
        "El presidente de EE. UU. Barack Obama llegó a La Habana.",
        "El ministro J. Pérez dijo que vendrá.",
        "Creció un 3.5 por ciento, unos 1.200 millones.",
        "«¿Quién firmará?» preguntó el ministro.",
        "El texto (véase pág. 4) no cambia nada.",
        "La cita es a las 10.30 en el palacio.",
        "El canciller R. D. Tagore habló en N. Delhi.",
    ],
)
def test_one_sentence(sentence):
    assert split(sentence) == [sentence]


@pytest.mark.parametrize(
    "sentences",
    [
        ["El lunes llegó a Lima.", "El martes partió."],
        ["Viajó a EE. UU.", "En Washington verá al secretario."],
        ["¿Habrá acuerdo?", "Nadie lo sabe."],
        ["«Firmaremos pronto.»", "Así lo dijo el canciller."],
        ["Dijo que no.", "Luego calló."],
        ["El acuerdo entró en vigor...", "Nadie protestó."],
        ["¡Viva la amistad!", "Así terminó el acto."],
        ["Así habló (y se fue).", "Nadie contestó."],
    ],
)
def test_several_sentences(sentences):
    assert split(" ".join(sentences)) == sentences


def test_a_headline_without_full_stop_is_a_sentence():
    assert split("Chile y Corea firman acuerdo\n\nSantiago (Agencia). Los ministros lo anunciaron.") == [
        "Chile y Corea firman acuerdo",
        "Santiago (Agencia).",
        "Los ministros lo anunciaron.",
    ]


def test_a_broken_line_within_a_sentence_does_not_split():
    text = "Los ministros de ambos países,\nreunidos en Quito, acordaron\nabrir consulados."
    assert split(text) == [text]


def test_spans_leave_white_space_out():
    text = "  Uno.   Dos.  \n"
    assert split(text) == ["Uno.", "Dos."]


@pytest.mark.parametrize("joint", [" ", "; "])
def test_a_sentence_without_end_is_cut_between_words(joint):
    text = joint.join(["el canciller de Chile firmó"] * 1000)
    parts = split(text)
    assert len(parts) > 5
    assert max(map(len, parts)) <= MAX_SENTENCE
    assert " ".join(parts) == text
    assert joint == " " or all(part.endswith(";") for part in parts[:-1])


def test_a_word_without_end_is_cut_too():
    assert [len(part) for part in split("x" * (MAX_SENTENCE + 10))] == [MAX_SENTENCE, 10]


@pytest.mark.parametrize("text", ["", "   ", "\n\n"])
def test_nothing_to_split(text):
    assert sentence_spans(text) == []


def test_component_marks_the_first_token_of_each_sentence():
    nlp = spacy.blank("es")
    nlp.add_pipe("comunicado_sentences")
    doc = nlp("El Sr. Wang llegó a Lima. El martes partió a EE. UU.\n\nFin del viaje")
    assert [s.text.strip() for s in doc.sents] == [
        "El Sr. Wang llegó a Lima.",
        "El martes partió a EE. UU.",
        "Fin del viaje",
    ]


def test_factory_makes_the_component():
    assert isinstance(make_sentences(spacy.blank("es"), "comunicado_sentences"), Sentences)


_PIECES = st.sampled_from(
    ["El Sr. ", "Wang ", "EE. UU. ", "firmó. ", "\n", "\n\n", "«", "»", "¿", "? ", "3.5 ", "No. ", "ñ", "…"]
)


@given(st.lists(_PIECES, max_size=30).map("".join))
def test_sentences_are_in_order_do_not_overlap_and_lose_no_word(text):
    spans = sentence_spans(text)
    assert all(a[0] < a[1] <= b[0] < b[1] for a, b in pairwise(spans))
    assert "".join("".join(text[s:e] for s, e in spans).split()) == "".join(text.split())


@given(st.lists(_PIECES, max_size=30).map("".join))
def test_every_token_is_in_a_sentence(text):
    doc = Sentences()(spacy.blank("es")(text))
    assert sum(len(s) for s in doc.sents) == len(doc)


def test_dateline_is_a_sentence_of_its_own():
    assert split("RABAT, 2 feb (EFE).- España y Marruecos firmaron un acuerdo. Es el segundo.") == [
        "RABAT, 2 feb (EFE).-",
        "España y Marruecos firmaron un acuerdo.",
        "Es el segundo.",
    ]
