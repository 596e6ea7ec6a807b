"""`grader grade` where no engine answers; static criteria need none."""

import io
import json
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from grader.errors import UsageError
from grader.evidence import Answer, Attachments, BenchSummary, Question, Skipped, StarterSize
from grader.report.formats import format_names, load_format
from tests.called import ROOT, Call
from tests.terminal import terminal

CHALLENGE = "02-multi-stage-builds"
SOLUTION = f"solutions/{CHALLENGE}"
STATIC = ("grade", "--challenge", CHALLENGE, "--static-only", "--quiet")
FILES = {"report.json", "report.html", "build.log", "container.log"}


def test_what_was_graded_decides(call: Call) -> None:
    """With --static-only the rest is skipped; what was graded makes the exit code."""
    failed, passed = call(*STATIC), call(*STATIC, SOLUTION)
    assert (failed.code, passed.code) == (1, 0)
    assert f"{CHALLENGE}  starter/{CHALLENGE}\n" in failed.out


def test_without_an_engine_static_criteria_are_graded(call: Call) -> None:
    """With no engine, what needs none is graded, the rest is broken, and the exit code says so."""
    called = call("grade", "--challenge", CHALLENGE, "--quiet", SOLUTION)
    assert (called.code, "20 of 100 points" in called.out) == (3, True)
    assert "no container engine answers" in called.out


def test_a_challenge_may_be_named_by_its_beginning(call: Call) -> None:
    """As in `grader watch 02`."""
    assert f"{CHALLENGE}  starter/" in call("grade", "--challenge", "02", "--static-only", "--quiet").out


@pytest.mark.parametrize(
    "words", [["grade", "--challenge", "02", "--static-only", "--quiet"], ["hint", "02"]]
)
def test_no_colour_is_kept_to(words: list[str]) -> None:
    """On a terminal there are colours, and with NO_COLOR none."""
    for environment, coloured in (({}, True), ({"NO_COLOR": "1"}, False)):
        with terminal(words, course=ROOT, environment=environment) as term:
            term.ends()
            assert (b"\x1b[" in term.raw) == coloured


def test_one_format_is_printed(call: Call) -> None:
    """Without a folder, the one format is all there is on standard output, and the exit code stays."""
    failed, passed = call(*STATIC, "--format", "json"), call(*STATIC, SOLUTION, "--format", "junit")
    assert (failed.code, passed.code) == (1, 0)
    assert json.loads(failed.out)["outcome"] == "failed"
    assert ET.fromstring(passed.out.encode()).tag == "testsuites"


def test_a_terminal_without_utf8_gets_the_same_bytes(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    """A format is printed as it would be written, whatever the terminal's encoding."""
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(said := io.BytesIO(), encoding="ascii"))
    assert call(*STATIC, SOLUTION, "--format", "markdown").code == 0
    assert said.getvalue().decode().startswith("## ✅")


def test_files_are_written(call: Call, tmp_path: Path) -> None:
    """With a folder, the terminal's report stays; report.json, a page and the logs are written."""
    called = call(*STATIC, "--report", str(tmp_path / "new"))
    assert (called.code, "0 of 100 points" in called.out) == (1, True)
    assert {file.name for file in (tmp_path / "new").iterdir()} == FILES


def test_formats_are_files_too(call: Call, tmp_path: Path) -> None:
    """Each format that is asked for is one more file; every report is named once."""
    wanted = ["annotations", "autograding", "csv", "gradescope", "json", "junit", "markdown", "csv"]
    called = call(*STATIC, "--report", str(tmp_path), *(f"--format={name}" for name in wanted))
    names = {load_format(name).FILE_NAME for name in (*wanted, "html")}
    assert {file.name for file in tmp_path.iterdir()} == {*names, *FILES}
    assert all(called.out.count(f"report: {tmp_path / name}\n") == 1 for name in names)


