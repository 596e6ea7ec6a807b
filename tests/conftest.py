"""What all tests share: nothing is timed, and nothing hangs."""

import signal
from collections.abc import Iterator
from types import FrameType

import pytest
from hypothesis import settings

MAX_WORK_SECONDS = 60
"""Of the processor, many times what the largest input takes."""

settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


@pytest.fixture
def bounded_work() -> Iterator[None]:
    """Fails a test that never comes to its end. It counts this process's own work, not the clock.

    Python looks for signals between two steps, and so does its matcher of regular expressions.
    """

    def give_up(_signal: int, _frame: FrameType | None) -> None:
        pytest.fail(f"not at its end after {MAX_WORK_SECONDS} seconds of work")

    before = signal.signal(signal.SIGVTALRM, give_up)
    signal.setitimer(signal.ITIMER_VIRTUAL, MAX_WORK_SECONDS)
    yield
    signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    signal.signal(signal.SIGVTALRM, before)
