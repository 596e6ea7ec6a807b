"""Grading a learner's repository for a CI system, as scripts/action calls it: `python -I -m grader.ci`."""
