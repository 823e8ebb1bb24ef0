"""Statements of sentences of our own: who speaks, with which verb, directly or not, and what was said.

With the network of the package, and no base model.
"""

from __future__ import annotations

import re

import pytest
import spacy

from pipeline.reader.component import read
from pipeline.stages.statements.component import Statements, find_statements
from pipeline.text.attributes import register
from tests.stages.marked import read_marked

PAZ, VERA = "[Juan Paz](person)", "[Ana Vera](person)"


def told(text: str, **options: str) -> list[tuple[str, str, str]]:
    """(speaker, verb, kind) of every statement."""
    return [(r["speaker"], r["verb"], r["kind"]) for r in find_statements(read_marked(text, **options))]


INDIRECT = [
    (f"{PAZ} dijo que habrá acuerdo.", "Juan Paz", "dijo"),
    (f"{PAZ} declaró ayer en Lima que habrá acuerdo.", "Juan Paz", "declaró"),
    (f"{PAZ} también señaló que habrá acuerdo.", "Juan Paz", "señaló"),
    (f"{PAZ}, por su parte, indicó que habrá acuerdo.", "Juan Paz", "indicó"),
    (f"{PAZ} le dijo a la prensa que habrá acuerdo.", "Juan Paz", "dijo"),
    (f"{PAZ} ha asegurado que habrá acuerdo.", "Juan Paz", "ha asegurado"),
    (f"{PAZ} subrayó la importancia del comercio.", "Juan Paz", "subrayó"),
    (f"{PAZ} destacó los avances en salud.", "Juan Paz", "destacó"),
    (f"{PAZ} insistió en la necesidad de dialogar.", "Juan Paz", "insistió"),
    (f"{PAZ} abogó por una salida pacífica.", "Juan Paz", "abogó"),
    (f"{PAZ} se pronunció por el diálogo.", "Juan Paz", "pronunció"),
    (f"{PAZ} pidió respetar la tregua.", "Juan Paz", "pidió"),
    (f"{PAZ} instó a los líderes a ceder.", "Juan Paz", "instó"),
    (f"{PAZ} llamó a los líderes a ceder.", "Juan Paz", "llamó"),
    (f"{PAZ} llamó a la calma.", "Juan Paz", "llamó"),
    (f"{PAZ} advirtió sobre los riesgos.", "Juan Paz", "advirtió"),
    (f"{PAZ} propuso crear una mesa.", "Juan Paz", "propuso"),
    (f"{PAZ} calificó de histórico el pacto.", "Juan Paz", "calificó"),
    (f"{PAZ} manifestó su disposición a dialogar.", "Juan Paz", "manifestó"),
    (f"{PAZ} se mostró dispuesto a dialogar.", "Juan Paz", "mostró"),
    (f"{PAZ} dejó claro que no cederá.", "Juan Paz", "dejó claro"),
    (f"{PAZ} dio a entender que cederá.", "Juan Paz", "dio a entender"),
    (f"{PAZ} hizo hincapié en la paz.", "Juan Paz", "hizo hincapié"),
    (f"Habrá acuerdo en mayo, afirmó {PAZ}.", "Juan Paz", "afirmó"),
    (f"El acuerdo, dijo {PAZ}, será justo.", "Juan Paz", "dijo"),
    (f"El acuerdo – señaló {PAZ} – será justo.", "Juan Paz", "señaló"),
    (f"Según {PAZ}, habrá acuerdo.", "Juan Paz", "Según"),
    (f"Habrá acuerdo, según {PAZ}.", "Juan Paz", "según"),
    ("Habrá acuerdo, según la agencia [Telesol](media).", "Telesol", "según"),
    (f"De acuerdo con {PAZ}, habrá tregua.", "Juan Paz", "De acuerdo con"),
    (f"A juicio de {PAZ}, habrá tregua.", "Juan Paz", "A juicio de"),
    (f"En palabras de {PAZ}, habrá tregua.", "Juan Paz", "En palabras de"),
    ("Como señaló [Juan Paz](person), habrá tregua.", "Juan Paz", "señaló"),
    (f"{PAZ}, quien señaló que habrá tregua, viajó.", "Juan Paz", "señaló"),
    ("[China](country) sostuvo que el plan es justo.", "China", "sostuvo"),
    ("[Moscú](city) aseguró que el plan es justo.", "Moscú", "aseguró"),
    ("La [OEA](organization:Organización de Estados Americanos) urgió a los gobiernos a dialogar.",
     "Organización de Estados Americanos", "urgió"),
    ("La cancillería informó que habrá visita.", "cancillería", "informó"),
    ("El gobierno brasileño anunció que habrá visita.", "gobierno brasileño", "anunció"),
    ("Fuentes diplomáticas indicaron que habrá visita.", "Fuentes diplomáticas", "indicaron"),
    ("Habrá tregua, afirmaron los analistas.", "analistas", "afirmaron"),
    ("Habrá tregua, informa [Telesol](media).", "Telesol", "informa"),
    ("Habrá tregua, informó la agencia [Telesol](media).", "Telesol", "informó"),
    ("El farero indicó que su bote era azul.", "farero", "indicó"),
    ("Un alto funcionario dijo que habrá tregua.", "funcionario", "dijo"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "speaker", "verb"), INDIRECT)
