"""`grader grade --format`, as a user calls it; static criteria need no engine."""

import json
import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from grader.commands.grade import grade
from grader.errors import UsageError
from grader.evidence import Answer, Attachments, BenchSummary, Question, Skipped, StarterSize
from grader.report.formats import format_names, load_format

ROOT = Path(__file__).resolve().parents[2]
CHALLENGE = "02-multi-stage-builds"
SOLUTION = f"solutions/{CHALLENGE}"


def run(*arguments: str, env: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    """Grade what is static, in the project's folder."""
    command = [sys.executable, "-m", "grader", "grade", "--static-only", "--challenge", CHALLENGE]
    return subprocess.run(
        [*command, *arguments],
        cwd=ROOT,
        env={**os.environ, **(env or {})},
        capture_output=True,
        text=True,
        timeout=60,
    )


def test_one_format_is_printed() -> None:
    """Without a folder, the one format is all there is on standard output, and the exit code stays."""
    failed, passed = run("--format", "json"), run(SOLUTION, "--format", "junit")
    assert (failed.returncode, passed.returncode) == (1, 0)
    assert json.loads(failed.stdout)["outcome"] == "failed"
    assert ET.fromstring(passed.stdout.encode()).tag == "testsuites"


def test_a_terminal_without_utf8_gets_the_same_bytes() -> None:
    """A format is printed as it would be written, whatever the terminal's encoding."""
    done = run(SOLUTION, "--format", "markdown", env={"PYTHONIOENCODING": "ascii"})
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("## ✅")


def test_files_are_written(tmp_path: Path) -> None:
    """With a folder, each format is a file beside report.json, the terminal's report stays, all is named."""
    wanted = ["annotations", "autograding", "csv", "gradescope", "json", "junit", "markdown", "csv"]
    done = run("--report", str(tmp_path), *(word for name in wanted for word in ("--format", name)))
    assert done.returncode == 1, done.stderr
    assert "0 of 100 points" in done.stdout
    names = {load_format(name).FILE_NAME for name in wanted}
    assert {file.name for file in tmp_path.iterdir()} == {*names, "build.log", "container.log"}
    assert all(done.stdout.count(f"report: {tmp_path / name}\n") == 1 for name in names)


def test_two_formats_cannot_be_printed() -> None:
    """Two formats need a folder."""
    done = run("--format", "csv", "--format", "junit")
    assert (done.returncode, done.stdout) == (2, "")
    assert "--report" in done.stderr


@pytest.mark.parametrize(
    ("word", "told"), [("junti", "did you mean 'junit'?"), ("yaml", "there are annotations, autograding")]
)
def test_unknown_format(word: str, told: str) -> None:
    """A name that is none is told with the nearest one, else with all."""
    done = run("--format", word)
    assert done.returncode == 2
    assert told in done.stderr


def test_what_a_format_lacks_is_told_before_the_grading(tmp_path: Path) -> None:
    """Without the variables of Classroom 50's runner, nothing is graded or written."""
    done = run("--report", str(tmp_path), "--format", "classroom50", env={"OWNER": "", "ASSIGNMENT": ""})
    assert (done.returncode, done.stdout) == (2, "")
    assert "OWNER" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_the_help_names_every_format() -> None:
    """The help is a text of its own, so that asking for it imports nothing."""
    assert f"Formats: {', '.join(format_names())}." in " ".join(run("--help").stdout.split())


def test_formats_are_imported_when_they_are_asked_for() -> None:
    """Grading without --format does not pay for them."""
    code = "import sys, grader.commands.grade; print([m for m in sys.modules if 'report.formats.' in m])"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert done.stdout == "[]\n"


class RecordingBench:
    """A bench that answers nothing and notes what it is asked."""

    calls: list[Any] = []  # noqa: RUF012 - what the test reads

    def __init__(self, *_arguments: object, **_options: object) -> None:
        self.calls.clear()

    def expect(self, questions: Iterable[Question[Any]]) -> None:
        """Nothing to prepare."""

    def ask(self, question: Question[Any]) -> Answer[Any]:
        """No fact."""
        self.calls.append(question)
        return Skipped("a recording")

    def summary(self) -> BenchSummary:
        """Nothing learnt."""
        return BenchSummary()

    def attachments(self) -> Attachments:
        """No texts."""
        self.calls.append("attachments")
        return Attachments()

    def close(self) -> None:
        """Nothing to remove."""
        self.calls.append("close")


@pytest.mark.parametrize(
    ("forms", "asked"), [(["html"], 1), (["markdown"], 1), (["markdown", "html"], 1), (["csv", "junit"], 0)]
)
def test_the_starter_is_built_for_its_picture(
    forms: list[str], asked: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A format that shows the starter's image has it built, before the texts are taken and all is removed."""
    monkeypatch.chdir(ROOT)
    monkeypatch.setattr("grader.commands.grade.Bench", RecordingBench)
    monkeypatch.setattr("grader.commands.grade.interrupt_on_termination", lambda: None)
    code = grade(CHALLENGE, None, tmp_path, forms, static_only=False, quiet=True)
    assert code == 3
    assert RecordingBench.calls[-2:] == ["attachments", "close"]
    assert RecordingBench.calls[:-2].count(StarterSize()) == asked


def test_the_bench_is_closed_when_the_starter_cannot_be_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever goes wrong on the way to the attachments, the bench is closed."""
    monkeypatch.chdir(ROOT)
    monkeypatch.setattr("grader.commands.grade.Bench", RecordingBench)
    monkeypatch.setattr("grader.commands.grade.interrupt_on_termination", lambda: None)
    monkeypatch.setattr(RecordingBench, "attachments", lambda _self: _fail())
    with pytest.raises(UsageError):
        grade(CHALLENGE, None, tmp_path, ["csv"], static_only=False, quiet=True)
    assert RecordingBench.calls[-1] == "close"


def _fail() -> Attachments:
    raise UsageError("no attachments")
