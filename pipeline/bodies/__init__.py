"""How Spanish news names bodies: "el Ministerio de Minas peruano", "la petrolera Sonda", "la OPS".

`known` and `grammar` read names at a word, `announced`, `coreference`, `tagged` and `acronyms` find what these miss,
`evidence` says what speaks against a name, `companies` and `acronyms` settle its edges and abbreviations, `entities`
gathers mentions into bodies. The stage `organizations` runs them in order.
"""
