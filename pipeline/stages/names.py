"""What every proper name is: person, place, organisation or something else.

"El canciller Bruno Rodríguez recibió en La Habana a una delegación de la FAO" has a person (not "canciller Bruno
Rodríguez"), a place and an organisation. The tagger's spans are one opinion among others: the registry of office
holders, the gazetteer, words that only bodies have, titles before and after, given names, and what the same name is
elsewhere in the article.

Reads: tokens, sentence starts, `doc.ents` of a tagger if there is one. Writes: `doc.ents` (PER, LOC, ORG, MISC;
`ent_id_` is the rule).
"""

from __future__ import annotations

import re

from spacy.language import Language
from spacy.tokens import Doc, Span

from pipeline.knowledge import gazetteer
from pipeline.knowledge.lexicon import Lexicon, per_lexicon, using
from pipeline.naming.capitals import capital_runs, capitals, is_shouted, starts_sentence
from pipeline.naming.context import Context, Guess, cannot_be_person, is_completion, known_place, long_place_openers
from pipeline.naming.joins import join_bodies, join_second_surname, join_surnames, widened
from pipeline.naming.known_people import PARTICLES, fold_person, given_names, people_named
from pipeline.naming.repeats import pieces, repeated_names
from pipeline.naming.rules import guess, registry_inside
from pipeline.naming.tagger import tagger_guesses
from pipeline.naming.title_grammar import find_title_phrases
from pipeline.text.attributes import article_of, text_of
from pipeline.text.component import Component
from pipeline.text.overlap import without_overlap

_CREDIT = re.compile(
    r"\b(?:contribuy|colabor)\w+ (?:a|en|con) est[ae] (?:despacho|informe|nota|reporte|cobertura|artículo)\b"
)


def find_names(doc: Doc, *, lexicon: Lexicon | None = None) -> list[Span]:
    """Proper names of `doc` as Spans, not overlapping, in order.

    `label_` is PER, LOC, ORG or MISC (the classes of CoNLL-2002), `id_` the rule. It reads `doc.ents`, where a
    recogniser ran before, and changes nothing in `doc`.

    `lexicon` is what names and words are looked up in; None for that in force, which is the package's.
    """
    with using(lexicon):
        return _names(doc)


def _names(doc: Doc) -> list[Span]:
    context = Context(doc, find_title_phrases(doc))
    capital = capitals(context)
    runs, shouted = _without_shouted(context, capital_runs(context, capital))
    runs = _cut_runs(context, runs)
    guesses = [g for run in runs for g in _read_run(context, run)]
    guesses += _long_places(context, capital)
    guesses = join_second_surname(context, guesses)
    guesses = join_surnames(context, join_bodies(context, guesses, runs), runs)
    guesses = widened(context, _settle(guesses + tagger_guesses(context)))
    guesses = _settle(guesses + repeated_names(context, guesses, runs + pieces(context, guesses, shouted)))
    named = _without_bylines(context, guesses)
    return [Span(doc, g.start, _with_stop(context, g), label=g.label, span_id=g.rule) for g in named]


def _with_stop(context: Context, g: Guess) -> int:
    """End of the name with the full stop of its last word: "Ferdinand Marcos Jr."."""
    stop = g.label == "PER" and context.word(g.end) == "." and context.forms[g.end - 1] in ("Jr", "Sr")
    return g.end + stop


def _without_shouted(
    context: Context, runs: list[tuple[int, int]]
) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """The runs, and apart from them those of headlines in capitals, where a capital tells nothing."""
    shouted = [(start, end) for start, end in runs if end - start > 1 and is_shouted(context, start)]
    return [run for run in runs if run not in shouted] if shouted else runs, shouted


