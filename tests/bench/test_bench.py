"""Question to answer, each at most once, and the end."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from grader.bench import bench
from grader.bench.bench import Bench
from grader.bench.given import Given
from grader.challenge import Limits
from grader.dockerfile import Dockerfile
from grader.engine.model import BuildFailure, BuildOrder, Image
from grader.errors import EngineFailureError, EngineUnavailableError, UsageError
from grader.evidence import (
    Answer,
    Blocked,
    Broken,
    BuiltImage,
    ContainerLog,
    DockerfileText,
    EngineSummary,
    HttpRequest,
    ImageFact,
    ImageSize,
    LogFact,
    Question,
    SizeFact,
    Skipped,
    StarterSize,
)
from tests.bench.submissions import ANY, DOCKERFILE, handed_in
from tests.fake_engine import FakeEngine

REMOVED = "remove run with 2 labels"
SOON = ContainerLog(within=0.0)
FAILED = BuildFailure("learner", "it fails")


def _bench(folder: Path, engine: FakeEngine, dockerfile: str = DOCKERFILE, **options: Any) -> Bench:
    return Bench(handed_in(folder, dockerfile), Limits(), engine=engine, allowed=ANY, **options)


def _failing(_order: BuildOrder) -> Image:
    raise EngineFailureError("the engine went away")


def test_a_fact_of_each_room(tmp_path: Path) -> None:
    """Asked again, it is the same object."""
    engine = FakeEngine()
    with _bench(tmp_path, engine) as made:
        for question, fact in (
            (DockerfileText(), Dockerfile),
            (BuiltImage(), ImageFact),
            (SOON, LogFact),
        ):
            answer = made.ask(question)
            assert isinstance(answer, fact)
            assert made.ask(question) is answer
        assert set(made.answers) == {DockerfileText(), BuiltImage(), SOON}
    assert [line.split()[0] for line in engine.done] == ["build", "start", "remove"]


@pytest.mark.parametrize("question", [BuiltImage(), ImageSize(), SOON, HttpRequest()])
@pytest.mark.parametrize(
    ("dockerfile", "builds", "answer"),
    [
        ("RNU\n", lambda _order: FAILED, "dockerfile"),
        (DOCKERFILE, lambda _order: FAILED, "build"),
        (DOCKERFILE, lambda _order: BuildFailure("machine", "no space left"), "broken"),
        (DOCKERFILE, _failing, "broken"),
    ],
)
def test_no_fact(
    tmp_path: Path,
    question: Question[Any],
    dockerfile: str,
    builds: Callable[[BuildOrder], Image | BuildFailure],
    answer: str,
) -> None:
    """The learner's failure is Blocked, with its phase; the machine's is Broken, and never the learner's."""
    with _bench(tmp_path, FakeEngine(builds=builds), dockerfile) as made:
        made.expect([question])
        got = made.ask(question)
    assert (got.phase if isinstance(got, Blocked) else "broken") == answer
    assert isinstance(got, Blocked | Broken)


def test_static_only(tmp_path: Path) -> None:
    """What needs an engine is skipped, and none is looked for."""
    engine = FakeEngine()
    with _bench(tmp_path, engine, static_only=True) as made:
        assert isinstance(made.ask(DockerfileText()), Dockerfile)
        assert isinstance(made.ask(BuiltImage()), Skipped)
        assert made.summary().engine is None
    assert engine.done == []


def test_no_engine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is looked for once, and everything that needs it is broken."""
    looked: list[str] = []

    def connect() -> FakeEngine:
        looked.append("looked")
        raise EngineUnavailableError("no engine answers")

    monkeypatch.setattr(bench, "connect", connect)
    with Bench(handed_in(tmp_path), Limits()) as made:
        assert [made.ask(BuiltImage()), made.ask(HttpRequest())] == [Broken("no engine answers")] * 2
        assert made.attachments().dockerfile == DOCKERFILE
        with pytest.raises(EngineUnavailableError):
            made.publish("registry.example/a:1")
    assert looked == ["looked"]


def test_what_is_known(tmp_path: Path) -> None:
    """It need not be found again."""
    known: dict[Question[Any], Answer[Any]] = {StarterSize(): Broken("known")}
    engine = FakeEngine()
    with _bench(tmp_path, engine, known=known) as made:
        assert made.ask(StarterSize()) == Broken("known")
    assert engine.done == []


def test_the_container_begins_as_soon_as_it_can(tmp_path: Path) -> None:
    """With what is expected of it, while the image is asked."""
    engine = FakeEngine()
    with _bench(tmp_path, engine) as made:
        made.expect([BuiltImage(), HttpRequest(port=5000, ready_within=0.05), SOON])
        made.ask(ImageSize())
        made.ask(SOON)
        made.stop()
    assert engine.done[1] == "start sha256:built [5000] with 512000000 B, 2 labels"
    assert engine.done.count(REMOVED) >= 1


def test_stop(tmp_path: Path) -> None:
    """From another thread: the work ends, and everything is removed."""
    engine = FakeEngine()
    with _bench(tmp_path, engine) as made:
        made.expect([ContainerLog(within=60)])
        made.ask(ImageSize())
        made.stop()
        with pytest.raises((InterruptedError, RuntimeError)):
            made.ask(SOON)
    assert engine.done[-1] == REMOVED


def test_summary(tmp_path: Path) -> None:
    """Image, engine, times, notes."""
    with _bench(tmp_path, FakeEngine()) as made:
        size = made.ask(ImageSize())
        made.ask(BuiltImage())
        summary = made.summary()
        assert made.attachments().build_log == "#1 [1/2] RUN for 2 labels\n"
    assert isinstance(size, SizeFact)
    assert summary.engine == EngineSummary("docker", "26", "overlay2", "buildx")
    assert summary.image is not None
    assert (summary.image.base, summary.image.size_bytes, len(summary.image.layers)) == ("base:1", 120, 3)
    assert set(summary.timings) == {"build", "total"}
    assert summary.notes == ("the final stage names no USER, so the application may run as root",)


def test_an_engine_that_cannot(tmp_path: Path) -> None:
    """What it cannot build is broken with the reason, and the summary names an engine that can."""
    beyond = BuildFailure("machine", "COPY --link is not supported", able="Docker")
    with _bench(tmp_path, FakeEngine(builds=lambda _order: beyond)) as made:
        answer = made.ask(ImageSize())
        assert made.summary().engine == EngineSummary("docker", "26", "overlay2", "buildx", able="Docker")
    assert isinstance(answer, Broken)
    assert "COPY --link is not supported" in answer.reason


def test_publish(tmp_path: Path) -> None:
    """The image that was graded, under its new name."""
    with _bench(tmp_path, FakeEngine()) as made:
        assert made.publish("registry.example/a:1") == "sha256:pushed"


def test_no_folder(tmp_path: Path) -> None:
    """That is the caller's mistake."""
    with pytest.raises(UsageError, match="is not a folder"):
        Bench(tmp_path / "none", Limits())


def test_given_files_are_built(tmp_path: Path) -> None:
    """What the engine builds holds the exercise's file; the report tells, and nothing is left."""
    own = handed_in(tmp_path / "own", app_py="given\n")
    submission, engine = handed_in(tmp_path / "learner", app_py="fake\n"), FakeEngine()
    given = Given(("Dockerfile",), own)
    with Bench(submission, Limits(), engine=engine, given=given, allowed=ANY) as made:
        made.ask(BuiltImage())
        (context,) = {order.context for order in engine.orders}
        assert (context.name, (context / "app.py").read_text()) == ("learner", "given\n")
        assert "app.py differs" in made.summary().notes[0]
    assert not context.exists()
