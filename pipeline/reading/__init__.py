"""Documents to clean texts: `inputs` finds files, `formats` reads them, `record` makes articles.

`read` is the way in. `clean` takes out odd characters, page furniture, credits and repeats, `language` says which texts
are Spanish, `sentences` where sentences end, `datelines` and `published` where and when an article was written.
"""
