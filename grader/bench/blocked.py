"""How the bench stops where the submission itself keeps a fact from being known."""

from collections.abc import Callable

from grader.engine.model import BuildFailure
from grader.errors import BeyondEngineError, EngineFailureError
from grader.evidence import Blocked, Cause, cause_of
from grader.values import replace


class BlockedError(Exception):
    """The submission is unusable or does not build; `Bench.ask` answers with `blocked`."""

    def __init__(self, blocked: Blocked) -> None:
        self.blocked = blocked
        super().__init__(blocked.reason)


def of_target(blocked: Blocked, target: str | None) -> Blocked:
    """The same, with a cause that knows which stage was built."""
    return replace(blocked, cause=replace(cause_of(blocked), target=target)) if target else blocked


class MachineTroubleError(EngineFailureError):
    """The machine was asked, and is what a build failed by; asking again tells nothing new."""


def build_failed(
    failure: BuildFailure, file: str, cause: Callable[[], Cause]
) -> BlockedError | EngineFailureError:
    """What a failed build of the Dockerfile `file` is to be raised as: by whose fault it failed.

    `cause` tells what the learner's failure means.
    """
    where = f" at {failure.step}" if failure.step else ""
    output = "".join(f"\n  | {line}" for line in failure.output)
    if failure.fault == "machine":
        said = f"the image cannot be built here{where}: {failure.reason}{output}"
        return BeyondEngineError(said, failure.able) if failure.able else EngineFailureError(said)
    place = f" ({file}:{failure.line})" if failure.line else ""
    return BlockedError(
        Blocked("build", f"{failure.reason}{where}{place}{output}", file, failure.line, cause())
    )
