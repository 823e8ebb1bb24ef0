"""Articles to rows: one article (`process`), some in memory (`extraction`), a corpus (`batch`)."""
