"""Workers that are threads of this process and share one engine."""

from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import suppress
from threading import Lock

from grader.bench import Bench
from grader.challenge import Challenge, Limits
from grader.classroom.grade_class import Task
from grader.classroom.opening import opened_again
from grader.classroom.work import Graded, Known, grade_folder
from grader.engine import Engine
from grader.errors import EngineFailureError, GraderError
from grader.evidence import SizeFact, StarterSize


class LocalWorkers:
    """A pool of `jobs` threads; `stop` ends what they are at."""

    def __init__(self, challenge: Challenge, limits: Limits, engine: Engine, jobs: int) -> None:
        self._challenge, self._limits, self._engine = challenge, limits, engine
        self.jobs = jobs
        self.executor: Executor = ThreadPoolExecutor(jobs, thread_name_prefix="class")
        self._benches: set[Bench] = set()
        self._lock, self._stopping = Lock(), False
        self._known: Known = {}

    def prepare(self) -> None:
        """Measure the starter's image once for all; without it only the pages lack a picture."""
        if not self._challenge.original.is_dir():
            return
        bench = Bench(
            self._challenge.original, self._limits, starter=self._challenge.original, engine=self._engine
        )
        try:
            size = bench.ask(StarterSize())
        finally:
            bench.close()
        if isinstance(size, SizeFact):
            self._known = {StarterSize(): size}

    def submit(self, task: Task) -> "Future[Graded]":
        """Hand a task to the pool."""
        return self.executor.submit(self._grade, task)

    def stop(self) -> None:
        """Begin nothing more, and end what is being done; none of it counts."""
        self.executor.shutdown(wait=False, cancel_futures=True)
        with self._lock:
            self._stopping = True
            for bench in self._benches:
                with suppress(GraderError):
                    bench.stop()

    def close(self) -> None:
        """Wait for the threads."""
        self.executor.shutdown()

    def _grade(self, task: Task) -> Graded:
        benches: list[Bench] = []

        def on_bench(made: Bench) -> None:
            benches.append(made)
            with self._lock:
                self._benches.add(made)
            self._go_on()

        try:
            with opened_again(task.submission, task.content) as folder:
                self._go_on()
                graded = grade_folder(
                    self._challenge,
                    folder,
                    task.submission.id,
                    self._limits,
                    engine=self._engine,
                    known=self._known,
                    on_bench=on_bench,
                )
        finally:
            with self._lock:
                self._benches -= set(benches)
        self._check(graded)
        return graded

    def _check(self, graded: Graded) -> None:
        """What a container does not answer while its engine dies is not the learner's failure."""
        self._go_on()
        if graded.outcome != "passed" and not self._engine.is_alive():
            raise EngineFailureError("the engine stopped answering")

    def _go_on(self) -> None:
        with self._lock:
            if self._stopping:
                raise InterruptedError("the class is not graded any further")
