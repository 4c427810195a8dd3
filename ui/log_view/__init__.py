"""The log view: passages with what was proposed for them, to be read, labelled and reused."""
