"""Gold, scores, floors and golden tables: how good the tables are, and that they do not get worse unseen."""
