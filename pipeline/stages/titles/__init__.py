"""Titles of persons, by the grammar in `pipeline.naming`: whose each phrase is, and later mentions by title alone."""

from pipeline.stages import from_component

__getattr__ = from_component(__name__)
