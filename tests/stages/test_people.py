"""Persons of short articles of our own: who is who, and what is known of them. No model."""

from __future__ import annotations

import pytest
from spacy.language import Language
from spacy.tokens import Doc

from pipeline.naming.clusters import Mention, cluster_mentions, known_person, unique_id
from pipeline.naming.known_people import fold_person, gender_of_given_name, known_people, people_named, slug
from pipeline.text.attributes import mentions_of, rows_of


def read(name_stages: Language, text: str, *, published: str | None = None) -> Doc:
    doc = name_stages.make_doc(text)
    doc._.article = {"article_id": "a", "published": published}
    return name_stages(doc)


def surfaces(doc: Doc) -> dict[str, list[str]]:
    """Name of each person to the surfaces of its mentions, in order."""
    found: dict[str, list[str]] = {row["person_id"]: [] for row in rows_of(doc, "people")}
    for mention in mentions_of(doc, "person"):
        found[mention["entity_id"]].append(doc.text[mention["start"] : mention["end"]])
    return {row["name"]: found[row["person_id"]] for row in rows_of(doc, "people")}


CLUSTERS = [
    (
        "El canciller Bruno Rodríguez llegó. Rodríguez dijo que sí.",
        {"Bruno Rodríguez": ["Bruno Rodríguez", "Rodríguez"]},
    ),
    (
        "El presidente Peña Nieto habló. Enrique Peña Nieto volverá. Peña pidió calma.",
        {"Enrique Peña Nieto": ["Peña Nieto", "Enrique Peña Nieto", "Peña"]},
    ),
    (
        "Raúl Castro y Fidel Castro conversaron. Fidel Castro salió. Castro no habló.",
        {"Raúl Castro": ["Raúl Castro"], "Fidel Castro": ["Fidel Castro", "Fidel Castro", "Castro"]},
    ),
    (
        "Fidel Castro llegó. Raúl Castro lo esperaba. Castro sonrió.",
        {"Fidel Castro": ["Fidel Castro"], "Raúl Castro": ["Raúl Castro", "Castro"]},
    ),
    (
        "Xi Jinping llegó a Lima. Xi se reunió con la prensa.",
        {"Xi Jinping": ["Xi Jinping", "Xi"]},
    ),
    (
        "El ministro Wang Haoran llegó. Wang, también profesor, habló.",
        {"Wang Haoran": ["Wang Haoran", "Wang"]},
    ),
    (
        "El ministro Trinidad Jiménez Luque llegó. Jiménez habló. El Rey Juan Carlos I.",
        {"Trinidad Jiménez Luque": ["Trinidad Jiménez Luque", "Jiménez"], "Juan Carlos I": ["Juan Carlos I"]},
    ),
    (
        "Evo Morales habló en Sucre. Evo fue aplaudido; Morales agradeció.",
        {"Evo Morales": ["Evo Morales", "Evo", "Morales"]},
    ),
    (
        "AMLO firmó. Andrés Manuel López Obrador viajará. López Obrador volverá.",
        {"Andrés Manuel López Obrador": ["AMLO", "Andrés Manuel López Obrador", "López Obrador"]},
    ),
    (
        "El ministro Valentín Riquelme Morodo habló. Riquelme Moroda insistió.",
        {"Valentín Riquelme Morodo": ["Valentín Riquelme Morodo", "Riquelme Moroda"]},
    ),
    (
        "El ministro Octavio Prado llegó con la ministra Elvira Prado. Elvira Prado firmó.",
        {"Octavio Prado": ["Octavio Prado"], "Elvira Prado": ["Elvira Prado", "Elvira Prado"]},
    ),
    (
        "Obama viajó. Michelle Obama se quedó.",
        {"Obama": ["Obama"], "Michelle Obama": ["Michelle Obama"]},
    ),
    (
        "El ministro Zhang Wenli y el ministro Wenli Ortega firmaron.",
        {"Zhang Wenli": ["Zhang Wenli"], "Wenli Ortega": ["Wenli Ortega"]},
    ),
    (
        "Luiz Inácio Lula da Silva llegó. Lula habló y Lula da Silva se fue.",
        {"Luiz Inácio Lula da Silva": ["Luiz Inácio Lula da Silva", "Lula", "Lula da Silva"]},
    ),
    (
        "El canciller Guo Ren viajó a La Paz. El canciller no declaró.",
        {"Guo Ren": ["Guo Ren", "canciller"]},
    ),
    (
        "El presidente Rafael Correa, llegó. Según Correa, habrá acuerdo. El mandatario ecuatoriano se fue.",
        {"Rafael Correa": ["Rafael Correa", "Correa", "mandatario ecuatoriano"]},
    ),
]


@pytest.mark.parametrize(("text", "wanted"), CLUSTERS)
def test_mentions_of_one_person(name_stages, text, wanted):
    assert surfaces(read(name_stages, text)) == wanted


