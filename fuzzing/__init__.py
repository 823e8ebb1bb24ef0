"""Broken documents by the thousand through the whole job: `mutate` makes them, `check` says what must hold."""
