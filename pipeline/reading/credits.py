"""Credits: who wrote, photographed or edited, and which agency; taken out of the text and kept as bylines.

`(Xinhua/Li Ming)` at the end of a caption, `Por Ana Pérez`, `Redacción / EFE`, `Foto: AP`, `(Editor: Ana Pérez)`. No
list knows all outlets: one that has a name of its own beside a label, a mark or a writer is one.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from pipeline.knowledge.entries import split_cell
from pipeline.knowledge.folding import fold_name
from pipeline.knowledge.lexicon import per_lexicon, read_lexicon
from pipeline.reading.words import word_pattern, words_for

#: Lines at the head and at the foot of a text where a byline can stand; between them the same words are a heading.
_HEAD, _FOOT = 6, 4
#: Lines at the head where a byline without any label can stand; at the foot it is the last.
_NAME_HEAD = 4

_UPPER = "A-ZÁÀÂÄÃÉÈÊËÍÌÎÏÓÒÔÖÕÚÙÛÜÑÇŠŽ"
_NAME_WORD = rf"(?:[{_UPPER}]\.|[{_UPPER}][\w'’-]*)"
_NAME = rf"{_NAME_WORD}(?: (?:(?:de|del|la|las|los|y|van|von|da|dos|al|bin|e) ){{0,2}}{_NAME_WORD}){{0,4}}"
_NAMES = rf"{_NAME}(?:(?:, | y | e | / ?| & |; ){_NAME}){{0,3}}"
_LONGEST = 140
#: Characters at the end of a paragraph that a credit can take up.
_TAIL = 160


class Credits(NamedTuple):
    """People credited, in order, and the first agency credited."""

    people: tuple[str, ...] = ()
    agency: str | None = None

    def merge(self, other: Credits) -> Credits:
        """Return the credits of both, each person once."""
        people = dict.fromkeys((*self.people, *other.people))
        return Credits(tuple(people), self.agency or other.agency)


@per_lexicon
def agencies() -> dict[str, str]:
    """Return the names and variants of news agencies and other outlets, casefolded, with the usual name."""
    return {
        form.casefold(): row["name"]
        for row in read_lexicon("agencies")
        for form in (row["name"], *split_cell(row["variants"]))
    }


@per_lexicon
def agency_pattern() -> str:
    """Return a regular expression for the name of an agency, longest first, any case (use with IGNORECASE)."""
    names = sorted(agencies(), key=lambda name: (-len(name), name))
    return r"(?<!\w)(?:" + "|".join(map(re.escape, names)) + r")(?!\w)"


def agency_name(text: str) -> str | None:
    """Return the usual name of the first agency in `text`, or None.

    "Efe" is EFE, "PL" Prensa Latina.
    """
    match = _agency_anywhere().search(text)
    return agencies()[match.group().casefold()] if match else None


@per_lexicon
def _photo() -> str:
    """Return a regular expression for the label of a picture.

    "Foto", "Texto y fotos", "Fotografía cortesía de", "Créditos".
    """
    photo = rf"(?:textos? y )?{word_pattern('photo')}(?: de| por| {word_pattern('courtesy')}(?: del?| de la)?)?"
    return rf"(?:{photo}|{word_pattern('picture')})"


@per_lexicon
def _pictured() -> str:
    """Return a regular expression for who or what a picture is from, people or outlets in the group `photo`.

    "Ana Ruiz/Teleandes", "tomada de internet", "Archivo", "@canciller".
    """
    origin = rf"(?i:{word_pattern('origin')})\b[^.\n]{{0,50}}"
    return rf"(?:(?P<photo>{_NAMES})(?:\s*[/|(,–—-]\s*{_NAMES}\)?)?|{origin}|(?:(?:X|IG|FB) )?@\w+)"


@per_lexicon
def _desk_pattern() -> re.Pattern[str]:
    """Return the pattern of a piece of a credit line that stands in for a writer's name.

    "De la redacción central", "Agencias".
    """
    newsroom = rf"(?i:(?:de la )?redacci[óo]n)(?: (?i:{word_pattern('newsroom')})| {_NAME})?"
    return re.compile(rf"{newsroom}|(?i:{word_pattern('desk')})|(?i:{word_pattern('office')}) {_NAME}")


@per_lexicon
def _labelled_pattern() -> re.Pattern[str]:
    """Return the pattern of a piece with a word that marks it as a credit.

    "Por Ana Ruiz", "Texto: Ana Ruiz", "FOTO: tomada de internet".
    """
    role, sent = word_pattern("role"), word_pattern("sent")
    people = rf"{_NAME_WORD} {_NAMES}"
    forms = (
        rf"(?i:{_photo()}\s*:)\s*{_pictured()}",
        rf"(?i:{word_pattern('photo')} {word_pattern('courtesy')}) {_NAMES}",
        rf"(?i:(?:{word_pattern('photo')}|{word_pattern('picture')})(?: de)? {word_pattern('origin')})\b[^.\n]{{0,50}}",
        rf"(?i:{word_pattern('photo')})",
        rf"(?i:{word_pattern('from')}) {_NAMES}(?: (?i:y agencias))?",
        rf"(?:© ?{_NAMES}|/ ?(?P<marked>{_NAMES}))",
        r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+|@\w+",
        rf"(?i:{role}\s*:)\s*(?P<writer>{_NAMES})",
        rf"(?i:por) (?P<names>{people})(?:, (?i:{role})(?: .{{0,30}})?)?",
        rf"(?i:fotos? (?:de|por)) (?P<photographer>{_NAMES})",
        rf"(?i:{word_pattern('made')}(?: en español)? (?:de|por)) (?P<maker>{people})(?: el \d.{{0,30}})?",
        rf"(?i:de nuestr[oa]s? {sent}) (?P<sent>{people})",
        rf"(?P<posted>{people})(?:, | \()(?i:{sent})(?: en [{_UPPER}]\w+)?\)?",
        rf"(?P<author>{people}) (?:para {_NAME}|@\w+)",
        r"(?i:con informaci[óo]n de agencias)",
    )
    return re.compile("|".join(forms))


@per_lexicon
def _pieces_pattern() -> re.Pattern[str]:
    """Return the pattern of what stands between the pieces of a credit line."""
    label = rf"(?i:{_photo()}|{word_pattern('role')})\s*:"
    return re.compile(rf"(?<=\S)\s*[/|]\s*|;\s+|\s+[–—-]\s+|(?:(?<! y)|\.)\s+(?={label})")


@per_lexicon
def _outlet_pattern() -> re.Pattern[str]:
    """Return the pattern of words that outlets and pen names begin with, but people's names do not."""
    return re.compile(rf"{word_pattern('outlet')} ", re.IGNORECASE)


