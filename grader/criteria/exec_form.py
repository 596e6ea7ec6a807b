"""`exec_form`: the image's own CMD and ENTRYPOINT start a program without a shell around it."""

import json
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field

from grader.criterion import Criterion, Example, Finding, Met, Unmet
from grader.dockerfile import Dockerfile, Instruction, read_dockerfile
from grader.dockerfile.meaning.places import StartKeyword, last_commands
from grader.evidence import BaseImage, BuiltImage, DockerfileText, Facts, ImageConfig, ImageFact, Question
from grader.shell import runs_shell_text
from grader.text import one_line


def _facts(text: str, cmd: tuple[str, ...], entrypoint: tuple[str, ...] = ()) -> dict[Question[Any], Any]:
    base = BaseImage("python:3.11-slim", available=True, is_prefix=True)
    config = ImageConfig(command=cmd, entrypoint=entrypoint)
    return {
        DockerfileText(): read_dockerfile(f"FROM python:3.11-slim\n{text}\n".encode()),
        BuiltImage(): ImageFact("sha256:1", base, (), (), config),
    }


_GUNICORN = _facts('CMD ["gunicorn", "app:app"]', ("gunicorn", "app:app"))
_SHELL = ("/bin/sh", "-c", "gunicorn app:app")
_SH_C = _facts('CMD ["sh", "-c", "gunicorn app:app"]', ("sh", "-c", "gunicorn app:app"))


class ExecFormKind(Criterion):
    """CMD and ENTRYPOINT are JSON arrays: the text says so, and the built image holds the same words.

    In shell form the first process is a shell, which does not pass the stop signal on: the application
    never hears that it should end and is killed after ten seconds. What the base image brings is not the
    Dockerfile's own and does not count.
    """

    check: Literal["exec_form"]
    instruction: Annotated[
        Literal["CMD", "ENTRYPOINT", "any"],
        Field(description="Which one must be there in exec form; `any`: each that the final image has."),
    ] = "any"
    allow_shell: Annotated[
        bool, Field(strict=True, description='true: an array that runs a shell, ["sh", "-c", ...], is fine.')
    ] = False

    examples: ClassVar[tuple[Example, ...]] = (
        Example("a JSON array", Met, _GUNICORN),
        Example("plain text", Unmet, _facts("CMD gunicorn app:app", _SHELL)),
        Example("single quotes are no JSON", Unmet, _facts("CMD ['gunicorn']", _SHELL)),
        Example("only the base image has a CMD", Unmet, _facts("USER app", ("python3",))),
        Example("the other instruction is wanted", Unmet, _GUNICORN, {"instruction": "ENTRYPOINT"}),
        Example("an array that runs a shell", Unmet, _SH_C),
        Example("an array that may run a shell", Met, _SH_C, {"allow_shell": True}),
        Example("the text says it, the image does not", Unmet, _facts('CMD ["gunicorn"]', _SHELL)),
        Example(
            "both, and one is plain text",
            Unmet,
            _facts('ENTRYPOINT ["python"]\nCMD app.py', ("/bin/sh", "-c", "app.py"), ("python",)),
        ),
        Example(
            "what a later one replaces does not count",
            Met,
            _facts('CMD x\nCMD ["gunicorn", "app:app"]', ("gunicorn", "app:app")),
        ),
    )

    @property
    def expected(self) -> str:
        """Which instruction, and that it is an array."""
        which = "CMD or ENTRYPOINT, each that is there," if self.instruction == "any" else self.instruction
        return f'{which} in exec form: a JSON array such as ["python", "app.py"]'

    def questions(self) -> tuple[Question[Any], ...]:
        """What the Dockerfile says, then what the image holds."""
        return (DockerfileText(), BuiltImage())

    def screen(self, facts: Facts) -> Unmet | None:
        """A Dockerfile without exec form needs no build to be judged."""
        dockerfile = facts[DockerfileText()]
        own = self._own(dockerfile)
        if not own:
            which = "CMD nor ENTRYPOINT" if self.instruction == "any" else self.instruction
            neither = "neither " if self.instruction == "any" else "no "
            return Unmet(f"{neither}{which}", file=dockerfile.file, line=dockerfile.final.line)
        wrong = (self._wrong_text(dockerfile, item) for item in own.values())
        return next((unmet for unmet in wrong if unmet is not None), None)

    def judge(self, facts: Facts) -> Finding:
        """Compare the image's own words with the text's."""
        if (unmet := self.screen(facts)) is not None:
            return unmet
        dockerfile, config = facts[DockerfileText()], facts[BuiltImage()].config
        own = self._own(dockerfile)
        in_image = {"CMD": config.command, "ENTRYPOINT": config.entrypoint}
        for keyword, item in own.items():
            if in_image[keyword] != item.words:
                told = f"{_shown(item)}, but the built image has {_array(in_image[keyword])}"
                return Unmet(told, file=dockerfile.file, line=item.line)
        together = config.entrypoint + config.command
        if self.instruction == "any" and not self.allow_shell and runs_shell_text(together):
            item = list(own.values())[-1]
            return _shell(dockerfile, item, f"{_shown(item)}; together the image runs {_array(together)}")
        return Met("\n".join(_shown(item) for item in own.values()))

    def _own(self, dockerfile: Dockerfile) -> dict[StartKeyword, Instruction]:
        return {
            keyword: item
            for keyword, item in last_commands(dockerfile).items()
            if self.instruction in ("any", keyword) and (item.words or not item.exec_form)
        }

    def _wrong_text(self, dockerfile: Dockerfile, item: Instruction) -> Unmet | None:
        if not item.exec_form:
            quotes = " with double quotes" if item.text.startswith("[") else ""
            hint = f'Write a JSON array{quotes}: {item.keyword} ["program", "argument"]'
            return Unmet(f"{_shown(item)} is in shell form", hint, dockerfile.file, item.line)
        if runs_shell_text(item.words) and not self.allow_shell:
            return _shell(dockerfile, item, _shown(item))
        return None


def _shell(dockerfile: Dockerfile, item: Instruction, told: str) -> Unmet:
    hint = "Name the program itself, without a shell: a shell does not pass the stop signal on."
    return Unmet(f"{told} runs a shell", hint, dockerfile.file, item.line)


def _shown(item: Instruction) -> str:
    return f"line {item.line}: {item.keyword} {one_line(item.text, 120)}"


def _array(words: tuple[str, ...]) -> str:
    return one_line(json.dumps(list(words), ensure_ascii=False), 120)
