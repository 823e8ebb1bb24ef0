"""Docs built by hand from marked sentences: no model.

`[Juan Paz](person) dijo …` gives a person; kinds are person, organization, media, country, city, region and title
(`[canciller](title:Juan Paz)`) and date (`[mañana](date:2024-05-04)`). Parts of speech come from small lists and the
verb lexicons, good enough for the sentences of these tests.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

import spacy
from spacy.tokens import Doc

from pipeline.actors import DETERMINERS, PREPOSITIONS, speaker_nouns
from pipeline.attributes import register, set_mentions
from pipeline.conjugation import Form, conjugate
from pipeline.lexicon import read_lexicon
from pipeline.stages.sentences import sentence_spans

_MARK = re.compile(r"\[([^\]]+)\]\(([a-z]+)(?::([^)]+))?\)")
_TENSES = {"past": "Past", "pres": "Pres", "fut": "Fut", "imp": "Imp", "subj": "Pres", "cond": ""}
_FORMS = {"ger": "Ger", "part": "Part", "inf": "Inf"}
_ADVERBS = frozenset("además también asimismo ayer hoy mañana luego no ya más tarde después previamente".split())
_CONJUNCTIONS = frozenset(("y", "e", "o", "pero", "que", "mientras", "aunque", "si", "cuando"))
_PRONOUNS = frozenset(("se", "le", "les", "lo", "quien", "quienes", "él", "ella"))
_ADJECTIVE = re.compile(r"(?:oficial|bilateral|estratégic[oa]|ruso|rusa|mexicano|brasileñ[oa]|diplomáticas?|polític[oa]|"
                        r"telefónica|breve|final|plenaria|extraordinaria|próxim[oa]|siguiente|dispuest[oa]|chileno|"
                        r"peruana|total|ministerial|conjunt[oa])$")  # fmt: skip
_KINDS = {"country": "country", "city": "city", "region": "region"}


@lru_cache(maxsize=1)
def _verbs() -> dict[str, Form]:
    table: dict[str, Form] = {}
    for lexicon in ("meeting_verbs", "speech_verbs"):
        for entry in read_lexicon(lexicon):
            for form in conjugate(entry["lemma"].removesuffix("se"), entry["change"]):
                table[form.text] = form
    for lemma in ("ser", "estar", "haber", "cooperar", "abordar", "firmar", "analizar", "llevar", "lograr"):
        for form in conjugate(lemma) if lemma != "haber" else ():
            table.setdefault(form.text, form)
    return table


def marked(text: str, *, published: str = "2024-05-03", dateline: str | None = None) -> Doc:
    """The Doc of a marked text, with its mentions, entity rows, sentences and rough parts of speech."""
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
    doc._.dateline = [{"place": dateline}] if dateline else []
    _annotate(doc, marks)
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
    word, form = token.lower_, _verbs().get(token.lower_)
    if named:
        token.pos_ = "PROPN"
    elif token.is_punct or not token.text.strip():
        token.pos_ = "PUNCT"
    elif word in DETERMINERS:
        token.pos_ = "DET"
    elif word in PREPOSITIONS:
        token.pos_ = "ADP"
    elif word in _CONJUNCTIONS:
        token.pos_ = "SCONJ"
    elif word in _PRONOUNS:
        token.pos_ = "PRON"
    elif word in _ADVERBS:
        token.pos_ = "ADV"
    elif word in ("ha", "han", "había", "habían"):
        token.pos_ = "AUX"
    elif form is not None and not _after_determiner(token):
        token.pos_ = "VERB"
        tense = _TENSES.get(form.tense)
        token.set_morph(f"VerbForm={_FORMS[form.tense]}" if tense is None else f"Tense={tense}" if tense else "")
    elif _ADJECTIVE.match(word):
        token.pos_ = "ADJ"
    else:
        token.pos_ = "NOUN" if word == token.text or word in speaker_nouns() else "PROPN"


def _after_determiner(token: Any) -> bool:
    return token.i > 0 and token.nbor(-1).lower_ in (DETERMINERS | {"al", "del"}) - {"la", "los", "las"} or (
        token.i > 0 and token.nbor(-1).lower_ in ("la", "los", "las") and token.lower_ in ("visita", "llamada", "cita")
    )


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
    "title": ("titles", "title", "title_id"),
    "date": ("dates", "date", "date_id"),
}
_CODES = {"China": "CN", "Chile": "CL", "Perú": "PE", "México": "MX", "Brasil": "BR", "Rusia": "RU", "Cuba": "CU",
          "Lima": "PE", "Quito": "EC", "Moscú": "RU", "España": "ES", "Kazajistán": "KZ"}  # fmt: skip


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
