"""Every kind of criterion is proven by its own examples."""

import re

import pytest

from grader.criteria import find_kind
from grader.criterion import Criterion, Met, Unmet
from tests.criteria.made import known, made
from tests.shipped import KINDS

every_kind = pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)


@every_kind
def test_examples(kind: type[Criterion]) -> None:
    """An example's facts lead to the outcome that it promises."""
    for example in kind.examples:
        criterion = made(kind, **example.options)
        assert isinstance(criterion.finding(known(criterion, example)), example.outcome), example.says


@every_kind
def test_examples_answer_what_is_asked(kind: type[Criterion]) -> None:
    """An example holds a fact for each question of the criterion, and no other.

    Where the submission's files alone decide, it ends with them.
    """
    for example in kind.examples:
        criterion = made(kind, **example.options)
        facts, asked = known(criterion, example), criterion.questions()
        assert facts.answers.keys() <= set(asked), example.says
        assert len(facts.answers) == len(asked) or criterion.screen(facts) is not None, example.says


@every_kind
def test_expected_says_something(kind: type[Criterion]) -> None:
    """What is expected is a line of text, or several where it lists things."""
    for example in kind.examples:
        assert re.fullmatch(r".+(\n.+)*", made(kind, **example.options).expected), example.says


@every_kind
def test_both_outcomes_are_shown(kind: type[Criterion]) -> None:
    """Each kind has an example that meets it and one that does not."""
    assert {Met, Unmet} <= {example.outcome for example in kind.examples}


@every_kind
def test_kind_is_described(kind: type[Criterion]) -> None:
    """Each kind says in its docstring what must be true and why it matters."""
    assert "\n\n" in (kind.__doc__ or "")


@pytest.mark.parametrize("name", KINDS)
def test_kind_has_its_own_file(name: str) -> None:
    """A kind's file has the kind's name, so that a spec loads only what it uses; its class is named alike."""
    assert KINDS[name].__name__ == f"{''.join(map(str.capitalize, name.split('_')))}Kind"
    assert KINDS[name].__module__ == f"grader.criteria.{name}"
    assert find_kind(name) is KINDS[name]
