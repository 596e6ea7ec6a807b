"""The class's folder that collecting fills: a sub-folder or archive for each learner, and the roster."""

import csv
import io
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from grader.classroom.entries import ARCHIVES
from grader.errors import UsageError
from grader.report import write_file
from grader.report.spreadsheet import inert
from grader.values import Value

ROSTER = "class.csv"


class Collected(Value, kw_only=True):
    """A line of the roster.

    `path` is the submission's place in the class's folder; where nothing was handed in, nothing is there.
    `handed_in` is a time with its zone, the word `late`, or empty.
    """

    id: str
    name: str
    path: str
    handed_in: str = ""


@contextmanager
def new_folder(target: Path) -> Iterator[Path]:
    """A folder to fill: it becomes `target` where the block ends well, and else is removed.

    Raises UsageError where `target` cannot be made, or holds something already.
    """
    try:
        if target.exists() and (not target.is_dir() or any(target.iterdir())):
            raise UsageError(f"{target} is there already and not empty: name a new folder")
        target.parent.mkdir(parents=True, exist_ok=True)
        made = Path(tempfile.mkdtemp(dir=target.parent, prefix=".collect-"))
    except OSError as error:
        raise UsageError(f"{target} cannot be written: {error.strerror}") from None
    try:
        yield made
        made.chmod(0o755)
        made.replace(target)
    except BaseException:
        shutil.rmtree(made, ignore_errors=True)
        raise


def write_roster(folder: Path, learners: Iterable[Collected]) -> None:
    """Write the roster that `grader class` reads."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(["id", "name", "path", "handed_in"])
    for one in learners:
        writer.writerow([inert(one.id), inert(one.name), one.path, one.handed_in])
    write_file(folder / ROSTER, text.getvalue())


def submission_in(folder: Path) -> Path:
    """The submission among what a learner handed in: the one archive or folder where nothing is beside it."""
    entries = list(folder.iterdir())
    if len(entries) != 1:
        return folder
    alone = entries[0]
    return alone if alone.is_dir() or alone.name.lower().endswith(ARCHIVES) else folder
