"""`exec_form`: the image's own CMD and ENTRYPOINT start a program without a shell around it."""

from typing import Literal

from pydantic import Field
from typing_extensions import override

from grader.criterion import Finding, ImageKind, Met, Unmet, met, renamed, unmet
from grader.criterion.config_values import array
from grader.criterion.samples import built_image
from grader.dockerfile import Dockerfile, Instruction
from grader.dockerfile.meaning.places import StartKeyword, last_commands
from grader.evidence import ImageFact
from grader.shell import runs_shell_text
from grader.text import one_line

_FROM = "FROM python:3.11-slim\n"
_GUNICORN = built_image(command=("gunicorn", "app:app"))
_IN_SHELL = built_image(command=("/bin/sh", "-c", "gunicorn"))


class ExecFormKind(ImageKind):
    """CMD and ENTRYPOINT are JSON arrays: the text says so, and the built image holds the same words.

    In shell form the first process is a shell, which does not pass the stop signal on: the application
    never hears that it should end and is killed after ten seconds. What the base image brings is not the
    Dockerfile's own and does not count.
    """

    old_spellings = renamed(allow_shell="nothing: an array that runs a shell is not met")

    check: Literal["exec_form"]
    instruction: Literal["CMD", "ENTRYPOINT", "any"] = Field(
        "any", description="Which one must be there in exec form; `any`: each that the final image has."
    )

    examples = (
        met("a JSON array", _GUNICORN, dockerfile=f'{_FROM}CMD ["gunicorn", "app:app"]\n'),
        unmet("plain text", dockerfile=f"{_FROM}CMD gunicorn app:app\n"),
        unmet("single quotes are no JSON", dockerfile=f"{_FROM}CMD ['gunicorn']\n"),
        unmet("only the base image has a CMD", dockerfile=f"{_FROM}USER app\n"),
        unmet(
            "the other instruction is wanted",
            dockerfile=f'{_FROM}CMD ["gunicorn"]\n',
            instruction="ENTRYPOINT",
        ),
        unmet("an array that runs a shell", dockerfile=f'{_FROM}CMD ["sh", "-c", "gunicorn app:app"]\n'),
        unmet("the text says it, the image does not", _IN_SHELL, dockerfile=f'{_FROM}CMD ["gunicorn"]\n'),
        unmet("both, and one is plain text", dockerfile=f'{_FROM}ENTRYPOINT ["python"]\nCMD app.py\n'),
        met(
            "what a later one replaces does not count",
            _GUNICORN,
            dockerfile=f'{_FROM}CMD x\nCMD ["gunicorn", "app:app"]\n',
        ),
    )

    @property
    @override
    def expected(self) -> str:
        which = "CMD or ENTRYPOINT, each that is there," if self.instruction == "any" else self.instruction
        return f'{which} in exec form: a JSON array such as ["python", "app.py"]'

    @override
    def screen_text(self, dockerfile: Dockerfile) -> Unmet | None:
        own = self._own(dockerfile)
        if not own:
            none = "neither CMD nor ENTRYPOINT" if self.instruction == "any" else f"no {self.instruction}"
            return Unmet(none, file=dockerfile.file, line=dockerfile.final.line)
        wrong = (_wrong_text(dockerfile, item) for item in own.values())
        return next((unmet for unmet in wrong if unmet is not None), None)

    @override
    def judge_image(self, image: ImageFact, dockerfile: Dockerfile) -> Finding:
        config = image.config
        own = self._own(dockerfile)
        in_image = {"CMD": config.command, "ENTRYPOINT": config.entrypoint}
        for keyword, item in own.items():
            if in_image[keyword] != item.words:
                told = f"{_shown(item)}, but the built image has {array(in_image[keyword])}"
                return Unmet(told, file=dockerfile.file, line=item.line)
        together = config.entrypoint + config.command
        if self.instruction == "any" and runs_shell_text(together):
            item = list(own.values())[-1]
            return _shell(dockerfile, item, f"{_shown(item)}; together the image runs {array(together)}")
        return Met("\n".join(_shown(item) for item in own.values()))

    def _own(self, dockerfile: Dockerfile) -> dict[StartKeyword, Instruction]:
        return {
            keyword: item
            for keyword, item in last_commands(dockerfile).items()
            if self.instruction in ("any", keyword) and (item.words or not item.exec_form)
        }


def _wrong_text(dockerfile: Dockerfile, item: Instruction) -> Unmet | None:
    if not item.exec_form:
        quotes = " with double quotes" if item.text.startswith("[") else ""
        hint = f'Write a JSON array{quotes}: {item.keyword} ["program", "argument"]'
        return Unmet(f"{_shown(item)} is in shell form", hint, dockerfile.file, item.line)
    return _shell(dockerfile, item, _shown(item)) if runs_shell_text(item.words) else None


def _shell(dockerfile: Dockerfile, item: Instruction, told: str) -> Unmet:
    hint = "Name the program itself, without a shell: a shell does not pass the stop signal on."
    return Unmet(f"{told} runs a shell", hint, dockerfile.file, item.line)


def _shown(item: Instruction) -> str:
    return f"line {item.line}: {item.keyword} {one_line(item.text, 120)}"
