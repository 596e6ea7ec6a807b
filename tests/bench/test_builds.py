"""Which builds are made, and whose fault it is that there is no image."""

from pathlib import Path

import pytest

from grader.bench.base_images import BaseImages
from grader.bench.blocked import BlockedError
from grader.bench.builds import Builds
from grader.bench.source import Source
from grader.engine.model import BuildFailure, NotPulled
from grader.engine.ownership import Run, namespace_of
from grader.errors import EngineFailureError
from grader.evidence import DEFAULT, Blocked, BuildOptions, Cause
from grader.values import replace
from tests.bench.submissions import ANY, builds, handed_in
from tests.fake_engine import ABOUT, BASE, BUILT, FakeEngine

FAILED = BuildFailure("learner", "a command ended with exit code: 1", "[1/2] RUN false", 2, ("boom",))
NO_DISK = BuildFailure("machine", "no space left on device", "RUN true", 2, ("full",))


def _blocked(folder: Path, engine: FakeEngine, dockerfile: str, options: BuildOptions = DEFAULT) -> Blocked:
    with pytest.raises(BlockedError) as raised:
        builds(folder, engine, dockerfile).image(options)
    return raised.value.blocked


def test_each_way_is_built_once(tmp_path: Path) -> None:
    """Equal options give the same image, others another build, under a name of its own."""
    engine = FakeEngine()
    made = builds(tmp_path, engine, "FROM base:1 AS dev\nFROM base:1\n")
    assert made.image(DEFAULT) is made.image(BuildOptions()) is BUILT
    made.image(BuildOptions("dev"))
    assert engine.done == ["build all", "build dev"]
    assert engine.orders[0].tag != engine.orders[1].tag
    assert made.seconds > 0
    assert made.log.text == "#1 [1/2] RUN for 2 labels\n" * 2


def test_what_is_ordered(tmp_path: Path) -> None:
    """The folder, the texts, the options, the limit; the engine's own platform by its name."""
    engine = FakeEngine()
    (tmp_path / ".dockerignore").write_text("*.log\n")
    builds(tmp_path, engine, "# check=skip=all\nFROM base:1\n").image(BuildOptions(platform="native"))
    (order,) = engine.orders
    assert (order.context, order.limit, order.labelled) == (tmp_path, 60.0, True)
    assert (order.text, order.ignore) == (b"#\nFROM base:1\n", b"*.log\n")
    assert order.options.platform == "linux/amd64"


def test_arguments_are_read(tmp_path: Path) -> None:
    """The Dockerfile is read as the build reads it: a build argument may name the base."""
    engine = FakeEngine(registry={"base:2": BASE})
    text = "ARG TAG=1\nFROM base:$TAG\n"
    builds(tmp_path, engine, text).image(BuildOptions(arguments=(("TAG", "2"),)))
    assert engine.done == ["pull base:2", "build all"]


def test_a_failed_build_blocks_once(tmp_path: Path) -> None:
    """The learner's failure is told with step, place and output, and not tried again."""
    engine = FakeEngine(builds=lambda _order: FAILED)
    made = builds(tmp_path, engine, "FROM base:1\nRUN false\n")
    for _ in range(2):
        with pytest.raises(BlockedError) as raised:
            made.image(DEFAULT)
    why = "a command ended with exit code: 1 at [1/2] RUN false (Dockerfile:2)\n  | boom"
    told = Cause(
        id="build",
        moment="build",
        title="the image does not build",
        found="a command ended with exit code: 1 at [1/2] RUN false\n  | boom",
        file="Dockerfile",
        line=2,
        explained=False,
    )
    assert raised.value.blocked == Blocked("build", why, "Dockerfile", 2, told)
    assert engine.done == ["build all"]


def test_a_machine_s_failure_blocks_nobody(tmp_path: Path) -> None:
    """It is raised as what it is, and the next question tries again."""
    engine = FakeEngine(builds=lambda _order: NO_DISK)
    made = builds(tmp_path, engine)
    with pytest.raises(
        EngineFailureError, match=r"cannot be built here at RUN true: no space left(.|\n)*full"
    ):
        made.image(DEFAULT)
    engine.builds = lambda _order: BUILT
    assert made.image(DEFAULT) is BUILT


@pytest.mark.parametrize(
    ("text", "options", "phase", "says"),
    [
        ("FROM base:1\nRNU x\n", DEFAULT, "dockerfile", "Dockerfile:2"),
        ("# syntax=evil/x:1\nFROM other\n", DEFAULT, "dockerfile", "another frontend"),
        ("# syntax=evil/x:1\nFROM other\n", BuildOptions(platform="linux/arm64"), "dockerfile", "another"),
        ("FROM other\n", BuildOptions("dev"), "build", "no stage named dev"),
        ("ARG A=x\nFROM $A\n", BuildOptions(arguments=(("A", "B"),)), "dockerfile", "lowercase"),
    ],
)
def test_what_blocks_before_the_engine_is_asked(
    tmp_path: Path, text: str, options: BuildOptions, phase: str, says: str
) -> None:
    """Nothing is pulled or built for it."""
    engine = FakeEngine()
    blocked = _blocked(tmp_path, engine, text, options)
    assert blocked.phase == phase
    assert says in blocked.reason
    assert engine.done == []


