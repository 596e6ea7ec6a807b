"""Packages of the distribution by their names, as `image_packages` takes them."""

import re
from collections.abc import Collection, Iterable
from fnmatch import fnmatchcase
from typing import Annotated

from pydantic import AfterValidator

from grader.dockerfile import parse_reference
from grader.evidence import BaseImage, PackageFilesFact
from grader.text import some

WITHOUT_DATABASE = ("scratch", "busybox")
"""Repositories of images that have no package manager at all."""


def _package_name(names: str) -> str:
    for name in names.split("|"):
        if not re.fullmatch(r"[A-Za-z0-9+._*-]+", name) or not re.search(r"[A-Za-z0-9]", name):
            raise ValueError(
                f"must be package names such as libpq5 or libpq|libpq5, with * for any text, got {names!r}"
            )
    return names


PackageName = Annotated[str, AfterValidator(_package_name)]
"""`libpq|libpq5`: either name; `*` stands for any text."""


def named_by(wanted: Iterable[PackageName], packages: Iterable[str]) -> list[str]:
    """The packages that a name of `wanted` names, each once, in the order of the names."""
    found = (
        name
        for names in wanted
        for name in packages
        if any(fnmatchcase(name, pattern) for pattern in names.split("|"))
    )
    return list(dict.fromkeys(found))


def no_database(base: BaseImage, packages: Collection[str]) -> list[str]:
    """What to tell where no package is known, unless a proven base image never had a package manager."""
    repository = parse_reference(base.reference).repository.rpartition("/")[2]
    if packages or (base.is_prefix and repository in WITHOUT_DATABASE):
        return []
    return ["the image has no package database of dpkg or apk: nothing tells what is installed in it"]


def not_borne_out(files: PackageFilesFact) -> list[str]:
    """What to tell of names without files, and of files without a name."""
    wrong = [files.excess] if files.excess else []
    if files.hollow:
        wrong.append(f"only named: {some(files.hollow, 5)}; the files that belong to it are not in the image")
    traces = [f"{trace.package} ({trace.path})" for trace in files.traces]
    return [*wrong, f"not named, but there: {some(traces, 5)}"] if traces else wrong
