"""What can go wrong with an export."""


class ExportError(OSError):
    """The tables cannot be written in a format; the message says why and what to do."""