def test_the_cause_knows_the_stage(tmp_path: Path) -> None:
    """What fails only in one stage is seen again only where that one is built."""
    blocked = _blocked(tmp_path, FakeEngine(), "FROM other\n", BuildOptions("dev"))
    assert blocked.cause is not None
    assert (blocked.cause.id, blocked.cause.target) == ("no-such-stage", "dev")


def test_base_images_are_pulled(tmp_path: Path) -> None:
    """Those that are not there, all that the build needs, before it."""
    engine, said = FakeEngine(registry={"other:2": BASE}), list[str]()
    builds(tmp_path, engine, "FROM other:2 AS a\nFROM base:1\nCOPY --from=a / /\n", said.append).image(
        DEFAULT
    )
    assert engine.done == ["pull other:2", "build all"]
    assert said == [
        "pulling other:2",
        "pulling layers of other:2 within 60 s",
        "building the image",
        "building [1/2] RUN",
    ]


def test_an_image_that_does_not_exist(tmp_path: Path) -> None:
    """A registry answered: it is the learner's to mend, in the line that names it, and nothing is built."""
    engine = FakeEngine(registry={"other:2": NotPulled("manifest unknown", unreachable=False)})
    blocked = _blocked(tmp_path, engine, "FROM base:1 AS a\nFROM a\nCOPY --from=other:2 / /\n")
    assert (blocked.phase, blocked.line) == ("build", 3)
    assert "other:2 cannot be pulled: manifest unknown" in blocked.reason
    assert engine.orders == []


def test_a_registry_that_serves_nobody(tmp_path: Path) -> None:
    """It is the machine's failure, asked for once."""
    engine = FakeEngine(registry={"other:2": NotPulled("429", unreachable=True)})
    made = builds(tmp_path, engine, "FROM other:2\n")
    for _ in range(2):
        with pytest.raises(EngineFailureError, match="other:2 cannot be pulled: 429"):
            made.image(DEFAULT)
    assert engine.done == ["pull other:2"]


def test_an_image_that_nothing_needs(tmp_path: Path) -> None:
    """Most builders leave out a stage that the image is not made from, and so its base."""
    engine, text = FakeEngine(), "FROM gone:1 AS unused\nFROM base:1\n"
    assert builds(tmp_path, engine, text).image(DEFAULT) is BUILT
    engine.about = replace(ABOUT, builds_every_stage=True)
    assert _blocked(tmp_path, engine, text).line == 1


def test_all_pulls_have_one_budget(tmp_path: Path) -> None:
    """Where the time for pulls is used up, no further registry is asked."""
    engine = FakeEngine(registry={"other:2": BASE})
    bases = BaseImages(engine, 0.0, lambda _text: None, ANY)
    source = Source(handed_in(tmp_path, "FROM other:2\n"))
    made = Builds(engine, source, Run(), 0.0, lambda _text: None, bases=bases)
    with pytest.raises(EngineFailureError, match="time for pulls was used up"):
        made.image(DEFAULT)


def test_a_run_that_is_stopped(tmp_path: Path) -> None:
    """What is pulled then is given up."""
    made = builds(tmp_path, FakeEngine(registry={"other:2": BASE}), "FROM other:2\n")
    made.run.stopped.set()
    with pytest.raises(InterruptedError):
        made.image(DEFAULT)


def test_an_interrupt_ends_all_pulls(tmp_path: Path) -> None:
    """None goes on for the rest of its time."""

    def interrupted(text: str) -> None:
        if "other:2" in text:
            raise KeyboardInterrupt

    made = builds(tmp_path, FakeEngine(), "FROM other:2\nCOPY --from=other:3 / /\n", interrupted)
    with pytest.raises(KeyboardInterrupt):
        made.image(DEFAULT)
    assert made.run.stopped.is_set()


def test_the_base_of_a_stage(tmp_path: Path) -> None:
    """It is the image at the beginning of the built stage's chain."""
    made = builds(tmp_path, FakeEngine(), "FROM base:1 AS a\nFROM a AS dev\nFROM scratch\n")
    assert made.base(BUILT, BuildOptions("dev")).reference == "base:1"
    assert made.base(BUILT, DEFAULT).reference == "scratch"


def test_the_cache_mounts_are_the_learner_s(tmp_path: Path) -> None:
    """A copy of the submission, and a changed one, find what its own folder's builds have kept."""
    source = Source(handed_in(tmp_path / "copy"), learner=tmp_path)
    engine = FakeEngine()
    bases = BaseImages(engine, 60.0, lambda _text: None, ANY)
    made = Builds(engine, source, Run(), 60.0, lambda _text: None, bases=bases)
    made.image(DEFAULT)
    made.changed(Source(source.folder)).image(DEFAULT)
    made.of(Source(source.folder)).image(DEFAULT)
    own, changed, other = (order.namespace for order in engine.orders)
    assert own == changed == namespace_of(tmp_path) != other
