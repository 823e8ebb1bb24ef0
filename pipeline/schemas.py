"""The only declaration of the tables: columns, types, keys, allowed values and what they mean.

CSV and Parquet schemas, `datapackage.json` and the table dictionary are made from it. Types are those of the
Frictionless Table Schema (`string`, `integer`, `number`, `date`).
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

#: A row of a table: column to text, number or None.
Row = dict[str, Any]

THEMES = (
    "trade",
    "investment_finance",
    "energy",
    "infrastructure_connectivity",
    "technology_digital",
    "security_counterterrorism",
    "defence",
    "migration_visas",
    "culture_education_health",
    "environment_climate",
    "multilateral_coordination",
    "political_support",
    "mechanism_meeting",
    "general_cooperation",
)
TOPICS = (
    "trade_goal",
    "free_trade_agreement",
    "belt_and_road",
    "three_evil_forces",
    "un_coordination",
    "sco_coordination",
    "brics_coordination",
    "visa_exemption",
    "one_china",
    "memorandum_signed",
    "summit_preparation",
    "ai",
    "climate",
    "extradition",
)
STATUSES = ("signed", "agreed", "in_force", "proposed", "intended", "reaffirmed", "called_for")
ROLES = (
    "head_of_state",
    "head_of_government",
    "deputy_head_of_state",
    "deputy_head_of_government",
    "foreign_minister",
    "minister",
    "deputy_minister",
    "party_leader",
    "party_official",
    "legislator",
    "ambassador",
    "envoy",
    "spokesperson",
    "secretary_general",
    "igo_official",
    "military",
    "monarch",
    "governor",
    "mayor",
    "judge",
    "executive",
    "academic",
    "other",
)
MEETING_TYPES = (
    "summit",
    "ministerial",
    "dialogue",
    "visit",
    "bilateral_meeting",
    "call",
    "conference",
    "session",
    "signing",
    "other",
)
MEETING_STATUSES = ("held", "ongoing", "planned", "proposed", "cancelled")
SCOPES = ("bilateral", "multilateral", "unilateral")
#: Statuses of either kind of event.
EVENT_STATUSES = tuple(dict.fromkeys((*STATUSES, *MEETING_STATUSES)))
ORGANIZATION_KINDS = (
    "igo",
    "ministry",
    "party",
    "legislature",
    "government",
    "armed_forces",
    "company",
    "bank",
    "ngo",
    "university",
    "media",
    "other",
)
#: Kinds of mention with the column of their entity and its table; spans of the report are numbered in this order.
MENTION_KINDS = {
    "person": ("person_id", "people"),
    "title": ("title_id", "titles"),
    "organization": ("organization_id", "organizations"),
    "place": ("place_id", "places"),
    "date": ("date_id", "dates"),
    "amount": ("amount_id", "amounts"),
}
PARTY_KINDS = ("country", "organization", "person", "group")
#: Languages of the table dictionary; its words for the key of a table, and the headings of its columns.
LANGUAGES = ("en", "es")
_HEADINGS = {"en": ("Key", "column", "type", "meaning"), "es": ("Clave", "columna", "tipo", "significado")}
#: Components that an article can do without, in the order they run; all but the first two and the reader leave rows.
SKIPPABLE_STAGES = (
    "ner",
    "names",
    "dateline",
    "people",
    "titles",
    "organizations",
    "places",
    "dates",
    "amounts",
    "reader",
    "meetings",
    "statements",
    "agreements",
)
#: Where a document can fail, and what is lost then: in the first of these all of it, in a stage the rows of the stage.
DOCUMENT_STAGES = ("read", "language", "clean", "process", "write")
FAILURE_STAGES = (*DOCUMENT_STAGES, *SKIPPABLE_STAGES)


@dataclass(frozen=True, slots=True)
class Column:
    """A column: name, Frictionless type, meaning; `required` cells are never empty, `values` lists the allowed ones."""

    name: str
    type: str
    description: str
    required: bool = False
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A table: columns in order, primary key, and foreign keys as (columns, table, columns there)."""

    name: str
    description: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()
    foreign_keys: tuple[tuple[tuple[str, ...], str, tuple[str, ...]], ...] = field(default=())

    @property
    def column_names(self) -> tuple[str, ...]:
        """Names of the columns in the order they are written."""
        return tuple(c.name for c in self.columns)


