"""The secret files of a submission and of its starter: whose values must not be in an image."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

from grader.bench.reading import UnusableFileError, read_file
from grader.secrets.values import MAX_VALUES, SecretValue, secret_values

MAX_FOLDERS = 500
MAX_FILES = 20
MAX_FILE_BYTES = 100_000
MAX_GIVEN_BYTES = 5_000_000

_SECRET_FILE = re.compile(r"\.env|\.env\.(?!example|sample|template|dist|default).*|[\w-]+\.env")
_KEY_FILE = re.compile(r"id_(?:rsa|dsa|ecdsa|ed25519)|.*\.(?:pem|key)")
_KEY = re.compile(
    r"PRIVATE KEY-----\s{1,4}(?:[\w-]{1,30}: [^\n]{1,80}\s{1,4}){0,3}"
    r"([A-Za-z0-9+/=]{40,80})\s+([A-Za-z0-9+/=]{16,80})"
)


def known_values(submission: Path, starter: Path | None) -> tuple[SecretValue, ...]:
    """The values of the starter's secret files, then of the submission's, each once.

    A value that another given file holds, such as the application, is no secret.
    """
    given = list(_values(starter, made_by_learner=False)) if starter else []
    if given and starter:
        told = _other_texts(starter)
        given = [each for each in given if each.value.encode() not in told]
    found = given + list(_values(submission, made_by_learner=starter is not None))
    once = {each.value: each for each in reversed(found)}
    return tuple(reversed(once.values()))[:MAX_VALUES]


def _values(folder: Path, *, made_by_learner: bool) -> Iterator[SecretValue]:
    for path in list(_files(folder, secret=True))[:MAX_FILES]:
        try:
            text = read_file(folder.resolve(), path, MAX_FILE_BYTES).decode("utf-8", "replace")
        except UnusableFileError:
            continue
        if _KEY_FILE.fullmatch(path.rpartition("/")[2]):
            yield from (SecretValue("a private key", line) for key in _KEY.findall(text) for line in key)
        else:
            yield from secret_values(text, made_by_learner=made_by_learner)


def _other_texts(folder: Path) -> bytes:
    """All that the other files hold, as far as it is read."""
    held = bytearray()
    for path in _files(folder, secret=False):
        if len(held) > MAX_GIVEN_BYTES:
            break
        try:
            held += read_file(folder.resolve(), path, MAX_GIVEN_BYTES) + b"\n"
        except UnusableFileError:
            continue
    return bytes(held)


def _files(folder: Path, *, secret: bool) -> Iterator[str]:
    """The paths of the secret files, or of the others; links and what lies too deep are left out."""
    for count, (root, _, names) in enumerate(os.walk(folder)):
        if count >= MAX_FOLDERS:
            return
        for name in sorted(names):
            if bool(_SECRET_FILE.fullmatch(name) or _KEY_FILE.fullmatch(name)) == secret:
                yield Path(root, name).relative_to(folder).as_posix()
