"""The commitment lexicons: forms, themes, codes and examples."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from pipeline.commitments.fields import event_codes, scope_of
from pipeline.commitments.forms import look_up
from pipeline.commitments.inventory import participles, verb_entries
from pipeline.commitments.memory import anaphora
from pipeline.commitments.predicates import find_predicates
from pipeline.commitments.sides import power_groups
from pipeline.commitments.themes import article_themes, find_theme, theme_entries
from pipeline.commitments.tree import Text
from pipeline.conjugation import conjugate
from pipeline.lexicon import read_lexicon, split_cell
from pipeline.schemas import STATUSES, THEMES, TOPICS


@pytest.mark.parametrize(
    ("form", "lemma", "tense"),
    [
        ("ampliarán", "ampliar", "future"),
        ("ampliaremos", "ampliar", "future"),
        ("apegará", "apegar", "future"),
        ("reforzarán", "reforzar", "future"),
        ("refuerzan", "reforzar", "present"),
        ("acuerdan", "acordar", "present"),
        ("convinieron", "convenir", "past"),
        ("propuso", "proponer", "past"),
        ("mantendrá", "mantener", "future"),
        ("contribuyó", "contribuir", "past"),
        ("cooperan", "cooperar", "present"),
        ("firmarían", "firmar", "conditional"),
        ("firmaba", "firmar", "past"),
        ("opondrán", "oponer", "future"),
        ("pidió", "pedir", "past"),
        ("siguen", "seguir", "present"),
    ],
)
def test_forms(form: str, lemma: str, tense: str) -> None:
    found = look_up(form)
    assert found is not None
    assert (found.lemma, found.tense) == (lemma, tense)


def test_first_person_is_known() -> None:
    found = look_up("trabajaremos")
    assert found is not None
    assert found.person == 1


@pytest.mark.parametrize(
    ("word", "verb"),
    [("firmado", "firmar"), ("suscrita", "suscribir"), ("suscripto", "suscribir"), ("alcanzados", "alcanzar")],
)
def test_participles(word: str, verb: str) -> None:
    assert participles()[word] == verb


@pytest.mark.parametrize(
    ("obj", "theme", "topics"),
    [
        ("la cooperación energética", "energy", ()),
        ("un tratado de libre comercio", "trade", ("free_trade_agreement",)),
        ("la Iniciativa de la Franja y la Ruta", "infrastructure_connectivity", ("belt_and_road",)),
        ("el principio de una sola China", "political_support", ("one_china",)),
        ("un programa de seguridad alimentaria", "culture_education_health", ()),
        ("un tratado de extradición", "security_counterterrorism", ("extradition",)),
        ("la supresión de visados", "migration_visas", ("visa_exemption",)),
        ("las emisiones de carbono", "environment_climate", ("climate",)),
        ("el bienestar de todos", "general_cooperation", ()),
    ],
)
def test_find_theme(obj: str, theme: str, topics: tuple[str, ...]) -> None:
    assert find_theme(obj)[:2] == (theme, topics)


def test_the_article_speaks_where_the_object_is_silent() -> None:
    article = article_themes("Negocian un gasoducto", "El gasoducto llevará gas. El petróleo no está en la agenda.")
    assert find_theme("el texto definitivo", article)[0] == "energy"
    assert find_theme("el texto definitivo")[0] == "general_cooperation"


def test_a_meeting_in_passing_is_not_the_theme() -> None:
    far = "diecinueve acuerdos en materia de agua, vivienda y pesca al cierre de la cumbre"
    assert find_theme(far)[0] != "mechanism_meeting"
    assert find_theme("la próxima cumbre")[0] == "mechanism_meeting"


@pytest.mark.parametrize(
    ("obj", "theme"),
    [
        ("la venta de uvas y cerezas a los supermercados coreanos", "trade"),
        ("un convenio para evitar la doble imposición", "investment_finance"),
        ("la entrega de 20.000 barriles al mes", "energy"),
        ("dos pasos fronterizos y una línea férrea", "infrastructure_connectivity"),
        ("un anillo de fibra óptica para los municipios rurales", "technology_digital"),
        ("la búsqueda de los rehenes", "security_counterterrorism"),
        ("un batallón de fusileros", "defence"),
        ("permisos de residencia para los jornaleros", "migration_visas"),
        ("quirófanos y ambulancias para la provincia", "culture_education_health"),
        ("la replantación de los manglares y la alerta de crecidas", "environment_climate"),
        ("una tregua que respeten los dos bandos", "multilateral_coordination"),
        ("la postulación del juez chileno", "political_support"),
        ("la novena sesión de su comisión mixta", "mechanism_meeting"),
        ("el restablecimiento de las relaciones diplomáticas", "general_cooperation"),
    ],
)
def test_themes_of_words_that_tell_them(obj: str, theme: str) -> None:
    assert find_theme(obj)[0] == theme


@pytest.mark.parametrize(
    ("obj", "theme"),
    [
        ("la cooperación en salud", "culture_education_health"),
        ("un mecanismo contra la trata de personas", "security_counterterrorism"),
        ("un grupo de trabajo sobre aranceles", "trade"),
        ("un préstamo para electrificar las aldeas del norte", "energy"),
        ("un grupo de trabajo", "mechanism_meeting"),
        ("un préstamo a veinte años", "investment_finance"),
        ("una cumbre sobre la migración", "mechanism_meeting"),
    ],
)
def test_what_carries_a_field_gives_way_to_it(obj: str, theme: str) -> None:
    assert find_theme(obj)[0] == theme


def test_a_list_of_fields_is_cooperation_as_such() -> None:
    many = "doce acuerdos en materia de agua, vivienda, becas y vuelos"
    assert find_theme(many)[::2] == ("general_cooperation", "fields")
    assert find_theme("doce acuerdos en materia de vuelos")[0] == "infrastructure_connectivity"


@pytest.mark.parametrize(
    ("obj", "never"),
    [
        ("el aumento del gasto", "energy"),
        ("la apertura de una oficina en Puerto Rico", "infrastructure_connectivity"),
        ("la apertura de una oficina en La Paz", "multilateral_coordination"),
        ("el alcalde desmintió la noticia", "defence"),
        ("la oficina del municipio", "defence"),
    ],
)
def test_words_that_only_look_like_a_theme(obj: str, never: str) -> None:
    assert find_theme(obj)[0] != never


def test_a_surface_with_capitals_needs_them() -> None:
    assert find_theme("la paz entre vecinos")[0] == "multilateral_coordination"
    assert find_theme("el TLC")[0] == "trade"
    assert find_theme("el tlc")[0] == "general_cooperation"


def test_theme_lexicon_has_no_word_twice_in_a_theme() -> None:
    seen = [(e["theme"], word) for e in read_lexicon("themes") for word in split_cell(e["words"])]
    assert [pair for pair, n in Counter(seen).items() if n > 1] == []


def test_weights_of_themes() -> None:
    assert all(0 < e.weight <= 2.2 for e in theme_entries() if e.theme != "general_cooperation")
    assert {e.id for e in theme_entries() if not e.weight} == {"silent"}


def test_lexicons_use_only_declared_codes() -> None:
    assert {e.theme for e in theme_entries()} <= set(THEMES)
    assert {e.topic for e in theme_entries() if e.topic} <= set(TOPICS)
    assert {e.status for entries in verb_entries().values() for e in entries} <= set(STATUSES)
    assert {s for row in read_lexicon("event_codes") for s in split_cell(row["status"])} == set(STATUSES)


@pytest.mark.parametrize("status", STATUSES)
@pytest.mark.parametrize("theme", THEMES)
def test_every_status_and_theme_has_codes(status: str, theme: str) -> None:
    plover, cameo = event_codes(status, theme)
    assert re.fullmatch(r"[A-Z]+", plover)
    assert re.fullmatch(r"\d{3,4}", cameo)


@pytest.mark.parametrize("name", ["commitment_verbs", "commitment_nouns", "commitment_actions"])
def test_every_entry_has_event_codes(name: str) -> None:
    for entry in read_lexicon(name):
        assert re.fullmatch(r"[A-Z]+", entry["plover"]), entry["id"]
        assert re.fullmatch(r"\d{2,4}", entry["cameo"]), entry["id"]


@pytest.mark.parametrize("entry", read_lexicon("commitment_action_nouns"), ids=lambda e: e["id"])
def test_action_noun_is_found_in_its_example(nlp: object, entry: dict[str, str]) -> None:
    doc = nlp(entry["example"])  # type: ignore[operator]
    found = [p.action.lower_ for sentence in Text(doc).sents for p in find_predicates(sentence)]
    assert found == [entry["noun"]]


def test_codes_of_a_signed_treaty() -> None:
    assert event_codes("signed", "trade") == ("SUPPORT", "057")


@pytest.mark.parametrize(
    ("kinds", "scope"),
    [
        ([], None),
        (["country"], "unilateral"),
        (["country", "country"], "bilateral"),
        (["country", "organization"], "bilateral"),
        (["country"] * 3, "multilateral"),
        (["country", "group"], "multilateral"),
    ],
)
def test_scope(kinds: list[str], scope: str | None) -> None:
    assert scope_of([{"kind": k} for k in kinds]) == scope


@pytest.mark.parametrize("entry", read_lexicon("joint_subjects"), ids=lambda e: e["id"])
def test_joint_subject_matches_its_example(entry: dict[str, str]) -> None:
    pattern = next(p for name, p, _, _ in anaphora() if name == entry["id"])
    assert pattern.search(entry["example"])


@pytest.mark.parametrize("entry", read_lexicon("power_groups"), ids=lambda e: e["id"])
def test_group_matches_its_example(entry: dict[str, str]) -> None:
    assert any(
        pattern.search(entry["example"]) and cue in entry["example"] and name == entry["name"]
        for cue, pattern, name in power_groups()
    )


@pytest.mark.parametrize(
    "entry", [e for e in read_lexicon("commitment_verbs") if e["kind"] != "fail"], ids=lambda e: e["id"]
)
def test_verb_is_found_in_its_example(nlp: object, entry: dict[str, str]) -> None:
    doc = nlp(entry["example"])  # type: ignore[operator]
    rules = {p.rule for sentence in Text(doc).sents for p in find_predicates(sentence)}
    assert f"verb.{entry['id']}" in rules


@pytest.mark.parametrize("entry", read_lexicon("commitment_actions"), ids=lambda e: e["id"])
def test_action_is_found_in_its_example(nlp: object, entry: dict[str, str]) -> None:
    doc = nlp(entry["example"])  # type: ignore[operator]
    lemmas = {p.kind for sentence in Text(doc).sents for p in find_predicates(sentence)}
    assert f"future_{entry['kind']}" in lemmas


@pytest.mark.parametrize("entry", read_lexicon("commitment_nouns"), ids=lambda e: e["id"])
def test_noun_is_found_in_its_example(nlp: object, entry: dict[str, str]) -> None:
    doc = nlp(entry["example"])  # type: ignore[operator]
    assert f"noun.{entry['id']}" in {p.rule for sentence in Text(doc).sents for p in find_predicates(sentence)}


@pytest.mark.parametrize("entry", read_lexicon("stem_changes"), ids=lambda e: e["id"])
def test_stem_change_gives_its_example(entry: dict[str, str]) -> None:
    assert entry["example"] in {form.text for form in conjugate(entry["id"], entry["change"])}
