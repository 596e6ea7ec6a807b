"""What is remembered of a learner's gradings, in the user's state folder and never in the repository."""

from grader.memory.gradings import past_gradings
from grader.memory.past import PastGrading
from grader.memory.remembering import remember

__all__ = ["PastGrading", "past_gradings", "remember"]
