"""comunicado: raw Spanish-language diplomatic articles in, tidy tables out."""
