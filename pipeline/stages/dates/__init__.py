"""Expressions of time in Spanish text: from characters to TIMEX3 values. The calendar is `pipeline.text.timex`."""

from pipeline.stages import from_component

__getattr__ = from_component(__name__)
