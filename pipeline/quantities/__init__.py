"""Amounts in Spanish text: money, percentages, counted things."""
