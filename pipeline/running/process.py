"""From an article as read to its rows: language, cleaning, publication date, the pipeline, the tables.

The rows of an article must not depend on what else is processed, in which order or by how many workers. So each
component gets one article after the other, for a network may round differently in another batch.
"""

from __future__ import annotations

import re
import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from functools import lru_cache
from types import MappingProxyType

from spacy.language import Language
from spacy.tokens import Doc

from pipeline.knowledge.lexicon import Lexicon, current_lexicon, using
from pipeline.models.choice import find_model
from pipeline.models.nlp import PREFIX, lexicon_of, load_nlp
from pipeline.models.threads import one_thread
from pipeline.output.tables import UnfitRowsError, doc_rows
from pipeline.reading.clean import CleanText, clean_text
from pipeline.reading.datelines import find_dateline
from pipeline.reading.language import detect_language
from pipeline.reading.model import safe_line
from pipeline.reading.published import resolve_published
from pipeline.reading.read import Article, Failure
from pipeline.reading.tokenizer_limits import glued_signs
from pipeline.schemas import SKIPPABLE_STAGES, Row
from pipeline.text.attributes import keep_text

LANGUAGE = "es"
#: What records call Spanish: ISO 639-1 and 639-2, with or without a region, and its names.
SPANISH = frozenset((LANGUAGE, "spa", "spanish", "español", "espanol", "castellano"))


@dataclass(frozen=True, slots=True)
class Prepared:
    """A cleaned article: `text` as in the tables and `row`, its metadata under the names of the `articles` table."""

    text: str
    row: Row


def prepare(article: Article) -> Prepared | Failure:
    """Check the language, clean the text and find the publication date of one article.

    A Failure of stage `language` for another language, of stage `clean` where nothing is left of the text.
    """
    code, score = (article.language, None) if article.language else detect_language(article.raw_text)
    if re.split("[-_]", code.strip().lower())[0] not in SPANISH:
        found = f"detected '{code}', score {score:.2f}" if score is not None else f"the record says '{code}'"
        message = f"{article.input}: the text is not in Spanish ({found}); set language: es in the record if it is"
        return _failure(article, "language", "not_spanish", message)
    cleaned = clean_text(article.raw_text)
    if not cleaned.text.strip():
        message = f"{article.input}: nothing is left of the text after page furniture is removed; check the file"
        return _failure(article, "clean", "empty_text", message)
    return Prepared(cleaned.text, _article_row(article, cleaned, score))


def _article_row(article: Article, cleaned: CleanText, score: float | None) -> Row:
    """Return the metadata of an article; `score` is that of its language, None where the record told it."""
    dateline = find_dateline(cleaned.text)
    published, published_from, dateline_date = resolve_published(article, cleaned.text, dateline)
    dateline = dateline or {}
    return {
        "article_id": article.article_id,
        "source": article.source,
        "sha256": article.sha256,
        "title": article.title,
        "agency": dateline.get("agency") or cleaned.agency,
        "dateline_place": dateline.get("place"),
        "dateline_date": dateline_date.isoformat() if dateline_date else None,
        "published": published.isoformat() if published else None,
        "published_from": published_from,
        "bylines": "; ".join(dict.fromkeys((*article.authors, *cleaned.bylines))) or None,
        "language": LANGUAGE,
        "language_score": None if score is None else round(score, 4),
        "url": article.url,
        "input": article.input,
    }


def _failure(article: Article, stage: str, error: str, message: str) -> Failure:
    return Failure(
        source=article.input,
        article_id=article.article_id,
        stage=stage,
        error=error,
        message=safe_line(message),
        sha256=article.sha256,
    )


def parse(articles: Iterable[Article | Failure], nlp: Language | None = None) -> Iterator[Doc]:
    """Yield the processed Docs of `articles` (see `read_articles`), one by one, for the table functions.

    `nlp` is a pipeline of `load_nlp`, loaded when None. Articles that fail are left out, and the rows of a stage that
    fails in one: who wants to know why takes the table `failures` of `extract`. Metadata is in `doc._.article`, rows of
    a stage in `doc._.<stage>`.
    """
    nlp = nlp or default_nlp()
    for item in articles:
        work = _finished(_run_pipeline([item], nlp)[0], nlp)
        if isinstance(work.state, Doc):
            yield work.state


def default_nlp(model: str | None = None, lexicon: Lexicon | None = None) -> Language:
    """Return the pipeline of `load_nlp` with the lexicon in force when None, loaded once a process."""
    return _load_once(find_model(model), lexicon or current_lexicon())


@lru_cache(maxsize=1)
def _load_once(model: str, lexicon: Lexicon) -> Language:
    return load_nlp(model, lexicon=lexicon)


#: Rows of an article by table. One that fails has a row of `failures` alone, one in which stages fail has one for each
#: of them beside the rows of the others.
Outcome = Mapping[str, list[Row]]
#: Stages of an article that are left out, and why.
LeftOut = Mapping[str, Failure]
_NOTHING: LeftOut = MappingProxyType({})


def process_with(articles: Iterable[Article | Failure], nlp: Language | None = None) -> Iterator[tuple[str, Outcome]]:
    """Yield (article id or source, rows by table) of each input, in order, with a pipeline of `load_nlp`."""
    nlp = nlp or default_nlp()
    for item in articles:
        yield item.article_id or item.source, outcome_of(item, nlp)


