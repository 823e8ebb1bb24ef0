"""The commands `export` and `import` as functions: files in, files out."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from pipeline.output.folder import read_tables
from pipeline.output.review import label_studio, sheet, sheet_read
from pipeline.output.review.gold_files import write_gold
from pipeline.output.review.judge import check_review
from pipeline.output.review.kinds import KINDS
from pipeline.output.review.label_studio_config import config
from pipeline.output.review.model import Review, ReviewError, Task
from pipeline.output.write import write_file

#: Formats with how their files end.
FORMATS = {"label-studio": ".json", "csv": ".csv"}
_OTHER_TOOLS = "what was checked in doccano or another tool comes in as CSV or as an export of Label Studio"


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import made: files, counts of articles and things, remarks on what gave no gold."""

    files: tuple[Path, ...]
    complete: int
    partial: int
    checked: int
    remarks: tuple[str, ...]


def check_tables(names: Sequence[str]) -> tuple[str, ...]:
    """Return the tables to review. Raises ReviewError for one that cannot be."""
    for name in names:
        if name == "titles":
            raise ReviewError("titles are checked with the people who hold them: --table people")
        if name not in KINDS:
            raise ReviewError(f"there is nothing to check in a table '{name}'; choose from {', '.join(KINDS)}")
    if not names:
        raise ReviewError(f"no table is named; choose from {', '.join(KINDS)}")
    return tuple(dict.fromkeys(names))


def check_format(fmt: str, to: Path) -> None:
    """Raise ReviewError for a format that is none, or a file that does not end as the tool, and the import, expect."""
    if fmt not in FORMATS:
        gone = f"; {_OTHER_TOOLS}" if fmt == "doccano" else ""
        raise ReviewError(f"unknown format '{fmt}': choose {' or '.join(FORMATS)}{gone}")
    if to.suffix.lower() != FORMATS[fmt]:
        raise ReviewError(f"{to}: a file for {fmt} ends in {FORMATS[fmt]}; name it so")


def write_tasks(tasks: Sequence[Task], tables: Sequence[str], fmt: str, to: Path) -> list[Path]:
    """Write what is to be checked in a format of FORMATS; the files. Raises OutputError."""
    if fmt == "csv":
        return [write_file(to, sheet.sheet(tasks, tables))]
    written = write_file(to, label_studio.tasks_json(tasks, f"comunicado {version('comunicado')}"))
    return [written, write_file(to.with_name(f"{to.name}.xml"), config(tables).encode())]


def import_file(file: Path, tables: Path, to: Path, *, annotator: str | None = None, replace: bool = False) -> Imported:
    """Turn a corrected export into gold files in `to`; all of them, or none.

    `tables` is the output folder it was exported from. Raises ReviewError for a file that cannot be used, NoOutputError
    and OutputError.
    """
    texts = {str(row["article_id"]): str(row["text"]) for row in read_tables(tables, names=("articles",))["articles"]}
    reviews, remarks = _read(file, texts, annotator)
    reviews = [check_review(review, texts) for review in reviews]
    _check_once(reviews)
    checked = [review for review in reviews if _is_checked(review)]
    if silent := len(reviews) - len(checked):
        remarks = [*remarks, f"{silent} articles in which nothing was changed or said: no gold of them"]
    if not checked:
        raise ReviewError(
            f"{file}: nothing in it was checked ({'; '.join(remarks) or 'it is empty'}); nothing was written"
        )
    written = write_gold(checked, to, replace=replace)
    complete = sum(review.complete for review in checked)
    things = sum(one.checked for review in checked for one in review.judged)
    return Imported(tuple(written), complete, len(checked) - complete, things, tuple(remarks))


def _is_checked(review: Review) -> bool:
    return review.complete or any(one.checked for one in review.judged)


def _read(file: Path, texts: dict[str, str], annotator: str | None) -> tuple[list[Review], list[str]]:
    data = file.read_bytes()
    if file.suffix.lower() == ".csv":
        return sheet_read.read(data, file.name, texts), []
    if file.suffix.lower() != ".json":
        raise ReviewError(f"{file.name}: name it .json (Label Studio) or .csv, as the tool does; {_OTHER_TOOLS}")
    try:
        content = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ReviewError(f"{file.name}: it is not UTF-8; export it from the tool again") from error
    try:
        return label_studio.read(json.loads(content), file.name, annotator=annotator)
    except json.JSONDecodeError as error:
        raise ReviewError(f"{file.name}: it is not valid JSON ({error}); export the project again") from error


def _check_once(reviews: Sequence[Review]) -> None:
    seen: dict[str, str] = {}
    for review in reviews:
        if review.article_id in seen:
            raise ReviewError(
                f"{review.where}: article '{review.article_id}' is there twice, also in {seen[review.article_id]}; "
                "keep one of them"
            )
        seen[review.article_id] = review.where
