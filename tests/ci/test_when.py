"""On which runs of a workflow the whole is graded."""

import pytest

from grader.ci.when import in_words, is_whole, occasions
from grader.errors import UsageError

BRANCH = {"GITHUB_EVENT_NAME": "push", "GITHUB_REF_TYPE": "branch", "GITHUB_REF_NAME": "topic"}
TAG = {**BRANCH, "GITHUB_REF_TYPE": "tag", "GITHUB_REF_NAME": "main"}
MAIN = {**BRANCH, "GITHUB_REF_NAME": "main"}
BY_HAND = {**BRANCH, "GITHUB_EVENT_NAME": "workflow_dispatch"}


@pytest.mark.parametrize(
    ("whole", "run", "expected"),
    [
        ("always", BRANCH, True),
        ("tag", TAG, True),
        ("tag", BRANCH, False),
        ("tag dispatch", BY_HAND, True),
        ("default-branch", MAIN, True),
        ("default-branch", BRANCH, False),
        ("default-branch", TAG, False),
        ("pull-request", {**BRANCH, "GITHUB_EVENT_NAME": "pull_request"}, True),
        ("schedule", {**MAIN, "GITHUB_EVENT_NAME": "schedule"}, True),
        ("tag", {}, False),
    ],
)
def test_when(whole: str, run: dict[str, str], *, expected: bool) -> None:
    """Always, or where the run has one of the occasions that are named."""
    variables = {**run, "INPUT_DEFAULT_BRANCH": "main"}
    assert is_whole(occasions(whole), variables) is expected


@pytest.mark.parametrize(
    ("whole", "says"),
    [("tags", "did you mean 'tag'"), ("always tag", "'always'"), ("zz", "write always, or some of tag,")],
)
def test_wrong_words(whole: str, says: str) -> None:
    """An occasion that does not exist is refused with the nearest one, or with all."""
    with pytest.raises(UsageError, match=says):
        occasions(whole)


@pytest.mark.parametrize(
    ("whole", "says"),
    [
        ("tag", "a tag"),
        ("tag dispatch", "a tag or a run that is started by hand"),
        ("tag pull-request schedule", "a tag, a pull request or a run by the clock"),
    ],
)
def test_in_words(whole: str, says: str) -> None:
    """The occasions are told as one would say them."""
    assert in_words(occasions(whole)) == says