FACTS = [
    # text, name, id, country, role, gender
    ("Lo dijo Serguei Lavrov.", "Serguei Lavrov", "serguei-lavrov", "RU", "foreign_minister", "male"),
    ("Lo dijo Sergei Lavrov.", "Sergei Lavrov", "serguei-lavrov", "RU", "foreign_minister", "male"),
    ("El presidente Tokayev lo dijo.", "Tokayev", "kasim-yomart-tokayev", "KZ", "head_of_state", "male"),
    ("El presidente Tokáyev lo dijo.", "Tokáyev", "kasim-yomart-tokayev", "KZ", "head_of_state", "male"),
    ("Xi recibió a la delegación.", "Xi", "xi-jinping", "CN", "head_of_state", "male"),
    ("Lo pidió Angela Merkel.", "Angela Merkel", "angela-merkel", "DE", "head_of_government", "female"),
    ("Lo pidió la canciller alemana.", None, None, None, None, None),
    ("El ministro de Minas de Perú, Ciro Palma, vino.", "Ciro Palma", "ciro-palma-pe", "PE", "minister", "male"),
    ("La ministra chilena Alba Reyes vino.", "Alba Reyes", "alba-reyes-cl", "CL", "minister", "female"),
    ("La canciller de Chile, Noor Baeza, vino.", "Noor Baeza", "noor-baeza-cl", "CL", "foreign_minister", "female"),
    ("La embajadora francesa Alix Morel vino.", "Alix Morel", "alix-morel-fr", "FR", "ambassador", "female"),
    (
        "Yuri Pavlenko, embajador de Ucrania en Cuba, vino.",
        "Yuri Pavlenko",
        "yuri-pavlenko-ua",
        "UA",
        "ambassador",
        "male",
    ),
    ("El analista Tomás Rey lo dijo.", "Tomás Rey", "tomas-rey", None, None, "male"),
    (
        "El portavoz del Departamento de Estado, Ned Ross, lo negó.",
        "Ned Ross",
        "ned-ross-us",
        "US",
        "spokesperson",
        "male",
    ),
    ("El rey Felipe VI vino.", "Felipe VI", "felipe-vi", "ES", "monarch", "male"),
    ("El expresidente mexicano Vicente Fox vino.", "Vicente Fox", "vicente-fox", "MX", "head_of_state", "male"),
]


@pytest.mark.parametrize(("text", "name", "person_id", "country", "role", "gender"), FACTS)
def test_what_is_known_of_a_person(name_stages, text, name, person_id, country, role, gender):
    rows = rows_of(read(name_stages, text), "people")
    if name is None:
        assert rows == []
        return
    (row,) = rows
    assert (row["name"], row["person_id"], row["country"], row["role"], row["gender"]) == (
        name,
        person_id,
        country,
        role,
        gender,
    )


def test_a_namesake_of_another_state_is_not_the_office_holder(name_stages):
    (row,) = rows_of(read(name_stages, "El ministro panameño Bruno Rodríguez firmó."), "people")
    assert (row["person_id"], row["country"], row["role"]) == ("bruno-rodriguez-pa", "PA", "minister")


def test_the_country_of_the_dateline_helps_a_bare_minister(name_stages):
    text = "Asunción. El ministro de Obras, Cirilo Núñez, inauguró un puente en Paraguay."
    (row,) = rows_of(read(name_stages, text), "people")
    assert row["country"] == "PY"


def test_companions_are_of_one_state(name_stages):
    doc = read(name_stages, "Jovenel Moïse estuvo acompañado por el canciller Ciro Palma.")
    assert {row["name"]: row["country"] for row in rows_of(doc, "people")} == {
        "Jovenel Moïse": "HT",
        "Ciro Palma": "HT",
    }


def test_a_given_name_alone_is_not_the_king(name_stages):
    rows = rows_of(read(name_stages, "El ministro argentino Juan Carlos Soto firmó."), "people")
    assert [(row["name"], row["person_id"]) for row in rows] == [("Juan Carlos Soto", "juan-carlos-soto-ar")]


def test_a_relative_has_the_country_of_the_other(name_stages):
    doc = read(name_stages, "El presidente de Ghana, John Mahama, llegó con su esposa, Lordina Adjei.")
    rows = {row["name"]: row["country"] for row in rows_of(doc, "people")}
    assert rows.get("John Mahama") == "GH"


def test_offsets_and_counts(name_stages):
    doc = read(name_stages, "Rodríguez llegó. El canciller Bruno Rodríguez habló. El canciller se fue.")
    (row,) = rows_of(doc, "people")
    assert doc.text[row["start"] : row["end"]] == row["name"] == "Bruno Rodríguez"
    assert row["n_mentions"] == len(mentions_of(doc, "person")) == 3
    assert {m["rule"] for m in mentions_of(doc, "person")} == {"same_name", "registry", "title:canciller:mention"}


def test_no_people(name_stages):
    doc = read(name_stages, "Los dos países firmaron un acuerdo.")
    assert rows_of(doc, "people") == [] == mentions_of(doc, "person")


# ---- registry and clusters by themselves


