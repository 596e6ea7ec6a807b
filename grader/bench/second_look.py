"""A second look at a failed build: what its output says of the machine is asked of the machine.

A step that could not reach its package index prints so, and so can a learner's `echo`. Words only raise a
doubt. What decides is a build of the grader's own, on the same base image and the same engine, that tries
what the step could not do, with nothing of the submission in it.
"""

import json
import secrets
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from grader.bench.doubts import doubts
from grader.bench.machine_questions import CANNOT_ASK, NETWORK_WORDS, MachineQuestion
from grader.dockerfile import Dockerfile, Stage, read_dockerfile
from grader.engine import Engine
from grader.engine.model import BuildFailure, BuildOrder, Image
from grader.engine.ownership import Run, temporary_prefix
from grader.errors import EngineFailureError
from grader.evidence import BuildOptions
from grader.text import one_line

ASK_SECONDS = 60.0
_NAME = "Dockerfile"


class MachineTroubleError(EngineFailureError):
    """The machine was asked, and is what a build failed by; asking again tells nothing new."""


def second_look(
    engine: Engine, run: Run, order: BuildOrder, failure: BuildFailure, progress: Callable[[str], None]
) -> bool:
    """Whether the network was asked and is well by now; False where there was no doubt, or no way to ask.

    MachineTroubleError where the machine is at fault.
    """
    image, answered = _stage(order, failure).image, False
    for question in doubts(failure) if image != "scratch" else ():
        progress(f"asking whether {question.about}")
        answer = _ask(engine, run, image, question, order.options.platform)
        if isinstance(answer, BuildFailure) and answer.reason.endswith(f"exit code: {CANNOT_ASK}"):
            continue
        if isinstance(answer, BuildFailure) and question.is_trouble(answer):
            raise MachineTroubleError(f"{question.trouble}: {_why(answer)}")
        answered = answered or question.of_network
    return answered


def _why(answer: BuildFailure) -> str:
    if not answer.in_time:
        return f"no answer within {ASK_SECONDS:.0f} s"
    told = [line for line in answer.said.split("\n") if NETWORK_WORDS.search(line)]
    return one_line(told[-1] if told else answer.said or answer.reason, 300)


def _ask(
    engine: Engine, run: Run, image: str, question: MachineQuestion, platform: str | None
) -> Image | BuildFailure:
    """The question is no layer that is known already: it has a number that no other has."""
    command = json.dumps(["/bin/sh", "-c", f": {secrets.token_hex(8)}\n{question.script}"])
    text = f"FROM {image}\nUSER 0\nRUN {command}\n".encode()
    with tempfile.TemporaryDirectory(prefix=temporary_prefix()) as empty:
        order = BuildOrder(
            context=Path(empty),
            text=text,
            dockerfile=read_dockerfile(text, _NAME),
            tag=run.new_tag(),
            options=BuildOptions(platform=platform),
            limit=ASK_SECONDS,
        )
        return engine.build(order, run, on_line=lambda _line: None, on_step=lambda _step: None)


def _stage(order: BuildOrder, failure: BuildFailure) -> Stage:
    """The stage that failed, by the builder's word; the one that is built where it does not say."""
    return (
        _at(order.dockerfile, failure)
        or order.dockerfile.stage(order.options.target)
        or order.dockerfile.final
    )


def _at(dockerfile: Dockerfile, failure: BuildFailure) -> Stage | None:
    if failure.line is not None:
        return next((each for each in dockerfile.stages if each.line <= failure.line <= each.end_line), None)
    named = (failure.step or "").removeprefix("[").partition(" ")[0]
    return dockerfile.stage(named) if named else None


def again(order: BuildOrder, failure: BuildFailure, seconds: float) -> BuildOrder | None:
    """The order for another try in what is left of its time; None where the first try took all of it."""
    left = order.limit - seconds
    return replace(order, limit=left) if failure.in_time and left > 1 else None
