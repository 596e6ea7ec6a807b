"""What a question leaves open: it is drawn anew for each run, so nobody can have prepared for it."""

WORD = "{word}"
"""Stands for a word in the path of a request, or in the value of a build argument."""
PLATFORM = "{platform}"
"""Stands for the engine's own platform in a spelling of its own, in the value of a build argument."""
