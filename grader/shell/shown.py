"""A command's words as one would type them, for a reader: no shell is meant to read them."""

import re
from collections.abc import Iterable

LONGEST_WORD = 60
"""Characters of a word that is shown; a longer one is a program, and nobody reads it."""


def as_typed(words: Iterable[str]) -> str:
    """The words in a row, in quotes where they need them; a program in itself is left out."""
    return " ".join(map(_word, words))


def _word(word: str) -> str:
    if re.fullmatch(r"[\w./:=@%+,-]+", word):
        return word
    return f'"{word}"' if len(word) <= LONGEST_WORD and not re.search(r'[\n"$`\\]', word) else "..."
