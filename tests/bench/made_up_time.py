"""A clock on which waiting takes no time."""

from dataclasses import dataclass


@dataclass
class Clock:
    """It goes on by what is slept, and by a millisecond with each look at it."""

    now: float = 0.0

    def monotonic(self) -> float:
        """As `time.monotonic`."""
        self.now += 0.001
        return self.now

    def sleep(self, seconds: float) -> None:
        """As `time.sleep`."""
        self.now += seconds