def test_reported_speech(text: str, speaker: str, verb: str) -> None:
    assert told(text) == [(speaker, verb, "indirect")]


DIRECT = [
    (f"«Habrá acuerdo», dijo {PAZ}.", "Habrá acuerdo"),
    (f"“Habrá acuerdo”, dijo {PAZ}.", "Habrá acuerdo"),
    (f'"Habrá acuerdo", dijo {PAZ}.', "Habrá acuerdo"),
    (f"''Habrá acuerdo'', dijo {PAZ}.", "Habrá acuerdo"),
    (f"‘Habrá acuerdo’, dijo {PAZ}.", "Habrá acuerdo"),
    (f"„Habrá acuerdo“, dijo {PAZ}.", "Habrá acuerdo"),
    (f"—Habrá acuerdo —dijo {PAZ}—.", "Habrá acuerdo"),
    (f"{PAZ} dijo: «Habrá acuerdo».", "Habrá acuerdo"),
    (f"{PAZ} dijo ayer en Lima: «Habrá acuerdo».", "Habrá acuerdo"),
    (f"{PAZ} dijo que «habrá acuerdo en mayo».", "habrá acuerdo en mayo"),
    (f"«Habrá acuerdo. Será pronto», dijo {PAZ}.", "Habrá acuerdo. Será pronto"),
    (f"«Habrá acuerdo.\n»Será pronto», dijo {PAZ}.", "Habrá acuerdo.\n»Será pronto"),
    (f"“Habrá acuerdo.\n“Será pronto”, dijo {PAZ}.", "Habrá acuerdo.\n“Será pronto"),
    (f"«Habrá “acuerdo” pronto», dijo {PAZ}.", "Habrá “acuerdo” pronto"),
    (f"«Habrá acuerdo —dijo {PAZ}—. Será pronto».", "Habrá acuerdo"),
    (f"No pediremos nada a nadie nunca, porque somos libres, dijo {PAZ}.",
     "No pediremos nada a nadie nunca, porque somos libres"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "content"), DIRECT)
def test_own_words(text: str, content: str) -> None:
    doc = read_marked(text)
    (row,) = find_statements(doc)
    assert (row["speaker"], row["verb"], row["kind"]) == ("Juan Paz", "dijo", "direct")
    assert row["content"] == content
    assert row["content"] in doc.text[row["start"] : row["end"]]


def test_an_unclosed_quote_does_not_hide_the_verb() -> None:
    assert told(f'"Habrá acuerdo en mayo, dijo {PAZ}.')[0][:2] == ("Juan Paz", "dijo")


SILENT = [
    f"{PAZ} celebró el pacto.",
    f"{PAZ} no dijo que habrá acuerdo.",
    f"{PAZ} nunca dijo que habrá acuerdo.",
    f"{PAZ} aceptó la invitación.",
    f"{PAZ} llamó a {VERA}.",
    f"{PAZ} llamó a consultas a su embajador.",
    f"{PAZ} solicitó asilo.",
    f"{PAZ} saludó a la delegación.",
    f"{PAZ} agradeció el apoyo.",
    f"{PAZ} dirá que habrá acuerdo.",
    "El informe de la cancillería llegó ayer.",
    "Se anunció el pacto.",
    "Se informó que habrá pacto.",
    "Las partes coincidieron en que urge actuar.",
    "Ambas partes señalaron que urge actuar.",
    "Los ministros reiteraron su apoyo al plan.",
    "La resolución exige el fin del bloqueo.",
    f"Según el acuerdo, {PAZ} viajará.",
    f"{PAZ} firmó la denuncia.",
    f"«{VERA} lo dijo», tituló el diario.",
]


