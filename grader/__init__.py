"""A grader of container exercises: criteria in YAML, judged on a real engine."""

__version__ = "0.2.0"
