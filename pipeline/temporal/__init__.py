"""Expressions of time in Spanish text: from characters to TIMEX3 values. The calendar itself is `pipeline.timex`."""
