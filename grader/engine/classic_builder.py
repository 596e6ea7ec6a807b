"""The classic builder, Docker's or Podman's: what it cannot build, and where a failed step is written."""

import sys
from pathlib import Path

from typing_extensions import override

from grader.dockerfile import Dockerfile, Instruction
from grader.engine.builder import Builder
from grader.engine.child import ChildResult
from grader.engine.classic_build import BUILD_FAILED, order_text
from grader.engine.classic_log import read_classic_failure
from grader.engine.model import BuildFailure, BuildOrder
from grader.errors import BeyondEngineError, EngineFailureError
from grader.evidence import BuildOptions
from grader.text import last_lines, one_line
from grader.values import replace

STEP_CHARACTERS = 160


class ClassicBuilder(Builder):
    """The builder behind the engine's API; `called` and `able` are for who needs heredocs."""

    def __init__(self, *, reads_heredocs: bool, called: str, able: str) -> None:
        self._reads_heredocs, self._called, self._able = reads_heredocs, called, able

    @override
    def command(self, order: BuildOrder, folder: Path, labels: dict[str, str]) -> list[str]:
        self._check(order.dockerfile)
        text = order_text(
            context=order.context,
            dockerfile=folder / "Dockerfile",
            tag=order.tag,
            labels=labels,
            target=order.options.target,
            platform=order.options.platform,
            build_args=dict(order.options.arguments),
            layers=may_use_layers(order.options),
            ignore=order.ignore.decode("utf-8", "replace").splitlines(),
        )
        return [sys.executable, "-m", "grader.engine.classic_build", text]

    @override
    def said(self, text: str, order: BuildOrder) -> str:
        return text

    @override
    def failure(self, result: ChildResult, order: BuildOrder) -> BuildFailure:
        if result.exit_code not in {BUILD_FAILED, None}:
            said = " ".join(last_lines(result.output, 1)) or f"exit code {result.exit_code}"
            raise EngineFailureError(f"the build was cut off: {said}")
        failure = read_classic_failure(result, order.limit)
        return replace(failure, line=line_of_step(order.dockerfile, failure.step or ""))

    def _check(self, dockerfile: Dockerfile) -> None:
        first = next((item.line for item in dockerfile.instructions if item.heredocs), None)
        if first is not None and not self._reads_heredocs:
            raise BeyondEngineError(
                f"this engine's builder ({self._called}) cannot build heredocs ({dockerfile.file}:{first})",
                self._able,
            )


def may_use_layers(options: BuildOptions) -> bool:
    """Whether Podman may take layers of another build for this one.

    Its builder takes `ENV VERSION=$VERSION` from a build with other arguments (seen with buildah 1.39).
    """
    return not options.arguments and not options.platform


def line_of_step(dockerfile: Dockerfile, step: str) -> int | None:
    """The line of the step's instruction, told by its text; None where no single instruction has it."""
    lines = [item.line for item in dockerfile.instructions if step in _texts(item)]
    return lines[0] if len(lines) == 1 else None


def _texts(instruction: Instruction) -> tuple[str, ...]:
    """As written, and as Podman shows an exec form."""
    forms = (instruction.text, " ".join(instruction.words))
    return tuple(one_line(f"{instruction.keyword} {form}", STEP_CHARACTERS) for form in forms)
