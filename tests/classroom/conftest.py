"""A class that is graded without an engine."""

import pytest

from grader.classroom import row_grader
from grader.commands import class_
from tests.classroom.working import Workers
from tests.fake_engine import FakeEngine


@pytest.fixture
def workers(monkeypatch: pytest.MonkeyPatch) -> Workers:
    """Workers in place of an engine's."""
    made = Workers()
    monkeypatch.setattr(row_grader, "connect", FakeEngine)
    monkeypatch.setattr(row_grader.RowGrader, "_workers", lambda *_args: made)
    monkeypatch.setattr(class_, "interrupt_on_termination", lambda: None)
    return made
