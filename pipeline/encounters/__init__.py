"""How meetings are found: phrases, verbs, participants, places, status, joining. The stage is `meetings`."""
