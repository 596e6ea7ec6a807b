"""What the runner is told."""

from pathlib import Path

import pytest

from grader.ci.workflow import Workflow
from tests.ci.ran import read_outputs


def test_outputs_cannot_end_themselves(tmp_path: Path) -> None:
    """A value with line breaks and words like a delimiter stays one value."""
    hostile = "a\nEOF\npoints<<EOF\n100\nEOF"
    Workflow({"GITHUB_OUTPUT": str(tmp_path / "out")}).set_outputs({"points": 1, "result": hostile})
    assert read_outputs((tmp_path / "out").read_text()) == {"points": "1", "result": hostile}


def test_without_a_runner(capsys: pytest.CaptureFixture[str]) -> None:
    """Without the runner's files and without GitHub nothing is written but plain lines."""
    workflow = Workflow({})
    workflow.set_outputs({"points": 1})
    workflow.add_summary("# a")
    with workflow.without_commands():
        workflow.complain("why")
    assert capsys.readouterr().out == "grader: why\n"


def test_commands_are_stopped_by_a_new_word_each_time(capsys: pytest.CaptureFixture[str]) -> None:
    """The word that starts them again cannot be guessed, and is said also where something goes wrong."""
    for _ in range(2):
        with pytest.raises(ValueError, match="x"), Workflow({"GITHUB_ACTIONS": "true"}).without_commands():
            raise ValueError("x")
    first, end, second, _ = capsys.readouterr().out.replace("\n\n", "\n").splitlines()
    word = first.removeprefix("::stop-commands::")
    assert (len(word), end) == (32, f"::{word}::")
    assert second != first


def test_a_reason_is_one_command(capsys: pytest.CaptureFixture[str]) -> None:
    """A percent sign in a reason is no escape, and what looks like a command in it is none."""
    Workflow({"GITHUB_ACTIONS": "true"}).complain("100%0A ##[add-mask]x")
    stop, said, _, start, command = capsys.readouterr().out.splitlines()
    assert (stop.replace("stop-commands::", "") + "::", said) == (start, "grader: 100%0A ##[add-mask]x")
    assert command == "::error title=Grader::100%250A ##[add-mask]x"
