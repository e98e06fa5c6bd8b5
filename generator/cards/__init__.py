"""Desk cards: one for every playbook, on paper and as a page, that fit, and that are kept current."""
