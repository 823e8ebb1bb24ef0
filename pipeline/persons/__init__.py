"""Who is named: what is a name at all, which mentions are one person, and for which state a person acts."""
