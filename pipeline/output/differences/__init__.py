"""What differs between the tables of two output folders, row by row."""

from pipeline.output.differences.compare import Change, Comparison, Counts, compare
from pipeline.output.differences.report import csv_lines, json_text, text_lines

__all__ = ["Change", "Comparison", "Counts", "compare", "csv_lines", "json_text", "text_lines"]
