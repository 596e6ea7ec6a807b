"""The step that grades: exit codes, outputs, log, summary, and the folder of reports."""

from pathlib import Path

import pytest

from tests.ci.conftest import GOOD, HALF
from tests.ci.step import Step

ROOT = Path(__file__).resolve().parents[2]
CONTRACT = {"name", "status", "score", "message", "test_code", "filename", "line_no", "execution_time"}
OUTPUTS = {"result", "points", "max-points", "outcome", "graded", "report"}
FILES = {
    *("report.json", "report.html", "summary.md", "annotations.txt", "autograding.txt"),
    *("build.log", "container.log", "grader.log"),
}


def test_all_is_met(step: Step, dockerfile: Path) -> None:
    """All points, and a step that succeeds without an error beside the code."""
    dockerfile.write_text(GOOD)
    ran = step.run(challenge="demo")
    assert (ran.code, ran.outputs["points"], ran.outputs["max-points"]) == (0, "100", "100"), ran.log
    assert (ran.result["status"], ran.outputs["outcome"]) == ("pass", "passed")
    assert [line for line in ran.commands if line.startswith("::error")] == []
    assert "100 of 100 points" in ran.summary


def test_something_is_unmet(step: Step, dockerfile: Path) -> None:
    """The step fails with 1, but outputs, annotations, summary and files are out."""
    dockerfile.write_text(HALF)
    ran = step.run(challenge="demo")
    assert (ran.code, set(ran.outputs), ran.outputs["points"]) == (1, OUTPUTS, "40"), ran.log
    assert (ran.result["version"], ran.result["status"], ran.result["max_score"]) == (1, "fail", 100)
    assert all(set(test) == CONTRACT for test in ran.result["tests"])
    assert ran.scores == [0, 40]
    assert f"::error file={dockerfile},line=1,title=two-stages%3A Two stages::" in "\n".join(ran.commands)
    assert "40 of 100 points" in ran.summary
    assert "40 of 100 points" in ran.log
    assert {file.name for file in Path(ran.outputs["report"]).iterdir()} == FILES


def test_without_points_and_without_failing(step: Step, dockerfile: Path) -> None:
    """`points: off` leaves pass and fail only; `fail-on-unmet: false` lets the step succeed."""
    dockerfile.write_text(HALF)
    ran = step.run(challenge="demo", points="off", fail_on_unmet="false", formats="junit")
    assert (ran.code, ran.result["status"], ran.result["max_score"]) == (0, "fail", 0), ran.log
    assert [(test["status"], test["score"]) for test in ran.result["tests"]] == [("fail", 0), ("pass", 0)]
    assert ran.outputs["points"] == "40"
    assert (Path(ran.outputs["report"]) / "junit.xml").is_file()


def test_a_wrong_input(step: Step, dockerfile: Path) -> None:
    """A wrong input fails the step with the reason, and `result` says error with no points to be had."""
    ran = step.run(challenge="dem", submission=str(dockerfile.parent))
    assert (ran.code, set(ran.outputs)) == (2, OUTPUTS)
    assert (ran.outputs["points"], ran.outputs["outcome"], ran.outputs["report"]) == ("", "error", "")
    assert (ran.result["status"], ran.result["max_score"]) == ("error", 0)
    assert set(ran.result["tests"][0]) == CONTRACT
    assert "did you mean 'demo'" in ran.result["tests"][0]["message"]
    assert [line.partition("::no challenge")[0] for line in ran.commands] == ["::error title=Grader"]


@pytest.mark.usefixtures("dockerfile")
def test_a_fault_of_the_grader_is_no_mark(step: Step, monkeypatch: pytest.MonkeyPatch) -> None:
    """What nobody expects ends with 3, never with a learner's 1; the log tells more, without commands."""
    monkeypatch.setattr("grader.ci.__main__.grading", lambda *_: 1 / 0)
    ran = step.run(challenge="demo", fail_on_unmet="false")
    assert (ran.code, ran.outputs["outcome"], ran.outputs["points"]) == (3, "error", "")
    assert "Traceback" in ran.log
    assert ran.commands == ["::error title=Grader::ZeroDivisionError: division by zero"]


