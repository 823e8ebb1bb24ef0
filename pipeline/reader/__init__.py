"""The reader: a network that tells which words commit, say or meet, and points to who takes part."""