@pytest.mark.parametrize("text", SILENT)
def test_no_statement(text: str) -> None:
    assert told(text) == []


CARRIED = [
    (f"{PAZ} dijo que habrá tregua. Agregó que será larga.", ["dijo", "Agregó"]),
    (f"{PAZ} dijo que habrá tregua. Asimismo, indicó que será larga.", ["dijo", "indicó"]),
    (f"{PAZ} dijo que habrá tregua. Además señaló que será larga.", ["dijo", "señaló"]),
    (f"{PAZ} dijo que habrá tregua. «Será larga», añadió.", ["dijo", "añadió"]),
    (f"{PAZ} dijo que habrá tregua. La tregua, añadió, será larga.", ["dijo", "añadió"]),
    (f"{PAZ} dijo que habrá tregua y agregó que será larga.", ["dijo", "agregó"]),
    (f"{PAZ} dijo que habrá tregua, pero advirtió que será corta.", ["dijo", "advirtió"]),
    (f"{PAZ} dijo que [China](country) vendrá y agregó que será pronto.", ["dijo", "agregó"]),
    (f"{PAZ} llegó. «Será larga», dijo.", ["dijo"]),
    (f"{PAZ} dijo que habrá tregua. El funcionario agregó que será larga.", ["dijo", "agregó"]),
    (f"{PAZ}, [canciller](title:Juan Paz) de Perú, dijo que sí. El [canciller](title:Juan Paz) agregó que será pronto.",
     ["dijo", "agregó"]),
    (f"Habrá tregua, precisó {PAZ}. Será larga, al señalar que hay calma.", ["precisó", "señalar"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "verbs"), CARRIED)
def test_the_speaker_is_carried_over(text: str, verbs: list[str]) -> None:
    assert [(speaker, verb) for speaker, verb, _ in told(text)] == [("Juan Paz", verb) for verb in verbs]


def test_a_body_is_taken_up_by_a_general_noun() -> None:
    rows = told("La [OEA](organization) dijo que vendrá. El organismo agregó que será pronto.")
    assert [speaker for speaker, _, _ in rows] == ["OEA", "OEA"]


def test_a_communique_speaks_for_who_issued_it() -> None:
    rows = told("La cancillería informó que habrá visita. «Será breve», agregó el comunicado.")
    assert [speaker for speaker, _, _ in rows] == ["cancillería", "cancillería"]


def test_a_named_issuer_wins_over_the_last_speaker() -> None:
    rows = told(f"{PAZ} dijo que sí. «Será breve», indica una nota publicada por la cancillería.")
    assert rows[-1][0] == "cancillería"


def test_joint_speakers_are_a_row_each() -> None:
    rows = told(f"{PAZ} y {VERA} confirmaron que habrá tregua.")
    assert rows == [("Juan Paz", "confirmaron", "indirect"), ("Ana Vera", "confirmaron", "indirect")]


def test_agencies_report_others_words() -> None:
    rows = told(f"«Habrá tregua», dijo {PAZ}, informó [Telesol](media).")
    assert rows == [("Juan Paz", "dijo", "direct"), ("Telesol", "informó", "indirect")]


def test_the_object_is_no_subject() -> None:
    assert told(f"{PAZ} dijo a {VERA} que habrá tregua.") == [("Juan Paz", "dijo", "indirect")]


def test_an_apposition_stands_between_subject_and_verb() -> None:
    rows = told(f"{PAZ}, director del Instituto de [Chile](country), dijo que habrá tregua.")
    assert rows == [("Juan Paz", "dijo", "indirect")]


CONTENTS = [
    (f"{PAZ} dijo que vendrá pronto y agregó que habrá tregua.", ["vendrá pronto", "habrá tregua"]),
    (f"{PAZ} dijo que vendrá, informó [Telesol](media).", ["vendrá", "Juan Paz dijo que vendrá"]),
    (f"{PAZ} dijo que vendrá, pero {VERA} señaló que falta tiempo.", ["vendrá", "falta tiempo"]),
    (f"{PAZ} pidió respetar la tregua.", ["respetar la tregua"]),
    (f"{PAZ} subrayó la importancia del comercio.", ["la importancia del comercio"]),
    (f"Según {PAZ}, habrá tregua.", ["habrá tregua"]),
    (f"Habrá tregua en toda la región, según {PAZ}.", ["Habrá tregua en toda la región"]),
]


@pytest.mark.parametrize(("text", "contents"), CONTENTS)
def test_what_was_said(text: str, contents: list[str]) -> None:
    assert [row["content"] for row in find_statements(read_marked(text))] == contents


SPEAKER_KINDS = [
    (f"{PAZ} dijo que sí.", "person"),
    ("La [OEA](organization) dijo que sí.", "organization"),
    ("[China](country) dijo que sí.", "country"),
    ("La cancillería dijo que sí.", "organization"),
    ("Fuentes diplomáticas dijeron que sí.", "group"),
    ("El comunicado dijo que sí.", "document"),
    ("El farero dijo que sí.", "unknown"),
]


@pytest.mark.parametrize(("text", "kind"), SPEAKER_KINDS)
def test_speaker_kinds(text: str, kind: str) -> None:
    (row,) = find_statements(read_marked(text))
    assert row["speaker_kind"] == kind


def test_rows_have_ids_persons_lemmas_and_rules() -> None:
    doc = read_marked(f"{PAZ} dijo que habrá tregua. {VERA} añadió que será larga.")
    rows = find_statements(doc)
    assert [row["statement_id"] for row in rows] == ["s001", "s002"]
    assert [row["person_id"] for row in rows] == ["people-0", "people-1"]
    assert [row["lemma"] for row in rows] == ["decir", "añadir"]
    assert re.fullmatch(r"reader\.\d+\|who\.\d+", rows[0]["rule"])
    assert rows[0]["content"] == "habrá tregua"


def test_offsets_hold_content_and_verb() -> None:
    doc = read_marked(f"Ayer, «Habrá tregua», dijo {PAZ} en Lima. {VERA} replicó que no.")
    for row in find_statements(doc):
        evidence = doc.text[row["start"] : row["end"]]
        assert row["verb"] in evidence
        assert row["content"] in evidence


@pytest.mark.parametrize("text", ["", " ", "\n\n", "«", "—", '"', "dijo", "dijo que", "Según", ", dijo ,"])
def test_broken_texts_do_no_harm(text: str) -> None:
    assert isinstance(find_statements(read_marked(text)), list)


def test_a_doc_without_any_annotation_works() -> None:
    register()
    doc = spacy.blank("es")("La cancillería dijo que habrá tregua.")
    doc._.cues, _ = read(doc)
    assert find_statements(doc)[0]["speaker"] == "cancillería"


def test_what_was_not_read_has_no_rows() -> None:
    register()
    assert find_statements(spacy.blank("es")("La cancillería dijo que habrá tregua.")) == []


def test_a_word_of_speech_cuts_a_list_of_speakers() -> None:
    rows = told(f"{PAZ} dijo que vendrá, pero {VERA} señaló que falta tiempo.")
    assert len([verb for _, verb, _ in rows if verb == "dijo"]) == 1


def test_the_component_writes_the_rows() -> None:
    doc = Statements()(read_marked(f"{PAZ} dijo que sí."))
    assert len(doc._.statements) == 1


#: What may stand between a verb and what it says.
BETWEEN = [
    (f"{PAZ} dijo hoy jueves que habrá acuerdo.", "Juan Paz", "dijo"),
    (f"{PAZ} dijo el lunes pasado que habrá acuerdo.", "Juan Paz", "dijo"),
    (f"{PAZ} dijo en una rueda de prensa conjunta que habrá acuerdo.", "Juan Paz", "dijo"),
    (f"{PAZ} le ha reiterado a la canciller el apoyo de todos.", "Juan Paz", "ha reiterado"),
    (f"{PAZ} denunció este martes ante los embajadores las amenazas.", "Juan Paz", "denunció"),
    (f"{PAZ} se preguntó si habrá acuerdo.", "Juan Paz", "preguntó"),
    (f"{PAZ} aseguró no ceder.", "Juan Paz", "aseguró"),
    (f"{PAZ} viajó antes de asegurar que habrá acuerdo.", "Juan Paz", "asegurar"),
    ("Habrá lluvia, según datos de la cancillería.", "cancillería", "según"),
]


@pytest.mark.parametrize(("text", "speaker", "verb"), BETWEEN)
def test_days_hearers_and_figures_stand_between(text: str, speaker: str, verb: str) -> None:
    assert (speaker, verb, "indirect") in told(text)


def test_a_relative_clause_behind_a_name_is_not_what_was_said() -> None:
    assert told(f"{PAZ} citó a {VERA}, que viajó a Lima.") == []


def test_whom_one_tells_is_not_who_tells() -> None:
    text = f"{PAZ} dijo que viajará. Se reunió con {VERA}, a quien reiteró el apoyo de todos."
    assert [speaker for speaker, _, _ in told(text)] == ["Juan Paz", "Juan Paz"]


def test_both_of_quienes_speak() -> None:
    text = f"Llegaron {PAZ} y {VERA}, quienes dijeron que habrá acuerdo."
    assert [speaker for speaker, _, _ in told(text)] == ["Juan Paz", "Ana Vera"]


DESCRIBED = [
    ("[El Farol](media) reveló que hubo una cita. «Duró una hora», detalló el diario.", "El Farol"),
    ("[El Farol](media) reveló que hubo una cita. El rotativo chileno detalló que duró una hora.", "El Farol"),
    ("[El Farol](media) reveló que hubo una cita. Detalló que duró una hora.", "El Farol"),
    (f"[ministro](title:Juan Paz) {PAZ} dijo que sí. El titular de la cartera detalló que habrá tregua.", "Juan Paz"),
    (f"{PAZ} dijo que sí. «Habrá visita», señala un comunicado de la cancillería.", "cancillería"),
]


@pytest.mark.parametrize(("text", "speaker"), DESCRIBED)
def test_descriptions_stand_for_names(text: str, speaker: str) -> None:
    assert told(text)[-1][0] == speaker


def test_an_unnamed_paper_stays_unnamed() -> None:
    assert told("«Duró una hora», detalló el diario.")[0][0] == "diario"


def test_a_document_is_judged_and_judges_nothing() -> None:
    assert told(f"El embajador, {PAZ}, lamentó una resolución sobre el comercio.") == []


CALLS = [
    (f"{PAZ} hizo un llamado a las partes para ceder.", "hizo un llamado"),
    (f"{PAZ} hizo un llamamiento al diálogo.", "hizo un llamamiento"),
    (f"{PAZ} lanzó un llamado por la paz.", "lanzó un llamado"),
]


@pytest.mark.parametrize(("text", "verb"), CALLS)
def test_a_call_is_a_statement(text: str, verb: str) -> None:
    assert told(text) == [("Juan Paz", verb, "indirect")]


def test_a_call_of_both_sides_is_an_act() -> None:
    assert told("Los presidentes hicieron un llamado al diálogo.") == []


def test_a_paper_in_between_does_not_take_an_office() -> None:
    text = f"{PAZ} dijo que viajará. [El Farol](media) reveló que hubo una cita. «Fue larga», afirmó el mandatario."
    assert told(text)[-1][0] == "Juan Paz"


def test_a_phrase_between_commas_does_not_hide_what_was_said() -> None:
    assert told(f"{PAZ} dijo, después de comer, que habrá tregua.")[0][:2] == ("Juan Paz", "dijo")


NOT_TOLD = [
    f"{PAZ} viajó luego de criticar a los líderes que no ceden.",
    f"Apareció {PAZ}, a quien comparan con {VERA}.",
]


@pytest.mark.parametrize("text", NOT_TOLD)
def test_relative_clauses_and_nobody_in_particular_tell_nothing(text: str) -> None:
    assert told(text) == []


SPOKEN = [
    (f"«Habrá tregua», dijo a la [AFP](media) {VERA}.", "Ana Vera", "dijo"),
    (f"«Habrá tregua», declaró en [Nueva York](city) {VERA}.", "Ana Vera", "declaró"),
    (f"La cuota es baja, dijo a la [AFP](media) {VERA}, jueza.", "Ana Vera", "dijo"),
    (f"{PAZ} confirmó [el mes pasado](date:2024-04) que habrá visita.", "Juan Paz", "confirmó"),
    (f"{PAZ} se dijo sorprendido de que hubiera quejas.", "Juan Paz", "dijo"),
    (f"{PAZ} coincidió en que urge actuar.", "Juan Paz", "coincidió"),
    (f"{PAZ} avisó de que no viajará.", "Juan Paz", "avisó"),
    (f"{PAZ} negó haber firmado la carta.", "Juan Paz", "negó"),
    (f"{PAZ} descartó oír a los vecinos.", "Juan Paz", "descartó"),
    (f"{PAZ} desveló que hubo dos cartas.", "Juan Paz", "desveló"),
    (f"{PAZ} informó sobre la visita.", "Juan Paz", "informó"),
    (f"{PAZ} dio cuenta de la visita.", "Juan Paz", "dio cuenta"),
    (f"{PAZ} puso de manifiesto que hay margen.", "Juan Paz", "puso de manifiesto"),
    (f"{PAZ} viajó con {VERA}, a quien reiteró el apoyo de su país.", "Juan Paz", "reiteró"),
    (f"{PAZ} llamó a [Perú](country) «el mejor vecino».", "Juan Paz", "llamó"),
    ("Asimismo, el Tribuno afirma que hubo dos cartas.", "Tribuno", "afirma"),
    ("Tras la cita, [Occidente](region) culpó a la sequía del alza.", "Occidente", "culpó"),
    ("La experta [Ana Vera](person) (AV) añadió que hay margen.", "Ana Vera", "añadió"),
    ("Según un informe de la [OEA](organization), hay margen.", "OEA", "Según"),
    ('Según un informe publicado en el diario "Farol", hay margen.', "Farol", "Según"),
    ("Según informó la agencia Surnoticias, hay margen.", "Surnoticias", "informó"),
    (f"{PAZ} dijo que vendrá. Según explicó, será pronto.", "Juan Paz", "explicó"),
    ("[The Old Farol](media) publicó que hubo visita. El Farol sugirió que era tarde.", "The Old Farol", "sugirió"),
    (f"{VERA} escribió en [Twitter](media) que le pidió calma a {PAZ}.", "Ana Vera", "pidió"),
    ("El [exministro](title:Juan Paz) [Juan Paz](person) llegó. «Habrá tregua», dijo.", "Juan Paz", "dijo"),
    (f"{PAZ} calló, y la parte chilena pidió un plazo.", "parte chilena", "pidió"),
    ("La [OEA](organization) subrayó la importancia del diálogo.", "OEA", "subrayó"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "speaker", "verb"), SPOKEN)
def test_who_speaks(text: str, speaker: str, verb: str) -> None:
    assert (speaker, verb) in [row[:2] for row in told(text)]


UNTOLD = [
    f"{PAZ} le negó el visado a {VERA}.",
    f"{PAZ} negó el acceso a la sede.",
    f"{PAZ} denunció [en marzo](date:2024-03) el tratado de límites.",
    "[Brasil](country) continúa «cerrado».",
    "[El Cairo](country) descartó firmar el pacto.",
    f"{PAZ} cuenta con dos obras que miden un metro.",
    "La carta del [Senado](organization) que propone la reforma llegó.",
    "Llegó la carta que envió el [Senado](organization) que propone la reforma.",
    f"{PAZ} mantuvo la cuota de los socios más pobres de la región, que incluye a cuatro.",
    "Se le preguntó por la visita.",
]


@pytest.mark.parametrize("text", UNTOLD)
def test_deeds_and_relative_clauses_say_nothing(text: str) -> None:
    assert told(text) == []


def test_a_statement_inside_a_quote_is_told_as_such() -> None:
    rows = find_statements(read_marked(f"«El [Gobierno](organization) nos dijo que sí», contó {VERA}."))
    (row,) = (r for r in rows if r["verb"] == "dijo")
    assert (row["speaker"], row["verb"], row["kind"], row["content"]) == ("Gobierno", "dijo", "indirect", "sí")


def test_a_noun_phrase_nobody_knows_is_not_the_last_speaker() -> None:
    rows = told(f"{PAZ} dijo que sí. Cada vecino llama a los otros a venir.")
    assert [verb for _, verb, _ in rows] == ["dijo"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (f"El alza que vimos en la última mitad del año es «mínima», afirmó {PAZ}.", "indirect"),
        (f"«El alza que vimos es mínima», afirmó {PAZ}.", "direct"),
        ("«El alza es mínima», opinó [El Farol](media).", "direct"),
    ],
)
def test_direct_is_what_is_mostly_quoted(text: str, kind: str) -> None:
    assert told(text)[0][2] == kind


def test_what_goes_on_after_the_verb_is_what_was_said() -> None:
    (row,) = find_statements(
        read_marked(f"El alza de la última mitad del año, dijo {PAZ}, se debe a la sequía del sur.")
    )
    assert row["speaker"] == "Juan Paz"
