"""Layers of the image's own, and those that it inherits from its base image."""

from grader.criterion.finding import Met, Unmeasured
from grader.evidence import BaseImage


def not_told_apart(base: BaseImage) -> Unmeasured:
    """What to tell where nothing shows which layers are the base image's."""
    why = base.why or "the base image differs"
    return Unmeasured(f"own and inherited layers cannot be told apart: {why}")


def as_the_layers_prove(base: BaseImage) -> Met | Unmeasured | None:
    """What to tell of a base image by its layers; None where they are not the first ones of the image."""
    if not base.available:
        return Unmeasured(f"the base image {base.reference} cannot be had: {base.why or 'not found'}")
    stand_in = " (a local stand-in for the official image)" if base.stand_in else ""
    return Met(f"{base.reference}{stand_in}, proven by its layers") if base.is_prefix else None
