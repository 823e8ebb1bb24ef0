"""How Spanish news names places: "en Almaty", "Palacio de Gobierno", "la provincia de Mendoza".

`by_dateline`, `by_gazetteer`, `by_head`, `by_tagger` and `by_preposition` find candidates, `units` and `evidence` say
what speaks for and against them, `later` adds what the places found explain, `roles` says what each is in the story,
`entities` gathers mentions into places. `component` runs them in order.
"""

from pipeline.stages import from_component

__getattr__ = from_component(__name__)
