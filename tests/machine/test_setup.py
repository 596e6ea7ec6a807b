from collections.abc import Sequence

import pytest

from grader.errors import EngineUnavailableError, UsageError
from grader.machine import setup as module
from grader.machine.answering import Answering
from grader.machine.home import Home
from grader.machine.roots import Roots
from grader.machine.setup import set_up
from grader.machine.work import Work
from tests.fake_engine import FakeEngine
from tests.machine.samples import Programs, answering_with

ONE = ("02-multi-stage-builds",)


class Course:
    """What is set up, and which roots were begun before."""

    def __init__(self) -> None:
        self.engine: Answering | None = answering_with(FakeEngine())
        self.reachable = False
        self.provided: Sequence[str] = ()
        self.begun: list[str] = []

    def up(self, _home: Home, _work: Work) -> Answering:
        """The engine."""
        if self.engine is None:
            raise EngineUnavailableError("No container engine answers.")
        return self.engine

    def provide(self, roots: Roots, wanted: Sequence[str], *_others: object) -> None:
        """Note what is wanted."""
        self.provided, self.begun = wanted, sorted(roots._begun)


@pytest.fixture
def course(monkeypatch: pytest.MonkeyPatch, debian_root: Programs) -> Course:
    """A machine without an engine that could have a private one."""
    made = Course()
    debian_root.add("apt-get")
    monkeypatch.setattr(module, "is_debian_root", lambda: True)
    monkeypatch.setattr(module, "answering", lambda: None)
    monkeypatch.setattr(module, "seems_reachable", lambda: made.reachable)
    monkeypatch.setattr(module, "up", made.up)
    monkeypatch.setattr(module, "provide_with", made.provide)
    return made


def test_fresh_machine(course: Course, home: Home) -> None:
    """Without a registry, the root of the images that are wanted is begun beside the engine's own."""
    set_up(home, Work(quiet=True), ONE)
    assert set(course.provided) == {"python:3.11", "python:3.11-slim"}
    assert course.begun == ["debian:bookworm-slim"]


def test_with_a_registry(course: Course, home: Home) -> None:
    """Nothing is begun that a pull makes needless."""
    course.reachable = True
    set_up(home, Work(quiet=True), ONE)
    assert course.begun == []


def test_engine_that_was_there_before(course: Course, home: Home) -> None:
    """A stopped private engine may have its images still."""
    home.root.mkdir(parents=True)
    set_up(home, Work(quiet=True), ONE)
    assert course.begun == []


def test_without_an_engine(
    course: Course, home: Home, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Much can be graded without one: that is said, and is no failure."""
    monkeypatch.setattr(module, "is_debian_root", lambda: False)
    course.engine = None
    set_up(home, Work(quiet=True), ONE)
    assert capsys.readouterr().out == f"No container engine answers.\n{module.NO_ENGINE}\n"


def test_slip_of_the_pen(course: Course, home: Home) -> None:
    """An unknown challenge is found before anything is made."""
    with pytest.raises(UsageError, match="no challenge '07'"):
        set_up(home, Work(quiet=True), ["07"])
    assert course.provided == ()
