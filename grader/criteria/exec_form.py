"""`exec_form`: the image's own CMD and ENTRYPOINT start a program without a shell around it."""

from typing import Any, Literal

from pydantic import Field
from typing_extensions import override

from grader.criterion import Finding, ImageKind, Met, Unmet, met, renamed, unmet
from grader.criterion.config_values import array
from grader.criterion.first_process import between
from grader.criterion.process_samples import BEHIND_A_SCRIPT, NO_EXEC, SERVER
from grader.criterion.samples import built_image
from grader.criterion.start_commands import in_a_shell, runs_shell, shown, without_exec, wrong_text
from grader.dockerfile import Dockerfile, Instruction
from grader.dockerfile.meaning.places import StartKeyword, last_commands
from grader.evidence import (
    ContainerProcesses,
    DockerfileText,
    Facts,
    ImageFact,
    NotRunning,
    Question,
    StartScripts,
)

_FROM = "FROM python:3.11-slim\n"
_GUNICORN = built_image(command=("gunicorn", "app:app"))
_IN_SHELL = built_image(command=("/bin/sh", "-c", "gunicorn"))
_EXEC = "Name the server itself, or begin the last command of the start script with exec."
_CMD = 'CMD ["gunicorn", "app:app"]\n'
_ARRAY = f"{_FROM}{_CMD}"


class ExecFormKind(ImageKind):
    """CMD and ENTRYPOINT are JSON arrays, and no other program runs between them and the application.

    In shell form the first process is a shell, which does not pass the stop signal on: the application
    never hears that it should end and is killed after ten seconds. A start script is one, too, unless its
    last command begins with `exec`. What the base image brings is not the Dockerfile's own.

    The form is judged by the text and by the built image: `CMD exec gunicorn` starts the same program, and is
    shell form. What runs is judged by the engine's list of processes: the one that listens is the
    container's first, below an init program at most, or a direct child of the same program. Of a container
    that does not run, and of an image that does not build, only the form is known.
    """

    old_spellings = renamed(allow_shell="nothing: an array that runs a shell is not met")

    check: Literal["exec_form"]
    instruction: Literal["CMD", "ENTRYPOINT", "any"] = Field(
        "any", description="Which one must be there in exec form; `any`: each that the final image has."
    )

    examples = (
        met("a server and its worker", _GUNICORN, SERVER, (), dockerfile=_ARRAY),
        met("the container ends", _GUNICORN, NotRunning("it ended with code 1"), (), dockerfile=_ARRAY),
        unmet("a script in between", _GUNICORN, BEHIND_A_SCRIPT, NO_EXEC, dockerfile=_ARRAY),
        unmet("plain text", dockerfile=f"{_FROM}CMD gunicorn app:app\n"),
        unmet("single quotes are no JSON", dockerfile=f"{_FROM}CMD ['gunicorn']\n"),
        unmet("only the base image has a CMD", dockerfile=f"{_FROM}USER app\n"),
        unmet("the other one is wanted", dockerfile=_ARRAY, instruction="ENTRYPOINT"),
        unmet("an array that runs a shell", dockerfile=f'{_FROM}CMD ["sh", "-c", "gunicorn app:app"]\n'),
        unmet("the image differs", _IN_SHELL, SERVER, (), dockerfile=f'{_FROM}CMD ["gunicorn"]\n'),
        unmet("both, and one is plain text", dockerfile=f'{_FROM}ENTRYPOINT ["python"]\nCMD app.py\n'),
        met("a later one replaces it", _GUNICORN, SERVER, (), dockerfile=f"{_FROM}CMD x\n{_CMD}"),
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
            return Unmet(none, file=dockerfile.file)
        wrong = (wrong_text(dockerfile, item) for item in own.values())
        return next((unmet for unmet in wrong if unmet is not None), None)

    @override
    def questions(self) -> tuple[Question[Any], ...]:
        return (*super().questions(), ContainerProcesses(), StartScripts())

    @override
    def judge(self, facts: Facts) -> Finding:
        finding, running = super().judge(facts), facts[ContainerProcesses()]
        if isinstance(finding, Unmet) or isinstance(running, NotRunning):
            return finding
        if (told := between(running.processes)) is None:
            return finding
        dockerfile = facts[DockerfileText()]
        item = list(self._own(dockerfile).values())[-1]
        file, line = without_exec(facts[StartScripts()]) or (dockerfile.file, item.line)
        return Unmet(f"{shown(item)}: {told}", _EXEC, file, line)

    @override
    def judge_unbuilt(self, facts: Facts) -> Finding | None:
        """The form is as wanted, or `screen` had told; a start script may do anything."""
        return None if facts[StartScripts()] else Met("by its words; the image was not built")

    @override
    def judge_image(self, image: ImageFact, dockerfile: Dockerfile) -> Finding:
        config = image.config
        own = self._own(dockerfile)
        in_image = {"CMD": config.command, "ENTRYPOINT": config.entrypoint}
        for keyword, item in own.items():
            if in_image[keyword] != item.words:
                told = f"{shown(item)}, but the built image has {array(in_image[keyword])}"
                return Unmet(told, file=dockerfile.file, line=item.line)
        if in_a_shell(config, self.instruction):
            item, together = list(own.values())[-1], array(config.entrypoint + config.command)
            return runs_shell(dockerfile, item, f"{shown(item)}; together the image runs {together}")
        return Met("\n".join(shown(item) for item in own.values()))

    def _own(self, dockerfile: Dockerfile) -> dict[StartKeyword, Instruction]:
        return {
            keyword: item
            for keyword, item in last_commands(dockerfile).items()
            if self.instruction in ("any", keyword) and (item.words or not item.exec_form)
        }
