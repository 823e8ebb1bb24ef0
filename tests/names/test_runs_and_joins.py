"""Where names begin and end: runs of capitals, what joins them, what repeats, and what the tagger says."""

from __future__ import annotations

import pytest

from tests.names.runs_of_names import found


def people(text: str, *tagged: str) -> list[str]:
    """Persons of a text; the tagger calls persons what is named behind it."""
    return [name for name, label in found(text, tagged=dict.fromkeys(tagged, "PER")) if label == "PER"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # the first word of a sentence
        ("Superado Maduro, calló. Maduro calla siempre, dijo Nicolás Maduro.", ["Maduro", "Maduro", "Nicolás Maduro"]),
        ("Dijo: También Ana Paz calló", ["Ana Paz"]),
        ("Dijo que Ana Paz calló", ["Ana Paz"]),
        ("Calló ayer\nAna Paz", ["Ana Paz"]),
        # months and days
        ("dijo Julio Arce ayer", ["Julio Arce"]),
        ("en Julio calló", []),
        ("dijo el canciller, Julio de Vido, ayer", ["Julio de Vido"]),
        ("dijo Abril Zamora ayer", ["Abril Zamora"]),
        # particles
        ("dijo Ana van der Xul ayer", ["Ana van der Xul"]),
        ("dijo Ana van ayer", []),
        ("dijo Abdel Fatah al Sisi ayer", ["Abdel Fatah al Sisi"]),
        ("dijo Ana Paz al Xul ayer", ["Ana Paz"]),
        ("dijo Bashar al-Xul ayer", ["Bashar al-Xul"]),
        ("dijo Ana Xul-Xil ayer", ["Ana Xul-Xil"]),
        ("dijo Ana Xul - Xil ayer", ["Ana Xul"]),
        ("dijo Ana Xul -Xil ayer", ["Ana Xul"]),
        ("dijo Ana Xul", ["Ana Xul"]),
        # nicknames
        ('dijo José "Pepe" Xul ayer', ['José "Pepe" Xul']),
        ("dijo Ana «la Chola» Xul ayer", ["Ana «la Chola» Xul"]),
        ('dijo José "pepe" Xul ayer', []),
        ('dijo José "Pepe" ayer', []),
        # an acronym or a whole name ends before a person
        ("dijo en la OPAQ Ana Xul ayer", ["Ana Xul"]),
        ("dijo en la República Ana Xul ayer", ["Ana Xul"]),
        ("dijo en Twitter Ana Xul ayer", ["Ana Xul"]),
        # headlines
        ("VIAJA OBAMA HACIA CHINA. Barack Obama viaja.", ["OBAMA", "Barack Obama"]),
        ("VIAJA ANA PAZOS HACIA LIMA.", []),
        ("ANA PAZ (AP) dijo ayer", ["ANA PAZ"]),
    ],
)
def test_runs(text: str, expected: list[str]) -> None:
    assert people(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("dijo la ministra María de la Luz Xul ayer", ["María de la Luz Xul"]),
        ("dijo la ministra María de Xul ayer", ["María de Xul"]),
        ("dijo Ana Xul de Chile ayer", ["Ana Xul"]),
        ("dijo el canciller, Inés Xul e Ibarra, ayer", ["Inés Xul e Ibarra"]),
        ("dijo el canciller, Inés Xul y Ana, ayer", ["Inés Xul"]),
        ("dijo el canciller, Inés Xul e Ibarra ayer", ["Inés Xul"]),
        ("dijo el canciller, Inés Xul y otra, ayer", ["Inés Xul"]),
        # more than one name in a run
        ("el presidente de Estados Unidos Barack Obama calló", ["Barack Obama"]),
        ("dijo Luis Barack Obama Xul ayer", ["Luis Barack Obama Xul"]),
        ("dijo Barack Obama Xul ayer", ["Barack Obama Xul"]),
        ("habló en Nueva York Ana Xul ayer", ["Ana Xul"]),
        ("habló en Nueva York Bento Xul ayer", []),
        ("dijo de Chile Ana Xul ayer", ["Ana Xul"]),
        ("dijo que Canciller Xul calló", ["Xul"]),
        # what comes again
        ("El canciller Bento Xul calló. Xul volvió.", ["Bento Xul", "Xul"]),
        ("El canciller Bento Xul calló. Bento volvió.", ["Bento Xul", "Bento"]),
        ("Ayer Fernando de la Rúa calló. De la Rúa volvió.", ["Fernando de la Rúa", "De la Rúa"]),
        ("El canciller Bento Xul calló. Ayer vino Mixa Xul.", ["Bento Xul", "Mixa Xul"]),
        ("El canciller Bento Xul calló. Vino Ministerio Xul ayer.", ["Bento Xul"]),
        ("El canciller Bento Xul calló. Vino a la calle Mixa Xul ayer.", ["Bento Xul"]),
        ("El canciller Bento Xul calló. De paso por Lima Xul volvió.", ["Bento Xul", "Xul"]),
        ("El canciller Bento Lima calló. Vive en Lima.", ["Bento Lima"]),
        ("El canciller Bento Lima calló. Lima volvió.", ["Bento Lima", "Lima"]),
        ("El canciller Bento Chile calló. Chile volvió.", ["Bento Chile"]),
    ],
)
def test_joins_and_repeats(text: str, expected: list[str]) -> None:
    assert people(text) == expected


