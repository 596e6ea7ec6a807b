"""The bench answers questions about one submission, each at most once, and cleans up."""

from grader.bench.bench import Bench

__all__ = ["Bench"]
