"""The steps of action.yml on a real engine: a solution, a starter, and a repository that fights back."""

import json
import shutil
from pathlib import Path

import pytest

from tests.action.conftest import CHALLENGE, GRADE, INSTALL, ROOT, Action, Ran
from tests.action.hostile import environment, infest

CONTRACT = {"name", "status", "score", "message", "test_code", "filename", "line_no", "execution_time"}
FILES = {"report.json", "report.html", "summary.md", "annotations.txt", "autograding.txt", "grader.log"}
INPUTS = {"challenge": CHALLENGE}
engine = pytest.mark.engine


def marks(ran: Ran) -> list[tuple[str, str, float]]:
    """Name, status and score of each test."""
    return [(test["name"], test["status"], test["score"]) for test in ran.result["tests"]]


@engine
def test_solution(action: Action, workspace: Path) -> None:
    """The solution gets all points, and its step succeeds without an error beside the code."""
    shutil.copytree(ROOT / "solutions" / CHALLENGE, workspace / "starter" / CHALLENGE, dirs_exist_ok=True)
    ran = action.run(workspace, INPUTS)
    assert (ran.code, ran.outputs["points"], ran.outputs["max-points"]) == (0, "100", "100"), ran.log
    assert (ran.result["status"], ran.outputs["outcome"]) == ("pass", "passed")
    assert [line for line in ran.commands if line.startswith("::error")] == []
    assert "100 of 100 points" in ran.summary


@engine
def test_starter(action: Action, workspace: Path) -> None:
    """The starter gets 20 points; the step fails, but only after outputs, annotations and summary are out."""
    ran = action.run(workspace, INPUTS)
    assert (ran.code, ran.outputs["points"], ran.outputs["outcome"]) == (1, "20", "failed"), ran.log
    assert (ran.result["version"], ran.result["status"], ran.result["max_score"]) == (1, "fail", 100)
    assert all(set(test) == CONTRACT for test in ran.result["tests"])
    assert [score for _, _, score in marks(ran)] == [0, 0, 20, 0, 0]
    dockerfile = workspace / "starter" / CHALLENGE / "Dockerfile"
    assert f"::error file={dockerfile},line=4,title=two-stages%3A " in "\n".join(ran.commands)
    assert "20 of 100 points" in ran.summary
    assert {file.name for file in Path(ran.outputs["report"]).iterdir()} >= FILES


@engine
def test_hostile_repository(action: Action, workspace: Path, tmp_path: Path) -> None:
    """Hostile modules, settings, programs, names and variables change no mark, and none of them runs."""
    plain = action.run(workspace, INPUTS)
    mark = tmp_path / "mark"
    infest(workspace, CHALLENGE)
    variables = environment(workspace, mark)
    installed = action.run(workspace, INPUTS, variables, steps=[INSTALL])
    ran = action.run(workspace, INPUTS, variables)
    assert not mark.exists(), mark.read_text()
    assert installed.code == 0, installed.log
    assert (ran.code, marks(ran)) == (plain.code, marks(plain)), ran.log
    assert ran.outputs["points"] == plain.outputs["points"] == "20"
    assert list(workspace.rglob("forged")) == []
    assert all(
        line.startswith(("::error file=", "::error title=", "::notice title=")) for line in ran.commands
    )


@engine
def test_hostile_build(action: Action, workspace: Path) -> None:
    """What a build prints is no workflow command, and no markup of the summary."""
    (workspace / "starter" / CHALLENGE / "Dockerfile").write_text(
        "FROM python:3.11\n"
        "RUN printf '\\n::set-output name=points::100\\n##[error]forged\\n::error::forged\\n'"
        " && echo '<script>x</script>'"
        " && exit 1\n"
    )
    ran = action.run(workspace, INPUTS)
    assert (ran.code, ran.outputs["points"], ran.outputs["outcome"]) == (1, "0", "failed"), ran.log
    assert all(
        line.startswith(("::error file=", "::error title=", "::notice title=")) for line in ran.commands
    )
    assert "<script>" not in ran.summary
    assert {test["status"] for test in ran.result["tests"]} <= {"fail", "error"}
    shown = [test["name"] + test["message"] for test in ran.result["tests"]]
    assert not any("\n" in text or text.lstrip().startswith("::") for text in shown)


@engine
def test_without_points_and_without_failing(action: Action, workspace: Path) -> None:
    """`points: off` leaves pass and fail only; `fail-on-unmet: false` lets the step succeed."""
    ran = action.run(workspace, {**INPUTS, "points": "off", "fail-on-unmet": "false", "formats": "junit"})
    assert (ran.code, ran.result["status"], ran.result["max_score"]) == (0, "fail", 0), ran.log
    assert {score for _, _, score in marks(ran)} == {0}
    assert [status for _, status, _ in marks(ran)].count("pass") == 1
    assert ran.outputs["points"] == "20"
    assert (Path(ran.outputs["report"]) / "junit.xml").is_file()


