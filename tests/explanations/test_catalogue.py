"""Every explanation is proven by its own examples."""

import time

import pytest

from grader.evidence.cause import Cause
from grader.explanation import Explanation, Failure
from grader.explanations import explain, explanations

every_explanation = pytest.mark.parametrize("explanation", explanations(), ids=lambda each: each.id)


@every_explanation
def test_examples(explanation: Explanation) -> None:
    """It explains what it fits, with the words that are promised, and nothing else."""
    for example in explanation.examples:
        explained = explanation.explain(example.failure)
        assert (explained is not None) == example.fits, example
        told = (
            "\n".join([explained.title, explained.why, explained.advice, explained.found])
            if explained
            else ""
        )
        assert [words for words in example.says if words not in told] == [], example


@every_explanation
def test_examples_are_enough(explanation: Explanation) -> None:
    """Some fit, and some look like it and do not."""
    assert {example.fits for example in explanation.examples} == {True, False}


@every_explanation
def test_examples_are_explained_by_it(explanation: Explanation) -> None:
    """No other explanation comes first for what it fits."""
    for example in explanation.examples:
        if example.fits and example.failure.moment in explanation.moments:
            assert explain(example.failure).id == explanation.id, example


def test_ids_are_unique() -> None:
    """Each has a name of its own."""
    ids = [each.id for each in explanations()]
    assert len(ids) == len(set(ids))


def test_what_none_fits() -> None:
    """That is told as it happened, and said to be no explanation."""
    told = explain(Failure(moment="build", log="strange\n", reason="a command ended with exit code: 7"))
    assert told == Cause(
        id="build",
        moment="build",
        title="the image does not build",
        found="a command ended with exit code: 7\n  | strange",
        explained=False,
    )


@pytest.mark.parametrize("text", ["a" * 1_000_000, "/a:" * 300_000, "npm ERR! a\n" * 50_000, "=" * 1_000_000])
def test_a_hostile_log_takes_no_time(text: str) -> None:
    """Whatever a step prints, all patterns together are done at once."""
    started = time.process_time()
    explain(Failure(moment="build", log=text, reason="a command ended with exit code: 1"))
    assert time.process_time() - started < 2
