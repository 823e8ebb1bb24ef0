"""Passwords, keys and signatures of URLs reach neither a file nor the terminal; what a URL names is read."""

from __future__ import annotations

import base64
import io
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.config import Settings
from pipeline.output.folder import read_tables
from pipeline.reading.addresses import query_key, shown_url, url_key, without_secrets
from pipeline.reading.read import Article, read_articles
from pipeline.running.batch.run import describe_run, run_extract
from pipeline.running.batch.sandbox import WorkerError
from pipeline.running.batch.sealed import sealed_length
from tests.batch.made import extract, records

pytest.importorskip("aiohttp")
pytest.importorskip("fsspec")

NOTE = next(records(1))["text"]
USER, PASSWORD, SIGNATURE = "lectora", "contrasena-7", "firma0123456789abcdef"
SECRETS = (USER, PASSWORD, SIGNATURE)
QUERY = f"sig={SIGNATURE}&X-Amz-Expires=900"


class _Archive(BaseHTTPRequestHandler):
    """Two pages of a feed and a text, for who has password and signature; a file that breaks, another cut short."""

    def do_HEAD(self) -> None:
        self._answer()

    def do_GET(self) -> None:
        self.wfile.write(self._answer())

    def _answer(self) -> bytes:
        name, query = urlsplit(self.path).path, parse_qs(urlsplit(self.path).query)
        expected = base64.b64encode(f"{USER}:{PASSWORD}".encode()).decode()
        allowed = self.headers["Authorization"] == f"Basic {expected}" and query.get("sig") == [SIGNATURE]
        contents = {
            "/nota.txt": NOTE,
            "/feed.jsonl": "".join(
                json.dumps(item | {"id": f"{query.get('page', [''])[0]}-{item['id']}"}) + "\n" for item in records(2)
            ),
            "/corta.txt": NOTE,
        }
        data = contents.get(name, "").encode()
        broken = name == "/rota.txt" and self.command == "GET"
        status = 403 if not allowed else 500 if broken else 200 if name in contents or name == "/rota.txt" else 404
        self.send_response(status, "no" if status >= 400 else "si")
        self.send_header("Content-Length", str(len(data) + (100 if name == "/corta.txt" else 0)))
        self.end_headers()
        return data if status == 200 else b""

    def log_message(self, *arguments: object) -> None:
        """Print nothing."""


