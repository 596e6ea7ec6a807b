"""Layers of the image's own, and those that it inherits from its base image."""

from grader.criterion.finding import Unmeasured
from grader.evidence import BaseImage


def not_told_apart(base: BaseImage) -> Unmeasured:
    """What to tell where nothing shows which layers are the base image's."""
    why = base.why or "the base image differs"
    return Unmeasured(f"own and inherited layers cannot be told apart: {why}")
