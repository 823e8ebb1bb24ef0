"""From the cue of a statement to its row: what was said, and the lemma of its verb. Stage: `statements`."""
