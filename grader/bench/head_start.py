"""A head start: the build begins before the rest of the grader is loaded, which takes about as long.

Whatever this module imports is waited for before the build begins: no pydantic, no engine's library.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from grader.bench.blocked import BlockedError
from grader.bench.builds import ordered
from grader.bench.fetching import check_fetched
from grader.bench.given import EVERYTHING, Given
from grader.bench.laid_over import laid_over
from grader.bench.source import Source
from grader.dockerfile.allowed import OFFICIAL_ONLY
from grader.engine import connect
from grader.engine.begin import begin
from grader.engine.ownership import Run
from grader.errors import GraderError
from grader.evidence import DEFAULT


class HeadStart:
    """A submission whose build has begun where that is likely to be of use; what is not used ends here.

    The challenge is not read yet: a build that takes more than official images does not begin here.

    Its files are `context`, and `run` owns the build: a Bench goes on with both. It is of use only where
    the spec tells the `given` files in the same way.
    """

    def __init__(self, folder: Path, given: Given = EVERYTHING) -> None:
        self.given, self.context, self.run = given, laid_over(folder, given), Run()
        source = Source(self.context.folder, self.context.refused, folder)
        with suppress(BlockedError, OSError):
            check_fetched(source, DEFAULT, OFFICIAL_ONLY)
            self.run.begun = begin(ordered(source, DEFAULT, tag=self.run.new_tag()), self.run)

    def close(self) -> None:
        """End a build that nobody went on with, and remove the image where it has made one."""
        begun, self.run.begun = self.run.begun, None
        if begun is not None and begun.end() == 0:
            with suppress(GraderError):
                connect().remove_run(self.run)
        self.run.release()
        self.context.close()


@contextmanager
def head_start(folder: Path | None, given: Given | None = EVERYTHING) -> Iterator[HeadStart | None]:
    """A head start on the folder, closed at the end; none where there is no folder, or `given` is unknown."""
    begun = None
    if folder is not None and folder.is_dir() and given is not None:
        begun = HeadStart(folder, given)
    try:
        yield begun
    finally:
        if begun is not None:
            begun.close()
