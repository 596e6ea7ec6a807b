"""`image_packages`: packages of the distribution that the image has, and that it has not."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator
from typing_extensions import override

from grader.criterion import Criterion, Finding, Met, Unmet, met, unmet
from grader.criterion.package_names import PackageName, may_have_none, named_by
from grader.criterion.samples import built_image, software
from grader.criterion.targets import Target
from grader.evidence import BuildOptions, BuiltImage, Facts, Filesystem
from grader.text import one_line, some


class ImagePackagesKind(Criterion):
    """The packages that are wanted are installed in the image, and none of those that are not.

    A library that the application needs at run time must be installed in the final stage; what only
    the build needs makes the image larger. The packages are those of dpkg (Debian, Ubuntu) and apk
    (Alpine), as their databases in the image name them; pip's packages are none of them.
    """

    needs_one_of = ("present", "absent")

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

    examples = (
        met(
            "the library, without the compiler",
            built_image(),
            software("libpq5", "gcc-12-base"),
            present=["libpq|libpq5"],
            absent=["gcc", "build-base"],
        ),
        unmet("the library is missing", built_image(), software("libc6"), present=["libpq|libpq5"]),
        unmet("a package that must not be there", built_image(), software("libpq-dev"), absent=["*-dev"]),
        met("an image that starts from nothing", built_image(base="scratch"), software(), absent=["gcc"]),
        unmet("a removed package database proves nothing", built_image(), software(), absent=["gcc"]),
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
    def questions(self) -> tuple[BuiltImage, Filesystem]:
        options = BuildOptions(self.target)
        return (BuiltImage(options), Filesystem(options))

    @override
    def judge(self, facts: Facts) -> Finding:
        image, software = self.questions()
        packages = facts[software].packages
        missing = [names for names in self.present if not named_by([names], packages)]
        unwanted = named_by(self.absent, packages)
        wrong = [f"not installed: {some(missing, 5)}"] if missing else []
        wrong += [f"installed: {some(unwanted, 5)}"] if unwanted else []
        if not packages and not may_have_none(facts[image].base):
            none = "the image has no package database of dpkg or apk: nothing tells what is installed in it"
            wrong.append(none)
        if wrong:
            return Unmet("\n".join(wrong))
        there = named_by(self.present, packages)
        count = f"{len(packages)} installed package{'' if len(packages) == 1 else 's'}"
        among = f", among them {some(there, 5)}" if there else ""
        without = f"; none is {some(self.absent, 5)}" if self.absent else ""
        return Met(f"{count}{among}{without}")
