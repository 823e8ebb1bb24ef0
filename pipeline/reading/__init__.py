"""Documents to clean texts: `inputs` finds files, `formats` reads them, `record` makes articles.

`clean` takes out odd characters, page furniture, credits and repeats; `datelines` and `published` tell where and when.
"""
