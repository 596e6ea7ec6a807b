"""What is graded, how often, and what is kept."""

from collections.abc import Callable
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from grader.classroom.done import Done, Failed, Fresh, Kept
from grader.classroom.journal import Journal
from grader.classroom.task import Choice, Task
from grader.classroom.task_queue import TaskQueue
from grader.report.words import beyond
from grader.submission import Graded
from tests.classroom.samples import LACKING, marked, result, task
from tests.report.samples import BEYOND

Answer = Graded | BaseException | Any


class Bench:
    """A class whose gradings end as they are told to; it counts them."""

    def __init__(self, folder: Path) -> None:
        self.journal = Journal(folder / "journal.sqlite", "demo")
        self.graded: list[str] = []
        self.said: list[str] = []
        self.answers: dict[str, list[Answer]] = {}
        self.executor: Executor = ThreadPoolExecutor(4)

    def work(self, name: str) -> Graded:
        """The next answer of this content; a pass where none is told."""
        self.graded.append(name)
        answers = self.answers.get(name) or [marked()]
        answer = answers.pop(0) if len(answers) > 1 else answers[0]
        if isinstance(answer, BaseException):
            raise answer
        return answer

    def grade(
        self,
        *tasks: Task,
        choice: Choice = "changed",
        resume: bool = False,
        submit: Callable[[Task], "Future[Graded]"] | None = None,
    ) -> dict[str, Done]:
        """One run."""
        self.graded, self.said = [], []
        queue = TaskQueue(
            journal=self.journal,
            submit=submit or (lambda one: self.executor.submit(self.work, one.content)),
            jobs=2,
            prepare=lambda count: self.said.append(f"prepare {count}"),
            on_start=lambda one: self.said.append(f"start {one.content}"),
            on_done=lambda one, _done: self.said.append(f"done {one.content}"),
        )
        return queue.grade(tasks, choice, resume=resume)


@pytest.fixture
def bench(tmp_path: Path) -> Any:
    """A class with an empty journal."""
    made = Bench(tmp_path)
    with closing(made.journal), made.executor:
        yield made


def came(done: Done) -> tuple[str | None, str | None, bool]:
    """Outcome, failure, and whether it was kept."""
    match done:
        case Failed(reason=reason, earlier=earlier):
            return earlier.report.outcome if earlier else None, reason, False
        case Fresh(found) | Kept(found):
            return found.report.outcome, None, isinstance(done, Kept)


def test_each_once(bench: Bench) -> None:
    """Everything is graded once, written down, and kept the next time."""
    tasks = [task(str(number)) for number in range(30)]
    done = bench.grade(*tasks)
    assert sorted(bench.graded) == sorted(done) == sorted(one.content for one in tasks)
    assert set(map(came, done.values())) == {("passed", None, False)}
    again = bench.grade(*tasks)
    assert (bench.graded, bench.journal.starts()) == ([], dict.fromkeys(done, 1))
    assert set(map(came, again.values())) == {("passed", None, True)}
    assert not any(said.startswith("prepare") for said in bench.said)


def test_equal_contents(bench: Bench) -> None:
    """Equal contents are graded once, for the first that handed it in."""
    first, second = task("a"), Task("a", task("b").submission, lambda: "now")
    started: list[Task] = []
    queue = TaskQueue(
        journal=bench.journal,
        submit=lambda one: bench.executor.submit(bench.work, one.content),
        jobs=2,
        on_start=started.append,
    )
    assert list(queue.grade([first, second], "changed", resume=False)) == ["a"]
    assert started == [first]


def test_changed(bench: Bench) -> None:
    """Other circumstances mean another grading; only what changed is graded."""
    bench.grade(task("a"), task("b"))
    bench.grade(task("a", "later"), task("b"), task("c"))
    assert sorted(bench.graded) == ["a", "c"]


def test_circumstances_are_those_afterwards(bench: Bench) -> None:
    """A base image that grading pulled is no change for the next run."""
    state = ["no base image"]

    def pull(one: Task) -> "Future[Graded]":
        state[0] = "base image"
        return bench.executor.submit(bench.work, one.content)

    one = Task("a", task("a").submission, lambda: state[0])
    bench.grade(one, submit=pull)
    bench.grade(one)
    assert bench.graded == []


def test_all(bench: Bench) -> None:
    """All means all, unless an interrupted run that did the same is gone on with."""
    bench.grade(task("a"))
    bench.grade(task("a"), task("b"), choice="all")
    assert sorted(bench.graded) == ["a", "b"]
    bench.grade(task("a"), task("b"), choice="all", resume=True)
    assert sorted(bench.graded) == ["a", "b"]


@pytest.mark.parametrize("choice", ["changed", "all"])
def test_resume(bench: Bench, choice: Choice) -> None:
    """After two interruptions nothing is graded twice, and nothing is lost."""
    bench.grade(task("a"), task("b"), task("c"))

    def until(name: str) -> Callable[[Task], "Future[Graded]"]:
        def submit(one: Task) -> "Future[Graded]":
            if one.content == name:
                raise KeyboardInterrupt
            future: Future[Graded] = Future()
            future.set_result(bench.work(one.content))
            return future

        return submit

    tasks = [task(name, "later") for name in "abc"]
    counts: list[str] = []
    for name, resume in (("b", False), ("c", True)):
        with pytest.raises(KeyboardInterrupt):
            bench.grade(*tasks, choice=choice, resume=resume, submit=until(name))
        counts += bench.graded
    done = bench.grade(*tasks, choice=choice, resume=True)
    assert sorted(counts + bench.graded) == ["a", "b", "c"]
    assert {one.result.circumstances for one in done.values() if not isinstance(one, Failed)} == {"later"}


