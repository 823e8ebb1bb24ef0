"""What the tools make of an export when nobody changes anything, in the shape in which they really export."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

from pipeline.output.folder import read_tables
from pipeline.output.review.run import write_tasks
from pipeline.output.review.tasks import read_tasks

GOLDEN = Path(__file__).parents[1] / "golden"
ENDINGS = {"label-studio": "json", "csv": "csv"}
EXPORTS = Path(__file__).parent / "exports"
ALL = ("agreements", "meetings", "statements", "people", "places", "organizations", "dates")


def some_tables(folder: Path, *article_ids: str) -> Path:
    """An output folder with some of the samples."""
    from pipeline.output.write import write_tables

    tables = {
        name: [row for row in rows if row.get("article_id") in article_ids]
        for name, rows in read_tables(GOLDEN).items()
    }
    folder.mkdir()
    write_tables(tables, folder, formats=["csv"])
    return folder


class Tool:
    """A file in a tool: articles can be marked complete, rows changed, deleted and added; then it is exported."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.load()

    def load(self) -> None:
        raise NotImplementedError

    @classmethod
    def open(cls, fmt: str, tables: Path, file: Path, names: tuple[str, ...] = ALL, **choice: Any) -> Any:
        """Export from the tables and import into the tool."""
        path = file.with_suffix(f".{ENDINGS[fmt]}")
        write_tasks(read_tasks(tables, names, **choice), names, fmt, path)
        return {"label-studio": LabelStudio, "csv": Sheet}[fmt](path)


class LabelStudio(Tool):
    """JSON export of Label Studio 1.23.2, as in `exports`."""

    def load(self) -> None:
        tasks = json.loads(self.file.read_text(encoding="utf-8"))
        self.tasks = [self._task(number, task) for number, task in enumerate(tasks, 1)]

    def _task(self, number: int, task: dict[str, Any]) -> dict[str, Any]:
        result = task["predictions"][0]["result"]
        annotation = {"id": number, "completed_by": 1, "result": result, "was_cancelled": False, "task": number}
        annotation |= {"ground_truth": False, "updated_at": "2026-11-28T00:36:33.321880Z", "parent_prediction": number}
        return {"id": number, "annotations": [annotation], "drafts": [], "predictions": [number], "data": task["data"]}

    def result(self, article_id: str) -> list[dict[str, Any]]:
        """Results of an article, to be changed in place."""
        task = next(task for task in self.tasks if task["data"]["article_id"] == article_id)
        result: list[dict[str, Any]] = task["annotations"][0]["result"]
        return result

    def complete(self, article_id: str) -> None:
        part = {"value": {"choices": ["complete"]}, "id": "WAZKnnq8ij", "from_name": "complete", "to_name": "text"}
        self.result(article_id).append(part | {"type": "choices", "origin": "manual"})

    def delete(self, article_id: str, key: str) -> None:
        result = self.result(article_id)
        result[:] = [part for part in result if part["id"] != f"agreements-{key}"]

    def verdict(self, article_id: str, key: str, verdict: str) -> None:
        region = next(part for part in self.result(article_id) if part["id"] == f"agreements-{key}")
        at = {name: region["value"][name] for name in ("start", "end")}
        part = {"id": region["id"], "from_name": "verdict", "to_name": "text", "type": "choices"}
        self.result(article_id).append(part | {"value": {**at, "choices": [verdict]}})

    def set_status(self, article_id: str, key: str, status: str) -> None:
        for part in self.result(article_id):
            if part["id"] == f"agreements-{key}" and part["from_name"] == "agreement_status":
                part["value"]["choices"], part["origin"] = [status], "prediction-changed"

    def add(self, article_id: str, text: str, words: str) -> None:
        at = {"start": text.index(words), "end": text.index(words) + len(words)}
        fields = {"predicate": words, "status": "signed", "theme": "trade", "polarity": "affirmed"}
        common = {"id": "u_nvvcXPAv", "to_name": "text", "origin": "manual"}
        label = {"from_name": "label", "type": "labels", "value": {**at, "text": words, "labels": ["agreement"]}}
        self.result(article_id).append(common | label)
        for name, value in fields.items():
            what = {"text": [value]} if name == "predicate" else {"text": words, "choices": [value]}
            part = {"from_name": f"agreement_{name}", "type": "textarea" if name == "predicate" else "choices"}
            self.result(article_id).append(common | part | {"value": {**at, **what}})

    def save(self) -> Path:
        self.file.write_text(json.dumps(self.tasks, ensure_ascii=False), encoding="utf-8")
        return self.file


class Sheet(Tool):
    """A CSV file as Excel with a Spanish locale saves it: semicolons, CRLF, a byte order mark."""

    def load(self) -> None:
        rows = csv.reader(io.StringIO(self.file.read_text(encoding="utf-8-sig"), newline=""))
        self.head, *cells = rows
        self.rows = [dict(zip(self.head, row, strict=True)) for row in cells]

    def row(self, article_id: str, kind: str, key: str = "") -> dict[str, str]:
        return next(
            r for r in self.rows if (r["article_id"].lstrip("'"), r["kind"], r["row"]) == (article_id, kind, key)
        )

    def complete(self, article_id: str) -> None:
        self.row(article_id, "article")["verdict"] = "complete"

    def delete(self, article_id: str, key: str) -> None:
        self.verdict(article_id, key, "wrong")

    def verdict(self, article_id: str, key: str, verdict: str) -> None:
        self.row(article_id, "agreement", key)["verdict"] = verdict

    def set_status(self, article_id: str, key: str, status: str) -> None:
        self.row(article_id, "agreement", key).update(status=status, verdict="corrected")

    def add(self, article_id: str, text: str, words: str) -> None:
        cells = {"verdict": "missing", "kind": "agreement", "article_id": article_id, "text": words, "predicate": words}
        cells |= {"status": "signed", "theme": "trade", "polarity": "affirmed"}
        self.rows.append(dict.fromkeys(self.head, "") | cells)

    def save(self, delimiter: str = ";", encoding: str = "utf-8-sig", end: str = "\r\n") -> Path:
        buffer = io.StringIO()
        writer = csv.writer(buffer, delimiter=delimiter, lineterminator=end)
        writer.writerows([self.head, *([row.get(name, "") for name in self.head] for row in self.rows)])
        self.file.write_bytes(buffer.getvalue().encode(encoding))
        return self.file
