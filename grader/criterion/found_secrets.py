"""What to tell of secrets that the image or the Dockerfile holds."""

from collections.abc import Sequence

from grader.criterion.finding import Unmet
from grader.evidence import FoundSecret
from grader.text import first


def told_secret(secret: FoundSecret) -> str:
    """What it is and where, with the line that brings it."""
    return f"{f'line {secret.line}: ' if secret.line else ''}{secret.what} in {secret.where}"


def found_secrets(found: Sequence[str], file: str | None = None, line: int | None = None) -> Unmet:
    """The texts, five at most, with what to do about the first."""
    hint = "Give the secret to the build with RUN --mount=type=secret, and to the container when it starts."
    if " takes " in found[0] or "a file called" in found[0]:
        hint = "Keep the file out of the build context: name it in .dockerignore."
    return Unmet(first(found, 5), hint, file, line)
