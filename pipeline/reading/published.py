"""When an article was published: the record's date, the dateline's, the text's own, or the file name's.

Also reads calendar days as people and programs write them (`parse_day`, `find_days`), since readers and the dateline
need the same. The clock is never asked: a day-month without a year stays open when nothing in the document closes it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from email.utils import parsedate_to_datetime
from numbers import Real
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from pipeline.knowledge.entries import split_cell
from pipeline.knowledge.lexicon import per_lexicon, read_lexicon
from pipeline.reading.words import one_of, word_pattern

if TYPE_CHECKING:
    from pipeline.reading.model import Article

#: What `parse_day` understands, for messages.
DATE_FORMS = "'2025-04-25', '2025-04-25T10:00:00', '25/04/2025' or '25 de abril de 2025'"
#: Numbers that are days of a spreadsheet, which counts from 30 December 1899: those of 1954 to 2064.
_SHEET_DAYS = range(20_000, 60_001)
_SHEET_START = date(1899, 12, 30)
#: Numbers that are seconds since 1970, from 1973 to 2100, and those that are milliseconds.
_SECONDS = range(100_000_000, 4_102_444_800)
_MILLISECONDS = range(100_000_000_000, 4_102_444_800_000)
#: A time of day behind a date, as it is written.
_TIME_OF_DAY = r"(?:,? (?:a las )?\d{1,2}[:.h]\d\d.{0,20})?"
_NUMBERED_DAY = re.compile(r"(?P<one>\d{1,2})(?P<sep>[/.-])(?P<other>\d{1,2})(?P=sep)(?P<y>\d{4})" + _TIME_OF_DAY)
_NUMBER = re.compile(r"\d{5,13}(?:\.\d{1,12})?")
_DAY_IN_FIGURES = re.compile(r"(\d{4})(\d\d)(\d\d)(?:\d{6})?")
#: A day-month takes the year of another full date when both are at most this far apart in the calendar: news
#: names days around its own. A farther date ("el tratado del 30 de noviembre de 1998") says nothing about the year.
NEAR_DAYS = 45
#: Lines at the head and the foot of a text where a date standing alone is its publication date.
_HEAD_LINES, _FOOT_LINES = 5, 2

_NAME_DAYS = (
    re.compile(r"(?<!\d)(?P<y>(?:19|20)\d\d)[-_/.](?P<m>\d{1,2})[-_/.](?P<d>\d{1,2})(?!\d)"),
    re.compile(r"(?<!\d)(?P<y>(?:19|20)\d\d)(?P<m>\d\d)(?P<d>\d\d)(?:(?=[T_-]?\d{4,6}(?!\d))|(?!\d))"),
    re.compile(r"(?<!\d)(?P<d>\d{1,2})[-_.](?P<m>\d{1,2})[-_.](?P<y>(?:19|20)\d\d)(?!\d)"),
)
_NAME_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")

Origin = Literal["record", "dateline", "text", "filename", "none"]


class Published(NamedTuple):
    """Publication day, where it is from, and the dateline's own day (with its year completed); None where unknown."""

    day: date | None
    origin: Origin
    dateline_day: date | None


class Day(NamedTuple):
    """A full date in a text: characters `start` to `end` (exclusive) say `day`."""

    start: int
    end: int
    day: date


@per_lexicon
def months() -> Mapping[str, int]:
    """Return Spanish month names and abbreviations without dots, in lower case, with their numbers."""
    return {
        name: int(row["value"])
        for row in read_lexicon("date_months")
        for name in (*split_cell(row["forms"]), *split_cell(row["abbreviations"]))
    }


@per_lexicon
def month_pattern() -> str:
    """Return a regular expression for a month name or abbreviation, longest first, without its dot."""
    return "(?:" + "|".join(sorted(map(re.escape, months()), key=len, reverse=True)) + r")\b"


@per_lexicon
def weekday_pattern() -> str:
    """Return a regular expression for the name of a weekday in lower case, with or without its accent."""
    return one_of(form for row in read_lexicon("date_weekdays") for form in split_cell(row["forms"]))