def outcome_of(
    item: Article | Failure,
    nlp: Language,
    *,
    left_out: LeftOut = _NOTHING,
    on_stage: Callable[[str], None] = lambda stage: None,
) -> Outcome:
    """Return the rows of one article; nothing that goes wrong with it is raised.

    Stages in `left_out` do not run, and their failures are among the rows. `on_stage` is told the stage that begins,
    "" when it is none that could be left out.
    """
    (work,) = _run_pipeline([item], nlp, left_out, on_stage)
    return _rows(_finished(work, nlp))


def outcomes_of(items: Sequence[Article | Failure], nlp: Language) -> list[Outcome]:
    """Return the rows of some articles, the same as those of each by itself.

    They go through the pipeline side by side, stage by stage: what a stage looks at stays at hand in the processor's
    caches.
    """
    return [_rows(_finished(work, nlp)) for work in _run_pipeline(items, nlp)]


def _run_pipeline(
    items: Sequence[Article | Failure],
    nlp: Language,
    left_out: LeftOut = _NOTHING,
    on_stage: Callable[[str], None] = lambda stage: None,
) -> list[_Work]:
    """Return the articles that went through the pipeline."""
    on_stage("")
    with using(lexicon_of(nlp)):  # reading looks agencies and places up before there is a Doc
        states = [item if isinstance(item, Failure) else _make_doc(item, nlp) for item in items]
    works = [_Work(item, state, dict(left_out)) for item, state in zip(items, states, strict=True)]
    with one_thread():
        for name, component in nlp.pipeline:
            stage = stage_of(name)
            on_stage(stage)
            for work in works:
                work.go(name, stage, component)
    on_stage("")
    for work in works:
        work.make_rows()
    return works


def stage_of(component: str) -> str:
    """Return the stage of a component that an article can do without, "" when all others rest on it."""
    stage = component.removeprefix(PREFIX)
    return stage if stage != component and stage in SKIPPABLE_STAGES else ""


def _finished(work: _Work, nlp: Language) -> _Work:
    """Return an article without the stages that failed in it.

    It begins anew without them, so that nothing is left of what they had done until then. It does so at most once for
    each stage.
    """
    while work.is_spoilt:
        (work,) = _run_pipeline([work.item], nlp, work.left_out)
    return work


@dataclass(slots=True)
class _Work:
    """An article on its way through the pipeline: its Doc, or why there is none any more."""

    item: Article | Failure
    state: Doc | Failure
    #: Stages that it goes without.
    left_out: dict[str, Failure]
    rows: Outcome = field(default_factory=dict)
    #: Whether a stage failed that had begun.
    is_spoilt: bool = False

    def go(self, name: str, stage: str, component: Callable[[Doc], Doc]) -> None:
        """Take the Doc through a component."""
        if self.is_spoilt or stage in self.left_out or not isinstance(self.state, Doc):
            return
        try:
            result = component(self.state)
            if not isinstance(result, Doc):
                raise TypeError(f"the component '{name}' gives {type(result).__name__} and no Doc")
            self.state = result
        except Exception as error:  # one article must not cost the others; it is reported with its reason
            self.fail(stage, error)

    def make_rows(self) -> None:
        """Make the rows of the Doc."""
        if self.is_spoilt or not isinstance(self.state, Doc):
            return
        try:
            self.rows = doc_rows(self.state)
        except UnfitRowsError as error:  # a row that does not fit its table must not cost the run
            self.fail(error.stage, error.reason)
        except Exception as error:
            self.fail("", error)

    def fail(self, stage: str, error: Exception) -> None:
        """Give up a stage, or the article where that is not enough."""
        assert isinstance(self.item, Article)
        failure = unexpected_failure(self.item, error, stage)
        if stage and stage not in self.left_out:
            self.left_out[stage] = failure
            self.is_spoilt = True
        else:
            self.state = replace(failure, stage="process")


def _rows(work: _Work) -> Outcome:
    if isinstance(work.state, Failure):
        return {"failures": [asdict(work.state)]}
    if not work.left_out:
        return work.rows
    return {**work.rows, "failures": [asdict(failure) for failure in work.left_out.values()]}


def _make_doc(article: Article, nlp: Language) -> Doc | Failure:
    """Return the tokens of one article with its metadata, or why there are none."""
    try:
        prepared = prepare(article)
        if isinstance(prepared, Failure):
            return prepared
        if len(prepared.text) > nlp.max_length:
            length = f"{len(prepared.text)} characters, the limit is {nlp.max_length}"
            return _failure(article, "process", "too_long", f"{article.input}: the text has {length}; split it")
        if (reason := glued_signs(prepared.text)) is not None:
            return _failure(article, "process", "too_long", f"{article.input}: {reason}")
        doc = nlp.make_doc(prepared.text)
        doc._.article = prepared.row
        keep_text(doc, prepared.text)
        return doc
    except Exception as error:  # as in the pipeline
        return unexpected_failure(article, error)


def unexpected_failure(article: Article, error: Exception, stage: str = "") -> Failure:
    """Return the failure of a stage by an error that nobody thought of; of the whole article for ""."""
    return _failure(article, stage or "process", type(error).__name__, _explain(article, error))


def _explain(article: Article, error: Exception) -> str:
    frame = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{frame.name}, line {frame.lineno}"
    return f"{article.input}: {type(error).__name__} in {where}: {error}; please report it with the text of the article"
