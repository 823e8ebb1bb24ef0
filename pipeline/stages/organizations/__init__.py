"""How Spanish news names bodies: "el Ministerio de Minas peruano", "la petrolera Sonda", "la OPS".

`known` and `grammar` read names at a word, `announced`, `coreference`, `tagged` and `acronyms` find what these miss,
`evidence` says what speaks against a name, `companies` and `acronyms` settle its edges and abbreviations, `entities`
gathers mentions into bodies. `component` runs them in order.
"""

from pipeline.stages import from_component

__getattr__ = from_component(__name__)
