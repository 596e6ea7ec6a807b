"""`grader bases`: the images that the challenges start from."""

from grader.machine.wanted import base_images

__all__ = ["base_images"]
