"""A grader of container exercises: criteria in YAML, judged on a real engine."""

__version__ = "0.1.0"
