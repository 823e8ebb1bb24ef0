"""The stages: one file, one spaCy component, one table (or one part of it)."""
