"""Paths and patterns of paths in the image and in the build context."""

from typing import Annotated

from pydantic import AfterValidator

from grader.dockerfile.ignore import IgnoreFile
from grader.fields import Text


def _absolute(pattern: str) -> str:
    parts = pattern.split("/")
    if parts[0] or len(parts) < 2:
        raise ValueError(f"must be an absolute path such as /app/app.py, got {pattern!r}")
    if any(part in {"", ".", ".."} for part in parts[1:]):
        raise ValueError(
            f"must be a plain path without //, . or .. and without / at its end, got {pattern!r}"
        )
    if any("**" in part and part != "**" for part in parts):
        raise ValueError(f"** stands for whole folders only, as in /app/**/*.py, got {pattern!r}")
    return pattern


def _without_wildcards(path: str) -> str:
    if "*" in path or "?" in path:
        raise ValueError(f"must name one path, without * and ?, got {path!r}")
    return path


def _ignored(text: str) -> str:
    if text != text.strip() or text.startswith(("!", "#")) or not text.strip("/"):
        raise ValueError(f"must be one pattern as in a .dockerignore, without ! and #, got {text!r}")
    return text


def _learners(text: str) -> str:
    _ignored(text.removeprefix("!"))
    try:
        IgnoreFile(text)
    except ValueError as error:
        raise ValueError(str(error)) from None
    return text


def _inside(path: str) -> str:
    if not path or any(part in {"", ".", ".."} for part in path.split("/")):
        raise ValueError(f"must be a file's path inside the build context, such as app.py, got {path!r}")
    return path


AbsolutePattern = Annotated[str, AfterValidator(_absolute)]
AbsolutePath = Annotated[str, AfterValidator(_absolute), AfterValidator(_without_wildcards)]
IgnorePattern = Annotated[Text, AfterValidator(_ignored)]
LearnersPattern = Annotated[Text, AfterValidator(_learners)]
ContextPath = Annotated[str, AfterValidator(_inside)]
