"""Rows to tables and files, and what is done with these: read back, asked, compared, explained, exported, checked."""
