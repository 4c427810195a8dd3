"""The only room that knows every other: start, files, settings, commands."""