@per_lexicon
def _label_pattern() -> re.Pattern[str]:
    """Return the pattern of a line that begins with a label of the day of publication.

    "Fecha de publicación: 3 de mayo de 2024".
    """
    return re.compile(rf"^\W*{word_pattern('date label')}\b\W{{0,3}}(?P<rest>.{{6,80}})$", re.IGNORECASE)


@per_lexicon
def _day_patterns() -> tuple[re.Pattern[str], ...]:
    month = month_pattern()
    return tuple(
        re.compile(pattern, re.IGNORECASE)
        for pattern in (
            rf"\b(?P<d>\d{{1,2}})(?:\.?[ºo°])? (?:de )?(?P<m>{month})\.?,? (?:del? )?(?:año )?(?P<y>\d\.?\d{{3}})\b",
            rf"\b(?P<m>{month})\.? (?P<d>\d{{1,2}}), ?(?P<y>\d{{4}})\b",
            r"(?<![\d/.-])(?P<y>\d{4})-(?P<m>\d\d)-(?P<d>\d\d)(?![\d-])",
            r"(?<![\d/.-])(?P<y>\d{4})/(?P<m>\d\d)/(?P<d>\d\d)(?![\d/])",
            r"(?<![\d/.-])(?P<d>\d{1,2})(?P<sep>[/.-])(?P<m>\d{1,2})(?P=sep)(?P<y>\d{4})(?![\d/-])",
        )
    )


def day_of(year: int | str, month: int | str, day: int | str) -> date | None:
    """Return the calendar day, or None when there is none (30 February). Months may be Spanish names."""
    number = months().get(month.lower().rstrip(".")) if isinstance(month, str) and not month.isdigit() else int(month)
    try:
        return date(int(str(year).replace(".", "")), number or 0, int(day))
    except ValueError:
        return None


def parse_day(value: Any) -> date | None:
    """Return the day a field names; None when it is not understood.

    Takes date and datetime objects (pandas and Arrow timestamps are such), ISO 8601 dates and datetimes, `dd/mm/yyyy`
    as Spanish writes it, `mm/dd/yyyy` where it can be nothing else, Spanish long dates with or without weekday,
    `31-dic-2025`, RFC 2822 dates of feeds, the numbers that spreadsheets keep for days, and seconds or milliseconds
    since 1970 (in UTC). A datetime's day is the one it shows, whatever its time zone.
    """
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, (Real, Decimal)):  # of numpy too
        return _numbered_day(value)
    return _day_in_words(" ".join(value.split())) if isinstance(value, str) else None


def _numbered_day(number: Any) -> date | None:
    """Return the day that a number stands for: `20250425`, a day of a spreadsheet, or a time since 1970."""
    if not 0 < number < _MILLISECONDS.stop:
        return None
    whole = int(number)
    if whole in _SHEET_DAYS:
        return _SHEET_START + timedelta(days=whole)
    if whole in _SECONDS or whole in _MILLISECONDS:
        return datetime.fromtimestamp(whole / (1 if whole in _SECONDS else 1000), UTC).date()
    figures = _DAY_IN_FIGURES.fullmatch(str(whole))
    return day_of(*figures.groups()) if figures and whole == number else None


def _day_in_words(text: str) -> date | None:
    # Before ISO, whose parser takes milliseconds for a day, a separator and a time.
    if figures := _DAY_IN_FIGURES.fullmatch(text):
        return day_of(*figures.groups())
    if _NUMBER.fullmatch(text):
        return _numbered_day(float(text))
    try:
        return datetime.fromisoformat(text).date()
    except ValueError:
        pass
    # ISO with a time in a form Python's parser does not take (`2025-04-25 10:00:00 +0200`).
    if match := re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)(?:[T ].*)?", text):
        return day_of(*match.groups())
    return _written_day(text) or _feed_day(text) or _hyphenated_day(text) or _american_day(text)


