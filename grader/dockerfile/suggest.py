"""A guess at what the learner meant."""

from collections.abc import Iterable
from difflib import get_close_matches

_LONGEST_WORD = 64


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return ` (did you mean X?)` for the nearest known word, empty where none is near."""
    if len(word) > _LONGEST_WORD:
        return ""
    near = get_close_matches(word, sorted(known), n=1)
    return f" (did you mean {near[0]}?)" if near else ""
