"""What was said: the quotation or clause of a verb of speech, in sentences of our own. No model."""

from __future__ import annotations

import pytest

from pipeline.stages.statements.content import content_of, trimmed
from pipeline.text.quotes import find_quotes


def said(
    text: str,
    verb: str,
    *,
    direct: bool = False,
    speaker: str | None = None,
    following: str | None = None,
    sentence: str | None = None,
) -> str:
    """Content of a verb of `sentence`, or of the whole text, up to the clause of the `following` verb."""
    start = text.index(sentence) if sentence else 0
    end = start + len(sentence) if sentence else len(text)
    at = text.index(verb, start)
    after = text.index(following) if following else None
    who = (text.index(speaker), text.index(speaker) + len(speaker)) if speaker else None
    found = content_of(
        text, (start, end), (at, at + len(verb)), find_quotes(text), direct=direct, speaker=who, following=after
    )
    return text[slice(*found)]


@pytest.mark.parametrize(
    ("text", "verb", "content"),
    [
        ("Vera dijo que habrá tregua.", "dijo", "habrá tregua"),
        ("Vera dijo ayer a la prensa de Lima que habrá tregua.", "dijo", "habrá tregua"),
        ("Dijo la ministra Vera, QUE habrá tregua.", "Dijo", "habrá tregua"),
        ("Vera lo dijo: la tregua que hay es firme.", "dijo", "la tregua que hay es firme"),
        ("Vera dijo «la paz que todos piden».", "dijo", "«la paz que todos piden»"),
        ("Vera dijo “la paz que todos piden”.", "dijo", "“la paz que todos piden”"),
        ('Vera dijo "la paz que todos piden".', "dijo", '"la paz que todos piden"'),
        ("Vera dijo porque sí.", "dijo", "porque sí"),
        ("Vera negó haber recibido la carta.", "negó", "haber recibido la carta"),
    ],
)
def test_the_clause_behind_the_verb(text: str, verb: str, content: str) -> None:
    assert said(text, verb) == content


@pytest.mark.parametrize("mark", [".", ";", ":"])
def test_que_behind_a_mark_belongs_to_another_clause(mark: str) -> None:
    assert said(f"Lo dijo Vera{mark} es la paz que todos piden.", "dijo").endswith("es la paz que todos piden")


@pytest.mark.parametrize(("gap", "content"), [(160, "habrá tregua"), (161, "ah ah")])
def test_que_stands_near_its_verb(gap: int, content: str) -> None:
    between = (" ah" * 60)[: gap - 2].ljust(gap)
    assert said(f"Vera dijo{between}que habrá tregua.", "dijo").startswith(content)


@pytest.mark.parametrize(
    ("text", "verb", "content"),
    [
        ("La tregua sigue en pie desde ayer, dijo Vera.", "dijo", "La tregua sigue en pie desde ayer"),
        ("La tregua sigue en pie desde ayer, según Vera.", "según", "La tregua sigue en pie desde ayer"),
        (
            "La tregua sigue en pie desde ayer —dijo Vera al salir de la reunión—.",
            "dijo",
            "La tregua sigue en pie desde ayer",
        ),
        # four words between the comma and the verb: no parenthesis
        (
            "Tras la visita a Lima, la ministra rusa Ana negó saber de una carta del rey.",
            "negó",
            "saber de una carta del rey",
        ),
    ],
)
def test_the_clause_before_the_verb(text: str, verb: str, content: str) -> None:
    assert said(text, verb) == content


@pytest.mark.parametrize(
    ("text", "verb", "content"),
    [
        # 26 characters before the verb are what was said
        ("El puente se abre en junio, dijo la ministra de Obras Públicas.", "dijo", "El puente se abre en junio"),
        # 25 characters behind it are who says it, 26 are what was said
        (
            "La entrega del gas comienza hoy según fuentes de la cancillería.",
            "según",
            "La entrega del gas comienza hoy",
        ),
        ("El ministro de Minas de Chile negó haber visto otra propuesta.", "negó", "haber visto otra propuesta"),
    ],
)
def test_what_is_too_short_to_be_said(text: str, verb: str, content: str) -> None:
    assert said(text, verb) == content


def test_a_connective_before_the_verb_is_not_said() -> None:
    text = "Por otra parte y de nuevo, dijo Vera, abrirá el puente."  # 25 characters
    assert said(text, "dijo").endswith("abrirá el puente")


@pytest.mark.parametrize(
    ("text", "verb", "content"),
    [
        ("La tregua sigue en pie, dijo Vera.", "dijo", "La tregua sigue en pie"),
        ("Habrá tregua, según Vera.", "según", "Habrá tregua"),
        ("Según Vera, habrá tregua.", "Según", "habrá tregua"),
        ("La ministra de Ecuador, Vera, negó haber recibido una carta de Lima.", "negó",
         "haber recibido una carta de Lima"),
        ("La tregua sigue en pie, Vera dijo.", "dijo", "La tregua sigue en pie"),
        ("Vera dijo.", "dijo", ""),
        ("Dijo Vera.", "Dijo", ""),
    ],
)  # fmt: skip
def test_the_speaker_is_not_what_was_said(text: str, verb: str, content: str) -> None:
    assert said(text, verb, speaker="Vera") == content


