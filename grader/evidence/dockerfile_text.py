"""The submission's Dockerfile."""

from dataclasses import dataclass

from grader.dockerfile import Dockerfile
from grader.evidence.question import SourceQuestion


@dataclass(frozen=True, slots=True)
class DockerfileText(SourceQuestion[Dockerfile]):
    """The submission's Dockerfile, read as BuildKit reads it."""