@per_lexicon
def _tails() -> tuple[re.Pattern[str], ...]:
    """Return the patterns of credits in brackets at the end of a paragraph."""
    agency = rf"(?i:{agency_pattern()})"
    photo, role = rf"(?i:{_photo()})", rf"(?i:{word_pattern('role')})"
    inside = (
        rf"(?:{photo}\s*:?\s*)?{agency}\s*(?:[/|]\s*{photo}?\s*:?|por)\s*(?P<names>{_NAMES})",
        rf"{agency}(?:\s*[/|–—-]\s*|\s*,\s*)(?P<names>{_NAMES})?[^()\[\]\n]{{0,30}}",
        rf"(?:{photo}\s*:?\s*)?(?P<names>{_NAMES})\s*[/|,]\s*{agency}",
        rf"{photo}\s*[:/]?\s*(?P<names>{_NAMES})[^()\[\]\n]{{0,30}}",
        rf"(?P<names>{role}\s*:\s*{_NAMES}(?:[,;] {role}\s*:\s*{_NAMES}){{0,3}})",
        rf"(?i:con informaci[óo]n de)\s(?:(?i:agencias)|(?P<names>{_NAMES})(?:, {role})?)",
    )
    # Alone, an agency is a credit only after the full stop: "el Partido Liberal (PL)." is no Prensa Latina.
    alone = rf"(?<=[.!?”\"»)])\s*[(\[]\s*{agency}(?:\s*[/y]\s*{agency})*\s*[)\]]"
    after = r"(?:\s*\([a-zñ]{2,4}\))*[\s.]*$"
    # EFE's captions do without brackets: "…durante la firma. EFE/Ana Ruiz".
    bare = rf"(?<=[.!?”\"»])\s+(?:{photo}\s*:\s*)?{agency}\s?/\s?(?P<names>{_NAMES})[\s.]*$"
    # What is labelled needs no brackets nor a known agency: "… en Lima. / Foto: Ana Ruiz", "… (Foto de archivo)".
    label = rf"(?:(?i:{_photo()})\s*[:/|]|(?i:{word_pattern('photo')}(?: {word_pattern('courtesy')})?)(?: de)?(?= ))"
    beside = rf"(?:(?<=[.!?”\"»])\s*[/|–—-]?|\s+[/|–—-])\s*{label}\s*{_pictured()}[\s.]*$"
    labelled = rf"\s*[(\[]\s*{label}\s*{_pictured()}\s*[)\]]{after}"
    # A name alone, after the full stop and in marks of its own: "… en Lima. (Teleandes)", "… en Lima. /TELEANDES".
    # With a full stop behind it, it is the short form of a firm: "… y Compañía, S.A. (Teleandes)."
    marks = rf"\(\s*{_NAMES}(?:\s*/\s*{_NAMES})?\s*\)|\[\s*{_NAMES}\s*\]|© ?{_NAMES}|/ ?(?P<names>{_NAMES})"
    marked = rf"(?<=[a-záéíóúñ\d][.!?])\s*(?:{marks})\s*$"
    return (
        *(re.compile(rf"\s*[(\[]\s*{form}\s*[)\]]{after}") for form in inside),
        re.compile(alone + after),
        re.compile(bare),
        re.compile(beside.replace("<photo>", "<names>")),
        re.compile(labelled.replace("<photo>", "<names>")),
        re.compile(marked),
    )


