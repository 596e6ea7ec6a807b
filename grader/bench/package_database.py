"""What the package managers in an image say: which packages are installed, and which files are theirs."""

from collections.abc import Iterable, Iterator
from functools import cached_property

from grader.bench.image_tree import ImageTree
from grader.bench.packages import STATUS_FILES, WORLD_FILE, apk_files, installed_packages, wanted_by_apk
from grader.engine import FileTree

LISTS = "/var/lib/dpkg/info"
DOCUMENTS = "/usr/share/doc"
MOST_LISTS = 3_000
"""Debian's largest images have some thousand packages; of more, no file's owner is known."""


class PackageDatabase:
    """The databases of dpkg and apk, and the lists of files that go with them."""

    def __init__(self, files: FileTree, tree: ImageTree) -> None:
        self._files = files
        texts = [files.text(path) or "" for path in STATUS_FILES]
        self.installed = frozenset(name for text in texts for name in installed_packages(text))
        self._of_apk = {name: paths for text in texts for name, paths in apk_files(text).items()}
        self._lists = dict(_lists(tree))

    @property
    def listed(self) -> Iterable[str]:
        """The packages of which dpkg has a list of files, whether they are installed or not."""
        return self._lists

    @cached_property
    def wanted(self) -> tuple[str, ...]:
        """The packages that apk was told to install."""
        return wanted_by_apk(self._files.text(WORLD_FILE) or "")

    def is_of_apk(self, name: str) -> bool:
        """Whether it is apk's database that names the package."""
        return name in self._of_apk

    def files_of(self, name: str) -> list[str]:
        """The files of a package, folders among them for dpkg; none where the database does not tell."""
        if (paths := self._of_apk.get(name)) is not None:
            return paths
        text = self._files.text(self._lists[name]) if name in self._lists else None
        return [line for line in (text or "").splitlines() if line.startswith("/")]

    def owns(self, path: str) -> bool:
        """Whether the path belongs to an installed package."""
        return without_usr(path) in self._owned

    @cached_property
    def _owned(self) -> frozenset[str]:
        names = sorted(self.installed)[:MOST_LISTS]
        return frozenset(without_usr(path) for name in names for path in self.files_of(name))


def without_usr(path: str) -> str:
    """One name for /bin/sh and /usr/bin/sh, which are the same where folders were merged."""
    return path.removeprefix("/usr")


def _lists(tree: ImageTree) -> Iterator[tuple[str, str]]:
    """The lists by their packages: `libpq5:amd64.list` is one of libpq5."""
    for found in tree.below(tree.real_path(LISTS) or LISTS):
        name, _, ending = found.entry.path.rpartition("/")[2].rpartition(".")
        if ending == "list":
            yield name.partition(":")[0], found.entry.path
