"""Secrets that the built image holds, by their values."""

from grader.evidence.build import DEFAULT, BuildOptions
from grader.evidence.question import ImageQuestion
from grader.values import Value


class FoundSecret(Value):
    """A secret: what it is, such as `the value of SECRET_KEY`, and where. The value is never told.

    `line` is the line of the Dockerfile that brought it, where that is known.
    """

    what: str
    where: str
    line: int | None = None


class HeldSecretsFact(Value):
    """What was found, and the names of the values that were looked for.

    `excess` tells what could not be looked into, by the learner's doing.
    """

    found: tuple[FoundSecret, ...]
    values: tuple[str, ...] = ()
    excess: str | None = None


class HeldSecrets(ImageQuestion[HeldSecretsFact]):
    """Secrets in the content of all own layers, in the configuration and in the history.

    Looked for are the values of the secret files that were given or handed in, in usual encodings, and
    tokens by the shape that their issuers give them. Variables with `allowed` names hold none.
    """

    allowed: tuple[str, ...] = ()
    options: BuildOptions = DEFAULT
