"""Workers that are threads of this process and share one engine."""

from concurrent.futures import Executor, Future, ThreadPoolExecutor

from grader.challenge import Challenge, Limits
from grader.classroom.opening import opened_again
from grader.classroom.task import Task
from grader.classroom.workers import GRACE_SECONDS, check_engine, in_time
from grader.engine import Engine
from grader.evidence import SizeFact, StarterSize
from grader.side_by_side import SideBySide
from grader.submission import Graded, GradingOptions
from grader.values import replace

STARTER = StarterSize()
PAYS_OFF = 4
"""Of how many submissions a network that stays costs less than one for each of them."""


class LocalWorkers:
    """A pool of `jobs` threads; `stop` ends what they are at."""

    def __init__(self, challenge: Challenge, limits: Limits, engine: Engine, jobs: int) -> None:
        self._challenge, self._engine = challenge, engine
        self._limits, self._options = limits, GradingOptions(limits=limits, engine=engine, limit_builds=True)
        self.jobs = jobs
        self.executor: Executor = ThreadPoolExecutor(jobs, thread_name_prefix="class")
        self._side_by_side = SideBySide()
        self._measuring: Future[Graded | None] | None = None

    def prepare(self, count: int) -> None:
        """Be ready for so many submissions.

        The starter's image is measured once for all; without it only the pages lack a picture.
        """
        self._side_by_side.keep_networks(min(self.jobs, count // PAYS_OFF))
        if self._challenge.original.is_dir():
            self._measuring = self.executor.submit(self._measure_starter)

    def submit(self, task: Task) -> "Future[Graded]":
        """Hand a task to the pool."""
        return self.executor.submit(self._grade, task)

    def stop(self) -> None:
        """Begin nothing more, and end what is being done; none of it counts."""
        self.executor.shutdown(wait=False, cancel_futures=True)
        self._side_by_side.stop()

    def close(self) -> None:
        """Wait for the threads, and until everything is removed."""
        self.executor.shutdown()
        self._side_by_side.close()

    def _grade(self, task: Task) -> Graded:
        options = replace(self._options, shown=task.submission.id)
        with opened_again(task.submission, task.content) as folder:
            self._side_by_side.go_on()
            graded = in_time(
                lambda: self._side_by_side.grade(self._challenge, folder, options),
                self._limits.in_all + GRACE_SECONDS,
            )
        self._side_by_side.go_on()
        check_engine(graded, self._engine)
        return self._with_starter(graded)

    def _measure_starter(self) -> Graded | None:
        options = replace(self._options, only=())
        with self._side_by_side.grading(self._challenge, self._challenge.original, options) as starter:
            starter.also_ask([STARTER])
            measured = starter.graded()
        size = measured.evidence[STARTER]
        if not isinstance(size, SizeFact):
            return None
        self._options = replace(self._options, known={STARTER: size})
        return measured

    def _with_starter(self, graded: Graded) -> Graded:
        """With the starter's picture also where grading did not wait for it."""
        measured = self._measuring.result() if self._measuring else None
        if measured is None or STARTER in graded.evidence:
            return graded
        attachments = replace(graded.report.attachments, starter=measured.report.attachments.starter)
        report = replace(graded.report, attachments=attachments)
        return Graded(report=report, evidence={**graded.evidence, STARTER: measured.evidence[STARTER]})
