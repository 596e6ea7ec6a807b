"""Every kind of criterion is proven by its own examples."""

import re

import pytest

from grader.criteria import find_kind
from grader.criterion import Criterion
from grader.criterion.proof import unproven
from tests.criteria.made import made
from tests.shipped import KINDS

every_kind = pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)


@every_kind
def test_examples(kind: type[Criterion]) -> None:
    """A kind's examples prove it: their facts answer what is asked, and lead to what they promise."""
    assert list(unproven(kind)) == []


@every_kind
def test_expected_says_something(kind: type[Criterion]) -> None:
    """What is expected is a line of text, or several where it lists things."""
    for example in kind.examples:
        assert re.fullmatch(r".+(\n.+)*", made(kind, **example.options).expected), example.says


@pytest.mark.parametrize("name", KINDS)
def test_kind_has_its_own_file(name: str) -> None:
    """A kind's file has the kind's name, so that a spec loads only what it uses; its class is named alike."""
    assert KINDS[name].__name__ == f"{''.join(map(str.capitalize, name.split('_')))}Kind"
    assert KINDS[name].__module__ == f"grader.criteria.{name}"
    assert find_kind(name) is KINDS[name]