def _hyphenated_day(text: str) -> date | None:
    """Return the day of `31-dic-2025`, `31/dic/2025` or `31-dic-25`."""
    pattern = rf"(?P<d>\d{{1,2}})(?P<sep>[-/. ])(?P<m>{month_pattern()})\.?(?P=sep)(?P<y>\d{{4}}|\d\d){_TIME_OF_DAY}"
    match = re.fullmatch(pattern, text, re.IGNORECASE)
    # Two figures are a year from 1970 to 2069, as other programs have it.
    year = match["y"] if match and len(match["y"]) == 4 else str(1970 + (int(match["y"]) - 70) % 100 if match else 0)
    return day_of(year, match["m"], match["d"]) if match else None


def _american_day(text: str) -> date | None:
    """Return the day of `12/31/2025`, with the month first; the day is first where that is possible."""
    match = _NUMBERED_DAY.fullmatch(text)
    if match is None:
        return None
    return day_of(match["y"], match["other"], match["one"]) or day_of(match["y"], match["one"], match["other"])


def _written_day(text: str) -> date | None:
    """Return the day when `text` is one date and nothing else but a weekday or a time of day."""
    found = find_days(text)
    if len(found) != 1:
        return None
    before, after = text[: found[0].start], text[found[0].end :]
    bare = re.fullmatch(rf"(?:{weekday_pattern()},? )?(?:el |a )?", before, re.IGNORECASE)
    time = re.fullmatch(r"[.,]?(?: ?[,|-]? ?(?:a las )?\d{1,2}[:.h]\d\d.{0,20})?", after)
    return found[0].day if bare and time else None


def _feed_day(text: str) -> date | None:
    if not re.match(r"(?:[A-Z][a-z]{2}, )?\d{1,2} [A-Z][a-z]{2} \d{4} \d", text):
        return None
    try:
        return parsedate_to_datetime(text).date()
    except ValueError:
        return None


def find_days(text: str) -> list[Day]:
    """Return the full dates (day, month and year) written in a text, by position.

    Days that do not exist are left out.
    """
    found = {}
    for pattern in _day_patterns():
        for match in pattern.finditer(text):
            day = day_of(match["y"], match["m"], match["d"])
            if day is not None:
                found[match.start()] = Day(match.start(), match.end(), day)
    return [found[start] for start in sorted(found)]


def day_in_name(name: str) -> date | None:
    """Return the day in a file name, id or URL.

    `20250425`, `2025-04-25`, `/2025/04/25/`, `/2025-04/25/`, `25-04-2025`.
    """
    for pattern in _NAME_DAYS:
        for match in pattern.finditer(name):
            if (day := day_of(match["y"], match["m"], match["d"])) is not None:
                return day
    return None


def resolve_published(article: Article | None, text: str, dateline: Mapping[str, Any] | None) -> Published:
    """Return the publication day of an article with cleaned `text` and a row of `find_dateline` (or None).

    In order: the record's date; the dateline's with its year completed; the date the text gives itself; the date in
    the file name, id or URL.
    """
    record = date.fromisoformat(article.date) if article is not None and article.date else None
    # Page furniture that cleaning takes out often has the date ("Actualizado 2021-09-17 23:14"): the raw text counts.
    text = article.raw_text if article is not None else text
    named = next(filter(None, map(day_in_name, _names_of(article))), None)
    dateline_day = _dateline_day(dateline, text, record or named, _names_of(article))
    if record is not None:
        return Published(record, "record", dateline_day)
    if dateline_day is not None:
        return Published(dateline_day, "dateline", dateline_day)
    if (own := _own_day(text)) is not None:
        return Published(own, "text", None)
    if named is not None:
        return Published(named, "filename", None)
    return Published(None, "none", None)


def _names_of(article: Article | None) -> list[str]:
    """Return where a date may hide, the URL first: file names are often those of the download."""
    if article is None:
        return []
    return [name for name in (article.url, article.input, article.article_id) if name]


