"""The tables in the files of other programs: databases, a workbook, event records, a graph."""

from pipeline.output.exports.errors import ExportError
from pipeline.output.exports.export import ENDINGS, export

__all__ = ["ENDINGS", "ExportError", "export"]
