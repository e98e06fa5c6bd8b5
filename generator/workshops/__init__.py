"""Workshops: a plan that adds up, and the pack that a coach prints and runs."""
