"""How commitments are found: predicates, their scope, who commits, on what. The stage `agreements` puts it together."""
