"""Every kind of criterion is proven by its own examples."""

import pytest

from grader.criteria import find_kind
from grader.criterion import Criterion, Example, Met, Unmet
from tests.criteria.made import known, made
from tests.shipped import KINDS

EXAMPLES = [
    pytest.param(kind, example, id=f"{name}: {example.says}")
    for name, kind in KINDS.items()
    for example in kind.examples
]


@pytest.mark.parametrize(("kind", "example"), EXAMPLES)
def test_example(kind: type[Criterion], example: Example) -> None:
    """An example's facts lead to the outcome that it promises."""
    criterion = made(kind, **example.options)
    assert isinstance(criterion.finding(known(criterion, example)), example.outcome)


@pytest.mark.parametrize(("kind", "example"), EXAMPLES)
def test_example_answers_what_is_asked(kind: type[Criterion], example: Example) -> None:
    """An example holds a fact for each question of the criterion, and no other.

    Where the submission's files alone decide, it ends with them.
    """
    criterion = made(kind, **example.options)
    facts = known(criterion, example)
    assert facts.answers.keys() <= set(criterion.questions())
    assert len(facts.answers) == len(criterion.questions()) or criterion.screen(facts) is not None


@pytest.mark.parametrize(("kind", "example"), EXAMPLES)
def test_expected_says_something(kind: type[Criterion], example: Example) -> None:
    """What is expected is one line of text."""
    expected = made(kind, **example.options).expected
    assert expected
    assert "\n" not in expected


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_both_outcomes_are_shown(kind: type[Criterion]) -> None:
    """Each kind has an example that meets it and one that does not."""
    assert {Met, Unmet} <= {example.outcome for example in kind.examples}


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_kind_is_described(kind: type[Criterion]) -> None:
    """Each kind says in its docstring what must be true and why it matters."""
    assert "\n\n" in (kind.__doc__ or "")


def test_kinds_are_found() -> None:
    """The kinds of the shipped challenge are found by their names."""
    assert {"stage_count", "image_size", "http", "no_build_tools", "base_image"} <= set(KINDS)


@pytest.mark.parametrize("name", KINDS)
def test_kind_has_its_own_file(name: str) -> None:
    """A kind's file has the kind's name, so that a spec loads only what it uses; its class is named alike."""
    assert KINDS[name].__name__ == f"{''.join(map(str.capitalize, name.split('_')))}Kind"
    assert KINDS[name].__module__ == f"grader.criteria.{name}"
    assert find_kind(name) is KINDS[name]
