"""Small output folders written by hand: articles with agreements whose offsets are found by the words themselves."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from pathlib import Path
from typing import Any

from pipeline.output.write import write_tables
from pipeline.schemas import TABLES

CHINA = (
    "TASKENT, 12 sep (Xinhua).- Llegó la delegación.\n\n"
    "El Sr. Wang habló primero. China y Uzbekistán acordaron acelerar el ferrocarril por 4.000 millones de dólares. "
    "La prensa esperaba fuera.\n\nUzbekistán respeta el principio de una sola China."
)
CHILE = "Los cancilleres de Chile y del Perú firmaron un acuerdo de libre tránsito en Lima. No firmaron nada más."
EVIL = (
    "<script>alert(1)</script> Chile y Bolivia </script><!-- acordaron \u2028 `${alert(2)}` "
    "<img src=x onerror=alert(3)> un paso 🤝 nuevo & libre en Arica."
)
EVIL_TITLE = '"><img src=x onerror=alert(4)><script>alert(5)</script>'


class Folder:
    """Rows by table, and `write` to put them into a folder as `extract` does."""

    def __init__(self) -> None:
        self.rows: dict[str, list[dict[str, Any]]] = defaultdict(list)
        self.texts: dict[str, str] = {}

    def add(self, table: str, **cells: Any) -> None:
        """A row; columns that are not given are missing."""
        self.rows[table].append(dict.fromkeys(TABLES[table].column_names) | cells)

    def article(self, article_id: str, text: str, **cells: Any) -> None:
        """An article with what is required of one."""
        self.texts[article_id] = text
        made = {"sha256": hashlib.sha256(text.encode()).hexdigest(), "published_from": "record", "language": "es"}
        counts = {"n_chars": len(text), "n_sentences": 1, "n_tokens": len(text.split())}
        source = {"source": f"{article_id}.txt", "input": f"{article_id}.txt"}
        self.add("articles", article_id=article_id, text=text, **(made | counts | source | cells))

    def _where(self, article_id: str, words: str) -> dict[str, Any]:
        start = self.texts[article_id].index(words)
        return {"article_id": article_id, "text": words, "start": start, "end": start + len(words), "sentence": 0}

    def agreement(self, article_id: str, words: str, parties: dict[str, str | None], **cells: Any) -> None:
        """An agreement whose evidence is `words`; `parties` are names with their country."""
        number = f"a{1 + sum(row['article_id'] == article_id for row in self.rows['agreements']):03}"
        made = {"status": "agreed", "theme": "trade", "polarity": "affirmed", "confidence": 0.9, "rule": "verb.acordar"}
        made |= {"predicate": "acordaron", "lemma": "acordar", "agreement_key": f"{article_id}/{number}"}
        self.add("agreements", agreement_id=number, **(self._where(article_id, words) | made | cells))
        for index, (name, country) in enumerate(parties.items(), 1):
            self.add(
                "agreement_parties",
                article_id=article_id,
                agreement_id=number,
                party_id=f"p{index}",
                name=name,
                kind="country" if country else "organization",
                country=country,
            )

    def mention(self, article_id: str, words: str, kind: str, entity_id: str) -> None:
        """A mention at the first place of `words`."""
        number = f"m{len(self.rows['mentions']):03}"
        where = self._where(article_id, words)
        self.add("mentions", mention_id=number, kind=kind, entity_id=entity_id, rule="ner", **where)

    def entity(self, table: str, article_id: str, key: str, name: str, **cells: Any) -> None:
        """A person, organization or place of an article."""
        column = TABLES[table].key[1]
        self.add(
            table, article_id=article_id, name=name, n_mentions=1, start=0, end=1, **({column: key} | cells)
        )  # fmt: skip

    def meeting(self, article_id: str, words: str, **cells: Any) -> None:
        """A meeting whose evidence is `words`."""
        made = {"meeting_id": "e001", "type": "visit", "plover": "CONSULT", "rule": "noun.visita", "status": "held"}
        self.add("meetings", **(self._where(article_id, words) | made | cells))

    def statement(self, article_id: str, words: str, **cells: Any) -> None:
        """A statement whose evidence is `words`."""
        made = {"statement_id": "s001", "speaker": "Wang", "speaker_kind": "person", "verb": "habló", "lemma": "hablar"}
        self.add("statements", **(self._where(article_id, words) | made | {"kind": "indirect", "rule": "r"} | cells))

    def write(self, folder: Path, formats: tuple[str, ...] = ("parquet",)) -> Path:
        """All tables in `folder`; its path."""
        folder.mkdir(parents=True, exist_ok=True)
        write_tables(self.rows, folder, formats=formats)
        return folder


def stories() -> Folder:
    """Four articles: China and Uzbekistan, Chile and Peru, one made to do harm, one without date or agreement."""
    made = Folder()
    address = {"url": "https://example.org/a?b=1&c=2", "title": "Un tren más", "source": "Xinhua"}
    made.article("a-tren", CHINA, published="2024-09-12", **address)
    train = "China y Uzbekistán acordaron acelerar el ferrocarril por 4.000 millones de dólares"
    sides = {"China": "CN", "Uzbekistán": "UZ"}
    made.agreement(
        "a-tren",
        train,
        sides,
        predicate="acordaron acelerar",
        object="el ferrocarril",
        theme="infrastructure_connectivity",
    )
    respect = {"theme": "political_support", "status": "reaffirmed", "confidence": 0.6, "predicate": "respeta"}
    made.agreement("a-tren", "Uzbekistán respeta el principio de una sola China", {"Uzbekistán": "UZ"}, **respect)
    for words, kind, key in (
        ("Wang", "person", "wang-cn"),
        ("China", "place", "CN"),
        ("Uzbekistán", "place", "UZ"),
        ("12 sep", "date", "d1"),
        ("4.000 millones de dólares", "amount", "q1"),
    ):
        made.mention("a-tren", words, kind, key)
    made.entity("people", "a-tren", "wang-cn", "Wang", country="CN", role="foreign_minister")
    made.entity("places", "a-tren", "tashkent", "Taskent", kind="city", country="UZ", latitude=41.26, longitude=69.22)
    made.meeting("a-tren", "Llegó la delegación", name="la visita", country="UZ")
    made.statement("a-tren", "El Sr. Wang habló primero", content="primero")

    made.article(
        "b-chile", CHILE, published="2024-11-03", title="Ñandúes y límites", source="Andina", url="javascript:alert(6)"
    )
    signed = "Los cancilleres de Chile y del Perú firmaron un acuerdo de libre tránsito en Lima"
    both = {"Chile": "CL", "Perú": "PE"}
    treaty = {"status": "signed", "instrument": "acuerdo", "predicate": "firmaron", "agreement_key": "CL+PE/accord"}
    made.agreement("b-chile", signed, both, object="un acuerdo de libre tránsito", **treaty)
    denied = {"polarity": "negated", "confidence": 0.5, "predicate": "firmaron", "agreement_key": "CL+PE/accord"}
    made.agreement("b-chile", "No firmaron nada más", both, object="=1+1", **denied)
    made.entity("places", "b-chile", "lima", "Lima", kind="city", country="PE", latitude=-12.04, longitude=-77.03)

    made.article("c-mal", EVIL, published="2024-10-01", title=EVIL_TITLE, source="<b>Mal & Cía</b>")
    words = EVIL.removesuffix(".")
    made.agreement(
        "c-mal", words, {"Chile": "CL", "Bolivia": "BO", "<i>x</i>": None}, object="<u>un paso</u>", rule="a<b>"
    )
    made.mention("c-mal", "Arica", "place", "arica")
    made.entity("people", "c-mal", "x", "<svg onload=alert(7)>")

    made.article("d-nada", "No pasó nada en Quito.", published_from="none")
    made.add(
        "failures",
        source="vacio.txt",
        stage="read",
        error="empty",
        message="vacio.txt: the file is empty <b>",
        sha256="0",
    )
    return made
