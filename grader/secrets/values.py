"""The values that a secret file holds, and which of them give a secret away wherever they turn up."""

import re
from collections.abc import Iterator

from grader.secrets.signs import is_secret, tells_about
from grader.values import Value

MIN_CHARACTERS = 8
MIN_DIFFERENT = 4
MAX_VALUES = 50
MAX_CHARACTERS = 4_000

_ASSIGNMENT = re.compile(r"\s*(?:export\s+)?([A-Za-z_][\w.-]{0,199})\s*[=:]\s*(.*)")
_NUMBER_OR_PATH = re.compile(r"[\d.,:/ -]+|\.{0,2}/.*")
_URL = re.compile(r"[a-z][a-z0-9+.-]*://(?:[^\s/:@]*:([^\s/@]+)@)?\S*", re.IGNORECASE)
_COMMON = frozenset(
    {
        "changeme", "database", "debugging", "default", "development", "disabled", "enabled", "localhost",
        "password", "postgres", "postgresql", "production", "username", "warning", "your-password",
    }
)  # fmt: skip


class SecretValue(Value):
    """A value that is a secret, and the name that it has in its file; the name may be told."""

    name: str
    value: str


def secret_values(text: str, *, made_by_learner: bool = False) -> Iterator[SecretValue]:
    """The values of a file like .env that tell a secret by themselves.

    A short one, a number, a path, an address without a password and a usual word may stand anywhere. In a
    file that the learner made, only the values count whose names tell a secret.
    """
    for line in text.splitlines():
        assignment = _ASSIGNMENT.fullmatch(line)
        if assignment is None:
            continue
        name, value = assignment[1], _unquoted(assignment[2])
        if (url := _URL.fullmatch(value)) is not None:
            value = url[1] or ""
        elif tells_about(name):
            continue
        if is_telling(value) and (url or not made_by_learner or is_secret(name, value)):
            yield SecretValue(name, value)


def is_telling(value: str) -> bool:
    """Whether who finds the value somewhere has found the secret, and not a number or a usual word."""
    return (
        MIN_CHARACTERS <= len(value) <= MAX_CHARACTERS
        and len(set(value)) >= MIN_DIFFERENT
        and value.lower() not in _COMMON
        and not _NUMBER_OR_PATH.fullmatch(value)
    )


def _unquoted(value: str) -> str:
    value = value.strip()
    if value[:1] in {'"', "'"} and (end := value.find(value[0], 1)) > 0:
        return value[1:end]
    return value.partition(" #")[0].rstrip()