def test_the_help_names_every_format(call: Call) -> None:
    """The help names the words that --format takes."""
    assert f"One of {', '.join(format_names())}." in " ".join(call("grade", "--help").out.split())


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--format", "csv", "--format", "junit"], "--report"),
        (["--format", "junti"], "did you mean 'junit'?"),
        (["--format", "yaml"], "there are annotations, autograding"),
        (["--publish", "registry.example/Course/good:1"], "--publish registry.example/Course/good:1"),
        (["--publish", "course/good"], "--publish needs a tag"),
        (["--publish", "course/good@sha256:" + "0" * 64], "--publish needs a tag"),
        (["--publish", "registry.example/good:1"], "leave out --static-only"),
        (["solutions/none"], "the submission solutions/none is not a folder"),
        (["--challenge", "02-multi-stage-bilds"], f"did you mean '{CHALLENGE}'?"),
    ],
)
def test_a_wrong_call_is_told(call: Call, words: list[str], told: str) -> None:
    """A wrong call ends with 2 and the reason; nothing is graded."""
    called = call(*STATIC, *words)
    assert (called.code, called.out, told in called.err) == (2, "", True), called.err


def test_a_report_folder_that_cannot_be_written(call: Call, tmp_path: Path) -> None:
    """A file in the folder's place ends with a usage error before the grading, and the file is kept."""
    taken = tmp_path / "out"
    taken.write_text("mine")
    called = call(*STATIC, "--report", str(taken))
    assert (called.code, called.out) == (2, "")
    assert f"the report folder {taken} cannot be written" in called.err
    assert taken.read_text() == "mine"


def test_what_a_format_lacks_is_told_before_the_grading(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without the variables of Classroom 50's runner, nothing is graded or written."""
    for name in ("OWNER", "ASSIGNMENT"):
        monkeypatch.setenv(name, "")
    called = call(*STATIC, "--report", str(tmp_path), "--format", "classroom50")
    assert (called.code, called.out, "OWNER" in called.err) == (2, "", True)
    assert list(tmp_path.iterdir()) == []


def test_formats_are_imported_when_they_are_asked_for() -> None:
    """Grading without --format does not pay for them."""
    code = "import sys, grader.commands.grade; print([m for m in sys.modules if 'report.formats.' in m])"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert done.stdout == "[]\n"


class RecordingBench:
    """A bench that answers nothing and notes what it is asked."""

    calls: list[Any] = []  # noqa: RUF012 - what the test reads
    answers: dict[Question[Any], Answer[Any]] = {}  # noqa: RUF012 - nobody writes it

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


@pytest.fixture
def bench(monkeypatch: pytest.MonkeyPatch) -> type[RecordingBench]:
    """Takes the place of the bench that grades."""
    monkeypatch.setattr("grader.submission.Bench", RecordingBench)
    return RecordingBench


@pytest.mark.parametrize(
    ("formats", "asked"),
    [(["html"], 1), (["markdown"], 1), (["markdown", "html"], 1), (["csv", "junit"], 0), ([], 0)],
)
def test_the_starter_is_built_for_its_picture(
    call: Call, bench: type[RecordingBench], tmp_path: Path, formats: list[str], asked: int
) -> None:
    """A format that shows the starter's image has it built, before the texts are taken."""
    words = (
        "grade",
        "--challenge",
        CHALLENGE,
        "--report",
        tmp_path,
        *(f"--format={name}" for name in formats),
    )
    assert call(*words).code == 3
    assert bench.calls[-2:] == ["attachments", "close"]
    assert bench.calls.count(StarterSize()) == asked


def test_the_bench_is_closed_when_the_texts_cannot_be_had(
    call: Call, bench: type[RecordingBench], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever goes wrong on the way to the attachments, the bench is closed."""
    monkeypatch.setattr(bench, "attachments", lambda _self: _fail())
    assert call("grade", "--challenge", CHALLENGE).code == 2
    assert bench.calls[-1] == "close"


def _fail() -> Attachments:
    raise UsageError("no attachments")
