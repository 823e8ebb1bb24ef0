"""Words and characters, whoever asks: attributes of a Doc, surfaces, folding, numbers, verb forms, quotes, calendar."""
