"""`image_packages`: packages of the distribution that the image has, and that it has not."""

from typing import Literal

from pydantic import Field
from typing_extensions import override

from grader.criterion import Finding, Met, Unmet, met, unmet
from grader.criterion.package_names import PackageName, named_by, no_database, not_borne_out
from grader.criterion.samples import built_image, package_files, software
from grader.criterion.targets import StageKind
from grader.evidence import BuiltImage, Facts, Filesystem, PackageFiles
from grader.fields import OneOrMore
from grader.text import one_line, some

_IMAGE, _BORNE_OUT = built_image(), package_files()


class ImagePackagesKind(StageKind):
    """The packages that are wanted are installed in the image, and none of those that are not.

    A library that the application needs at run time must be installed in the final stage; what only
    the build needs makes the image larger. The packages are those of dpkg (Debian, Ubuntu) and apk (Alpine),
    as their databases in the image name them, not pip's. Compilers have many names: see no_build_tools.

    Judged on content: names are checked against files. The libraries or programs of a package that must
    be there are; own layers hold no list, documentation, program or headers of one that must not. A
    package of apk without files of its own, such as build-base, cannot be asked for.
    """

    needs_one_of = opposites = ("present", "absent")

    check: Literal["image_packages"]
    present: OneOrMore[PackageName] = Field(
        (), description="Each must be there: `libpq|libpq5` takes either name, `*` any text."
    )
    absent: OneOrMore[PackageName] = Field((), description="None of these may be there.")

    examples = (
        met("as wanted", _IMAGE, software("libpq5"), _BORNE_OUT, present=["libpq|libpq5"], absent=["gcc"]),
        met("a name is compared whole", _IMAGE, software("gcc-12-base"), _BORNE_OUT, absent=["gcc"]),
        unmet("the library is missing", _IMAGE, software("libc6"), _BORNE_OUT, present=["libpq|libpq5"]),
        unmet("only a name", _IMAGE, software("libpq5"), package_files("libpq5"), present=["libpq5"]),
        unmet("a package that must not be there", _IMAGE, software("x-dev"), _BORNE_OUT, absent=["*-dev"]),
        unmet("only files", _IMAGE, software("x"), package_files(gcc="/usr/bin/gcc"), absent=["gcc"]),
        met("from nothing", built_image(base="scratch"), software(), _BORNE_OUT, absent=["gcc"]),
        unmet("a removed package database proves nothing", _IMAGE, software(), _BORNE_OUT, absent=["gcc"]),
    )

    @property
    @override
    def expected(self) -> str:
        parts = [f"installed: {', '.join(self.present)}"] if self.present else []
        parts += [f"not installed: {', '.join(self.absent)}"] if self.absent else []
        return one_line("; ".join(parts), 400)

    @override
    def questions(self) -> tuple[BuiltImage, Filesystem, PackageFiles]:
        files = PackageFiles(self.present, self.absent, self.options)
        return BuiltImage(self.options), Filesystem(self.options), files

    @override
    def judge(self, facts: Facts) -> Finding:
        built, installed, files = self.questions()
        packages = facts[installed].packages
        missing = [names for names in self.present if not named_by([names], packages)]
        wrong = [f"not installed: {some(missing, 5)}"] if missing else []
        wrong += [f"installed: {some(unwanted, 5)}"] if (unwanted := named_by(self.absent, packages)) else []
        wrong += [*not_borne_out(facts[files]), *no_database(facts[built].base, packages)]
        if wrong:
            return Unmet("\n".join(wrong))
        count = f"{len(packages)} installed package{'' if len(packages) == 1 else 's'}"
        among = f", among them {some(named_by(self.present, packages), 5)}" if self.present else ""
        without = f"; none is {some(self.absent, 5)}" if self.absent else ""
        return Met(f"{count}{among}{without}")
