"""The dateline that opens an article: where, when and by which agency it was written.

`QUITO, 3 may (Xinhua) -- El canciller…`, `La Habana, 3 mar (Prensa Latina) El…`, `Madrid, 3 mar (EFE).- El…`,
`México, DF. El…`, `BUENOS AIRES (AP) — El…`; after a headline or a photo caption too. A function on text: the
publication date needs it before there is a Doc, sentences need it before there is a parse.
"""

from __future__ import annotations

import re
from typing import Any

from pipeline.knowledge import gazetteer
from pipeline.knowledge.entries import split_cell
from pipeline.knowledge.lexicon import per_lexicon, read_lexicon
from pipeline.reading.credits import agency_name, agency_pattern
from pipeline.reading.published import day_of, month_pattern, months, weekday_pattern
from pipeline.reading.words import word_pattern

Row = dict[str, Any]

#: Paragraphs that may begin with the dateline: captions, headlines and summaries stand before it.
PARAGRAPHS = 5
#: Characters of a paragraph that a dateline can take up.
_REACH = 160
#: The name of a town with fewer people is no proof: there is an Obama in Japan and a Gracias in Honduras.
MIN_POPULATION = 100_000
#: A paragraph that opens with a place and a full stop must go on: "Brasilia. Los ministros…".
_MIN_REST = 40

_UPPER = "A-ZÁÀÂÄÃÉÈÊËÍÌÎÏÓÒÔÖÕÚÙÛÜÑÇŠŽĐ"
_WORD = rf"[{_UPPER}][\w’'-]*"
_LINK = r"(?:de|del|la|las|los|el|y|da|do|dos|des|du|DE|DEL|LA|LAS|LOS|EL|Y|al|el-|sur|bin)"
#: Abbreviations with dots that belong to the place: "Washington D.C.", "México, D. F.".
_DISTRICT = r"(?:D\. ?C\.?|D\. ?F\.?|DC|DF|CDMX)"
_NAME = rf"(?:(?:St|Sta|Sto|Cd|Pto|Gral)\. )?{_WORD}(?:[ -](?:{_LINK} ){{0,2}}{_WORD}){{0,4}}"
_PLACE = rf"(?P<place>{_NAME}(?:,? {_DISTRICT}(?!\w))?(?: ?[/–-] ?{_NAME}){{0,2}})"
#: Regions may be abbreviated ("Méx.", "Q. Roo", "EE. UU."); their dot belongs to the dateline when nothing follows.
_REGION = rf"(?:[{_UPPER}](?:\. ?[{_UPPER}]){{1,3}}(?:oo)?(?!\w)|EE\. ?UU|{_NAME})"
#: Dashes that close a dateline.
_DASHES = frozenset("-–—")


@per_lexicon
def _no_place() -> re.Pattern[str]:
    """Return the pattern of words before a date at the head of a page that are not a place.

    "Viernes, 3 de mayo de 2024".
    """
    words = rf"(?:{weekday_pattern()}|{word_pattern('no place')})"
    return re.compile(rf"{words}\b(?! [A-ZÁÉÍÓÚÑ])", re.IGNORECASE)


@per_lexicon
def _date_pattern() -> str:
    month = f"(?i:{month_pattern()})"
    day = r"(?P<day{0}>\d{{1,2}})(?:\.?[º°o])?"
    forms = (
        rf"{day.format(1)} (?:de )?(?P<month1>{month})\.?(?:,? (?:del? )?(?P<year1>\d{{4}}))?",
        rf"(?P<month2>{month})\.? {day.format(2)}(?:(?:, ?| de |/)(?P<year2>(?:\d\d)?\d\d)(?!\d))?",
        rf"{day.format(3)}[/.-](?P<month3>\d{{1,2}})[/.-](?P<year3>\d{{4}})",
    )
    return rf"(?P<date>(?:(?i:{weekday_pattern()}),? )?(?:a )?(?:{'|'.join(forms)}))"


