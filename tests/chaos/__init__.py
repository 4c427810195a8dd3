"""A model server that does everything wrong, and what our clients make of it."""
