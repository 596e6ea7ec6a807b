"""Workers that are threads of this process and share one engine."""

import tempfile
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from pathlib import Path
from threading import Lock

from grader.bench import Bench
from grader.challenge import Challenge, Limits
from grader.classroom.grade_class import Task
from grader.classroom.work import Graded, Known, Unusable, grade_folder, opened
from grader.engine import Engine
from grader.errors import EngineFailureError
from grader.evidence import SizeFact, StarterSize


class LocalWorkers:
    """A pool of `jobs` threads; `stop` ends what they are at."""

    def __init__(self, challenge: Challenge, limits: Limits, engine: Engine, jobs: int) -> None:
        self._challenge, self._limits, self._engine = challenge, limits, engine
        self.jobs = jobs
        self.executor: Executor = ThreadPoolExecutor(jobs, thread_name_prefix="class")
        self._benches: set[Bench] = set()
        self._lock = Lock()
        self._known: Known = {}

    def prepare(self) -> None:
        """Measure the starter's image once for all; without it only the pages lack a picture."""
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
        """Begin nothing more, and end what is being done."""
        self.executor.shutdown(wait=False, cancel_futures=True)
        with self._lock:
            for bench in self._benches:
                bench.stop()

    def close(self) -> None:
        """Wait for the threads."""
        self.executor.shutdown()

    def _grade(self, task: Task) -> Graded:
        bench: list[Bench] = []

        def on_bench(made: Bench) -> None:
            bench.append(made)
            with self._lock:
                self._benches.add(made)

        with tempfile.TemporaryDirectory(prefix="grader-class-") as name:
            folder = opened(task.submission, Path(name, "content"))
            if isinstance(folder, Unusable):
                raise EngineFailureError(f"the submission changed meanwhile: {folder.reason}")
            try:
                return grade_folder(
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
                    self._benches -= set(bench)
