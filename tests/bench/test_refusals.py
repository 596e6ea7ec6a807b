"""What is refused before a build is told as a cause, with its place and what was probably meant."""

from pathlib import Path

import pytest

from grader.bench.base_images import BaseImages
from grader.bench.blocked import BlockedError
from grader.bench.builds import Builds
from grader.bench.causes import machine_cause
from grader.bench.source import Source
from grader.dockerfile.allowed import OFFICIAL_ONLY, Allowed
from grader.engine.model import NotPulled
from grader.engine.ownership import Run
from grader.evidence import DEFAULT, BuildOptions, Cause
from tests.bench.submissions import ANY, handed_in
from tests.fake_engine import BASE, FakeEngine

_STAGES = "FROM python:3 AS builder\nFROM python:3\n"
_NO_REGISTRY = NotPulled("dial tcp: lookup hub.example: no such host", unreachable=True)


def _cause(
    folder: Path, text: str, options: BuildOptions = DEFAULT, allowed: Allowed = OFFICIAL_ONLY
) -> Cause:
    engine = FakeEngine(
        images={"python:3": BASE}, registry=dict.fromkeys(("build", "pyhton:3"), _NO_REGISTRY)
    )
    bases = BaseImages(engine, 60.0, lambda _text: None, allowed)
    source = Source(handed_in(folder, text))
    with pytest.raises(BlockedError) as raised:
        Builds(engine, source, Run(), 60.0, lambda _text: None, bases=bases).image(options)
    assert raised.value.blocked.cause is not None
    return raised.value.blocked.cause


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("FROM python:3\nRNU x\n", 2, "Did you mean RUN?"),
        ("FROM python:3 # small\n", 1, "put a comment on a line of its own"),
        ("\nWORKDIR /app\nFROM python:3\nRNU x\n", 2, "put this line below it"),
        ("FROM python:3\nRUN a\n&& b\n", 3, "RUN a \\"),
        (f"{_STAGES}COPY --from=build /a /b\n", 3, "Did you mean the stage builder?"),
        ("FROM pyhton:3\n", 1, "Did you mean the image python:3?"),
    ],
)
def test_what_a_dockerfile_is_refused_for(tmp_path: Path, text: str, line: int, says: str) -> None:
    """It is the learner's, in the line that is to be changed, and says what to do."""
    cause = _cause(tmp_path, text)
    assert (cause.file, cause.line, cause.fault, cause.moment) == (
        "Dockerfile",
        line,
        "learner",
        "dockerfile",
    )
    assert says in cause.advice


def test_what_may_be_used_is_told(tmp_path: Path) -> None:
    """An image that is not allowed says which ones are."""
    cause = _cause(tmp_path, "FROM example.com/python:3\n")
    assert "Allowed: the official images of Docker Hub" in cause.why


@pytest.mark.parametrize(
    ("text", "meant"),
    [(f"{_STAGES}COPY --from=build /a /b\n", "the stage builder"), ("FROM pyhton:3\n", "python:3")],
)
def test_a_misspelt_name_where_no_registry_answers(tmp_path: Path, text: str, meant: str) -> None:
    """Docker Hub has no such official image: nobody's name server is to blame."""
    cause = _cause(tmp_path, text, allowed=ANY)
    assert (cause.fault, cause.advice) == ("learner", f"Did you mean {meant}?")
    assert "no such host" not in f"{cause.title}{cause.found}{cause.why}"


def test_a_stage_that_the_exercise_builds(tmp_path: Path) -> None:
    """Its name is told, and those that there are."""
    cause = _cause(tmp_path, _STAGES, BuildOptions("bilder"))
    assert (cause.id, cause.title) == ("no-such-stage", "there is no stage named bilder")
    assert "builder" in cause.why


def test_the_machine_s_trouble_is_explained() -> None:
    """It is the machine's fault, and nothing has to change; what is not known stays as it is."""
    cause = machine_cause("the image python:3 cannot be pulled: toomanyrequests: rate limit")
    assert cause is not None
    assert (cause.id, cause.fault) == ("registry-limit", "machine")
    assert machine_cause("the engine went away") is None
