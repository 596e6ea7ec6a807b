"""The bench answers questions about one submission, each at most once, and cleans up."""

from grader.bench.bench import Bench
from grader.bench.builds import Progress

__all__ = ["Bench", "Progress"]
