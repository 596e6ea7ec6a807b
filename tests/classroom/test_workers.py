"""How many work side by side, and how they end."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from grader.bench.builds import TakenIn
from grader.challenge import Limits
from grader.classroom.entries import Submission
from grader.classroom.fingerprint import fingerprint
from grader.classroom.local import LocalWorkers
from grader.classroom.opening import opened_again
from grader.classroom.task import Task
from grader.classroom.workers import in_time, worker_count
from grader.errors import EngineFailureError
from grader.evidence import Attachments, Broken, ImageSummary, SizeFact, StarterSize
from grader.side_by_side import SideBySide
from grader.submission import Graded, GradingOptions
from grader.values import replace
from tests.classroom.samples import CHALLENGE, marked
from tests.fake_engine import ABOUT, FakeEngine


@pytest.mark.parametrize(
    ("cpus", "memory", "count"),
    [
        (8, 64_000_000_000, 8),
        (8, 4_000_000_000, 4),
        (8, 100_000_000, 1),
        (500, 10**13, 32),
        (3, 0, 3),
    ],
)
def test_worker_count(cpus: int, memory: int, count: int) -> None:
    """One per CPU, as far as the memory of the engine's machine reaches."""
    engine = FakeEngine(about=replace(ABOUT, cpus=cpus, memory=memory))
    assert worker_count(engine, Limits()) == count


@pytest.fixture
def handed_in(tmp_path: Path) -> Path:
    """A submission."""
    folder = tmp_path / "alice"
    folder.mkdir()
    (folder / "Dockerfile").write_text("FROM python:3.11\n")
    return folder


def work(handed_in: Path) -> Task:
    """The task that grades it."""
    return Task(fingerprint(handed_in), Submission("alice", "alice", handed_in), lambda: "now")


class Grading:
    """A submission that is graded like this; a subclass says how it is stopped."""

    def __init__(self, folder: Path, grade: Callable[[Path], Graded]) -> None:
        self._folder, self._grade = folder, grade

    def verdicts(self) -> Iterator[object]:
        """Nothing but the work."""
        self._made = self._grade(self._folder)
        yield from ()

    def take_in_bases(self, taken_in: TakenIn) -> None:
        """Nothing."""

    def graded(self) -> Graded:
        """What it came to."""
        return self._made

    def stop(self) -> None:
        """Nothing."""

    def close(self) -> None:
        """Nothing."""


def workers(
    monkeypatch: pytest.MonkeyPatch,
    grade: Callable[[Path], Graded],
    kind: type[Grading] = Grading,
    **engine: Any,
) -> LocalWorkers:
    """Workers that grade like this."""

    def made(_challenge: object, folder: Path, _options: GradingOptions) -> Grading:
        return kind(folder, grade)

    for module in ("submission", "side_by_side"):
        monkeypatch.setattr(f"grader.{module}.SubmissionGrading", made)
    return LocalWorkers(CHALLENGE, Limits(), FakeEngine(**engine), 2)


