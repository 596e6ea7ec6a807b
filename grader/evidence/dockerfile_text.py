"""The submission's Dockerfile."""

from grader.dockerfile import Dockerfile
from grader.evidence.question import SourceQuestion


class DockerfileText(SourceQuestion[Dockerfile]):
    """The submission's Dockerfile, read as BuildKit reads it."""
