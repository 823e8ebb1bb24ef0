"""A terminal or pipe whose encoding has no Spanish, or nothing beyond it.

What a person reads is marked with escapes then where it must be, data for programs are UTF-8 whatever it is.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
C_LOCALE = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": ""}
LATIN_1 = {"PYTHONIOENCODING": "latin-1"}
PERU, ROMANIA = "SELECT 'Per' || chr(250) AS pais", "SELECT 'Bucure' || chr(537) || 'ti' AS ciudad"
TABLES = ("--in", "tests/golden")


def run(where, *arguments):
    command = [sys.executable, "-m", "pipeline", *arguments]
    return subprocess.run(command, env={**os.environ, **where}, cwd=ROOT, capture_output=True, timeout=300, check=False)


@pytest.mark.parametrize(
    ("where", "arguments", "word"),
    [
        (C_LOCALE, ["query", PERU, *TABLES], rb"Per\xfa"),
        (C_LOCALE, ["show", "boletin-2018-102", *TABLES], rb"Sud\xe1frica"),
        (LATIN_1, ["query", ROMANIA, *TABLES], rb"Bucure\u0219ti"),
        (LATIN_1, ["explain", "afp-angola-gas:people:joao-lourenco", *TABLES], "João Lourenço".encode("latin-1")),
        (LATIN_1, ["show", "rree-peru-extradicion", *TABLES], rb"\u2022 "),
    ],
)
def test_what_a_person_reads(where, arguments, word):
    done = run(where, *arguments)
    assert (done.returncode, done.stderr) == (0, b"")
    assert word in done.stdout


@pytest.mark.parametrize("where", [C_LOCALE, LATIN_1])
def test_an_error_is_one_line(where):
    done = run(where, "show", "București", *TABLES)
    assert done.returncode == 2
    assert done.stderr.startswith(b"comunicado: 'Bucure")
    assert done.stderr.count(b"\n") == 1


@pytest.mark.parametrize("where", [C_LOCALE, LATIN_1])
@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        (["query", PERU, *TABLES, "--format", "csv"], "pais\nPerú\n"),
        (["schema", "failures", "--language", "es"], "Qué está mal y qué hacer"),
        (["lexicon", "list", "people", "--find", "barcena"], "Alicia Bárcena"),
    ],
)
def test_data_for_programs_are_utf_8(where, arguments, text):
    done = run(where, *arguments)
    assert (done.returncode, done.stderr) == (0, b"")
    assert text in done.stdout.decode("utf-8")


def test_changes_for_programs_are_utf_8(tmp_path):
    row = "article_id,person_id,name\na,{},{}\n"
    for folder, name in (("uno", "Călin"), ("otro", "Ștefan")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "articles.csv").write_text("article_id,text\na,x\n")
        (tmp_path / folder / "people.csv").write_text(row.format(name, name), "utf-8")
    for fmt in ("json", "csv"):
        done = run(LATIN_1, "diff", str(tmp_path / "uno"), str(tmp_path / "otro"), "--format", fmt)
        assert (done.returncode, done.stderr) == (1, b"")
        assert "Călin" in done.stdout.decode("utf-8")
