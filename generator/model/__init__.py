"""The nouns of the domain, frozen. Everything points here; this points at nothing but itself."""
