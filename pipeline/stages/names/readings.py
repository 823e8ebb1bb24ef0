"""What the runs of capitalised words may be: cut where titles end, as a whole or in the parts that are known."""

from __future__ import annotations

from pipeline.knowledge import gazetteer
from pipeline.naming.known_people import PARTICLES, fold_person, given_names, people_named
from pipeline.stages.names.context import Context, Guess, cannot_be_person, is_completion, known_place
from pipeline.stages.names.rules import guess, registry_inside
from pipeline.stages.names.runs import Run, starts_sentence
from pipeline.text.longest import ends_from_longest

#: Most words of a country that a run begins with, and of surnames that the registry lacks.
_LONGEST_COUNTRY, _MORE_SURNAMES = 4, 3


def cut_runs(context: Context, runs: list[Run]) -> list[Run]:
    """Return the runs without office nouns, cut where a title phrase ends.

    "Canciller | Rodríguez", "de Petróleo | Ali Hasan".
    """
    cut: list[Run] = []
    for start, end in runs:
        first = start
        for i in range(start, end):
            if i in context.heads:
                cut.append((first, i))
                first = i + 1
            elif i in context.ending and i > first:
                cut.append((first, i))
                first = i
        cut.append((first, end))
    trimmed = [_trim(context, run) for run in cut if run[0] < run[1] and not is_completion(context, *run)]
    texts = {context.text(start, end) for start, end in trimmed}
    return [_without_opener(context, run, texts) for run in trimmed]


def _without_opener(context: Context, run: Run, texts: set[str]) -> Run:
    """Return the run without a sentence's first word if the rest is a name by itself: "Superado Maduro, …"."""
    start, end = run
    if end - start < 2 or not starts_sentence(context, start) or fold_person(context.forms[start]) in given_names():
        return run
    if people_named(context.text(start, end)):
        return run
    rest = context.text(start + 1, end)
    return (start + 1, end) if rest in texts or people_named(rest) else run


def _trim(context: Context, run: Run) -> Run:
    """Return the run without hyphens and quotes at its edges and small particles in front; at least one word stays."""
    start, end = run
    while end - start > 1 and (
        context.words[start] in ("-", '"') or (context.words[start] in PARTICLES and context.forms[start].islower())
    ):
        start += 1
    while end - start > 1 and context.words[end - 1] in ("-", '"'):
        end -= 1
    return start, end


def read_run(context: Context, run: Run) -> list[Guess]:
    """Return the readings of one run: one of the whole, or one of each part if it contains a place or a known person.

    Parts of which nothing is known are left out.
    """
    start, end = run
    whole = guess(context, start, end)
    if whole is not None and _is_body(context, whole):
        return [whole]
    known = registry_inside(context, start, end)
    if known is None or _is_namesake(context, known, start):
        return _read_without_registry(context, run, whole)
    if _is_one_person(context, run, known):
        return [known._replace(start=start, end=end)]
    before = read_run(context, (start, known.start)) if known.start > start else []
    after = read_run(context, (known.end, end)) if known.end < end else []
    return [known, *before, *after]


def _is_body(context: Context, whole: Guess) -> bool:
    """Whether the run is a body by its words and no person of the registry: "Abdel Fatah al Sisi" is one."""
    by_words = whole.label == "ORG" and whole.rule.startswith("body_word")
    return by_words and not people_named(context.text(whole.start, whole.end))


def _read_without_registry(context: Context, run: Run, whole: Guess | None) -> list[Guess]:
    """Return the readings of a run without anybody of the registry.

    These are a city and a person, else the `whole`, else a country and what follows it.
    """
    start, end = run
    placed = context.word(start - 1) in ("en", "desde")
    if placed or whole is None or whole.rule == "place_word":
        parts = _city_and_person(context, start, end, placed=placed)
        if parts:
            return parts
    return [whole] if whole is not None else _country_and_more(context, start, end)


def _is_one_person(context: Context, run: Run, known: Guess) -> bool:
    """Whether the words around a name of the registry belong to that person too: "Luis | Fernando Carrera | Castro"."""
    start, end = run
    if not _only_names(context, known.end, end):
        return False
    if known.start == start:
        return end - known.end <= _MORE_SURNAMES
    return all(fold_person(form) in given_names() for form in context.forms[start : known.start])


def _is_namesake(context: Context, known: Guess, start: int) -> bool:
    """Whether somebody else's first name stands before surnames of the registry: "Víctor | García Belaunde"."""
    if known.start == start or fold_person(context.forms[known.start]) in given_names():
        return False
    before = fold_person(context.forms[known.start - 1])
    people = people_named(context.text(known.start, known.end))
    return before in given_names() and not any(before in fold_person(p.name).split() for p in people)


def _only_names(context: Context, start: int, end: int) -> bool:
    """Whether the words may be surnames: neither a place nor somebody else, and nothing rules a person out."""
    text = context.text(start, end)
    return not (known_place(text) or cannot_be_person(context, start, end) or people_named(text))


def _country_and_more(context: Context, start: int, end: int) -> list[Guess]:
    """Return the longest country that the run begins with and the reading of what follows it.

    The list is empty if what follows has no reading.
    """
    for middle in ends_from_longest(start, end - 1, _LONGEST_COUNTRY):
        if gazetteer.country_code(context.text(start, middle)) and context.forms[middle] != "-":
            rest = guess(context, middle, end)
            return [Guess(start, middle, "LOC", 60, "country"), rest] if rest is not None else []
    return []


def _city_and_person(context: Context, start: int, end: int, *, placed: bool) -> list[Guess]:
    """Return a city of several words and a person after it: "entregó en Nueva York | Ana Ruiz".

    `placed`: "en" or the like stands in front, so that a city comes first whatever the person is called.
    """
    for n in range(2, min(end - start - 1, 4)):
        if context.text(start, start + n) in gazetteer.city_surfaces():
            rest = guess(context, start + n, end)
            if rest is not None and rest.label == "PER" and (placed or rest.rule == "given_name"):
                return [Guess(start, start + n, "LOC", 70, "city"), rest]
    return []
