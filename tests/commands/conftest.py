"""Commands called where no engine answers."""

from collections.abc import Iterator

import pytest

from tests.called import Call, calling


@pytest.fixture
def call(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Iterator[Call]:
    """Calls `grader` in the project's folder, where no engine answers."""
    monkeypatch.setenv("DOCKER_HOST", "unix:///nowhere/docker.sock")
    with calling(capsys) as call:
        yield call
