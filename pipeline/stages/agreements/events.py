"""Event codes of an agreement, PLOVER and CAMEO, by its status, theme and verb."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.knowledge.entries import split_cell
from pipeline.knowledge.lexicon import per_lexicon, read_lexicon

#: PLOVER type and CAMEO code.
Event = tuple[str, str]
#: Statuses of which the verb says more than status and theme.
_BY_VERB = ("agreed", "intended", "reaffirmed")


def event_codes(status: str, theme: str, lemma: str) -> Event:
    """Return (PLOVER, CAMEO) of a row by status and theme, see `lexicons/event_codes.csv`, or of the verb itself.

    What is signed, called for or in force is coded as that, whatever the verb. Raises KeyError for an unknown status.
    """
    table = _codes()
    plover, cameo = table.get((status, theme)) or table[status, ""]
    event = _events().get(lemma)
    if status not in _BY_VERB or event is None or not event[1]:
        return plover, cameo
    if len(event[1]) > 2:
        return event
    return (plover, cameo) if cameo.startswith(event[1]) else (event[0], event[1] + "0")


@per_lexicon
def _codes() -> Mapping[tuple[str, str], Event]:
    """Return the codes by status and theme; "" is any other theme."""
    table: dict[tuple[str, str], Event] = {}
    for row in read_lexicon("event_codes"):
        for status in split_cell(row["status"]):
            for theme in split_cell(row["theme"]) or ("",):
                table[status, theme] = (row["plover"], row["cameo"])
    return table


@per_lexicon
def _events() -> Mapping[str, Event]:
    """Return the codes of verbs: "otorgar" is AID 071; two digits of CAMEO where the theme says the rest."""
    actions = [(lemma, row) for row in read_lexicon("commitment_actions") for lemma in split_cell(row["lemmas"])]
    verbs = [(lemma, row) for row in read_lexicon("commitment_verbs") for lemma in split_cell(row["lemma"])]
    return {lemma: (row["plover"], row["cameo"]) for lemma, row in reversed([*verbs, *actions])}
