"""What TAB offers behind `grader`."""

import os
import sys
from pathlib import Path

import pytest
from click.shell_completion import ShellComplete

from grader.cli import grader
from tests.called import ROOT
from tests.terminal import terminal

SPEC = """\
id: {id}
criteria:
  - id: first
    check: http
  - check: lint
    id: "second"
"""


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A course of three, one of which has a name that is no id."""
    for name in ("01-a", "01-b", "02-c", "no id; ls"):
        (tmp_path / "challenges" / name).mkdir(parents=True)
        (tmp_path / "challenges" / name / "challenge.yaml").write_text(SPEC.format(id=name))
    monkeypatch.setenv("GRADER_COURSE", "")
    monkeypatch.chdir(tmp_path / "challenges" / "01-a")
    return tmp_path


def _offered(line: str) -> list[str]:
    *words, incomplete = line.split(" ")
    asked = ShellComplete(grader, {}, "grader", "_GRADER_COMPLETE")
    return [item.value for item in asked.get_completions(words, incomplete)]


@pytest.mark.usefixtures("course")
@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("hint ", ["01-a", "01-b", "02-c"]),
        ("reset 01", ["01-a", "01-b"]),
        ("watch 02", ["02-c"]),
        ("grade --challenge 02", ["02-c"]),
        ("class in --challenge 01-b", ["01-b"]),
        ("verify 01-a 02", ["02-c"]),
        ("hint 02 ", ["first", "second"]),
        ("hint 01-b sec", ["second"]),
        ("hint 01 ", []),
        ("hint 09 ", []),
    ],
)
def test_ids(line: str, offered: list[str]) -> None:
    """Challenges of the course above, and criteria of the challenge that is named, shortened or not."""
    assert _offered(line) == offered


def test_another_course(
    course: Path, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """A course that is named is asked; where there is none, nothing is offered and nothing is said."""
    monkeypatch.chdir(tmp_path_factory.mktemp("elsewhere"))
    assert _offered("hint ") == []
    assert _offered(f"--course {course} hint 02") == ["02-c"]
    monkeypatch.setenv("GRADER_COURSE", "/nowhere")
    assert _offered("hint ") == []


def test_tab_in_bash(tmp_path: Path) -> None:
    """In a learner's shell, below the course, TAB writes the rest of the id."""
    program = tmp_path / "grader"
    program.write_text(f'#!/bin/sh\nPYTHONPATH={ROOT} exec {sys.executable} -m grader "$@"\n')
    program.chmod(0o755)
    variables = {
        "GRADER_COURSE": "",
        "PS1": "> ",
        "PATH": f"{tmp_path}:{os.environ['PATH']}",
        "INPUTRC": "/dev/null",
    }
    shell = ("bash", "--norc", "--noprofile", "-i")
    with terminal([], course=ROOT / "starter", environment=variables, program=shell) as term:
        term.type('eval "$(_GRADER_COMPLETE=bash_source grader)"\ngrader hint 02 no\t')
        term.shows("> grader hint 02 no-build-tools")
        term.type("\x15grader grade --challenge 03\t")
        term.shows("> grader grade --challenge 03-production-image")
