"""From cues of meetings to rows: phrases that name one, and which mentions are the same."""

from pipeline.stages import from_component

__getattr__ = from_component(__name__)
