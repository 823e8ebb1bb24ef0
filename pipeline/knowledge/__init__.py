"""What is known beforehand: the lexicons, their columns and own entries, and the gazetteer of places."""
