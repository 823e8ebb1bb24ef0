"""From the cue of a statement to its row: what was said, and the lemma of its verb."""

from pipeline.stages import from_component

__getattr__ = from_component(__name__)
