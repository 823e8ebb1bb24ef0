"""Names that repeat one found elsewhere in the article: "Letta" after "Enrico Letta", "Ana Obama" beside "Obama"."""

from __future__ import annotations

from collections import defaultdict

from pipeline.knowledge import gazetteer
from pipeline.knowledge.lexicon import per_lexicon
from pipeline.naming.capitals import has_capital
from pipeline.naming.known_people import PARTICLES, fold_person
from pipeline.naming.title_words import words_of_kind
from pipeline.stages.names.context import TAGGER, Context, Guess, cannot_be_person, known_place
from pipeline.stages.names.rules import guess
from pipeline.text.longest import ends_from_longest


def repeated_names(context: Context, settled: list[Guess], runs: list[tuple[int, int]]) -> list[Guess]:
    """Return the readings of runs that repeat a name found elsewhere.

    "Letta" after "Enrico Letta", "Peña Nieto" everywhere.
    """
    labels = _labels(context, settled)
    found = [g for run in runs if (g := _with_particles(context, run, labels)) is not None]
    for start, end in runs:
        known = labels.get(fold_person(context.text(start, end)))
        if known:
            label, strength = max(known.items(), key=lambda item: item[1])
            if not (label == "PER" and _is_place_here(context, start, end)):
                found.append(Guess(start, end, label, strength - 1, "same_name"))
        elif (place_end := _end_of_place(context, start, end)) and "PER" in labels.get(
            fold_person(context.text(place_end, end)), ()
        ):
            # "de paso por Lima Quevedo explicó …"
            found.append(Guess(start, place_end, "LOC", 70, "city"))
            found.append(Guess(place_end, end, "PER", 70, "same_name"))
        elif end - start > 1 and _shares_surname(context, start, end, labels):
            found.append(Guess(start, end, "PER", TAGGER + 1, "same_surname"))
    return found


def _with_particles(context: Context, run: tuple[int, int], labels: dict[str, dict[str, int]]) -> Guess | None:
    """Return a known person's surname with its capitalised particles, or None.

    "De la Guardia" after "Ana de la Guardia".
    """
    start, end = run
    while start > 0 and context.words[start - 1] in PARTICLES:
        start -= 1
    if start == run[0] or not context.forms[start][0].isupper():
        return None
    strength = labels.get(fold_person(context.text(start, end)), {}).get("PER")
    return Guess(start, end, "PER", strength + 1, "same_name") if strength else None


def _labels(context: Context, settled: list[Guess]) -> dict[str, dict[str, int]]:
    """Return, by each folded form of the names found, their labels with the highest strength of each."""
    labels: dict[str, dict[str, int]] = defaultdict(dict)
    for g in settled:
        for text in _variants(context, g):
            known = labels[text]
            known[g.label] = max(known.get(g.label, 0), g.strength)
    return labels


def names_in_headlines(context: Context, settled: list[Guess], shouted: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the names found elsewhere in the headlines `shouted`: "PETRO VIAJA A CHINA" before "Gustavo Petro"."""
    labels = _labels(context, settled) if shouted else {}
    found: list[tuple[int, int]] = []
    for start, end in shouted:
        i = start
        while i < end:
            ends = ends_from_longest(i, end, end - i)
            last = next((last for last in ends if fold_person(context.text(i, last)) in labels), None)
            if last is not None:
                found.append((i, last))
            i = last or i + 1
    return found


def _end_of_place(context: Context, start: int, end: int) -> int | None:
    """Return where a place's name that begins the run ends, if words are left after it."""
    ends = ends_from_longest(start, end - 1, end - start)
    return next((i for i in ends if known_place(context.text(start, i))), None)


def _shares_surname(context: Context, start: int, end: int, labels: dict[str, dict[str, int]]) -> bool:
    """Whether one of several unknown words is a known person's: "Michelle Obama" beside "Obama"."""
    if cannot_be_person(context, start, end) or context.words[start] in words_of_kind("loc"):
        return False
    if guess(context, start, end) is not None or context.word(start - 1) in words_of_kind("named_after"):
        return False
    forms = context.forms[start:end]
    return any(has_capital(form) and "PER" in labels.get(fold_person(form), ()) for form in forms)


def _is_place_here(context: Context, start: int, end: int) -> bool:
    """Whether the name is a country's, or another place's after "en" or the like."""
    text = context.text(start, end)
    if gazetteer.country_code(text):
        return True
    return known_place(text) and context.word(start - 1) in ("en", "desde", "hacia")


def _variants(context: Context, g: Guess) -> set[str]:
    """Return the folded forms of the name: those of a person include surnames and the given name."""
    texts = {fold_person(context.text(g.start, g.end))}
    if g.label != "PER" or g.strength < TAGGER:
        return texts
    return {text for text in texts | _parts_of(tuple(context.forms[g.start : g.end])) if len(text) > 1}


@per_lexicon(maxsize=1 << 14)
def _parts_of(words: tuple[str, ...]) -> frozenset[str]:
    """Return the shorter forms, folded, of a person's name that has these words."""
    texts: set[str] = set()
    for i in range(1, len(words)):
        tail, particle = " ".join(words[i:]), fold_person(words[i]) in PARTICLES
        if particle and fold_person(words[i - 1]) not in PARTICLES:
            texts.add(fold_person(tail))  # "De la Guardia" after "Ana de la Guardia"
        if len(tail) > 2 and not particle:
            texts.add(fold_person(tail))
            texts.add(fold_person(words[i]))
    if len(words) > 1 and not known_place(words[0]):  # "Evo", and "Wang" of "Wang Yi"
        texts.add(fold_person(words[0]))
    return frozenset(texts)
