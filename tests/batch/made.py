"""A corpus made of short articles, and runs over it in processes of their own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
COUNTRIES = ("Chile", "el Perú", "Bolivia", "Marruecos", "Portugal", "la India", "Senegal", "Egipto", "Kenia", "Serbia")
CITIES = ("Lima", "Rabat", "Lisboa", "Nueva Delhi", "Dakar", "El Cairo", "Nairobi", "Belgrado", "La Paz", "Quito")
MATTERS = ("un acuerdo de pesca", "un memorándum sobre energía", "un convenio aduanero", "un tratado de extradición")


def records(number: int) -> Iterator[dict[str, str]]:
    """Short articles, no two alike, with ids that do not sort in the order in which they stand."""
    for n in range(number):
        one, other = COUNTRIES[n % 10], COUNTRIES[(n // 10 + n + 1) % 10]
        text = (
            f"{CITIES[n % 10].upper()}, {n % 28 + 1} feb (Agencia).- Los cancilleres de {one} y de {other} firmaron "
            f"hoy {MATTERS[n % 4]} por valor de {n + 3} millones de dólares. El documento número {n} entrará en vigor "
            f"el {n % 27 + 1} de marzo de 2027, dijo el ministro de Relaciones Exteriores de {one}."
        )
        yield {"id": f"nota-{n * 7919 % 10_007:05}", "date": f"2026-02-{n % 28 + 1:02}", "text": text}


def write_corpus(path: Path, items: Iterable[Mapping[str, str] | None]) -> Path:
    """A JSONL file of records; None is an empty line."""
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = ("" if item is None else json.dumps(item, ensure_ascii=False) for item in items)
    path.write_text("".join(f"{line}\n" for line in lines), "utf-8")
    return path


def command(*arguments: object) -> list[str]:
    """An `extract` in a process of its own."""
    return [sys.executable, "-m", "pipeline", "extract", *map(str, arguments)]


def environment(**more: str) -> dict[str, str]:
    """Environment in which this checkout is imported."""
    path = os.pathsep.join(filter(None, (more.pop("PYTHONPATH", ""), str(ROOT), os.environ.get("PYTHONPATH"))))
    return {**os.environ, "PYTHONPATH": path, **more}


def extract(*arguments: object, status: int = 0, **env: str) -> subprocess.CompletedProcess[str]:
    """Run `extract` to its end."""
    done = subprocess.run(
        command(*arguments), env=environment(**env), capture_output=True, text=True, timeout=600, check=False
    )
    assert done.returncode == status, done.stderr + done.stdout
    return done


def table_files(out: Path) -> dict[str, bytes]:
    """Content of every table, and of the data package."""
    return {path.name: path.read_bytes() for path in out.iterdir() if path.is_file() and path.name != "run.json"}


def shards(out: Path) -> list[Path]:
    """The files of the finished shards."""
    return sorted((out / ".comunicado" / "shards").glob("*.shard"))


def rows(out: Path, table: str) -> list[dict[str, Any]]:
    """Rows of a table."""
    from pipeline.output.folder import read_tables

    return read_tables(out)[table]


def install_model(folder: Path, name: str, code: str) -> Path:
    """A folder for PYTHONPATH in which a base model lies like an installed package."""
    (folder / name).mkdir(parents=True)
    (folder / name / "__init__.py").write_text(code)
    about = folder / f"{name}-1.0.dist-info"
    about.mkdir()
    (about / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name.replace('_', '-')}\nVersion: 1.0\n")
    return folder
