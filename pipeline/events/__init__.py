"""Agreements and meetings joined across articles: which rows tell of the same event, and what an event is."""
