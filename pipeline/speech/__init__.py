"""How statements are found: speech verbs, their constructions and their speakers. The stage is `statements`."""
