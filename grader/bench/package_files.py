"""Names in package databases, checked against the image's files.

A package that is named has files: its libraries, else its programs, else whatever it brought beside its
documentation. One that is not named has left nothing: no list of dpkg with files that are there, no
documentation, no program of its name, no headers that nobody owns, no place in what apk was told to install.
"""

import hashlib
import json
import posixpath
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import chain, islice, product

from grader import __version__
from grader.bench.bases import base_layers, is_proven
from grader.bench.builds import Builds
from grader.bench.image_tree import Found, ImageTree
from grader.bench.listings import Listings
from grader.bench.own_layers import image_tree, own_diff_ids
from grader.bench.package_database import DOCUMENTS, PackageDatabase
from grader.bench.packages import STATUS_FILES, WORLD_FILE, apk_files
from grader.criterion.package_names import named_by
from grader.engine import FileTree
from grader.engine.cache import keep, read_kept
from grader.engine.model import LayerExcessError
from grader.evidence import BaseImage, PackageFiles, PackageFilesFact, PackageTrace
from grader.values import from_data, to_data

ELF = "\x7fELF"
_LIBRARY = re.compile(r".*/[^/]+\.so(\.[^/]*)?")
_PROGRAM = re.compile(r"(/usr)?/s?bin/[^/]+")
_DOCUMENT = re.compile(r"/usr/share/(doc|man|info|locale|lintian)/.*|/etc/.*")
_HEADER = re.compile(r"/usr/include/.+\.h(pp|h|xx)?")
_PROGRAM_FOLDERS = ("/usr/bin", "/bin", "/usr/sbin", "/sbin")


def package_files(builds: Builds, listings: Listings, question: PackageFiles) -> PackageFilesFact:
    """The fact, kept by the layers of image and base. Raises BlockedError, EngineFailureError."""
    image = builds.image(question.options)
    base = builds.base(image, question.options)
    layers = [image.layers, base_layers(builds.bases.find, base)]
    told = json.dumps([__version__, layers, question.present, question.absent])
    name = f"packages/{hashlib.sha256(told.encode()).hexdigest()}"
    if (kept := read_kept(name)) is not None:
        with suppress(ValueError):
            return from_data(PackageFilesFact, kept)
    try:
        tree = image_tree(builds, listings, image, question.options)
    except LayerExcessError as error:
        return PackageFilesFact(excess=str(error))
    inherited = len(image.layers) - len(own_diff_ids(builds, image, question.options))
    with builds.engine.files(image.image_id, builds.run) as files:
        looking = _Looking(files, tree, inherited)
        hollow, traces = tuple(looking.hollow(question.present)), tuple(looking.traces(question.absent))
    if any(map(looking.database.is_of_apk, hollow)) and not _tells_files(builds, base):
        hollow = tuple(one for one in hollow if not looking.database.is_of_apk(one))
    fact = PackageFilesFact(hollow, traces)
    keep(name, to_data(fact))
    return fact


def _tells_files(builds: Builds, base: BaseImage) -> bool:
    """Whether the base image's apk keeps what files a package has, as Alpine's does."""
    if not is_proven(base):
        return True
    with builds.engine.files(base.reference, builds.run) as files:
        return any(paths for path in STATUS_FILES for paths in apk_files(files.text(path) or "").values())


class _Looking:
    """Looking through the files of one image; its first `inherited` layers are the base's."""

    def __init__(self, files: FileTree, tree: ImageTree, inherited: int) -> None:
        self._files, self._tree, self._inherited = files, tree, inherited
        self.database = PackageDatabase(files, tree)

    def hollow(self, wanted: Iterable[str]) -> Iterator[str]:
        """The installed packages of these names whose files are not there."""
        for name in named_by(wanted, sorted(self.database.installed)):
            paths = self.database.files_of(name) or [f"{DOCUMENTS}/{name}/copyright"]
            if not self._are_there(paths):
                yield name

    def _are_there(self, paths: list[str]) -> bool:
        """Whether one of the libraries is there; of a package without any, a program, or another file."""
        if libraries := [path for path in paths if _LIBRARY.fullmatch(path)]:
            return any(map(self._holds_library, libraries))
        folders = {posixpath.dirname(path) for path in paths}
        programs = [path for path in paths if _PROGRAM.fullmatch(path)]
        others = [path for path in paths if path not in folders and not _DOCUMENT.fullmatch(path)]
        return any(self._found(path) for path in programs or others or paths)

    def _holds_library(self, path: str) -> bool:
        found = self._found(path)
        return found is not None and (self._files.text(found.entry.path) or "").startswith(ELF)

    def _found(self, path: str) -> Found | None:
        """The file that a path leads to; None where there is none, or an empty one."""
        real = self._tree.real_path(path)
        found = self._tree.at(real) if real else None
        return found if found and found.entry.kind == "file" and found.entry.size_bytes else None

    def traces(self, unwanted: Sequence[str]) -> list[PackageTrace]:
        """What is left of packages of these names that no database names, one path of each."""
        ways = self._lists(unwanted), self._documents(), self._world(), self._programs(unwanted)
        left: dict[str, str] = {}
        for name, path in chain(*ways):
            if name not in self.database.installed and named_by(unwanted, [name]):
                left.setdefault(name, path)
        if not any(name.endswith("-dev") for name in left):
            left.update(islice(self._headers(unwanted), 1))
        return [PackageTrace(name, path) for name, path in left.items()]

    def _lists(self, unwanted: Sequence[str]) -> Iterator[tuple[str, str]]:
        for name in named_by(unwanted, self.database.listed):
            for path in self.database.files_of(name) if name not in self.database.installed else ():
                if not _DOCUMENT.fullmatch(path) and self._found(path) and not self.database.owns(path):
                    yield name, path

    def _documents(self) -> Iterator[tuple[str, str]]:
        for path in self._own_below(DOCUMENTS):
            yield path.removeprefix(f"{DOCUMENTS}/").partition("/")[0], path

    def _world(self) -> Iterator[tuple[str, str]]:
        return ((name, WORLD_FILE) for name in self.database.wanted)

    def _programs(self, unwanted: Sequence[str]) -> Iterator[tuple[str, str]]:
        names = [name for names in unwanted for name in names.split("|") if "*" not in name]
        for name, folder in product(names, _PROGRAM_FOLDERS):
            path = f"{folder}/{name}"
            if (found := self._found(path)) and self._is_left(found) and not self.database.owns(path):
                yield name, path

    def _headers(self, unwanted: Sequence[str]) -> Iterator[tuple[str, str]]:
        name = next((name for name in unwanted if name.endswith("-dev")), None)
        for path in self._own_below("/usr/include") if name else ():
            if _HEADER.fullmatch(path):
                yield str(name), path

    def _own_below(self, folder: str) -> Iterator[str]:
        """Files that own layers add and no installed package has."""
        return (each.entry.path for each in self._tree.below(folder) if self._is_left(each))

    def _is_left(self, found: Found) -> bool:
        is_own = found.layer >= self._inherited and found.entry.kind == "file"
        return is_own and not self.database.owns(found.entry.path)