@engine
def test_without_an_engine(action: Action, workspace: Path, tmp_path: Path) -> None:
    """Where the engine does not answer, the step always fails with 3: that is no mark."""
    away = {"DOCKER_HOST": f"unix://{tmp_path}/nothing.sock"}
    ran = action.run(workspace, {**INPUTS, "fail-on-unmet": "false"}, away)
    assert (ran.code, ran.outputs["outcome"]) == (3, "error"), ran.log
    assert "::error title=Grader::not all criteria could be judged: this is no mark" in ran.commands


@pytest.mark.parametrize(
    ("inputs", "why"),
    [
        ({"challenge": "02-multi-stage-build"}, "did you mean '02-multi-stage-builds'"),
        ({"challenge": "../../evil"}, "no challenge '../../evil'"),
        ({"challenge": "$(touch forged)"}, "no challenge"),
        ({"submission": "starter/nothing"}, "there is no folder starter/nothing"),
        ({"submission": "outside"}, "leads out of the repository"),
        ({"submission": "../other"}, "leads out of the repository"),
        ({"submission": "/etc"}, "leads out of the repository"),
        ({"report": "taken"}, "is not empty"),
        ({"points": "maybe"}, "the input points is 'maybe'"),
        ({"formats": "pdf"}, "exit code 2"),
    ],
)
def test_wrong_inputs(action: Action, workspace: Path, inputs: dict[str, str], why: str) -> None:
    """A wrong input fails the step with the reason, and `result` says error with no points to be had."""
    (workspace / "outside").symlink_to("/etc")
    (action.temporary / "taken").mkdir(exist_ok=True)
    (action.temporary / "taken" / "file").touch()
    ran = action.run(workspace, {**INPUTS, **inputs})
    assert ran.code in {2, 3}
    assert why in ran.log
    assert why in ran.result["tests"][0]["message"]
    assert (ran.result["status"], ran.result["max_score"]) == ("error", 0)
    assert (ran.outputs["points"], ran.outputs["outcome"]) == ("", "error")
    assert list(workspace.rglob("forged")) == []


@pytest.mark.parametrize("place", ["workspace", "link"])
def test_report_folder_in_the_repository(action: Action, workspace: Path, place: str) -> None:
    """A report folder that the learner's repository could prepare is refused, also through a link."""
    (workspace / "report").mkdir()
    link = action.temporary / "link"
    link.unlink(missing_ok=True)
    link.symlink_to(workspace / "report")
    ran = action.run(workspace, {**INPUTS, "report": {"workspace": f"{workspace}/report"}.get(place, place)})
    assert (ran.code, "must lie outside" in ran.log) == (2, True)


@pytest.mark.parametrize("change", ["missing", "points", "digest", "outcome"])
def test_report_that_does_not_fit_the_spec(
    action: Action, workspace: Path, tmp_path: Path, change: str
) -> None:
    """A report that lacks a verdict, or says other things than its exit code or the spec, is no mark."""
    forger = tmp_path / "forger.py"
    forger.write_text(FORGER.replace("CHANGE", change))
    report = action.temporary / f"forged-{change}"
    shutil.rmtree(report, ignore_errors=True)
    shutil.rmtree(action.temporary / "copy", ignore_errors=True)
    shutil.copytree(action.checkout, action.temporary / "copy")
    script = action.temporary / "copy" / "scripts" / "action_grade.py"
    script.write_text(
        script.read_text().replace(
            '[sys.executable, "-I", "-m", "grader", "grade", "--quiet",', f'[sys.executable, "{forger}",'
        )
    )
    forged = Action(action.temporary / "copy", action.temporary)
    ran = forged.run(workspace, {**INPUTS, "report": report.name})
    assert (ran.code, ran.outputs["outcome"], ran.outputs["points"]) == (3, "error", ""), ran.log


FORGER = """
import json, sys
from pathlib import Path
from grader.challenge import Catalogue

challenge = Catalogue().load("02-multi-stage-builds")
criteria = [{"id": one.id, "max_points": one.points, "points": one.points, "outcome": "met"}
            for one in challenge.criteria]
report = {"challenge_digest": challenge.digest, "score": 100, "max_score": 100, "outcome": "passed",
          "criteria": criteria}
if "CHANGE" == "missing":
    criteria.pop()
if "CHANGE" == "points":
    criteria[0]["outcome"] = "unmet"
if "CHANGE" == "digest":
    report["challenge_digest"] = "sha256:0"
if "CHANGE" == "outcome":
    report["outcome"] = "failed"
folder = next(Path(word.partition("=")[2]) for word in sys.argv if word.startswith("--report="))
(folder / "report.json").write_text(json.dumps(report))
"""


def test_inputs_are_never_text_of_a_command(action: Action) -> None:
    """No step's text holds an expression; inputs come as variables, and each input is handed on."""
    steps = action.definition["runs"]["steps"]
    assert not any("${{" in step["run"] for step in steps)
    handed = json.dumps([step["env"] for step in steps])
    assert [name for name in action.definition["inputs"] if f"inputs.{name} }}" not in handed] == []
    assert all("uses" not in step for step in steps)


def test_steps(action: Action) -> None:
    """The two steps are the ones that these tests mean."""
    commands = [step["run"].split()[-1] for step in action.definition["runs"]["steps"]]
    assert (commands[INSTALL], commands[GRADE], len(commands)) == ("install", "grade", 2)
