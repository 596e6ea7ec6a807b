"""The software in a built image, kept by the layers that it follows from."""

import hashlib
import json
from contextlib import suppress

from grader import __version__
from grader.bench.bases import base_layers, is_proven
from grader.bench.builds import Builds, Progress
from grader.bench.packages import LOG_FILE, STATUS_FILES, installed_packages, logged_installs
from grader.bench.toolchains import MARKS
from grader.engine import FileTree
from grader.engine.cache import keep, read_kept
from grader.engine.model import Image
from grader.evidence import BaseImage, BuildOptions, FilesystemFact, Program
from grader.values import from_data, to_data

DEFAULT_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
MAX_PATH_FOLDERS = 30
COMPILER_SIGNATURES = MARKS["GCC"]
COMPILER_FOLDERS = ("/usr/lib/gcc", "/usr/libexec/gcc", "/usr/local/lib/gcc", "/usr/local/libexec/gcc")

_LOOKED_FOR = [repr(COMPILER_SIGNATURES), COMPILER_FOLDERS, STATUS_FILES, LOG_FILE]
"""What a kept fact was looked for with: another list makes it another fact."""


def software(builds: Builds, image: Image, options: BuildOptions, progress: Progress) -> FilesystemFact:
    """It follows from the layers, of image and base, and from PATH; so it is kept by them.

    Raises EngineFailureError.
    """
    folders, base = path_folders(image.config.environment), builds.base(image, options)
    told = json.dumps([__version__, image.layers, base_layers(builds.bases.find, base), folders, _LOOKED_FOR])
    name = f"filesystems/{hashlib.sha256(told.encode()).hexdigest()}"
    if (kept := read_kept(name)) is not None:
        with suppress(ValueError):
            return from_data(FilesystemFact, kept)
    progress("looking into the image's files")
    with builds.engine.files(image.image_id, builds.run) as files:
        packages, programs = _packages(files), _programs(files, folders)
        log = files.text(LOG_FILE) or ""
    base_log = _base_log(builds, base) if log else ""
    fact = FilesystemFact(packages, programs, logged_installs(log, base_log))
    keep(name, to_data(fact))
    return fact


def path_folders(environment: tuple[str, ...]) -> list[str]:
    """The usual folders and those of PATH, each once, absolute: a long PATH hides none of the usual ones."""
    values = [entry.partition("=")[2] for entry in environment if entry.startswith("PATH=")]
    folders = [folder.rstrip("/") for value in [DEFAULT_PATH, *values] for folder in value.split(":")]
    return list(dict.fromkeys(folder for folder in folders if folder.startswith("/")))[:MAX_PATH_FOLDERS]


def _packages(files: FileTree) -> tuple[str, ...]:
    return tuple(name for path in STATUS_FILES for name in installed_packages(files.text(path) or ""))


def _programs(files: FileTree, folders: list[str]) -> tuple[Program, ...]:
    on_path = (
        Program(path, holds_compiler)
        for folder in files.real_folders(folders)
        for path, holds_compiler in files.programs(folder, COMPILER_SIGNATURES)
    )
    parts = (Program(f"{folder}/{name}") for folder in COMPILER_FOLDERS for name in files.names(folder))
    return (*on_path, *parts)


def _base_log(builds: Builds, base: BaseImage) -> str:
    if not is_proven(base):
        return ""
    with builds.engine.files(base.reference, builds.run) as files:
        return files.text(LOG_FILE) or ""
