"""The correction loop: rows out to a tool where a person checks them, and what the person said back as gold.

`tasks` chooses what to check, lowest confidence first; `label_studio` and `sheet` write and read the formats of
the tools; `judge` checks what came back; `gold_files` turns it into gold that `evaluation` scores.
"""
