"""What the terminal shows: safe text, the summary, progress and how many documents there are. No model."""

import gzip
import io
import time

import pytest
from rich.console import Console

from pipeline.cli.terminal import STYLES, article_view, printable, summary_view
from pipeline.reading.counting import count_documents
from pipeline.running.batch.run import Summary
from pipeline.running.progress import INTERVAL, ArticleProgress
from pipeline.schemas import TABLES


def rendered(view, *, terminal=False, width=100):
    out = io.StringIO()
    Console(file=out, force_terminal=terminal, width=width, color_system="standard" if terminal else None).print(view)
    return out.getvalue()


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("canción\n\tñandú «»", "canción\n\tñandú «»"),
        ("a\x1b[31mb", "a\ufffd[31mb"),
        ("a\x07\x00\x9bb", "a\ufffd\ufffd\ufffdb"),
        ("a\u202eb\u200b", "a\ufffdb\ufffd"),
        ("\ud800", "\ufffd"),
        ("🤝 中国", "🤝 中国"),
    ],
)
def test_printable_keeps_text_and_length(text, shown):
    assert printable(text) == shown
    assert len(printable(text)) == len(text)


def row(table, **cells):
    return dict.fromkeys(TABLES[table].column_names) | cells


ARTICLE = {
    "articles": [
        row("articles", article_id="a", text="Chile [red]y Perú[/red] firmaron.", title="Acuerdo")
        | {"published": "2024-05-03"}
    ],
    "mentions": [row("mentions", kind="place", start=0, end=5), row("mentions", kind="place", start=13, end=17)],
    "agreements": [
        row("agreements", agreement_id="a1", predicate="firmaron", status="signed", theme="trade", polarity="affirmed")
        | {"start": 0, "end": 33, "rule": "r[b]"}
    ],
    "agreement_parties": [
        row("agreement_parties", agreement_id="a1", name="Chile", country="CL"),
        row("agreement_parties", agreement_id="a1", name="ONU"),
        row("agreement_parties", agreement_id="a2", name="Bolivia"),
    ],
}


def test_an_article_has_head_text_legend_and_entries():
    text = rendered(article_view(ARTICLE))
    assert text.startswith("Acuerdo\na · 2024-05-03\n")
    assert "Chile [red]y Perú[/red] firmaron." in text
    assert all(kind in text for kind in STYLES)
    assert "signed · trade · Chile (CL), ONU · r[b]" in text
    assert "Bolivia" not in text


def test_spans_have_the_colour_of_their_kind():
    assert "\x1b[4;32mChile\x1b[0m" in rendered(article_view(ARTICLE), terminal=True)


def test_tables_without_rows_are_left_out():
    text = rendered(article_view(ARTICLE))
    assert "statements" not in text
    assert "meetings" not in text


def summary(*, articles: int, failures: int = 0, incomplete: int = 0) -> Summary:
    """A run of 80 seconds in which everything was new."""
    rows = {name: 0 for name in TABLES} | {"articles": articles, "failures": failures + incomplete}
    return Summary(
        articles=articles,
        failures=failures,
        incomplete=incomplete,
        rows=rows,
        seconds=80.0,
        processed=articles + failures,
        messages=tuple(f"f{n}.txt: está vacío" for n in range(failures + incomplete)),
    )


def test_summary_counts_articles_in_which_a_stage_failed():
    text = rendered(summary_view(summary(articles=4, failures=1, incomplete=2), out="o"))
    assert "1 of 5 documents failed; 2 articles without the rows of a stage that failed:" in text
    assert "f2.txt" in text


def test_a_summary_of_a_run_without_failures_has_no_word_of_them():
    assert "fail" not in rendered(summary_view(summary(articles=4), out="o")).replace("failures", "")


def test_summary_counts_and_lists_the_first_failures():
    text = rendered(summary_view(summary(articles=40, failures=12), out="o\x1bo"))
    assert "12 of 52 documents failed:" in text
    assert "f9.txt" in text
    assert "f10.txt" not in text
    assert "and 2 more" in text
    assert "40 articles in 1 min 20 s (0.7 a second); tables in o\ufffdo" in text


def test_progress_without_a_terminal_is_a_line_now_and_then(monkeypatch):
    now = [0.0]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    out = io.StringIO()
    with ArticleProgress(Console(file=out, width=100), total=40) as progress:
        for second in range(1, 31):
            now[0] = float(second)
            progress.advance("a")
    lines = out.getvalue().splitlines()
    assert len(lines) == 30 // INTERVAL
    assert lines[0] == "10 of 40 articles, 1.0/s, 30 s left"


def test_progress_of_an_unknown_total(monkeypatch):
    now = [0.0]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    out = io.StringIO()
    with ArticleProgress(Console(file=out, width=100), total=None) as progress:
        progress.advance("a")
        now[0] = 20.0
        progress.advance("b")
    assert out.getvalue() == "2 articles, 0.1/s\n"


def test_progress_on_a_terminal_is_a_bar():
    out = io.StringIO()
    with ArticleProgress(Console(file=out, force_terminal=True, width=100), total=2) as progress:
        progress.advance("a")
    assert "0/2 articles" in out.getvalue() or "1/2 articles" in out.getvalue()


def test_documents_are_counted_without_reading_them(tmp_path):
    (tmp_path / "sub").mkdir()
    for name in ("a.txt", "sub/b.md", "c.html", "d.docx"):
        (tmp_path / name).write_text("x")
    (tmp_path / "e.jsonl").write_text("{}\n{}\n{}")
    assert count_documents([tmp_path]) == 4 + 3
    assert count_documents([tmp_path / "no-hay.txt"]) == 1


@pytest.mark.parametrize("name", ["-", "a.csv", "a.json", "a.jsonl.gz", "a.parquet"])
def test_what_only_reading_would_tell_is_unknown(tmp_path, name):
    (tmp_path / "a.csv").write_text("text\nx\n")
    (tmp_path / "a.json").write_text("[]")
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(b"{}\n"))
    (tmp_path / "a.parquet").write_bytes(b"PAR1")
    assert count_documents([name if name == "-" else tmp_path / name]) is None