@pytest.mark.parametrize(("away", "content"), [(40, "paz"), (41, "Vera " + "a" * 39)])
def test_a_speaker_stands_beside_the_verb(away: int, content: str) -> None:
    between = "a" * (away - 2)
    assert said(f"Vera {between} pidió paz.", "pidió", speaker="Vera") == content


def test_a_clause_before_a_verb_of_no_known_speaker_may_be_said() -> None:
    assert said("La tregua sigue, dijo.", "dijo") == "La tregua sigue"


@pytest.mark.parametrize(
    "joint",
    [
        " y",
        ", y",
        ",",
        ";",
        " –",
        " —",
        " -",
        " pero",
        " mientras",
        " mientras que",
        " aunque",
        " y la",
        " y la nueva",
        " y la nueva ministra",
    ],
)
def test_the_clause_of_the_next_verb_is_cut_off(joint: str) -> None:
    text = f"Vera dijo que habrá tregua{joint} agregó que viajará."
    assert said(text, "dijo", following="agregó") == "habrá tregua"
    assert said(text, "agregó") == "viajará"


def test_e_joins_before_an_i() -> None:
    assert said("Vera dijo que habrá tregua e insistió en ello.", "dijo", following="insistió") == "habrá tregua"


@pytest.mark.parametrize(
    ("text", "content"),
    [
        # four words of the next clause are too many
        ("Vera dijo que iría y la nueva ministra rusa agregó que no.", "iría y la nueva ministra rusa"),
        ("Vera dijo que iría cuando Paz agregó que no.", "iría cuando Paz"),
    ],
)
def test_where_no_joint_is_seen_it_ends_at_the_next_verb(text: str, content: str) -> None:
    assert said(text, "dijo", following="agregó") == content


def test_a_verb_before_it_cuts_nothing() -> None:
    assert said("Vera agregó y dijo que habrá tregua.", "dijo", following="agregó") == "habrá tregua"


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("«Habrá tregua», dijo Vera.", "Habrá tregua"),
        ("Vera dijo: «Habrá tregua».", "Habrá tregua"),
        ("«Habrá tregua, dijo Vera, y paz».", "Habrá tregua, dijo Vera, y paz"),
        ("«Sí», dijo Vera en la cumbre. «Habrá tregua», agregó.", "Sí"),
        ("Vera dijo que habrá tregua.", "habrá tregua"),  # no quotation at all
    ],
)
def test_the_quotation_of_a_direct_statement(text: str, content: str) -> None:
    assert said(text, "dijo", direct=True) == content


def test_an_indirect_statement_keeps_the_clause() -> None:
    assert said("Vera dijo que la «paz total» es posible.", "dijo") == "la «paz total» es posible"


@pytest.mark.parametrize(("words", "content"), [(8, "Sí"), (9, "Habrá tregua y después elecciones")])
def test_of_quotations_at_some_distance_the_longest(words: int, content: str) -> None:
    near = " así" * words
    far = " pues" * 12
    assert said(f"«Sí»{near} dijo{far} «Habrá tregua y después elecciones».", "dijo", direct=True) == content


@pytest.mark.parametrize(("spaces", "content"), [(2, "Habrá tregua"), (3, "en ello")])
def test_a_quotation_may_follow_the_sentence(spaces: int, content: str) -> None:
    text = f"Vera insistió en ello.{' ' * spaces}«Habrá tregua»."
    assert said(text, "insistió", direct=True, sentence="Vera insistió en ello.") == content


def test_a_quotation_of_the_sentence_before_is_another() -> None:
    text = "«Habrá tregua». Vera dijo que irá."
    assert said(text, "dijo", direct=True, sentence="Vera dijo que irá.") == "irá"


@pytest.mark.parametrize(
    ("text", "left"),
    [
        (" , Habrá tregua . ", "Habrá tregua"),
        ("—Habrá tregua—", "Habrá tregua"),
        (":;-–\n\tHabrá tregua-–:;", "Habrá tregua"),
        ("», Habrá tregua", "Habrá tregua"),
        ("”, Habrá tregua", "Habrá tregua"),
        ("«Habrá tregua».", "«Habrá tregua»"),
        ('", Habrá tregua', "Habrá tregua"),  # the mark closes what was before
        ('"Habrá" tregua', '"Habrá" tregua'),
        ("¿Habrá tregua?", "¿Habrá tregua?"),
        (" ,. ", ""),
        ("", ""),
    ],
)
def test_trimmed(text: str, left: str) -> None:
    start, end = trimmed(f"xx{text}xx", 2, 2 + len(text))
    assert f"xx{text}xx"[start:end] == left
    assert 2 <= start <= end <= 2 + len(text)
