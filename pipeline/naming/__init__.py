"""What proper names and titles are made of: known people, and a grammar of office nouns and portfolios.

The stages of names, people and titles build on it and do not know one another.
"""