@per_lexicon
def _pattern() -> re.Pattern[str]:
    """Return the pattern of place, region, date, agency and closing mark; `_rule` decides which of them suffice."""
    lead = rf"(?:[(\[]?(?i:{agency_pattern()})[)\]]? ?(?:\.?[-–—]+|[|/.:]) ?)?"
    date = rf"(?:(?:, ?|\.? ?[|–—-] ?| |\. ?)(?P<open>[(\[])?{_date_pattern()}[)\]]?)?"
    agency = (
        rf"(?:[,.]? ?[(\[/](?P<agency>[{_UPPER}a-z@][^()\[\]\n\d]{{1,60}})[)\]/]"
        rf"|[,.]? (?P<bare>(?i:{agency_pattern()}))(?= ?(?:\.?[-–—]|\.|:)))?"
    )
    close = (
        r"(?P<close> ?\. ?[-–—]{1,2}|(?: |(?<=[)\]]))[-–—]{1,2}(?![a-z\d])|[-–—]{2}"
        r"| ?[:|](?= )|\.(?=\s|$)|(?=\s*$)|(?= ))"
    )
    more = rf"(?:, ?{_REGION})?(?P<dot>\.)?"
    inside = rf" ?\((?!(?i:{agency_pattern()})\))(?P<inside>{_REGION}\.?)\)"
    region = rf"(?:, ?(?P<region>{_REGION}){more}|{inside})?"
    return re.compile(rf"\s*(?P<all>{lead}{_PLACE}{region}{date}{agency}{close})[ ]*")


def find_dateline(text: str) -> Row | None:
    """Return the dateline of `text`, a cleaned article, or None.

    The row has `place` (as in running text: "Almaty" for ALMATY; several joined by "/"), `region` or None, `day`,
    `month`, `year` (numbers or None), `agency` or None, and character offsets: `start`, `end` of the whole with its
    closing mark, `place_start`, `place_end` (without the region), `date_start`, `date_end` (None without a date); and
    `rule`, which says what made it one.
    """
    row = _find_remembered(text)
    return None if row is None else dict(row)


@per_lexicon(maxsize=64)
def _find_remembered(text: str) -> Row | None:
    """Return what `find_dateline` does, remembered: cleaning, sentences and the stage ask for one text in turn."""
    position, seen = 0, 0
    for line in text.split("\n"):
        if line.strip():
            if (row := _read_line(line, text)) is not None:
                return _move_offsets(row, position)
            if (seen := seen + 1) == PARAGRAPHS:
                break
        position += len(line) + 1
    return None


def _read_line(line: str, text: str) -> Row | None:
    """Return the dateline that `line` begins with, offsets in the line."""
    match = _pattern().match(line[:_REACH])
    if match is None or _no_place().match(match["place"]):
        return None
    month, day, year = _day_of_match(match)
    if match["date"] and day is None:
        return None
    row: Row = {
        "place": _in_running_text(match["place"]),
        "region": match["region"] or match["inside"],
        "day": day,
        "month": month,
        "year": year,
        "agency": _agency_of_match(match),
        "start": match.start("all"),
        "end": match.end("all"),
        "place_start": match.start("place"),
        "place_end": match.end("place"),
        "date_start": match.start("date") if match["date"] else None,
        "date_end": match.start("date") + len(match["date"].rstrip(".")) if match["date"] else None,
    }
    rule = _rule(match, row, line[match.end() :], text)
    return {**row, "rule": rule} if rule else None


def _day_of_match(match: re.Match[str]) -> tuple[int | None, int | None, int | None]:
    """Return month, day and year of a match; all None when there is no date or no such day."""
    for form in "123":
        if match[f"day{form}"]:
            name, day, year = match[f"month{form}"], int(match[f"day{form}"]), match[f"year{form}"]
            month = int(name) if name.isdigit() else months()[name.lower()]
            full = int(year) + (2000 if len(year) == 2 else 0) if year else None
            # 2024 is a leap year: 29 February may be a date of the year nobody wrote.
            if day_of(full or 2024, month, day) is None:
                return None, None, None
            return month, day, full
    return None, None, None


def _agency_of_match(match: re.Match[str]) -> str | None:
    named = match["agency"] or match["bare"]
    if not named:
        return agency_name(match["all"][: match.start("place") - match.start("all")])
    return agency_name(named) or named.strip()


def _rule(match: re.Match[str], row: Row, rest: str, text: str) -> str | None:
    """Return the name of the reason why this is a dateline; None if it may be the beginning of a sentence."""
    close, named = _closing_mark(match), match["agency"] or match["bare"]
    known_agency = bool(named and agency_name(named))
    if match["date"]:
        return _rule_with_date(match, close, rest, known_agency=known_agency)
    if known_agency and _is_set_off(row, close, rest, text):
        return "dateline_agency"
    if named or not rest.strip():
        return None
    return _rule_by_place(match, row, rest, text)


def _is_set_off(row: Row, close: str, rest: str, text: str) -> bool:
    """Whether a dateline ends in a mark of its own, or is a known place before a full stop or a new sentence."""
    if close not in ("", "."):
        return True
    return (close == "." or _opens_sentence(rest)) and is_place(row, text)


