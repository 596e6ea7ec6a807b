"""Options that name an instruction, or say what stands in it."""

import re
from typing import Annotated

from pydantic import AfterValidator

from grader.dockerfile import KEYWORDS
from grader.fields import Text
from grader.text import did_you_mean

MAX_SEARCHED = 10_000
"""Characters of one instruction that an expression is searched in."""


def _keyword(word: str) -> str:
    if word.upper() not in KEYWORDS:
        raise ValueError(f"unknown instruction {word!r}{did_you_mean(word.upper(), sorted(KEYWORDS))}")
    return word.upper()


def _expression(text: str) -> str:
    try:
        matches_nothing_given = re.compile(text).search("")
    except (re.error, OverflowError, RecursionError) as error:
        raise ValueError(f"not a regular expression: {error}, in {text!r}") from None
    if matches_nothing_given:
        raise ValueError(f"{text!r} matches every text, even an empty one")
    return text


def matches(expression: str, text: str) -> bool:
    """Whether the expression is found somewhere in the first `MAX_SEARCHED` characters."""
    return re.search(expression, text[:MAX_SEARCHED]) is not None


Keyword = Annotated[str, AfterValidator(_keyword)]
Expression = Annotated[Text, AfterValidator(_expression)]
