"""The environment of Classroom 50's runner, which its format reads."""

from collections.abc import Iterator

import pytest

RUNNER = {
    "CLASSROOM": "docker-2026",
    "ASSIGNMENT": "02-multi-stage-builds",
    "ASSIGNMENT_TYPE": "individual",
    "OWNER": "ada",
    "SUBMISSION_TAG": "submit/2026-11-21T07-00-00Z",
    "COMMIT_URL": "https://github.com/o/r/commit/1",
    "RELEASE_URL": "https://github.com/o/r/releases/tag/1",
    "REVIEW_URL": "https://github.com/o/r/pull/1",
}


@pytest.fixture(scope="module", autouse=True)
def runner() -> Iterator[dict[str, str]]:
    """The variables, set."""
    with pytest.MonkeyPatch.context() as patch:
        for variable, value in RUNNER.items():
            patch.setenv(variable, value)
        yield RUNNER