def _text(name: str, description: str, *, required: bool = False, values: tuple[str, ...] = ()) -> Column:
    return Column(name, "string", description, required, values)


def _int(name: str, description: str, *, required: bool = False) -> Column:
    return Column(name, "integer", description, required)


def _number(name: str, description: str) -> Column:
    return Column(name, "number", description)


def _date(name: str, description: str) -> Column:
    return Column(name, "date", description)


_ARTICLE = _text("article_id", "Article the row comes from", required=True)
_START = _int("start", "First character in articles.text, 0-based", required=True)
_END = _int("end", "Character after the last one in articles.text", required=True)
_SENTENCE = _int("sentence", "0-based index of the sentence in the article", required=True)
_RULE = _text("rule", "Lexicon entry, pattern or model that made the row", required=True)
_COUNTRY = _text("country", "ISO 3166-1 alpha-2 code of the state")
_SPAN = _text("text", "The words in the article: articles.text[start:end]", required=True)
_PLACE = (_START, _END)
_WHERE = (_START, _END, _SENTENCE, _RULE)
_TO_ARTICLE = ((("article_id",), "articles", ("article_id",)),)


def _to(table: str, column: str) -> tuple[tuple[str, ...], str, tuple[str, ...]]:
    return (("article_id", column), table, ("article_id", column))


