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

from pipeline.knowledge.lexicon import Lexicon, per_lexicon, using
from pipeline.naming.known_people import fold_person
from pipeline.naming.title_grammar import find_title_phrases
from pipeline.stages.names.context import Context, Guess, known_place, long_place_openers
from pipeline.stages.names.joins import join_bodies, join_second_surname, join_surnames, widen_persons
from pipeline.stages.names.readings import cut_runs, read_run
from pipeline.stages.names.repeats import names_in_headlines, repeated_names
from pipeline.stages.names.runs import capital_runs, capitals, is_shouted
from pipeline.stages.names.tagger import tagger_guesses
from pipeline.text.attributes import article_of, text_of
from pipeline.text.component import Component
from pipeline.text.longest import ends_from_longest
from pipeline.text.overlap import without_overlap

#: Most words of a place with small words inside.
_LONGEST_PLACE = 7
_CREDIT = re.compile(
    r"\b(?:contribuy|colabor)\w+ (?:a|en|con) est[ae] (?:despacho|informe|nota|reporte|cobertura|artículo)\b"
)


def find_names(doc: Doc, *, lexicon: Lexicon | None = None) -> list[Span]:
    """Return the proper names of `doc` as Spans, not overlapping, in order.

    `label_` is PER, LOC, ORG or MISC (the classes of CoNLL-2002), `id_` the rule. It reads `doc.ents`, where a
    recogniser ran before, and changes nothing in `doc`.

    `lexicon` is what names and words are looked up in; with None it is the one in use, by default the package's.
    """
    with using(lexicon):
        return _names(doc)


def _names(doc: Doc) -> list[Span]:
    """Return the names as Spans: readings of runs, joined where they belong together, the tagger's and repeated names.

    Of names that overlap the strongest is kept.
    """
    context = Context(doc, find_title_phrases(doc))
    capital = capitals(context)
    runs, shouted = _without_shouted(context, capital_runs(context, capital))
    runs = cut_runs(context, runs)
    guesses = [g for run in runs for g in read_run(context, run)]
    guesses += _long_places(context, capital)
    guesses = join_second_surname(context, guesses)
    guesses = join_surnames(context, join_bodies(context, guesses, runs), runs)
    guesses = widen_persons(context, _settle(guesses + tagger_guesses(context)))
    guesses = _settle(guesses + repeated_names(context, guesses, runs + names_in_headlines(context, guesses, shouted)))
    named = _without_bylines(context, guesses)
    return [Span(doc, g.start, _with_stop(context, g), label=g.label, span_id=g.rule) for g in named]


def _with_stop(context: Context, g: Guess) -> int:
    """Return the end of the name with the full stop of its last word: "Ferdinand Marcos Jr."."""
    stop = g.label == "PER" and context.word(g.end) == "." and context.forms[g.end - 1] in ("Jr", "Sr")
    return g.end + stop


def _without_shouted(
    context: Context, runs: list[tuple[int, int]]
) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """Return the runs, and separately those of headlines in capitals, where a capital means nothing."""
    shouted = [(start, end) for start, end in runs if end - start > 1 and is_shouted(context, start)]
    return [run for run in runs if run not in shouted] if shouted else runs, shouted


def _long_places(context: Context, capital: list[int]) -> list[Guess]:
    """Return the places with small words inside: "República Popular Democrática de Corea", "Emiratos Árabes Unidos"."""
    found = []
    words = context.forms
    for i in capital:
        if not _opens_long_place(words[i]) or not any(map(str.islower, words[i + 1 : i + 4])):
            continue
        ends = ends_from_longest(i, len(words), _LONGEST_PLACE, shortest=3)
        end = next((end for end in ends if known_place(context.text(i, end))), None)
        if end is not None:
            found.append(Guess(i, end, "LOC", 79, "place"))
    return found


@per_lexicon(maxsize=1 << 15)
def _opens_long_place(word: str) -> bool:
    return word[:1].isupper() and fold_person(word) in long_place_openers()


def _settle(guesses: list[Guess]) -> list[Guess]:
    """Return the guesses without those that overlap a stronger one, or a longer one as strong."""
    return without_overlap(guesses, preference=lambda g: (-g.strength, g.start - g.end, g.start))


def _without_bylines(context: Context, guesses: list[Guess]) -> list[Guess]:
    """Return the guesses without credits of reporters and photographers.

    "(Xinhua/Li Renzi)", "… contribuyó a esta nota".
    """
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
    """Return the characters from which and to which each line that credits somebody goes."""
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
    """Make the component."""
    return Names(lexicon)