def take_credits(text: str) -> tuple[str, Credits, list[str]]:
    """Return the text without its credits, the credits, and the words taken out."""
    lines = text.split("\n")
    whole = _whole_lines(lines, text)
    credits, removed, kept = Credits(), list[str](), list[str]()
    for number, line in enumerate(lines):
        rest, found, gone = ("", whole[number], line.strip()) if number in whole else _without_tail(line)
        credits = credits.merge(found)
        if gone:
            removed.append(gone)
        if rest or not gone:
            kept.append(rest)
    return ("\n".join(kept), credits, removed) if removed else (text, credits, removed)


def _whole_lines(lines: list[str], text: str) -> dict[int, Credits]:
    """Return the credits that are a whole line at the head or the foot of a text, by number of the line."""
    full = [number for number, line in enumerate(lines) if line.strip()]
    found: dict[int, Credits] = {}
    for number in (*full[:_HEAD], *full[_HEAD:][-_FOOT:]):
        if (credits := _labelled_line(lines[number])) is not None:
            found[number] = credits
    return _name_lines(lines, full, text) | found


def _name_lines(lines: list[str], full: list[int], text: str) -> dict[int, Credits]:
    """Return the credits of lines that are only a name, by number of the line.

    Three or more are a list of people, and one after a quotation is its author: these do not count.
    """
    found = {}
    for position, number in enumerate(full):
        near_end = position < _NAME_HEAD or position == len(full) - 1
        quoted = position > 0 and lines[full[position - 1]].rstrip().endswith(("”", '"', "»", "’"))
        if near_end and not quoted and (credits := _bare_names(lines[number].strip(" .*•-–—()[]"), text)) is not None:
            found[number] = credits
    return found if len(found) < 3 else {}


@per_lexicon
def _tail_hint() -> re.Pattern[str]:
    """Return the pattern of what a credit without brackets has in it."""
    return re.compile(rf"[/©]|(?i:{word_pattern('photo')}|{word_pattern('picture')})")


def _without_tail(line: str) -> tuple[str, Credits, str]:
    """Return a line without the credit at its end, that credit, and the words taken out."""
    start = max(0, len(line) - _TAIL)
    tail = line[start:]
    # Nearly every line ends here: a credit has a bracket at its end, a slash near it or a label.
    if not tail.rstrip(" .").endswith((")", "]")) and not _tail_hint().search(tail):
        return line, Credits(), ""
    for pattern in _tails():
        if match := pattern.search(tail):
            gone = match.group().strip()
            people = people_in(match.groupdict().get("names") or "")
            return line[: start + match.start()].rstrip(), Credits(people, agency_name(gone)), gone
    return line, Credits(), ""


class _Piece(NamedTuple):
    """A piece of a credit line: `desk`, `agency`, `label` (with a word that says so) or `name`; and who is in it."""

    kind: str
    people: tuple[str, ...] = ()


def _labelled_line(line: str) -> Credits | None:
    """Return the credits of a line with a word or an agency that marks it as such, None for a line of the story."""
    bare = line.strip(" .*•-–—()[]")
    if not bare or len(bare) > _LONGEST:
        return None
    pieces = _read_pieces(bare)
    kinds = {piece.kind for piece in pieces}
    people = tuple(dict.fromkeys(name for piece in pieces for name in piece.people))
    if kinds == {"name"}:
        is_credit = _is_in_brackets(line)
    else:
        is_credit = bool(kinds & {"desk", "label"} or kinds == {"agency"} or people)
    return Credits(people, agency_name(bare)) if is_credit else None


def _is_in_brackets(line: str) -> bool:
    return line.strip().startswith(("(", "[")) and line.strip(" .").endswith((")", "]"))


def _read_pieces(line: str) -> list[_Piece]:
    """Return the pieces of a credit line; an empty list if one of them has words of the story."""
    found = [_read_piece(piece) for piece in _pieces_pattern().split(line)]
    pieces = [piece for piece in found if piece is not None]
    return pieces if len(pieces) == len(found) else []


