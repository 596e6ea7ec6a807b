"""A second look at a failed build: what its output says of the machine is asked of the machine.

A step that could not reach its package index prints so, and so can a learner's `echo`. Words only raise a
doubt. What decides is a build of the grader's own, on the same base image and the same engine, that tries
what the step could not do, with nothing of the submission in it.
"""

import json
import secrets
import tempfile
from collections.abc import Callable
from pathlib import Path

from grader.bench.blocked import MachineTroubleError
from grader.bench.doubts import doubts
from grader.bench.machine_questions import CANNOT_ASK, NETWORK_WORDS, MachineQuestion
from grader.dockerfile import Stage, read_dockerfile
from grader.engine import Engine
from grader.engine.model import BuildFailure, BuildOrder, Image
from grader.engine.ownership import Run, temporary_prefix
from grader.evidence import BuildOptions
from grader.text import one_line
from grader.values import Value, replace

ASK_SECONDS = 120.0
_NAME = "Dockerfile"


Build = Callable[[BuildOrder], Image | BuildFailure]


class SecondLook(Value):
    """On a `failure` of `order`."""

    engine: Engine
    run: Run
    order: BuildOrder
    failure: BuildFailure
    progress: Callable[[str], None]

    def outcome(self, seconds: float, build: Build) -> Image | BuildFailure:
        """What comes of the order, of which the first try took `seconds`.

        A network that was doubted and is well may have been away: there is another try in the time that is
        left. MachineTroubleError where the machine is at fault.
        """
        left = self.order.limit - seconds
        if not self.network_is_well() or not self.failure.in_time or left < 1:
            return self.failure
        return build(replace(self.order, limit=left, tag=self.run.new_tag()))

    def network_is_well(self) -> bool:
        """Whether the network was asked, and answers; False where there was no doubt, or no way to ask.

        MachineTroubleError where the machine is at fault.
        """
        image, answered = self._stage().image, False
        for question in doubts(self.failure) if image != "scratch" else ():
            self.progress(f"asking whether {question.about}")
            answer = self._ask(image, question)
            if isinstance(answer, BuildFailure) and answer.reason.endswith(f"exit code: {CANNOT_ASK}"):
                continue
            if isinstance(answer, BuildFailure) and question.is_trouble(answer):
                raise MachineTroubleError(f"{question.trouble}: {_why(answer)}")
            answered = answered or question.of_network
        return answered

    def _ask(self, image: str, question: MachineQuestion) -> Image | BuildFailure:
        """The question is no layer that is known already: it has a number that no other has."""
        command = json.dumps(["/bin/sh", "-c", f": {secrets.token_hex(8)}\n{question.script}"])
        text = f"FROM {image}\nUSER 0\nRUN {command}\n".encode()
        with tempfile.TemporaryDirectory(prefix=temporary_prefix()) as empty:
            order = BuildOrder(
                context=Path(empty),
                text=text,
                dockerfile=read_dockerfile(text, _NAME),
                tag=self.run.new_tag(),
                options=BuildOptions(platform=self.order.options.platform),
                limit=ASK_SECONDS,
            )
            return self.engine.build(order, self.run, on_line=_ignore, on_step=_ignore)

    def _stage(self) -> Stage:
        """The stage that failed, by the builder's word; the one that is built where it does not say."""
        dockerfile, line = self.order.dockerfile, self.failure.line
        if line is not None:
            found = next((each for each in dockerfile.stages if each.line <= line <= each.end_line), None)
        else:
            named = (self.failure.step or "").removeprefix("[").partition(" ")[0]
            found = dockerfile.stage(named) if named else None
        return found or dockerfile.stage(self.order.options.target) or dockerfile.final


def _ignore(_text: str) -> None:
    """What the question prints is in its answer."""


def _why(answer: BuildFailure) -> str:
    if not answer.in_time:
        return f"no answer within {ASK_SECONDS:.0f} s"
    told = [line for line in answer.said.split("\n") if NETWORK_WORDS.search(line)]
    return one_line(told[-1] if told else answer.said or answer.reason, 300)
