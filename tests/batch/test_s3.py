"""Articles and tables in a bucket, on a server that speaks S3."""

import shutil
import urllib.request

import pytest

from pipeline.config import Settings
from pipeline.running.batch.run import run_extract
from tests.batch.made import extract, records, table_files, write_corpus

moto = pytest.importorskip("moto.server")
fsspec = pytest.importorskip("fsspec")
pytest.importorskip("s3fs")


@pytest.fixture
def bucket(monkeypatch):
    """A file system with an empty bucket `archivo`; its address and keys are in the environment."""
    server = moto.ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    settings = {
        "AWS_ENDPOINT_URL": f"http://{host}:{port}",
        "AWS_ACCESS_KEY_ID": "prueba",
        "AWS_SECRET_ACCESS_KEY": "prueba",
        "AWS_DEFAULT_REGION": "us-east-1",
    }
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    # the server's buckets are those of this process, and outlive it
    urllib.request.urlopen(urllib.request.Request(f"{settings['AWS_ENDPOINT_URL']}/moto-api/reset", method="POST"))
    fs = fsspec.filesystem("s3", skip_instance_cache=True)
    fs.mkdir("archivo")
    yield fs, settings
    fsspec.filesystem("s3").clear_instance_cache()
    server.stop()


def test_from_bucket_to_bucket(bucket, tmp_path):
    fs, settings = bucket
    here = tmp_path / "here"
    write_corpus(here / "uno.jsonl", records(70))
    write_corpus(here / "sub" / "dos.jsonl", [item | {"id": f"b-{item['id']}"} for item in records(5)])
    (here / "tres.txt").write_text(next(records(1))["text"])
    (here / ".oculto.txt").write_text("no")
    fs.put(str(here) + "/", "archivo/textos/", recursive=True)
    done = extract("s3://archivo/textos", "--out", "s3://archivo/tablas", "--model", "blank:es", **settings)
    assert "76 articles" in done.stdout
    extract(here, "--out", tmp_path / "local", "--model", "blank:es")
    fs.invalidate_cache()
    fs.get("archivo/tablas/", str(tmp_path / "copy") + "/", recursive=True)
    assert table_files(tmp_path / "copy") == table_files(tmp_path / "local")
    assert (
        "nothing new"
        in extract("s3://archivo/textos", "--out", "s3://archivo/tablas", "--model", "blank:es", **settings).stdout
    )
    shutil.rmtree(tmp_path / "copy")


@pytest.mark.usefixtures("in_process")
def test_new_objects_and_globs(bucket, tmp_path):
    fs, _ = bucket
    blank = Settings(model="blank:es")
    for item in records(3):
        fs.pipe_file(f"archivo/notas/{item['id']}.txt", item["text"].encode())
    assert run_extract(["s3://archivo/notas/*.txt"], tmp_path / "out", blank).processed == 3
    fs.pipe_file("archivo/notas/nueva.txt", next(records(1))["text"].encode())
    assert run_extract(["s3://archivo/notas/*.txt"], tmp_path / "out", blank).processed == 1


@pytest.mark.usefixtures("in_process")
def test_what_is_not_there_is_a_failure_and_a_bucket_that_is_not_an_error(bucket, tmp_path):
    summary = run_extract(["s3://archivo/nada"], tmp_path / "out", Settings(model="blank:es"))
    assert "there is no such file or folder; check the address" in summary.messages[0]
    done = extract("s3://archivo/nada", "--out", "s3://ningun-cubo/x", "--model", "blank:es", status=1)
    assert "there is no bucket 'ningun-cubo'; make it" in done.stderr
