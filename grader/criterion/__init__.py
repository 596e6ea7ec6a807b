"""What every kind of criterion is made of."""

from grader.criterion.base import Criterion, Example, Finding, Met, Unmeasured, Unmet

__all__ = ["Criterion", "Example", "Finding", "Met", "Unmeasured", "Unmet"]
