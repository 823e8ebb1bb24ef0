"""Training of the reader (`pipeline/reader`): from annotated articles to `pipeline/reader/model/reader.npz`."""
