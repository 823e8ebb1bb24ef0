"""Titles: a grammar of office nouns, portfolios, bodies and states, and the persons that hold them."""
