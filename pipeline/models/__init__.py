"""Models: which base model a run takes, the pipeline it makes, and spaCy's networks computed with numpy alone.

The same numbers for less time: `architecture`, `embedding`, `encoder`, `tok2vec`, `taggers` and `lemmas`.
"""
