"""Credits: who wrote, photographed or edited, and which agency; taken out of the text and kept as bylines.

`(Xinhua/Li Ming)` at the end of a caption, `Por Ana Pérez`, `Redacción / EFE`, `Foto: AP`, `(Editor: Ana Pérez)`.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from pipeline.lexicon import read_lexicon, split_cell

#: Lines at the head and at the foot of a text where a byline can stand; between them the same words are a heading.
_HEAD, _FOOT = 6, 4

_UPPER = "A-ZÁÀÂÄÃÉÈÊËÍÌÎÏÓÒÔÖÕÚÙÛÜÑÇŠŽ"
_NAME_WORD = rf"(?:[{_UPPER}][\w'’.-]*\.?)"
_NAME = rf"{_NAME_WORD}(?: (?:(?:de|del|la|las|los|y|van|von|da|dos|al|bin|e) ){{0,2}}{_NAME_WORD}){{0,4}}"
_NAMES = rf"{_NAME}(?:(?:, | y | e | / ?| & |; ){_NAME}){{0,3}}"
_PHOTO = r"(?:fotos?|fotograf[íi]as?|foto(?:graf[íi]a)? de|im[áa]gen(?:es)?|cr[ée]ditos?|foto cortes[íi]a(?: de)?|texto y fotos?)"
_WRITER = (
    r"(?:por|texto|textos|escrito por|redacci[óo]n|redactor(?:es)?|redactora|reporter[oa]|corresponsal|enviad[oa] especial"
    r"|editor(?:a|es)?(?: responsable)?|edici[óo]n|edited by|traducci[óo]n|traductor(?:a)?|periodista|autor(?:a)?|texto y fotos?)"
)
_DESK = r"(?:de la )?redacci[óo]n(?: (?:central|internacional|web|digital|online|multimedia|nacional|pol[íi]tica))?|agencias|staff"
#: Words in the place of a name that name nobody.
_NOBODY = frozenset(
    ["str", "stringer", "handout", "pool", "archivo", "cortesía", "cortesia", "agencias", "agencia", "redacción", "redaccion", "especial", "internet", "file", "staff", "reuters", "tomada", "captura", "pantalla", "twitter", "facebook", "instagram", "foto", "fotos", "video", "vídeo", "prensa", "presidencia", "cancillería", "gobierno", "ministerio", "ilustración", "ilustrativa", "referencia", "getty", "images", "shutterstock", "pixabay"]
)


class Credits(NamedTuple):
    """People credited, in order, and the first agency credited."""

    people: tuple[str, ...] = ()
    agency: str | None = None

    def merge(self, other: Credits) -> Credits:
        """Both, each person once."""
        people = dict.fromkeys((*self.people, *other.people))
        return Credits(tuple(people), self.agency or other.agency)


@cache
def agencies() -> dict[str, str]:
    """Names and variants of news agencies and other outlets, casefolded, with the usual name."""
    return {
        form.casefold(): row["name"]
        for row in read_lexicon("agencies")
        for form in (row["name"], *split_cell(row["variants"]))
    }


@cache
def agency_pattern() -> str:
    """Regular expression for the name of an agency, longest first, any case (use with IGNORECASE)."""
    names = sorted(agencies(), key=lambda name: (-len(name), name))
    return r"(?<!\w)(?:" + "|".join(map(re.escape, names)) + r")(?!\w)"


def agency_name(text: str) -> str | None:
    """Usual name of the first agency in `text` ("Efe" is EFE, "PL" Prensa Latina), None when there is none."""
    match = re.search(agency_pattern(), text, re.IGNORECASE)
    return agencies()[match.group().casefold()] if match else None


@cache
def _tails() -> tuple[re.Pattern[str], ...]:
    """Credits in brackets at the end of a paragraph."""
    agency = agency_pattern()
    after = r"(?:\s*\([a-zñ]{2,4}\))*[\s.]*$"
    return tuple(
        re.compile(pattern + after)
        for pattern in (
            rf"\s*[(\[]\s*(?i:{agency})(?:\s*[/|–—-]\s*|\s*,\s*)(?P<names>{_NAMES})?[^()\[\]\n]{{0,30}}[)\]]",
            rf"\s*[(\[]\s*(?P<names>{_NAMES})\s*/\s*(?i:{agency})\s*[)\]]",
            rf"\s*[(\[]\s*(?i:{_PHOTO})\s*[:/]?\s*(?P<names>{_NAMES})[^()\[\]\n]{{0,30}}[)\]]",
            rf"\s*[(\[]\s*(?i:{_WRITER})\s*:\s*(?P<names>{_NAMES})\s*[)\]]",
            rf"\s*[(\[]?\s*(?i:con informaci[óo]n de) (?P<names>{_NAMES})(?:, (?i:corresponsal(?:es)?|enviad[oa] especial))?\s*[)\]]",
            rf"(?<=[.!?”\"»)])\s*[(\[]\s*(?i:{agency})(?:\s*[/y]\s*(?i:{agency}))*\s*[)\]]",
        )
    )


@cache
def _lines() -> tuple[re.Pattern[str], ...]:
    """Credits that are a whole line, at the head or foot of a text."""
    agency = agency_pattern()
    role = r"(?:\s*[,|–-]\s*(?i:corresponsal|enviad[oa] especial|redactor[a]?|reporter[oa]|periodista)[^.\n]{0,30})?"
    photo = rf"(?:\s*[/|–-]?\s*(?i:{_PHOTO})\s*:\s*(?P<photo>{_NAMES}))?"
    return tuple(
        re.compile(rf"\W{{0,2}}{pattern}\W{{0,2}}")
        for pattern in (
            rf"(?i:{_WRITER})\s*[:/|]\s*(?P<names>{_NAMES}){role}{photo}",
            rf"(?i:por) (?P<names>{_NAME_WORD} {_NAMES}){role}{photo}",
            rf"(?i:{_DESK})(?:\s*[/|–-]\s*(?:(?i:{agency})|(?P<names>{_NAMES})))?{photo}",
            rf"(?P<names>{_NAMES})\s*[/|–-]\s*(?i:{agency}|{_DESK}){photo}",
            rf"(?i:{agency})(?:\s*[/|–-]\s*(?:(?i:{agency}|{_DESK})|(?P<names>{_NAMES})))?{photo}",
            rf"(?i:{_PHOTO})\s*[:/]\s*(?P<names>{_NAMES})(?: ?[/|] ?(?i:{agency}))?",
            rf"(?i:con informaci[óo]n de) (?P<names>{_NAMES})",
        )
    )


def take_credits(text: str) -> tuple[str, Credits, list[str]]:
    """`text` without its credits, the credits, and the words taken out."""
    lines = text.split("\n")
    full = [number for number, line in enumerate(lines) if line.strip()]
    ends = set(full[:_HEAD]) | set(full[-_FOOT:])
    credits, removed, kept = Credits(), list[str](), list[str]()
    for number, line in enumerate(lines):
        rest, found, gone = _without_tail(line)
        if not gone and number in ends and (whole := _whole_line(line.strip(), text)) is not None:
            rest, found, gone = "", whole, line.strip()
        credits = credits.merge(found)
        if gone:
            removed.append(gone)
        if rest or not gone:
            kept.append(rest)
    return ("\n".join(kept), credits, removed) if removed else (text, credits, removed)


def _without_tail(line: str) -> tuple[str, Credits, str]:
    """A line without the credit in brackets at its end."""
    if not line.rstrip(" .").endswith((")", "]")):
        return line, Credits(), ""
    for pattern in _tails():
        if match := pattern.search(line):
            gone = match.group().strip()
            return line[: match.start()].rstrip(), Credits(people_in(match), agency_name(gone)), gone
    return line, Credits(), ""


def _whole_line(line: str, text: str) -> Credits | None:
    """The credits of a line that is nothing else, None for a line of the story."""
    if len(line) > 140 or (line.endswith((".", ":", "?", "!")) and len(line) > 60):
        return None
    for pattern in _lines():
        if match := pattern.fullmatch(line):
            return Credits(people_in(match), agency_name(line))
    return _bare_name(line, text)


@cache
def _given_names() -> frozenset[str]:
    return frozenset(_folded(row[key]) for row in read_lexicon("given_names") for key in ("name",) if row.get(key))


def _bare_name(line: str, text: str) -> Credits | None:
    """A byline that is only a name ("MARTA ROJAS", "El Faro del Norte/MARTA ROJAS") and names nobody of the story."""
    outlet, slash, name = line.rpartition("/")
    name = name.strip()
    if slash and re.fullmatch(_DESK, name, re.IGNORECASE) and re.fullmatch(_NAME, outlet.strip()):
        return Credits()
    if not re.fullmatch(_NAME, name) or (slash and not re.fullmatch(_NAME, outlet.strip())):
        return None
    words = name.split()
    if not 2 <= len(words) <= 5 or _folded(words[0]) not in _given_names():
        return None
    # The last word alone is enough: a person of the story comes back by surname.
    again = re.findall(rf"\b{re.escape(words[-1])}\b", text, re.IGNORECASE)
    return Credits((person_name(name),)) if len(again) == 1 else None


def people_in(match: re.Match[str]) -> tuple[str, ...]:
    """People named by the groups of a credit pattern, without agencies, desks and words that name nobody."""
    groups = match.groupdict()
    parts = [
        part.strip(" .,;")
        for group in ("names", "photo")
        for part in re.split(r", | y | e |/|&|;", groups.get(group) or "")
    ]
    return tuple(dict.fromkeys(person_name(part) for part in parts if _is_person(part)))


def _is_person(name: str) -> bool:
    words = name.split()
    if len(words) < 2 or agency_name(name) or not _NOBODY.isdisjoint(word.casefold() for word in words):
        return False
    return not any(char.isdigit() for char in name)


def person_name(name: str) -> str:
    """A name as it is written in running text: `MARTA DE LA ROSA` is Marta de la Rosa."""
    if not name.isupper():
        return name
    small = {"De", "Del", "La", "Las", "Los", "Y", "E", "Van", "Von", "Da", "Dos"}
    return " ".join(word.lower() if word in small else word for word in name.title().split())


def _folded(name: str) -> str:
    import unicodedata

    return "".join(c for c in unicodedata.normalize("NFD", name.casefold()) if not unicodedata.combining(c))
