"""Own lexicon entries: what is wrong is told with its place, what is right is known by every stage."""

import gc
import inspect
import pickle
import subprocess
import sys
import weakref
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import spacy
from spacy.lang.es import Spanish
from thinc.api import Config

import pipeline
from pipeline import extract, find_names, find_people, load_lexicon, load_nlp, use_lexicon
from pipeline.config import BLANK, Settings
from pipeline.knowledge.columns import described_lexicons, lexicon_columns, mistakes
from pipeline.knowledge.entries import LexiconError, lexicon_files, parse_lexicon
from pipeline.knowledge.gazetteer.demonyms import demonym_code
from pipeline.knowledge.lexicon import Lexicon, current_lexicon, using
from pipeline.knowledge.listing import columns_listing, entries_listing, lexicons_listing
from pipeline.knowledge.own_entries import checked_own, effects, read_own
from pipeline.models.nlp import lexicon_of
from pipeline.output.folder import read_tables
from pipeline.reader.actors import find_actors
from pipeline.running.batch.identity import identity_of
from pipeline.running.batch.run import run_extract
from pipeline.text.lexicon_setting import setting_of

HERE = Path(__file__).parent
SAMPLES = HERE.parent / "data" / "raw"
WATCH = HERE / "watch_caches.py"

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


def test_new_changed_and_removed_entries():
    own = {"demonyms": "id,country,form,use\nincaico,PE,incaico,noun\nemirati,OM,emiratí,noun\n-afgano,,,\n"}
    entries = {entry["id"]: entry for entry in Lexicon.of(own).entries("demonyms")}
    assert entries["incaico"] == {"id": "incaico", "country": "PE", "form": "incaico", "use": "noun"}
    assert entries["emirati"]["country"] == "OM"
    assert "afgano" not in entries
    entries = {entry["id"]: entry for entry in Lexicon.of().entries("demonyms")}
    assert "incaico" not in entries
    assert entries["emirati"]["country"] == "AE"
    assert "afgano" in entries


def test_a_change_keeps_the_cells_of_columns_that_the_file_has_not():
    def lavrov(own):
        return next(entry for entry in Lexicon.of(own).entries("people") if entry["id"] == "serguei-lavrov")

    assert lavrov({})["to"] == ""
    assert lavrov({"people": "id,to\nserguei-lavrov,2031\n"}) == {**lavrov({}), "to": "2031"}


def test_the_digest_tells_own_entries():
    own = Lexicon.of({"people": "id,to\nserguei-lavrov,2031\n"})
    alone = Lexicon.of().digest()
    assert own.digest() != alone
    assert identity_of("blank:es", own)["lexicons"] == own.digest()
    assert identity_of("blank:es")["lexicons"] == alone


def test_the_same_entries_are_the_same_lexicon_and_go_with_it(folder):
    lexicon = load_lexicon(folder)
    assert lexicon is Lexicon.of(FOLDER)
    assert lexicon is pickle.loads(pickle.dumps(lexicon))
    assert dict(lexicon.own) == FOLDER
    watched = weakref.ref(lexicon)
    del lexicon
    gc.collect()
    assert watched() is None


def test_a_lexicon_is_in_force_within_its_with_and_only_there(folder):
    assert demonym_code("incaicos") is None
    with using(load_lexicon(folder)):
        assert demonym_code("incaicos") == "PE"
        with using(None):
            assert demonym_code("incaicos") == "PE"
        with using(Lexicon.of()):
            assert demonym_code("incaicos") is None
        assert demonym_code("incaicos") == "PE"
    assert demonym_code("incaicos") is None


def test_use_lexicon_warns_and_a_broken_folder_changes_nothing(folder):
    try:
        with pytest.warns(DeprecationWarning, match=r"load_nlp\(lexicon=folder\)"):
            use_lexicon(folder)
        assert demonym_code("incaicos") == "PE"
        (folder / "demonyms.csv").write_text("id,country,form,use\nx,XX,equis,noun\n", encoding="utf-8")
        wrong = pytest.raises(LexiconError, match=r"demonyms\.csv line 2: country 'XX' is no code of a state")
        with pytest.warns(DeprecationWarning, match="goes with"), wrong:
            use_lexicon(folder)
        assert dict(current_lexicon().own) == FOLDER
    finally:
        with pytest.warns(DeprecationWarning, match="goes with"):
            use_lexicon(None)
    assert demonym_code("incaicos") is None


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
    assert dict(current_lexicon().own) == {}, "the process that runs others need not know"
    with pytest.raises(Exception, match="other lexicons"):
        run_extract([tmp_path / "in"], out, Settings(formats=("csv",)))


