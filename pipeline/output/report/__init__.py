"""The HTML report: tables of an output folder as one file that needs neither a server nor the network."""

from pipeline.config import require

require("report", "the report")