def _cut_runs(context: Context, runs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Runs without office nouns, cut where a title phrase ends: "Canciller | Rodríguez", "de Petróleo | Ali Hasan"."""
    cut: list[tuple[int, int]] = []
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


def _without_opener(context: Context, run: tuple[int, int], texts: set[str]) -> tuple[int, int]:
    """The run without a sentence's first word if the rest is a name by itself: "Superado Maduro, …"."""
    start, end = run
    if end - start < 2 or not starts_sentence(context, start) or fold_person(context.forms[start]) in given_names():
        return run
    if people_named(context.text(start, end)):
        return run
    rest = context.text(start + 1, end)
    return (start + 1, end) if rest in texts or people_named(rest) else run


def _trim(context: Context, run: tuple[int, int]) -> tuple[int, int]:
    start, end = run
    while end - start > 1 and (
        context.words[start] in ("-", '"') or (context.words[start] in PARTICLES and context.forms[start].islower())
    ):
        start += 1
    while end - start > 1 and context.words[end - 1] in ("-", '"'):
        end -= 1
    return start, end


def _read_run(context: Context, run: tuple[int, int]) -> list[Guess]:
    """Readings of one run; a country or a known person inside is cut out and the rest read by itself."""
    start, end = run
    whole = guess(context, start, end)
    body = whole is not None and whole.label == "ORG" and whole.rule.startswith("body_word")
    if whole is not None and body and not people_named(context.text(start, end)):  # "Abdel Fatah al Sisi"
        return [whole]
    known = registry_inside(context, start, end)
    if known is not None and _is_namesake(context, known, start):
        known = None
    if known is None:
        placed = context.word(start - 1) in ("en", "desde")
        split = placed or whole is None or whole.rule == "place_word"
        parts = _city_and_person(context, start, end, placed=placed) if split else []
        return parts or ([whole] if whole is not None else _with_country(context, start, end))
    if known.start == start and end - known.end <= 3 and _only_names(context, known.end, end):
        return [known._replace(end=end)]  # more surnames than the registry has
    given = all(fold_person(form) in given_names() for form in context.forms[start : known.start])
    if known.start > start and given and _only_names(context, known.end, end):
        return [known._replace(start=start, end=end)]  # "Luis | Fernando Carrera | Castro"
    parts = [known]
    if known.start > start:
        parts += _read_run(context, (start, known.start))
    if known.end < end:
        parts += _read_run(context, (known.end, end))
    return parts


def _is_namesake(context: Context, known: Guess, start: int) -> bool:
    """Whether a first name of somebody else stands before surnames of the registry: "Víctor | García Belaunde"."""
    i = known.start - 1
    if (
        i < start
        or fold_person(context.forms[i]) not in given_names()
        or fold_person(context.forms[known.start]) in given_names()
    ):
        return False
    people = people_named(context.text(known.start, known.end))
    return not any(fold_person(context.forms[i]) in fold_person(p.name).split() for p in people)


def _only_names(context: Context, start: int, end: int) -> bool:
    text = context.text(start, end)
    return not (known_place(text) or cannot_be_person(context, start, end) or people_named(text))


def _with_country(context: Context, start: int, end: int) -> list[Guess]:
    for n in range(min(end - start - 1, 4), 0, -1):
        if gazetteer.country_code(context.text(start, start + n)) and context.forms[start + n] != "-":
            rest = guess(context, start + n, end)
            place = Guess(start, start + n, "LOC", 60, "country")
            return [place, rest] if rest is not None else []
    return []


def _city_and_person(context: Context, start: int, end: int, *, placed: bool) -> list[Guess]:
    """A city of several words and a person after it: "entregó en Nueva York | Ana Ruiz".

    `placed`: "en" or the like stands in front, so that a city comes first whatever the person's name is.
    """
    for n in range(2, min(end - start - 1, 4)):
        if context.text(start, start + n) in gazetteer.city_surfaces():
            rest = guess(context, start + n, end)
            if rest is not None and rest.label == "PER" and (placed or rest.rule == "given_name"):
                return [Guess(start, start + n, "LOC", 70, "city"), rest]
    return []


def _long_places(context: Context, capital: list[int]) -> list[Guess]:
    """Places with small words inside: "República Popular Democrática de Corea", "Emiratos Árabes Unidos"."""
    found = []
    words = context.forms
    for i in capital:
        if not _opens_long_place(words[i]) or not any(map(str.islower, words[i + 1 : i + 4])):
            continue
        longest = min(7, len(words) - i)
        n = next((n for n in range(longest, 2, -1) if known_place(context.text(i, i + n))), 0)
        if n:
            found.append(Guess(i, i + n, "LOC", 79, "place"))
    return found


@per_lexicon(maxsize=1 << 15)
def _opens_long_place(word: str) -> bool:
    return word[:1].isupper() and fold_person(word) in long_place_openers()


def _settle(guesses: list[Guess]) -> list[Guess]:
    """The guesses that stand: stronger ones first, then longer ones; what overlaps a stronger one goes."""
    return without_overlap(guesses, preference=lambda g: (-g.strength, g.start - g.end, g.start))


def _without_bylines(context: Context, guesses: list[Guess]) -> list[Guess]:
    """Without credits of reporters and photographers: "(Xinhua/Li Renzi)", "… contribuyó a esta nota"."""
    bylines = article_of(context.doc).get("bylines") or []
    names = {name.strip() for name in (bylines if isinstance(bylines, list) else str(bylines).split(";"))}
    credited = _credit_lines(text_of(context.doc))
    return [
        g
        for g in guesses
        if not any(start <= context.offsets[g.start] <= end for start, end in credited)
        and not (names and context.text(g.start, g.end) in names)
    ]


def _credit_lines(text: str) -> list[tuple[int, int]]:
    """Where the lines of the text are that credit somebody."""
    found = []
    for match in _CREDIT.finditer(text):
        end = text.find("\n", match.end())
        found.append((text.rfind("\n", 0, match.start()) + 1, end if end >= 0 else len(text)))
    return found


class Names(Component):
    """Pipeline component that leaves the names in `doc.ents`."""

    def __call__(self, doc: Doc) -> Doc:
        """Replace `doc.ents`."""
        doc.ents = tuple(find_names(doc, lexicon=self.lexicon))
        return doc


@Language.factory("comunicado_names", assigns=["doc.ents"], default_config={"lexicon": None})
def make_names(nlp: Language, name: str, lexicon: Lexicon | None = None) -> Names:
    """Factory of the component."""
    return Names(lexicon)
