"""Own lexicon entries: what is wrong is told with its place, what is right is known by every stage."""

import pytest

from pipeline.config import Settings
from pipeline.knowledge.columns import described_lexicons, lexicon_columns, mistakes
from pipeline.knowledge.lexicon import (
    LexiconError,
    know,
    lexicon_digest,
    lexicon_files,
    own_lexicon,
    parse_lexicon,
    read_lexicon,
)
from pipeline.knowledge.listing import columns_listing, entries_listing, lexicons_listing
from pipeline.knowledge.own_entries import checked_own, effects, read_own, use_lexicon
from pipeline.output.folder import read_tables
from pipeline.running.batch.identity import identity_of
from pipeline.running.batch.run import run_extract

FOLDER = {
    "people": "id,name,variants,country,gender,role,from\n"
    "amaru-quispe-mamani,Amaru Quispe Mamani,Amaru Quispe,PE,male,foreign_minister,2025\n",
    "demonyms": "id,country,form,use\nincaico,PE,incaico,noun\n",
    "commitment_verbs": "id,lemma,status,confidence,plover,cameo\napalabrar,apalabrar,agreed,0.8,AGREE,057\n",
    "themes": "id,theme,topic,weight,words\nquinua,trade,quinoa,2.2,quinua*;kiwicha\n",
    "organizations": "id,name,acronym,kind\nliga-andina-de-puertos,Liga Andina de Puertos,LAPU,igo\n",
}
TEXT = """Chile y el Gobierno incaico apalabraron este martes abrir un puente.

Amaru Quispe habló en la reunión de la LAPU. Los dos países acordaron ampliar las ventas de quinua en 2027.
"""


@pytest.fixture
def folder(tmp_path):
    path = tmp_path / "mine"
    path.mkdir()
    for name, text in FOLDER.items():
        (path / f"{name}.csv").write_text(text, encoding="utf-8")
    (path / "README.md").write_text("notes", encoding="utf-8")
    return path


@pytest.fixture
def own():
    """Whatever a test makes known is forgotten after it."""
    yield
    use_lexicon(None)


def test_every_column_of_every_lexicon_that_is_written_by_hand_is_described():
    for name, data in lexicon_files():
        lexicon = name.removesuffix(".csv")
        if lexicon == "columns":
            continue
        header = data.decode("utf-8").partition("\n")[0].split(",")
        assert ["id", *(c.name for c in lexicon_columns(lexicon))] == header
    assert "people" in described_lexicons()


def test_the_lexicons_of_the_package_are_what_their_columns_say():
    package = {name.removesuffix(".csv"): data.decode("utf-8") for name, data in lexicon_files()}
    assert mistakes({name: text for name, text in package.items() if name in described_lexicons()}) == []


def test_new_changed_and_removed_entries(own):
    know({"demonyms": "id,country,form,use\nincaico,PE,incaico,noun\nemirati,OM,emiratí,noun\n-afgano,,,\n"})
    entries = {entry["id"]: entry for entry in read_lexicon("demonyms")}
    assert entries["incaico"] == {"id": "incaico", "country": "PE", "form": "incaico", "use": "noun"}
    assert entries["emirati"]["country"] == "OM"
    assert "afgano" not in entries
    use_lexicon(None)
    entries = {entry["id"]: entry for entry in read_lexicon("demonyms")}
    assert "incaico" not in entries
    assert entries["emirati"]["country"] == "AE"
    assert "afgano" in entries


def test_a_change_keeps_the_cells_of_columns_that_the_file_has_not(own):
    before = next(entry for entry in read_lexicon("people") if entry["id"] == "serguei-lavrov")
    know({"people": "id,to\nserguei-lavrov,2031\n"})
    after = next(entry for entry in read_lexicon("people") if entry["id"] == "serguei-lavrov")
    assert before["to"] == ""
    assert after == {**before, "to": "2031"}


def test_the_digest_tells_own_entries(own):
    alone = lexicon_digest()
    know({"people": "id,to\nserguei-lavrov,2031\n"})
    assert lexicon_digest() != alone
    assert lexicon_digest({}) == alone
    assert identity_of("blank:es", {})["lexicons"] == alone
    use_lexicon(None)
    assert lexicon_digest() == alone


def test_what_was_remembered_is_forgotten(own, folder):
    from pipeline.knowledge.gazetteer.demonyms import demonym_code

    assert demonym_code("incaicos") is None
    use_lexicon(folder)
    assert demonym_code("incaicos") == "PE"


