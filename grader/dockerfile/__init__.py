"""Dockerfiles read as BuildKit reads them: stages, names and bases. No engine is needed."""

from grader.dockerfile.errors import DockerfileError
from grader.dockerfile.model import Dockerfile, FileSource, GlobalArg, Heredoc, Instruction, Stage
from grader.dockerfile.parse.lines import MAX_DOCKERFILE_BYTES
from grader.dockerfile.parse.syntax import KEYWORDS
from grader.dockerfile.reading import read_dockerfile
from grader.dockerfile.reference import Reference, familiar_reference, parse_reference

__all__ = [
    "KEYWORDS",
    "MAX_DOCKERFILE_BYTES",
    "Dockerfile",
    "DockerfileError",
    "FileSource",
    "GlobalArg",
    "Heredoc",
    "Instruction",
    "Reference",
    "Stage",
    "familiar_reference",
    "parse_reference",
    "read_dockerfile",
]
