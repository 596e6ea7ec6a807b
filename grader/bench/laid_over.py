"""The build context of a submission: the learner's files laid over the exercise's own copy."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from grader.bench.given import Given, Learners
from grader.bench.laying import UnusableFolderError, entries, lay, lay_folder, same
from grader.dockerfile.wildcards import TooMuchWorkError
from grader.engine.ownership import temporary_prefix
from grader.errors import EngineFailureError, UsageError
from grader.evidence import Blocked
from grader.text import one_line, some

SHOWN = 3
NO_COPY = (
    "there is no copy of the exercise's own files in the starter/ beside challenge.yaml, "
    "so a change of them is not seen"
)


@dataclass
class LaidOver:
    """The folder that is built, until `close`; `refused` tells why it cannot be.

    `differing` are given files of which the learner's version was not used, `unused` files that the learner
    added and that the exercise does not take. `notes` tell a learner of both. Not `has_all_given` where the
    learner's folder lacks a given file.
    """

    folder: Path
    refused: Blocked | None = None
    differing: list[str] = field(default_factory=list)
    unused: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    made: Path | None = None
    has_all_given: bool = True

    @property
    def as_handed_in(self) -> bool:
        """Whether a build of the learner's own folder builds the same."""
        return self.made is None or (self.has_all_given and not self.notes)

    def close(self) -> None:
        """Remove what was made for it."""
        if self.made is not None:
            shutil.rmtree(self.made, ignore_errors=True)


def laid_over(submission: Path, given: Given) -> LaidOver:
    """The submission's build context; the submission itself where all of it is the learner's.

    Links are laid as links, devices and pipes not at all. Raises UsageError where the exercise's own files
    are missing, EngineFailureError where the machine cannot put them together.
    """
    submission = submission.resolve()
    if given.nothing or given.original is None:
        return LaidOver(submission)
    original = given.original.resolve()
    if not original.is_dir():
        raise UsageError(f"the exercise's own files are missing: {original}")
    if original == submission:
        kept = original.with_name("challenge.yaml").is_file()
        return LaidOver(submission, notes=[] if kept else [NO_COPY])
    try:
        made = Path(tempfile.mkdtemp(prefix=temporary_prefix()))
        return _made(submission, original, Learners(given.learner), made)
    except OSError as error:
        why = one_line(error.strerror or str(error))
        raise EngineFailureError(f"the build context cannot be put together: {why}") from None


def _made(submission: Path, original: Path, learners: Learners, made: Path) -> LaidOver:
    context, lacking = LaidOver(made / (submission.name or "submission"), made=made), set[str]()
    try:
        context.folder.mkdir()
        given = _lay_given(original, learners, context.folder)
        lacking.update(given)
        for path, entry in entries(submission, learners, given):
            lacking.discard(path)
            _lay_learners(path, entry, learners, given, context)
    except (UnusableFolderError, TooMuchWorkError) as error:
        context.refused = Blocked("build context", str(error))
    except BaseException:
        context.close()
        raise
    context.has_all_given = not lacking
    context.notes = list(_notes(context, learners.patterns))
    return context


def _lay_given(original: Path, learners: Learners, target: Path) -> dict[str, Path | None]:
    """Lay the given files; returns each one's own place, and None for each folder."""
    found: dict[str, Path | None] = {}
    for where, folders, names in os.walk(original):
        below = Path(where).relative_to(original)
        for name in (*folders, *names):
            path, source = (below / name).as_posix(), Path(where, name)
            if name in folders and not source.is_symlink():
                found[path] = None
                lay_folder(source, target / path)
            elif not learners.have(path):
                found[path] = source
                lay(source, target / path)
    return found


def _lay_learners(
    path: str, entry: os.DirEntry[str], learners: Learners, given: dict[str, Path | None], context: LaidOver
) -> None:
    """Lay one file or folder, or note that it is not the learner's to change or to add."""
    is_folder, place = entry.is_dir(follow_symlinks=False), context.folder / path
    if path in given:
        own = given[path]
        if is_folder != (own is None) or (own is not None and not same(entry, own)):
            context.differing.append(path)
    elif not learners.have(path):
        if not (is_folder and learners.may_have_below(path)):
            context.unused.append(f"{path}/" if is_folder else path)
    elif is_folder:
        lay_folder(Path(entry), place)
    elif entry.is_symlink() or entry.is_file(follow_symlinks=False):
        lay(Path(entry), place)


def _notes(context: LaidOver, patterns: tuple[str, ...]) -> Iterator[str]:
    if differing := sorted(context.differing):
        verbs = ("differs", "was") if len(differing) == 1 else ("differ", "were")
        yield f"{some(differing, SHOWN)} {verbs[0]} from the exercise's own and {verbs[1]} not used"
    unused = sorted(path for path in context.unused if not path.startswith((".", "__pycache__")))
    if unused:
        taken = some(patterns, 10)
        yield f"{some(unused, SHOWN)}: not used, since this exercise takes {taken} from you and no other file"
