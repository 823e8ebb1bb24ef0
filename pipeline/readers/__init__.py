"""How documents come in: `inputs` finds files, `formats` reads each format, `record` makes articles. Surface: `pipeline.read`."""
