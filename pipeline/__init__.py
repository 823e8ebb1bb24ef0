"""comunicado: raw Spanish-language diplomatic articles in, tidy tables out.

The notebook surface. Names are loaded when they are first used, so that `import pipeline` takes no time:

    import pipeline
    tables = pipeline.extract("MADRID, 3 mar (EFE).- España y Marruecos firmaron ...")
    tables["agreements"]

or step by step: `parse(read_articles("data/raw"), load_nlp())` gives Docs, `agreements_table(docs)` a DataFrame.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pipeline.events.join import join_events
    from pipeline.knowledge.own_entries import load_lexicon, use_lexicon
    from pipeline.models.nlp import load_nlp
    from pipeline.output.tables import (
        agreement_parties_table,
        agreements_table,
        amounts_table,
        articles_table,
        dates_table,
        event_articles_table,
        events_table,
        meeting_participants_table,
        meetings_table,
        mentions_table,
        organizations_table,
        people_table,
        places_table,
        statements_table,
        titles_table,
    )
    from pipeline.reading.clean import clean_text
    from pipeline.reading.datelines import find_dateline
    from pipeline.reading.read import read_articles, read_records
    from pipeline.running.batch.run import run_extract
    from pipeline.running.extraction import extract
    from pipeline.running.process import parse
    from pipeline.running.tagging import run_timex
    from pipeline.stages.agreements.component import find_agreements
    from pipeline.stages.amounts.component import find_amounts
    from pipeline.stages.dates.component import find_dates
    from pipeline.stages.dates.spans import timex_spans
    from pipeline.stages.meetings.component import find_meetings
    from pipeline.stages.names.component import find_names
    from pipeline.stages.organizations.component import find_organizations
    from pipeline.stages.people import find_people
    from pipeline.stages.places.component import find_places
    from pipeline.stages.statements.component import find_statements
    from pipeline.stages.titles.component import find_titles

__all__ = [
    "agreement_parties_table",
    "agreements_table",
    "amounts_table",
    "articles_table",
    "clean_text",
    "dates_table",
    "event_articles_table",
    "events_table",
    "extract",
    "find_agreements",
    "find_amounts",
    "find_dateline",
    "find_dates",
    "find_meetings",
    "find_names",
    "find_organizations",
    "find_people",
    "find_places",
    "find_statements",
    "find_titles",
    "join_events",
    "load_lexicon",
    "load_nlp",
    "meeting_participants_table",
    "meetings_table",
    "mentions_table",
    "organizations_table",
    "parse",
    "people_table",
    "places_table",
    "read_articles",
    "read_records",
    "run_extract",
    "run_timex",
    "statements_table",
    "timex_spans",
    "titles_table",
    "use_lexicon",
]

_MODULES = {
    "clean_text": "reading.clean",
    "extract": "running.extraction",
    "find_dateline": "reading.datelines",
    "join_events": "events.join",
    "load_lexicon": "knowledge.own_entries",
    "load_nlp": "models.nlp",
    "parse": "running.process",
    "read_articles": "reading.read",
    "read_records": "reading.read",
    "run_extract": "running.batch.run",
    "run_timex": "running.tagging",
    "timex_spans": "stages.dates.spans",
    "use_lexicon": "knowledge.own_entries",
}


def _module_of(name: str) -> str:
    """Module of a public name: `find_titles` is in `stages.titles`, `titles_table` in `output.tables`."""
    if name in _MODULES:
        return _MODULES[name]
    return f"stages.{name.removeprefix('find_')}" if name.startswith("find_") else "output.tables"


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module 'pipeline' has no attribute '{name}'")
    return getattr(import_module(f"pipeline.{_module_of(name)}"), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
