"""Amounts in Spanish text: money, percentages, counted things."""

from pipeline.stages import from_component

__getattr__ = from_component(__name__)
