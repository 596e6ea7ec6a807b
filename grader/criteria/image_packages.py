"""`image_packages`: packages of the distribution that the image has, and that it has not."""

import re
from fnmatch import fnmatchcase
from typing import Annotated, Any, ClassVar, Literal

from pydantic import AfterValidator, Field, model_validator

from grader.criterion import Criterion, Example, Finding, Met, Unmet
from grader.criterion.expectations import require_any
from grader.criterion.targets import Target, options_for
from grader.evidence import BaseImage, BuiltImage, Facts, Filesystem, FilesystemFact, ImageFact, Question
from grader.text import one_line

SHOWN = 5
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


def _facts(*packages: str, base: str = "python:3.11-slim") -> dict[Question[Any], Any]:
    image = ImageFact("sha256:1", BaseImage(base, available=True, is_prefix=True), (), ())
    return {BuiltImage(): image, Filesystem(): FilesystemFact(packages, (), ())}


class ImagePackagesKind(Criterion):
    """The packages that are wanted are installed in the image, and none of those that are not.

    A library that the application needs at run time must be installed in the final stage; what only
    the build needs makes the image larger. The packages are those of dpkg (Debian, Ubuntu) and apk
    (Alpine), as their databases in the image name them; pip's packages are none of them.
    """

    check: Literal["image_packages"]
    present: Annotated[
        tuple[PackageName, ...],
        Field(
            min_length=1,
            description="Each must be installed; `libpq|libpq5` takes either name, `*` matches any text.",
        ),
    ] = ()
    absent: Annotated[
        tuple[PackageName, ...],
        Field(
            min_length=1,
            description="None may be installed, written likewise. `gcc-*` would also match the run-time "
            "package gcc-12-base: use no_build_tools for compilers.",
        ),
    ] = ()
    target: Target = None

    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            "the library, without the compiler",
            Met,
            _facts("libpq5", "gcc-12-base"),
            {"present": ["libpq|libpq5"], "absent": ["gcc", "build-base"]},
        ),
        Example("the library is missing", Unmet, _facts("libc6"), {"present": ["libpq|libpq5"]}),
        Example("a package that must not be there", Unmet, _facts("libpq-dev"), {"absent": ["*-dev"]}),
        Example("an image that starts from nothing", Met, _facts(base="scratch"), {"absent": ["gcc"]}),
        Example("a package database that was removed proves nothing", Unmet, _facts(), {"absent": ["gcc"]}),
    )

    @model_validator(mode="after")
    def _says_something(self) -> "ImagePackagesKind":
        require_any(self, "present", "absent")
        if both := set(self.present) & set(self.absent):
            raise ValueError(f"{min(both)} cannot be both present and absent")
        return self

    @property
    def expected(self) -> str:
        """What must be installed and what must not."""
        parts = [f"installed: {', '.join(self.present)}"] if self.present else []
        parts += [f"not installed: {', '.join(self.absent)}"] if self.absent else []
        return one_line("; ".join(parts), 400)

    def questions(self) -> tuple[Question[Any], ...]:
        """What the image starts from, and what it holds."""
        options = options_for(self.target)
        return (BuiltImage(options), Filesystem(options))

    def judge(self, facts: Facts) -> Finding:
        """Look for each name among the installed packages."""
        options = options_for(self.target)
        base, packages = facts[BuiltImage(options)].base, facts[Filesystem(options)].packages
        missing = [names for names in self.present if not _matching(names, packages)]
        unwanted = [name for names in self.absent for name in _matching(names, packages)]
        wrong = [f"not installed: {_some(missing)}"] if missing else []
        wrong += [f"installed: {_some(unwanted)}"] if unwanted else []
        if not packages and not _may_have_none(base):
            wrong.append(
                "the image has no package database of dpkg or apk: nothing tells what is installed in it"
            )
        if wrong:
            return Unmet("\n".join(wrong))
        there = [name for names in self.present for name in _matching(names, packages)]
        return Met(f"{_count(packages)}{f', among them {_some(there)}' if there else ''}{self._without()}")

    def _without(self) -> str:
        return f"; none is {_some(list(self.absent))}" if self.absent else ""


def _matching(names: str, packages: tuple[str, ...]) -> list[str]:
    patterns = names.split("|")
    return [name for name in packages if any(fnmatchcase(name, pattern) for pattern in patterns)]


def _may_have_none(base: BaseImage) -> bool:
    repository = re.split(r"[:@]", base.reference.rpartition("/")[2])[0]
    return base.is_prefix and repository in WITHOUT_DATABASE


def _count(packages: tuple[str, ...]) -> str:
    return f"{len(packages)} installed package{'' if len(packages) == 1 else 's'}"


def _some(names: list[str]) -> str:
    unique = list(dict.fromkeys(names))
    more = f" and {len(unique) - SHOWN} more" if len(unique) > SHOWN else ""
    return one_line(", ".join(unique[:SHOWN]), 200) + more
