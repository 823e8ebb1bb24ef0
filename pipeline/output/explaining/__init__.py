"""Why a row is there: its rule taken apart, what each part is, and how to change it."""

from pipeline.output.explaining.address import Address, AddressError, find_row
from pipeline.output.explaining.parts import Part, explain_rule
from pipeline.output.explaining.report import explanation

__all__ = ["Address", "AddressError", "Part", "explain_rule", "explanation", "find_row"]
