"""The plural of Spanish nouns by rule: "luz" is "luces", "reunión" is "reuniones"."""

from __future__ import annotations

import re

_PLAIN = str.maketrans("áéíóú", "aeiou")
_ACCENTED = str.maketrans("aeiou", "áéíóú")
#: The last syllable of "reunión", "interés", "acción", "autobús"; not of "país", whose accent parts two vowels.
_STRESSED_END = re.compile(r"(?:[áéó]|(?<![aeo])[íú])[ns]$")
#: The last syllables of a word that is stressed on the one before the last: "orden", "examen".
_UNSTRESSED_N = re.compile(r"([aeiou])([^aeiouáéíóú]+[aeiou]n)$")
#: "crisis", "lunes", "tórax" have one form: they are not stressed at their end.
_UNCHANGING = re.compile(r"[aeiouáéíóú][^aeiouáéíóú]+[aeiou]+s$|x$")


def plural_of(noun: str) -> str:
    """Return the plural of a noun in lower case: "taller" -> "talleres", "orden" -> "órdenes", "crisis" -> "crisis"."""
    if _STRESSED_END.search(noun):
        return noun[:-2] + noun[-2:].translate(_PLAIN) + "es"
    if _UNCHANGING.search(noun):
        return noun
    if noun.endswith("z"):
        return noun[:-1] + "ces"
    if noun.endswith("n") and not re.search("[áéíóú]", noun):
        noun = _UNSTRESSED_N.sub(lambda match: match[1].translate(_ACCENTED) + match[2], noun)
    ending = "es" if noun.endswith(("í", "ú", "l", "r", "n", "d", "s", "j", "y")) else "s"
    return noun + ending
