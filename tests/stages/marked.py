"""Docs built by hand from marked sentences: no base model.

`[Juan Paz](person) dijo …` gives a person; kinds are person, organization, media, country, city, region, title
(`[canciller](title:Juan Paz)`), date (`[mañana](date:2024-05-04)`) and dateline, whose city is a place as well. Parts
of speech come from small lists and the lexicon of speech verbs, good enough for the sentences of these tests.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

import spacy
from spacy.tokens import Doc

from pipeline.knowledge.lexicon import read_lexicon
from pipeline.reader.actors import speaker_nouns
from pipeline.reader.component import read
from pipeline.reading.sentences import sentence_spans
from pipeline.text.attributes import register, set_mentions
from pipeline.text.conjugation import Form, conjugate
from pipeline.text.function_words import DETERMINERS, PREPOSITIONS

_MARK = re.compile(r"\[([^\]]+)\]\(([a-z]+)(?::([^)]+))?\)")
_TENSES = {"past": "Past", "pres": "Pres", "fut": "Fut", "imp": "Imp", "subj": "Pres", "cond": ""}
_FORMS = {"ger": "Ger", "part": "Part", "inf": "Inf"}
_ADVERBS = frozenset(("además", "también", "asimismo", "ayer", "hoy", "mañana", "luego", "no", "ya", "más", "después"))
_CONJUNCTIONS = frozenset(("y", "e", "o", "pero", "que", "mientras", "aunque", "si", "cuando"))
_COPULAS = frozenset(("es", "son", "fue", "fueron", "era", "será", "serán", "está", "estuvo", "sea"))
_PRONOUNS = frozenset(("se", "le", "les", "lo", "quien", "quienes", "él", "ella"))
_ADJECTIVES = frozenset(
    """
    oficial bilateral estratégico ruso mexicano brasileño diplomáticas política telefónica breve última final plenaria
    extraordinaria próxima próximo siguiente dispuesto chileno total conjunta
    """.split()  # noqa: SIM905
)
_CLOSED = (
    (DETERMINERS, "DET"),
    (PREPOSITIONS, "ADP"),
    (_CONJUNCTIONS, "SCONJ"),
    (_PRONOUNS, "PRON"),
    (_ADVERBS, "ADV"),
    (_ADJECTIVES, "ADJ"),
    (frozenset(("ha", "han", "había", "habían")), "AUX"),
)
#: Verbs beside those of `speech_verbs.csv`.
_LEMMAS = """
    ser estar reunir entrevistar encontrar dialogar conversar recibir visitar viajar llegar arribar acudir trasladar
    sostener mantener celebrar realizar tener hacer llevar asistir participar presidir encabezar clausurar iniciar
    inaugurar abrir organizar cancelar suspender aplazar tratar analizar discutir abordar ir partir cooperar firmar
    lograr volver ceder
    """.split()  # noqa: SIM905
_KINDS = {"country": "country", "city": "city", "region": "region", "dateline": "city"}


@lru_cache(maxsize=1)
def _verbs() -> dict[str, Form]:
    table: dict[str, Form] = {}
    for entry in read_lexicon("speech_verbs"):
        for form in conjugate(entry["lemma"].removesuffix("se"), entry["change"]):
            table[form.text] = form
    for lemma in _LEMMAS:
        for form in conjugate(lemma):
            table.setdefault(form.text, form)
    return table


def marked(text: str, *, published: str = "2024-05-03", dateline: str | None = None) -> Doc:
    """The Doc of a marked text, with its mentions, entity rows, sentences and rough parts of speech.

    `dateline` is the place of one that does not stand in the text.
    """
    register()
    plain, marks = _unmark(text)
    doc = spacy.blank("es").make_doc(plain)
    starts = {start for start, _ in sentence_spans(plain)}
    for token in doc:
        token.is_sent_start = token.i == 0 or token.idx in starts
    names = {(start, end) for start, end, kind, _ in marks if kind not in ("title", "date")}
    for token in doc:
        _tag(token, any(start <= token.idx < end for start, end in names))
    doc._.article = {"article_id": "a", "published": published}
    named = [_dateline(name, start, end) for start, end, kind, name in marks if kind == "dateline"]
    doc._.dateline = [{"place": dateline}] if dateline else named
    _annotate(doc, marks)
    return doc


def read_marked(text: str, *, published: str = "2024-05-03", dateline: str | None = None) -> Doc:
    """The Doc of a marked text as the reader left it."""
    doc = marked(text, published=published, dateline=dateline)
    doc._.cues, doc._.foreign_affairs = read(doc)
    return doc


def _unmark(text: str) -> tuple[str, list[tuple[int, int, str, str]]]:
    plain, marks, last = "", [], 0
    for match in _MARK.finditer(text):
        plain += text[last : match.start()]
        marks.append((len(plain), len(plain) + len(match[1]), match[2], match[3] or match[1]))
        plain += match[1]
        last = match.end()
    return plain + text[last:], marks


def _tag(token: Any, named: bool) -> None:
    word = token.lower_
    form = _verbs().get(word) or _verbs().get(word.removesuffix("se"))
    closed = next((pos for words, pos in _CLOSED if word in words), None)
    if named:
        token.pos_ = "PROPN"
    elif token.is_punct or not token.text.strip():
        token.pos_ = "PUNCT"
    elif closed is not None:
        token.pos_ = closed
    elif form is not None and not _after_determiner(token):
        token.pos_ = "AUX" if word in _COPULAS else "VERB"
        tense = _TENSES.get(form.tense)
        token.set_morph(f"VerbForm={_FORMS[form.tense]}" if tense is None else f"Tense={tense}" if tense else "")
    else:
        token.pos_ = "NOUN" if word == token.text or word in speaker_nouns() else "PROPN"


def _after_determiner(token: Any) -> bool:
    """A noun that looks like a verb: "la visita", "su próxima visita"."""
    if token.i == 0:
        return False
    before = token.nbor(-1)
    if before.lower_ in ("la", "los", "las"):  # clitics too: "las visita"
        return token.lower_ in ("visita", "llamada", "cita", "firma")
    return before.lower_ in DETERMINERS | {"al", "del"} or before.pos_ == "ADJ"


def _annotate(doc: Doc, marks: list[tuple[int, int, str, str]]) -> None:
    ids: dict[tuple[str, str], str] = {}
    rows: dict[str, list[dict[str, Any]]] = {k: [] for k in ("people", "organizations", "places", "titles", "dates")}
    mentions: dict[str, list[dict[str, Any]]] = {}
    for start, end, kind, value in marks:
        stage, mention_kind, key = _TABLES[kind]
        entity = ids.setdefault((stage, value), f"{stage}-{len(ids)}" if kind != "title" else f"title-{start}")
        if not any(row[key] == entity for row in rows[stage]):
            rows[stage].append({key: entity, **_entity(kind, value, doc.text[start:end], start, end)})
        mentions.setdefault(mention_kind, []).append({"entity_id": entity, "start": start, "end": end, "rule": "test"})
    for row in rows["titles"]:
        row["person_id"] = ids.get(("people", row["person"]))
    for stage, found in rows.items():
        setattr(doc._, stage, found)
    for mention_kind, found in mentions.items():
        set_mentions(doc, mention_kind, found)


_TABLES = {
    "person": ("people", "person", "person_id"),
    "organization": ("organizations", "organization", "organization_id"),
    "media": ("organizations", "organization", "organization_id"),
    "country": ("places", "place", "place_id"),
    "city": ("places", "place", "place_id"),
    "region": ("places", "place", "place_id"),
    "dateline": ("places", "place", "place_id"),
    "title": ("titles", "title", "title_id"),
    "date": ("dates", "date", "date_id"),
}
_CODES = {"China": "CN", "Chile": "CL", "Perú": "PE", "México": "MX", "Brasil": "BR", "Rusia": "RU", "Cuba": "CU",
          "Lima": "PE", "Quito": "EC", "Guayaquil": "EC", "Moscú": "RU",
          "España": "ES", "Kazajistán": "KZ"}  # fmt: skip


def _dateline(place: str, start: int, end: int) -> dict[str, Any]:
    return {"place": place, "place_start": start, "place_end": end}


def _entity(kind: str, value: str, surface: str, start: int, end: int) -> dict[str, Any]:
    span = {"start": start, "end": end}
    if kind == "person":
        return {"name": value, "country": None, "role": None, **span}
    if kind in ("organization", "media"):
        return {"name": value, "kind": "media" if kind == "media" else "other", "country": None, **span}
    if kind == "title":
        return {"person": value, "text": surface, **span}
    if kind == "date":
        first, _, last = value.partition("/")
        return {"text": surface, "type": "DATE", "value": value, "start_date": first, "end_date": last or first, **span}
    return {"name": value, "kind": _KINDS[kind], "country": _CODES.get(value), **span}
