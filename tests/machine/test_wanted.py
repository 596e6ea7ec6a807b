import pytest

from grader.errors import UsageError
from grader.machine.wanted import base_images


def test_one_challenge() -> None:
    """A challenge that is to be graded needs what its starter, its solution and its criteria name."""
    assert set(base_images(["02-multi-stage-builds"])) == {"python:3.11", "python:3.11-slim"}


def test_all_challenges() -> None:
    """Without a name all count, with the wrong variants, each image once."""
    found = base_images()
    assert {"python:3.11", "python:3.9-alpine", "python:3.12-slim"} <= set(found)
    assert len(set(found)) == len(found)


def test_unknown_challenge() -> None:
    """A slip of the pen is found before anything is built."""
    with pytest.raises(UsageError, match="did you mean '02-multi-stage-builds'"):
        base_images(["02-multi-stage-build"])