def test_the_registry_is_large_and_its_ids_are_slugs():
    everybody = known_people()
    assert len(everybody) >= 600
    assert all(p.id == slug(p.id) for p in everybody)
    assert {p.gender for p in everybody} == {"male", "female"}
    assert all(p.until is None or p.since is None or p.since <= p.until for p in everybody)
    regions = {"MX", "CU", "AR", "ES", "US", "CN", "RU", "KZ", "IR", "ZA", "JP", "AU"}
    assert regions <= {p.country for p in everybody}


@pytest.mark.parametrize(
    ("name", "person_id"),
    [
        ("Tokáyev", "kasim-yomart-tokayev"),
        ("Recep Tayyip Erdoğan", "recep-tayyip-erdogan"),
        ("Volodymyr Zelensky", "volodimir-zelenski"),
        ("AMLO", "andres-manuel-lopez-obrador"),
        ("Robert M. Gates", "robert-gates"),
        ("ANGELA MERKEL", "angela-merkel"),
        ("Bashar Al Assad", "bashar-al-assad"),
    ],
)
def test_spelling_variants(name, person_id):
    assert [p.id for p in people_named(name)] == [person_id]


def test_unknown_names_are_nobody():
    assert people_named("Fulano de Tal") == ()
    assert people_named("") == ()


@pytest.mark.parametrize(
    ("name", "gender"), [("María Ruiz", "female"), ("Ángel Soto", "male"), ("Xu Fei", None), ("", None)]
)
def test_gender_of_given_names(name, gender):
    assert gender_of_given_name(name) == gender


def test_fold_and_slug():
    assert fold_person("Díaz-Canel  «Pepe»") == "diaz canel pepe"
    assert slug("Ó Fearghaíl, Seán") == "o-fearghail-sean"


def test_unique_id():
    assert unique_id("a", set()) == "a"
    assert unique_id("a", {"a", "a-2"}) == "a-3"


def clusters_of(*texts: str) -> list[list[str]]:
    found = cluster_mentions([Mention(text, 100 * i, 100 * i + len(text), "x") for i, text in enumerate(texts)])
    return [[m.text for m in cluster.mentions] for cluster in found]


@pytest.mark.parametrize(
    ("texts", "wanted"),
    [
        (("Ana Ruiz", "Ruiz"), [["Ana Ruiz", "Ruiz"]]),
        (("Ruiz", "Ana Ruiz"), [["Ruiz", "Ana Ruiz"]]),
        (("Ana Ruiz", "Eva Ruiz", "Ruiz"), [["Ana Ruiz"], ["Eva Ruiz", "Ruiz"]]),
        (("Ana Ruiz Gil", "Ana Ruiz", "Ruiz Gil"), [["Ana Ruiz Gil", "Ana Ruiz", "Ruiz Gil"]]),
        (("Ana Ruiz", "Luis Gil"), [["Ana Ruiz"], ["Luis Gil"]]),
        (("Martín Torrijos", "Ana Martín", "Martín"), [["Martín Torrijos"], ["Ana Martín", "Martín"]]),
    ],
)
def test_clusters(texts, wanted):
    assert clusters_of(*texts) == wanted


def test_namesakes_are_told_apart_by_year():
    (cluster,) = cluster_mentions([Mention("George Bush", 0, 11, "x")])
    known = known_person(cluster, year=2005)
    assert known is not None
    assert known.id == "george-w-bush"


def test_the_wife_is_not_the_president():
    (cluster,) = cluster_mentions([Mention("Michelle Obama", 0, 14, "x")])
    assert known_person(cluster) is None


IN_OFFICE = [
    # the surname of who ruled a country of the text that year is a person
    ("Ecuador cerró su embajada. Correa era el único que faltaba.", "2012-05-03", "rafael-correa"),
    ("La delegación ecuatoriana partió; Correa era el único que faltaba.", "2012-05-03", "rafael-correa"),
    # not before the office, not without the country, not without a year
    ("Ecuador cerró su embajada. Correa era el único que faltaba.", "2003-05-03", None),
    ("Noruega cerró su embajada. Correa era el único que faltaba.", "2012-05-03", None),
    ("Ecuador cerró su embajada. Correa era el único que faltaba.", None, None),
]


@pytest.mark.parametrize(("text", "published", "wanted"), IN_OFFICE)
def test_surname_of_who_is_in_office(
    name_stages: Language, text: str, published: str | None, wanted: str | None
) -> None:
    ids = [row["person_id"] for row in rows_of(read(name_stages, text, published=published), "people")]
    assert ids == ([wanted] if wanted else [])


def test_an_office_of_later_years_is_no_role_yet(name_stages: Language) -> None:
    (early,) = rows_of(read(name_stages, "Habló Marco Rubio.", published="2013-05-03"), "people")
    (late,) = rows_of(read(name_stages, "Habló Marco Rubio.", published="2025-05-03"), "people")
    assert (early["person_id"], early["country"], early["role"]) == ("marco-rubio", "US", None)
    assert late["role"] == "foreign_minister"
