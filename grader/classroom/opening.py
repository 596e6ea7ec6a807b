"""Opening what was handed in: a folder as it is, an archive unpacked for a while."""

import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType

from grader.bench.source import Source
from grader.classroom.archives import unpack
from grader.classroom.careful import RefusedArchiveError
from grader.classroom.entries import Submission
from grader.classroom.fingerprint import TooLargeError, fingerprint
from grader.engine.ownership import temporary_prefix
from grader.errors import EngineFailureError
from grader.text import one_line
from grader.values import Value


class HandedIn(Value):
    """What was handed in: the digest of its content, and the images that its Dockerfile names."""

    content: str
    images: tuple[str, ...]


class Unusable(Value):
    """A submission that cannot be graded for what it is, such as a refused archive: the learner's failure."""

    reason: str


class Unread(Value):
    """A submission that this machine could not read: nobody's mark."""

    reason: str


class UnusableError(Exception):
    """A submission that cannot be opened; the text says why."""


@contextmanager
def opened(submission: Submission) -> Iterator[Path]:
    """The submission's folder. Raises UnusableError, and OSError where the machine fails."""
    path = submission.path
    if path.is_symlink():
        raise UnusableError("it is a link, and links are not followed")
    if not path.exists():
        raise UnusableError("nothing was handed in")
    if not submission.is_archive:
        if not path.is_dir():
            raise UnusableError("it is neither a folder nor an archive (.zip or .tar.gz)")
        yield path
        return
    with tempfile.TemporaryDirectory(prefix=temporary_prefix()) as name:
        try:
            folder = unpack(path, Path(name, "content"))
        except RefusedArchiveError as error:
            raise UnusableError(f"the archive is refused: {error}") from None
        yield folder


@contextmanager
def opened_again(submission: Submission, content: str) -> Iterator[Path]:
    """The folder of what was looked at before. EngineFailureError where it is not the same any more."""
    try:
        with opened(submission) as folder:
            yield folder
            if fingerprint(folder) != content:
                raise EngineFailureError("the submission changed while the class was graded: grade it again")
    except (UnusableError, TooLargeError) as error:
        raise EngineFailureError(f"the submission changed while the class was graded: {error}") from None


def look(
    submission: Submission, known: Mapping[str, tuple[str, ...]] = MappingProxyType({})
) -> HandedIn | Unusable | Unread:
    """What was handed in. Whatever it is, it does not keep the others from being graded.

    `known` are the images that Dockerfiles name, by content: these Dockerfiles are not read again.
    """
    try:
        with opened(submission) as folder:
            content = fingerprint(folder)
            images = known.get(content)
            return HandedIn(content, Source(folder).images if images is None else images)
    except (UnusableError, TooLargeError) as error:
        return Unusable(str(error))
    except Exception as error:
        why = getattr(error, "strerror", None) or str(error) or type(error).__name__
        return Unread(f"it cannot be read here: {one_line(why)}")
