"""From the cue of an agreement to its row: clause, object, document, deadline, codes, key. Stage: `agreements`."""
