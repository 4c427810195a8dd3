"""The window: draws, listens and asks; it decides nothing about the writing."""
