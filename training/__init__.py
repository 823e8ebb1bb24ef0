"""How the package's own named-entity model is made (`make train`); nothing here is needed to use it."""
