"""Models: `choice` says which base model a run takes, `nlp` makes the pipeline, `ner` is the recogniser of names.

`architecture`, `embedding`, `encoder`, `tok2vec`, `taggers` and `lemmas` compute spaCy's networks with numpy alone: the
same numbers in less time. `components` puts them in.
"""
