"""Workers that are threads of this process and share one engine."""

from concurrent.futures import Executor, Future, ThreadPoolExecutor
from dataclasses import replace

from grader.challenge import Challenge, Limits
from grader.classroom.opening import opened_again
from grader.classroom.task_queue import Task
from grader.engine import Engine
from grader.errors import EngineFailureError
from grader.evidence import SizeFact, StarterSize
from grader.submission import Graded, GradingOptions, SideBySide, grading


class LocalWorkers:
    """A pool of `jobs` threads; `stop` ends what they are at."""

    def __init__(self, challenge: Challenge, limits: Limits, engine: Engine, jobs: int) -> None:
        self._challenge, self._engine = challenge, engine
        self._options = GradingOptions(limits=limits, engine=engine)
        self.jobs = jobs
        self.executor: Executor = ThreadPoolExecutor(jobs, thread_name_prefix="class")
        self._side_by_side = SideBySide()

    def prepare(self) -> None:
        """Measure the starter's image once for all; without it only the pages lack a picture."""
        if not self._challenge.original.is_dir():
            return
        options = replace(self._options, only=())
        with grading(self._challenge, self._challenge.original, options) as starter:
            starter.also_ask([StarterSize()])
            size = starter.graded().evidence.get(StarterSize())
        if isinstance(size, SizeFact):
            self._options = replace(self._options, known={StarterSize(): size})

    def submit(self, task: Task) -> "Future[Graded]":
        """Hand a task to the pool."""
        return self.executor.submit(self._grade, task)

    def stop(self) -> None:
        """Begin nothing more, and end what is being done; none of it counts."""
        self.executor.shutdown(wait=False, cancel_futures=True)
        self._side_by_side.stop()

    def close(self) -> None:
        """Wait for the threads."""
        self.executor.shutdown()

    def _grade(self, task: Task) -> Graded:
        options = replace(self._options, shown=task.submission.id)
        with opened_again(task.submission, task.content) as folder:
            self._side_by_side.go_on()
            graded = self._side_by_side.grade(self._challenge, folder, options)
        self._check(graded)
        return graded

    def _check(self, graded: Graded) -> None:
        """What a container does not answer while its engine dies is not the learner's failure."""
        self._side_by_side.go_on()
        if graded.report.outcome != "passed" and not self._engine.is_alive():
            raise EngineFailureError("the engine stopped answering")