_TABLES = (
    Table(
        "articles",
        "One row for each document that was read and processed.",
        (
            _text("article_id", "Record id, else the path in the input folder without its ending", required=True),
            _text("source", "Outlet named in the record, else the path of the file"),
            _text("sha256", "SHA-256 of the raw text in UTF-8", required=True),
            _text("title", "Headline given with the text"),
            _text("agency", "News agency or outlet named in dateline or credit"),
            _text("dateline_place", "Place in the dateline, as written"),
            _date("dateline_date", "Date in the dateline, its year completed"),
            _date("published", "Publication date, against which relative dates are resolved"),
            _text(
                "published_from",
                "Where the publication date was found",
                required=True,
                values=("record", "dateline", "text", "filename", "none"),
            ),
            _text("bylines", "Reporters, photographers and editors, '; '-joined"),
            _text("language", "ISO 639-1 code of the language", required=True),
            _number("language_score", "Probability of the detected language; empty when the record gave it"),
            _int("n_chars", "Characters in text", required=True),
            _int("n_sentences", "Sentences in text", required=True),
            _int("n_tokens", "Tokens in text, white space left out", required=True),
            _text("duplicate_of", "article_id of an earlier article with the same or nearly the same text"),
            _text("text", "Cleaned text; all offsets count its Unicode characters", required=True),
            _text("url", "Address given with the text"),
            _text("input", "File the article was read from, with the line of a record"),
            _number(
                "foreign_affairs",
                "How surely it tells of relations between states or of an international body, 0 to 1",
            ),
        ),
        ("article_id",),
    ),
    Table(
        "mentions",
        "Every span found for an entity.",
        (
            _ARTICLE,
            _text("mention_id", "Number of the mention in the article", required=True),
            _text("kind", "What is mentioned", required=True, values=tuple(MENTION_KINDS)),
            _text("entity_id", "person_id, title_id, organization_id, place_id, date_id or amount_id", required=True),
            _SPAN,
            *_WHERE,
        ),
        ("article_id", "mention_id"),
        _TO_ARTICLE,
    ),
    Table(
        "people",
        "Persons of the story, one row a person and article.",
        (
            _ARTICLE,
            _text("person_id", "Same across articles for the same person as far as can be known", required=True),
            _text("name", "Fullest form in the article", required=True),
            _text("country", "ISO 3166-1 alpha-2 code of the state the person acts for"),
            _text("role", "Code of the most important title", values=ROLES),
            _text("gender", "Grammatical gender of titles or given name", values=("female", "male")),
            _int("n_mentions", "Mentions in the article, pronouns left out", required=True),
            *_PLACE,
        ),
        ("article_id", "person_id"),
        _TO_ARTICLE,
    ),
    Table(
        "titles",
        "Offices, one row for each title phrase of a person.",
        (
            _ARTICLE,
            _text("title_id", "Number of the title in the article", required=True),
            _text("person_id", "Person who holds the office"),
            _text("person", "Name of that person"),
            _SPAN,
            _text("role", "Normalised office", required=True, values=ROLES),
            _text("portfolio", "Portfolio, such as 'Relaciones Exteriores'"),
            _text("organization", "Body the office belongs to"),
            _COUNTRY,
            _text(
                "qualifier",
                "How the office is held",
                values=("acting", "former", "elect", "vice", "deputy", "honorary", "designate"),
            ),
            *_WHERE,
        ),
        ("article_id", "title_id"),
        (*_TO_ARTICLE, _to("people", "person_id")),
    ),
    Table(
        "organizations",
        "Named bodies; acronym and full form are one.",
        (
            _ARTICLE,
            _text("organization_id", "Lexicon id, else made from the name", required=True),
            _text("name", "Fullest form in the article", required=True),
            _text("acronym", "Acronym in the article"),
            _text("kind", "Kind of body", required=True, values=ORGANIZATION_KINDS),
            _COUNTRY,
            _int("n_mentions", "Mentions in the article", required=True),
            *_PLACE,
            _text("wikidata", "Wikidata id of the body, where a list has it"),
        ),
        ("article_id", "organization_id"),
        _TO_ARTICLE,
    ),
    Table(
        "places",
        "Named places, countries as actors included.",
        (
            _ARTICLE,
            _text("place_id", "ISO code, GeoNames id or made from the name", required=True),
            _text("name", "Form in the article", required=True),
            _text("kind", "Kind of place", required=True, values=("country", "city", "region", "other")),
            _text("country", "ISO 3166-1 alpha-2 code; empty for regions and contested places"),
            _text("admin1", "First-level division, GeoNames code"),
            _number("latitude", "Degrees, WGS 84"),
            _number("longitude", "Degrees, WGS 84"),
            _int("geonames_id", "GeoNames identifier"),
            _text("role", "Strongest role in the article", values=("dateline", "event", "actor", "mention")),
            _int("n_mentions", "Mentions in the article", required=True),
            *_PLACE,
            _text("wikidata", "Wikidata id of the state or territory, where a list has it"),
        ),
        ("article_id", "place_id"),
        _TO_ARTICLE,
    ),
    Table(
        "dates",
        "Temporal expressions (TIMEX3).",
        (
            _ARTICLE,
            _text("date_id", "Number of the expression in the article", required=True),
            _SPAN,
            _text("type", "TIMEX3 type", required=True, values=("DATE", "TIME", "DURATION", "SET")),
            _text("value", "TIMEX3 value; intervals as A/B"),
            _date("start_date", "First day of a DATE"),
            _date("end_date", "Last day of a DATE"),
            _date("anchor", "Day against which a relative expression was resolved"),
            *_WHERE,
        ),
        ("article_id", "date_id"),
        _TO_ARTICLE,
    ),
    Table(
        "amounts",
        "Money, percentages and counted quantities.",
        (
            _ARTICLE,
            _text("amount_id", "Number of the amount in the article", required=True),
            _SPAN,
            _number("value", "The number"),
            _text("unit", "ISO 4217 code, '%' or the counted noun"),
            _text("kind", "Kind of amount", required=True, values=("money", "percentage", "quantity")),
            *_WHERE,
        ),
        ("article_id", "amount_id"),
        _TO_ARTICLE,
    ),
    Table(
        "meetings",
        "Summits, visits, calls and other meetings.",
        (
            _ARTICLE,
            _text("meeting_id", "Number of the meeting in the article", required=True),
            _text("type", "Kind of meeting", required=True, values=MEETING_TYPES),
            _text("name", "Name or noun phrase in the article"),
            _int("ordinal", "Which of its series"),
            _text("status", "Whether it took place", values=MEETING_STATUSES),
            _text("place", "Place as written"),
            _COUNTRY,
            _date("start_date", "First day"),
            _date("end_date", "Last day"),
            _text("plover", "PLOVER event code", required=True),
            _SPAN,
            *_WHERE,
            _number("confidence", "How sure the row is, 0 to 1"),
        ),
        ("article_id", "meeting_id"),
        _TO_ARTICLE,
    ),
    Table(
        "meeting_participants",
        "Who takes part in a meeting.",
        (
            _ARTICLE,
            _text("meeting_id", "The meeting", required=True),
            _text("participant_id", "Number of the participant in the meeting", required=True),
            _text("name", "Name of the participant", required=True),
            _text("kind", "Kind of participant", required=True, values=PARTY_KINDS),
            _text("person_id", "The person, if it is one"),
            _COUNTRY,
        ),
        ("article_id", "meeting_id", "participant_id"),
        (*_TO_ARTICLE, _to("meetings", "meeting_id"), _to("people", "person_id")),
    ),
    Table(
        "statements",
        "Who said what.",
        (
            _ARTICLE,
            _text("statement_id", "Number of the statement in the article", required=True),
            _text("speaker", "Resolved speaker", required=True),
            _text("person_id", "The speaker, if a person"),
            _text(
                "speaker_kind",
                "Kind of speaker",
                required=True,
                values=("person", "organization", "country", "region", "group", "document", "unknown"),
            ),
            _text("verb", "Speech verb or marker as written", required=True),
            _text("lemma", "Its lemma", required=True),
            _text("kind", "Quoted or reported", required=True, values=("direct", "indirect")),
            _text("content", "What was said, as written"),
            *_WHERE,
            _SPAN,
            _number("confidence", "How sure the row is, 0 to 1"),
        ),
        ("article_id", "statement_id"),
        (*_TO_ARTICLE, _to("people", "person_id")),
    ),
    Table(
        "agreements",
        "What was agreed: one row for each commitment predicate.",
        (
            _ARTICLE,
            _text("agreement_id", "Number of the row in the article", required=True),
            _text("predicate", "Words that carry the commitment", required=True),
            _text("lemma", "Lemma of the action", required=True),
            _text("object", "What the action is about"),
            _text("theme", "Field of policy", required=True, values=THEMES),
            _text("topics", "Finer tags, ';'-joined"),
            _text("status", "How far the commitment goes", required=True, values=STATUSES),
            _text("polarity", "Whether it is affirmed", required=True, values=("affirmed", "negated")),
            _text("scope", "How many sides commit", values=SCOPES),
            _text("instrument", "Document as written"),
            _text("amount", "Amount as written"),
            _number("amount_value", "The amount as a number"),
            _text("amount_unit", "ISO 4217 code, '%' or the counted noun"),
            _text("deadline", "TIMEX3 value of the time limit"),
            _text("plover", "PLOVER event code; empty where polarity is negated"),
            _text("cameo", "CAMEO event code; empty where polarity is negated"),
            _text("text", "The clause that is the evidence: articles.text[start:end]", required=True),
            _START,
            _END,
            _SENTENCE,
            _number("confidence", "Probability that the row is a commitment, 0 to 1"),
            _RULE,
            _text(
                "agreement_key",
                "The same for mentions of one agreement, in the article and across articles",
                required=True,
            ),
        ),
        ("article_id", "agreement_id"),
        _TO_ARTICLE,
    ),
    Table(
        "agreement_parties",
        "Who commits, one row a party of an agreement.",
        (
            _ARTICLE,
            _text("agreement_id", "The agreement", required=True),
            _text("party_id", "Number of the party in the agreement", required=True),
            _text("name", "Name of the party", required=True),
            _text("kind", "Kind of party", required=True, values=PARTY_KINDS),
            _COUNTRY,
            _text("organization_id", "The organization, if it is one"),
            _text("person_id", "The person who stands for the party"),
            _text("resolved_from", "Words in the article, such as 'ambas partes'"),
        ),
        ("article_id", "agreement_id", "party_id"),
        (
            *_TO_ARTICLE,
            _to("agreements", "agreement_id"),
            _to("people", "person_id"),
            _to("organizations", "organization_id"),
        ),
    ),
    Table(
        "events",
        "Agreements and meetings across articles: one row for what one or several articles tell of.",
        (
            _text("event_id", "The event; stays while its first row does", required=True),
            _text("kind", "What it is", required=True, values=("agreement", "meeting")),
            _text("type", "Kind of meeting, or scope of the agreement", values=(*MEETING_TYPES, *SCOPES)),
            _text("parties", "Names of those who take part, '; '-joined: of whom at least half of the rows tell"),
            _text("instrument", "Document or meeting as it is called most often"),
            _text("theme", "Field of policy", values=THEMES),
            _text("status", "The strongest that is told", values=EVENT_STATUSES),
            _date("first_told", "Publication date of the first article that tells of it"),
            _date("last_told", "Publication date of the last one"),
            _date("start_date", "First day of the meeting, or of the meeting where it was agreed"),
            _date("end_date", "Last day of that meeting"),
            _text("place", "Place of that meeting as written"),
            _COUNTRY,
            _number("latitude", "Degrees, WGS 84"),
            _number("longitude", "Degrees, WGS 84"),
            _int("n_articles", "Articles that tell of it, reprints too", required=True),
            _int("n_sources", "Outlets that tell of it", required=True),
            _text("plover", "PLOVER event code of the strongest row"),
            _number("confidence", "How sure its surest row is, 0 to 1"),
        ),
        ("event_id",),
    ),
    Table(
        "event_articles",
        "Which rows of which articles tell of an event, each with the status it tells.",
        (
            _text("event_id", "The event", required=True),
            _ARTICLE,
            _text("row_id", "agreement_id or meeting_id of the row in the article", required=True),
            _text("status", "Status in that row", values=EVENT_STATUSES),
            _date("told", "Publication date of the article"),
        ),
        ("event_id", "article_id", "row_id"),
        ((("event_id",), "events", ("event_id",)), *_TO_ARTICLE),
    ),
    Table(
        "failures",
        "One row for each document that could not be processed, and for each stage that failed in an article.",
        (
            _text("source", "File, with the line of a record", required=True),
            _text("article_id", "Id the article has or would have had"),
            _text(
                "stage",
                "Where it failed; an article whose stage failed is there without the rows of the stage",
                required=True,
                values=FAILURE_STAGES,
            ),
            _text("error", "Short name of the reason", required=True),
            _text("message", "What is wrong and what to do", required=True),
            _text("sha256", "SHA-256 of the bytes, where they could be read"),
        ),
    ),
)