@pytest.mark.usefixtures("dockerfile")
def test_an_interrupt(step: Step, monkeypatch: pytest.MonkeyPatch) -> None:
    """A cancelled job has no mark, and ends with 130."""

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("grader.ci.__main__.grading", interrupt)
    ran = step.run(challenge="demo")
    assert (ran.code, ran.outputs["outcome"], ran.outputs["points"]) == (130, "error", "")


def test_without_an_engine(step: Step, dockerfile: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no engine answers, the step always fails with 3: that is no mark."""
    monkeypatch.setenv("GRADER_COURSE", str(ROOT))
    ran = step.run(
        challenge="02-multi-stage-builds", submission=str(dockerfile.parent), fail_on_unmet="false"
    )
    assert (ran.code, ran.outputs["outcome"]) == (3, "error"), ran.log
    assert "::error title=Grader::not all criteria could be judged: this is no mark" in ran.commands


def test_a_push_is_graded_without_an_engine(
    step: Step, dockerfile: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where only tags are to be graded whole, a push tells what needs no engine, as the part that it is."""
    monkeypatch.setenv("GRADER_COURSE", str(ROOT))
    monkeypatch.setenv("GRADER_INSTALL_SECONDS", "9")
    whose, challenge = str(dockerfile.parent), "02-multi-stage-builds"
    ran = step.run(event="push", challenge=challenge, submission=whose, whole="tag")
    assert (ran.code, ran.outputs["points"], ran.outputs["max-points"]) == (0, "20", "20"), ran.log
    assert (ran.outputs["graded"], ran.result["max_score"], ran.scores) == ("static", 20, [20])
    assert "20 of 20 points" in ran.summary
    assert "only what needs no engine, 1 of 5 criteria. The whole is graded for a tag." in ran.summary
    assert ", installing 9 s; a job is billed by begun minutes" in ran.summary


def test_nothing_can_be_judged_without_an_engine(step: Step, dockerfile: Path, tmp_path: Path) -> None:
    """Such an exercise has no marks before the whole is graded, and the step succeeds."""
    spec = tmp_path / "course" / "challenges" / "demo" / "challenge.yaml"
    kinds = spec.read_text().replace("stage_count, at_least: 2", "image_size, under: 1GB")
    spec.write_text(kinds.replace("pinned_bases", "becomes_healthy, within: 5s"))
    ran = step.run(challenge="demo", submission=str(dockerfile.parent), whole="tag")
    assert (ran.code, set(ran.outputs)) == (0, OUTPUTS), ran.log
    assert (ran.outputs["outcome"], ran.outputs["max-points"]) == ("skipped", "0")
    assert "0 of 2 criteria" in ran.summary


def test_a_course_of_its_own(step: Step, dockerfile: Path, tmp_path: Path) -> None:
    """The course is a folder that the workflow has checked out, beside the submission and never in it."""
    (tmp_path / "course").rename(step.workspace / "ours")
    ran = step.run(challenge="demo", course="ours", submission=str(dockerfile.parent))
    assert (ran.code, ran.outputs["points"], ran.outputs["graded"]) == (0, "100", "whole"), ran.log
    ran = step.run(challenge="demo", course="ours", submission=".")
    assert (ran.code, "lies in the submission" in ran.log) == (2, True)
    ran = step.run(challenge="demo", course="starter")
    assert (ran.code, "is no course" in ran.log) == (2, True)


def test_outside_of_github(step: Step, dockerfile: Path) -> None:
    """Where the CI system is another one, the log holds no workflow commands."""
    dockerfile.write_text(HALF)
    ran = step.run(challenge="demo", github=False)
    assert (ran.code, ran.commands, "40 of 100 points" in ran.log) == (1, [], True)


def test_hostile_text_is_no_command(step: Step, dockerfile: Path) -> None:
    """What a learner writes is neither a workflow command, nor an output, nor markup of the summary."""
    dockerfile.write_text(
        "FROM a AS b\nRUN <script>x</script>\nFROM c ::set-output name=points::100\n##[error]\n"
    )
    dockerfile.with_name("Dockerfile.\n::error::forged").touch()
    ran = step.run(challenge="demo")
    assert (ran.code, ran.outputs["points"], ran.outputs["outcome"], ran.only_tells) == (
        1,
        "0",
        "failed",
        True,
    )
    assert "<script>" not in ran.summary
    shown = [test["name"] + test["message"] for test in ran.result["tests"]]
    assert not any("\n" in text or text.lstrip().startswith("::") for text in shown)
