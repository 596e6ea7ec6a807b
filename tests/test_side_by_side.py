"""Submissions that are graded side by side."""

from collections.abc import Callable, Iterable
from pathlib import Path
from threading import Event, Semaphore

import pytest

from grader.bench.builds import Builds
from grader.challenge import Catalogue, Limits
from grader.engine.kept_networks import KeptNetworks
from grader.engine.model import CannotStartError, NotPulled, Removed
from grader.engine.ownership import Run
from grader.evidence import Broken, Rebuild
from grader.side_by_side import SideBySide
from grader.submission import GradingOptions, grading
from tests.fake_container import FakeContainer
from tests.fake_engine import BASE, FakeEngine


@pytest.mark.parametrize(
    ("challenge_id", "first"),
    [
        ("03-production-image", {b"FROM python:3.11\n", b"FROM python:3.11-slim\n"}),
        ("02-multi-stage-builds", set()),
    ],
)
def test_bases_are_taken_in_first(challenge_id: str, first: set[bytes]) -> None:
    """Where it is asked what is built again, each base is built from alone, once, before the submissions."""
    challenge, together = Catalogue().load(challenge_id), SideBySide()
    engine = FakeEngine(images={"python:3.11": BASE, "python:3.11-slim": BASE})
    options = GradingOptions(engine=engine, only=())
    for _ in range(2):
        with together.grading(challenge, challenge.solution, options):
            pass
    assert {order.text for order in engine.orders} == first
    assert len(engine.orders) == len(first)


def test_a_submission_without_bases(tmp_path: Path) -> None:
    """What cannot be read takes nothing in; the grading itself tells why."""
    engine, together = FakeEngine(), SideBySide()
    (tmp_path / "Dockerfile").write_text("FROM\n")
    challenge = Catalogue().load("03-production-image")
    with together.grading(challenge, tmp_path, GradingOptions(engine=engine, only=())):
        assert engine.orders == []


def test_nobody_waits_for_a_pull_of_another(tmp_path: Path) -> None:
    """While one submission's base is pulled, another one begins, and takes its own base in."""
    challenge, together = Catalogue().load("03-production-image"), SideBySide()
    pulled: list[set[str]] = []

    class Slow(FakeEngine):
        def pull(
            self, reference: str, limit: float, on_line: Callable[[str], None], stopped: Event | None = None
        ) -> NotPulled | None:
            with together.grading(challenge, challenge.solution, options):
                pulled.append({order.text.decode() for order in self.orders})
            return super().pull(reference, limit, on_line, stopped)

    engine = Slow(images={"python:3.11": BASE, "python:3.11-slim": BASE})
    options = GradingOptions(engine=engine, only=())
    (tmp_path / "Dockerfile").write_text("FROM python:3.12\n")
    with together.grading(challenge, tmp_path, options):
        assert pulled == [{"FROM python:3.11\n", "FROM python:3.11-slim\n"}]


def test_removed_while_the_next_is_graded() -> None:
    """Whoever hands in waits for no removal; whoever closes waits for all."""
    removing, go_on = Semaphore(0), Event()

    class Slow(FakeEngine):
        def remove_run(self, run: Run) -> Removed:
            removing.release()
            go_on.wait()
            return super().remove_run(run)

    engine, challenge = Slow(images={"python:3.11": BASE}), Catalogue().load("03-production-image")
    options = GradingOptions(engine=engine, only=())
    with SideBySide() as together:
        for _ in range(2):
            assert together.grade(challenge, challenge.solution, options).report.criteria
        assert all(removing.acquire(timeout=60) for _ in range(2))
        assert not [each for each in engine.done if each.startswith("remove run")]
        go_on.set()
    assert [each for each in engine.done if each.startswith("remove run")] == ["remove run with 2 labels"] * 2


def test_networks_are_for_all(monkeypatch: pytest.MonkeyPatch) -> None:
    """All that is graded together has the same, which go when the last submission's containers have gone."""
    told, ended = set[KeptNetworks | None](), list[str]()
    monkeypatch.setattr(KeptNetworks, "close", lambda _self: ended.append("networks"))

    class Engine(FakeEngine):
        def start(self, image_id: str, ports: Iterable[int], limits: Limits, run: Run) -> FakeContainer:
            told.add(run.networks)
            super().start(image_id, ports, limits, run)
            raise CannotStartError("no")

        def remove_run(self, run: Run) -> Removed:
            ended.append("run")
            return super().remove_run(run)

    challenge = Catalogue().load("02-multi-stage-builds")
    engine = Engine(images={"python:3.11": BASE, "python:3.11-slim": BASE})
    engine.histories["python:3.11-slim"] = engine.histories["base:1"]
    options = GradingOptions(engine=engine, only={"health-endpoint"})
    with SideBySide() as together:
        together.keep_networks(2)
        for _ in range(2):
            together.grade(challenge, challenge.solution, options)
    (networks,) = told
    assert networks is not None
    assert ended == ["run", "run", "networks"]


def test_each_knows_of_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    """What others may hide is tried once more then (decision 30)."""
    told = list[bool]()

    def rebuild(builds: Builds, _touch: str) -> Broken:
        told.append(builds.run.beside_others)
        return Broken("not tried")

    monkeypatch.setattr("grader.bench.rebuild.rebuild", rebuild)
    challenge = Catalogue().load("03-production-image")
    options = GradingOptions(engine=FakeEngine(images={"python:3.11": BASE, "python:3.11-slim": BASE}))
    with SideBySide() as together, together.grading(challenge, challenge.solution, options) as opened:
        opened.ask(Rebuild("app.py"))
    with grading(challenge, challenge.solution, options) as opened:
        opened.ask(Rebuild("app.py"))
    assert told == [True, False]
