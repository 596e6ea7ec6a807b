"""The step that grades a learner's repository, on a real engine."""

import shutil
from pathlib import Path

import pytest

from tests.ci.step import Step
from tests.real.conftest import ROOT

pytestmark = pytest.mark.engine

CHALLENGE = "02-multi-stage-builds"


@pytest.fixture
def step(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Step:
    """A learner's repository with the solution of challenge 02."""
    made = Step(tmp_path, capsys)
    shutil.copytree(ROOT / "solutions" / CHALLENGE, made.workspace / "starter" / CHALLENGE)
    return made


def test_solution(step: Step) -> None:
    """The solution gets all points, and the page shows its image beside the starter's."""
    ran = step.run(challenge=CHALLENGE)
    assert (ran.code, ran.outputs["points"], ran.outputs["outcome"]) == (0, "100", "passed"), ran.log
    assert [line for line in ran.commands if line.startswith("::error")] == []
    assert "100 of 100 points" in ran.summary
    assert "starter" in (Path(ran.outputs["report"]) / "report.html").read_text()


def test_hostile_build(step: Step) -> None:
    """What a build prints is no workflow command, and no markup of the summary."""
    (step.workspace / "starter" / CHALLENGE / "Dockerfile").write_text(
        "FROM python:3.11\n"
        "RUN printf '\\n::set-output name=points::100\\n##[error]forged\\n::error::forged\\n'"
        " && echo '<script>x</script>'"
        " && exit 1\n"
    )
    ran = step.run(challenge=CHALLENGE)
    assert (ran.code, ran.outputs["points"], ran.outputs["outcome"]) == (1, "0", "failed"), ran.log
    assert ran.only_tells
    assert "<script>" not in ran.summary
    assert {test["status"] for test in ran.result["tests"]} <= {"fail", "error"}
    shown = [test["name"] + test["message"] for test in ran.result["tests"]]
    assert not any("\n" in text or text.lstrip().startswith("::") for text in shown)
