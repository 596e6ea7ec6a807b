"""The inputs of action.yml, checked."""

from pathlib import Path

import pytest

from grader.ci.inputs import FORMATS, Inputs
from grader.errors import UsageError

CHALLENGE = "02-multi-stage-builds"


@pytest.fixture
def variables(tmp_path: Path) -> dict[str, str]:
    """What the runner sets for a repository with the starter and a link that leads out of it."""
    workspace, temporary = tmp_path / "workspace", tmp_path / "temporary"
    (workspace / "starter" / CHALLENGE).mkdir(parents=True)
    (workspace / "outside").symlink_to("/etc")
    (workspace / "report").mkdir()
    (temporary / "taken").mkdir(parents=True)
    (temporary / "taken" / "file").touch()
    (temporary / "link").symlink_to(workspace / "report")
    return {
        "GITHUB_WORKSPACE": str(workspace),
        "RUNNER_TEMP": str(temporary),
        "INPUT_CHALLENGE": CHALLENGE,
    }


def test_defaults(variables: dict[str, str], tmp_path: Path) -> None:
    """Only the challenge must be given."""
    inputs = Inputs.read(variables)
    assert inputs.submission == tmp_path / "workspace" / "starter" / CHALLENGE
    assert inputs.report == tmp_path / "temporary" / "grader-report" / CHALLENGE
    assert (inputs.points, inputs.fail_on_unmet, inputs.formats) == (True, True, FORMATS)


def test_all_given(variables: dict[str, str], tmp_path: Path) -> None:
    """Each input has its effect; the submission may be the repository itself."""
    more = {"INPUT_SUBMISSION": ".", "INPUT_REPORT": "a/b", "INPUT_POINTS": "OFF"}
    more |= {"INPUT_FAIL_ON_UNMET": "false", "INPUT_FORMATS": " junit  csv"}
    inputs = Inputs.read({**variables, **more})
    assert (inputs.submission, inputs.report) == (tmp_path / "workspace", tmp_path / "temporary" / "a" / "b")
    assert (inputs.points, inputs.fail_on_unmet) == (False, False)
    assert inputs.formats == (*FORMATS, "junit", "csv")


@pytest.mark.parametrize(
    ("name", "value", "why"),
    [
        ("challenge", "", "no challenge ''"),
        ("challenge", "02-multi-stage-build", "did you mean '02-multi-stage-builds'"),
        ("challenge", "../../evil", "no challenge '../../evil'"),
        ("challenge", "$(touch forged)", "no challenge"),
        ("submission", "starter/nothing", "there is no folder starter/nothing"),
        ("submission", "outside", "leads out of the repository"),
        ("submission", "../other", "leads out of the repository"),
        ("submission", "/etc", "leads out of the repository"),
        ("report", "taken", "is not empty"),
        ("report", "../workspace/report", "must lie outside"),
        ("report", "link", "must lie outside"),
        ("report", "a\nb", "control characters"),
        ("points", "maybe", "the input points is 'maybe'"),
        ("fail_on_unmet", "1", "the input fail-on-unmet is '1'"),
        ("formats", "pdf", "there is no format 'pdf'"),
    ],
)
def test_wrong_inputs(variables: dict[str, str], name: str, value: str, why: str) -> None:
    """A wrong input is refused with the reason; the report folder is one that the learner cannot prepare."""
    with pytest.raises(UsageError, match=why.replace("$", r"\$").replace("(", r"\(").replace(")", r"\)")):
        Inputs.read({**variables, f"INPUT_{name.upper()}": value})
