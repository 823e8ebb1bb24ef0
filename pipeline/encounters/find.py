"""All mentions of meetings of one sentence, by noun and by verb."""

from __future__ import annotations

from pipeline.encounters.by_noun import by_noun
from pipeline.encounters.by_verb import by_verb
from pipeline.encounters.model import Encounter
from pipeline.encounters.places import with_capitals
from pipeline.encounters.verbs import uses_in
from pipeline.speech.scenes import Scene


def find_encounters(scene: Scene) -> list[Encounter]:
    """Mentions of meetings in the sentence, in order; each with the participants, place and status it shows."""
    scene = with_capitals(scene)
    uses = list(uses_in(scene))
    found = [*by_noun(scene, uses), *by_verb(scene, uses)]
    return sorted(found, key=lambda e: e.token)