#: Tables by name, in the order in which documentation and exports give them.
TABLES: Mapping[str, Table] = {table.name: table for table in _TABLES}
#: Those whose rows are made of one document each; the others are made of these.
DOCUMENT_TABLES: Mapping[str, Table] = {
    name: table for name, table in TABLES.items() if name not in ("events", "event_articles")
}


def validate(table: Table, rows: Sequence[Mapping[str, Any]]) -> list[str]:
    """Return the mistakes in `rows` against the declaration, as messages; an empty list when there are none."""
    problems = []
    seen: set[tuple[Any, ...]] = set()
    for row in rows:
        where = f"{table.name} {'/'.join(str(row.get(k)) for k in table.key)}"
        unknown = row.keys() - set(table.column_names)
        if unknown:
            problems.append(f"{where}: unknown column {', '.join(sorted(unknown))}")
        problems += [f"{where}: {problem}" for column in table.columns if (problem := _problem(column, row))]
        key = tuple(row.get(k) for k in table.key)
        if table.key and key in seen:
            problems.append(f"{where}: the key is not unique")
        seen.add(key)
    return problems


_PYTHON = {"string": str, "integer": int, "number": (int, float), "date": str}


def _problem(column: Column, row: Mapping[str, Any]) -> str | None:
    value = row.get(column.name)
    if value is None or value == "":
        return f"{column.name} is empty" if column.required else None
    if not isinstance(value, _PYTHON[column.type]) or isinstance(value, bool):  # type: ignore[arg-type]
        return f"{column.name} {value!r} is no {column.type}"
    if column.values and value not in column.values:
        return f"{column.name} {value!r} is not one of {', '.join(column.values)}"
    return None


