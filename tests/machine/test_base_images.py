import pytest

from grader.engine.model import Image, NotPulled
from grader.errors import EngineFailureError
from grader.machine.base_images import provide
from grader.machine.home import Home
from grader.machine.work import Work
from tests.machine.samples import UNREACHABLE, Programs, WorkedEngine, answering_with, official

SLIM, FULL = "python:3.11-slim", "python:3.11"


def said(
    capsys: pytest.CaptureFixture[str], home: Home, engine: WorkedEngine, *images: str
) -> dict[str, str]:
    """What is told of each image."""
    provide(images, answering_with(engine), home, Work(quiet=True))
    lines = [line.split(maxsplit=1) for line in capsys.readouterr().out.splitlines()]
    return {name: told.rpartition("  ")[0].strip() for name, told in lines}


def test_present_and_pulled(capsys: pytest.CaptureFixture[str], home: Home) -> None:
    """What is there stays, what is missing is pulled."""
    engine = WorkedEngine(images={SLIM: official()}, registry={FULL: official(2)})
    assert said(capsys, home, engine, SLIM, FULL) == {SLIM: "present", FULL: "pulled"}
    assert engine.done == [f"pull {FULL}"]


def test_nothing_is_missing(capsys: pytest.CaptureFixture[str], home: Home) -> None:
    """Nothing is asked of a registry then."""
    engine = WorkedEngine(images={SLIM: official(133_100_000)})
    provide([SLIM], answering_with(engine), home, Work())
    assert capsys.readouterr().out == "python:3.11-slim         present                     133.1 MB\n"
    assert engine.done == []


def test_stand_ins(capsys: pytest.CaptureFixture[str], home: Home, debian_root: Programs) -> None:
    """Where no registry is reachable, stand-ins are built, and said to be ones the next time."""
    engine = WorkedEngine(programs=debian_root, registry={SLIM: UNREACHABLE, FULL: UNREACHABLE})
    assert said(capsys, home, engine, FULL, SLIM) == {FULL: "stand-in built", SLIM: "stand-in built"}
    assert said(capsys, home, engine, SLIM) == {SLIM: "present (stand-in)"}


@pytest.mark.parametrize(
    ("outcome", "reason"),
    [
        (
            NotPulled("manifest unknown", unreachable=False),
            "python:3.11 could not be pulled: manifest unknown",
        ),
        (NotPulled("toomanyrequests", unreachable=True), "python:3.11 could not be pulled: toomanyrequests"),
    ],
)
def test_registry_that_refuses(
    home: Home, debian_root: Programs, outcome: Image | NotPulled, reason: str
) -> None:
    """A registry's own "no" is told as it is; no stand-in hides it."""
    engine = WorkedEngine(programs=debian_root, registry={FULL: outcome})
    with pytest.raises(EngineFailureError, match=reason):
        provide([FULL], answering_with(engine), home, Work(quiet=True))
    assert debian_root.calls == []


def test_no_stand_in(home: Home, debian_root: Programs) -> None:
    """An image without a recipe cannot be had without a registry; the others are not begun, either."""
    engine = WorkedEngine(programs=debian_root, registry={FULL: UNREACHABLE, "alpine:3": UNREACHABLE})
    with pytest.raises(
        EngineFailureError, match="alpine:3: no registry is reachable, and there is no recipe"
    ):
        provide([FULL, "alpine:3"], answering_with(engine), home, Work(quiet=True))
    assert not [call for call in debian_root.calls if call.startswith("docker")]
