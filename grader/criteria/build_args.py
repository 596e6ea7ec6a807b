"""`build_args`: what `--build-arg` gives arrives in the image."""

from collections.abc import Iterator
from typing import Annotated, Any, Literal, Self

from pydantic import Field, model_validator
from typing_extensions import override

from grader.criterion import Finding, Met, Unmet, met, renamed, unmet
from grader.criterion.build_samples import DRAWN, argument_trial
from grader.criterion.file_rules import FileText
from grader.criterion.targets import StageKind
from grader.dockerfile.meaning.places import undeclared
from grader.evidence import ArgumentRun, ArgumentTrial, DockerfileText, Facts, Question
from grader.fields import Text
from grader.text import one_line

Name = Annotated[str, Field(pattern=r"^[A-Za-z_][A-Za-z0-9_]*$")]
Sample = Annotated[str, Field(pattern=r"^([^A-Za-z0-9]*[A-Za-z0-9]){4}")]
"""A value of four letters and digits or more, for which others are drawn."""

_ENDS = "ARG holds during the build only: ENV, or a RUN that writes a file, puts its value into the image."

_TEXT = "FROM a\nARG APP_VERSION=none\nENV APP_VERSION=$APP_VERSION\n"
_BEFORE = "ARG APP_VERSION\nFROM a\n"
_ENV: dict[str, Any] = {"arguments": {"APP_VERSION": "1.2.3-rc"}, "env": {"APP_VERSION": "1.2.3-rc"}}
_FILE: dict[str, Any] = {
    "arguments": {"APP_VERSION": "1.2.3-rc"},
    "file": {"path": "/app/VERSION", "contains": "1.2.3-rc"},
}


class BuildArgsKind(StageKind):
    """What `docker build --build-arg` gives arrives in the image, and something else without it.

    A value that changes with every release does not belong in the Dockerfile: ARG takes it from
    outside, and ENV or RUN put it where it is needed; a default in ARG stands for it elsewhere.

    Judged by experiment: the image is built with two values of the form that the spec shows, drawn anew
    for each run, and once without any. Each must arrive, and the default must not be empty.
    """

    needs_one_of = ("env", "file")
    old_spellings = renamed(labels="env or file, where the value must arrive")

    check: Literal["build_args"]
    arguments: dict[Name, Sample] = Field(
        min_length=1, description="Names for --build-arg, each with a sample of its values."
    )
    env: dict[Text, Text] | None = Field(
        None, min_length=1, description="Variables that the image then has, with the samples in their values."
    )
    file: FileText | None = Field(None, description="A file of the image that must then contain a text.")

    examples = (
        met("each value arrives", argument_trial(*DRAWN, "none"), dockerfile=_TEXT, **_ENV),
        unmet("it does not arrive", argument_trial("1.0", "1.0", "1.0"), **_ENV),
        unmet("the sample arrives", argument_trial("1.2.3-rc", "1.2.3-rc", "none"), **_ENV),
        unmet("no default", argument_trial(*DRAWN, ""), dockerfile=_TEXT, **_ENV),
        unmet("an ARG before FROM", argument_trial("", "", ""), dockerfile=_BEFORE, **_ENV),
        met("it arrives in a file", argument_trial(*(f"{v}\n" for v in DRAWN), "dev\n", file=True), **_FILE),
        unmet("the file says something else", argument_trial("dev\n", "dev\n", "dev\n", file=True), **_FILE),
    )

    @model_validator(mode="after")
    def _samples_arrive(self) -> Self:
        texts = {**(self.env or {}), **({self.file.path: self.file.contains} if self.file else {})}
        for place, text in texts.items():
            if not any(value in text for value in self.arguments.values()):
                raise ValueError(f"{place} must hold the sample of an argument, got {text!r}")
        return self

    @property
    @override
    def expected(self) -> str:
        names = " ".join(f"--build-arg {name}=..." for name in self.arguments)
        places = [*(self.env or {}), *([self.file.path] if self.file else [])]
        return one_line(f"built with {names}, each value arrives in {', '.join(places)}", 400)

    @override
    def questions(self) -> tuple[Question[Any], ...]:
        return (DockerfileText(), self._trial)

    @override
    def judge(self, facts: Facts) -> Finding:
        dockerfile, (*given, without) = facts[DockerfileText()], facts[self._trial]
        for run in given:
            for place, wanted, there, exact in self._places(run):
                if there is None or (there != wanted if exact else wanted not in there):
                    value = " ".join(f"--build-arg {name}={value}" for name, value in run.given)
                    found = one_line(f"built with {value}: {place}: {_shown(there)}", 400)
                    hint = undeclared(dockerfile, self.arguments) or (_ENDS if there is None else None)
                    return Unmet(found, hint, dockerfile.file)
        for place, _, there, _ in self._places(without):
            if not (there or "").strip():
                hint = f"Give the argument a default: ARG {next(iter(self.arguments))}=unversioned"
                return Unmet(f"built without the arguments: {place}: {_shown(there)}", hint, dockerfile.file)
        places = (place for run in given for place in self._places(run))
        return Met("; ".join(f"{place}: {_shown(there)}" for place, _, there, _ in places))

    @property
    def _trial(self) -> ArgumentTrial:
        path = self.file.path if self.file else None
        return ArgumentTrial(tuple(self.arguments.items()), self.options, path)

    def _places(self, run: ArgumentRun) -> Iterator[tuple[str, str, str | None, bool]]:
        """Each place with what must be there, what is, and whether it must be all of it."""
        for name, text in (self.env or {}).items():
            yield f"environment variable {name}", self._put_in(run, text), run.variables.get(name), True
        if self.file:
            yield self.file.path, self._put_in(run, self.file.contains), run.text, False

    def _put_in(self, run: ArgumentRun, text: str) -> str:
        for name, value in run.given:
            text = text.replace(self.arguments[name], value)
        return text


def _shown(value: str | None) -> str:
    return "not there" if value is None else one_line(value, 100) or "empty"
