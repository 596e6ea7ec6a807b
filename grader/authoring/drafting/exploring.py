"""Finding out what is true of starter and solution: both are built and run at the same time."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from typing import Any

from grader.authoring.drafting.learners import given_files
from grader.authoring.drafting.log_lines import LOG
from grader.authoring.drafting.pair import Page, Pair, Side
from grader.authoring.drafting.paths import named_paths
from grader.authoring.drafting.python_packages import PREFIX
from grader.challenge import Challenge
from grader.errors import EngineFailureError, UsageError
from grader.evidence import (
    Blocked,
    Broken,
    BuiltImage,
    ContainerCommand,
    DockerfileText,
    Filesystem,
    HttpAnswer,
    HttpRequest,
    ImageSize,
    NoHttpAnswer,
    Question,
)
from grader.side_by_side import SideBySide
from grader.submission import GradingOptions, Known, SubmissionGrading
from grader.text import one_line
from grader.values import Value, replace

Progress = Callable[[str], None]

USUAL_PORT = 80
_BUILT: tuple[Question[Any], ...] = (ImageSize(), Filesystem())


class Explored(Value):
    """The pair, and the gradings that answer what is asked of it."""

    pair: Pair
    starter: SubmissionGrading
    solution: SubmissionGrading

    @property
    def known(self) -> tuple[Known, Known]:
        """All that was found out so far, of the starter and of the solution."""
        return self.starter.graded().evidence, self.solution.graded().evidence


@contextmanager
def exploring(challenge: Challenge, side_by_side: SideBySide, progress: Progress) -> Iterator[Explored]:
    """Starter and solution, built and asked what most proposals need; more can be asked until the end.

    UsageError where a Dockerfile cannot be read, or the solution does not build; EngineFailureError.
    """
    told = [GradingOptions(progress=partial(_tell, progress, name)) for name in ("starter", "solution")]
    with (
        side_by_side.grading(challenge, challenge.original, told[0]) as starter,
        side_by_side.grading(challenge, challenge.solution, told[1]) as solution,
        ThreadPoolExecutor(2, thread_name_prefix="draft") as pool,
    ):
        begun, ended = Side(challenge.original, starter), Side(challenge.solution, solution)
        running = [
            pool.submit(_look, begun, starter, "starter"),
            pool.submit(_look, ended, solution, "solution"),
        ]
        try:
            _, pages = [each.result() for each in running]
        except BaseException:
            side_by_side.stop()
            raise
        port = pages[0].port if pages else None
        yield Explored(Pair(begun, ended, given_files(begun, ended), port, pages), starter, solution)


def _tell(progress: Progress, name: str, text: str) -> None:
    progress(f"{name}: {text}")


def _look(side: Side, opened: SubmissionGrading, name: str) -> tuple[Page, ...]:
    """Build and run one side; the pages that it answers."""
    _check(opened, name)
    opened.also_ask(_BUILT)
    paths = named_paths(side)
    ports = [int(port.partition("/")[0]) for port in side.config.ports if port.endswith("/tcp")]
    requests = [HttpRequest(path, (ports or [USUAL_PORT])[0]) for path in paths]
    opened.ask_together([*requests, LOG, ContainerCommand(PREFIX)])
    first = opened.ask(requests[0])
    if isinstance(first, NoHttpAnswer) and first.problem == "other_port":
        requests = [replace(request, port=first.ports[0]) for request in requests]
        opened.ask_together(requests)
    return tuple(_pages(side, requests, paths))


def _pages(side: Side, requests: Sequence[HttpRequest], files: dict[str, str]) -> Iterator[Page]:
    for request in requests:
        answer = side.ask(request)
        if isinstance(answer, HttpAnswer):
            yield Page(request.path, request.port, files[request.path], answer)


def _check(opened: SubmissionGrading, name: str) -> None:
    """Raise where there is nothing to go on from; a starter need not build."""
    text, image = opened.ask(DockerfileText()), opened.ask(BuiltImage())
    for answer in (text, image):
        if isinstance(answer, Broken):
            raise EngineFailureError(answer.reason)
    blocked = text if isinstance(text, Blocked) else image if name == "solution" else None
    if isinstance(blocked, Blocked):
        where = f" ({one_line(blocked.file)}:{blocked.line})" if blocked.file and blocked.line else ""
        raise UsageError(f"the {name} does not build{where}: {one_line(blocked.reason, 400)}")
