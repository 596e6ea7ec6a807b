"""The environment of Classroom 50's runner, which its format reads."""

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


@pytest.fixture(autouse=True)
def runner(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """The variables, set."""
    for variable, value in RUNNER.items():
        monkeypatch.setenv(variable, value)
    return RUNNER
