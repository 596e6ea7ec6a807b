"""`build_args`: what is given with --build-arg arrives in the image."""

from collections.abc import Iterator
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field, model_validator

from grader.criterion import Criterion, Example, Finding, Met, Unmet
from grader.criterion.expectations import require_any
from grader.criterion.file_rules import FileText
from grader.criterion.targets import Target
from grader.dockerfile import read_dockerfile
from grader.dockerfile.meaning.places import undeclared
from grader.evidence import (
    BaseImage,
    BuildOptions,
    BuiltImage,
    DockerfileText,
    Facts,
    FileEntry,
    ImageConfig,
    ImageFact,
    ImageFiles,
    ImageFilesFact,
    Question,
)
from grader.fields import Text
from grader.text import one_line

_GIVEN = BuildOptions(arguments=(("APP_VERSION", "9.8.7"),))
_ENV = {"arguments": {"APP_VERSION": "9.8.7"}, "env": {"APP_VERSION": "9.8.7"}}
_FILE = {"arguments": {"APP_VERSION": "9.8.7"}, "file": {"path": "/app/VERSION", "contains": "9.8.7"}}
_TEXT = "FROM a\nARG APP_VERSION=1.0\nENV APP_VERSION=$APP_VERSION\n"


def _facts(given: str, without: str, text: str = _TEXT) -> dict[Question[Any], Any]:
    base = BaseImage("a:latest", available=True, is_prefix=True)
    images = (
        ImageFact("sha256:1", base, (), (), ImageConfig(environment=(f"APP_VERSION={value}",)))
        for value in (given, without)
    )
    dockerfile = read_dockerfile(text.encode())
    return {
        DockerfileText(): dockerfile,
        **dict(zip((BuiltImage(_GIVEN), BuiltImage()), images, strict=True)),
    }


def _with_file(given: str, without: str) -> dict[Question[Any], Any]:
    files: dict[Question[Any], Any] = {
        ImageFiles(("/app/VERSION",), texts=True, options=options): ImageFilesFact(
            ((FileEntry("/app/VERSION", "file", text=text),),)
        )
        for options, text in ((_GIVEN, given), (BuildOptions(), without))
    }
    return {**_facts("", ""), **files}


class BuildArgsKind(Criterion):
    """What `docker build --build-arg` gives arrives in the image, and is not written into the Dockerfile.

    A value that changes with every release does not belong in the Dockerfile: ARG takes it from
    outside, and ENV, LABEL or RUN put it where it is needed. The image is built twice, with the
    arguments and without them, and only the first image may have the value.
    """

    check: Literal["build_args"]
    arguments: Annotated[
        dict[Annotated[str, Field(pattern=r"^[A-Za-z_][A-Za-z0-9_]*$")], str],
        Field(min_length=1, description="Names and values for --build-arg; take values that nobody guesses."),
    ]
    env: Annotated[
        dict[Text, Text] | None,
        Field(min_length=1, description="Environment variables that the image must then have."),
    ] = None
    labels: Annotated[
        dict[Text, Text] | None, Field(min_length=1, description="Labels that the image must then have.")
    ] = None
    file: Annotated[
        FileText | None, Field(description="A file of the image that must then contain a text.")
    ] = None
    target: Target = None

    examples: ClassVar[tuple[Example, ...]] = (
        Example("the value arrives", Met, _facts("9.8.7", "1.0"), _ENV),
        Example("it does not arrive", Unmet, _facts("1.0", "1.0"), _ENV),
        Example("it is there without the argument, too", Unmet, _facts("9.8.7", "9.8.7"), _ENV),
        Example(
            "an ARG before FROM is not seen in the stage", Unmet, _facts("", "", "ARG A\nFROM a\n"), _ENV
        ),
        Example("it arrives in a file", Met, _with_file("9.8.7\n", "dev\n"), _FILE),
        Example("the file says something else", Unmet, _with_file("dev\n", "dev\n"), _FILE),
    )

    @model_validator(mode="after")
    def _says_something(self) -> "BuildArgsKind":
        require_any(self, "env", "labels", "file")
        return self

    @property
    def expected(self) -> str:
        """The arguments and where they must arrive."""
        parts = [f"environment variable {name}={value}" for name, value in (self.env or {}).items()]
        parts += [f"label {name}={value}" for name, value in (self.labels or {}).items()]
        parts += [f"{self.file.contains!r} in {self.file.path}"] if self.file else []
        return one_line(f"built with {self._arguments()}, the image has {', '.join(parts)}", 400)

    def questions(self) -> tuple[Question[Any], ...]:
        """The Dockerfile, then both images."""
        images = tuple(BuiltImage(options) for options in self._both)
        files = tuple(self._file(options) for options in self._both if self.file)
        return (DockerfileText(), *images, *files)

    def judge(self, facts: Facts) -> Finding:
        """Each value must be in the image that got the arguments, and not in the other one."""
        dockerfile = facts[DockerfileText()]
        given, without = (tuple(self._places(facts, how)) for how in self._both)
        for place, arrived, shown in given:
            if not arrived:
                found = f"built with {self._arguments()}: {place}: {shown}"
                return Unmet(found, undeclared(dockerfile, self.arguments), dockerfile.file)
        for place, arrived, shown in without:
            if arrived:
                found = f"built without the arguments, the image has the value already: {place}: {shown}"
                return Unmet(found, "Do not write the value itself: take it from ARG.", dockerfile.file)
        return Met("; ".join(f"{place}: {shown}" for place, _, shown in given))

    @property
    def _both(self) -> tuple[BuildOptions, BuildOptions]:
        """With the arguments, and without them."""
        return BuildOptions(self.target, tuple(self.arguments.items())), BuildOptions(self.target)

    def _arguments(self) -> str:
        return " ".join(f"--build-arg {name}={value}" for name, value in self.arguments.items())

    def _file(self, options: BuildOptions) -> ImageFiles:
        return ImageFiles((self.file.path,) if self.file else (), texts=True, options=options)

    def _places(self, facts: Facts, options: BuildOptions) -> Iterator[tuple[str, bool, str]]:
        """Each place with whether the value is there, and what is there."""
        config = facts[BuiltImage(options)].config
        for name, value in (self.env or {}).items():
            yield f"environment variable {name}", *_compared(value, config.variables.get(name))
        for name, value in (self.labels or {}).items():
            yield f"label {name}", *_compared(value, dict(config.labels).get(name))
        if self.file:
            entries = facts[self._file(options)].entries[0]
            text = entries[0].text if entries else None
            shown = "not there" if text is None else one_line(text, 100) or "empty"
            yield self.file.path, self.file.contains in (text or ""), shown


def _compared(wanted: str, found: str | None) -> tuple[bool, str]:
    return found == wanted, "not there" if found is None else one_line(found, 100) or "empty"