@per_lexicon
def _agency_line() -> re.Pattern[str]:
    """Return the pattern of an agency alone, or after the place of a dateline."""
    alone = rf"(?i:(?:fuentes?\s*:\s*)?{agency_pattern()})"
    return re.compile(rf"{alone}|[{_UPPER}][{_UPPER}., ]+\((?i:{agency_pattern()})\)")


@per_lexicon
def _agency_anywhere() -> re.Pattern[str]:
    return re.compile(agency_pattern(), re.IGNORECASE)


def _read_piece(piece: str) -> _Piece | None:
    """Return what a piece of a credit line is; None for words of the story."""
    piece = piece.strip(" .,")
    if _desk_pattern().fullmatch(piece):
        return _Piece("desk")
    if _agency_line().fullmatch(piece):
        return _Piece("agency")
    if match := _labelled_pattern().fullmatch(piece):
        return _Piece("label", people_in(next((names for names in match.groupdict().values() if names), "")))
    if re.fullmatch(_NAMES, piece):
        return _Piece("name", tuple(name for name in people_in(piece) if _has_given_name(name)))
    return None


def _bare_names(line: str, text: str) -> Credits | None:
    """Return the credits of a byline without any label that names nobody of the story.

    "MARTA ROJAS", "El Faro del Norte/MARTA ROJAS".
    """
    parts = [part.strip() for part in re.split(r"\s*/\s*|\s+[|–—-]\s+", _without_place(line))]
    name, *more = parts
    if len(more) == 1:
        return _beside_outlet(name, more[0], text)
    is_byline = not more and re.fullmatch(_NAME, name) and _is_person(name) and _is_no_person_of(text, name)
    return Credits((person_name(name),)) if is_byline else None


def _beside_outlet(one: str, other: str, text: str) -> Credits | None:
    """Return the credits of two names of which one is a writer and the other an outlet, in either order."""
    for name, outlet in ((other, one), (one, other)):
        if re.fullmatch(_NAME, name) and _is_person(name) and _is_byline(name, outlet, text, is_last=name == other):
            return Credits((person_name(name),))
    return None


def _is_byline(name: str, outlet: str, text: str, *, is_last: bool) -> bool:
    return (is_last and _is_after_outlet(name, outlet)) or (
        re.fullmatch(_NAME, outlet) is not None and not _has_given_name(outlet) and _is_no_person_of(text, name)
    )


def _without_place(line: str) -> str:
    """Return the line, or only the name if a bar and a place follow it: "Ana Ruiz | Lima"."""
    name, bar, place = (part.strip() for part in line.partition("|"))
    is_name = re.fullmatch(_NAME, name) and _has_given_name(name)
    return name if bar and is_name and re.fullmatch(_NAME, place) else line


def _is_after_outlet(name: str, outlet: str) -> bool:
    """Whether a name after a slash is a byline: "Ginebra/NUEVA YORK" are two places, outlets have several words."""
    if not re.fullmatch(_NAME, outlet):
        return False
    return _has_given_name(name) or (name.isupper() and len(outlet.split()) > 1)


def _is_no_person_of(text: str, name: str) -> bool:
    """Whether a name on a line of its own occurs nowhere else: a person of the story does, at least the surname."""
    again = re.findall(rf"\b{re.escape(name.split()[-1])}\b", text, re.IGNORECASE)
    return _has_given_name(name) and len(again) == 1


@per_lexicon
def _given_names() -> frozenset[str]:
    return frozenset(fold_name(row["name"]) for row in read_lexicon("given_names"))


def _has_given_name(name: str) -> bool:
    """Whether one of the first two words is a given name: "Marta Rojas", "Alma Alejandra Tapia"."""
    return any(fold_name(word) in _given_names() for word in name.split()[:2])


def people_in(names: str) -> tuple[str, ...]:
    """Return the people in a list of names ("Ana Ruiz y Li Ming").

    Agencies, desks and words that stand for nobody are left out.
    """
    separator = rf",\s|\s[yYeE]\s|/|&|;|(?i:{word_pattern('role')})\s*:"
    parts = [part.strip(" .,;") for part in re.split(separator, names)]
    return tuple(dict.fromkeys(person_name(part) for part in parts if _is_person(part)))


def _is_person(name: str) -> bool:
    words = name.split()
    if not 2 <= len(words) <= 6 or _outlet_pattern().match(name) or agency_name(name):
        return False
    names_nobody = not words_for("nobody").isdisjoint(map(str.casefold, words))
    return not names_nobody and not any(char.isdigit() for char in name)


def person_name(name: str) -> str:
    """Return a name as it is written in running text: `MARTA DE LA ROSA` is Marta de la Rosa."""
    if not name.isupper():
        return name
    small = {"De", "Del", "La", "Las", "Los", "Y", "E", "Van", "Von", "Da", "Dos"}
    return " ".join(word.lower() if word in small else word for word in name.title().split())