def _told(nlp):
    """What a pipeline makes of a text that only own entries make sense of: verbs, people, bodies and parties of it."""
    tables = extract(TEXT, nlp)
    columns = (("agreements", "rule"), ("people", "person_id"), ("organizations", "organization_id"))
    known = ("verb.apalabrar", "amaru-quispe-mamani", "liga-andina-de-puertos")
    told = [tables[table][column].str.contains(id_).any() for (table, column), id_ in zip(columns, known, strict=True)]
    return [*told, (tables["agreement_parties"]["country"] == "PE").any()]


def test_two_pipelines_side_by_side_have_each_their_own_entries(folder, tmp_path):
    package, own = load_nlp(BLANK), load_nlp(BLANK, lexicon=folder)
    for _ in range(2):
        assert not any(_told(package))
        assert all(_told(own))
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(_told, [package, own] * 4))
    assert list(map(any, found)) == [False, True] * 4
    assert list(map(all, found)) == [False, True] * 4
    own.to_disk(tmp_path / "saved")
    assert lexicon_of(spacy.load(tmp_path / "saved")) is load_lexicon(folder)


def test_a_stage_by_itself_takes_a_lexicon_as_its_component_does(folder):
    doc = load_nlp(BLANK)(TEXT)
    lexicon = load_lexicon(folder)
    assert "amaru-quispe-mamani" not in [row["person_id"] for row in find_people(doc, lexicon=lexicon)[0]], (
        "no such name"
    )
    doc.ents = find_names(doc, lexicon=lexicon)
    assert "amaru-quispe-mamani" in [row["person_id"] for row in find_people(doc, lexicon=lexicon)[0]]
    assert "amaru-quispe-mamani" not in [row["person_id"] for row in find_people(doc)[0]]
    nlp = spacy.blank("es")
    nlp.add_pipe("comunicado_organizations", config=setting_of(lexicon))
    assert "liga-andina-de-puertos" in [row["organization_id"] for row in nlp(TEXT)._.organizations]


def test_actors_of_a_doc_are_those_of_the_lexicon_in_force():
    doc = load_nlp(BLANK)("El bachajón dijo que sí.")
    own = Lexicon.of({"speaker_nouns": "id,noun,kind,plural\nspeaker_bachajon,bachajón,person,no\n"})
    assert [actor.name for actor in find_actors(doc)] == []
    with using(own):
        assert [actor.name for actor in find_actors(doc)] == ["bachajón"]
    assert [actor.name for actor in find_actors(doc)] == []


def test_every_public_stage_takes_a_lexicon():
    stages = [name for name in pipeline.__all__ if name.startswith("find_") and name != "find_dateline"]
    assert len(stages) == 10
    assert [name for name in stages if "lexicon" not in inspect.signature(getattr(pipeline, name)).parameters] == []


def test_entries_with_signs_that_configs_read_otherwise():
    own = {"organizations": "id,name,acronym,kind\ndolar,Banco del US$ ${x} 5 %,BUSD,company\n"}
    nlp = spacy.blank("es")
    nlp.add_pipe("comunicado_organizations", config=setting_of(Lexicon.of(own)))
    copy = Spanish.from_config(Config().from_str(nlp.config.to_str()))
    assert dict(lexicon_of(copy).own) == own


def test_nothing_that_is_worked_out_of_entries_is_remembered_without_its_lexicon():
    """Every `cache` of the package is watched, in a process of its own, while articles are processed."""
    done = subprocess.run([sys.executable, WATCH, SAMPLES], capture_output=True, text=True, check=False)
    assert (done.stdout, done.returncode) == ("", 0), done.stderr