def _dateline_day(dateline: Mapping[str, Any] | None, text: str, known: date | None, names: list[str]) -> date | None:
    """Return the dateline's day, its year completed from the most reliable source there is."""
    if not dateline or not dateline["day"]:
        return None
    month, day = dateline["month"], dateline["day"]
    if dateline["year"]:
        return day_of(dateline["year"], month, day)
    if known is not None:
        return _in_nearest_year(month, day, known)
    return _complete_year(month, day, [found.day for found in find_days(text)], names)


def _complete_year(month: int, day: int, days: list[date], names: list[str]) -> date | None:
    """Return the day-month with the year of other days in the text, else with that of its file name or URL."""
    # "el 25 de abril de 2025" in the caption or lead names the very day.
    same = {found for found in days if (found.month, found.day) == (month, day)}
    if len(same) == 1:
        return same.pop()
    if (near := _near_other_day(month, day, days)) is not None:
        return near
    years = {int(year) for name in names for year in _NAME_YEAR.findall(name)} or {found.year for found in days}
    return day_of(years.pop(), month, day) if len(years) == 1 else None


def _near_other_day(month: int, day: int, days: list[date]) -> date | None:
    """Return the day-month in the year that brings it closest to one of `days`; None if all are beyond NEAR_DAYS."""
    guesses = [(guess, found) for found in days if (guess := _in_nearest_year(month, day, found))]
    distance, nearest = min(((abs((guess - found).days), guess) for guess, found in guesses), default=(0, None))
    return nearest if distance <= NEAR_DAYS else None


def _in_nearest_year(month: int, day: int, other: date) -> date | None:
    """Return the day-month in the year that brings it closest to `other`.

    31 December, next to 1 January, is of the year before.
    """
    guesses = (day_of(year, month, day) for year in (other.year - 1, other.year, other.year + 1))
    return min(filter(None, guesses), key=lambda guess: abs((guess - other).days), default=None)


def _own_day(text: str) -> date | None:
    """Return the publication day a text gives of itself.

    It is labelled, alone on a line at its head or foot, or in its caption.
    """
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    for line in lines:
        if (label := _label_pattern().match(line)) and (day := _labelled_day(label["rest"])):
            return day
    for line in lines[:_HEAD_LINES] + lines[_HEAD_LINES:][-_FOOT_LINES:]:
        if (day := _day_standing_alone(line)) is not None:
            return day
    return _caption_day(text)


def _labelled_day(rest: str) -> date | None:
    """Return the day that follows a label; more may come after it ("2021-09-17 23:14:05 | Internacional")."""
    found = find_days(rest)
    near = (
        re.fullmatch(rf"(?:{weekday_pattern()},? )?(?:el )?", rest[: found[0].start], re.IGNORECASE) if found else None
    )
    return found[0].day if near else None


def _day_standing_alone(line: str) -> date | None:
    """Return the day of a line that is a date, perhaps with a place before it or a time.

    "Caracas, 3 de mayo de 2023".
    """
    found = find_days(line)
    if len(found) != 1:
        return None
    before, after = line[: found[0].start], line[found[0].end :]
    place = rf"(?:[A-ZÁÉÍÓÚÑ][^.:;\d]{{2,40}}?(?:D\. ?[CF]\.)?,? )?(?:{weekday_pattern()},? )?(?:el |a )?"
    rest = r"[.,]?(?: ?[,|/–-]? ?(?:a las )?\d{1,2}[:.h]\d\d.{0,40})?"
    return found[0].day if re.fullmatch(place, before, re.IGNORECASE) and re.fullmatch(rest, after) else None


def _caption_day(raw_text: str) -> date | None:
    """Return the one full date of a photo caption.

    It says when the picture was taken, which is when news is made.
    """
    for line in raw_text.split("\n"):
        if re.search(r"\((?:Foto: ?)?[A-Z][\w ]{1,20}/ ?[A-ZÁÉÍÓÚÑ][^()\n]{2,40}\)\s*$", line):
            days = {found.day for found in find_days(line)}
            if len(days) == 1:
                return days.pop()
    return None
