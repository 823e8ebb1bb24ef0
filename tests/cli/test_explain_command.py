"""`comunicado explain` on the command line. No model."""

from typer.testing import CliRunner

from pipeline.cli import app


def run(*arguments):
    return CliRunner().invoke(app, ["explain", *map(str, arguments)])


def test_an_explanation(folder):
    result = run("xinhua-china-uzbekistan:agreements:3", "--in", folder)
    assert result.exit_code == 0
    assert result.stdout.startswith("xinhua-china-uzbekistan:agreements:a003\n")
    assert "How to change it" in result.stdout


def test_wrong_usage_is_exit_code_2_and_one_line(folder, in_tmp):
    for arguments, told in (
        (["nada:agreements:3", "--in", folder], "there is no article 'nada'"),
        (["xinhua-china-uzbekistan:agreements:300", "--in", folder], "has a001"),
        (["a:agreements:3"], "there are no tables here"),
    ):
        result = run(*arguments)
        assert result.exit_code == 2
        assert told in result.stderr
        assert result.stderr.count("\n") == 1


def test_no_control_character_of_an_address_reaches_the_terminal(folder):
    assert "\x1b" not in run("\x1b[2J", "--in", folder).output


def test_own_entries_of_the_run_are_shown_with_their_place(folder, tmp_path):
    import csv
    import json
    import shutil

    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "commitment_verbs.csv").write_text("id,confidence\nacordar,0.5\n", encoding="utf-8")
    out = tmp_path / "out"
    shutil.copytree(folder, out)
    place = "your commitment_verbs.csv line 2: id=acordar; lemma=acordar"
    rows = csv.DictReader((folder / "agreements.csv").read_text(encoding="utf-8").splitlines())
    agreed = next(r for r in rows if r["predicate"].startswith("acordaron") and "xinhua-china-uzbekistan" in r.values())
    address = f"xinhua-china-uzbekistan:agreements:{agreed['agreement_id']}"
    assert place in run(address, "--in", out, "--lexicon", tmp_path / "mine").stdout
    assert place not in run(address, "--in", out).stdout
    (out / "run.json").write_text(json.dumps({"settings": {"lexicon": str(tmp_path / "mine")}}))
    assert place in run(address, "--in", out).stdout
    shutil.rmtree(tmp_path / "mine")
    assert place not in run(address, "--in", out).stdout
