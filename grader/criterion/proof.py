"""Whether a kind's own examples prove it; for the kinds of other packages, too."""

from collections.abc import Iterator
from typing import Any

from grader.criterion.base import Criterion
from grader.criterion.example import Example
from grader.criterion.finding import Met, Unmet


def unproven(kind: type[Criterion]) -> Iterator[str]:
    """What is wrong with a kind, a line each; nothing where its examples prove it.

    Each example must come out as it says, answer what the criterion asks and nothing else, and one must be
    met and one unmet. The docstring says what must be true and, after a blank line, why.
    """
    if "\n\n" not in (kind.__doc__ or ""):
        yield "the docstring must say what must be true and, after a blank line, why"
    for outcome in (Met, Unmet):
        if outcome not in {example.outcome for example in kind.examples}:
            yield f"no example is {outcome.__name__.lower()}"
    for example in kind.examples:
        try:
            yield from (f"example {example.says!r}: {why}" for why in _mistakes(kind, example))
        except Exception as error:  # whatever another package's code does
            yield f"example {example.says!r}: {type(error).__name__}: {error}"


def _mistakes(kind: type[Criterion], example: Example) -> Iterator[str]:
    fixed: dict[str, Any] = {"id": "x", "title": "t", "check": kind.kind(), "points": 10, "hint": "h"}
    criterion = kind.model_validate({**fixed, **example.options})
    facts, asked = example.known(criterion.questions()), criterion.questions()
    found = criterion.finding(facts)
    if not isinstance(found, example.outcome):
        yield f"must be {example.outcome.__name__.lower()}, it is {type(found).__name__.lower()}"
    if len(facts.answers) < len(asked) and criterion.screen(facts) is None:
        yield f"{len(facts.answers)} facts for {len(asked)} questions"
    if not criterion.expected.strip():
        yield "nothing is said to be expected"