def frictionless_schema(table: Table) -> dict[str, Any]:
    """Return the Frictionless Table Schema of a table (specs.frictionlessdata.io), as in `datapackage.json`."""
    fields = []
    for column in table.columns:
        constraints: dict[str, Any] = {}
        if column.required:
            constraints["required"] = True
        if column.values:
            constraints["enum"] = list(column.values)
        entry: dict[str, Any] = {"name": column.name, "type": column.type, "description": column.description}
        fields.append(entry | ({"constraints": constraints} if constraints else {}))
    schema: dict[str, Any] = {"fields": fields, "missingValues": [""]}
    if table.key:
        schema["primaryKey"] = list(table.key)
    if table.foreign_keys:
        schema["foreignKeys"] = [_foreign_key(table, *key) for key in table.foreign_keys]
    return schema


def _foreign_key(table: Table, own: tuple[str, ...], other: str, theirs: tuple[str, ...]) -> dict[str, Any]:
    """Return a foreign key.

    It has only the column that may be empty where one may, as Frictionless wants all or none to be empty.
    """
    required = {column.name for column in table.columns if column.required}
    if not required.issuperset(own):
        own, theirs = own[-1:], theirs[-1:]
    return {"fields": list(own), "reference": {"resource": other, "fields": list(theirs)}}


