"""The insights window: what became of suggestions, and what was learned from it."""
