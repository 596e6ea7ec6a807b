"""`image_packages`: packages of the distribution that the image has, and that it has not."""

from typing import Literal, Self

from pydantic import Field, model_validator
from typing_extensions import override

from grader.criterion import Criterion, Finding, Met, Unmet, met, unmet
from grader.criterion.package_names import PackageName, named_by, no_database
from grader.criterion.samples import built_image, package_files, software
from grader.criterion.targets import Target
from grader.evidence import BuildOptions, BuiltImage, Facts, Filesystem, PackageFiles, PackageFilesFact
from grader.text import one_line, some

_IMAGE, _BORNE_OUT = built_image(), package_files()


class ImagePackagesKind(Criterion):
    """The packages that are wanted are installed in the image, and none of those that are not.

    A library that the application needs at run time must be installed in the final stage; what only
    the build needs makes the image larger. The packages are those of dpkg (Debian, Ubuntu) and apk
    (Alpine), as their databases in the image name them; pip's packages are none of them.
    Compilers have many names: for them there is no_build_tools.

    Judged on content: names are checked against files. The libraries or programs of a package that must
    be there are; own layers hold no list, documentation, program or headers of one that must not. A
    package of apk without files of its own, such as build-base, cannot be asked for.
    """

    needs_one_of = ("present", "absent")

    check: Literal["image_packages"]
    present: tuple[PackageName, ...] = Field(
        (), min_length=1, description="Each must be there: `libpq|libpq5` takes either name, `*` any text."
    )
    absent: tuple[PackageName, ...] = Field((), min_length=1, description="None of these may be there.")
    target: Target = None

    examples = (
        met("as wanted", _IMAGE, software("libpq5"), _BORNE_OUT, present=["libpq|libpq5"], absent=["gcc"]),
        met("a name is compared whole", _IMAGE, software("gcc-12-base"), _BORNE_OUT, absent=["gcc"]),
        unmet("the library is missing", _IMAGE, software("libc6"), _BORNE_OUT, present=["libpq|libpq5"]),
        unmet(
            "a name without files", _IMAGE, software("libpq5"), package_files("libpq5"), present=["libpq5"]
        ),
        unmet("a package that must not be there", _IMAGE, software("x-dev"), _BORNE_OUT, absent=["*-dev"]),
        unmet(
            "files without a name", _IMAGE, software("x"), package_files(gcc="/usr/bin/gcc"), absent=["gcc"]
        ),
        met("from nothing", built_image(base="scratch"), software(), _BORNE_OUT, absent=["gcc"]),
        unmet("a removed package database proves nothing", _IMAGE, software(), _BORNE_OUT, absent=["gcc"]),
    )

    @model_validator(mode="after")
    def _not_both(self) -> Self:
        if both := set(self.present) & set(self.absent):
            raise ValueError(f"{min(both)} cannot be both present and absent")
        return self

    @property
    @override
    def expected(self) -> str:
        parts = [f"installed: {', '.join(self.present)}"] if self.present else []
        parts += [f"not installed: {', '.join(self.absent)}"] if self.absent else []
        return one_line("; ".join(parts), 400)

    @override
    def questions(self) -> tuple[BuiltImage, Filesystem, PackageFiles]:
        options = BuildOptions(self.target)
        return BuiltImage(options), Filesystem(options), PackageFiles(self.present, self.absent, options)

    @override
    def judge(self, facts: Facts) -> Finding:
        built, installed, files = self.questions()
        packages = facts[installed].packages
        missing = [names for names in self.present if not named_by([names], packages)]
        wrong = [f"not installed: {some(missing, 5)}"] if missing else []
        wrong += [f"installed: {some(unwanted, 5)}"] if (unwanted := named_by(self.absent, packages)) else []
        wrong += _not_borne_out(facts[files])
        wrong += no_database(facts[built].base, packages)
        if wrong:
            return Unmet("\n".join(wrong))
        count = f"{len(packages)} installed package{'' if len(packages) == 1 else 's'}"
        among = f", among them {some(named_by(self.present, packages), 5)}" if self.present else ""
        without = f"; none is {some(self.absent, 5)}" if self.absent else ""
        return Met(f"{count}{among}{without}")


def _not_borne_out(files: PackageFilesFact) -> list[str]:
    wrong = [files.excess] if files.excess else []
    if files.hollow:
        wrong.append(f"only named: {some(files.hollow, 5)}; the files that belong to it are not in the image")
    traces = [f"{trace.package} ({trace.path})" for trace in files.traces]
    return [*wrong, f"not named, but there: {some(traces, 5)}"] if traces else wrong
