"""Debian roots for stand-ins, each made once; they may be begun before an engine is there to take them."""

import tempfile
from collections.abc import Iterator
from concurrent.futures import Executor, Future
from contextlib import contextmanager
from pathlib import Path
from threading import Lock

from grader.engine.ownership import temporary_prefix
from grader.machine.recipes import Rootfs
from grader.machine.removal import remove_tree
from grader.machine.rootfs import build_rootfs
from grader.machine.work import Work

SIDE_BY_SIDE = 2


class Roots:
    """Archives of roots in one folder."""

    def __init__(self, folder: Path, pool: Executor, work: Work) -> None:
        self.folder = folder
        self._pool, self._work = pool, work
        self._begun: dict[str, Future[Path]] = {}
        self._lock = Lock()

    def begin(self, recipe: Rootfs) -> Future[Path]:
        """Build the root in the background, if that is not done already."""
        with self._lock:
            if recipe.image not in self._begun:
                self._begun[recipe.image] = self._pool.submit(self._build, recipe)
            return self._begun[recipe.image]

    def get(self, recipe: Rootfs) -> Path:
        """The archive, once it is there. Raises EngineFailureError."""
        return self.begin(recipe).result()

    def _build(self, recipe: Rootfs) -> Path:
        folder = self.folder / recipe.image.replace(":", "_")
        folder.mkdir()
        return build_rootfs(recipe, folder, self._work)


@contextmanager
def temporary_roots(work: Work) -> Iterator[Roots]:
    """Roots whose archives, and whatever still builds one, go with this context."""
    folder = Path(tempfile.mkdtemp(prefix=temporary_prefix()))
    try:
        with work.threads(SIDE_BY_SIDE) as pool:
            yield Roots(folder, pool, work)
    finally:
        if not remove_tree(folder):
            work.tell(f"{folder} was left: something is mounted in it")
