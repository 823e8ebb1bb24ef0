"""What proper names and titles are made of: runs of capitals, known people, a grammar of office nouns and portfolios.

The stages of names, people and titles build on it and do not know one another.
"""