def table_dictionary(tables: Iterable[Table] = _TABLES, *, language: str = "en") -> str:
    """Return the table dictionary in Markdown, for docs/tables.md and `comunicado schema`.

    `language` is one of LANGUAGES.

    Names of tables, columns and values are the same in every language. Raises ValueError for a description that has no
    translation.
    """
    parts = []

    def said(text: str) -> str:
        return text if language == "en" else _translated(text, language)

    for table in tables:
        key = f" {_HEADINGS[language][0]}: {', '.join(table.key)}." if table.key else ""
        lines = [f"### {table.name}", "", f"{said(table.description)}{key}", ""]
        lines += [f"| {' | '.join(_HEADINGS[language][1:])} |", "| --- | --- | --- |"]
        for column in table.columns:
            values = f": {', '.join(f'`{v}`' for v in column.values)}" if column.values else ""
            lines.append(f"| `{column.name}` | {column.type} | {said(column.description)}{values} |")
        parts.append("\n".join(lines))
    return "\n\n".join(parts) + "\n"


def _translated(text: str, language: str) -> str:
    """Return a description in another language. Raises ValueError where it is not in the dictionary."""
    if text not in _translations()[language]:
        raise ValueError(f"pipeline/dictionary_{language}.csv: add a line for '{text}', with its translation")
    return _translations()[language][text]


@cache
def _translations() -> Mapping[str, Mapping[str, str]]:
    """Return the descriptions in other languages, by the English one: many columns share theirs."""
    text = files("pipeline").joinpath("dictionary_es.csv").read_text(encoding="utf-8")
    return {"es": {row["en"]: row["es"] for row in csv.DictReader(io.StringIO(text))}}