def _rule_by_place(match: re.Match[str], row: Row, rest: str, text: str) -> str | None:
    """Return the name of the reason for a dateline with neither date nor agency; None if it is not one."""
    close = _closing_mark(match)
    if not _DASHES.isdisjoint(close):
        # a dash alone may stand within a sentence: "Lima - la capital"
        marked = close.startswith(".") or row["place"] != match["place"] or row["region"]
        return "dateline_dash" if marked and is_place(row, text) else None
    before_sentence = close == "." and len(rest) >= _MIN_REST and _opens_sentence(rest)
    return "dateline_place" if before_sentence and is_place(row, text) else None


def _closing_mark(match: re.Match[str]) -> str:
    """Return the closing mark, including a full stop that also ends an abbreviation.

    "Toluca, Méx.", "México, D. F.".
    """
    before = match["all"][: len(match["all"]) - len(match["close"])]
    return ("." if before.endswith(".") and not match["close"].startswith(".") else "") + match["close"].strip()


def _rule_with_date(match: re.Match[str], close: str, rest: str, *, known_agency: bool) -> str | None:
    """Return the name of the reason for a dateline with a date; None if a sentence goes on after it."""
    if known_agency:
        return "dateline_date_agency"
    if match["agency"] and (close or _opens_sentence(rest)):
        return "dateline_date_agency"
    if not rest.strip() or (close and (close != "." or _opens_sentence(rest))):
        return "dateline_date"
    return None


def _opens_sentence(rest: str) -> bool:
    """Whether a sentence begins here: capital, quotation, question."""
    return bool(re.match(rf"\s*[\"“”«'‘(¿¡]*(?:[{_UPPER}]|\d)", rest))


def is_place(row: Row, text: str) -> bool:
    """Whether the name is a place: by its region, by the gazetteer, or by what the text says elsewhere."""
    if row["region"] and region_code(row["region"]):
        return True
    parts = [part.strip() for part in re.split(r" ?[/–] ?", row["place"])]
    return any(_is_known(part) or _is_echoed(part, text) for part in parts)


def _is_known(name: str) -> bool:
    if name.casefold() in _seats():
        return True
    bare = re.sub(rf",? {_DISTRICT}$", "", name)
    place = gazetteer.find_place(bare)
    if place is None:
        return False
    # Cities of the lexicons are there because news comes from them; GeoNames has every village.
    curated = bare in gazetteer.city_surfaces() or bare in gazetteer.capital_surfaces()
    return place.kind != "city" or curated or (place.population or 0) >= MIN_POPULATION


@per_lexicon
def _seats() -> frozenset[str]:
    """Return the names that datelines use as places and no gazetteer has ("Naciones Unidas")."""
    return frozenset(form.casefold() for row in read_lexicon("dateline_seats") for form in split_cell(row["names"]))


def _is_echoed(name: str, text: str) -> bool:
    """Whether the text has the name after "en" or "desde", as nobody says of a person."""
    return bool(re.search(rf"\b(?:[Ee]n|[Dd]esde) {re.escape(name)}\b", text))


@per_lexicon
def _regions() -> dict[str, str]:
    return {
        form.casefold().replace(".", "").replace(" ", ""): row["country"]
        for row in read_lexicon("dateline_regions")
        for form in (row["name"], *split_cell(row["abbreviations"]))
    }


def region_code(name: str) -> str | None:
    """Return the ISO code of the country of a region or country as datelines write it; None if unknown.

    `Zac.`, `EE.UU.`.
    """
    if code := _regions().get(name.casefold().replace(".", "").replace(" ", "")):
        return code
    place = gazetteer.find_place(name)
    return place.country if place is not None and place.kind != "city" else None


def _in_running_text(place: str) -> str:
    """Return a place as in running text: Ciudad de México for `CIUDAD DE MÉXICO`; `D. F.` stays as it is."""
    if not place.isupper() or len(place) < 4:
        return place
    small = {"De", "Del", "La", "Las", "Los", "El", "Y"}
    words = [word if re.fullmatch(_DISTRICT, word) else word.title() for word in place.split(" ")]
    return " ".join(word.lower() if number and word in small else word for number, word in enumerate(words))


def _move_offsets(row: Row, offset: int) -> Row:
    """Return a dateline of a line with offsets in the text, where the line begins at `offset`."""
    keys = ("start", "end", "place_start", "place_end", "date_start", "date_end")
    return {**row, **{key: row[key] + offset for key in keys if row[key] is not None}}
