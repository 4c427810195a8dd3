"""The sub-commands of `stet`, one module each."""