def test_graded(handed_in: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A submission that stays as it is gets its result."""
    pool = workers(monkeypatch, lambda _folder: marked())
    assert pool.submit(work(handed_in)).result(10) == marked()
    pool.close()


@pytest.mark.parametrize(("count", "most"), [(1, 0), (3, 0), (4, 1), (7, 1), (8, 2), (100, 2)])
def test_networks_that_stay(monkeypatch: pytest.MonkeyPatch, count: int, most: int) -> None:
    """One for each worker, and none that would serve too few submissions."""
    asked: list[int] = []
    monkeypatch.setattr(SideBySide, "keep_networks", lambda _self, wanted: asked.append(wanted))
    pool = workers(monkeypatch, lambda _folder: marked())
    pool.prepare(count)
    pool.close()
    assert asked == [most]


@pytest.mark.parametrize("is_asked", [False, True], ids=["nobody-asks", "a-criterion-asks"])
def test_starter_is_measured_once(
    handed_in: Path, monkeypatch: pytest.MonkeyPatch, *, is_asked: bool
) -> None:
    """Whoever is graded meanwhile gets the starter's picture, and the fact for a changed spec, too."""
    asked: list[Path] = []
    size = SizeFact(7, "unpacked", None, "overlay2", ())
    starter = ImageSummary(7, "unpacked", None, "", base_stand_in=False, layers=())
    report = replace(marked().report, attachments=Attachments(starter=starter))
    measured = Graded(report=report, evidence={StarterSize(): size})

    class Starter(Grading):
        def also_ask(self, _questions: object) -> None:
            asked.append(self._folder)
            self._made = measured

    pool = workers(monkeypatch, lambda _folder: measured if is_asked else marked(), Starter)
    pool.prepare(3)
    done = [pool.submit(work(handed_in)).result(10) for _ in range(3)]
    pool.close()
    assert done == [measured] * 3
    assert asked == [CHALLENGE.original]


def test_starter_that_cannot_be_measured(handed_in: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without it only the picture is missing."""

    class Starter(Grading):
        def also_ask(self, _questions: object) -> None:
            self._made = Graded(report=marked().report, evidence={StarterSize(): Broken("no engine")})

    pool = workers(monkeypatch, lambda _folder: marked(), Starter)
    pool.prepare(3)
    assert pool.submit(work(handed_in)).result(10) == marked()
    pool.close()


def test_changed_while_graded(handed_in: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A result of changed files is never kept under the digest of the earlier ones."""

    def grade(folder: Path) -> Graded:
        (folder / "Dockerfile").write_text("FROM b\n")
        return marked()

    pool = workers(monkeypatch, grade)
    assert "changed" in str(pool.submit(work(handed_in)).exception(10))
    pool.close()


def test_gone_meanwhile(handed_in: Path) -> None:
    """A submission that was taken away is not a learner's failure any more."""
    task = work(handed_in)
    (handed_in / "Dockerfile").unlink()
    handed_in.rmdir()
    with (
        pytest.raises(EngineFailureError, match="nothing was handed in"),
        opened_again(task.submission, task.content),
    ):
        pass


@pytest.mark.parametrize(("alive", "error"), [(False, EngineFailureError), (True, None)])
def test_engine_that_dies(
    handed_in: Path, monkeypatch: pytest.MonkeyPatch, alive: object, error: type[Exception] | None
) -> None:
    """What a container did not answer while the engine died does not count."""
    pool = workers(monkeypatch, lambda _folder: marked("unmet"), alive=alive)
    raised = pool.submit(work(handed_in)).exception(10)
    assert (type(raised) if raised else None) is error
    pool.close()


def test_stop(handed_in: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stopping ends every grading, also one that another's failure comes before, and no result counts."""
    began, stopped = threading.Barrier(3), threading.Event()
    stops: list[int] = []

    class Stubborn(Grading):
        def stop(self) -> None:
            stops.append(1)
            if len(stops) == 2:
                stopped.set()
            raise EngineFailureError("no engine")

    def grade(_folder: Path) -> Graded:
        began.wait(10)
        stopped.wait(10)
        return marked("unmet")

    pool = workers(monkeypatch, grade, Stubborn)
    futures = [pool.submit(work(handed_in)) for _ in range(3)]
    began.wait(10)
    pool.stop()
    pool.close()
    assert futures[2].cancelled()
    assert all(isinstance(future.exception(10), InterruptedError) for future in futures[:2])


def test_stop_before_the_grading(handed_in: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was still unpacking when all was stopped does not begin to build."""
    began, stopped = threading.Event(), threading.Event()

    @contextmanager
    def slowly_opened(*_args: object) -> Iterator[Path]:
        began.set()
        stopped.wait(10)
        yield handed_in

    monkeypatch.setattr("grader.classroom.local.opened_again", slowly_opened)
    pool = workers(monkeypatch, lambda _folder: pytest.fail("it goes on"))
    future = pool.submit(work(handed_in))
    began.wait(10)
    pool.stop()
    stopped.set()
    assert isinstance(future.exception(10), InterruptedError)


def test_one_that_does_not_end() -> None:
    """A submission that even its own limit does not end costs no worker; the class goes on."""
    never = threading.Event()

    def waits() -> Graded:
        never.wait()
        return marked()

    with pytest.raises(EngineFailureError, match=r"did not end within"):
        in_time(waits, 0.05)
    never.set()
    assert in_time(marked, 10) == marked()


def test_what_it_raises_is_told() -> None:
    """Also where that is called like the time that is over."""

    def late() -> Graded:
        raise TimeoutError("of its own")

    with pytest.raises(TimeoutError, match="of its own"):
        in_time(late, 10)
