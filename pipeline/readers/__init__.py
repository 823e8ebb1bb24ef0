"""How documents come in: `inputs` finds files, `formats` reads them, `record` makes articles. Use `pipeline.read`."""