def test_resumed_with_another_spec(bench: Bench) -> None:
    """What an interrupted run graded by an older spec is graded again: one table, one spec."""
    bench.journal.begin_run("killed")
    bench.journal.record("a", result(circumstances="old spec", run="killed"), {})
    bench.grade(task("a", "new spec"), resume=True)
    assert bench.graded == ["a"]


def test_missing(bench: Bench) -> None:
    """Only what has no result, or what the machine failed on since, is graded."""
    bench.grade(task("a"), task("b"))
    bench.answers = {"b": [RuntimeError("no engine")], "c": [RuntimeError("no engine")]}
    bench.grade(*map(task, "abc"), choice="all")
    bench.answers = {}
    done = bench.grade(*(task(name, "later") for name in "abcd"), choice="missing")
    assert sorted(bench.graded) == ["b", "c", "d"]
    assert came(done["a"]) == ("passed", None, True)
    bench.grade(*map(task, "abcd"), choice="missing")
    assert bench.graded == []


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (RuntimeError("no\x1b[31m engine"), "RuntimeError: no engine"),
        (KeyboardInterrupt("k"), "KeyboardInterrupt: k"),
        (SystemExit(3), "SystemExit: 3"),
        (marked("broken", because="disk full"), "disk full"),
        (LACKING, f"{beyond(BEYOND)}; no --link"),
        (None, "no result came back"),
    ],
)
def test_failing_task(bench: Bench, answer: Answer, why: str) -> None:
    """What the machine fails on is tried twice and reported; the others are graded."""
    bench.answers = {"a": [answer]}
    done = bench.grade(task("a"), task("b"))
    assert sorted(bench.graded) == ["a", "a", "b"]
    assert (came(done["a"]), came(done["b"])) == ((None, why, False), ("passed", None, False))
    assert (bench.journal.result("a"), bench.journal.failure("a")) == (None, why)


def test_a_failure_is_never_kept(bench: Bench) -> None:
    """The next run grades it anew: a package index that was away is back."""
    bench.answers = {"a": [marked("broken", because="the index of pip cannot be reached")]}
    bench.grade(task("a"))
    bench.answers = {}
    assert came(bench.grade(task("a"))["a"]) == ("passed", None, False)
    assert bench.graded == ["a"]


def test_second_attempt(bench: Bench) -> None:
    """A failure that passes leaves no trace."""
    bench.answers = {"a": [RuntimeError("lost worker"), marked("unmet")]}
    assert came(bench.grade(task("a"))["a"]) == ("failed", None, False)
    assert bench.journal.failure("a") is None


def test_broken_never_replaces_a_mark(bench: Bench) -> None:
    """The earlier mark stays, and the failure is told beside it."""
    bench.grade(task("a"))
    bench.answers = {"a": [marked("broken", "unmet")]}
    done = bench.grade(task("a", "later"))["a"]
    assert came(done) == ("passed", "no engine", False)
    assert isinstance(done, Failed)
    assert done.part == marked("broken", "unmet").report


def test_report_without_sense(bench: Bench) -> None:
    """A result that cannot be understood ends the run instead of waiting for ever."""
    odd: Any = None
    bench.answers = {"a": [Graded(report=odd, evidence={})]}
    with pytest.raises(AttributeError):
        bench.grade(task("a"))


@pytest.mark.parametrize("error", [OSError(13, "Permission denied"), RuntimeError("shut down")])
def test_task_that_cannot_be_handed_over(bench: Bench, error: Exception) -> None:
    """A submission that cannot be sent does not stop the others."""

    def submit(one: Task) -> "Future[Graded]":
        if one.content == "a":
            raise error
        return bench.executor.submit(bench.work, one.content)

    done = bench.grade(task("a"), task("b"), submit=submit)
    assert isinstance(done["a"], Failed)
    assert came(done["b"]) == ("passed", None, False)


def test_cancelled_task(bench: Bench) -> None:
    """A worker that is gone fails its tasks."""

    def submit(_one: Task) -> "Future[Graded]":
        future: Future[Graded] = Future()
        future.cancel()
        return future

    assert came(bench.grade(task("a"), submit=submit)["a"]) == (None, "cancelled", False)


def test_journal_that_cannot_be_written(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where results cannot be written down, the run ends at once and is not called finished."""

    def fail(*_args: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(bench.journal, "record", fail)
    with pytest.raises(OSError, match="No space left"):
        bench.grade(*map(task, "abcdefgh"))
    assert len(bench.graded) < 8
    assert len(bench.journal.interrupted_runs()) == 1


def test_order_of_callbacks(bench: Bench) -> None:
    """Kept ones are told first, then workers are prepared for the others; each is begun before it is done."""
    bench.grade(task("a"))
    bench.grade(*map(task, "abc"))
    assert bench.said[:2] == ["done a", "prepare 2"]
    assert all(bench.said.index(f"start {name}") < bench.said.index(f"done {name}") for name in "bc")
    assert len(bench.said) == 6


def test_few_at_a_time(bench: Bench) -> None:
    """No more is handed over than the workers can soon begin."""
    flying: list[Future[Graded]] = []
    most = 0

    def submit(_one: Task) -> "Future[Graded]":
        nonlocal most
        future: Future[Graded] = Future()
        flying.append(future)
        most = max(most, len(flying))
        if len(flying) == 4:
            while flying:
                bench.executor.submit(flying.pop().set_result, marked())
        return future

    assert len(bench.grade(*(task(str(number)) for number in range(20)), submit=submit)) == 20
    assert most == 4
