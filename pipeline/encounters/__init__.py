"""From cues of meetings to rows: phrases that name one, and which mentions are the same. Stage: `meetings`."""