@pytest.fixture(scope="module")
def archive() -> Iterator[str]:
    """Host and port of a server of articles."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Archive)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def leaks(folder: Path) -> list[str]:
    """Files in which a secret stands, packed or not."""
    found = []
    for path in (path for path in folder.rglob("*") if path.is_file()):
        content = path.read_bytes()
        unpacked = [content]
        if path.suffix == ".parquet":
            unpacked.append(_rows(content))
        elif path.suffix == ".shard":
            unpacked += _tables_of_shard(content)
        found += [f"{path.name}: {secret}" for secret in SECRETS if any(secret.encode() in part for part in unpacked)]
    return found


def _rows(content: bytes) -> bytes:
    return repr(pq.read_table(io.BytesIO(content)).to_pylist()).encode()


def _tables_of_shard(content: bytes) -> Iterator[bytes]:
    start, length = sealed_length(content)
    at = start + length
    for file in json.loads(content[start:at])["files"].values():
        yield _rows(content[at : at + file["bytes"]])
        at += file["bytes"]


def test_a_run_over_urls_writes_and_shows_no_secret(archive, tmp_path):
    urls = [
        f"http://{USER}:{PASSWORD}@{archive}/{name}{'&' if '?' in name else '?'}{QUERY}"
        for name in (
            "nota.txt",
            "feed.jsonl?page=1",
            "feed.jsonl?page=2",
            "no-hay.txt",
            "rota.txt",
            "corta.txt",
            "x.pdf",
        )
    ]
    urls.append(f"http://{USER}:mal-{PASSWORD}@{archive}/cerrada.txt?{QUERY}")
    done = extract(*urls, "--out", tmp_path / "out", "--model", "blank:es")
    assert [secret for secret in SECRETS if secret in done.stdout + done.stderr] == []
    assert leaks(tmp_path) == []
    tables = read_tables(tmp_path / "out")
    assert {row["article_id"].split("-")[0] for row in tables["articles"]} == {"nota", "1", "2"}
    assert {row["source"] for row in tables["articles"]} == {"nota.txt", "feed.jsonl:1", "feed.jsonl:2"}
    failed = {row["source"]: row for row in tables["failures"]}
    assert set(failed) == {
        f"http://{archive}/no-hay.txt", f"http://{archive}/rota.txt", "corta.txt", f"http://{archive}/x.pdf",
        f"http://{archive}/cerrada.txt",
    }  # fmt: skip
    assert f"http://{archive}/no-hay.txt" in failed[f"http://{archive}/no-hay.txt"]["message"]
    again = extract(*urls[:3], "--out", tmp_path / "out", "--model", "blank:es")
    assert "nothing new" in again.stdout


@pytest.mark.parametrize("more", [[], ["--debug"]])
def test_an_output_folder_that_refuses_is_named_without_its_secrets(more, tmp_path):
    pytest.importorskip("s3fs")
    (tmp_path / "a.txt").write_text(NOTE)
    url = f"s3://{USER}:{PASSWORD}@cubo/tablas?versionId={SIGNATURE}"
    environment = {"AWS_ENDPOINT_URL": "http://127.0.0.1:1", "AWS_EC2_METADATA_DISABLED": "true"}
    done = extract(tmp_path / "a.txt", "--out", url, *more, "--model", "blank:es", status=1, **environment)
    assert [secret for secret in SECRETS if secret in done.stdout + done.stderr] == []
    assert "s3://cubo/tablas: " in done.stderr
    assert ("Traceback" in done.stderr) == bool(more)


@pytest.mark.usefixtures("in_process")
def test_an_output_folder_is_called_by_its_shown_name(tmp_path):
    (tmp_path / "a.txt").write_text(NOTE)
    url = f"memory://{USER}:{PASSWORD}@tablas?sig={SIGNATURE}"
    result = CliRunner().invoke(app, ["extract", str(tmp_path / "a.txt"), "--out", url, "--model", "blank:es"])
    assert "tables in memory://tablas\n" in result.stdout
    assert [secret for secret in SECRETS if secret in result.output] == []


def test_a_cluster_that_is_not_there_is_named_without_its_password(tmp_path, monkeypatch):
    distributed = pytest.importorskip("distributed")
    address = f"tls://{USER}:{PASSWORD}@10.0.0.5:8786"

    def refusing(where, **options):
        raise OSError(f"Timed out trying to connect to {where}")

    monkeypatch.setattr(distributed, "Client", refusing)
    (tmp_path / "a.txt").write_text(NOTE)
    with pytest.raises(WorkerError) as raised:
        run_extract([tmp_path / "a.txt"], tmp_path / "out", Settings(model="blank:es", cluster=address))
    message = str(raised.value)
    assert "tls://10.0.0.5:8786 cannot be reached (Timed out trying to connect to tls://10.0.0.5:8786)" in message
    assert PASSWORD not in message + repr(raised.value.__cause__)


def test_the_settings_in_run_json_have_no_password():
    identity = dict.fromkeys(("package", "code", "python", "spacy", "recogniser", "lexicons"), "1") | {"model": "a 1"}
    run = describe_run(Settings(cluster=f"tls://{USER}:{PASSWORD}@10.0.0.5:8786"), identity, {}, {})
    assert run["settings"]["cluster"] == "tls://10.0.0.5:8786"
    assert run["settings"]["formats"] == ("csv", "parquet")


@pytest.mark.usefixtures("in_process")
def test_a_server_that_is_not_there_is_one_failure_and_costs_no_other_article(tmp_path):
    (tmp_path / "a.txt").write_text(NOTE)
    url = f"ftp://{USER}:{PASSWORD}@127.0.0.1:1/x.txt"
    result = CliRunner().invoke(
        app, ["extract", url, str(tmp_path / "a.txt"), "--out", str(tmp_path / "out"), "--model", "blank:es"]
    )
    assert result.exit_code == 0, result.output
    tables = read_tables(tmp_path / "out")
    (row,) = tables["failures"]
    assert (row["source"], row["stage"], row["error"]) == ("ftp://127.0.0.1:1/x.txt", "read", "unreadable")
    assert row["message"] == "ftp://127.0.0.1:1/x.txt: this storage cannot be used (Connection refused)"
    assert [article["article_id"] for article in tables["articles"]] == ["a"]
    assert leaks(tmp_path / "out") == []


def test_a_server_that_went_away_is_one_failure(tmp_path):
    import fsspec

    from pipeline.reading.inputs import File
    from pipeline.reading.record import Where
    from pipeline.reading.remote import RemotePath
    from pipeline.running.batch.reading import Reading
    from pipeline.running.batch.sandbox import Limits

    class Gone(RemotePath):
        """A file of a server that was there when it was looked for."""

        def address(self):
            address = super().address()
            ftp = json.loads(address["file_system"]) | {
                "cls": "fsspec.implementations.ftp:FTPFileSystem", "protocol": "ftp", "args": [], "host": "127.0.0.1",
                "port": 1, "password": PASSWORD,
            }  # fmt: skip
            return address | {"file_system": json.dumps(ftp)}

    reading = Reading(Limits(seconds=60, memory=4))
    path = Gone(f"ftp://{USER}:{PASSWORD}@127.0.0.1:1/x.txt", fsspec.filesystem("memory"), "/x.txt")
    try:
        (lost,) = reading.read(File(path, Where("x.txt", "x")))
    finally:
        reading.stop()
    assert lost.message.startswith("x.txt: this storage cannot be used (")
    assert "refused" in lost.message
    assert PASSWORD not in lost.message


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("http://host/a/x.txt?sig=1#top", "http://host/a/x.txt"),
        ("http://user:PW@host:80/404.txt", "http://host:80/404.txt"),
        ("https://user@host", "https://host"),
        ("s3://KEY:SEC/RET+x@bucket/x", "s3://bucket/x"),
        ("ftp://user:p?w#d@host/x", "ftp://host/x"),
        ("s3://KEY:1/2@bucket/x", "s3://bucket/x"),
        ("filecache::s3://KEY:12/34/5@bucket/x", "filecache::s3://bucket/x"),
        ("http://host:8080/@user/x.txt", "http://host:8080/@user/x.txt"),
        ("hdfs://nodo:8020/notas/a@b.txt", "hdfs://nodo:8020/notas/a@b.txt"),
        ("http://user:PW@[::1]:80/x?y", "http://[::1]:80/x"),
        ("simplecache::http://user:PW@host/x?y", "simplecache::http://host/x"),
        ("s3://bucket/a@b.txt", "s3://bucket/a@b.txt"),
        ("http://[::1]:80/@user/x.txt", "http://[::1]:80/@user/x.txt"),
        ("/notas/qué?.txt", "/notas/qué?.txt"),
    ],
)
def test_what_is_shown_of_a_url(url, shown):
    assert shown_url(url) == shown


def test_urls_that_differ_in_what_is_not_shown_are_two_files():
    keys = {
        url_key(f"http://{user}host/x.txt{query}") for user in ("", "a:b@", "a:c@") for query in ("", "?n=1", "?n=2")
    }
    assert len(keys) == 9
    assert {key.split(" ")[0] for key in keys} == {"http://host/x.txt"}
    assert url_key("s3://bucket/x.txt") == "s3://bucket/x.txt"


def test_ids_of_urls_differ_with_what_their_queries_ask_for(archive):
    def article_id(query: str) -> str:
        (article,) = read_articles(f"http://{USER}:{PASSWORD}@{archive}/nota.txt?{query}")
        assert isinstance(article, Article)
        assert article.input == "nota.txt"
        return article.article_id

    first, second = article_id(f"n=1&sig={SIGNATURE}"), article_id(f"n=2&sig={SIGNATURE}")
    assert first != second
    assert first.startswith("nota-")
    assert article_id(f"sig={SIGNATURE}&n=1&X-Amz-Expires=60") == first
    assert article_id(QUERY) == "nota"


def test_what_a_signature_is_made_of_is_no_part_of_an_id():
    assert query_key("http://host/x.txt") == query_key("http://host/x.txt#2") == ""
    assert query_key("http://host/x.txt?sv=2&se=3&sig=abcd") == ""
    assert query_key("http://host/x.txt?st=2") != query_key("http://host/x.txt?st=3")


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        (
            "refused (http://u:pw@host/x?sig=T); check 'ftp://u:pw@host/y'.",
            "refused (http://host/x); check 'ftp://host/y'.",
        ),
        ("s3:/KEY:SECRET@bucket/x: this is an address", "s3:/bucket/x: this is an address"),
        ("KEY:SECRET@bucket/x is not there, nor KEY%3ASECRET%40bucket", "bucket/x is not there, nor bucket"),
        ("signature abc/def= of SECRET, or abc%2Fdef%3D", "signature … of …, or …"),
        ("C:/Users/x?y and 10:/30", "C:/Users/x?y and 10:/30"),
    ],
)
def test_messages_of_libraries_lose_the_secrets_of_a_url(text, clean):
    assert without_secrets(text, "s3://KEY:SECRET@bucket/x?sig=abc%2Fdef%3D") == clean


def test_a_secret_of_figures_before_a_slash_goes_from_messages_too():
    url = "s3://KEY:12345/67890@bucket/x"
    assert without_secrets(f"no {url}, nor KEY:12345/67890, nor 12345/67890", url) == "no s3://bucket/x, nor …, nor …"
    assert without_secrets("no s3:/KEY:12345/67890@bucket/x") == "no s3:/bucket/x"
