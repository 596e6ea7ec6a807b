"""Submissions compared by what they say: approaches that several took, pairs that share more than chance."""

from grader.likeness.model import Approach, Likeness, Pair, Said, Shared, Statement

__all__ = ["Approach", "Likeness", "Pair", "Said", "Shared", "Statement"]