@pytest.mark.parametrize(
    ("text", "tagged", "expected"),
    [
        ("ayer dijo Xul que no", "Xul", ["Xul"]),  # who speaks
        ("ayer calló Xul que no", "Xul", []),
        ("según Xul, no", "Xul", ["Xul"]),
        ("ayer calló Bento Xul en paz", "Bento Xul", []),
        ("ayer dijo Bento Xul en paz", "Bento Xul", ["Bento Xul"]),
        ("ayer calló J. Xul en paz", "J. Xul", ["J. Xul"]),
        ("ayer calló Bento Xul, quien vive", "Bento Xul", ["Bento Xul"]),
        ("ayer calló Bento Xul, que vive", "Bento Xul", ["Bento Xul"]),
        ("ayer calló Bento Xul, hoy vive", "Bento Xul", []),
        ("ayer el chino Bento Xul calló", "Bento Xul", ["Bento Xul"]),
        ("ayer vino por Bento Xul ya", "Bento Xul", ["Bento Xul"]),
        ("ayer calló Bento Xul y hoy Xul", "Bento Xul", ["Bento Xul", "Xul"]),
        ("ayer vino la Bento Xul con ella", "Bento Xul", []),
        ("ayer vino por la película Bento Xul ya", "Bento Xul", []),
        ('ayer vino por "Bento Xul" ya', "Bento Xul", []),
        ("ayer dijo Seguridad Xul que no", "Seguridad Xul", []),
        ("ayer dijo BENTO XUL que no", "BENTO XUL", []),
        ("ayer dijo Asia Central que no", "Asia Central", []),
        ("ayer dijo que la tormenta Ana no", "Ana", []),
        ("ayer dijo Bento Xul) que no", "Bento Xul) que", ["Bento Xul"]),
        ("ayer dijo canciller Bento Xul que no", "canciller Bento Xul", ["Bento Xul"]),
        ("ayer dijo Ana de la Guardia Xul que no", "Ana de la", ["Ana de la Guardia Xul"]),
        ("calló Mercedes del Carmen Xul ya", "Mercedes del Carmen Xul", ["Mercedes del Carmen Xul"]),
        ("calló Ana Ruiz de Castro ya", "Ana Ruiz de Castro", ["Ana Ruiz de Castro"]),
        ("calló Ana Ruiz de ONXO ya", "Ana Ruiz de ONXO", ["Ana Ruiz"]),
        ("calló Ana Ruiz de castro ya", "Ana Ruiz de castro", ["Ana Ruiz"]),
    ],
)
def test_what_the_tagger_says(text: str, tagged: str, expected: list[str]) -> None:
    assert people(text, tagged) == expected


def test_odd_surnames_of_persons_named_in_full() -> None:
    text = "ayer dijo Ana Rey que no. Hoy calló De la Fuente, dijo Ana de la Fuente"
    assert "De la Fuente" in people(text, "De la Fuente", "Ana de la Fuente")
    assert "De la Fuente" not in people(text, "De la Fuente")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("el Ministerio de Economía y Finanzas calló", ("Ministerio de Economía y Finanzas", "ORG")),
        ("el Ministerio de Economía y Ministerio Azul calló", ("Ministerio de Economía", "ORG")),
        ("el Ministerio de Economía y Chile callan", ("Ministerio de Economía", "ORG")),
        ("el Ministerio de la Economía calló", ("Ministerio de la Economía", "ORG")),
        ("el Ministerio con Economía calló", ("Ministerio", "ORG")),
        ("los Emiratos Árabes Unidos callan", ("Emiratos Árabes Unidos", "LOC")),
        ("en Trinidad y Tobago llueve", ("Trinidad y Tobago", "LOC")),
        ("El presidente Ferdinand Marcos Jr. calló", ("Ferdinand Marcos Jr.", "PER")),
    ],
)
def test_other_names(text: str, expected: tuple[str, str]) -> None:
    assert expected in found(text)


def test_credits_are_no_names() -> None:
    text = "Ana Paz habló.\nBruno Rodríguez colaboró en esta nota\nAna Luz calló."
    assert people(text) == ["Ana Paz", "Ana Luz"]
    assert people("Bruno Rodríguez colaboró en esta casa") == ["Bruno Rodríguez"]