def test_a_broken_folder_changes_nothing(own, folder):
    use_lexicon(folder)
    (folder / "demonyms.csv").write_text("id,country,form,use\nx,XX,equis,noun\n", encoding="utf-8")
    with pytest.raises(LexiconError, match=r"demonyms\.csv line 2: country 'XX' is no code of a state"):
        use_lexicon(folder)
    assert dict(own_lexicon()) == FOLDER


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("poeple", "id\na\n", "poeple.csv: there is no lexicon of this name; did you mean people.csv?"),
        (
            "people",
            "id,nombre\nserguei-lavrov,b\n",
            "people.csv line 1: there is no column 'nombre'; the columns are: id, name,",
        ),
        ("people", "id;name\na;b\n", "no column 'id'; save it with commas between the cells"),
        (
            "people",
            "id,name,gender,role\na,Ana Paz,female,canciller\n",
            "line 2: role 'canciller' is none of: academic, ",
        ),
        ("people", "id,name,gender,role\na,Ana Paz,,minister\n", "line 2: gender must not be empty; 'a' is new"),
        (
            "people",
            "id,name,gender,role\na,Ana Paz;Ana,female,minister\n",
            "name 'Ana Paz;Ana' has a ';', but takes one value",
        ),
        ("people", "id,name,gender,role,from\na,Ana Paz,female,minister,ayer\n", "line 2: from 'ayer' is no year"),
        (
            "people",
            "id,name,variants,gender,role\na,Ana Paz,A;;B,female,minister\n",
            "variants 'A;;B' has an empty part",
        ),
        (
            "people",
            "id,to\nserguei-lavrof,2031\n",
            "line 2: name, gender, role must not be empty; 'serguei-lavrof' is new; did you mean serguei-lavrov",
        ),
        ("people", "id,to\n-serguei-lavrof,\n", "no entry 'serguei-lavrof' to take away; did you mean serguei-lavrov"),
        ("people", "id,name\na,Ana\na,Eva\n", "people.csv line 3: id 'a' is on line 2 too"),
        ("people", 'id,name\nserguei-lavrov,"Ana\nPaz"\n', "name has a control character or a line break"),
        ("commitment_verbs", "id,confidence\nfirmar,alto\n", "line 2: confidence 'alto' is no number"),
        ("title_nouns", "id,use\nministro,algo\n", "line 2: use 'algo' is none of: "),
        (
            "themes",
            "id,theme,weight,words\na,comercio,1,soja\n",
            "line 2: theme 'comercio' is none of: culture_education",
        ),
        ("power_groups", "id,pattern\ntroika,(troika\n", "line 2: pattern is no regular expression: missing )"),
        ("meeting_ordinals", "id,value\nordinal_2,dos\n", "line 2: value 'dos' is no whole number"),
    ],
)
def test_a_mistake_is_told_with_file_line_and_what_would_do(name, text, message):
    (found,) = mistakes({name: text})
    assert message in found


def test_all_mistakes_are_found_at_once():
    own = {"people": "id,name,gender,role\na,Ana,x,y\n", "demonyms": "id,country\nemirati,QQ\n"}
    assert len(mistakes(own)) == 3


def test_a_folder_is_read_as_spreadsheets_write_it(tmp_path):
    (tmp_path / "people.csv").write_bytes("\ufeffid,to\r\nserguei-lavrov,2031\r\n".encode())
    assert dict(checked_own(tmp_path)) == {"people": "id,to\nserguei-lavrov,2031\n"}
    (tmp_path / "people.csv").write_bytes("id,name\nx,Peña\n".encode("cp1252"))
    with pytest.raises(LexiconError, match=r"people\.csv: it is not UTF-8 .*; save it as CSV UTF-8"):
        read_own(tmp_path)


def test_a_folder_that_is_none(tmp_path):
    with pytest.raises(LexiconError, match="there is no such folder"):
        read_own(tmp_path / "none")
    with pytest.raises(LexiconError, match="there is no CSV file in it"):
        read_own(tmp_path)


def test_effects_tell_what_each_entry_does():
    own = {
        "people": "id,name,gender,role,to\n"
        "serguei-lavrov,Serguéi Lavrov,male,foreign_minister,2031\nx,Li Qiang,male,other,\n"
    }
    first, second = effects(own)
    assert first == "people.csv line 2: changes serguei-lavrov: to '' -> '2031'"
    assert second == "people.csv line 3: adds x; li-qiang has that name too: is it to be changed?"
    assert effects({"people": "id\n-serguei-lavrov\n"}) == ["people.csv line 2: takes away serguei-lavrov"]


def test_listings():
    assert any(line.startswith("people ") and "id, name, variants" in line for line in lexicons_listing().splitlines())
    assert "  gender: choice, needed. Gender: female, male\n" in columns_listing("people")
    listing = entries_listing(["people", "demonyms"], "LAVROV")
    assert listing.startswith("# people.csv\nid,name,variants,")
    (entry,) = parse_lexicon(listing.partition("\n")[2], name="copied")
    assert entry["id"] == "serguei-lavrov"
    assert entries_listing(["demonyms"], "lavrov") == ""


def test_a_run_knows_own_entries_in_every_stage(folder, tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(TEXT, encoding="utf-8")
    out = tmp_path / "out"
    run_extract([tmp_path / "in"], out, Settings(lexicon=str(folder), formats=("csv",)))
    tables = read_tables(out)
    person = next(row for row in tables["people"] if row["name"] == "Amaru Quispe")
    assert (person["person_id"], person["country"], person["role"]) == ("amaru-quispe-mamani", "PE", "foreign_minister")
    body = next(row for row in tables["organizations"] if row["acronym"] == "LAPU")
    assert (body["name"], body["kind"]) == ("Liga Andina de Puertos", "igo")
    first, second = tables["agreements"]
    assert (first["predicate"].split()[0], first["status"]) == ("apalabraron", "agreed")
    assert "verb.apalabrar" in first["rule"].split("|")
    assert second["topics"] == "quinoa"
    parties = [row for row in tables["agreement_parties"] if row["agreement_id"] == first["agreement_id"]]
    assert {row["country"]: row["resolved_from"] for row in parties} == {"CL": None, "PE": "Gobierno incaico"}
    assert dict(own_lexicon()) == {}, "the process that runs others need not know"
    with pytest.raises(Exception, match="other lexicons"):
        run_extract([tmp_path / "in"], out, Settings(formats=("csv",)))
