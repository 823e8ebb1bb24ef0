"""The tables in the files of other programs: databases, a workbook, event records, a graph."""

from pipeline.exports.errors import ExportError
from pipeline.exports.export import ENDINGS, export

__all__ = ["ENDINGS", "ExportError", "export"]
