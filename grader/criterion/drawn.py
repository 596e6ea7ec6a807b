"""What a challenge wants where a word of it is drawn for each run."""

from typing import Any

from grader.evidence import WORD


def with_word(wanted: Any, word: str) -> Any:
    """The text or JSON document with the word that was drawn; as it is where none was."""
    if not word:
        return wanted
    if isinstance(wanted, str):
        return wanted.replace(WORD, word)
    if isinstance(wanted, dict):
        return {with_word(name, word): with_word(value, word) for name, value in wanted.items()}
    return [with_word(value, word) for value in wanted] if isinstance(wanted, list) else wanted
