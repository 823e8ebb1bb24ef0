"""From the cue of an agreement to its row: clause, object, document, deadline, codes, key."""

from pipeline.stages import from_component

__getattr__ = from_component(__name__)
