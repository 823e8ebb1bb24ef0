"""What every proper name is: `runs` finds capitalised words, `rules` and `readings` say what each may be.

`context` is the doc as they see it; `tagger`, `joins` and `repeats` add what the tagger says, names in several parts
and names that come again. `component` runs them in order and settles which of their readings stand.
"""

from pipeline.stages import from_component

__getattr__ = from_component(__name__)
