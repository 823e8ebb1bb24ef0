"""The networks of spaCy components, computed with numpy alone: the same numbers for less work."""
