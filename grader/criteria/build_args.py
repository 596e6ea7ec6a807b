"""`build_args`: what is given with --build-arg arrives in the image."""

from collections.abc import Iterator
from typing import Annotated, Any, Literal

from pydantic import Field
from typing_extensions import override

from grader.criterion import Criterion, Finding, Met, Unmet, met, renamed, unmet
from grader.criterion.file_rules import FileText
from grader.criterion.samples import built_image, file, found_files
from grader.criterion.targets import Target
from grader.dockerfile.meaning.places import undeclared
from grader.evidence import BuildOptions, BuiltImage, DockerfileText, Facts, ImageFiles, Question
from grader.fields import Text
from grader.text import one_line

Name = Annotated[str, Field(pattern=r"^[A-Za-z_][A-Za-z0-9_]*$")]

_TEXT = "FROM a\nARG APP_VERSION=1.0\nENV APP_VERSION=$APP_VERSION\n"
_BUILT, _NEW, _OLD = (built_image(environment=env) for env in ((), ("APP_VERSION=9",), ("APP_VERSION=1.0",)))
_NEW_FILE, _OLD_FILE = (found_files(file("/app/VERSION", text)) for text in ("9\n", "dev\n"))
_ENV: dict[str, Any] = {"arguments": {"APP_VERSION": "9"}, "env": {"APP_VERSION": "9"}}
_FILE: dict[str, Any] = {
    "arguments": {"APP_VERSION": "9"},
    "file": {"path": "/app/VERSION", "contains": "9"},
}


class BuildArgsKind(Criterion):
    """What `docker build --build-arg` gives arrives in the image, and is not written into the Dockerfile.

    A value that changes with every release does not belong in the Dockerfile: ARG takes it from
    outside, and ENV or RUN put it where it is needed. The image is built twice, with the arguments and
    without them, and only the first image may have the value.
    """

    needs_one_of = ("env", "file")
    old_spellings = renamed(labels="env or file, where the value must arrive")

    check: Literal["build_args"]
    arguments: dict[Name, str] = Field(
        min_length=1, description="Names and values for --build-arg; take values that nobody guesses."
    )
    env: dict[Text, Text] | None = Field(None, min_length=1, description="Variables that the image then has.")
    file: FileText | None = Field(None, description="A file of the image that must then contain a text.")
    target: Target = None

    examples = (
        met("the value arrives", _NEW, _OLD, dockerfile=_TEXT, **_ENV),
        unmet("it does not arrive", _OLD, _OLD, dockerfile="FROM a\nENV APP_VERSION=1.0\n", **_ENV),
        unmet("it is there without the argument, too", _NEW, _NEW, dockerfile=_TEXT, **_ENV),
        unmet(
            "an ARG before FROM is not seen in the stage",
            _BUILT,
            _BUILT,
            dockerfile="ARG APP_VERSION\nFROM a\n",
            **_ENV,
        ),
        met("it arrives in a file", _BUILT, _BUILT, _NEW_FILE, _OLD_FILE, **_FILE),
        unmet("the file says something else", _BUILT, _BUILT, _OLD_FILE, _OLD_FILE, **_FILE),
    )

    @property
    @override
    def expected(self) -> str:
        parts = [f"environment variable {name}={value}" for name, value in (self.env or {}).items()]
        parts += [f"{self.file.contains!r} in {self.file.path}"] if self.file else []
        return one_line(f"built with {self._arguments}, the image has {', '.join(parts)}", 400)

    @override
    def questions(self) -> tuple[Question[Any], ...]:
        images = tuple(BuiltImage(options) for options in self._builds)
        files = tuple(self._file(options) for options in self._builds if self.file)
        return (DockerfileText(), *images, *files)

    @override
    def judge(self, facts: Facts) -> Finding:
        dockerfile = facts[DockerfileText()]
        given, without = (list(self._places(facts, options)) for options in self._builds)
        for place, arrived, shown in given:
            if not arrived:
                found = f"built with {self._arguments}: {place}: {shown}"
                return Unmet(found, undeclared(dockerfile, self.arguments), dockerfile.file)
        for place, arrived, shown in without:
            if arrived:
                found = f"built without the arguments, the image has the value already: {place}: {shown}"
                return Unmet(found, "Do not write the value itself: take it from ARG.", dockerfile.file)
        return Met("; ".join(f"{place}: {shown}" for place, _, shown in given))

    @property
    def _builds(self) -> tuple[BuildOptions, BuildOptions]:
        """With the arguments, and without them."""
        return BuildOptions(self.target, tuple(self.arguments.items())), BuildOptions(self.target)

    @property
    def _arguments(self) -> str:
        return " ".join(f"--build-arg {name}={value}" for name, value in self.arguments.items())

    def _file(self, options: BuildOptions) -> ImageFiles:
        return ImageFiles((self.file.path,) if self.file else (), texts=True, options=options)

    def _places(self, facts: Facts, options: BuildOptions) -> Iterator[tuple[str, bool, str]]:
        """Each place with whether the value is there, and what is there."""
        variables = facts[BuiltImage(options)].config.variables
        for name, value in (self.env or {}).items():
            there = variables.get(name)
            yield f"environment variable {name}", there == value, _shown(there)
        if self.file:
            entries = facts[self._file(options)].entries[0]
            text = entries[0].text if entries else None
            yield self.file.path, self.file.contains in (text or ""), _shown(text)


def _shown(value: str | None) -> str:
    return "not there" if value is None else one_line(value, 100) or "empty"
