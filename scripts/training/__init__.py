"""Derives the confidence table from development data; nothing here runs in the product."""
