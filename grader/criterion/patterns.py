"""Patterns of paths in the image, and of what .dockerignore keeps out."""

from typing import Annotated

from pydantic import AfterValidator

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


AbsolutePattern = Annotated[str, AfterValidator(_absolute)]
AbsolutePath = Annotated[str, AfterValidator(_absolute), AfterValidator(_without_wildcards)]
IgnorePattern = Annotated[Text, AfterValidator(_ignored)]
