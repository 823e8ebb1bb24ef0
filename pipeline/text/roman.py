"""Roman numerals: "el siglo XVI", "la VII Reunión", "Juan Carlos I"."""

from __future__ import annotations

_TENS = ("", "X", "XX", "XXX", "XL", "L", "LX", "LXX", "LXXX", "XC")
_ONES = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")


def roman(number: int) -> str:
    """Return the Roman numeral of a number from 1 to 99, in capitals."""
    tens, ones = divmod(number, 10)
    return _TENS[tens] + _ONES[ones]


_VALUES = {roman(number): number for number in range(1, 100)}


def roman_value(numeral: str) -> int | None:
    """Return the value of a Roman numeral in capitals: 16 for "XVI"; None for what is none ("IIII") or is above 99."""
    return _VALUES.get(numeral)


def looks_roman(word: str, *, letters: str = "IVXLC") -> bool:
    """Whether the word has only letters of Roman numerals, in an order that may be wrong: "XVI", but "CIC" too.

    More `letters` make more acronyms look like numerals: "DC" and "MCD" with "IVXLCDM".
    """
    return bool(word) and set(letters).issuperset(word)
